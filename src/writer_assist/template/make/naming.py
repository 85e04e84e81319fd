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

from .counts import repeated
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
    REVIEWS,
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
    r"年(?:\d{1,2}月|[xX×*]{1,2}月)?(?:出生|上任|到任|就任|毕业|入党|参加工作|成立|建成|组建|设立|任|担任|当选|加入|创办|开业|投产|通车|"
    r"被选|来到|调入|退休|印发|出台|颁布|修订)"
)
_COMPARED_SESSION = re.compile(
    r"(?:比|较|与|同|上)(?:\S{0,4}政协|\S{0,4}人大)?[\s　]*第?[\s　]*(?:\S{1,4}届[\s　]*第?[\s　]*)?\Z"
)
_AIM_BEFORE = re.compile(r"(?:力争|争取|确保|目标|(?<!截)至|到)(?:到|在|于)?\Z")
_BUILT_BEFORE = re.compile(
    r"(?:建于|建成于|成立于|创建于|创办于|组建于|设立于|生于|毕业于|始于|印发于|列入|纳入|列为|编入|列在|评为|荣获|获得|获|授予|当选为)\Z"
)
_PERIODS = ("工作", "讲话", "纪要", "简报", "发言")
_NO_PERIOD = re.compile(
    r"事迹|简历|介绍|推荐|调研报告|考察报告|视察报告|答复|通知|请示|函|证明|批复|公告"
)
"""Papers that speak of no one year as theirs, unless their title has one."""
_SINCE_BEFORE = re.compile(r"(?:自|从|始于|起于)\Z")
_COMPARED_BEFORE = re.compile(r"(?:比|较|与|同|相比于|高于|低于)(?:上年的?|去年的?)?\Z")
_FUTURE_AFTER = re.compile(
    r"年度?[，,]?[\u4e00-\u9fff、]{0,14}?(?:将(?!近)|拟|(?<![主需重必摘纪概只])要(?![求点素])|力争|计划|继续|争取)"
)
_PAST_BEFORE = re.compile(r"(?:总结|回顾|过去的|刚刚过去的|完成)\Z")
_POPULATION = re.compile(
    r"(?:[本我全][镇乡县市区村组委局会]|本?联络组|街道|界别)(?:的|现有|共有|有)?\Z"
    r"|(?:要求|鼓励|号召|引导|动员|发动|带领|激励|支持|保障|服务|团结|凝聚|依靠|激发|调动|发挥)\Z"
)
_OWN_BODY = re.compile(
    r"政协|县委|市委|委|人民政府|政府|人大|第|[\u4e00-\u9fff]{1,6}局|\S{1,3}届|各|全|实际|经济|人民|文史|之"
)
_OWN_BEFORE = re.compile(
    r"(?:政协|中共|在|为|对|我|是|和|与|及|由|将|把|从|以|推动|促进|建设|关于|根据|按照|围绕|描绘|宣传|推介|展示|助力|服务|提升|打造|了解|爱|的)\Z"
)
"""What stands before and behind one's own county."""
_VENUES = frozenset(("宾馆", "酒店", "会议室", "广场"))
_HOST = re.compile(
    r"(?:政协|县委|市委|委|人民政府|政府|[\u4e00-\u9fff]{2,4}局)?(?:有关)?(?:领导|负责同志|负责人|同志)?(?:热情)?(?:介绍|接待|的(?:成功|先进|主要|好)?(?:做法|经验)|[\u4e00-\u9fff]{0,8}?[作做]了?(?:经验)?(?:介绍|交流))"
)
"""What a county does that is visited."""
_VISITORS = re.compile(
    r"(?:政协)?(?:考察|调研|视察|学习)[组团]|政协(?:主席|副主席|党组)[^，。]{0,8}(?:带领|率|一行)"
)
_LED = re.compile(
    r"[\u4e00-\u9fff、]{0,14}?的?(?:正确|坚强|有力|具体|亲切|大力)?(?:领导|指导|关心|支持|帮助|部署)和?[\u4e00-\u9fff]{0,4}下"
)
"""Under whose lead one works: one's own bodies."""
_BELOW = {
    "省": ("市", "州", "盟", "县", "区", "旗"),
    "市": ("县", "区", "旗"),
    "州": ("市", "县"),
    "盟": ("旗", "县"),
}
"""The levels below that of one's own."""
_ONE_PROPOSAL = re.compile(r"第\S{0,8}号(?:重点|集体|联名)?(?:提案|议案|建议)")
_THAT_PROPOSAL = re.compile(r"(?:提出的|反映的|您的|你们的|关于|该|将|^对)[\s　]*第[\s　]*\Z")
_PROPOSES = re.compile(r"(?:等)?(?:提出|反映|对办理|对答复|对提案办理|表示满意|在提案中|所提)")
_LEADS = re.compile(r"(?:领衔|包抓|包案|督办|领办|带队|带领|率队)")
_SPEAKS = re.compile(
    r"(?:同志)?(?:在会上)?(?:强调|要求|指出|讲话|作|主持|表示|代表|说|认为|希望|提出|最后)"
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
        self._peer_level: str | None = None
        self.indexes = {id(spot): index for index, spot in enumerate(scope.spots)}
        self.elsewhere: dict[str, list[Spot]] = {}

    def run(self) -> list[Use]:
        spots = self.scope.spots
        self.own_level = self._find_level()
        self._find_homes()
        self.away = [self._away_clause(spot) for spot in spots]
        self.years = sum(spot.kind == "year" for spot in spots)
        title = self.scope.title
        # A paper is of one year if its title names it, or if it says what was or will be done.
        self.yeared = any(s.kind == "year" and self.scope.in_frame(s) for s in spots) or (
            not _NO_PERIOD.search(title) and any(w in title for w in (*REVIEWS, *PLANS, *_PERIODS))
        )
        self.meeting = bool(re.search(r"纪要|召开|会议$", self.scope.title, re.MULTILINE)) and not (
            re.search(r"总结|报告|述职|汇报|讲话|通知|请示|方案|通报", self.scope.title)
        )
        self.self_named = any(w in self.scope.title for w in ("述职", "履职"))
        for before, spot, after in neighbours(spots):
            self.uses.append(self._use(before, spot, after))
        self._settle_years()
        self._settle_posts()
        self._settle_speakers()
        self._settle_roles()
        self._settle_members()
        self._settle_counts()
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
        last = self.uses[-1] if self.uses else None
        if (
            _COMPARED_BEFORE.search(left) and last is not None and before is last.spot
            and last.type == "year" and last.key[0] == "own"
            and "。" not in spot.paragraph.text[last.spot.end : spot.start]
        ):  # fmt: skip
            return own("对比年份")
        if _COMPARED_BEFORE.search(left) or right.startswith(("年同期", "年相比")):
            return Use(spot, ("year", digits), "年度", "year", detail=zone - 1, form=form)
        if not self.yeared:
            return own("年份" if self.years > 1 else "年度")
        if self.meeting and not self.scope.in_frame(spot):
            heads = [
                s for s in self.scope.spots if s.kind == "year" and s.paragraph in self.scope.head
            ]
            if heads and not any(right[:6] == s.after[:6] for s in heads):
                return own("目标年份" if _AIM_BEFORE.search(left) else "年份")
            if not heads:  # what one item of a meeting speaks of is not the next one's year
                key = ("year", digits, spot.paragraph.number)
                if (
                    _COMPARED_BEFORE.search(left)
                    or _AIM_BEFORE.search(left)
                    or _EVENT_AFTER.match(right)
                ):
                    return own("年份")
                if _PLAN_AFTER.match(right) or _FUTURE_AFTER.match(right):
                    return own("年份")
                return Use(spot, key, "年度", "year", detail=0, form=form)
        if re.match(r"年(?:底|末)", right) and "截至" in left:
            return Use(spot, ("year", digits), "年度", "year", detail=zone, form=form)
        if re.match(r"年(?:底|末)(?!前)", right) and not self.scope.in_frame(spot):
            return own("年份")
        if _BUILT_BEFORE.search(left):
            return own("年份")
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
            body = self._whose(left, right)
            gap = text[before.end : spot.start] if before is not None else ""
            listed = bool(_COMPARED_SESSION.search(left)) or gap in ("届、", "届和", "届至")
            if body != "党" and body[-2:] in ("政协", "人大") and len(body) > 2:
                return Use(spot, self._own() if listed else ("届", body, zone), f"{body}届次",
                           "integer", form="汉字数", detail="ordinal")  # fmt: skip
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
        if re.match(r"[\s　]*号(?:重点|集体|联名)?(?:提案|议案|建议)", right):
            home = _ONE_PROPOSAL.search(self.scope.title)
            own = (
                home is None
                or (before is not None and before.after.startswith(("号、", "、")))
                or not (self.scope.in_frame(spot) or _THAT_PROPOSAL.search(left))
            )
            return Use(spot, self._own() if own else ("号提案",), "提案编号", "integer",
                       detail="serial")  # fmt: skip
        if (
            re.match(r"[\s　]*号[）)](?:已)?收悉", right) and re.search(r"》[（(]第[\s　]*\Z", spot.before)
            and _ONE_PROPOSAL.search(self.scope.title)
        ):  # fmt: skip
            return Use(spot, ("号提案",), "提案编号", "integer", detail="serial")
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

    def _whose(self, left: str, right: str) -> str:
        """Whose session it is, with the level where it is not that of the draft's own body."""
        body = self._body(left, right)
        if body not in ("政协", "人大"):
            return body
        if re.match(r"[\s　]*届全国", right):
            return f"全国{body}"
        named = re.findall(r"(全国|自治区|[省市县区州盟旗])?(?:政协|人大|人民代表大会)", left)
        level = str(named[-1]) if named else ""
        place = re.search(
            r"(?:政协|人大)[^，。、]{1,6}?([省市县区州盟旗])[\s　]*第?[\s　]*\Z", left
        )
        if place:
            level = place[1]
        if not level or not self.own_level or level == self.own_level:
            return body
        return level + body

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
        body = self._whose(left, right)
        last = self.uses[-1] if self.uses else None
        if (
            last is not None and last.spot is before and last.name.endswith("届次")
            and (last.key[0] == "own" or _COMPARED_SESSION.search(left))
            and spot.paragraph.text[last.spot.end : spot.start].strip() in ("届", "届第")
        ):  # fmt: skip
            return Use(spot, self._own(), f"{kind}次", "integer", form=form, detail="ordinal")
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
        if (
            left.endswith(TITLES) and len(spot.mark) >= 2 and (not unit or right.startswith("多次"))
            and not right.startswith(("年", "月", "届"))
        ):  # fmt: skip
            return self._person(None, spot)
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
            return Use(
                spot, ("members", who, spot.mark, _whole_of(left)), f"{who}人数", kind, detail=unit
            )
        if unit in ("名", "人") and self._only_group(spot, left, behind):
            return Use(spot, ("members", "成员", spot.mark, ""), "成员人数", kind, detail=unit)
        counted = _MEMBERS_BEFORE.search(left)
        if unit in ("名", "位", "人") and counted:
            who = counted[1].replace("政协", "")
            return Use(
                spot, ("members", who, spot.mark, _whole_of(left)), f"{who}人数", kind, detail=unit
            )
        key = self._total(left, unit)
        return Use(spot, key, self._number_name(left, unit, behind, label), kind, detail=unit)

    def _only_group(self, spot: Spot, left: str, behind: str) -> bool:
        """Whether a number is that of the members of the one group that a plan sets up."""
        stated = [
            s for s in self.scope.spots
            if s.kind == "number" and s.after.lstrip()[:1] in ("名", "人")
            and clause_before(s.before) in ("成员", "成员共", "共有成员")
        ]  # fmt: skip
        if len(stated) != 1 or stated[0].mark != spot.mark:
            return False
        named = behind.startswith("成员") and re.search(r"(?:小组|专班|工作组)\Z", left)
        return spot is stated[0] or named is not None

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
        noun = re.match(
            rf"[\u4e00-\u9fff]{{0,4}}?(?:{'|'.join((*MEMBERS, *_NOUN_ENDS))})|[\u4e00-\u9fff]{{1,6}}",
            re.split(f"[{_VERBS}]", behind + "，")[0],
        )
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
            left = left.rstrip(" 　")
            title = next((t for t in TITLES if left.endswith(t)), "")
            name = f"{title}姓名" if title else "姓名"
            left = left.removesuffix(title)
        if _ONE_PROPOSAL.search(self.scope.title) and title and not listed:
            # A paper about one proposal has one who made it, and one who sees to it.
            behind = right.removeprefix(title)
            if title == "委员" and _PROPOSES.match(behind):
                return Use(spot, ("head", title), name, "person")
            if title.startswith("副") and not family and _LEADS.match(right):
                return Use(spot, ("leads", title), name, "person")
        if title == "同志" and not listed and _ABOUT_ONE.search(self.scope.title):
            return Use(spot, ("one", spot.mark), name, "person")
        if not listed and (
            title in SINGLE_POSTS
            or (self.self_named and title.endswith(("主任", "组长", "部长", "处长", "科长")) and title[0] != "副"
                and re.search(rf"(?:^|在|和|由){title}\Z", clause_before(spot.before)))
        ):  # fmt: skip
            organ = _organ(clause_before(left.removesuffix(family) if family else left))
            if organ is None:  # xx局局长: which one, the mark does not say
                return Use(spot, self._own(), name, "person")
            return Use(spot, ("post", title, family, organ), name, "person")
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

    def _settle_speakers(self) -> None:
        """A deputy who attends a meeting and one who speaks there are one, if there is but one."""
        if not re.search(r"纪要|简报|会议|座谈会|协商会|召开", self.scope.title):
            return
        by_title: dict[str, list[int]] = {}
        for index, use in enumerate(self.uses):
            if use.type == "person" and use.name.startswith(("副", "秘书长")):
                by_title.setdefault(use.name, []).append(index)
        for places in by_title.values():
            spots = [self.uses[index].spot for index in places]
            speaks = [bool(_SPEAKS.match(s.after.lstrip(" 　"))) for s in spots]
            if len(places) < 2 or speaks[0] or not all(speaks[1:]):
                continue
            if re.match(r"[、和]", spots[0].after) or len({s.mark for s in spots}) > 1:
                following = self.uses[places[0] + 1 : places[0] + 2]
                title = self.uses[places[0]].name
                if len({s.mark for s in spots}) > 1 or (
                    following and following[0].name in (title, "姓名")
                ):
                    continue
            for index in places[1:]:
                first = self.uses[places[0]]
                self.uses[index] = self.uses[index]._replace(key=first.key, name=first.name)

    def _settle_roles(self) -> None:
        """由x任组长 … 组长x: one person, where one is made head of one group."""
        for role in ("组长", "副组长"):
            made = [
                use for use in self.uses
                if use.type == "person"
                and re.match(rf"(?:担任|任)[\u4e00-\u9fff]{{0,6}}?(?<!副){role}", use.spot.after)
            ]  # fmt: skip
            again = [
                index for index, use in enumerate(self.uses)
                if use.type == "person" and use.name == f"{role}姓名" and use.key[0] == "own"
                and use.spot.before.endswith(role)
            ]  # fmt: skip
            if len(made) == 1 and len(again) == 1 and (
                self.uses[again[0]].spot.mark == made[0].spot.mark
                and not re.match(r"、|和", self.uses[again[0]].spot.after)
            ):  # fmt: skip
                self.uses[again[0]] = self.uses[again[0]]._replace(
                    key=made[0].key, name=made[0].name
                )

    def _settle_members(self) -> None:
        """全县x名委员 and x名委员 are the same, 全县x名党员 and 全镇x名党员 are not."""
        scopes: dict[Key, set[Hashable]] = {}
        for use in self.uses:
            if use.key[0] == "members":
                scopes.setdefault(use.key[:3], set()).add(use.key[3])
        for index, use in enumerate(self.uses):
            if use.key[0] == "members" and not use.key[3]:
                known = scopes[use.key[:3]] - {""}
                if len(known) == 1:
                    self.uses[index] = use._replace(key=(*use.key[:3], next(iter(known))))
                elif known:
                    self.uses[index] = use._replace(key=self._own())

    def _settle_counts(self) -> None:
        """A number that means one that was there before gets its field."""
        numbers = [
            (index, use.spot, str(use.detail or "")) for index, use in enumerate(self.uses)
            if use.spot.kind == "number" and use.key[0] == "own" and use.type in ("integer", "number")
        ]  # fmt: skip
        for index, first in repeated(self.scope, numbers).items():
            known = self.uses[first]
            self.uses[index] = self.uses[index]._replace(
                key=known.key, name=known.name, type=known.type
            )

    def _find_level(self) -> str:
        """The level of the draft's own body: 县 of xx县政协; "" where nothing tells."""
        frame = "\n".join(p.text for p in (*self.scope.head, *self.scope.foot))
        whole = "\n".join(p.text for p in self.scope.paragraphs)
        for text, pattern in (
            (frame, r"([市县区州盟旗])(?:政协|委员会|委|人民政府|政府|人大|\S{0,8}[局办院]$)"),
            (frame, r"政协[^，。、\n]{1,6}?([市县区州盟旗])"),
            (whole, r"[全我]([市县区州盟旗])(?!外)"),
            (whole, r"([市县区州盟旗])(?:政协|委(?!员)|政府)"),
        ):
            found = re.findall(pattern, text, re.MULTILINE)
            if found:
                return str(max(dict.fromkeys(found), key=found.count))
        return ""

    def _find_homes(self) -> None:
        """The levels of which the draft means its own: xx县 in the title, xx县政协 anywhere."""
        for spot in self.scope.spots:
            if spot.kind not in ("place", "blank"):
                continue
            level = _level(spot.after)
            if not level:
                continue
            if not self.scope.in_frame(spot) and level in _BELOW.get(self.own_level, ()):
                continue  # the counties of a city are not its own one
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
            index = self._index(first)
            before = self.scope.spots[index - 1] if index else None
            if before is not None and before.paragraph is not spot.paragraph:
                before = None
        clause = clause_before(first.before, "，。；：\n\v")
        listed = self._in_list(spot)
        if self.self_named and not listed and re.search(r"(?:任|担任|作为|我是)\Z", clause):
            if level in self.homes or level in ADMIN:
                return Use(spot, ("home", level), name, "place", detail=level)
            return Use(
                spot, ("selfpost", level, spot.mark, behind[:4]), name, "place", detail=level
            )
        if level in _VENUES and not listed and self._is_venue(spot):
            return Use(spot, ("venue", level, spot.mark), name, "place", detail=level)
        helped = level in ("村", "社区") and re.search(rf"(?:{'|'.join(HELPED)})\Z", clause)
        if helped and not listed:
            return Use(spot, ("helped", level), f"帮扶{name}", "place", detail=level)
        if not listed and (place := self._helped_place(spot, level, clause, behind)):
            return Use(spot, ("helped", level), f"帮扶{place}名", "place", detail=level)
        if level in self.homes and not listed:
            chained = first is not spot
            if level in ADMIN:
                foreign = chained and _level(first.after) not in self.homes
                if foreign and not self.scope.in_frame(spot) and not _leads_away(clause):
                    return Use(spot, self._own(), name, "place", detail=level)
                return self._county(spot, level, clause)
            if _LED.match(behind):  # 在县政协和xx镇党委的领导下
                return Use(spot, ("home", level), name, "place", detail=level)
            others = self._others(level)
            earlier = [o for o in others if o.paragraph is spot.paragraph and o.start < spot.start]
            if earlier and spot not in others:
                return Use(spot, self._own(), name, "place", detail=level)
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
        if spot in self._others(level) and not listed:
            return Use(spot, ("away", level, self._index(spot)), name, "place", detail=level)
        return Use(spot, self._own(), name, "place", detail=level)

    def _helped_place(self, spot: Spot, level: str, clause: str, behind: str) -> str:
        """The level of a place that is the one village helped, or the town of it; "" for others."""
        if not re.search(r"帮扶|驻村|包村|结对|联村", self.scope.title) or level in self.homes:
            return ""
        leads = rf"(?:{'|'.join(HELPED)})\Z"
        spots = self.scope.spots
        helped = [
            s for s in spots
            if s.kind == "place" and re.search(leads, clause_before(s.before, "，。；：\n\v"))
        ]  # fmt: skip
        if len(helped) != 1 or self._in_list(helped[0]):
            return ""
        first = helped[0]
        after = spots[self._index(first) + 1] if self._index(first) + 1 < len(spots) else None
        chain = (
            after is not None and after.paragraph is first.paragraph
            and first.paragraph.text[first.end : after.start] == _level(first.after)
        )  # fmt: skip
        if spot is first or (chain and spot is after):
            return level
        if (
            level in ("村", "社区")
            and not clause
            and re.match(r"位于|地处|现有|共有|辖|是", behind)
        ):
            village = after if chain and after is not None else first
            return level if _level(village.after) == level else ""
        if chain and level == _level(first.after) and re.search(r"村(?:位于|地处)\Z", clause):
            return level
        return ""

    def _index(self, spot: Spot) -> int:
        """The place of a spot among the draft's."""
        return self.indexes[id(spot)]

    def _others(self, level: str) -> list[Spot]:
        """The places of a level that are not one's own, in order."""
        if level not in self.elsewhere:
            self.elsewhere[level] = [
                spot
                for spot, away in zip(self.scope.spots, self.away, strict=True)
                if away and _level(spot.after) == level
            ]
        return self.elsewhere[level]

    def _is_venue(self, spot: Spot) -> bool:
        """Whether a house is the one that a notice calls people to."""
        if not re.search(r"通知|方案|函|邀请", self.scope.title):
            return False
        around = clause_before(spot.before, "。；，\n\v") + clause_after(spot.after, "。；，\n\v")
        index = next(i for i, p in enumerate(self.scope.paragraphs) if p is spot.paragraph)
        if index and self.scope.paragraphs[index - 1].text.rstrip("：: 　").endswith("地点"):
            around += "地点"  # the heading above
        return bool(re.search(r"报到|召开|举行|地点|集合|签到", around)) and not re.search(
            r"住|就餐|用餐|[分一二三四]会场|组", around
        )

    def _away_clause(self, spot: Spot) -> bool:
        """Whether a place is one that is not one's own: 赴xx县, 赴xx市xx县."""
        if spot.kind not in ("place", "blank", "text") or not _level(spot.after):
            return False
        text, start = spot.paragraph.text, spot.start
        for other in reversed(self.scope.spots[: self._index(spot)]):
            if other.paragraph is not spot.paragraph:
                break
            if text[other.end : start] != _level(other.after) or start == other.end:
                break
            start = other.start
        return _leads_away(clause_before(text[:start], "，。；：\n\v"))

    @property
    def _peer(self) -> str:
        """The level of one's own that a letter is sent to: 贵县 to a county from a county."""
        if self._peer_level is None:
            text = "\n".join(p.text for p in self.scope.paragraphs)
            found = re.search(r"贵([市县区州盟旗])", text)
            self._peer_level = found[1] if found else ""
        return self._peer_level

    def _in_letter(self, spot: Spot, level: str, clause: str) -> Use:
        """A county in a letter between counties: the sender's, the addressee's, or open."""
        line = spot.paragraph.text.strip()
        name = f"{level}名"
        behind = spot.after.lstrip()[len(level) :]
        if spot.paragraph in self.scope.head and line.endswith(("：", ":")):
            return Use(spot, ("addressee", level), f"对方{name}", "place", detail=level)
        sends = spot.paragraph in self.scope.foot or (
            spot.paragraph in self.scope.head and not _leads_away(clause)
        )
        if sends or (
            not _leads_away(clause)
            and (
                re.match(r"[\u4e00-\u9fff]{0,8}?(?:拟|决定|计划|将|定于)", behind)
                or re.search(r"联系人[：:][\s　]*\Z", spot.before)
                or re.search(r"(?:发|报|寄|送|反馈|发送|报送)[至到]\Z", clause)
                or (clause.endswith("在") and re.match(r"召开|举办|举行", behind))
                or clause.endswith(("我是", "成员为"))
            )
        ):
            return Use(spot, ("home", level), name, "place", detail=level)
        return Use(spot, self._own(), name, "place", detail=level)

    def _county(self, spot: Spot, level: str, clause: str) -> Use:
        """A county or a city of the level of one's own: one's own, or one that is visited."""
        name = f"{level}名"
        if level == self._peer:
            return self._in_letter(spot, level, clause)
        visit = self._visited(level)
        others = self._others(level)
        away = spot in others
        key: Key
        if away or _leads_away(clause):
            if visit:
                key = ("away", level)
            elif (
                len(others) == 2 and not any(self._in_list(other) for other in others)
                and others[1].before.endswith(("借鉴", "借鉴了")) and spot in others
            ):  # fmt: skip
                key = ("away", level, self._index(others[0]))
            else:
                key = ("away", level, self._index(spot))
            return Use(spot, key, f"外地{name}", "place", detail=level)
        if not self.scope.in_frame(spot):
            # Behind a visit it is open whose county is meant, unless the words tell.
            earlier = [o for o in others if o.paragraph is spot.paragraph and o.start < spot.start]
            host = re.match(_HOST, spot.after.lstrip()[len(level) :])
            if visit and (host or self._calls_own_we(level)) and not _VISITORS.match(
                spot.after.lstrip()[len(level) :]
            ):  # fmt: skip
                return Use(spot, ("away", level), f"外地{name}", "place", detail=level)
            if len(earlier) == 1 and host and not self._in_list(earlier[0]):
                return Use(
                    spot,
                    ("away", level, self._index(earlier[0])),
                    f"外地{name}",
                    "place",
                    detail=level,
                )
            visitors = _VISITORS.match(spot.after.lstrip()[len(level) :])
            if (earlier or visit) and not (visit and visitors):
                return Use(spot, self._own(), name, "place", detail=level)
        clause = clause_before(spot.before, "，。；：、（(《“\n\v")
        if (
            clause and not self.scope.in_frame(spot) and not _OWN_BODY.match(spot.after.lstrip()[len(level) :])
            and not _OWN_BEFORE.search(clause)
        ):  # fmt: skip
            return Use(spot, self._own(), name, "place", detail=level)
        return Use(spot, ("home", level), name, "place", detail=level)

    def _calls_own_we(self, level: str) -> bool:
        """Whether the draft calls its own county 我县, and visited one alone."""
        whole = "\n".join(p.text for p in self.scope.paragraphs)
        several = re.search(
            rf"{level}等|{level}[^，。\n]{{0,4}}、[^，。\n]{{1,4}}{level}|两{level}",
            self.scope.title,
        )
        return f"我{level}" in whole and not several and self._visits_one(level)

    def _visits_one(self, level: str) -> bool:
        return not any(
            away and _level(spot.after) == level and self._in_list(spot)
            for spot, away in zip(self.scope.spots, self.away, strict=True)
        )

    def _visited(self, level: str) -> bool:
        """Whether the draft's title names a place of this level that was visited."""
        titled = [s for s in self._others(level) if self.scope.in_frame(s)]
        return len(titled) == 1 and not self._in_list(titled[0])

    def _in_list(self, spot: Spot) -> bool:
        """Whether a place is one of several: xx镇、xx村和xx社区."""
        spots = self.scope.spots
        index = self._index(spot)
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
            r"([\u4e00-\u9fff]{0,4}[”」])([\u4e00-\u9fff]{2,4})", right
        )
        if quoted and not re.search(r"[”」]、?[“「]\Z", left):
            word = re.split(f"[{_VERBS}]", quoted[2])[0]
            if len(word) >= 2:
                shown = word[:2] if len(word) % 2 else word
                key: Key = ("quoted", spot.mark, quoted[1], word[:2])
                return Use(spot, key, f"{shown}名称", "string")
        title = left.rfind("《") > left.rfind("》")
        if title:
            kind = re.match(
                r"[\u4e00-\u9fff]{0,4}?的?(提案|建议|报告|调研报告|意见|通知|方案|办法)》", right
            )
            return Use(
                spot, self._own(), f"{kind[1] if kind else '文件'}题目", "string", detail="title"
            )
        if (
            not left.strip() and right[:1] in ("，", ",") and _ABOUT_ONE.search(self.scope.title)
            and f"{spot.mark}同志" in self.scope.title
        ):  # fmt: skip
            return Use(spot, ("one", spot.mark), "同志姓名", "person")
        if self._self_mark(spot):
            return Use(spot, ("self",), "姓名", "person")
        if left.rstrip(" 　").endswith(TITLES) and len(spot.mark) >= 2:
            return self._person(None, spot)
        post = re.match(rf"(?:任|担任|为)({'|'.join(TITLES)})", right)
        if post:
            return Use(spot, self._own(), f"{post[1]}姓名", "person")
        if left.endswith(("在", "于")) and re.match(r"(?:，)?(?:召开|举行|举办|集合|报到)", right):
            return Use(spot, self._own(), "地点", "string", detail="place")
        after = re.match(r"[\u4e00-\u9fff]{2,4}", re.split(f"[{_VERBS}]", right + "，")[0])
        core = _core(clause_before(left)) if not after else after[0]
        core = "" if len(core) > 4 or core[:1] in "等的和与及" else core
        plain = len(core) >= 2 and not re.fullmatch(
            r"[我全本该贵][县市区州省镇乡村会局院校委]", core
        )
        return Use(spot, self._own(), f"{core}内容" if plain else "待填", "string")

    def _self_mark(self, spot: Spot) -> bool:
        line = spot.paragraph.text.strip()
        if (
            self.self_named and spot.paragraph in self.scope.head and line.endswith(spot.mark)
            and re.search(r"(?:委员|主席|主任|书记|秘书长|干部|局长)[\s　:：]+\Z", spot.before)
        ):  # fmt: skip
            return True
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


