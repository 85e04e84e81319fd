import pytest
from lxml import etree

from writer_assist.document import safexml
from writer_assist.document.errors import DocumentError
from writer_assist.document.safexml import parse_xml


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<a>甲</a>", "甲"),
        ("<a><!--x-->甲<!--y-->乙<?z?>丙</a>", "甲乙丙"),
        ("<a>甲<![CDATA[<乙>]]></a>", "甲<乙>"),
        ("<a>甲<b/>乙<!--x-->丙</a>", "甲"),
        ("<a><!--x--></a>", None),
        ("<!-- x --><a>甲</a><!-- y -->", "甲"),
        ("<?xml version='1.0'?>\n<?mso-application x?><a>！？!?甲</a>", "！？!?甲"),
    ],
)
def test_text_is_whole(xml: str, text: str | None) -> None:
    root = parse_xml(xml.encode(), "part")
    assert root.text == text
    tail = "".join(child.tail or "" for child in root)
    assert (root.text or "") + tail == "".join(map(str, etree.fromstring(xml.encode()).itertext()))


def test_comments_stay() -> None:
    root = parse_xml(b"<a><!--x-->b<?y z?>c</a>", "part")
    assert etree.tostring(root) == b"<a>bc<!--x--><?y z?></a>"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    xml = f'<?xml version="1.0" encoding="{declared}"?><a>政协</a>'
    assert parse_xml(xml.encode(encoding), "part").text == "政协"


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="utf-7"?>',
        "<?xml version='1.0' encoding = 'ISO-2022-JP' ?>",
        '\n<?xml version="1.0"' + " " * 500 + 'encoding="cp037"?>',
    ],
)
def test_encodings_in_which_markup_could_hide(declaration: str) -> None:
    with pytest.raises(DocumentError, match="编码"):
        parse_xml(f"{declaration}<a/>".encode(), "part")


@pytest.mark.parametrize(
    "before",
    ["", "\n \t", "<!-- <a> -->", "<?pi <a> ?>", '<?xml version="1.0"?>\n<!-- x -->', "\ufeff"],
)
@pytest.mark.parametrize("doctype", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x "y">]>'])
def test_no_dtd(before: str, doctype: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(DocumentError, match="DTD"):
            parse_xml(f"{before}{doctype}<a/>".encode(encoding), "part")


def test_a_doctype_in_a_text_is_text() -> None:
    assert parse_xml(b"<a>&lt;!DOCTYPE</a>", "part").text == "<!DOCTYPE"
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE x>]]></a>", "part").text == "<!DOCTYPE x>"


@pytest.mark.parametrize(
    "xml", ["", "<a>", "<!--", "<?xml", "<a/><b/>", "text", "\x00\x00\x00\x00"]
)
def test_not_well_formed(xml: str) -> None:
    with pytest.raises(DocumentError):
        parse_xml(xml.encode(), "part")


def test_depth() -> None:
    assert parse_xml(b"<a>" * 256 + b"</a>" * 256, "part").tag == "a"
    with pytest.raises(DocumentError, match="256"):
        parse_xml(b"<a>" * 257 + b"</a>" * 257, "part")


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf32_in_which_a_dtd_would_go_unseen(encoding: str) -> None:
    with pytest.raises(DocumentError, match="编码"):
        parse_xml('<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(encoding), "part")


def test_tags_and_attributes_are_counted_where_there_may_be_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(safexml, "MAX_TAGS", 30)
    xml = b"<a>" + b"<b c='' d=''/>" * 10 + b"</a>"
    assert len(parse_xml(xml, "part")) == 10
    monkeypatch.setattr(safexml, "COUNT_FROM", 100)
    with pytest.raises(DocumentError, match="标记超过 30 个"):
        parse_xml(xml, "part")
    assert len(parse_xml(b"<a>" + b"<b c='' d=''/>" * 9 + b"</a>", "part")) == 9
