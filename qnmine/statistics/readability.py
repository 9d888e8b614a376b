"""How hard a Vietnamese text is to read: pure functions on counts."""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def count_characters(words: Iterable[str]) -> int:
    """Return the number of letters and digits; a letter with its diacritics is one, composed or not."""
    return sum(character.isalnum() for word in words for character in word)


def luong_nguyen_dinh(
    characters: int, sentences: int, words: int, syllables: int, difficult_syllables: int
) -> float | None:
    """Return the difficulty of a Vietnamese text after Luong, Nguyen & Dinh: the higher, the harder.

    0.004 x characters per sentence + 0.1905 x characters per word + 2.7147 x the share of difficult syllables
    (0 to 1) - 0.7295; An-Vinh Luong, Diep Nguyen, Dien Dinh, "A New Formula for Vietnamese Text Readability
    Assessment", KSE 2018. `characters` are letters and digits (`count_characters`), `words` word tokens;
    difficult are syllables that are not among the 1,000 most frequent ones of easy texts.

    The coefficients are quoted at second hand and could not be compared with the paper, and the list of easy
    syllables is the caller's: values compare only for the same list. None without a sentence or a word.
    """
    counts = map(index, (characters, sentences, words, syllables, difficult_syllables))
    characters, sentences, words, syllables, difficult_syllables = counts
    least = min(characters, sentences, words, syllables, difficult_syllables)
    if least < 0 or difficult_syllables > syllables or syllables < words:
        raise ValueError(
            f"impossible counts: {characters} characters, {sentences} sentences, {words} words, "
            f"{syllables} syllables, {difficult_syllables} of them difficult"
        )
    if not (sentences and words):
        return None
    return (
        0.004 * (characters / sentences)
        + 0.1905 * (characters / words)
        + 2.7147 * (difficult_syllables / syllables)
        - 0.7295
    )
