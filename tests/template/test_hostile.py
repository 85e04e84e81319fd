"""Templates that want to reach Python, or to run or grow for ever, end soon and say why."""

from __future__ import annotations

import datetime
import io
import struct
import threading
import time
import zipfile

import pytest

from tests.document.docx.builders import STRICT_W, W, docx, zipped
from tests.template.templates import lines, row, table, template, text
from writer_assist.template.errors import TemplateError
from writer_assist.template.render import Renderer
from writer_assist.template.values import Rich, RichPart

LIMIT = 1.0
GRACE = 2.0

REACHING = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ 标题.__class__.__base__.__subclasses__() }}",
    "{{ 标题|attr('__class__') }}",
    "{{ 标题|map(attribute='__class__')|list|join }}",
    "{{ 列|map('attr', '__class__')|list }}",
    "{{ 列|sort(attribute='__class__')|join }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum() }}",
    "{{ range.__class__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ config }}",
    "{{ '{0.__class__}'.format(标题) }}",
    "{{ '{0.__class__.__mro__}'.format_map({}) }}",
    "{{ '{x[__class__]}'.format(x=标题) }}",
    "{% set f = ''.format %}{{ f.__self__.__class__ }}",
    "{{ ''.format.__globals__ }}",
    "{{ '%(x)s' % 标题.__dict__ }}",
    "{{ 标题.encode() }}",
    "{{ 标题.translate({}) }}",
    "{{ 日期.replace(year=1) }}",
    "{{ 日期.today() }}",
    "{{ 日期.max }}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% for x in 列 %}{{ loop._iterator }}{% endfor %}",
    "{% for x in 列 %}{{ loop.__class__ }}{% endfor %}",
    "{{ 组.pop('x') }}",
    "{{ 列.append(1) }}",
    "{{ 组.update({}) }}",
    "{{ 组.__class__ }}",
    "{{ 空值.__class__ }}",
    "{{ 数.__class__ }}",
    "{{ (1).to_bytes(9, 'big') }}",
    "{{ 函数() }}",
    "{{ 函数.__globals__ }}",
    "{{ 物.密 }}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% autoescape false %}{{ 标题 }}{% endautoescape %}",
    "{{ 标题|safe }}",
    "{{ 标题|pprint }}",
    "{{ 列|tojson }}",
    "{{ 列|random }}",
    "{{ 列 }}",
    "{{ 组 }}",
    "{{ namespace(a=1) }}",
    "{{ range }}",
    "{{ 物 }}",
]

ENDLESS = [
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) if false %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{% for k in range(99999) %}"
    "{% set x = k %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) %}{{ j }}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% macro a(n) %}{% if n %}{{ a(n-1) }}{{ a(n-1) }}{% endif %}{% endmacro %}{{ a(60) }}",
    "{% for x in 列 recursive %}{{ loop(列) }}{% endfor %}",
    "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}{% call m() %}{% call m() %}"
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    "{% endcall %}{% endcall %}",
    "{% for i in range(99999) %}{{ range(99999)|sum }}{% endfor %}",
    "{% for i in range(99999) %}{{ range(99999)|list|length }}{% endfor %}",
    "{% for i in range(99999) %}{{ range(99999)|map('string')|join|length }}{% endfor %}",
    "{% for i in range(99999) %}{% if range(99999)|select('odd')|list %}{% endif %}{% endfor %}",
    "{% set c = cycler(1, 2) %}{% for i in range(99999) %}{% for j in range(99999) %}"
    "{{ c.next() }}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) if j in range(99999)|list %}"
    "{% endfor %}{% endfor %}",
]

