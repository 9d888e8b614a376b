"""How far from a word its neighbours may be."""

from __future__ import annotations

import click

from qnmine.cli.options.command import SHOWN, option

LONGEST_SPAN = 1000


class Span(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A number of words to each side, or one to the left and one to the right (`3,0`)."""

    name = "N|L,R"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the words to the left and to the right."""
        parts = value if isinstance(value, list | tuple) else str(value).split(",")
        try:
            sides = [int(part) for part in parts]
        except ValueError:
            sides = []
        allowed = all(0 <= side <= LONGEST_SPAN for side in sides) and any(sides)
        if len(sides) not in (1, 2) or not allowed:
            wanted = f"5, or left and right apart as in 3,0; at most {LONGEST_SPAN}, and one at least 1"
            self.fail(f"{value}: expected a number of words such as {wanted}", param, ctx)
        return sides[0], sides[-1]


span_option = option(
    SHOWN,
    "--span",
    type=Span(),
    default="5",
    show_default=True,
    metavar="N|L,R",
    help="So many words to each side of the node, or to the left and right, within its sentence.",
)
