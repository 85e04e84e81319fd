"""CS011 to CS013 and CS020: one's own unit and its meetings have one name throughout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.document.model import bigram
from writer_assist.i18n import N_

from ..base import DraftRule, Hit, LazyPattern
from ..draft_text import HAN, DraftTextRule

if TYPE_CHECKING:
    from writer_assist.outline.draft import Draft

_ORGANISATION = (
    r"(?:中国人民政治协商会议|中国共产党|政协|中共)?(?:第[一二三四五六七八九十]{1,3}届)?"
)
_COUNTY = LazyPattern(
    rf"[\s*#]*{_ORGANISATION}(?:[{HAN}]{{2,4}}?[省市州盟])?(?P<name>(?P<stem>[{HAN}]{{1,5}}?)(?:自治县|县|旗))"
)
_TOWN = LazyPattern(
    rf"[\s*#]*{_ORGANISATION}(?:[{HAN}]{{2,4}}?[省市州盟])?(?:[{HAN}]{{1,5}}?(?:自治县|县|旗|区))?(?P<name>(?P<stem>[{HAN}]{{2,5}}?)(?:镇|乡|街道))"
)
_NOT_NAMES = (
    "关于",
    "对",
    "赴",
    "在",
    "致",
    "向",
    "以",
    "全",
    "本",
    "我",
    "各",
    "该",
    "某",
    "为",
    "和",
    "与",
    "到",
    "从",
    "把",
    "做好",
    "推进",
)
_NOT_INSIDE = frozenset("的了和与及对在向为第年月日全各我本该某于把")


class UnitNamesDiffer(DraftRule):
    """标题与落款的单位不是一个地方。

    检查什么

    标题开头的单位名称与落款里的县名、乡镇名不一样：标题是“云溪县”，落款是“云西县”。

    为什么

    借用外地的稿子，或者打错了字，自己单位的名称前后不一。

    错误示例

    - 政协云溪县委员会办公室2024年工作总结
      一年来，各项工作取得新进展。
      政协⟦云西县⟧委员会办公室
      2024年12月25日
    - 青澜镇政协联络组2024年工作总结
      一年来，联络组扎实履职。
      ⟦柳树镇⟧政协联络组
      2024年12月25日
    - 青山县水利局2024年提案办理工作总结
      全年办结提案八件。
      ⟦绿水县⟧水利局
      2024年12月5日

    正确示例

    - 政协云溪县委员会办公室2024年工作总结
      一年来，各项工作取得新进展。
      云溪县政协办公室
      2024年12月25日
    - 云溪县政协2024年工作总结
      一年来，各项工作取得新进展。
      县政协办公室
      2024年12月25日
    - 关于赴云西县学习考察的报告
      考察组一行六人学习了先进经验。
      政协云溪县委员会
      2024年5月25日
    - 云溪县青澜镇政协联络组2024年工作总结
      一年来，联络组扎实履职。
      青澜镇政协联络组
      2024年12月25日
    """

    code = "CS011"
    name = "unit-names-differ"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """The name in the signature."""
        signature = draft.frame.signature
        title = draft.title_text
        if signature is None or not title or signature is draft.title:
            return
        if signature.text.strip() in title:
            return
        for pattern, marks in ((_COUNTY, "县旗"), (_TOWN, "镇乡道")):
            if not any(m in title and m in signature.text for m in marks):
                continue
            own, signed = pattern().match(title), pattern().match(signature.text)
            if own is None or signed is None:
                continue
            if not (_is_name(own["stem"]) and _is_name(signed["stem"])):
                continue
            if signed["stem"] in title or own["stem"] in signature.text:
                continue
            yield Hit(
                signed.start("name"),
                signed.end("name"),
                N_("标题的单位在“{title}”，落款却在“{found}”，请核对"),
                {"title": own["name"], "found": signed["name"]},
                suggestions=(own["name"],),
                paragraph=signature,
            )
            return


def _is_name(stem: str) -> bool:
    return not stem.startswith(_NOT_NAMES) and _NOT_INSIDE.isdisjoint(stem)


_PAIRS = (
    ("发改委", "发改局"),
    ("卫健委", "卫健局"),
    ("住建局", "住建委"),
    ("民宗局", "民宗委"),
    ("水利局", "水务局"),
    ("教育局", "教体局"),
    ("城管局", "城管委"),
    ("国资委", "国资局"),
    ("金融办", "金融局"),
    ("信访局", "信访办"),
    ("文旅局", "文广旅局"),
    ("文旅局", "文体旅局"),
    ("林业局", "林草局"),
    ("科技局", "科工局"),
    ("交通局", "交运局"),
    ("提案委", "提案办"),
)
_PAIR_GRAMS = tuple((a, b, bigram(a[-2:]), bigram(b[-2:])) for a, b in _PAIRS)
_LEVELS = "省市县区州旗"


class OfficeUnderTwoNames(DraftTextRule):
    """同一个部门有两个名称。

    检查什么

    同一级的同一部门，前面是“县发改委”，后面是“县发改局”。“县政协办”与“县政协办公室”、“县委县政府”与“县委、县政府”是通行的简称，不报；
    省发改委与县发改局不是同一级，也不报。

    为什么

    一个县里只有一个这样的部门，两个名称里必有一个是错的。

    错误示例

    - 协调县发改委、县财政局落实资金，⟦县发改局⟧已批复立项。
    - 县卫健局牵头，三次召开协调会。
      会后，⟦县卫健委⟧印发了方案。
    - 区水利局办结提案六件，⟦区水务局⟧负责人登门走访。

    正确示例

    - 省发改委下达计划，县发改局及时分解。
    - 县政协办与县政协办公室、县委县政府与县委、县政府都是通行的写法。
    - 县发改委、县财政局落实资金，县发改委已批复立项。
    """

    code = "CS012"
    name = "office-under-two-names"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The name that comes second."""
        grams = draft.document.bigrams
        for first, second, pair, other in _PAIR_GRAMS:
            if pair not in grams or other not in grams:
                continue
            for level in _LEVELS:
                one, two = text.find(level + first), text.find(level + second)
                if one < 0 or two < 0:
                    continue
                start = max(one, two)
                name, before = (first, second) if one > two else (second, first)
                yield Hit(
                    start,
                    start + 1 + len(name),
                    N_("前面写的是“{before}”，这里是“{name}”，如系同一部门，应统一名称"),
                    {"before": level + before, "name": level + name},
                )


