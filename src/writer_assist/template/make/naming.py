"""Which spots stand for the same thing, and what it is called.

Two things in one field make a wrong paper, one thing in two fields only more work: where it is
not certain that two spots mean the same, they do not.
"""

# Word lists, and patterns that are some: a long line reads better than a broken one.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from writer_assist.records import NamedTuple

from .scope import Scope, clause_after, clause_before
from .spots import Named, Spot, neighbours
from .words import (
    ADMIN,
    AWAY,
    COUNTED,
    HELPED,
    LEVELS,
    MEASURES,
    MEMBERS,
    MONEY,
    MOVING,
    NOT_NAMED_BY,
    PLANS,
    SINGLE_POSTS,
    TITLES,
)

Key = tuple[Hashable, ...]


class Use(NamedTuple):
    """What a spot becomes: a field, and what is made of its value.

    ``key`` tells things apart inside one draft, ``name`` is what the thing would best be called.
    ``operation`` is put behind the name in the expression (" + 1", ".day").
    """

    spot: Spot
    key: Key
    name: str
    type: str  # "year", "date", "time", "integer", "number", "string", "choice", "phone"
    operation: str = ""
    form: str = ""
    detail: Any = None


def name_spots(scope: Scope) -> list[Use]:
    """What each spot of a draft stands for, in order."""
    return _Naming(scope).run()


_PLAN_AFTER = re.compile(rf"年(?:度)?(?:[\u4e00-\u9fff]{{0,8}}?)?(?:工作)?(?:{'|'.join(PLANS)})")
_EVENT_AFTER = re.compile(
    r"年(?:\d{1,2}月|[xX×*]{1,2}月)?(?:出生|毕业|入党|参加工作|成立|建成|组建|设立|任|担任|当选|加入|创办|开业|投产|通车|"
    r"被选|来到|调入|退休|印发|出台|颁布|修订)"
)
_AIM_BEFORE = re.compile(r"(?:力争|争取|确保|目标|至|到)(?:到|在|于)?\Z")
_SINCE_BEFORE = re.compile(r"(?:自|从|始于|起于)\Z")
_COMPARED_BEFORE = re.compile(r"(?:比|较|与|同|相比于|高于|低于)(?:上年的?|去年的?)?\Z")
_FUTURE_AFTER = re.compile(r"年度?[，,]?[\u4e00-\u9fff]{0,8}?(?:将|拟)(?!近)")
_PAST_BEFORE = re.compile(r"(?:总结|回顾|过去的|刚刚过去的|完成)\Z")
_POPULATION = re.compile(
    r"(?:[本我全][镇乡县市区村组委局会]|本?联络组|街道|界别)(?:的|现有|共有|有)?\Z"
    r"|(?:要求|鼓励|号召|引导|动员|发动|带领|激励|支持)\Z"
)
_MEMBERS_BEFORE = re.compile(rf"(?:现有|共有)({'|'.join(MEMBERS)})\Z")
_ENUMERATES = ("、", "和", "与", "及", "以及", "，", "或")
_LABEL = re.compile(r"(?:^|[\s，。；、（(　])([\u4e00-\u9fff]{2,10})[：:][\s　]*\Z")
_BARE_LABEL = re.compile(
    r"(联系人|联系电话|办公电话|电话|手机号码?|姓名|邮箱|传真)(?:为|是)?[\s　]*\Z"
)
_ABOUT_ONE = re.compile(r"感谢信|表扬信|推荐|事迹|介绍信|贺信|慰问信|证明|任职|讣告|的函")
"""Papers that are about one person."""
_STAYS = re.compile(r"驻村|帮扶|挂职|任职|挂点")
_TOWN_ORGAN = re.compile(r"党政办|党委|人民政府|政府|政协|人大|第.{1,4}届")
_SELF = re.compile(r"(?:本人|我叫|述职人[：:]|汇报人[：:]|报告人[：:]|秘书长)[\s　]*\Z")


