"""The extension's texts in Chinese and English: ``t("key", name=…)`` in the office's language.

Problems and their advice come from the engine, which speaks the same language: see
:func:`language`.
"""

import os

_TEXTS = {
    # --- common ---
    "name": ("公文助手", "Writer Assist"),
    "checking": ("正在检查……", "Checking…"),
    "working": ("正在处理……", "Working…"),
    "failed": ("没有做成：{reason}", "It did not work: {reason}"),
    "not_writer": ("请先打开一个文字文档。", "Open a text document first."),
    "read_only": (
        "文档是只读的，没有改动。",
        "The document is read-only; nothing was changed.",
    ),
    "changed_meanwhile": (
        "文档在检查期间改过，请再试一次。",
        "The document was changed during the check: try again.",
    ),
    "engine_missing": (
        "没有找到检查引擎 writer-assist。安装：在终端运行 pip install writer-assist，"
        "再运行 writer-assist install libreoffice，然后重新打开本文档。",
        "The checking engine writer-assist was not found. To install it, run "
        "pip install writer-assist and then writer-assist install libreoffice in a terminal, "
        "and open this document again.",
    ),
    "engine_slow": (
        "检查引擎没有按时回答，请稍后再试。",
        "The checking engine did not answer in time: try again later.",
    ),
    "engine_stopped": (
        "检查引擎停了，正在重新启动，请稍后再试。",
        "The checking engine has stopped and is being started again: try again in a moment.",
    ),
    # --- what commands say ---
    "nothing_found": ("没有发现问题。", "No problems found."),
    "found": ("共 {count} 个问题", "{count} problems"),
    "found_shown": ("共 {count} 个问题，显示 {shown} 个", "{count} problems, {shown} shown"),
    "found_ignored": ("，忽略 {ignored} 个", ", {ignored} ignored"),
    "commented": ("加了 {count} 条批注。", "{count} comments inserted."),
    "commented_elsewhere": (
        "其中 {count} 条加在附近的正文上，因为那里不能加批注。",
        "{count} of them stand in the text nearby, because none are allowed there.",
    ),
    "not_commented": (
        "有 {count} 个问题没有地方加批注。",
        "{count} problems have no place for a comment.",
    ),
    "uncommented": ("删除了 {count} 条批注。", "{count} comments removed."),
    "fixed": ("改了 {count} 处。", "{count} corrections made."),
    "fixed_left": (
        "另有 {count} 处互相重叠，请再运行一次。",
        "{count} more overlap others: run it again.",
    ),
    "nothing_to_fix": ("没有可以直接修改的问题。", "There is nothing that is safe to correct."),
    "typeset_done": (
        "已按公文格式排版，结果是一个新文档，请另存；原文档没有动。",
        "Typeset into a new document: save it under a name. The original is unchanged.",
    ),
    "no_cursor": (
        "请先把光标放到文字里。",
        "Put the cursor into the text first.",
    ),
    "filled_marks": (
        "【此处填写…】是要写的地方；日期和数字是示例里的，请逐个核对。",
        "Write where the marks in brackets stand; dates and numbers are those of an example: "
        "check each of them.",
    ),
    "filled_example": (
        "这是按范例填写的样稿，请逐项改成实际内容。",
        "This draft is filled with example data: replace all of it.",
    ),
    "in_story": ("（{story}里的“{text}”）", "(“{text}” in the {story}) "),
    "in_story_only": ("（在{story}里）", "(in the {story}) "),
    "story_header": ("页眉", "header"),
    "story_footer": ("页脚", "footer"),
    "story_text-box": ("文本框", "text box"),
    "story_footnote": ("脚注", "footnote"),
    "story_endnote": ("尾注", "endnote"),
    "story_comment": ("批注", "comment"),
    "story_table": ("表格", "table"),
    "story_body": ("正文", "body"),
    # --- names of undo steps ---
    "undo_comment": ("公文助手：加批注", "Writer Assist: insert comments"),
    "undo_uncomment": ("公文助手：删除批注", "Writer Assist: remove comments"),
    "undo_fix": ("公文助手：修改", "Writer Assist: correct"),
    "undo_phrase": ("公文助手：插入短语", "Writer Assist: insert phrase"),
    "undo_section": ("公文助手：插入“{name}”", "Writer Assist: insert “{name}”"),
    # --- the sidebar: findings ---
    "check_again": ("检查", "Check"),
    "findings": ("问题", "Findings"),
    "filter": ("筛选", "Filter"),
    "filter_all": ("全部（{count}）", "All ({count})"),
    "filter_errors": ("只看错误（{count}）", "Errors only ({count})"),
    "filter_family": ("{family}（{count}）", "{family} ({count})"),
    "group": ("{family}（{count}）", "{family} ({count})"),
    "accept": ("采纳", "Accept"),
    "ignore": ("忽略", "Ignore"),
    "ignore_all": ("全部忽略", "Ignore all"),
    "ignore_rule": ("停用规则", "Ignore rule"),
    "add_word": ("加入词典", "Add to dictionary"),
    "details": ("说明", "Details"),
    "accept_help": (
        "按建议修改选中的问题",
        "Correct the selected problem as suggested",
    ),
    "ignore_help": ("不再显示这一处", "Do not show this one any more"),
    "ignore_all_help": (
        "本文档里同样的词句都不再显示",
        "Do not show the same words in this document any more",
    ),
    "ignore_rule_help": (
        "所有文档都不再用这条规则（可在设置里恢复）",
        "Apply this rule no longer in any document (the settings bring it back)",
    ),
    "add_word_help": (
        "以后都不再对这个词提意见",
        "Never find fault with this word again",
    ),
    "not_checked": ("按“检查”检查全文。", "Press “Check” to check the document."),
    "gone": (
        "这一处的文字已经改过，请再检查一遍。",
        "The text there was changed: check again.",
    ),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "hint": ("提示", "hint"),
    # --- the sidebar: outline ---
    "outline": ("提纲", "Outline"),
    "jump": ("跳到", "Go to"),
    "insert_section": ("插入缺少的部分", "Insert missing section"),
    "draft": ("{title}（{genre}）", "{title} ({genre})"),
    "state_present": ("✓ {name}", "✓ {name}"),
    "state_unheaded": ("✓ {name}（没有标题）", "✓ {name} (no heading)"),
    "state_missing": ("✗ {name}（缺）", "✗ {name} (missing)"),
    "state_optional": ("○ {name}（可有）", "○ {name} (optional)"),
    "state_empty": ("！{name}（没有内容）", "! {name} (empty)"),
    "state_misplaced": ("！{name}（位置不对）", "! {name} (misplaced)"),
    "no_outline": ("检查以后显示提纲。", "The outline is shown after a check."),
    # --- the sidebar: phrases ---
    "phrases": ("短语", "Phrases"),
    "phrase_query": ("汉字、拼音或首字母", "Characters, pinyin or initials"),
    "insert": ("插入", "Insert"),
    "no_phrases": ("没有找到", "None found"),
    # --- dialogs ---
    "ok": ("确定", "OK"),
    "cancel": ("取消", "Cancel"),
    "new_title": ("用模板新建", "New from template"),
    "new_text": ("选一个文种：", "Choose a kind of document:"),
    "create": ("新建", "Create"),
    "settings_title": ("公文助手设置", "Writer Assist settings"),
    "genre": ("文种", "Genre"),
    "genre_auto": ("自动识别", "Recognise it"),
    "severity": ("至少是", "Show at least"),
    "severity_hint": ("全部", "Everything"),
    "severity_warning": ("警告和错误", "Warnings and errors"),
    "severity_error": ("只有错误", "Errors only"),
    "ignored_rules": ("停用的规则", "Ignored rules"),
    "use_again": ("恢复选中的", "Use selected again"),
    "words": ("词典", "Dictionary"),
    "word": ("词语", "Word"),
    "add": ("添加", "Add"),
    "remove": ("删除选中的", "Remove selected"),
    "settings_saved": ("设置已保存。", "The settings were saved."),
}

_language = ""


def language():
    """The office's language, as the engine names it: "zh" or "en".

    The environment variable WRITER_ASSIST_LANG goes before the office's own setting.
    """
    global _language
    if not _language:
        chosen = os.environ.get("WRITER_ASSIST_LANG") or _office_locale()
        _language = "zh" if chosen.lower().startswith("zh") else "en"
    return _language


def _office_locale():
    """The locale of the office's menus, "" if there is no office."""
    try:
        import uno
        from com.sun.star.beans import PropertyValue

        context = uno.getComponentContext()
        provider = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", context
        )
        path = PropertyValue()
        path.Name, path.Value = "nodepath", "/org.openoffice.Setup/L10N"
        view = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (path,)
        )
        return view.getByName("ooLocale") or os.environ.get("LANG", "")
    except Exception:
        return os.environ.get("LANG", "")


def t(key, **params):
    """A text in the office's language; the key itself if there is none."""
    texts = _TEXTS.get(key)
    if texts is None:
        return key
    text = texts[0 if language() == "zh" else 1]
    return text.format(**params) if params else text
