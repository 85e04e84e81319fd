"""Fields (ECMA-376 part 1, 17.16): what a field's result says about the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from writer_assist.document.model import FeatureKind

# Their results are computed: nobody typed them. HYPERLINK, IF, QUOTE and the like are left
# out: what they show is the author's text.
_COMPUTED = frozenset(
    (
        "=",
        "AUTHOR",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "BIBLIOGRAPHY",
        "CITATION",
        "COMMENTS",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "EDITTIME",
        "FILENAME",
        "FILESIZE",
        "INDEX",
        "INFO",
        "KEYWORDS",
        "LASTSAVEDBY",
        "LISTNUM",
        "NOTEREF",
        "NUMCHARS",
        "NUMPAGES",
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "PRINTDATE",
        "REF",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
        "SUBJECT",
        "TEMPLATE",
        "TIME",
        "TITLE",
        "TOA",
        "TOC",
        "USERNAME",
    )
)
REACHING_OUT = frozenset(("DDE", "DDEAUTO", "IMPORT", "INCLUDEPICTURE", "INCLUDETEXT", "LINK"))
"""Fields that make a word processor open something outside the document."""

_FORMS = frozenset(("FORMTEXT", "FORMDROPDOWN"))
_GUILLEMETS = "«»‹›《》<> \xa0"


class Field:
    """A field while it is being walked (``w:fldChar`` begin … separate … end).

    Attributes:
        begin: the ``w:fldChar`` that begins it.
        instruction: its instruction, in pieces.
        in_result: whether its result has begun.
        kind: "field" once that is known, so that a result of many paragraphs can be marked.
        start: where the result begins in the current paragraph.
        part: the index of the result's first piece in the current paragraph.
        broken: whether the result began in an earlier paragraph.
    """

    __slots__ = ("begin", "broken", "in_result", "instruction", "kind", "part", "start")

    def __init__(self, begin: etree._Element) -> None:
        self.begin = begin
        self.instruction: list[str] = []
        self.in_result = False
        self.kind = ""
        self.start = 0
        self.part = 0
        self.broken = False

    @property
    def words(self) -> str:
        """The whole instruction."""
        return "".join(self.instruction).strip()


def name_of(instruction: str) -> str:
    """The field's type: the first word, in capitals."""
    head = instruction.split(None, 1)
    if not head:
        return ""
    return "=" if head[0].startswith("=") else head[0].upper()


def is_computed(instruction: str) -> bool:
    """Whether the result is computed rather than typed."""
    return name_of(instruction) in _COMPUTED


def classify(
    instruction: str, result: str, data: Mapping[str, str], *, has_result: bool
) -> tuple[FeatureKind, str] | None:
    """The feature that a finished field makes of its result, and its detail.

    Args:
        instruction: the field's instruction.
        result: the text that it shows.
        data: a legacy form field's settings, see :func:`form_data`.
        has_result: whether the field has a result at all, be it empty.

    Returns:
        None for a field whose result is plain text to read: a filled form field, a link.
    """
    name = name_of(instruction)
    if name in _COMPUTED:
        return "field", name
    if name == "MERGEFIELD":
        return _merge_field(instruction, result)
    if name in _FORMS:
        detail = data.get("help") or data.get("name", "")
        if name == "FORMDROPDOWN":
            return None if "picked" in data else ("form-field", detail)
        shown = result.strip()
        return ("form-field", detail) if shown in ("", data.get("default", "").strip()) else None
    if name == "MACROBUTTON" and not has_result:
        # "MACROBUTTON NoMacro [click here]" shows the prompt that stands in the instruction.
        words = instruction.split(None, 2)
        return "form-field", words[2].strip() if len(words) > 2 else ""
    return None


def form_data(begin: etree._Element) -> dict[str, str]:
    """The settings of a legacy form field (``w:ffData``): name, help, default, picked."""
    w = begin.tag.partition("}")[0] + "}"
    data = begin.find(w + "ffData")
    if data is None:
        return {}

    def values(path: str) -> Iterable[str]:
        for element in data.iterfind(path.replace("w:", w)):
            yield element.get(w + "val", "")

    result: dict[str, str] = {}
    for key, path in (
        ("name", "w:name"),
        ("help", "w:helpText"),
        ("help", "w:statusText"),
        ("default", "w:textInput/w:default"),
        ("picked", "w:ddList/w:result"),
    ):
        for value in values(path):
            result.setdefault(key, value)
    return result


def _merge_field(instruction: str, result: str) -> tuple[FeatureKind, str]:
    rest = instruction.split(None, 1)
    argument = rest[1].strip() if len(rest) > 1 else ""
    if argument.startswith(('"', "“")):
        name = argument[1:].replace("”", '"').partition('"')[0]
    else:
        name = argument.partition(" ")[0].partition("\\")[0]
    shown = result.strip()
    bare = shown.strip(_GUILLEMETS)
    same = bare.replace("_", " ").lower() == name.replace("_", " ").lower()
    unmerged = not shown or same or (shown.startswith("«") and shown.endswith("»"))
    return ("merge-field" if unmerged else "field"), name
