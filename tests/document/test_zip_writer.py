"""Packages written anew: what did not change is the same to the byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_assist.document import zip_writer
from writer_assist.document.archive import Archive
from writer_assist.document.errors import DocumentError
from writer_assist.document.zip_writer import rewritten


class Unseekable(io.RawIOBase):
    """A pipe: zipfile writes sizes behind the data then, not in front."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


class Part(NamedTuple):
    name: str
    content: bytes
    method: int = zipfile.ZIP_DEFLATED
    streamed: bool = False
    zip64: bool = False
    comment: bytes = b""
    extra: bytes = b""
    attributes: int = 0o644 << 16
    date: tuple[int, int, int, int, int, int] = (2024, 2, 29, 13, 14, 16)


def built(parts: list[Part], comment: bytes = b"", front: bytes = b"") -> bytes:
    """An archive by zipfile; each part is streamed or not as the first one is."""
    pipe = Unseekable()
    target: Any = pipe if parts and parts[0].streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.comment = comment
        for part in parts:
            info = zipfile.ZipInfo(part.name, part.date)
            info.compress_type = part.method
            info.comment, info.extra = part.comment, part.extra
            info.external_attr = part.attributes
            with package.open(info, "w", force_zip64=part.zip64) as stream:
                stream.write(part.content)
    return front + bytes(pipe.data if target is pipe else target.getvalue())


