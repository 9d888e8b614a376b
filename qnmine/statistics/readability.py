"""How hard a Vietnamese text is to read: pure functions on counts."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_characters(words: Iterable[str]) -> int:
    """Return the number of letters and digits; a letter with its diacritics is one, composed or not."""
    return sum(character.isalnum() for word in words for character in word)


def luong_nguyen_dinh(characters: int, sentences: int, words: int, difficult_words: int) -> float | None:
    """Return the difficulty of a Vietnamese text after Luong, Nguyen & Dinh: the higher, the harder.

    0.004 x characters per sentence + 0.1905 x characters per word + 2.7147 x the share of difficult words
    (0 to 1) - 0.7295; An-Vinh Luong, Diep Nguyen, Dien Dinh, "A New Formula for Vietnamese Text Readability
    Assessment", KSE 2018. `characters` are letters and digits (`count_characters`), `words` word tokens, not
    syllables.

    Not verified: the coefficients are quoted from memory and were not compared with the paper. The same holds
    for the third term: which words are difficult there (how long a list of frequent ones, of words or of
    syllables) is left to the caller, and values compare only for the same list. Its two other terms need no
    list. None without a sentence or a word; more difficult words than words is a ValueError.
    """
    counts = map(index, (characters, sentences, words, difficult_words))
    characters, sentences, words, difficult_words = counts
    if min(characters, sentences, words, difficult_words) < 0 or difficult_words > words:
        raise ValueError(
            f"impossible counts: {characters} characters, {sentences} sentences, {words} words, "
            f"{difficult_words} of them difficult"
        )
    if not (sentences and words):
        return None
    return (
        0.004 * (characters / sentences)
        + 0.1905 * (characters / words)
        + 2.7147 * (difficult_words / words)
        - 0.7295
    )
