"""What found what in an analysis: a model, rules, or another program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.citation.figures import figures_of
from qnmine.manifests.digests import SHORT, shipped_model

if TYPE_CHECKING:
    from qnmine.citation.figures import Figures

TASKS = ("entities", "words", "pos", "numbers", "dates")
"""What can be spoken of."""

OWN = "qnmine"
UNDERTHESEA = "underthesea"
GIVEN = "CoNLL-U"
"""The maker of words that the texts come with."""


@dataclass(frozen=True)
class Component:
    """What does a task: `maker` is qnmine or another program, with its version where it is known.

    `model` is the SHA-256 of a model of qnmine, shipped or trained by the user (`trained`). `lists` are the
    digests of the user's own lists, by what they are (`corrections`, `words`). What came through a pipe has
    no digest.
    """

    task: str
    version: str
    maker: str = OWN
    maker_version: str | None = None
    model: str | None = None
    trained: bool = False
    lists: tuple[tuple[str, str | None], ...] = ()

    @property
    def short_model(self) -> str:
        """The first characters of the model's digest."""
        return (self.model or "")[:SHORT]

    def figures(self) -> Figures | None:
        """Return its measured accuracy; None if it is not known, as with the user's own models and lists."""
        if self.trained or self.lists or self.maker not in (OWN, UNDERTHESEA):
            return None
        if (self.maker == UNDERTHESEA) != (self.task == "pos"):
            return None
        return figures_of(self.task, self.version, self.model, self.maker_version)


def shipped_component(task: str, version: str, underthesea: str | None) -> Component:
    """Return what qnmine does a task with by itself; `underthesea` is the version of that package."""
    if task in ("entities", "words"):
        return Component(task, version, model=shipped_model(task).sha256)
    if task == "pos":
        return Component(task, version, UNDERTHESEA, underthesea)
    return Component(task, version)
