"""Counted nouns and the traps that only look like counting, as lexicons for context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.numbers.nouns import counted_nouns, traps
from qnmine.rules.phrases import Phrases

if TYPE_CHECKING:
    from qnmine.rules.tokens import Tokens

NOUNS = Phrases({" ".join(noun): kind for noun, kind in counted_nouns().items()})
_TRAPS = Phrases({" ".join(phrase): why for phrase, why in traps().items()})
_ALL = Phrases.of("cả|thứ")

# Verbs that begin like a counted noun (`phát súng`, `bộ phim`).
_NO_NOUNS = Phrases.of(
    "phát sóng|phát hành|phát triển|phát hiện|phát biểu|phát động|phát minh|phát thanh|phát điện"
)
# Without diacritics these are more often themselves than nouns: cửa, đề, đá, chợ, đèn, tủ.
_FUNCTION_WORDS = Phrases.of(
    "của|để|đã|là|các|cho|do|đó|có|đến|từ|bị|và|với|thì|mà|nên|khi|cũng|đều|tại|trong|ngoài|sau|trước|theo|năm"
)


def noun_after(tokens: Tokens, position: int) -> tuple[int, str] | None:
    """Return the end and the kind of the longest counted noun at a position."""
    found = NOUNS.after(tokens, position)
    if found is None or _NO_NOUNS.after(tokens, position) is not None:
        return None
    if tokens.bare and found[0] == position + 1 and _FUNCTION_WORDS.has(tokens, position):
        return None
    return found


def is_trap(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether number words, or the last of them, belong to what follows: `ba mẹ`, `hai tư tưởng`.

    A longer counted noun goes before (`ba bị cáo`), and so does `cả`.
    """
    noun = noun_after(tokens, end)
    for position in {start, end - 1}:
        found = _TRAPS.after(tokens, position)
        if found is None or (found[0] <= end < len(tokens) and found[0] - position > 1):
            continue
        if (noun is None or noun[0] <= found[0]) and not _ALL.has(tokens, start - 1):
            return True
    return False
