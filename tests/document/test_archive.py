import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_assist.document.archive import Archive
from writer_assist.document.errors import DocumentError


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_names_are_keys_whatever_their_slashes_and_case() -> None:
    archive = Archive(zipped({"/Word\\文档.xml": b"x", "../up": b"y"}))
    assert archive.names == ["Word/文档.xml", "../up"]
    assert archive.read("word/文档.XML") == b"x"
    assert "WORD/文档.xml" in archive
    assert "word" not in archive
    with pytest.raises(KeyError):
        archive.read("word")


def test_identity_tells_content_apart() -> None:
    one, two, three = (Archive(zipped({"a": content})) for content in (b"x", b"x", b"y"))
    assert one.identity("a") == two.identity("a")
    assert one.identity("a") != three.identity("a")


NAMES = st.text("abcXYZ政/._-", min_size=1, max_size=8).filter(lambda name: name[0] != "/")


@settings(deadline=None)
@given(
    st.dictionaries(NAMES, st.binary(max_size=300), max_size=5),
    st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)),
    st.binary(max_size=20),
)
def test_reads_what_zipfile_reads(parts: dict[str, bytes], compression: int, prefix: bytes) -> None:
    data = zipped(parts, compression)
    if len({name.lower() for name in parts}) < len(parts):
        with pytest.raises(DocumentError):
            Archive(data)
        return
    for whole in (data, prefix + data):
        archive = Archive(whole)
        assert {name: archive.read(name) for name in archive.names} == parts


SAMPLE = zipped({"a.xml": b"<a/>" * 40, "b/c.xml": b"text " * 9, "d": b""})


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=5),
    st.integers(0, len(SAMPLE)),
)
def test_damage_gives_no_other_error_and_no_wrong_content(
    changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(SAMPLE)
    for at, value in changes:
        data[at] = value
    for damaged in (bytes(data), bytes(data[:cut]), bytes(data[cut:])):
        with contextlib.suppress(DocumentError):
            archive = Archive(damaged)
            for name in archive.names:
                with contextlib.suppress(DocumentError):
                    archive.read(name)
