"""What `evaluate` is asked for, and what of it does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qnmine.cli.models import SHIPPED
from qnmine.errors import UsageError


@dataclass(frozen=True)
class EvaluationRequest:
    """The arguments of `evaluate`, by the names of its options."""

    gold: str | None
    predictions: tuple[str, ...]
    task: str
    judged: str | None
    models: tuple[str, ...]
    engines: tuple[str, ...]
    download: bool
    segmenters: tuple[str, ...]
    gold_words: bool
    by: str | None
    measure: str | None
    interval: bool
    pairwise: bool
    differing: bool
    identifiers: bool = False
    vague: bool = False

    def inputs(self) -> list[Path]:
        """Return the files that are read, which may not be written to."""
        models = [engine.partition("=")[2] for engine in self.engines]
        files = (self.gold, *self.predictions, self.judged, *self.models, *models)
        return [Path(file) for file in files if file and file not in ("-", SHIPPED)]

    def check(self) -> None:
        """Raise UsageError for what does not go together."""
        if self.judged is not None:
            self._check_judged()
        elif self.gold is None:
            raise UsageError(
                "nothing to score against; name the annotated texts (GOLD), or a table with a column "
                "'correct' with --judged"
            )
        else:
            self._check_scores()
            self._check_systems()

    def _check_judged(self) -> None:
        systems = self.gold or self.models or self.engines or self.segmenters or self.gold_words
        shown = self.by or self.measure or self.interval or self.pairwise or self.differing
        if systems or shown or self.download or self.task != "entities":
            raise UsageError(
                "--judged stands alone: the table holds what was found and how a person judged it"
            )

    def _check_scores(self) -> None:
        if (self.gold, *self.predictions).count("-") > 1:
            raise UsageError("standard input can be only one of the files; name the others")
        if self.pairwise and self.differing:
            raise UsageError("--agreement and --differences are two tables; ask for one at a time")
        if (self.pairwise or self.differing) and (self.by or self.measure or self.interval):
            raise UsageError(
                "--by, --measure and --interval go with scores, not with --agreement or --differences"
            )

    def _check_systems(self) -> None:
        if self.segmenters and self.task not in ("words", "pos"):
            raise UsageError("--segmenter goes with --task words or --task pos")
        if self.gold_words and self.task != "pos":
            raise UsageError("--gold-words goes with --task pos")
        if (self.engines or self.download) and self.task != "entities":
            raise UsageError("--engine and --download go with --task entities; for words see --segmenter")
        if self.identifiers and self.task != "numbers":
            raise UsageError("--identifiers goes with --task numbers")
        if self.vague and self.task != "dates":
            raise UsageError("--vague goes with --task dates")
        if self.models and self.task in ("numbers", "dates"):
            raise UsageError(f"--task {self.task} has rules and no --model; without PRED they are scored")
