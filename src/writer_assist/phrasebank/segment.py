"""jieba, without what it does unasked: a log, and a cache in a folder that others can write to.

Imported only when a search index is made and when phrases are mined.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """jieba's tokenizer with its own dictionary, loaded (most of a second)."""
    with warnings.catch_warnings():
        # Its source has escapes that newer Pythons warn of.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.finalseg
    found = jieba.Tokenizer()
    found.FREQ, found.total = found.gen_pfdict(found.get_dict_file())
    found.initialized = True
    return found


def words(text: str) -> list[str]:
    """The words of a text; joined they are the text."""
    found: list[str] = tokenizer().lcut(text)
    return found


@lru_cache(maxsize=1)
def tagger() -> Any:
    """jieba's tagger of parts of speech, on the same dictionary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg
    return jieba.posseg.POSTokenizer(tokenizer())
