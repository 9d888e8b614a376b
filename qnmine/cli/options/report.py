"""What a report holds, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import SHOWN, gather, option
from qnmine.cli.options.entities import min_score_option
from qnmine.cli.options.expressions import date_column_option, reference_date_option
from qnmine.cli.options.output import OutputOptions, no_clobber_option, output_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qnmine.report.sampling import Limits


@dataclass(frozen=True)
class ReportOptions:
    """What a report holds, how its texts are read, and where it goes."""

    title: str | None
    max_texts: int
    max_entities: int
    max_mentions: int
    seed: int
    min_score: float | None
    reference_date: date | None
    date_column: str | None
    output: str | None
    no_clobber: bool

    def limits(self) -> Limits:
        """How much of a corpus the page holds."""
        from qnmine.report.sampling import Limits

        return Limits(self.max_texts, self.max_entities, self.max_mentions, self.seed)

    def as_output(self) -> OutputOptions:
        """The options of output as a run takes them: there are no rows to choose or shape."""
        return OutputOptions(
            format="html",
            output=self.output,
            no_clobber=self.no_clobber,
            seed=self.seed,
            color="never",
        )


_REPORT = (
    option(SHOWN, "--title", metavar="TITLE", help="Title of the page (default: the name of the input)."),
    option(
        SHOWN,
        "--max-texts",
        type=click.IntRange(min=0),
        default=60,
        metavar="N",
        show_default=True,
        help="At most N texts, drawn at random, and of all together N x 5,000 characters; 0: none.",
    ),
    option(
        SHOWN,
        "--max-entities",
        type=click.IntRange(min=1),
        default=500,
        metavar="N",
        show_default=True,
        help="Of each type list at most N entities, the most frequent.",
    ),
    option(
        SHOWN,
        "--max-mentions",
        type=click.IntRange(min=1),
        default=100,
        metavar="N",
        show_default=True,
        help="Of each entity list at most N mentions.",
    ),
    option(
        SHOWN, "--seed", type=int, default=0, metavar="S", show_default=True, help="Seed of the random draw."
    ),
    min_score_option,
    reference_date_option,
    date_column_option,
    output_option(
        "Write the page to FILE, replaced only when complete; needed unless standard output is a pipe."
    ),
    no_clobber_option,
)


def report_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a report; the command gets them as `options`."""
    return gather("options", ReportOptions, _REPORT)(function)