HUGE = [
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'|center(999999999) }}",
    "{{ 'a'.center(999999999) }}",
    "{{ 'a'.ljust(999999999) }}",
    "{{ 'a'.zfill(999999999) }}",
    "{{ 9**(9**9) }}",
    "{{ 10**(9**9) }}",
    "{{ 2.0**99999 }}",
    "{{ (10**3000) * (10**3000) }}",
    "{{ [0] * 10**9 }}",
    "{{ ([0] * 100000)|join('x' * 100000) }}",
    "{{ ('x' * 100000).join('y' * 100000) }}",
    "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000).replace('', 'b' * 100000) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '%*d'|format(999999999, 1) }}",
    "{{ '%.999999999f' % 1.5 }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ '{:{}}'.format(1, 999999999) }}",
    "{{ '{:.999999999f}'.format(1.5) }}",
    "{{ '{:>{w}}'.format('x', w='9' * 9) }}",
    "{{ 日期.strftime('%999999999Y') }}",
    "{{ '{:%999999999Y}'.format(日期) }}",
    "{{ 5|round(-999999999) }}",
    "{{ 'a'|indent(999999999, true) }}",
    "{{ ('a\\n' * 9000)|indent(9000) }}",
    "{{ 列|batch(999999999, 'x')|list|length }}",
    "{{ 列|slice(999999999)|list|length }}",
    "{{ 'a b'|wordwrap(1, wrapstring='x' * 1000000)|length * 10**9 ** 9 }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "{% set x = 'aaaaaaaaaa' %}" + "{% set x = [x, x]|join %}" * 40 + "{{ x }}",
    "{% set x = [1] %}" + "{% set x = [x, x, x, x] %}" * 40 + "{{ x|string }}",
    "{% set x = [1] %}" + "{% set x = (x, x) %}" * 40 + "{{ x|join }}",
    "{% set x = [1] %}" + "{% set x = {'a': x, 'b': x} %}" * 40 + "{{ '%s' % x }}",
    "{% set x = [1] %}" + "{% set x = dict(a=x, b=x) %}" * 40 + "{{ x ~ '' }}",
    "{% set x = [1] %}" + "{% set x = namespace(a=x, b=x) %}" * 40 + "{{ x|string }}",
    "{% set x = [1] %}{% set y = [1] %}"
    + "{% set x = [x, x] %}{% set y = [y, y] %}" * 40
    + "{{ x == y }}",
    "{% set n = namespace(x=[0]) %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='a') %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set x = 'a' * 999999 %}{% for i in range(99999) %}{{ x }}{% endfor %}",
    "{% set x = 'a' * 999999 %}{% set n = namespace(l=[]) %}{% for i in range(99999) %}"
    "{% set n.l = n.l + [x[i:]] %}{% endfor %}",
    "{% for i in range(99999) %}" + "x" * 5000 + "{% endfor %}",
    "{{ range(99999)|map('center', 9999)|join|length }}",
    "{{ range(99999)|map('replace', '1', 'x' * 999999)|join|length }}",
    "{{ ([[1]] * 99999)|sum(start=[])|length }}",
    "{{ (['x' * 999999] * 99999)|sort|join }}",
    "{{ 列|join('x' * 99999999) }}",
    "{{ " + "9" * 3900 + " * " + "'x'" + " }}",
    "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
    "{{ " + "[" * 900 + "1" + "]" * 900 + " }}",
    "{{ " + "not " * 950 + "1 }}",
    "{{ " + "-" * 3000 + "1 }}",
    "{% if 1 %}" * 300 + "x" + "{% endif %}" * 300,
    "{% for i in 列 %}" * 30 + "x" + "{% endfor %}" * 30,
    "{{ 1" + " + 1" * 990 + " }}" + "{{ 1/0 }}",
    "{{ (" + "标题 == 标题 and " * 700 + "1) }}",
]


class _Thing:
    密 = 1


VALUES = {
    "标题": "标题",
    "列": ["甲", "乙"],
    "组": {"x": 1},
    "数": 1,
    "空值": None,
    "日期": datetime.date(2024, 3, 5),
    "函数": lambda: "x",
    "物": _Thing(),
}


def _attack(field: str) -> TemplateError:
    """The error that a template gives, in time."""
    begin = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        Renderer(template(lines(field)), "攻.docx").render(VALUES, seconds=LIMIT)
    assert time.monotonic() - begin < LIMIT + GRACE
    return caught.value


@pytest.mark.parametrize("field", REACHING)
def test_reaching_python(field: str) -> None:
    message = str(_attack(field))
    assert message.startswith("攻.docx: 正文“")
    assert "object at 0x" not in message


@pytest.mark.parametrize("field", ENDLESS)
def test_endless(field: str) -> None:
    message = str(_attack(field))
    assert message.startswith("攻.docx: 正文“")


@pytest.mark.parametrize("field", HUGE, ids=[field[:60] for field in HUGE])
def test_huge(field: str) -> None:
    assert str(_attack(field)).startswith("攻.docx: 正文“")


def test_memory_is_bounded() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for field in HUGE + ENDLESS:
        with pytest.raises(TemplateError):
            Renderer(template(lines(field))).render(VALUES, seconds=0.2)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300 * 1024  # KB; on macOS bytes, which is stricter


