"""LY010–LY013: fonts and sizes of the text (GB/T 9704-2012, 5.2.2, 7.2, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from writer_assist.i18n import N_, Word

from ..base import Hit
from .faults import Fault, hits
from .fonts import HEI, KAI, accepts, size_name
from .profile import Look
from .rule import LayoutRule

if TYPE_CHECKING:
    from writer_assist.document.docx.formatting import RunFormat

    from .sheet import Place, Sheet

HEADINGS = ("h1", "h2", "h3", "h4")
PLAIN = (
    "body", "closing", "recipient", "attachment-note", "attachment-item", "sign", "date", "note",
    "attendance",
)  # fmt: skip
"""Kinds that are set as body text."""

NAMES: dict[str, Word] = {
    "title": Word(N_("标题")),
    "attachment-title": Word(N_("附件标题")),
    "h1": Word(N_("一级标题")),
    "h2": Word(N_("二级标题")),
    "h3": Word(N_("三级标题")),
    "h4": Word(N_("四级标题")),
    "body": Word(N_("正文")),
    "closing": Word(N_("结束语")),
    "recipient": Word(N_("主送机关")),
    "attachment-note": Word(N_("附件说明")),
    "attachment-item": Word(N_("附件说明")),
    "sign": Word(N_("署名")),
    "date": Word(N_("成文日期")),
    "note": Word(N_("附注")),
    "attendance": Word(N_("出席、请假、列席人员")),
    "attachment": Word(N_("“附件”二字")),
    "copy": Word(N_("份号")),
    "secrecy": Word(N_("密级")),
    "urgency": Word(N_("紧急程度")),
    "number": Word(N_("发文字号")),
    "number-signer": Word(N_("发文字号")),
    "signer": Word(N_("签发人")),
    "copies": Word(N_("抄送机关")),
    "printed": Word(N_("印发机关")),
}
"""What people call each kind."""

_SIZE_SLACK = 0.25
"""pt."""

_UNSAID = Word(N_("（没有指定字体）"))

IS = N_(
    "{what}是{size}的{font}（第 {paragraphs} 段，共 {count} 处），应为{right_size}的{right_font}；"
    "可用 typeset 命令排版"
)
IS_FONT = N_(
    "{what}的字体是{font}（第 {paragraphs} 段，共 {count} 处），应为{right_font}；可用 typeset 命令排版"
)
IS_SIZE = N_(
    "{what}的字号是{size}（第 {paragraphs} 段，共 {count} 处），应为{right_size}；可用 typeset 命令排版"
)


def has_chinese(text: str) -> bool:
    """Whether a text has Chinese characters: marks are of this font or that."""
    return any("\u3400" <= character <= "\u9fff" for character in text)


def has_latin(text: str) -> bool:
    """Whether a text has digits or Latin letters."""
    return any(character.isascii() and character.isalnum() for character in text)


def parts(
    sheet: Sheet, place: Place, first: int, last: int
) -> Iterator[tuple[int, int, RunFormat]]:
    """The runs of a range of a paragraph that show something; hidden ones do not."""
    text = place.paragraph.text
    for run in sheet.runs(place):
        start, end = max(run.start, first), min(run.end, last)
        if start < end and text[start:end].strip() and not run.hidden:
            yield start, end, run


def font_faults(
    sheet: Sheet,
    place: Place,
    look: Look,
    name: Word,
    first: int = 0,
    last: int = -1,
    *,
    lenient: bool = False,
) -> Iterator[Fault]:
    """Where font or size of a range are not those of a look; at most one fault a kind of fault.

    Args:
        lenient: short stretches in 黑体 or 楷体 may stand out from the text.
    """
    text = place.paragraph.text
    last = len(text) if last < 0 else last
    found: dict[tuple[str, float], list[int]] = {}
    for start, end, run in parts(sheet, place, first, last):
        written = text[start:end]
        chinese = has_chinese(written)
        if not chinese and not has_latin(written):
            continue
        right_font = not (look.font and chinese) or accepts(look.font, run.east_asia)
        if (
            not right_font
            and lenient
            and end - start <= max(30, (last - first) / 2)
            and end - start < last - first
            and accepts((HEI, KAI), run.east_asia)
        ):
            right_font = True
        right_size = not look.size or abs(run.size - look.size) <= _SIZE_SLACK
        if right_font and right_size:
            continue
        key = ("" if right_font else run.east_asia or "?", 0.0 if right_size else run.size)
        place_ = found.setdefault(key, [start, end])
        place_[1] = end
    for (font, size), (start, end) in found.items():
        params = {
            "what": name,
            "font": _UNSAID if font == "?" else font,
            "size": size_name(size),
            "right_font": "、".join(look.font),
            "right_size": size_name(look.size),
        }
        template = IS if font and size else IS_FONT if font else IS_SIZE
        yield Fault((look.font, look.size, font, size), place, start, end, template, params)


BODY_AND_HEADINGS = Word(N_("正文和各级标题"))
ALL_HEADINGS = Word(N_("各级标题"))


def together(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Faults of one key with one name for all: of body text, of headings, of both."""
    kinds: dict[object, set[str]] = {}
    for fault in faults:
        kinds.setdefault(fault.key, set()).add(fault.place.kind)
    for fault in faults:
        own = kinds[fault.key] & set(HEADINGS)
        if own != kinds[fault.key]:
            name = BODY_AND_HEADINGS if own else NAMES["body"]
        else:
            name = ALL_HEADINGS if len(own) > 1 else NAMES[next(iter(own))]
        yield fault._replace(params={**fault.params, "what": name})