_SESSION = LazyPattern(
    r"(?P<term>[一二三四五六七八九十]{1,3})届(?P<session>[一二三四五六七八九十]{1,2})次"
)
_TERM = LazyPattern(r"(?P<before>政协|人大|人民代表大会)?[^，。；\n]{0,8}$")


class SessionDiffers(DraftTextRule):
    """正文的届次与标题不同。

    检查什么

    标题写明了会议的届次（十届三次），正文里只有另一个届次（十届二次），而且同是政协或者同是人大的会议。

    为什么

    每年一次的会议，届次年年要改，往往改了标题忘了正文。

    错误示例

    - 关于县政协十届三次会议提案办理情况的报告
      县政协⟦十届二次⟧会议以来，我局承办提案八件。
    - 青山县水利局县政协十一届四次会议提案办理工作总结
      今年，我局承办县政协⟦十一届三次⟧会议提案六件，均已办结。
    - 政协青山县十届五次会议筹备工作总结
      县政协⟦十届四次⟧会议已于一月十日胜利闭幕。

    正确示例

    - 关于县政协十届三次会议提案办理情况的报告
      县政协十届三次会议以来，我局承办提案八件，比十届二次会议多两件。
    - 关于县政协十届三次会议提案办理情况的报告
      县人大十八届四次会议期间，我局另承办建议六件。
    - 关于县政协提案办理情况的报告
      县政协十届二次会议以来，我局承办提案八件。
    """

    code = "CS013"
    name = "session-differs"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The first session in the body."""
        title = draft.title
        if title is None or "届" not in draft.title_text:
            return
        named = [*_SESSION().finditer(draft.title_text)]
        if len(named) != 1 or draft.title_text[named[0].end() :].startswith(("、", "和", "至")):
            return
        own = named[0][0]
        start = draft.document.starts[title.number - 1] - draft.document.starts[draft.first - 1]
        found = [*_SESSION().finditer(text, start + len(title.text))]
        if not found or any(match[0] == own for match in found):
            return
        if len({match[0] for match in found}) > 1:
            return
        match = found[0]
        kinds = {
            word
            for word in ("政协", "人大", "人民代表大会")
            if word in draft.title_text or word in text[max(0, match.start() - 12) : match.start()]
        }
        if len(kinds) > 1:
            return
        yield Hit(
            match.start(),
            match.end(),
            N_("标题是“{title}”会议，正文却只提到“{found}”，请核对"),
            {"title": own, "found": match[0]},
            suggestions=(own,),
        )


_ABROAD = ("赴", "邻", "兄弟", "外地", "考察", "参观", "交流", "取经", "对口", "外县", "籍")
_BESIDE = frozenset("、和与及至到省市州")


class NearPlaceName(DraftTextRule):
    """与本县名称只差一个字。

    检查什么

    标题或落款写明是“云溪县”的，正文里有一处“云西县”：与本县名称只差一个字，全文只出现一次。
    写赴外地考察、与外县并列的，不报。

    为什么

    自己的县名打错一个字，校对时最不容易看出来。

    错误示例

    - 政协云溪县委员会办公室2024年工作总结
      一年来，在云溪县委的领导下，⟦云西县⟧政协办公室围绕中心、服务大局。
    - 青山县水利局2024年工作总结
      青山县水利局加固堤防，保障⟦清山县⟧城供水。
    - 绿水县政协2024年工作要点
      绿水县政协组织委员视察，推动⟦绿山县⟧产业发展。

    正确示例

    - 政协云溪县委员会办公室2024年工作总结
      一年来，在云溪县委的领导下，云溪县政协办公室围绕中心、服务大局。
    - 政协云溪县委员会办公室2024年工作总结
      云溪县政协赴临溪县学习考察两次。
    - 云溪县政协2024年工作总结
      云溪县与云西县联合开展河道巡查，云溪县委高度重视。
    """

    code = "CS020"
    name = "near-place-name"
    severity = "hint"

    def scan(self, text: str, draft: Draft) -> Iterator[Hit]:
        """The other name."""
        if "县" not in draft.document.characters:
            return
        own = _own_county(draft)
        if len(own) != 2 or text.count(own + "县") < 2:
            return
        found: list[int] = []
        for index in (0, 1):
            place = text.find(own[index])
            while place >= 0 and len(found) < 2:
                start = place - index
                name = text[start : start + 2]
                if start >= 0 and text.startswith("县", start + 2) and name != own:
                    found.append(start)
                place = text.find(own[index], place + 1)
        if len(found) != 1:
            return
        start = found[0]
        name = text[start : start + 2]
        begin = max(text.rfind(mark, max(0, start - 60), start) for mark in "。；\n") + 1
        if (
            not _is_name(name)
            or not _HAN_ONLY().fullmatch(name)
            or name[0] in _FIRST_NOT
            or (start and text[start - 1] in _BESIDE)
            or any(word in text[begin : start + 30] for word in _ABROAD)
        ):
            return
        yield Hit(
            start,
            start + 3,
            N_("全文写的是“{own}”，这里是“{name}”，请核对是否打错了字"),
            {"own": own + "县", "name": name + "县"},
            suggestions=(own + "县",),
        )


_HAN_ONLY = LazyPattern(rf"[{HAN}]{{2}}")
_FIRST_NOT = frozenset("全本我各该某每一二两几多有来同那在到对为从由把被是等外邻省市")


def _own_county(draft: Draft) -> str:
    """The name of the county that the draft's unit belongs to, without 县; "" if unknown."""
    signature = draft.frame.signature
    for text in (draft.title_text, signature.text if signature else ""):
        match = _COUNTY().match(text) if "县" in text else None
        if match and match["name"].endswith("县") and _is_name(match["stem"]):
            return match["stem"]
    return ""
