"""Drafts to measure on: many different ones, so that no cache by content flatters a figure."""

from __future__ import annotations

import random

from tests.document.docx.builders import word_like

_SUBJECTS = ("办公室", "各专委会", "联络组", "机关党支部", "全体干部职工", "各界别委员")
_WAYS = ("坚持", "注重", "积极", "认真", "深入", "主动", "全面", "扎实")
_DEEDS = (
    "开展集中学习，交流心得体会，撰写读书笔记",
    "起草各类文稿，核校公文，做到文字准确、格式规范",
    "筹备全委会议和常委会议，会前周密安排，会中热情服务",
    "收集反映社情民意信息，编发信息专刊，报送市政协",
    "组织委员围绕产业发展、社区养老和河道治理开展调研视察",
    "督办重点提案，推动承办单位与提案者当面沟通",
    "完善财务、车辆和接待制度，厉行节约，压减一般性支出",
    "联系企业和困难群众，宣传政策，协调解决实际问题",
    "加强新闻宣传，在市级以上媒体刊发稿件",
    "落实党风廉政建设责任制，开展谈心谈话",
)
_RESULTS = (
    "为县委、县政府科学决策提供了有益参考",
    "服务质量明显提升，受到委员和群众好评",
    "做到件件有着落、事事有回音",
    "机关面貌焕然一新，工作作风更加务实",
    "形成了上下联动、左右配合的良好局面",
    "有力推动了重点工作落地见效",
)
_NUMBERS = ("一", "二", "三", "四", "五", "六")
_HEADINGS = (
    ("强化政治建设，筑牢思想根基", "加强理论学习", "抓好政治学习"),
    ("提升办文办会水平", "做好文稿和会务工作", "当好参谋助手"),
    ("做好信息宣传", "抓实信息和宣传工作", "加强宣传报道"),
    ("优化后勤保障", "提高服务保障能力", "加强机关管理"),
    ("存在的问题", "问题和不足", "短板与差距"),
    ("下一步工作打算", "明年工作计划", "努力方向"),
)
_TROUBLES = "对照要求，我们的工作还有差距：学习不够系统，调研不够深入，创新的办法不多。"
_PLANS = "新的一年，我们将继续围绕中心、服务大局，提高服务能力，完成各项任务。"


def summary(seed: int, characters: int = 3000) -> list[str]:
    """The paragraphs of one office summary of about so many characters."""
    rng = random.Random(seed)
    year = 2015 + seed % 10
    lines = [
        f"政协云溪县委员会办公室{year}年工作总结",
        f"{year}年，办公室在县政协党组的领导下，围绕全县中心工作履行职责。现将有关情况总结如下。",
    ]
    for number, (numeral, headings) in enumerate(zip(_NUMBERS, _HEADINGS, strict=True)):
        lines.append(f"{numeral}、{rng.choice(headings)}")
        if number >= 4:
            lines.append(_TROUBLES if number == 4 else _PLANS)
            continue
        target = characters * (number + 1) // 4
        while sum(map(len, lines)) < target:
            lines.append("".join(_sentence(rng) for _ in range(rng.randint(1, 2))))
    return [*lines, "政协云溪县委员会办公室", f"{year}年12月20日"]


def _sentence(rng: random.Random) -> str:
    deed = f"{rng.choice(_SUBJECTS)}{rng.choice(_WAYS)}{rng.choice(_DEEDS)}"
    if rng.random() < 0.7:
        return f"{deed}，{rng.choice(_RESULTS)}。"
    count = rng.randint(2, 180)
    return f"{deed}，全年完成{count}项，比上年增加{count % 13}项。"


def documents(count: int, characters: int = 3000) -> list[bytes]:
    """So many different Word-like DOCX files."""
    return [word_like(seed=n, texts=summary(n, characters)) for n in range(count)]