class TitleFont(LayoutRule):
    """标题不是二号小标宋

    检查什么

    标题和附件标题的字体是不是小标宋（方正小标宋等各种小标宋体都可以），字号是不是二号（22 磅）。

    为什么

    标题一般用二号小标宋体字。常见的毛病是用宋体、黑体加粗来代替，或者沿用 Word“标题 1”的样式。

    错误示例

    - ⟪format:font=宋体|⟫⟦关于开展宋体检查的通知⟧
      全年召开会议十二次。
    - ⟪format:size=18|⟫⟦关于开展小二号检查的通知⟧
      全年召开会议十二次。
    - ⟪format:font=黑体,size=16|⟫⟦关于开展三号黑体检查的通知⟧
      全年召开会议十二次。

    正确示例

    - ⟪format:font=方正小标宋简体|⟫关于开展消防检查的通知
      全年召开会议十二次。
    - ⟪format:font=方正小标宋_GBK|⟫关于开展消防检查的通知
      全年召开会议十二次。
    - ⟪format:font=FZXiaoBiaoSong-B05S|⟫关于开展消防检查的通知
      全年召开会议十二次。
    """

    code = "LY010"
    name = "title-font"
    source = "GB/T 9704-2012 7.3.1"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield titles."""
        candidates = list(sheet.titles())
        return hits(
            (
                fault
                for place in candidates
                for fault in font_faults(
                    sheet, place, self.profile.look(place.kind), NAMES[place.kind]
                )
            ),
            candidates,
        )


class BodyFont(LayoutRule):
    """正文不是三号仿宋

    检查什么

    正文、主送机关、附件说明、署名、成文日期、附注等的字体是不是仿宋（仿宋、仿宋_GB2312、方正仿宋、华文仿宋都可以），
    字号是不是三号（16 磅）。正文里用黑体、楷体突出的短语不算错；数字和字母另有规则。

    为什么

    如无特殊说明，公文格式各要素一般用三号仿宋体字。从网上、微信里粘贴来的段落常常带着别的字体。

    错误示例

    - 关于开展检查的通知
      ⟪format:font=宋体,size=12|⟫⟦这一段正文是小四号宋体。⟧
    - 关于开展检查的通知
      ⟪format:font=微软雅黑|⟫⟦这一段正文是微软雅黑。⟧
    - 关于开展检查的通知
      ⟪format:size=14|⟫⟦这一段正文是四号仿宋。⟧
    - 关于开展检查的通知
      这一段里有⟪format:font=宋体|⟦一截宋体字⟧⟫，是粘贴来的。

    正确示例

    - 关于开展检查的通知
      ⟪format:font=仿宋|⟫这一段正文是三号仿宋。
    - 关于开展检查的通知
      ⟪format:font=方正仿宋_GBK|⟫这一段正文是三号方正仿宋。
    - 关于开展检查的通知
      ⟪format:font=黑体|检查范围：⟫全县各单位食堂、宿舍、仓库和在建工地，重点是高层建筑。
    """

    code = "LY011"
    name = "body-font"
    source = "GB/T 9704-2012 5.2.2"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield text, also that behind run-in headings."""
        candidates = [
            place
            for place in sheet.of((*PLAIN, *HEADINGS))
            if place.kind not in HEADINGS or place.role.lead < len(place.paragraph.text)
        ]
        faults: list[Fault] = []
        for place in candidates:
            kind = place.kind
            first = place.role.lead if kind in HEADINGS else 0
            if kind in HEADINGS:
                kind = "body"
            look = self.profile.look(kind)
            faults += font_faults(sheet, place, look, NAMES[kind], first, lenient=True)
        return hits(_named(faults), candidates)


