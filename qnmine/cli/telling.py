"""What a run tells on standard error, and what it has told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.cli.messages import say

if TYPE_CHECKING:
    from qnmine.cli.options import RunOptions
    from qnmine.engines.work import Told
    from qnmine.errors import DocumentError


@dataclass
class Telling:
    """What a run tells on standard error, and what it has told."""

    behaviour: RunOptions
    failures: list[DocumentError] = field(default_factory=list)
    _held: list[Told] | None = field(default=None, init=False)

    def fail(self, error: DocumentError) -> None:
        """Tell of a failed document, or stop at it with `--strict`; later, if that is put off."""
        if self._held is not None:
            self._held.append(error)
        else:
            self.tell(error)

    def tell(self, one: Told) -> None:
        """Tell of a failed document now, or stop at it with `--strict`; or tell a warning."""
        if isinstance(one, str):
            if not self.behaviour.quiet:
                say(f"warning: {one}")
            return
        if self.behaviour.strict:
            raise one
        self.failures.append(one)
        say(str(one))

    def held(self) -> list[Told]:
        """Put off all that is to be told from now on; return what has come up since the last call."""
        held, self._held = self._held or [], []
        return held

    def release(self) -> None:
        """Put off nothing any more."""
        self._held = None

    def warn(self, message: str) -> None:
        """Tell of something that does not fail the run; later, if that is put off."""
        if self._held is not None:
            self._held.append(message)
        else:
            self.tell(message)