class _Naming:
    """The spots of one draft on their way to fields."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.uses: list[Use] = []
        self.serial = 0
        self.homes: dict[str, str] = {}
        self.prefixes: dict[str, int] = {}

    def run(self) -> list[Use]:
        spots = self.scope.spots
        self._find_homes()
        self.self_named = any(w in self.scope.title for w in ("述职", "履职"))
        for before, spot, after in neighbours(spots):
            self.uses.append(self._use(before, spot, after))
        self._settle_years()
        self._settle_posts()
        return self.uses

    def _own(self) -> Key:
        """A key that no other spot has."""
        self.serial += 1
        return ("own", self.serial)

    def _use(self, before: Spot | None, spot: Spot, after: Spot | None) -> Use:
        kind = spot.kind
        if kind == "named" and spot.named is not None:
            return self._named(spot, spot.named)
        if kind == "year":
            return self._year(before, spot, after)
        if kind in ("date", "year-month", "month-day", "month", "day", "weekday"):
            return self._day(before, spot, after)
        if kind == "time":
            return Use(spot, self._own(), self._time_name(spot), "time", form=spot.form)
        if kind in ("hour", "minute"):
            return Use(spot, self._own(), "时" if kind == "hour" else "分", "integer", detail=kind)
        if kind == "ordinal":
            return self._ordinal(before, spot)
        if kind == "number":
            return self._number(spot)
        if kind in ("blank", "brackets", "person", "text", "place"):
            label = self._label(spot)
            if label and kind != "place":
                return self._labelled(spot, label)
            if kind == "person":
                return self._person(before, spot)
            if kind == "place" or self._is_place(spot):
                return self._place(before, spot)
            return self._text(spot)
        return Use(spot, self._own(), "待填", "string")

    # --- years and dates -------------------------------------------------------------------

    def _year(self, before: Spot | None, spot: Spot, after: Spot | None) -> Use:
        left, right = clause_before(spot.before), spot.after
        prefix = re.match(r"\d*", spot.mark)
        digits = prefix[0] if prefix else ""
        form = spot.form

        def own(name: str) -> Use:
            return Use(spot, self._own(), name, "year", form=form)

        if spot.before[-1:] in ("〔", "[", "（", "(") and right[:1] in ("〕", "]", "）", ")"):
            return own("文号年份")
        for other, gap in (
            (before, spot.paragraph.text[before.end : spot.start] if before else ""),
            (after, spot.paragraph.text[spot.end : after.start] if after else ""),
        ):
            if other is None or other.kind != "year":
                continue
            bare = gap.removeprefix("年").removeprefix("度")
            if bare in ("-", "—", "——", "~", "～", "–", "－", "至", "到"):
                return own("截止年份" if other is before else "起始年份")
            if bare in _ENUMERATES and not _PLAN_AFTER.match(right):
                if other is after and _PLAN_AFTER.match(after.after if after else ""):
                    continue
                return own("年份")
        if digits.startswith("19"):
            return own("年份")
        zone = 1 if self.scope.planned(spot) else 0
        if _COMPARED_BEFORE.search(left) or right.startswith(("年同期", "年相比")):
            return Use(spot, ("year", digits), "年度", "year", detail=zone - 1, form=form)
        if re.match(r"年(?:底|末)", right) and "截至" in left:
            return Use(spot, ("year", digits), "年度", "year", detail=zone, form=form)
        if _SINCE_BEFORE.search(left):
            return own("起始年份")
        if _AIM_BEFORE.search(left):
            return own("目标年份")
        if _EVENT_AFTER.match(right):
            return own("年份")
        if _PAST_BEFORE.search(left):
            zone = 0
        elif (right.startswith("年是") and self._was_past(spot)) or (
            not zone and not self.scope.only_plan and self._looks_ahead(before, spot, right)
        ):
            zone = 1
        return Use(spot, ("year", digits), "年度", "year", detail=zone, form=form)

    def _was_past(self, spot: Spot) -> bool:
        """Whether the draft has said before: in the past year 20xx."""
        return any(
            s.kind == "year"
            and s.before.endswith("过去的")
            and s.paragraph.number < spot.paragraph.number
            for s in self.scope.spots
        )

    def _looks_ahead(self, before: Spot | None, spot: Spot, right: str) -> bool:
        """Whether a year outside a plan is the next one: …总结和20xx年工作计划, 20xx年，我们将…"""
        if _FUTURE_AFTER.match(right) and not self.scope.in_frame(spot):
            return any(
                s.kind == "year" and s.start < spot.start for s in self.scope.spots
                if s.paragraph.number <= spot.paragraph.number and s is not spot
            )  # fmt: skip
        if not _PLAN_AFTER.match(right) or before is None or before.kind != "year":
            return False
        between = spot.paragraph.text[before.end : spot.start]
        return (
            any(word in between for word in ("总结", "情况", "回顾", "报告")) and len(between) < 24
        )

    def _settle_years(self) -> None:
        """Give years that are one apart one field, and say so in the expression."""
        bases: dict[Key, int] = {}
        for use in self.uses:
            if use.type == "year" and isinstance(use.detail, int):
                bases[use.key] = min(abs(use.detail), bases.get(use.key, 9))
        for index, use in enumerate(self.uses):
            if use.type != "year" or not isinstance(use.detail, int):
                continue
            # With no mark for the year itself, the only one there is has to be it.
            alone = {u.detail for u in self.uses if u.key == use.key}
            shift = use.detail if len(alone) == 1 else 0
            offset = use.detail - shift
            operation = f" {'+' if offset > 0 else '-'} {abs(offset)}" if offset else ""
            self.uses[index] = use._replace(operation=operation, detail=None)

    def _day(self, before: Spot | None, spot: Spot, after: Spot | None) -> Use:
        kind = spot.kind
        if kind == "weekday":
            last = self.uses[-1] if self.uses else None
            if (
                last and last.spot.paragraph is spot.paragraph and last.type == "date"
                and 0 <= spot.start - last.spot.end <= 4 and last.spot.kind in ("date", "month-day")
            ):  # fmt: skip
                start = spot.start - 2
                whole = spot._replace(start=start, mark=spot.paragraph.text[start : spot.end])
                return Use(whole, last.key, last.name, "date", form="星期", detail="weekday")
            return Use(spot, self._own(), "星期", "weekday")
        if kind == "day" and before is not None and before.kind in ("month-day", "date"):
            gap = spot.paragraph.text[before.end : spot.start]
            if gap in ("至", "到", "-", "—", "——", "~", "～"):
                return Use(spot, self._own(), "结束日期", "date", operation=".day")
        name = self._date_name(spot, after)
        if kind in ("month", "day"):
            base = {"month": "月份", "day": "日"}[kind]
            return Use(spot, self._own(), base, "integer", detail=kind)
        return Use(spot, self._own(), name, "date", form=spot.form, detail=kind)

    def _date_name(self, spot: Spot, after: Spot | None) -> str:
        whole = spot.paragraph.text.strip()
        if len(whole) <= spot.end - spot.start + 2:
            return "成文日期"
        label = self._label(spot)
        if label:
            return label if label.endswith(("日期", "时间", "日")) else f"{label}日期"
        if re.match(r"(?:至|到|—|-)", spot.after) and after is not None:
            return "开始日期"
        if re.search(r"(?:至|到|—|-)\Z", spot.before):
            return "结束日期"
        clause = clause_after(re.sub(r"^[（(][^）)]{0,8}[）)]", "", spot.after))
        around = clause + clause_before(spot.before)
        for word, name in (
            ("召开", "会议日期"), ("举行", "活动日期"), ("举办", "活动日期"), ("报到", "报到日期"), ("开工", "开工日期"),
            ("批复", "批复日期"), ("立项", "批复日期"), ("竣工", "竣工日期"), ("完工", "完工日期"), ("回执", "回执日期"),
            ("请假", "请假截止日期"), ("报送", "报送截止日期"), ("任", "任职日期"), ("印发", "印发日期"), ("前", "截止日期"),
            ("出生", "出生日期"), ("会议", "会议日期"), ("成立", "成立日期"),
        ):  # fmt: skip
            if word in around:
                return name
        return "日期"

    def _time_name(self, spot: Spot) -> str:
        around = clause_after(spot.after) + clause_before(spot.before)
        for word, name in (("报到", "报到时间"), ("召开", "会议时间"), ("开始", "开始时间"),
                           ("集合", "集合时间")):  # fmt: skip
            if word in around:
                return name
        return "时间"

    # --- sessions and numbers in a row -----------------------------------------------------

    def _ordinal(self, before: Spot | None, spot: Spot) -> Use:
        right, text = spot.after, spot.paragraph.text
        left = clause_before(spot.before, "，。；：！？\n\v")
        zone = self.scope.planned(spot)
        if re.match(r"[\s　]*届", right):
            body = self._body(left, right)
            listed = before is not None and text[before.end : spot.start] in (
                "届、",
                "届和",
                "届至",
            )
            key: Key = self._own() if listed else ("届", body, zone)
            return Use(spot, key, f"{body}届次", "integer", form="汉字数", detail="ordinal")
        if re.match(r"[\s　]*(?:次|全会|中全会)", right):
            return self._session(before, spot, left, right)
        if re.match(r"[\s　]*大(?!会)", right):
            return Use(
                spot, ("党大", zone), "党代会届次", "integer", form="汉字数", detail="ordinal"
            )
        if re.match(r"[\s　]*(?:条|款|章)", right):
            return Use(spot, self._own(), "条款", "integer", form="汉字数", detail="ordinal")
        if re.match(r"[\s　]*号(?:提案|议案|建议)", right):
            home = re.search(r"第\S{0,8}号(?:提案|议案|建议)", self.scope.title)
            own = home is None or (before is not None and before.after.startswith(("号、", "、")))
            return Use(spot, self._own() if own else ("号提案",), "提案编号", "integer",
                       detail="serial")  # fmt: skip
        if spot.before.rstrip().endswith(("〕", "]", "）", ")")) or "〕第" in spot.before[-4:]:
            return Use(spot, self._own(), "文号序号", "integer", detail="serial")
        unit = re.match(r"[\s　]*(期|批|轮|季度|页|名|位|个|号)", right)
        name = {"期": "期号", "号": "编号"}.get(unit[1], f"第几{unit[1]}") if unit else "序号"
        return Use(spot, self._own(), name, "integer", detail="serial")

    @staticmethod
    def _body(left: str, right: str) -> str:
        """Whose session it is: 政协, 人大, 党."""
        if re.match(r"[\s　]*届[\s　]*(?:\S{0,2}、?){0,4}中", right) or left.endswith(
            ("党的", "党")
        ):
            return "党"
        ahead = right[:14]
        if "人民代表大会" in ahead or "人大" in ahead:
            return "人大"
        if left.rfind("人大") > left.rfind("政协"):
            return "人大"
        for word, body in (("村民委员会", "村委会"), ("支部", "支部"), ("工会", "工会"),
                           ("妇女", "妇联"), ("团", "团委")):  # fmt: skip
            if word in ahead[:8]:
                return body
        return "政协"

    def _session(self, before: Spot | None, spot: Spot, left: str, right: str) -> Use:
        zone = self.scope.planned(spot)
        form = "汉字数"
        if right.lstrip().startswith("中全会"):
            listed = self._listed(before, spot)
            key: Key = self._own() if listed else ("中全会", zone)
            return Use(spot, key, "中全会次", "integer", form=form, detail="ordinal")
        kind = "全会"
        if re.search(r"常(?:务委员)?(?:会|委会)|常委", left[-10:] + right[:8]):
            kind = "常委会"
        elif "主席会" in left[-6:] + right[:8]:
            kind = "主席会"
        elif "党组" in left[-6:] + right[:6]:
            kind = "党组会"
        upcoming = bool(re.search(r"筹备|筹办|开好|迎接|即将召开|组织好", left))
        body = self._body(left, right)
        if kind == "全会":
            sure = bool(re.match(r"[\s　]*(?:次)?(?:会议|全会|全体|全委会|大会)", right))
            key = (
                ("次", body, zone, upcoming)
                if sure and not self._listed(before, spot)
                else self._own()
            )
        else:
            head = kind[:2] in self.scope.title or "常务委员会" in self.scope.title
            key = ("次", kind, zone) if head and not self._listed(before, spot) else self._own()
        return Use(spot, key, f"{kind}次", "integer", form=form, detail="ordinal")

    @staticmethod
    def _listed(before: Spot | None, spot: Spot) -> bool:
        if before is None or before.kind != spot.kind:
            return False
        gap = spot.paragraph.text[before.end : spot.start]
        return len(gap) <= 12 and any(gap.endswith(mark) or gap.rstrip("第").endswith(mark)
                                      for mark in ("、", "和", "至"))  # fmt: skip

    # --- numbers ---------------------------------------------------------------------------

    def _number(self, spot: Spot) -> Use:
        right, left = spot.after, clause_before(spot.before)
        unit = next((m for m in MEASURES if right.lstrip().startswith(m)), "")
        behind = right.lstrip()[len(unit) :]
        if unit in ("余", "多", "万", "亿", "千", "百"):
            more = next((m for m in MEASURES if behind.startswith(m)), "")
            if more and more not in ("余", "多"):
                unit, behind = (more if unit in ("余", "多") else unit + more), behind[len(more) :]
        label = self._label(spot)
        han = bool(re.search(r"[一二三四五六七八九十百千]\Z", spot.before)) or right.startswith(
            "十"
        )
        kind = "integer"
        if han or spot.before[-1:].isdigit() or right[:1].isdigit():
            kind = "string"
        elif (
            "." in spot.mark
            or unit in ("%", "％", "个百分点", "百分点")
            or unit in MONEY
            or unit in ("公里", "平方公里", "公顷", "平方米", "吨", "亩", "万亩", "万人", "亿")
        ):
            kind = "number"
        members = next((m for m in MEMBERS if behind.startswith(m)), "")
        if unit in ("名", "位", "个") and members and _POPULATION.search(left):
            who = members.replace("政协", "")
            return Use(spot, ("members", who), f"{who}人数", kind, detail=unit)
        counted = _MEMBERS_BEFORE.search(left)
        if unit in ("名", "位", "人") and counted:
            who = counted[1].replace("政协", "")
            return Use(spot, ("members", who), f"{who}人数", kind, detail=unit)
        key = self._total(left, unit)
        return Use(spot, key, self._number_name(left, unit, behind, label), kind, detail=unit)

    def _total(self, left: str, unit: str) -> Key:
        """A total that the first lines name and the text repeats in the same words is one thing."""
        words = re.sub(r"全年|年内|一年来|今年|累计|总共|共|了", "", left)
        total = re.search(r"全年|一年来|总|共|累计", left)
        if not (total and len(words) >= 4):
            return self._own()
        same = [
            other for other in self.scope.spots
            if other.kind == "number" and other.after.lstrip().startswith(unit or "\0")
            and re.sub(r"全年|年内|一年来|今年|累计|总共|共|了", "", clause_before(other.before)) == words
        ]  # fmt: skip
        intro = [o for o in same if o.paragraph.number in self.scope.intro]
        if len(same) == 2 and len(intro) == 1 and not any(self.scope.planned(o) for o in same):
            return ("total", words, unit)
        return self._own()

    def _number_name(self, left: str, unit: str, behind: str, label: str) -> str:
        if label:
            return label
        noun = re.match(r"[\u4e00-\u9fff]{1,6}", re.split(f"[{_VERBS}]", behind + "，")[0])
        core = _core(left)
        if unit == "年":
            behind = ""
        if unit in ("%", "％", "个百分点", "百分点"):
            if core.endswith("率"):
                return core
            return f"{core}比例" if not core.endswith("比例") else core
        suffix = COUNTED.get(unit) or ("金额" if unit.endswith(MONEY) else "数")
        own = re.sub(r"^(?:以上|左右|已|待|来|内|间|余).*", "", noun[0]) if noun else ""
        if suffix == "金额" and len(core) >= 2:
            own = ""
        rest = clause_after(behind)
        if unit == "周年":
            return f"{core[-2:]}周年数"
        if len(own) >= 2:
            verb = core if len(core) == 2 else ""
            return verb + own + suffix
        if core:
            return core + suffix
        tail = re.findall(r"[\u4e00-\u9fff]+", rest)
        return (tail[-1][-4:] if tail else "") + suffix

    # --- people, places, words -------------------------------------------------------------

    def _person(self, before: Spot | None, spot: Spot) -> Use:
        right, left = spot.after.lstrip(), spot.before
        if _SELF.search(left) and (self.self_named or "本人" in left[-4:]):
            return Use(spot, ("self",), "姓名", "person")
        title = next((t for t in TITLES if right.startswith(t)), "")
        family = left[-1:] if re.search(r"[\u4e00-\u9fff]\Z", left) and self._surname(spot) else ""
        name = f"{title}姓名" if title else "姓名"
        if family:
            name = f"{family}姓{title or '人员'}名字"
        listed = self._listed(before, spot)
        if not title:
            # 区长xxx批示, 主席xxx主持.
            title = next((t for t in TITLES if left.endswith(t)), "")
            name = f"{title}姓名" if title else "姓名"
            left = left.removesuffix(title)
        if title == "同志" and not listed and _ABOUT_ONE.search(self.scope.title):
            return Use(spot, ("one", spot.mark), name, "person")
        if not listed and title in SINGLE_POSTS:
            organ = re.search(r"(县委|市委|区委|镇党委|乡党委|党委|党组|县政协|市政协|支部|政协|村|局)\Z",
                              left.removesuffix(family) if family else left)  # fmt: skip
            return Use(spot, ("post", title, family, organ[1] if organ else ""), name, "person")
        if family and title and not listed:
            return Use(spot, ("family", family, title), name, "person")
        if title and spot.mark in self.scope.title and f"{spot.mark}{title}" in self.scope.title:
            return Use(spot, ("head", title), name, "person")
        return Use(spot, self._own(), name, "person")

    @staticmethod
    def _surname(spot: Spot) -> bool:
        from writer_assist.rules.marks.words import SURNAMES

        left = spot.before
        return (
            left[-1:] in SURNAMES
            and left[-2:-1] not in (*"和与向请由对为被经", "")
            and (
                re.search(r"(?:[，。、；：（(\s]|长|席|记|任|员|志)[\u4e00-\u9fff]\Z", left)
                is not None
            )
        )

    def _settle_posts(self) -> None:
        """A post named with its body at one place and without at another is one post."""
        organs: dict[tuple[Hashable, ...], set[Hashable]] = {}
        for use in self.uses:
            if use.key[0] == "post":
                organs.setdefault(use.key[:3], set()).add(use.key[3])
        for index, use in enumerate(self.uses):
            if use.key[0] == "post":
                known = organs[use.key[:3]] - {""}
                if not use.key[3] and len(known) == 1:
                    self.uses[index] = use._replace(key=(*use.key[:3], next(iter(known))))

    def _find_homes(self) -> None:
        """The levels of which the draft means its own: xx县 in the title, xx县政协 anywhere."""
        for spot in self.scope.spots:
            if spot.kind not in ("place", "blank"):
                continue
            level = _level(spot.after)
            if not level:
                continue
            after = spot.after.lstrip()[len(level) :]
            organ = after.startswith(("政协", "委", "人民政府", "政府", "人大"))
            if self.scope.in_frame(spot) or (organ and level in ADMIN) or (
                level in ("县", "市", "州") and level not in self.homes
            ):  # fmt: skip
                self.homes.setdefault(level, spot.mark)
        if any(level in self.homes for level in ADMIN):
            return
        for spot in self.scope.spots:
            # The draft of a town: **镇党政办公室, **镇第xx届人民代表大会.
            level = _level(spot.after)
            if level in ("镇", "乡", "街道") and _TOWN_ORGAN.match(
                spot.after.lstrip()[len(level) :]
            ):
                self.homes.setdefault(level, spot.mark)

    def _is_place(self, spot: Spot) -> bool:
        """Whether a mark of no kind hides the short name of one's own county."""
        if spot.kind != "text" or not any(level in self.homes for level in ADMIN):
            return False
        left, right = spot.before, spot.after
        if re.search(r"(?<![将以未原往])来\Z", left) and re.match(
            r"(?:县|市)?(?:调研|视察|考察|学习|指导|检查|参观)", right
        ):
            return True
        clause = clause_before(left, "。；\n\v")
        if re.match(r"(?:召开|举行|举办|开展)", right):
            if left.endswith("在") and re.search(r"全[市省区州国]", clause):
                return True
            if left.endswith("到") and re.search(
                r"上级|外地|兄弟|各地|[区市省县]内外|各级", clause
            ):
                return True
        return right.startswith(("长寿之乡", "文史")) or bool(
            re.match(r"[\u4e00-\u9fff]{1,4}之乡", right)
        )

    def _own_county(self, spot: Spot) -> str:
        """The level whose name a place without a level bears."""
        known = [level for level in ADMIN if level in self.homes]
        same = [level for level in known if self.homes[level] == spot.mark] or known
        for level in ("县", "市", "区"):
            if level in same and len(same) == 1:
                return level
        return max(
            same, key=lambda level: sum(s.after.startswith(level) for s in self.scope.spots),
            default="",
        )  # fmt: skip

    def _place(self, before: Spot | None, spot: Spot) -> Use:
        right = spot.after.lstrip()
        level = _level(right)
        if level in ("", "文史") or right.startswith(("政协", "人大", "党委")):
            county = self._own_county(spot)
            if county:
                return Use(spot, ("home", county), f"{county}名", "place", detail=county)
            if not level:
                return Use(spot, ("bare", spot.mark) if right.startswith("政协") else self._own(),
                           "地名", "place", detail="")  # fmt: skip
        name = f"{level}名"
        behind = right[len(level) :]
        if (
            spot.before.endswith("《") is False
            and behind[:1] in ("发", "办", "字")
            and "〔" in behind[:6]
        ):
            return Use(spot, self._own(), "发文机关代字", "place", detail="")
        if level in ("项目", "工程", "品牌"):
            home = self.scope.in_frame(spot) and f"{spot.mark}{level}" in self.scope.title
            if home or f"{spot.mark}{level}" in self.scope.title:
                return Use(spot, ("home", level), name, "place", detail=level)
            return Use(spot, self._own(), name, "place", detail=level)
        first = spot
        while before is not None and _level(before.after) and (
            spot.paragraph.text[before.end : first.start] == _level(before.after)
        ):  # fmt: skip
            first = before
            index = self.scope.spots.index(first)
            before = self.scope.spots[index - 1] if index else None
            if before is not None and before.paragraph is not spot.paragraph:
                before = None
        clause = clause_before(first.before, "，。；：\n\v")
        listed = self._in_list(spot)
        helped = level in ("村", "社区") and re.search(rf"(?:{'|'.join(HELPED)})\Z", clause)
        if helped and not listed:
            return Use(spot, ("helped", level), f"帮扶{name}", "place", detail=level)
        if level in self.homes and not listed:
            chained = first is not spot
            if level in ADMIN:
                return self._county(spot, level, clause)
            moved = re.search(
                rf"(?:{'|'.join((*MOVING, '会同', '协调', '联合', '由', '与', '和', '经', '转', '商', '《'))})(?:了|的)?\Z",
                clause,
            )
            if moved and (
                (moved[0] == "《" and _TOWN_ORGAN.match(behind))
                or (moved[0] in ("到", "去", "赴", "在") and _STAYS.search(behind[:14]))
            ):
                return Use(spot, ("home", level), name, "place", detail=level)
            if not moved and not (chained and not self.scope.in_frame(spot)):
                return Use(spot, ("home", level), name, "place", detail=level)
            if chained and _level(first.after) in self.homes and not re.search(
                rf"(?:{'|'.join(AWAY)})\Z", clause
            ) and self.scope.in_frame(spot):  # fmt: skip
                return Use(spot, ("home", level), name, "place", detail=level)
        return Use(spot, self._own(), name, "place", detail=level)

    def _county(self, spot: Spot, level: str, clause: str) -> Use:
        """A county or a city of the level of one's own: one's own, or one that is visited."""
        name = f"{level}名"
        visit = self._visited(level)
        if _leads_away(clause):
            key: Key = ("away", level) if visit else self._own()
            return Use(spot, key, f"外地{name}", "place", detail=level)
        if not self.scope.in_frame(spot):
            # Behind a visit it is open whose county is meant.
            earlier = any(
                other.paragraph is spot.paragraph
                and other.start < spot.start
                and _level(other.after) == level
                and _leads_away(clause_before(other.before, "，。；：\n\v"))
                for other in self.scope.spots
                if other.kind == "place"
            )
            if earlier or visit:
                return Use(spot, self._own(), name, "place", detail=level)
        return Use(spot, ("home", level), name, "place", detail=level)

    def _visited(self, level: str) -> bool:
        """Whether the draft's title names a place of this level that was visited."""
        return any(
            spot.kind == "place"
            and self.scope.in_frame(spot)
            and _level(spot.after) == level
            and _leads_away(clause_before(spot.before))
            for spot in self.scope.spots
        )

    def _in_list(self, spot: Spot) -> bool:
        """Whether a place is one of several: xx镇、xx村和xx社区."""
        spots = self.scope.spots
        index = spots.index(spot)
        for step in (-1, 1):
            place = index + step
            if not 0 <= place < len(spots):
                continue
            other = spots[place]
            if other.paragraph is not spot.paragraph or other.kind != "place":
                continue
            one, two = (other, spot) if step < 0 else (spot, other)
            gap = spot.paragraph.text[one.end : two.start]
            level = _level(one.after)
            mark = next((m for m in _ENUMERATES if gap.endswith(m)), "")
            tail = gap.removesuffix(mark)
            # xx镇、xx村; xx县政协、xx县政协, but not xx县委、xx县政府.
            if mark and level and tail.startswith(level) and (
                tail == level or two.after.startswith(tail)
            ):  # fmt: skip
                return True
        return False

    def _text(self, spot: Spot) -> Use:
        right, left = spot.after, spot.before
        if spot.mark in ("月月", "年月"):
            return Use(spot, self._own(), "月份", "string", detail="months")
        if right.startswith(("项目", "工程")) and spot.mark in self.scope.title:
            return Use(spot, ("home", right[:2]), f"{right[:2]}名", "place", detail=right[:2])
        quoted = re.search(r"[“「]\Z", left) and re.match(
            r"[\u4e00-\u9fff]{0,4}[”」]([\u4e00-\u9fff]{2,4})", right
        )
        if quoted:
            word = re.split(f"[{_VERBS}]", quoted[1])[0]
            if len(word) >= 2:
                return Use(spot, ("quoted", spot.mark, word), f"{word}名称", "string")
        title = left.rfind("《") > left.rfind("》")
        if title:
            kind = re.match(
                r"[\u4e00-\u9fff]{0,4}?的?(提案|建议|报告|调研报告|意见|通知|方案|办法)》", right
            )
            return Use(
                spot, self._own(), f"{kind[1] if kind else '文件'}题目", "string", detail="title"
            )
        if self._self_mark(spot):
            return Use(spot, ("self",), "姓名", "person")
        if left.endswith(TITLES) and len(spot.mark) >= 2:
            return self._person(None, spot)
        post = re.match(rf"(?:任|担任|为)({'|'.join(TITLES)})", right)
        if post:
            return Use(spot, self._own(), f"{post[1]}姓名", "person")
        if left.endswith(("在", "于")) and re.match(r"(?:，)?(?:召开|举行|举办|集合|报到)", right):
            return Use(spot, self._own(), "地点", "string", detail="place")
        after = re.match(r"[\u4e00-\u9fff]{2,4}", re.split(f"[{_VERBS}]", right + "，")[0])
        core = _core(clause_before(left))[-4:] if not after else after[0]
        return Use(spot, self._own(), f"{core}内容" if len(core) >= 2 else "待填", "string")

    def _self_mark(self, spot: Spot) -> bool:
        return bool(_SELF.search(spot.before)) and (
            self.self_named or spot.before.rstrip().endswith("本人")
        )

    def _label(self, spot: Spot) -> str:
        """The label that a blank stands behind (联系电话：____); "" for none."""
        match = _LABEL.search(spot.before) or _BARE_LABEL.search(spot.before)
        return match[1] if match else ""

    def _labelled(self, spot: Spot, label: str) -> Use:
        if _SELF.search(spot.before) and self.self_named:
            return Use(spot, ("self",), "姓名", "person")
        return Use(spot, self._own(), label, _type_of_label(label))

    def _named(self, spot: Spot, named: Named) -> Use:
        name = _identifier(named.name) or "待填"
        if named.choices:
            return Use(spot, ("named", name), name, "choice", detail=named.choices)
        kind = "date" if named.date else _type_of_label(name)
        short = len(name) <= 12
        key: Key = ("named", name) if named.name and short and name != "待填" else self._own()
        return Use(spot, key, name if short else "待填", kind, detail=named.name)