def _named(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Faults of one key get the name of body text, if there is any among them."""
    with_body = {f.key for f in faults if f.params["what"] == NAMES["body"]}
    for fault in faults:
        if fault.key in with_body:
            fault = fault._replace(params={**fault.params, "what": NAMES["body"]})
        yield fault


class HeadingFont(LayoutRule):
    """各级标题的字体字号不对

    检查什么

    文中结构层次的标题：第一层“一、”用黑体，第二层“（一）”用楷体，第三层“1.”和第四层“（1）”用仿宋，都是三号。
    标题后面接着写正文的，只看标题部分。

    为什么

    层次靠字体分清。一级标题写成加粗的仿宋、二级标题写成黑体，层次就乱了。

    错误示例

    - 关于开展检查的通知
      ⟪format:as=Heading1,font=宋体|⟫⟦一、宋体的一级标题⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      ⟪format:as=Heading2,font=黑体|⟫⟦（一）黑体的二级标题⟧
      全年召开会议十二次。
    - 关于开展检查的通知
      ⟪format:as=Heading1,size=14|⟫⟦一、四号的一级标题⟧
      全年召开会议十二次。

    正确示例

    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      全县各单位。
    - 关于开展检查的通知
      ⟪format:as=Heading1,font=方正黑体_GBK|⟫一、检查范围
      ⟪format:as=Heading2,font=楷体|⟫（一）县直单位
      全县各单位。
    - 关于开展检查的通知
      ⟪format:as=Heading1|⟫一、检查范围
      ⟪format:font=楷体_GB2312|（一）县直单位。⟫办公楼、食堂和宿舍都要查到。
    """

    code = "LY012"
    name = "heading-font"
    source = "GB/T 9704-2012 7.3.3"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield headings, of run-in ones only the heading."""
        candidates = list(sheet.of(HEADINGS))
        faults = []
        for place in candidates:
            kind = place.kind
            found = font_faults(
                sheet, place, self.profile.look(kind), NAMES[kind], 0, place.role.lead
            )
            faults += [fault._replace(key=(kind, fault.key)) for fault in found]
        return hits(faults, candidates)


class ElementFont(LayoutRule):
    """版头要素或“附件”二字的字体字号不对

    检查什么

    份号（三号）、密级和紧急程度（三号黑体）、发文字号和签发人（三号仿宋，签发人姓名三号楷体）、
    附件左上角的“附件”二字（三号黑体）。

    为什么

    标准对这些要素各有规定，和正文不同的地方最容易被忽略。

    错误示例

    - ⟪format:as=Secrecy,font=仿宋|⟫⟦特急⟧
      关于开展检查的通知
      全年召开会议十二次。
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber,font=宋体|⟫⟦云政发〔2024〕5号⟧
      关于开展检查的通知
      全年召开会议十二次。
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment,font=仿宋|⟫⟦附件1⟧
      ⟪format:as=AttachmentTitle|⟫检查安排表

    正确示例

    - ⟪format:as=Secrecy|⟫特急
      关于开展检查的通知
      全年召开会议十二次。
    - ⟪format:as=Agency|⟫云溪县人民政府文件
      ⟪format:as=DocumentNumber|⟫云政发〔2024〕5号
      关于开展检查的通知
      全年召开会议十二次。
    - 关于开展检查的通知
      全年召开会议十二次。
      ⟪format:as=Attachment|⟫附件1
      ⟪format:as=AttachmentTitle|⟫检查安排表
    """

    code = "LY013"
    name = "element-font"
    source = "GB/T 9704-2012 7.2、7.3.7"

    def look(self, sheet: Sheet) -> Iterator[Hit]:
        """Yield elements of the head, and labels of attachments."""
        kinds = ("copy", "secrecy", "urgency", "number", "number-signer", "signer", "attachment")
        faults: list[Fault] = []
        for place in sheet.of(kinds):
            kind = place.kind
            found = font_faults(
                sheet, place, self.profile.look(kind), NAMES[kind], lenient="sign" in kind
            )
            faults += [fault._replace(key=(NAMES[kind], fault.key)) for fault in found]
        return hits(faults)
