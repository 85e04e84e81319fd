"""Where in a draft a value is missing, and which form the value has: what a field will stand for.

The scan of the PH rules finds marks one by one. Here the marks of one date become one spot
(20xx年x月x日), blanks without any mark become a place to write into (提案件 → 提案｜件), and each
spot knows what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from writer_assist.document.model import Paragraph
from writer_assist.records import NamedTuple
from writer_assist.rules.base import Text
from writer_assist.rules.marks import Mark, scan

from .words import ADMIN, LOWER, MEASURES, TITLES

Kind = Literal[
    "year",
    "date",  # a whole date
    "year-month",
    "month-day",
    "month",
    "day",
    "time",  # of day, with 上午 or 下午
    "hour",
    "minute",
    "weekday",
    "ordinal",
    "number",
    "place",
    "person",
    "text",
    "blank",
    "brackets",
    "named",  # says itself what belongs there: a merge field, a control, [姓名]
]

SENTINEL = 0xF0000
"""The first of the code points that stand for controls and fields while a draft is read."""


UNFILLED = ("comment", "endnote")
"""Stories that a template leaves as they are."""


class Named(NamedTuple):
    """What a control or field says of itself: its name, how it is filled, what may be chosen."""

    name: str
    choices: tuple[str, ...] = ()
    date: bool = False


class Spot(NamedTuple):
    """A place of a paragraph that a value belongs in: ``start … end`` goes, the value comes.

    ``mark`` is what stood there. ``form`` is the filter that writes the value as its place
    demands ("" for none).
    """

    paragraph: Paragraph
    start: int
    end: int
    kind: Kind
    mark: str
    form: str = ""
    named: Named | None = None

    @property
    def before(self) -> str:
        """The paragraph's text in front of the spot."""
        return self.paragraph.text[: self.start]

    @property
    def after(self) -> str:
        """The paragraph's text behind the spot."""
        return self.paragraph.text[self.end :]


