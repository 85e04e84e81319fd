"""RV006, RV007: what the file says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_

from ..base import DraftRule, Hit, LazyPattern

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Paragraph
    from writer_assist.outline.draft import Draft

# What programs and shops fill in; it says nothing of anybody.
_NOBODY = frozenset(
    (
        "微软用户 微软中国 用户 新用户 默认用户 管理员 作者 匿名 未知 未定义 无 联想用户 联想 戴尔 惠普 华硕 华为 雨林木风 "
        "深度技术 深度系统 番茄花园 系统之家 电脑公司 萝卜家园 大地系统 技术员联盟 金山软件 金山办公 超级管理员 游客 来宾 "
        "普通用户 办公 办公室 打印室 文印室 政府 政协 秘书 文秘 公文 个人用户 系统管理员 中国 本机 电脑 台式机 笔记本"
    ).split()
)
_PERSON = LazyPattern(r"[\u4e00-\u9fa5]{2,4}|[\u4e00-\u9fa5]{2,5}[·•][\u4e00-\u9fa5]{2,6}")
# "Zhang San": two words with capitals. One word is as often the name of a computer.
_LATIN = LazyPattern(r"[A-Z][a-z]{1,14} [A-Z][a-z]{1,14}(?:[ -]?[A-Za-z][a-z]{1,14})?")
_LONGEST = 30
_LONGEST_TITLE = 60
_PROGRAMS = LazyPattern(
    r"(?i:microsoft|windows|office|user|admin|apache|poi|python|docx|wps|kingsoft|libre|open|lenovo|dell|"
    r"thinkpad|huawei|system|corporation|computer|china|default|unknown|aspose|owner|guest|test)"
)
_OFFICE_ENDS = frozenset("室处科股局委会院部厅办组队站所校司社厂店网行县市省区镇村署馆协")
_OFFICES = ("办公", "政协", "人大", "中心", "公司", "集团", "大学", "学院", "学校", "委员会")


def _is_person(name: str) -> bool:
    """Whether a property names a person rather than an office or what a program filled in."""
    if name in _NOBODY:
        return False
    if _PERSON().fullmatch(name):
        return name[-1] not in _OFFICE_ENDS and not any(word in name for word in _OFFICES)
    return bool(_LATIN().fullmatch(name)) and not _PROGRAMS().search(name)


class PersonalProperty(DraftRule):
    """文件属性里留有个人姓名

    检查什么

    文件属性里的作者、上次修改者、经理是不是人名，单位是不是正文里没有提到的别的单位。程序和装机商自动填的
    （Administrator、微软用户、Lenovo 等）不报告。

    为什么

    文件属性随文件一起发出，谁都能查看。正式发布的文件不应带出起草人和改稿人的姓名，更不应带出范文来源单位的名称。
    Word 里用“文件—信息—检查文档”可以一次删去。

    错误示例

    - ⟦⟪property:creator=张三|⟫⟧县政协办公室工作总结
    - ⟦⟪property:lastModifiedBy=欧阳某某|⟫⟧县政协办公室工作总结
    - ⟦⟪property:Company=东山县水利局|⟫⟧县政协办公室工作总结
      一年来，县政协办公室完成了各项任务。

    正确示例

    - ⟪property:creator=Administrator|⟫县政协办公室工作总结
    - ⟪property:creator=微软用户|⟫⟪property:lastModifiedBy=办公室|⟫县政协办公室工作总结
    - ⟪property:Company=县政协办公室|⟫县政协办公室工作总结
    - ⟪property:creator=python-docx|⟫县政协办公室工作总结
    """

    code = "RV006"
    name = "personal-property"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield one finding at the file's beginning."""
        document = draft.document
        properties = document.properties if draft.first == 1 else {}
        if not properties:
            return
        names: dict[str, None] = {}
        for key in ("creator", "lastModifiedBy", "Manager"):
            value = properties.get(key, "")
            if value and value not in self.office.names and _is_person(value):
                names[value] = None
        company = properties.get("Company", "")
        if company and _is_foreign(company, document):
            names[company[:_LONGEST]] = None
        if names:
            yield Hit(
                0,
                0,
                N_(
                    "文件属性（作者、修改者或单位）里留有{names}，会随文件发出；"
                    "正式发布前请用“检查文档”删去"
                ),
                {"names": "、".join(f"“{name}”" for name in names)},
                paragraph=place_of_file(draft),
            )


