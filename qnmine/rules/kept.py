"""What a function makes of its arguments, kept up to a limit: words and neighbours come again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Argument = TypeVar("Argument")
Result = TypeVar("Result")

_MOST = 50_000


class Kept(dict[Argument, Result], Generic[Argument, Result]):
    """A dictionary that asks a function for what it does not know, and begins anew when it is full.

    A long corpus has no end of different words; what is looked up again is known again soon. With `longest`
    the arguments have a length, and of longer ones nothing is kept.
    """

    def __init__(
        self, function: Callable[[Argument], Result], most: int = _MOST, *, longest: int | None = None
    ) -> None:
        super().__init__()
        self._function, self._most, self._longest = function, most, longest

    def __missing__(self, argument: Argument) -> Result:
        result = self._function(argument)
        if self._longest is not None and len(argument) > self._longest:  # type: ignore[arg-type]
            return result
        if len(self) >= self._most:
            self.clear()
        self[argument] = result
        return result