_VERBS = "驻被的了在到对被得由进参列作并与和及给予向把将从以为是有就开召要组"


def _level(after: str) -> str:
    """The word behind a mark that says what level of place it is."""
    text = after.lstrip(" \u3000")
    return next((level for level in LEVELS if text.startswith(level)), "")


def _leads_away(clause: str) -> bool:
    """Whether the words before a county say that it is not one's own."""
    away = re.search(rf"(?:{'|'.join(AWAY)})(?:了|的)?\Z", clause)
    if away is None:
        return False
    # 县委与xx县政府, 县委、县政府和…: one's own organs side by side.
    return not re.search(r"(?:委|政府|政协|人大)(?:与|同)\Z", clause)


def _core(left: str) -> str:
    """The noun at the end of a clause, without what only leads to a number."""
    found = re.search(r"[\u4e00-\u9fff]+\Z", left.rstrip(" \u3000"))
    if not found:
        return ""
    text = found[0]
    text = re.sub(
        rf"(?:不少于|不低于|达到|超过|累计|合计|总计|大约|平均|只有|[{NOT_NAMED_BY}])+\Z", "", text
    )
    parts = re.split("[的了在中对为由从被把将其和与及共]|全年|年内|今年|先后|累计", text)
    core = parts[-1] if parts else ""
    return core if len(core) <= 6 else core[-4:]


def _type_of_label(label: str) -> str:
    if label.endswith(("电话", "手机", "联系方式", "手机号", "电话号码")):
        return "phone"
    if label.endswith(("日期",)):
        return "date"
    if label.endswith(
        (
            "姓名",
            "联系人",
            "经办人",
            "负责人",
            "审核人",
            "委员",
            "述职人",
            "提案人",
            "报告人",
            "填表人",
        )
    ):
        return "person"
    return "string"


def _identifier(text: str) -> str:
    """A name of letters and digits alone, not beginning with a digit."""
    name = "".join(c for c in text if c.isalnum() or c == "_").strip("_")
    return f"第{name}" if name[:1].isdigit() else name
