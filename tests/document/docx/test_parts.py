"""Parts written anew."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from tests.document.docx.builders import docx, paragraph, parts_of, zipped
from writer_assist.document.docx.package import Package
from writer_assist.document.docx.parts import serialised, with_parts
from writer_assist.document.read import read_bytes

DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@pytest.mark.parametrize(
    "xml",
    [
        b'<a xmlns="urn:u"><b/>&#x20BB7;</a>',
        b"<?mso-application progid?><!-- in front --><a/><!-- behind --><?x y?>",
        "<甲>文&amp;</甲>".encode(),
    ],
)
def test_what_stands_around_the_root_is_kept(xml: bytes) -> None:
    root = etree.fromstring(xml)
    written = serialised(root)
    assert written.startswith(DECLARATION)
    assert etree.tostring(etree.fromstring(written).getroottree(), method="c14n") == (
        etree.tostring(root.getroottree(), method="c14n")
    )
    assert written.decode("utf-8").count("<!--") == xml.count(b"<!--")
    assert written.count(b"<?") == 1 + xml.count(b"<?")
    # No character is a reference that can be itself.
    assert b"&#" not in written


def test_only_the_parts_that_changed_are_others() -> None:
    data = zipped({**parts_of(paragraph("甲")), "customXml/item1.xml": "<x  a = '1' />"})
    package = Package(data)
    body = package.tree(package.main)
    next(body.iter("{*}t")).text = "乙"
    new = etree.fromstring("<n/>")
    made = with_parts(package, {package.main: body, "new.xml": new}, ["customxml/ITEM1.xml"])
    assert read_bytes(made, "x.docx").text == "乙"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as now:
        kept = [name for name in old.namelist() if name != "customXml/item1.xml"]
        assert now.namelist() == [*kept, "new.xml"]
        assert now.read("new.xml") == DECLARATION + b"<n/>"
        for name in kept:
            assert (now.read(name) == old.read(name)) == (name != package.main)


def test_a_part_that_is_read_again_is_written_the_same() -> None:
    package = Package(docx(paragraph("甲")))
    made = with_parts(package, {package.main: package.tree(package.main)})
    again = Package(made)
    assert with_parts(again, {again.main: again.tree(again.main)}) == made