def spans(data: bytes) -> dict[str, bytes]:
    """From each local header to the next, or to the directory, as they are in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = sorted(package.infolist(), key=lambda info: info.header_offset)
        places = [*(info.header_offset for info in infos), package.start_dir]
        return {
            info.filename: data[info.header_offset : places[number]]
            for number, info in enumerate(infos, 1)
        }


def looks(info: zipfile.ZipInfo) -> tuple[Any, ...]:
    """What the directory says about an entry, but for where it is and what it holds."""
    return (
        *(info.filename, info.date_time, info.comment, info.create_system, info.create_version),
        *(info.external_attr, info.internal_attr),
    )


def check(
    data: bytes,
    changed: Mapping[str, bytes],
    removed: tuple[str, ...] = (),
) -> bytes:
    """Write anew, and compare with what was there by means of zipfile."""
    made = rewritten(Archive(data), changed, removed)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert new.testzip() is None
        assert new.comment == old.comment
        lower = {name.lower(): content for name, content in changed.items()}
        gone = {name.lower() for name in removed}
        kept = [info for info in old.infolist() if info.filename.lower() not in gone]
        names = {info.filename.lower() for info in old.infolist()}
        added = [name for name in changed if name.lower() not in names | gone]
        assert new.namelist() == [info.filename for info in kept] + added
        before, after = spans(data), spans(made)
        for info in kept:
            found = new.getinfo(info.filename)
            assert looks(found) == looks(info)
            content = lower.get(info.filename.lower())
            if content is None:
                assert after[info.filename] == before[info.filename]
                assert (found.extra, found.flag_bits) == (info.extra, info.flag_bits)
                assert found.extract_version == info.extract_version
            else:
                assert new.read(found) == content
                assert found.compress_type == info.compress_type
                assert found.flag_bits & ~0x800 == 0
                _, _, _, _, _, _, *sizes = struct.unpack_from("<4s5H3L", after[info.filename])
                # They are in the header, and nothing follows the data.
                assert sizes == [zlib.crc32(content), found.compress_size, found.file_size]
                start = 30 + sum(struct.unpack_from("<2H", after[info.filename], 26))
                assert len(after[info.filename]) == start + found.compress_size
        for name in added:
            assert new.read(name) == changed[name]
    again = Archive(made)
    assert {name: again.read(name) for name in again.names} == {
        **{info.filename: lower.get(info.filename.lower(), Archive(data).read(info.filename))
           for info in kept},
        **{name: changed[name] for name in added},
    }  # fmt: skip
    return made


NAMES = st.sampled_from(
    ["mimetype", "word/document.xml", "目录/正文.xml", "a", "B.xml", "docProps/é.xml", "c/", "七"]
)
EXTRAS = st.sampled_from(
    [b"", b"UT\x05\x00\x03\x01\x02\x03\x04", b"\x20\xa2\x04\x00\x00\x00\x00\x00", b"\xfe\xca\0\0"]
)
PARTS = st.builds(
    Part,
    NAMES,
    st.one_of(st.binary(max_size=60), st.just(b"<w:p/>" * 500)),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([b"", b"remark", "注".encode()]),
    EXTRAS,
    st.sampled_from([0, 0o755 << 16, 0x20]),
    st.sampled_from([(1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58), (2024, 2, 29, 8, 0, 2)]),
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(PARTS, max_size=6, unique_by=lambda part: part.name),
    st.dictionaries(
        st.one_of(NAMES, st.sampled_from(["新.xml", "WORD/document.XML", "b.XML", "new/a.bin"])),
        st.one_of(st.binary(max_size=60), st.just("甲乙".encode() * 300)),
        max_size=4,
    ),
    st.lists(NAMES, max_size=3),
    st.sampled_from([b"", b"comment of the archive", b"PK\x05\x06"[:3]]),
    st.sampled_from([b"", b"#!/bin/sh\n", b"MZ" + bytes(300)]),
)
def test_all_but_what_changed_is_as_it_was(
    parts: list[Part],
    changed: dict[str, bytes],
    removed: list[str],
    comment: bytes,
    front: bytes,
) -> None:
    data = built(parts, comment, front)
    if len({name.lower() for name in changed}) < len(changed):
        with pytest.raises(ValueError, match="same entry"):
            rewritten(Archive(data), changed, removed)
        return
    made = check(data, changed, tuple(removed))
    assert made.startswith(front)
    # A second time changes nothing more: all is in its place.
    assert rewritten(Archive(made), {}, ()) == made


SAMPLE = [
    Part("mimetype", b"application/x", zipfile.ZIP_STORED),
    Part("a/正文.xml", b"<a/>" * 90, comment=b"c", extra=b"UT\x05\x00\x03\x01\x02\x03\x04"),
    Part("B.bin", b"\x00\x01" * 40, zipfile.ZIP_STORED),
]


def test_nothing_changed_is_the_same_file() -> None:
    for streamed in (False, True):
        data = built([part._replace(streamed=streamed) for part in SAMPLE], b"remark")
        assert rewritten(Archive(data), {}) == data


def test_lookups_ignore_case_and_slashes() -> None:
    data = built([Part("Word\\Document.XML", b"old"), Part("/x.xml", b"x")])
    made = rewritten(Archive(data), {"word/document.xml": b"new"}, ["X.XML"])
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.namelist() == ["Word\\Document.XML"]
        assert package.read(package.namelist()[0]) == b"new"
    assert Archive(made).names == ["Word/Document.XML"]


def test_removed_wins_and_what_is_not_there_is_not_missed() -> None:
    made = rewritten(Archive(built(SAMPLE)), {"b.BIN": b"1", "n": b"2"}, ["B.bin", "N", "zzz"])
    assert Archive(made).names == ["mimetype", "a/正文.xml"]


def test_offsets_of_an_archive_with_data_in_front_are_from_its_first_byte() -> None:
    front = b"#!/bin/sh\nexit\n"
    made = check(built(SAMPLE, front=front), {"mimetype": b"application/y"})
    assert made.startswith(front)
    end = made.rfind(b"PK\x05\x06")
    size, offset = struct.unpack_from("<2L", made, end + 12)
    assert offset + size == end
    assert struct.unpack_from("<L", made, offset + 42) == (len(front),)


def test_entries_that_were_deleted_from_the_directory_do_not_come_back() -> None:
    """What a program deleted without writing the file anew is neither copied nor in front."""
    parts = [Part("secret.xml", b"secret" * 9, zipfile.ZIP_STORED), *SAMPLE]
    data = bytearray(built(parts))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        start = package.start_dir
    record = 46 + len("secret.xml")
    del data[start : start + record]
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<2HL", data, end + 8, 3, 3, end - start)
    assert Archive(bytes(data)).names == [part.name for part in SAMPLE]
    made = check(bytes(data), {"b.bin": b"1"})
    assert b"secret" not in made
    assert made.startswith(b"PK\x03\x04")


def test_the_order_of_the_data_need_not_be_that_of_the_directory() -> None:
    data = built(SAMPLE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.start_dir
    end = data.rfind(b"PK\x05\x06")
    first = start + 46 + len("mimetype")
    turned = data[:start] + data[first:end] + data[start:first] + data[end:]
    assert Archive(turned).names == ["a/正文.xml", "B.bin", "mimetype"]
    assert rewritten(Archive(turned), {}) == turned
    made = check(turned, {"MIMETYPE": b"z"})
    assert made[30:38] == b"mimetype"  # first in the file, as OpenDocument demands


def test_descriptors_of_every_kind_stay_with_their_data() -> None:
    """With and without a signature, of 4 and of 8 bytes; also one that no header announced."""
    content = b"<a/>" * 30
    stored = zlib.compress(content, wbits=-15)
    numbers = (zlib.crc32(content), len(stored), len(content))
    shapes = [struct.pack("<3L", *numbers), struct.pack("<LQQ", *numbers), b""]
    shapes += [b"PK\x07\x08" + shape for shape in shapes[:2]]
    for descriptor in shapes:
        for flag in (0, 8):
            local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 8, 8, 7, 0x21, 0, 0, 0, 5, 0)
            entry = local + b"a.xml" + stored + descriptor
            record = struct.pack(
                *("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, flag, 8, 7, 0x21, *numbers, 5),
                *(0, 0, 0, 0, 0, 0),
            )
            other = built([Part("b.xml", b"b")])
            at = other.rfind(b"PK\x01\x02")
            listing = record + b"a.xml" + _moved(other[at : other.rfind(b"PK\x05\x06")], len(entry))
            end = struct.pack(
                *("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(listing), len(entry) + at, 0)
            )
            data = entry + other[:at] + listing + end
            assert Archive(data).read("a.xml") == content
            assert rewritten(Archive(data), {}) == data
            check(data, {"b.xml": b"c" * 99})
            made = check(data, {"a.xml": b"d" * 99})
            assert descriptor == b"" or descriptor not in made


def _moved(record: bytes, offset: int) -> bytes:
    return record[:42] + struct.pack("<L", offset) + record[46:]


def zip64(front: bytes = b"", *, all_of_them: bool = True) -> bytes:
    """An archive in which ZIP64 fields hold all sizes, and the offset too or not."""
    entries, listing = b"", b""
    for name, content in ((b"a.xml", b"<a/>" * 30), (b"b.bin", b"bytes")):
        stored = zlib.compress(content, wbits=-15)
        sizes = struct.pack("<2Q", len(content), len(stored))
        place = struct.pack("<Q", len(entries)) if all_of_them else b""
        field = struct.pack("<2H", 1, len(sizes + place)) + sizes + place
        beside = b"UT\x05\x00\x03\x01\x02\x03\x04"
        numbers = (zlib.crc32(content), 0xFFFFFFFF, 0xFFFFFFFF)
        listing += (
            struct.pack("<4s6H3L5H", b"PK\x01\x02", 45, 45, 0, 8, 5, 0x21, *numbers, len(name),
                        len(field + beside), 1, 0, 0)
            + struct.pack("<2L", 0o644 << 16, 0xFFFFFFFF if all_of_them else len(entries))
            + name + field + beside + b"!"
        )  # fmt: skip
        local = struct.pack(
            *("<4s5H3L2H", b"PK\x03\x04", 45, 0, 8, 5, 0x21, *numbers, len(name), 20)
        )
        entries += local + name + struct.pack("<2H", 1, 16) + sizes + stored
    at = len(entries)
    end64 = struct.pack(*("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, len(listing), at))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at + len(listing), 1)
    end = struct.pack(*("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 2))
    return front + entries + listing + end64 + locator + end + b"hi"


@pytest.mark.parametrize("front", [b"", b"program"])
@pytest.mark.parametrize("all_of_them", [True, False])
def test_zip64_entries(front: bytes, all_of_them: bool) -> None:
    data = zip64(front, all_of_them=all_of_them)
    assert Archive(data).read("a.xml") == b"<a/>" * 30
    # The order is turned round: a stale offset in a field would show.
    made = rewritten(Archive(data), {"A.xml": b"x" * 999, "new": b"n"})
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        assert package.comment == b"hi"
        a, b, _ = package.infolist()
        assert (package.read(a), package.read(b), package.read("new")) == (
            b"x" * 999, b"bytes", b"n",
        )  # fmt: skip
        assert (a.extract_version, b.extract_version) == (20, 45)
        assert (a.comment, b.comment) == (b"!", b"!")
        sizes = struct.pack("<2HQQ", 1, 16, 5, b.compress_size)
        beside = b"UT\x05\x00\x03\x01\x02\x03\x04"
        assert (a.extra, b.extra) == (beside, sizes + beside)
    assert spans(made)["b.bin"] == spans(data)["b.bin"]
    assert Archive(made).read("b.bin") == b"bytes"
    # Nothing that is left needs the records of ZIP64 at the end.
    assert b"PK\x06\x06" not in made


def test_more_entries_than_the_usual_records_count() -> None:
    many = {f"{number}": b"" for number in range(0xFFFF)}
    made = rewritten(Archive(built([Part("a", b"a" * 99)])), many)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert len(package.infolist()) == 0x10000
        assert package.read("a") == b"a" * 99
    again = rewritten(Archive(made), {"a": b"b"})
    assert Archive(again).read("a") == b"b"
    assert len(Archive(again).names) == 0x10000
    assert b"PK\x06\x06" not in rewritten(Archive(made), {}, ["0", "1"])[-200:]


def test_other_methods_and_encryption_end_with_the_old_content() -> None:
    data = bytearray(built([Part("a.xml", b"a" * 50, zipfile.ZIP_BZIP2), *SAMPLE]))
    made = rewritten(Archive(bytes(data)), {"a.xml": b"new"})
    assert Archive(made).read("a.xml") == b"new"
    kept = rewritten(Archive(bytes(data)), {"b.bin": b"new"})
    with zipfile.ZipFile(io.BytesIO(kept)) as package:
        assert package.getinfo("a.xml").compress_type == zipfile.ZIP_BZIP2
        assert package.read("a.xml") == b"a" * 50
    data = bytearray(built(SAMPLE))
    at = data.rfind(b"a/", 0, data.rfind(b"B.bin")) - 46
    data[at + 8] |= 1  # encrypted
    made = rewritten(Archive(bytes(data)), {"A/正文.xml": b"new"})
    assert Archive(made).read("a/正文.xml") == b"new"


def test_extra_fields_that_are_no_fields_are_kept() -> None:
    """Zeros that align the data, as some programs write them."""
    data = built(SAMPLE)
    at = 30 + len("mimetype")
    # Three bytes in the local header of the last entry: no other offset moves but the directory's.
    last = data.index(b"B.bin") - 30
    stretched = bytearray(data)
    struct.pack_into("<H", stretched, last + 28, 3)
    stretched[last + 35 : last + 35] = b"\0\0\0"
    end = stretched.rfind(b"PK\x05\x06")
    (offset,) = struct.unpack_from("<L", stretched, end + 16)
    struct.pack_into("<L", stretched, end + 16, offset + 3)
    assert at < last
    assert rewritten(Archive(bytes(stretched)), {}) == bytes(stretched)
    made = rewritten(Archive(bytes(stretched)), {"B.bin": b"xyz"})
    assert made[last + 26 : last + 41] == b"\x05\0\x03\0B.bin\0\0\0xyz"


def test_damage_is_said() -> None:
    data = bytearray(built(SAMPLE))
    data[0] = 0
    with pytest.raises(DocumentError, match="mimetype"):
        rewritten(Archive(bytes(data)), {"b.bin": b""})
    with pytest.raises(DocumentError, match="mimetype"):
        rewritten(Archive(bytes(data)), {"mimetype": b""})


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_damage_gives_no_other_error(changes: list[tuple[int, int]]) -> None:
    for whole in (built(SAMPLE, b"c"), built(SAMPLE, b"c", b"front"), zip64(b"front")):
        data = bytearray(whole)
        for at, value in changes:
            data[at % len(data)] = value
        try:
            archive = Archive(bytes(data))
            made = rewritten(archive, {"n": b"n"})
        except DocumentError:
            continue
        assert Archive(made).read("n") == b"n"


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = built(SAMPLE)
    monkeypatch.setattr(zip_writer, "MAX_SIZE", len(data) + 9)
    assert rewritten(Archive(data), {"n": bytes(9)})
    with pytest.raises(OverflowError):
        rewritten(Archive(data), {"n": bytes(10)})
