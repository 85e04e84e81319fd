"""RV: what reviewers and programs left in the file besides its final text.

All of it is sent along with the file, and most of it can be seen by whoever opens it.
"""

from __future__ import annotations

from ..base import Rule
from .file import LinkedFile, LocalTemplate, ProtectedDocument, TrackingOn
from .marks import HiddenText, HighlightedText, ReviewerComment, TrackedChange
from .properties import ForeignTitle, PersonalProperty

RULES: tuple[type[Rule], ...] = (
    TrackedChange,
    ReviewerComment,
    HiddenText,
    HighlightedText,
    LinkedFile,
    PersonalProperty,
    ForeignTitle,
    LocalTemplate,
    TrackingOn,
    ProtectedDocument,
)