def test_limit_holds_in_threads() -> None:
    renderer = Renderer(template(lines(ENDLESS[1])))
    errors: list[str] = []

    def fill() -> None:
        try:
            renderer.render(VALUES, seconds=0.5)
        except TemplateError as error:
            errors.append(str(error))

    begin = time.monotonic()
    threads = [threading.Thread(target=fill) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begin < 0.5 + GRACE
    assert len(errors) == 4
    assert all("时限" in error for error in errors)


@pytest.mark.parametrize(
    "body",
    [
        lines("{{ a " * 20_000),
        lines(*["{{ a "] * 20_000),
        lines(*["{{ a -%}"] * 20_000),
        lines(*["{{ 1 }}{{ 2 }}"] * 20_000),
        lines("{{ " + "{{ " * 5000 + "}}"),
        lines("{% vm %}" * 5000),
        lines("{%p if 1 %}" * 5000),
        lines("{{ " + "x" * 50_000 + " }}"),
    ],
)
def test_tags_that_patterns_would_search_for_minutes(body: str) -> None:
    begin = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        Renderer(template(body), "攻.docx")
    assert time.monotonic() - begin < LIMIT + GRACE
    assert "攻.docx: 正文" in str(caught.value)


def _doctype() -> bytes:
    parts = _parts(docx(lines("甲")))
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace(
        "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1
    ).encode()
    return zipped(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(old: str, new: str) -> bytes:
    return zipped(
        {
            name: content.decode().replace(old, new).encode()
            for name, content in _parts(docx(lines("甲"))).items()
        }
    )


def _encrypted() -> bytes:
    data = bytearray(docx(lines("甲")))
    position = 0
    while (position := data.find(b"PK\x01\x02", position)) >= 0:
        flags = struct.unpack_from("<H", data, position + 8)[0]
        struct.pack_into("<H", data, position + 8, flags | 1)
        position += 4
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = docx(lines("甲" * 5000))
PACKAGES = {
    "empty": (b"", "空的"),
    "text": (b"hello", "不是"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "password": (OLE + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "密码"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    "zip password": (_encrypted(), "密码"),
    "cut": (GOOD[: len(GOOD) // 2], "损坏"),
    "spoilt": (GOOD.replace(b"document.xml", b"documEnt.xmx", 1), "损坏"),
    "plain zip": (zipped({"a.txt": "a"}), "没有 Word 文档的正文"),
    "no document": (zipped({"[Content_Types].xml": "<Types/>"}), "正文|损坏"),
    "no types": (zipped({"word/document.xml": "<a/>"}), "正文"),
    "types only": (
        zipped({**_parts(docx(lines("甲"))), "[Content_Types].xml": b"<Types/>"}),
        "损坏",
    ),
    "bad xml": (_changed("</w:body>", ""), "XML 有误"),
    "no body": (_changed("w:body>", "w:nobody>"), "正文|损坏"),
    "doctype": (_doctype(), "DTD"),
    "macros": (_changed("wordprocessingml.document.main", "word.document.macroEnabled.main"), "宏"),
    "vba": (zipped({**_parts(docx(lines("甲"))), "word/vbaProject.bin": b"x"}), "宏"),
    "strict": (_changed(W, STRICT_W), "Strict"),
    "bomb": (zipped({**_parts(docx(lines("甲"))), "word/media/x.xml": b"0" * (300 << 20)}), "解压"),
    "dangling": (_changed('Target="word/document.xml"', 'Target="word/other.xml"'), "损坏"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_bad_packages(name: str) -> None:
    data, reason = PACKAGES[name]
    with pytest.raises(TemplateError, match=reason) as caught:
        Renderer(data, "坏.docx")
    assert str(caught.value).startswith("坏.docx: ")
    assert "\n" not in str(caught.value)


def test_the_place_is_text_not_xml() -> None:
    assert "{{ 列 if 数 < 2 else '' }}" in str(_attack("{{ 列 if 数 < 2 else '' }}"))


RICH = Rich((RichPart("字", bold=True),))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (lines("{{ x }}"), "\t" * 1_000_000),
        (lines("{{ x }}"), "\a" * 1_000_000),
        (lines("{{ x }}"), "\n" * 1_000_000),
        (lines("{{ x }}"), "x" * 13_000_000),
        (lines("{%p for i in range(99999) %}", "{{ x }}", "{%p endfor %}"), RICH),
        (lines("{% for i in range(99999) %}{{ x }}{% endfor %}"), RICH),
    ],
)
def test_values_that_grow_in_the_document(body: str, value: object) -> None:
    begin = time.monotonic()
    with pytest.raises(TemplateError, match="太多"):
        Renderer(template(body), "攻.docx").render({"x": value}, seconds=LIMIT)
    assert time.monotonic() - begin < LIMIT + GRACE


def test_many_rows_of_a_table() -> None:
    rows = [{"名": f"第{number}项"} for number in range(100_000)]
    body = table(1, row("{%tr for x in 列 %}"), row("{{ x.名 }}"), row("{%tr endfor %}"))
    with pytest.raises(TemplateError, match="太多"):
        Renderer(template(body)).render({"列": rows})
    assert text(Renderer(template(body)).render({"列": rows[:5000]})).count("项") == 5000
