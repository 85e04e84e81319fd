"""PI001 – PI003: numbers of identity cards, mobile telephones and bank cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from writer_assist.i18n import N_

from ..base import Hit, LazyPattern, Office, ParagraphRule, Text
from .scan import ANY_DIGIT, DIGITS, Kind, numbers

_LAW = "政府信息公开条例（2019年修订）第十五条"


class _NumberRule(ParagraphRule):
    """A rule about numbers of some kinds, save those that the office lists."""

    requires = ANY_DIGIT
    private = True
    source = _LAW
    messages: ClassVar[Mapping[Kind, str]]

    def __init__(self, office: Office | None = None) -> None:
        super().__init__(office)
        contacts = self.office.contacts
        numeric = [c for c in contacts if not set(DIGITS).isdisjoint(c)]
        self._listed = {"".join(d for d in c if d in DIGITS) for c in numeric}
        self._words = tuple(c for c in contacts if c and c not in numeric)

    def check(self, text: Text) -> Iterator[Hit]:
        """Yield the numbers."""
        allowed: dict[int, bool] = {}
        for number in text.memo(numbers):
            if number.kind not in self.messages or number.digits in self._listed:
                continue
            start, end = number.paragraph
            if start not in allowed:
                allowed[start] = self._allows(text.text[start:end])
            if not allowed[start]:
                # The first digits find it in the draft.
                shown = {"text": number.digits[:4] + "…"}
                yield Hit(number.start, number.end, self.messages[number.kind], shown)

    def _allows(self, paragraph: str) -> bool:
        """Whether numbers may stand in a paragraph."""
        return any(word in paragraph for word in self._words)


class IdentityCardNumber(_NumberRule):
    """身份证号码没有隐去

    检查什么

    完整的公民身份号码：18 位的按 GB 11643 核对地区码、出生日期和校验码，可以中间空格；前面写着“身份证”的，
    日期、校验码不对也报告（多半是抄错了）；15 位的旧号码要前面写着“身份证”才算。中间用星号隐去的不报告。

    为什么

    身份证号码是能直接认出一个人的信息，随文件印发、上网公开就收不回来了。公开前应当删去，确需保留的用星号隐去出生日期一段。

    错误示例

    - 反映人⟦11010119900307002X⟧，住云溪镇。
    - 身份证号：⟦110101 19900307 0011⟧
    - 身份证号码（⟦110101900307123⟧）系旧号码。
    - 身份证号⟦１１０１０１１９９００３０７００２Ｘ⟧。

    正确示例

    - 反映人110101********002X，住云溪镇。
    - 项目代码110101199003070011，总投资一千二百万元。
    - 统一社会信用代码：911101011990030700
    - 货运单号110101900307123已经签收。
    """

    code = "PI001"
    name = "identity-card-number"
    severity = "error"
    messages: ClassVar[Mapping[Kind, str]] = {
        "identity": N_(
            "“{text}”是身份证号码，属于个人信息，公开前请删去，或用星号隐去出生日期一段"
        ),
        "identity-typo": N_(
            "“{text}”是身份证号码（日期或校验码不对，可能还抄错了），公开前请删去，"
            "或用星号隐去出生日期一段"
        ),
    }


_CONTACT = LazyPattern(
    r"联系(?:人|电话|方式|手机|号码|单位|地址)|联\s{0,4}系\s{0,4}人|联络(?:人|员|电话|方式)|咨询|报名|值班|热线|举报|监督电话|投诉|"
    r"拨打|致电|来电|传真|回执|承办(?:人|单位)|经办人|填报人|填表人|会务组|服务电话|办公电话|领队|带队|工作人员|负责人"
)
_CONTACT_LABEL = LazyPattern(
    r"[\s\u3000]{0,20}(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．])?(?:电\s{0,4}话|手\s{0,4}机|移动电话|手机号码?|电话号码)[\s\u3000]{0,4}[:：]"
)


class MobileNumber(_NumberRule):
    """手机号码没有隐去

    检查什么

    正文里完整的手机号码，包括中间有空格、短横或者前面有 +86 的。联系人、联系电话、咨询、报名、值班这样的联系方式行里的不报告，
    单位可以在配置里列出允许公开的号码和字样；固定电话不报告。

    为什么

    手机号码是个人信息。群众反映问题时留下的、走访名单里的手机号码，公开前应当删去或隐去中间四位。

    错误示例

    - 反映人（⟦13912345678⟧）称路灯损坏多日。
    - 走访困难群众李某，⟦139 1234 5678⟧，帮助解决用水问题。
    - 其子⟦+8613912345678⟧在外务工。
    - 李某⟦139-1234-5678⟧，王某⟦13812345678⟧。

    正确示例

    - 联系人：张某，联系电话：13912345678。
    - 反映人（139****5678）称路灯损坏多日。
    - 请于5日前报名，电话0711-3212345，手机13912345678。
    - 电话：13912345678
    - 全年完成投资13912345678元，货运单号13912345678901。
    """

    code = "PI002"
    name = "mobile-number"
    messages: ClassVar[Mapping[Kind, str]] = {
        "mobile": N_(
            "“{text}”是手机号码，属于个人信息，公开前请删去或隐去中间四位；"
            "对外的联系电话请写明“联系电话”"
        )
    }

    def _allows(self, paragraph: str) -> bool:
        if super()._allows(paragraph):
            return True
        if "身份证" in paragraph:  # a line of a list of people, not a contact
            return False
        return bool(_CONTACT().search(paragraph) or _CONTACT_LABEL().match(paragraph))


class BankCardNumber(_NumberRule):
    """银行卡号没有隐去

    检查什么

    完整的银行卡号：16 至 19 位，校验位（Luhn）相符。62 开头的银联卡号单独出现也算；别的要前面写着“卡号”“银行卡”才算。
    户名、专户、对公账户一类单位账户不报告。

    为什么

    金融账户是敏感个人信息，泄露会直接危及财产。补助发放表、捐款名单里最容易带出来。

    错误示例

    - 补助款已打入其⟦6222020000000000000⟧账户。
    - 银行卡号：⟦6222 0200 0000 0000 000⟧
    - 卡号⟦4367420000000009⟧，开户人王某。

    正确示例

    - 补助款已打入其尾号0000的银行卡。
    - 银行卡号：6222****0000
    - 户名：云溪县财政局专户，账号6222020000000000000。
    - 项目代码6222020000000000000已经批复。
    """

    code = "PI003"
    name = "bank-card-number"
    severity = "error"
    messages: ClassVar[Mapping[Kind, str]] = {
        "bank-card": N_("“{text}”是银行卡号，属于敏感个人信息，请删去，或只留末四位")
    }