def _is_foreign(company: str, document: Document) -> bool:
    """Whether a company is one that the text does not know."""
    if company in _NOBODY or _PROGRAMS().search(company) or company in document.text:
        return False
    han = sum("\u4e00" <= character <= "\u9fff" for character in company)
    if han < 4:
        return False
    # 云溪县政协办公室 in the property, 县政协 in the text: the same house.
    return not any(company[i : i + 3] in document.text for i in range(len(company) - 2))


def place_of_file(draft: Draft) -> Paragraph:
    """Where to say something of the file: at its title, or its first paragraph with text."""
    if draft.title is not None:
        return draft.title
    paragraphs = draft.paragraphs
    return next((p for p in paragraphs if p.text.strip()), paragraphs[0])


_NOT_WORD = LazyPattern(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_DEFAULT_TITLES = LazyPattern(
    r"(?i:无标题|未命名|文档|新建|microsoft|word|标题|title|document|untitled|normal|模板|template|副本|打印|^附件|^第[一二三四五六七八九十]+[条章])"
)


class ForeignTitle(DraftRule):
    """文件属性里的标题是另一份文稿的

    检查什么

    文件属性里的“标题”和文稿的标题对不上：Word 第一次保存时把当时的首行记作标题，之后改了正文它也不变，
    于是套用旧稿写成的新稿还带着旧稿的标题（去年的年份、别的单位）。

    为什么

    标题属性会显示在网页标签、下载列表和转成的 PDF 里，读者先看到的是旧标题。

    错误示例

    - ⟦⟪property:title=2022年政协工作总结|⟫2023年政协工作总结⟧
      一年来，县政协完成了各项任务。
    - ⟦⟪property:title=东山县政协工作总结|⟫云溪县政协工作总结⟧
      一年来，县政协完成了各项任务。
    - ⟦⟪property:title=关于开展消防检查的通知|⟫关于召开座谈会的通知⟧
      各县直单位：

    正确示例

    - ⟪property:title=2023年政协工作总结|⟫2023年政协工作总结
      一年来，县政协完成了各项任务。
    - ⟪property:title=政协 2023年工作总结（送审稿）|⟫政协2023年工作总结
      一年来，县政协完成了各项任务。
    - ⟪property:title=Microsoft Word - 文档1|⟫2023年政协工作总结
      一年来，县政协完成了各项任务。
    """

    code = "RV007"
    name = "foreign-title"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the title."""
        if draft.first != 1:
            return
        document = draft.document
        written = document.properties.get("title", "")
        if not written or draft.title is None or len(written) > _LONGEST_TITLE:
            return
        bare = _NOT_WORD().sub("", written)
        title = _NOT_WORD().sub("", draft.title_text)
        if len(bare) < 4 or len(title) < 4 or bare in title or title in bare:
            return
        if _DEFAULT_TITLES().search(written) or sum("\u4e00" <= c <= "\u9fff" for c in bare) < 4:
            return
        # The first line may be the issuing office or a number; the title may be another draft's.
        if bare in _NOT_WORD().sub("", document.text[:2000]):
            return
        paragraph = draft.title
        yield Hit(
            0,
            len(paragraph.text),
            N_(
                "文件属性里的标题是“{text}”，和文稿标题不同，可能是旧稿留下的，请在文件属性里改过来"
            ),
            {"text": written},
            paragraph=paragraph,
        )
