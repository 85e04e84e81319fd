"""RV005, RV008 – RV010: other files that this one needs, and settings that stay with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from writer_assist.i18n import N_, Word

from ..base import DraftRule, Hit, LazyPattern
from .properties import place_of_file

if TYPE_CHECKING:
    from writer_assist.document.model import Document, Link
    from writer_assist.outline.draft import Draft

_LOCAL = LazyPattern(r"(?i:file:|[a-z]:[\\/]|\\\\|/(?:home|Users|mnt|media)/)")
_NORMAL = LazyPattern(r"(?i:(?:^|[\\/])normal(?:\.dot[mx]?|\.ott|\.wpt)?$)")
_QUOTED_PATH = LazyPattern(r"(?i:(?:file:[^\s\"]|(?<![a-z])[a-z]:[\\/]|\\\\)[^\"]{0,200})")
_FIELD = LazyPattern(r"\s*([A-Za-z]{1,20})")
_MOST = 20
_KINDS = {
    "hyperlink": Word("超链接"),
    "picture": Word("图片"),
    "object": Word("嵌入对象"),
    "field": Word("域"),
    "other": Word("内容"),
}


def _shown(target: str) -> str:
    from urllib.parse import unquote

    return unquote(target) if len(target) <= 120 else "…" + unquote(target[-100:])


class LinkedFile(DraftRule):
    """链接到本机文件

    检查什么

    指向本机或局域网路径（file:、D:\\、\\\\服务器\\）的超链接、链接图片和嵌入对象，以及会读取别的文件的域（INCLUDETEXT、LINK、DDE）。
    网址和文内书签不报告。

    为什么

    链接的文件不随文稿发出，收件人看到的是打不开的链接、红叉的图片，路径里还会露出本机的用户名和文件夹名。

    错误示例

    - ⟦⟪link:hyperlink=file:///D:/2023/数据.xlsx|⟫⟧详见数据表。
    - ⟦⟪link:picture=C:\\用户\\图\\1.png|⟫⟧
    - ⟦⟪link:field=LINK Excel.Sheet.12 "D:\\\\数据.xlsx" "表1"|⟫⟧见下表。

    正确示例

    - ⟪link:hyperlink=https://example.com/a.html|⟫详见网站。
    - ⟪link:hyperlink=mailto:office@example.com|⟫请发至邮箱。
    - ⟪link:picture=https://example.com/1.png|⟫如图所示。
    """

    code = "RV005"
    name = "linked-file"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the links."""
        found = 0
        for link in draft.document.links:
            at = link.paragraph or 1
            if link.kind == "template" or not draft.first <= at <= draft.last:
                continue
            if not _is_local(link):
                continue
            found += 1
            if found > _MOST:  # a document of links: they are all alike
                return
            paragraph = (
                draft.document.paragraphs[at - 1] if link.paragraph else place_of_file(draft)
            )
            template = (
                N_(
                    "域“{text}”打开文稿时会去读别的文件或程序，收件人那里没有，也不安全，请换成它的结果"
                )
                if link.kind == "field"
                else N_("这里的{kind}指向本机文件“{text}”，收件人打不开，请改为插入内容或删去链接")
            )
            params = {"kind": _KINDS[link.kind], "text": _shown(link.target)}
            yield Hit(0, 0, template, params, paragraph=paragraph)


def _is_local(link: Link) -> bool:
    if link.kind == "field":
        match = _FIELD().match(link.target)
        name = match[1].upper() if match else ""
        return name in ("DDE", "DDEAUTO") or bool(_QUOTED_PATH().search(link.target))
    return bool(_LOCAL().match(link.target))


