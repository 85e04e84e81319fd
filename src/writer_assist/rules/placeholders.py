"""PH: marks that were never filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from writer_assist.i18n import N_, Word

from .base import DraftRule, Hit, ParagraphRule, Rule, Text
from .marks import Mark, MarkKind, scan

if TYPE_CHECKING:
    from writer_assist.document.model import Feature, Paragraph
    from writer_assist.outline.draft import Draft


class _MarkRule(ParagraphRule):
    """A rule that reports one kind of mark."""

    severity = "error"
    kind: ClassVar[MarkKind]
    message: ClassVar[str]

    def check(self, text: Text) -> Iterable[Hit]:
        """The marks of this kind."""
        return [
            Hit(
                mark.start,
                mark.end,
                self.message,
                {"text": text.text[mark.start : mark.end].strip() or Word(N_("空白"))},
            )
            for mark in text.memo(_marks).get(self.kind, ())
        ]


def _marks(text: Text) -> dict[MarkKind, list[Mark]]:
    """The marks of a text by kind: thirteen rules ask for them, and mostly there is none."""
    marks: dict[MarkKind, list[Mark]] = {}
    for mark in text.memo(scan):
        marks.setdefault(mark.kind, []).append(mark)
    return marks


class UnfilledYear(_MarkRule):
    """没有填写的年份

    检查什么

    年份里还留着 x、X、×、*、_、○ 等记号，或者“年”字前面该有的数字是空的。全角、半角、混写都算。

    为什么

    这是套用上一年文稿或网上范文时最常见的漏改，发出去就是事故。

    错误示例

    - ⟦20xx⟧年，在县政协党组的领导下，办公室完成了各项任务。
    - ⟦xx⟧年工作已经结束，现将情况报告如下。
    - 《⟦20**⟧年度岗位责任制》已印发执行。
    - 会议定于⟦201X⟧年春天召开，⟦二○XX⟧年再作总结。
    - 计划在⟦20＿＿⟧年完成换届。
    - 截至⟦20  ⟧年底，全部办结。

    正确示例

    - 2024年，在县政协党组的领导下，办公室完成了各项任务。
    - 二〇二四年三月，会议如期召开。
    - 会场可容纳2000人，配有4×4米的屏幕。
    - 往年的做法继续沿用，每年向全会报告一次。
    """

    code = "PH001"
    name = "unfilled-year"
    kind = "year"
    message = N_("“{text}”是没有填写的年份，请改成四位数字的实际年份")


class UnfilledDate(_MarkRule):
    """没有填写的日期

    检查什么

    月、日、时里留着记号（x月x日），或者年、月、日前面没有数字（“年  月  日”“2024年  月  日”）。

    为什么

    日期不全，文件无法归档，会议无法到场。

    错误示例

    - 会议于3月⟦x⟧日在县政协三楼召开。
    - ⟦X⟧月⟦X⟧日前将名单报办公室。
    - 某某县政协办公室
      ⟦2024年  月  日⟧
    - 现场会已于⟦年2月13日⟧召开。
    - 活动定在__县，时间为上午⟦x⟧时。
    - 工作于 ⟦月份⟧全面铺开。

    正确示例

    - 会议于2024年3月5日在县政协三楼召开。
    - 登记表要写明出生年月日。
    - 去年5月3日开工，今年月底完工。
    - 二〇二四年三月五日
    - 这项工作日积月累，年年月月都要抓。
    """

    code = "PH002"
    name = "unfilled-date"
    kind = "date"
    message = N_("日期“{text}”没有填完整，请补上实际的数字")


class UnfilledOrdinal(_MarkRule):
    """没有填写的届次、次序或文号

    检查什么

    “x届x次”“第xx次会议”“第  号”“〔2024〕号”这类次序里没有数字。

    为什么

    届次和文号是公文的身份，错了或者空着都会被退回。

    错误示例

    - 参与筹备政协⟦x⟧届⟦x⟧次全会。
    - 认真学习党的⟦xx⟧届四中全会精神。
    - 现就政协第⟦×⟧届⟦×⟧次会议期间的提案答复如下。
    - 关于对⟦第  号⟧提案的答复
    - 县政协办⟦〔2024〕号⟧
    - 党的⟦x⟧大以来，各项工作稳步推进。

    正确示例

    - 参与筹备政协十一届三次全会。
    - 标题应当写作“关于政协×届×次会议第×号提案的答复”的格式。
    - 现就县政协十一届三次会议第27号提案答复如下。
    - 县政协办〔2024〕8号
    - 各组按号入座，按次序发言。
    """

    code = "PH003"
    name = "unfilled-ordinal"
    kind = "ordinal"
    message = N_("“{text}”处的届次或编号没有填写，请补上实际的数字")


class UnfilledNumber(_MarkRule):
    """没有填写的数量

    检查什么

    量词、货币单位、百分号前面还是 x、×、*、□ 等记号，包括把数字盖住一半的（xx458元、*.*%）。

    为什么

    数量是总结的依据，留着记号说明没有核实过。

    错误示例

    - 全年共提交提案⟦x⟧件，其中集体提案⟦XX⟧件。
    - 帮扶资金⟦xx⟧万元，增长⟦*.*⟧%。
    - 走访群众⟦**⟧余人次。
    - 共编发信息⟦□⟧期。
    - 捐款⟦xx⟧458元，用于修路。

    正确示例

    - 全年共提交提案12件，其中集体提案3件。
    - 展板尺寸为3×5米，共8块。
    - 满意率按（满意件数÷办理件数）×100%计算。
    - 培训对象是持有“1+X”证书的学员。
    - □男 □女 □个人 □单位
    - 按ABC分类，A类3件，B类4件。
    """

    code = "PH004"
    name = "unfilled-number"
    kind = "number"
    message = N_("“{text}”处的数量没有填写，请核实后补上实际的数字")


class UnfilledPlace(_MarkRule):
    """没有填写的地名或单位名称

    检查什么

    省、市、县、镇、局、政协、公司等前面还是 xx、××、**、某某、○○ 等记号。

    为什么

    范文把地名抹掉了，套用的人逐个改回时最容易漏。

    错误示例

    - 在中共⟦xx⟧县委的领导下开展工作。
    - ⟦**⟧镇党政办公室承担了会务。
    - 帮扶⟦×××⟧村和⟦某某⟧社区。
    - 视察了⟦*⟧河治理现场，听取了⟦○○⟧局的汇报。
    - 中共⟦某⟧县委员会

    正确示例

    - 在中共云溪县委的领导下开展工作。
    - 某些乡镇、某个部门、某一环节还有差距。
    - 数据要素×产业的做法值得借鉴。
    - ★重点项目一律挂牌督办。
    - 文件保存为报告.xlsx，发到office@example.gov.cn。
    """

    code = "PH005"
    name = "unfilled-place"
    kind = "place"
    message = N_("“{text}”处的地名或单位名称没有填写，请写上全称或规范简称")


class UnfilledPerson(_MarkRule):
    """没有填写的人名

    检查什么

    职务、称呼前面还是 xx、×××、** 等记号，或者姓后面是记号。

    为什么

    人名、职务出错是公文大忌。

    错误示例

    - ⟦xxx⟧主席到会讲话。
    - 向⟦××⟧同志学习。
    - ⟦某某⟧委员作了发言。
    - 由⟦***⟧副主任牵头负责。

    正确示例

    - 主席到会讲话，各位委员作了发言。
    - 各界别委员、某位专家都提出了意见。
    - 这批运动服有L、XL、XXL三种尺码，领导要求统一发放。
    """

    code = "PH006"
    name = "unfilled-person"
    kind = "person"
    message = N_("“{text}”处的人名没有填写，请写上实际姓名")


class UnfilledText(_MarkRule):
    """没有填写的内容

    检查什么

    中文里连着两个以上的 x、X、×、* 或“某某”，从前后文看不出该填哪一类内容的。

    为什么

    凡是记号，都说明这里的内容还没有写。

    错误示例

    - 会议在⟦xx⟧召开，主题是“⟦xx⟧惠民行动”。
    - 主要完成了⟦XXX⟧、⟦XXX⟧等工作。
    - 在⟦××⟧的指导下，顺利完成换届。

    正确示例

    - 21世纪（XXI 世纪）以来，这项工作从未中断。
    - 实施“××”工程一类的写法，只在引述时保留。
    - 详见附件max_size.xlsx和https://www.example.gov.cn/xx/list。
    - 注：带*的为必填项。
    """

    code = "PH007"
    name = "unfilled-text"
    kind = "text"
    message = N_("“{text}”是没有填写的内容，请改成实际内容")


class UnfilledBlank(_MarkRule):
    """留着下划线没有填

    检查什么

    用下划线留出的空（____），没有写上内容的。两头有下划线、中间已经写了字的不算。

    为什么

    下划线是表格和样张里请人填写的地方。

    错误示例

    - 姓名：⟦____⟧
    - 本人⟦＿＿＿＿⟧，现任界别委员。
    - 联系人：⟦______⟧，请于会前报到。

    正确示例

    - 姓名：＿＿周小禾＿＿
    - 变量名 file_name_max 不在此列。
    - ____________________
    """

    code = "PH008"
    name = "unfilled-blank"
    kind = "blank"
    message = N_("下划线处没有填写，请补上内容或删去下划线")


class EmptyBrackets(_MarkRule):
    """括号、引号、书名号里是空的

    检查什么

    （）、【】、〔〕、《》、“”里什么也没有，或者只有空格。

    为什么

    里面的名称、说明或数字被删掉了，或者还没有写。

    错误示例

    - 根据⟦《》⟧的要求制定本方案。
    - 责任单位⟦（）⟧要在月底前完成。
    - 开展⟦“”⟧主题活动。

    正确示例

    - 根据《工作规则》（修订稿）的要求制定本方案。
    - 行文时要注意括号（）的用法。
    - 调用 main() 即可。
    """

    code = "PH009"
    name = "empty-brackets"
    kind = "brackets"
    message = N_("“{text}”里是空的，请补上内容，不需要就删去")


class MissingNumber(_MarkRule):
    """数字被删掉了

    检查什么

    该有数字的地方什么也没有：“提交提案件”“专项经费.万元”“增长%”“诞辰周年”“共   人”。

    为什么

    网上的范文常把数字整个删掉，读起来通顺，很难看出来。

    错误示例

    - 全年⟦提案件⟧，全部办结。
    - 落实专项经费⟦.⟧万元，用于设备更新。
    - 开展纪念先生⟦诞辰周年⟧活动。
    - 办结率比上年⟦增长%⟧，委员满意。
    - 共收到⟦社情民意条⟧，编发简报。

    正确示例

    - 全年提案12件，全部办结，另有急件、信件若干。
    - 落实专项经费3.5万元，用于设备更新。
    - 开展纪念先生诞辰120周年活动。
    - 办结率比上年增长8%，委员满意。
    - 请各单位按时报送材料。
    """

    code = "PH010"
    name = "missing-number"
    kind = "missing-number"
    message = N_("“{text}”里少了数字，请核实后补上")
    point_message: ClassVar[str] = N_("小数点两边少了数字，请核实后补上")

    def check(self, text: Text) -> Iterable[Hit]:
        """Yield the places; of a number that has lost digits only its point may be left."""
        for hit in super().check(text):
            shown = text.text[hit.start : hit.end]
            yield hit._replace(message=self.point_message) if shown in ".．" else hit


class LeftoverInstruction(_MarkRule):
    """留着填写说明

    检查什么

    方括号、圆括号里请人填写的话（[填写…]、（此处…）、【姓名】），以及“单击此处输入文字”之类的提示。

    为什么

    这些是写给起草人看的，不是正文。人工智能生成的稿子里尤其多。

    错误示例

    - 一年来，我们⟦[此处插入主要成绩]⟧，成效明显。
    - 联系人：⟦【姓名】⟧
    - 组织开展了⟦（请填写活动名称）⟧等活动。
    - ⟦单击此处输入文字⟧

    正确示例

    - 组织开展了读书（学习）等活动。
    - 【主要做法】一是抓学习，二是抓制度。
    - 请各单位填写回执（见附件）。
    """

    code = "PH011"
    name = "leftover-instruction"
    kind = "instruction"
    message = N_("“{text}”是给起草人的填写说明，请换成实际内容")


class TemplateTag(_MarkRule):
    """留着模板标记

    检查什么

    模板没有填成时留下的 {{ … }}、{% … %}、${…}、{姓名} 等标记。

    为什么

    说明这份文件没有经过填充，或者填充时漏了字段。

    错误示例

    - 尊敬的⟦{{ 姓名 }}⟧委员：
    - ⟦{% if 主办 %}⟧由我局主办。
    - 您提出的⟦${案由}⟧收悉。

    正确示例

    - 尊敬的委员：您提出的建议收悉。
    - 集合写作{1, 2, 3}。
    - 字段名要用花括号括起来。
    """

    code = "PH012"
    name = "template-tag"
    kind = "tag"
    message = N_("“{text}”是没有填充的模板标记，请填上实际内容")


class UnmergedField(_MarkRule):
    """没有合并的邮件合并域

    检查什么

    邮件合并留下的 «姓名» 一类的域名。

    为什么

    说明文件没有完成合并就保存了。

    错误示例

    - 尊敬的⟦«姓名»⟧委员：
    - 您提出的第⟦«编号»⟧号提案收悉。
    - 寄送地址：⟦«地址»⟧

    正确示例

    - 尊敬的委员：
    - 《关于加强社区养老的建议》收悉。
    - 请按名单寄送。
    """

    code = "PH013"
    name = "unmerged-field"
    kind = "merge-field"
    message = N_("“{text}”是没有合并的邮件合并域，请完成合并或改成实际内容")


class UnfilledControl(DraftRule):
    """没有填写的控件或域

    检查什么

    Word 内容控件还显示着提示文字或者是空的，窗体域没有填，邮件合并域还是域名。只看文字是看不出来的。

    为什么

    控件里的提示文字打印出来和正文一样。

    错误示例

    - 单位：⟦⟪content-control:单位|单位全称⟫⟧
    - 姓名：⟦⟪form-field:姓名|     ⟫⟧
    - 尊敬的⟦⟪merge-field:姓名|姓名⟫⟧委员：

    正确示例

    - 单位：县政协办公室
    - 第⟪field:PAGE|3⟫页
    - 办理结果：⟪highlight|已采纳⟫
    """

    code = "PH014"
    name = "unfilled-control"
    severity = "error"
    messages: ClassVar[dict[str, str]] = {
        "content-control": N_("内容控件“{text}”还显示着提示文字，请填写"),
        "empty-control": N_("内容控件“{text}”是空的，请填写"),
        "form-field": N_("窗体域“{text}”没有填写，请填写"),
        "merge-field": N_("邮件合并域“{text}”还是域名，请完成合并或改成实际内容"),
    }

    def check(self, draft: Draft) -> Iterable[Hit]:
        """Yield each control or field that waits to be filled."""
        for paragraph, feature in draft.memo(_features):
            message = self.messages.get(feature.kind)
            if message is None:
                continue
            shown = paragraph.text[feature.start : feature.end]
            if feature.kind == "merge-field" and "«" in shown:
                continue  # the text shows it: PH013
            name = feature.detail or shown.strip() or Word(N_("未命名"))
            yield Hit(feature.start, feature.end, message, {"text": name}, paragraph=paragraph)


def _features(draft: Draft) -> list[tuple[Paragraph, Feature]]:
    """All features of a draft."""
    return [(p, feature) for p in draft.paragraphs if p.features for feature in p.features]


class UnderlinedBlank(DraftRule):
    """留着下划线空格没有填

    检查什么

    带下划线格式的空格，也就是打印出来的一条横线，上面没有写字。只看文字是看不出来的。

    为什么

    横线是请人填写的地方。

    错误示例

    - 姓名：⟦⟪underlined-blank|        ⟫⟧
    - 本人⟦⟪underlined-blank|    ⟫⟧，系界别委员。
    - 时间：⟦⟪underlined-blank|\t\t⟫⟧

    正确示例

    - 姓名：周小禾
    - 本人    系界别委员。
    - 时间：2024年3月5日
    """

    code = "PH015"
    name = "underlined-blank"
    severity = "error"
    message = N_("横线上没有填写，请补上内容")

    def check(self, draft: Draft) -> Iterable[Hit]:
        """Yield each underlined stretch of white space."""
        for paragraph, feature in draft.memo(_features):
            if feature.kind == "underlined-blank":
                yield Hit(feature.start, feature.end, self.message, paragraph=paragraph)


RULES: tuple[type[Rule], ...] = (
    UnfilledYear,
    UnfilledDate,
    UnfilledOrdinal,
    UnfilledNumber,
    UnfilledPlace,
    UnfilledPerson,
    UnfilledText,
    UnfilledBlank,
    EmptyBrackets,
    MissingNumber,
    LeftoverInstruction,
    TemplateTag,
    UnmergedField,
    UnfilledControl,
    UnderlinedBlank,
)
