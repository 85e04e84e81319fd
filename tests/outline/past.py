"""Past drafts of an office that no built-in genre knows, written from templates."""

from __future__ import annotations

from random import Random

SECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "供水": (
        ("保障城乡供水", "供水保障有力", "守护群众饮水", "让水龙头里的水不断流", "抓供水，保民生"),
        (
            "全年供水{n}万吨，水厂日供水量稳定在{n}吨以上，出厂水质合格率百分之百。",
            "对{n}座水厂的取水口每周巡查一次，出厂水质每天化验{n}项指标。",
            "夏季用水高峰启用备用水源{n}处，没有发生大面积停水。",
            "新增用水户{n}户，解决了{n}个村民小组的饮水困难。",
            "水质检测中心对管网末梢水抽样{n}次，水质全部合格。",
        ),
    ),
    "管网": (
        ("加强管网维护", "管网改造稳步推进", "降低漏损见成效", "把暗处的工程做实", "抓改造"),
        (
            "更换老旧管道{n}公里，管网漏损率下降了{n}个百分点。",
            "检修闸阀{n}处，抢修爆管{n}次，平均修复时间四个小时。",
            "完成{n}个小区的管网改造，埋设主管道{n}公里。",
            "用听漏仪查出暗漏{n}处，全部修复。",
            "绘制管网图{n}张，管道和闸阀都有编号。",
        ),
    ),
    "收费": (
        ("规范水费收缴", "水费回收率创新高", "做好抄表收费", "算清每一本账", "抓收缴，增效益"),
        (
            "全年抄表{n}户次，水费回收率达到百分之九十八。",
            "收缴水费{n}万元，清理陈欠{n}万元。",
            "推广手机缴费，网上缴费的用户有{n}户。",
            "换装智能水表{n}块，抄表差错率明显下降。",
            "入户核对水表底数{n}户，退还多收水费{n}元。",
        ),
    ),
    "安全": (
        ("狠抓安全生产", "安全形势平稳", "筑牢安全防线", "绷紧安全这根弦", "抓安全，守底线"),
        (
            "开展安全检查{n}次，消除隐患{n}处，没有发生安全事故。",
            "组织消防演练{n}次，给加氯间更换了报警器。",
            "签订安全责任书{n}份，特种作业人员持证上岗。",
            "培训安全员{n}人，隐患排查有记录、有回音。",
            "汛期安排{n}人值守，储备应急物资{n}件。",
        ),
    ),
    "问题": (
        ("存在的问题", "不足之处", "问题和困难", "存在的不足", "短板和差距"),
        (
            "一是资金缺口较大，老旧管道更换的进度不快。",
            "二是人员年龄偏大，专业技术力量不足。",
            "三是个别偏远村组水压不够，群众有意见。",
            "四是信息化水平不高，调度还靠人工。",
        ),
    ),
    "打算": (
        ("下一步打算", "明年工作计划", "下步工作安排", "今后的努力方向", "下一年工作思路"),
        (
            "一是争取项目资金，再更换老旧管道{n}公里。",
            "二是招聘技术人员{n}名，办好培训班。",
            "三是建设加压泵站{n}座，解决偏远村组水压问题。",
            "四是上线调度系统，管好{n}座水厂。",
        ),
    ),
}


def past_draft(seed: int, *, unit: str = "", general: bool | None = None) -> list[str]:
    """The paragraphs of a draft; ``general`` puts the work under 一、主要工作."""
    random = Random(seed)
    year = 2010 + seed % 15
    unit = unit or "绿水镇水务站"
    if general is None:
        general = seed % 4 == 3
    work = ["供水", "管网", "收费", "安全"]
    if seed % 3 == 1:
        work[1], work[2] = work[2], work[1]
    lines = [
        f"{unit}{year}年工作总结",
        f"{year}年，{unit}在镇党委、镇政府的领导下，围绕供水中心任务，"
        "较好地完成了各项工作。现将一年来的工作总结如下：",
    ]
    numerals = "一二三四五六七八"

    def written(name: str, mark: str) -> None:
        headings, sentences = SECTIONS[name]
        lines.append(f"{mark}{random.choice(headings)}")
        chosen = random.sample(sentences, 3) if name not in ("问题", "打算") else sentences[:3]
        lines.append("".join(s.replace("{n}", str(random.randint(2, 98))) for s in chosen))

    top = 0
    if general:
        lines.append("一、主要工作")
        top = 1
    for number, name in enumerate(work):
        written(name, f"（{numerals[number]}）" if general else f"{numerals[number]}、")
    top = 1 if general else len(work)
    for number, name in enumerate(("问题", "打算")):
        written(name, f"{numerals[top + number]}、")
    return [*lines, unit, f"{year}年12月{random.randint(10, 28)}日"]