_NOUN_ENDS = (
    "单位",
    "部门",
    "人员",
    "群众",
    "学生",
    "教师",
    "企业",
    "提案",
    "建议",
    "项目",
    "问题",
    "事项",
    "议题",
    "村民",
)
"""Words that a noun ends with: what follows is a verb."""
_VERBS = "驻被的了在到对被得由进参列作并与和及给予向把将从以为是有就开召要组"


def _organ(clause: str) -> str | None:
    """Whose post it is, by the words before its title; "" where none are, None behind a mark."""
    if re.search(r"[我该本贵](?:县|市|区|州|镇|乡|村|局|院|校|公司|会)?\Z", clause):
        return ""
    found = re.search(
        r"([\u4e00-\u9fff]{0,8}?)((?:[\u4e00-\u9fff]{2,6}局|[\u4e00-\u9fff]{0,4}(?:学院|医院|法院|检察院|小学|中学|学校)|"
        r"县委|市委|区委|州委|省委|镇党委|乡党委|党委|党组|[省市县区州]政协|党支部|支部|政协|全国政协|公司|村|镇|乡|社区|局))\Z",
        clause,
    )
    if not found:
        return ""
    organ = (
        re.split(r"[了由与和请经向对听取县市区州省]", found[2])[-1]
        if "局" in found[2]
        else found[2]
    )
    before = clause[: len(clause) - len(organ)]
    if (
        before[-1:]
        and before[-1] in "xXｘＸ×＊*_某○"
        and organ in ("局", "村", "镇", "乡", "社区", "公司")
    ):
        return None
    return organ


def _whole_of(left: str) -> str:
    """Of what a number is the whole: 县 for 全县x名委员."""
    found = re.search(r"[全我]([省市县区州镇乡村])(?:的|现有|共有|有|各级|广大)?\Z", left)
    return found[1] if found else ""


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
    parts = re.split(
        "[的了在对为由从被把将其和与及共]|中(?![心学小医央国])|全年|年内|今年|先后|累计", text
    )
    core = parts[-1] if parts else ""
    core = re.sub(
        r"^(?:[我全本][县市区州省镇乡村会局院校]|已经|已|需要|需|须|拟|现有|现|还|仅|尚|力争|争取|确保|计划|并|[一二三四五]是|年(?=[多少增减])|[个名件位条](?=[\u4e00-\u9fff]{2}))+",
        "",
        core,
    )
    rate = re.search(r"[\u4e00-\u9fff]{2,4}率(?=(?:提高|提升|增长|上升|下降)?\Z)", core)
    if rate and len(core) > 6:
        return rate[0]
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