class LocalTemplate(DraftRule):
    """文件套着本机的模板

    检查什么

    文件附着的模板是不是本机路径下的模板。Word、WPS 自带的 Normal 模板不报告。

    为什么

    收件人的电脑上没有这个模板，打开时会变慢或者报错，路径里还会露出用户名和单位名。

    错误示例

    - ⟦⟪link:template=file:///C:/Users/zhangsan/公文.dotx|⟫⟧县政协办公室工作总结
    - ⟦⟪link:template=\\\\fileserver\\模板\\红头.dotx|⟫⟧县政协办公室工作总结
    - ⟦⟪link:template=D:\\范文\\总结.dot|⟫⟧县政协办公室工作总结

    正确示例

    - ⟪link:template=Normal.dotm|⟫县政协办公室工作总结
    - ⟪link:template=file:///C:/Users/x/AppData/Roaming/Microsoft/Templates/Normal.dotm|⟫县政协办公室工作总结
    - ⟪property:Template=Normal.dotm|⟫县政协办公室工作总结
    """

    code = "RV008"
    name = "local-template"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the template."""
        if draft.first != 1:
            return
        for link in draft.document.links:
            if link.kind != "template" or not _LOCAL().match(link.target):
                continue
            target = _shown(link.target)
            if not _NORMAL().search(target):
                yield Hit(
                    0,
                    0,
                    N_("文件套着本机的模板“{text}”，请在“文档模板”里换成 Normal"),
                    {"text": target},
                    paragraph=place_of_file(draft),
                )
                return


class TrackingOn(DraftRule):
    """修订功能还开着

    检查什么

    文件里“修订”是不是还开着。已经有修订的由“修订没有接受或拒绝”报告，这里不再报告。

    为什么

    修订开着，以后改的每个字都会被记下来，发出去就带着修订。

    错误示例

    - ⟦⟪property:trackRevisions=true|⟫⟧县政协办公室工作总结
    - ⟦⟪property:trackRevisions=true|⟫⟧关于召开座谈会的通知
      各县直单位：
    - ⟦⟪property:trackRevisions=true|⟫⟧一、⟪comment:审稿人/分段|主要工作⟫

    正确示例

    - 县政协办公室工作总结
    - ⟪property:trackRevisions=true|⟫全年共开展视察⟪insertion:审稿人|十二⟫次。
    - ⟪property:title=修订|⟫县政协提案工作条例修订说明
    """

    code = "RV009"
    name = "tracking-on"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the setting."""
        document = draft.document
        if draft.first == 1 and not document.revisions and _setting(document, "trackRevisions"):
            yield Hit(
                0,
                0,
                N_("修订功能还开着，以后的改动都会被记下来，定稿后请关闭"),
                paragraph=place_of_file(draft),
            )


class ProtectedDocument(DraftRule):
    """文件设了编辑保护

    检查什么

    文件是不是设了限制编辑：只读、只许批注、只许填写窗体。

    为什么

    下级单位和会签单位要在文件上改，打开却改不了；本程序也不会改动受保护的文件。只为征求意见发出的可以不管。

    错误示例

    - ⟦⟪property:documentProtection=readOnly|⟫⟧县政协办公室工作总结
    - ⟦⟪property:documentProtection=forms|⟫⟧会议回执
    - ⟦⟪property:documentProtection=comments|⟫⟧征求意见稿

    正确示例

    - 县政协办公室工作总结
    - ⟪property:trackRevisions=true|⟫文物保护工作总结
    - ⟪property:documentProtection=|⟫环境保护工作总结
    """

    code = "RV010"
    name = "protected-document"
    severity = "hint"

    def check(self, draft: Draft) -> Iterator[Hit]:
        """Yield the setting."""
        if draft.first == 1 and (mode := _setting(draft.document, "documentProtection")):
            allowed = _MODES.get(mode, Word("限制编辑"))
            yield Hit(
                0,
                0,
                N_("文件设了编辑保护（{mode}），收件人不能修改，请确认是否需要"),
                {"mode": allowed},
                paragraph=place_of_file(draft),
            )


_MODES = {
    "readOnly": Word("只读"),
    "comments": Word("只许批注"),
    "trackedChanges": Word("只许修订"),
    "forms": Word("只许填写窗体"),
}


def _setting(document: Document, name: str) -> str:
    return document.properties.get(name, "")
