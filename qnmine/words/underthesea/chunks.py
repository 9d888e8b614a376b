"""What finds the tokens of underthesea's expression in each stretch between white space.

The expression hardly looks beyond white space. Where it does the stretch is told apart: at the end of a
sentence a capital and a full stop, or `:D`, are read otherwise than before a space, and its `Th.S` takes
`Th S`, space included.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.chunks import AT_END

if TYPE_CHECKING:
    from qnmine.tagging.columns import Ints
    from qnmine.words.underthesea.expression import Expression
    from qnmine.words.underthesea.forms import Forms

_ACROSS = re.compile(r"Th[^\S\n][Ss]")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ")


class TokenReader:
    """Reads stretches of texts from `Expression.replaced`, and numbers the distinct tokens."""

    def __init__(self, expression: Expression, forms: Forms) -> None:
        self._expression = expression
        self._classes_of = forms
        self.forget()

    def forget(self) -> None:
        """Forget all tokens; numbers given out before become void."""
        self._numbers: dict[str, int] = {}
        self._forms: list[str] = []
        self._classes = array("q")

    def pieces(self, sentence: str) -> list[str]:
        """Cut a sentence at white space into the keys of its stretches."""
        pieces = sentence.split()
        if "Th" in sentence and _ACROSS.search(sentence) is not None:
            return [sentence + AT_END]
        if pieces:
            last = pieces[-1]
            sign = last[-1]
            if (sign == "D" or (sign == "." and last[-2:-1] in _CAPITALS)) and _is_at_end(sentence, last):
                pieces[-1] = last + AT_END
        return pieces

    def read(self, key: str) -> list[tuple[int, int, int]]:
        """Return (number of the token, start, end) of the tokens of a stretch."""
        text = key.removesuffix(AT_END)
        followed = text + " " if text is key and key[-1] in ".D" else text
        return [
            (self._number(text[start:end]), start, end) for start, end in self._expression.spans(followed)
        ]

    def _number(self, token: str) -> int:
        number = self._numbers.get(token)
        if number is None:
            form = self._expression.form(token)
            self._classes.append(self._classes_of.number(form))
            self._forms.append(form)
            number = self._numbers[token] = len(self._numbers)
        return number

    def classes(self, numbers: Ints) -> Ints:
        """Return the classes of the forms of tokens."""
        return np.array(self._classes, np.int64).take(numbers) if len(numbers) else numbers

    def forms(self, numbers: Ints) -> list[str]:
        """Return tokens as the taggers know them."""
        return [self._forms[number] for number in numbers.tolist()]


def _is_at_end(sentence: str, last: str) -> bool:
    """Tell whether `$` of a regular expression matches behind the last stretch."""
    return sentence.endswith((last, last + "\n"))
