"""Parts of speech: underthesea's tags, and the universal ones that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.words.typed import TREEBANK_BRACKETS

if TYPE_CHECKING:
    from collections.abc import Sequence

TAGS: dict[str, tuple[str, str]] = {
    "N": ("NOUN", "noun"),
    "Np": ("PROPN", "proper noun"),
    "Nc": ("NOUN", "classifier"),
    "Nu": ("NOUN", "unit"),
    "Ny": ("NOUN", "abbreviated noun"),
    "V": ("VERB", "verb"),
    "Vy": ("VERB", "abbreviated verb"),
    "A": ("ADJ", "adjective"),
    "P": ("PRON", "pronoun"),
    "L": ("DET", "determiner"),
    "M": ("NUM", "numeral"),
    "R": ("ADV", "adverb"),
    "E": ("ADP", "preposition"),
    "C": ("SCONJ", "conjunction"),
    "T": ("PART", "particle"),
    "I": ("INTJ", "interjection"),
    "X": ("X", "not classified"),
    "Z": ("SYM", "part of a word"),
    "FW": ("NOUN", "foreign word"),
    "CH": ("PUNCT", "punctuation"),
}
"""Underthesea's tags (those of the VLSP treebank), each with its universal tag and what it means."""

# Universal Dependencies tells apart by the word what the treebank tags alike: auxiliaries among the verbs,
# co-ordination among the conjunctions. Words that UD_Vietnamese-VTB itself tags in two ways are left out.
_BY_WORD: dict[str, dict[str, str]] = {
    "V": dict.fromkeys(("là", "được", "bị", "phải"), "AUX"),
    "C": dict.fromkeys(("và", "hay", "hoặc"), "CCONJ") | {"là": "AUX"},
    "R": {"có thể": "AUX"},
}
_SYMBOLS = frozenset("%‰$€£¥₫+−±×÷=<>°§&@#*")


def tag_words(sentences: Sequence[Sequence[str]], *, universal: bool = False) -> list[list[str]]:
    """Return the part of speech of each word of sentences (see TAGS), or its universal one.

    Words stand in their form for counting: NFC, one tone style, one space between syllables.
    Raises QnmineError if underthesea, whose tagger it is, cannot be loaded.
    """
    from qnmine.words.underthesea.adapter import load_tagger

    tagged = load_tagger().tag(sentences)
    if not universal:
        return tagged
    return [
        [universal_tag(word, tag) for word, tag in zip(words, tags, strict=True)]
        for words, tags in zip(sentences, tagged, strict=True)
    ]


def universal_tag(word: str, tag: str) -> str:
    """Return the universal part of speech (https://universaldependencies.org/u/pos/) of a tagged word."""
    if word in TREEBANK_BRACKETS:
        return "PUNCT"
    if not any(map(str.isalnum, word)):
        return "SYM" if word and all(sign in _SYMBOLS for sign in word) else "PUNCT"
    universal = TAGS[tag][0] if tag in TAGS else "X"
    if universal in ("PUNCT", "SYM"):
        return "NUM" if word[0].isdigit() else "X"
    return _BY_WORD.get(tag, {}).get(word.lower(), universal)