_TAG = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\{#[^#\n]{0,200}#\}")
_MASK = "xXｘＸ×✕✖╳*＊﹡✱_＿﹍○〇◯□■▢△▲▽●◎◇◆※＃#★☆某—–…-"
_BLANK = " \u3000\t\xa0\u2002\u2003"
_HAN = "一二三四五六七八九十零〇○"
_ANY = rf"[0-9０-９{_HAN}{re.escape(_MASK)}{_BLANK}]"
_DIGITS = re.compile(rf"(?:[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})\Z")
_FROM_YEAR = re.compile(rf"年(?P<m>{_ANY}{{0,12}})月(?:(?P<d>{_ANY}{{0,12}})日(?!期))?")
_MONTH_DAY = re.compile(rf"(?P<m>{_ANY}{{0,12}})月(?P<d>{_ANY}{{0,12}})日(?!期)")
_LONE_DAY = re.compile(rf"(?<=[至到\-—~～－、和])(?P<d>{_ANY}{{1,12}})日(?!期)")
_TIME = re.compile(
    rf"(?P<half>上午|下午)?(?P<h>{_ANY}{{0,8}})[时点](?:(?P<m>{_ANY}{{0,8}})分(?!别))?"
)
_WEEKDAY = re.compile(r"星期(?P<d>[^\s，。]{0,4})")
_MEASURE = re.compile(
    r"[余多]?[万亿千百]?(?:个百分点|百分点|人次|小时|季度|周年|个|万元|亿元|[万亿][字人]|公里|"
    r"[件条篇份名人户家项次场期处元箱吨亩批卷座台套轮届号章页位支组辆所%％])(?:以上|左右)?\Z"
)
_NUMBER_BEHIND = re.compile(r"(?:达到?|为|约为)(?=(?:以上|左右)?\Z)")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_COUNTS = ("number", "ordinal", "month", "day", "hour", "minute", "year")
_LOST_MONTHS = ("月月", "年月")
_DURATION_AFTER = re.compile(r"年(?:来|内|间|期|时间|以上|左右|多|制|之|任期|规划)")
_DURATION_BEFORE = re.compile(r"(?:近|前|后|第|每|为期|历时|连续|工作|过去的|不少于|至少|用)\Z")


def find_spots(
    paragraphs: Sequence[Paragraph], named: Mapping[str, Named] | None = None
) -> list[Spot]:
    """The spots of paragraphs, in reading order; none overlaps another.

    Comments are left alone, they are not part of the paper, and so are endnotes, in which no tags
    are filled. ``named`` is what each sentinel
    (:data:`SENTINEL`) in the text stands for.
    """
    found: list[Spot] = []
    for paragraph in paragraphs:
        if paragraph.story not in UNFILLED and paragraph.text:
            found += _Finder(paragraph, named or {}).run()
    return found


class _Finder:
    """The spots of one paragraph."""

    def __init__(self, paragraph: Paragraph, named: Mapping[str, Named]) -> None:
        self.paragraph = paragraph
        # Tags that are there already are nothing to look into.
        self.text = _TAG.sub(lambda tag: "\ufffc" * len(tag[0]), paragraph.text)
        self.named = named
        self.marks: list[Mark] = []
        self.used: set[Mark] = set()
        self.spots: list[Spot] = []

    def run(self) -> list[Spot]:
        """All spots, in order."""
        self.marks = self._marks()
        if not self.marks:
            return []
        for mark in self.marks:
            if mark.kind == "missing-number" and self.text[mark.start : mark.end] in _LOST_MONTHS:
                self.used.add(mark)
                self._add(mark.start, mark.end, "text")
        for find in (
            self._dates,
            self._month_days,
            self._lone_days,
            self._times,
            self._weekdays,
            self._document_numbers,
        ):
            find()
        for mark in self.marks:
            if mark not in self.used:
                self._single(mark)
        for mark in self._hidden():
            self._single(mark)
        self.spots.sort(key=lambda spot: (spot.start, spot.end))
        kept: list[Spot] = []
        for spot in self.spots:
            if not kept or spot.start >= kept[-1].end:
                kept.append(spot)
        return kept

    def _marks(self) -> list[Mark]:
        code = [f for f in self.paragraph.features if f.kind == "code"]
        marks = [
            mark
            for mark in scan(Text(self.text.replace("\n", "\v")))
            if not any(f.start < mark.end and mark.start < f.end for f in code)
        ]
        for feature in self.paragraph.features:
            if feature.kind == "underlined-blank" and feature.start < feature.end:
                # A line to write on is the whole line, whatever else was seen in it.
                inside = [m for m in marks if feature.start < m.end and m.start < feature.end]
                if any(m.start < feature.start or m.end > feature.end for m in inside):
                    continue
                marks = [m for m in marks if m not in inside]
                marks.append(Mark(feature.start, feature.end, "blank"))
        if self.named:
            for position, character in enumerate(self.text):
                if character in self.named:
                    marks = [m for m in marks if not m.start <= position < m.end]
                    marks.append(Mark(position, position + 1, "instruction"))
        return sorted(marks)

    def _hidden(self) -> list[Mark]:
        """Marks that show only when those around them are filled: the middle of XX、XX、XX."""
        text = list(self.text.replace("\n", "\v"))
        for spot in self.spots:
            filler = "5" if spot.kind in _COUNTS else "甲"
            text[spot.start : spot.end] = filler * (spot.end - spot.start)
        covered = [(m.start, m.end) for m in self.marks]
        return [
            mark
            for mark in scan(Text("".join(text)))
            if not any(start < mark.end and mark.start < end for start, end in covered)
            and not any(s.start < mark.end and mark.start < s.end for s in self.spots)
        ]

    def _in(self, start: int, end: int) -> list[Mark]:
        return [m for m in self.marks if m.start < end and start < m.end and m not in self.used]

    def _add(self, start: int, end: int, kind: Kind, form: str = "") -> None:
        text = self.text
        # Blanks that a date begins with are its year's, those of a line move it to the right.
        if kind != "blank" and (kind != "date" or not text[:start].strip(_BLANK)):
            while start < end and text[start] in _BLANK:
                start += 1
        self.spots.append(Spot(self.paragraph, start, end, kind, text[start:end], form))

    def _take(self, start: int, end: int, kind: Kind, form: str = "") -> None:
        """A spot in place of all the marks that it covers."""
        for mark in self._in(start, end):
            self.used.add(mark)
            start, end = min(start, mark.start), max(end, mark.end)
        self._add(start, end, kind, form)

    # --- dates -----------------------------------------------------------------------------

    def _dates(self) -> None:
        for match in _FROM_YEAR.finditer(self.text):
            year = match.start()
            start, state = self._year_before(year)
            marks = self._in(start, match.end())
            if not marks or not self._free(match):
                continue
            no_month = not _is_number(match["m"])
            no_day = match["d"] is not None and not _is_number(match["d"])
            han = self.text[start : start + 1] in "一二" and start < year
            if match["d"] is not None:
                if no_month and no_day:
                    if state in ("mark", "blank"):
                        self._take(start, match.end(), "date", "汉字日期" if han else "")
                    else:
                        self._take(match.start("m"), match.end(), "month-day", "月日")
                    continue
                self._parts(match)
            elif no_month:
                if state in ("mark", "blank") and not han:
                    self._take(start, match.end(), "year-month", "年月")
                    continue
                self._part(match, "m", "month")
            if state == "blank" or (state == "none" and any(m.start == year for m in marks)):
                self._take(start, year, "year")

    def _parts(self, match: re.Match[str]) -> None:
        self._part(match, "m", "month")
        self._part(match, "d", "day")

    def _part(self, match: re.Match[str], group: str, kind: Kind) -> None:
        """A month or a day that has no number, in a date whose other parts have."""
        if not _is_number(match[group]):
            for mark in self._in(*match.span(group)):
                self.used.add(mark)
            for mark in self._in(match.end(group), match.end(group) + 1):
                self.used.add(mark)
            start, end = match.span(group)
            self.spots.append(Spot(self.paragraph, start, end, kind, self.text[start:end]))

    def _year_before(self, year: int) -> tuple[int, str]:
        """Where a date's year begins, and whether it is a mark, digits, a blank or nothing."""
        text = self.text
        for mark in self.marks:
            if mark.start < year and mark.end >= year and mark not in self.used:
                if text[mark.start : mark.start + 4].isdigit():
                    return mark.start, "digits"
                if mark.start < year - len(text[mark.start : year].lstrip(_BLANK)) and not (
                    text[mark.start : year].strip(_BLANK)
                ):
                    return mark.start, "blank"
                return mark.start, "mark"
        end = year
        while end and text[end - 1] in _BLANK:
            end -= 1
        begin = end
        while begin and end - begin < 4 and (text[begin - 1].isdigit() or text[begin - 1] in _HAN):
            begin -= 1
        if begin < end:
            return (begin, "digits") if end - begin == 4 else (begin, "blank")
        if end < year:
            return end, "blank"
        covered = any(m.start == year and m.end > year + 1 for m in self.marks)
        before = text[year - 1] if year else "\n"
        return year, "blank" if covered and before in "\n\v，。、；：（(“于在自从至到和" else "none"

    def _month_days(self) -> None:
        for match in _MONTH_DAY.finditer(self.text):
            start = match.start()
            if self.text[start - 1 : start] == "年" and not self._free(match):
                continue
            if not self._in(*match.span()) or not self._free(match):
                continue
            no_month, no_day = not _is_number(match["m"]), not _is_number(match["d"])
            if no_month and no_day:
                self._take(*match.span(), "month-day", "月日")
            else:
                self._parts(match)

    def _free(self, match: re.Match[str]) -> bool:
        return not any(s.start < match.end() and match.start() < s.end for s in self.spots)

    def _lone_days(self) -> None:
        """x月x日至x日."""
        for match in _LONE_DAY.finditer(self.text):
            if self._free(match) and self._in(*match.span()) and not _is_number(match["d"]):
                self._part(match, "d", "day")

    def _times(self) -> None:
        if "时" not in self.text and "点" not in self.text:
            return
        for match in _TIME.finditer(self.text):
            if not self._in(*match.span()) or not self._free(match):
                continue
            kinds = {m.kind for m in self._in(*match.span())}
            if not kinds & {"date", "blank", "missing-number"}:
                continue
            no_hour = not _is_number(match["h"])
            no_minute = match["m"] is not None and not _is_number(match["m"])
            whole = match["m"] is None or no_minute
            if match["half"] and no_hour and whole and "点" not in match[0]:
                self._take(*match.span(), "time", "时刻")
                continue
            if no_hour and self._in(*match.span("h")):
                self._part(match, "h", "hour")
            if no_minute:
                self._part(match, "m", "minute")

    def _weekdays(self) -> None:
        for match in _WEEKDAY.finditer(self.text):
            for mark in self._in(*match.span("d")):
                if mark.start == match.start("d"):
                    self.used.add(mark)
                    self._add(mark.start, mark.end, "weekday")

    def _document_numbers(self) -> None:
        """〔20xx〕, 〔  〕, 〔2024〕号: year and number of a document."""
        for match in re.finditer(
            rf"[〔\[（(【［](?P<y>[^〔〕\[\]（）()]{{0,8}})[〕\]）)】］](?P<s>[{_BLANK}]{{0,8}}第?[{_BLANK}]{{0,8}})号",
            self.text,
        ):
            marks = self._in(*match.span())
            if not marks or not all(m.kind in ("ordinal", "brackets", "year") for m in marks):
                continue
            for mark in marks:
                self.used.add(mark)
            if not match["y"].strip(_BLANK).isdigit() or len(match["y"].strip(_BLANK)) < 4:
                self.spots.append(Spot(self.paragraph, *match.span("y"), "year", match["y"]))
            end = match.end("s")
            start = end - (len(match["s"]) - len(match["s"].rstrip(_BLANK)))
            self.spots.append(Spot(self.paragraph, start, end, "ordinal", self.text[start:end]))

    # --- one mark, one spot ----------------------------------------------------------------

    def _single(self, mark: Mark) -> None:
        text = self.text[mark.start : mark.end]
        match mark.kind:
            case "tag" | "merge-field" | "instruction":
                self._say(mark, text)
            case "missing-number":
                self._missing(mark, text)
            case "ordinal" if text[:1] in "第届" or text[-1:] in "届次号":
                self._unnumbered(mark, text)
            case "year":
                rest = self.text[mark.end :]
                before = self.text[: mark.start]
                if not text[:1].isdigit() and (
                    _DURATION_AFTER.match(rest) or _DURATION_BEFORE.search(before)
                ):
                    self._add(mark.start, mark.end, "number")
                else:
                    han = text[:1] in "一二" and bool(text[1:2])
                    self._add(mark.start, mark.end, "year", "汉字年" if han else "")
            case "date":
                self._date(mark, text)
            case "brackets":
                self._brackets(mark)
            case "number" | "ordinal" | "place" | "person" | "text" | "blank":
                self._add(mark.start, mark.end, mark.kind)

    def _brackets(self, mark: Mark) -> None:
        """（　）: the brackets go where what is around them says what is missing: （　）件."""
        before, after = self.text[: mark.start], self.text[mark.end :].lstrip(_BLANK)
        inner = self.text[mark.start + 1 : mark.end - 1]
        kind: Kind | None = None
        century = re.search(r"(?<!\d)(?:20|19|二[○〇零]|一九)\Z", before)
        if inner.strip(_BLANK):
            kind = None
        elif century and after.startswith("年"):
            han = century[0][0] in "一二"
            start = century.start()
            self.spots.append(
                Spot(self.paragraph, start, mark.end, "year", self.text[start : mark.end],
                     "汉字年" if han else "")
            )  # fmt: skip
            return
        elif re.search(r"第\Z", before) or re.match(r"届|次会议|次全", after):
            kind = "ordinal"
        elif after.startswith(ADMIN + LOWER):
            kind = "place"
        elif after.startswith(MEASURES) and not after.startswith("年"):
            kind = "number"
        elif after.startswith(TITLES) or (before.endswith(TITLES) and _HANZI.match(after)):
            kind = "person"
        if kind is None:
            self.spots.append(Spot(self.paragraph, mark.start + 1, mark.end - 1, "brackets", inner))
        else:
            self._add(mark.start, mark.end, kind)

    def _date(self, mark: Mark, text: str) -> None:
        if "年" in text:  # yyyy年mm月dd日, —年—月—日
            kind: Kind = "date" if text.endswith("日") else "year-month"
            self._take(mark.start, mark.end, kind, "年月" if kind == "year-month" else "")
        elif text.lstrip(_BLANK).startswith("月"):
            at = mark.start + len(text) - len(text.lstrip(_BLANK))
            self.spots.append(
                Spot(self.paragraph, mark.start, at, "month", text[: at - mark.start])
            )
        else:
            after = self.text[mark.end :].lstrip(_BLANK)
            kinds: Mapping[str, Kind] = {"月": "month", "日": "day", "时": "hour", "点": "hour",
                                         "分": "minute"}  # fmt: skip
            self._add(mark.start, mark.end, kinds.get(after[:1], "text"))

    def _say(self, mark: Mark, text: str) -> None:
        """A mark that says in words what belongs there."""
        named = self.named.get(text)
        if named is None:
            if mark.kind == "tag":
                bare = re.fullmatch(r"[$＄]?\{([^{}%#]+)\}", text)
                if bare is None:
                    return  # is a template's tag already
                text = bare[1]
            named = Named(text.strip("«»《》[]【】［］〔〕{}「」（）()＜＞<> \xa0"))
        self.spots.append(
            Spot(self.paragraph, mark.start, mark.end, "named",
                 self.text[mark.start : mark.end], named=named)
        )  # fmt: skip

    def _missing(self, mark: Mark, text: str) -> None:
        """A number of which nothing is left: where it stood."""
        if text in (".", "．"):
            start = mark.end if self.text[mark.start - 1 : mark.start].isdigit() else mark.start
            self.spots.append(
                Spot(self.paragraph, start, mark.end, "number", self.text[start : mark.end])
            )
        else:
            behind = _NUMBER_BEHIND.search(text)
            found = _MEASURE.search(text)
            if behind:
                end = start = mark.start + behind.end()
            elif text.strip(_BLANK).endswith(("时", "月")):
                end = start = mark.end - 1
            elif found:
                end = start = mark.start + found.start()
            else:
                end = start = mark.end
            while start > mark.start and self.text[start - 1] in _BLANK:
                start -= 1
            kind: Kind = "hour" if text.endswith("时") else "number"
            self.spots.append(Spot(self.paragraph, start, end, kind, self.text[start:end]))

    def _unnumbered(self, mark: Mark, text: str) -> None:
        """第  号, 届  次, 第届: an ordinal of which no digit is left."""
        for unit in re.finditer(r"届|次|号|期|批|轮|季度|条|章|页|名|位|个", text):
            end = start = mark.start + unit.start()
            while start > 0 and self.text[start - 1] in _BLANK:
                start -= 1
            if start and self.text[start - 1] in _HAN + "0123456789" + _MASK:
                continue
            self.spots.append(Spot(self.paragraph, start, end, "ordinal", self.text[start:end]))


def _is_number(text: str) -> bool:
    return bool(_DIGITS.match(text.strip(_BLANK)))


def neighbours(spots: Sequence[Spot]) -> Iterator[tuple[Spot | None, Spot, Spot | None]]:
    """Each spot with the one before it and the one behind it in its paragraph."""
    for index, spot in enumerate(spots):
        before = spots[index - 1] if index else None
        after = spots[index + 1] if index + 1 < len(spots) else None
        yield (
            before if before and before.paragraph is spot.paragraph else None,
            spot,
            after if after and after.paragraph is spot.paragraph else None,
        )
