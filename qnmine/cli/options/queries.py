"""How a query is compared with the texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import SHOWN, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable


class QueryText(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A query as it was typed, also where the locale has no UTF-8 and arguments arrive as escaped bytes."""

    name = "QUERY"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Return the query."""
        from qnmine.cli.arguments import typed

        return typed(value)


QUERY = QueryText()


@dataclass(frozen=True)
class QueryOptions:
    """How a query is compared with the texts (see `qnmine.queries`)."""

    match_case: bool
    ignore_diacritics: bool
    syllables: bool


_QUERY = (
    option(SHOWN, "--match-case", is_flag=True, help="Tell capitals from small letters."),
    option(SHOWN, "--ignore-diacritics", is_flag=True, help="quang ninh finds Quảng Ninh."),
    option(SHOWN, "--syllables", is_flag=True, help="Find syllables inside of words too: số in số lượng."),
)


def query_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of queries; the command gets them as `comparing`."""
    return gather("comparing", QueryOptions, _QUERY)(function)
