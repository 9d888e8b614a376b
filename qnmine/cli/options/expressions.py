"""Which numbers and dates to show, and how they are read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from qnmine.cli.options.command import READING, SHOWN, Command, NameList, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.cli.options.command import Decorator

# Those of the rooms, which are not imported for a help (a test compares them).
NUMBER_KINDS = (
    "cardinal",
    "ordinal",
    "percent",
    "money",
    "measure",
    "fraction",
    "ratio",
    "range",
    "identifier",
)
DATE_KINDS = (
    "date",
    "month",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "interval",
    "time",
    "duration",
    "set",
    "vague",
)
PERIODS = ("year", "quarter", "month")
"""The periods of `--timeline`, the default first."""


@dataclass(frozen=True)
class NumberOptions:
    """Which numbers to show, and how to read them."""

    kinds: tuple[str, ...]
    units: tuple[str, ...]
    identifiers: bool
    convert: bool
    explain: bool
    decimal: Literal["comma", "point", "auto"]
    no_diacritics: bool


@dataclass(frozen=True)
class DateOptions:
    """Which dates to show, and how to read and resolve them."""

    kinds: tuple[str, ...]
    vague: bool
    timeline: Literal["year", "quarter", "month"] | None
    explain: bool
    reference_date: date | None
    date_column: str | None
    infer_year: bool
    no_diacritics: bool


class KindList(NameList):
    """Kinds separated by commas, in any case."""

    name = "KIND[,KIND]"

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = kinds

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the kinds in small letters."""
        names = tuple(name.lower() for name in super().convert(value, param, ctx))
        for name in names:
            if name not in self.kinds:
                self.fail(f"there is no kind {name!r}; choose from {', '.join(self.kinds)}", param, ctx)
        return names


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A day, written `2024-06-25`; a date in `qnmine.toml` is taken as well."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        with suppress(ValueError):
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
                return date.fromisoformat(str(value))
        return self.fail(f"{str(value)!r} is no day; write it like 2024-06-25", param, ctx)


class TimelineCommand(Command):
    """A command whose `--timeline` may be followed by a period, or by what is none (`--timeline seeds/`)."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give `--timeline` its default period where none follows."""
        return super().parse_args(ctx, _with_period(args))


def _with_period(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with a period after each `--timeline`."""
    given: list[str] = []
    for number, argument in enumerate(arguments):
        if argument == "--":
            return [*given, *arguments[number:]]
        following = (*arguments, "")[number + 1]
        bare = argument == "--timeline" and following not in PERIODS and not _is_meant(following)
        given.append(f"{argument}={PERIODS[0]}" if bare else argument)
    return given


def _is_meant(word: str) -> bool:
    """Tell whether a word was meant as a period, so that the option refuses it; else it names an input."""
    return (
        word.rstrip("s") in ("day", "week", "half", "decade", "century", *PERIODS) and not Path(word).exists()
    )


def _flat(_: click.Context, __: click.Parameter, names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names of an option that is repeated, each time with a list."""
    return tuple(chain.from_iterable(names))


def _kind_option(kinds: Sequence[str]) -> Decorator:
    return option(
        SHOWN,
        "--kind",
        "kinds",
        type=KindList(kinds),
        multiple=True,
        callback=_flat,
        metavar="KIND[,KIND]",
        help=f"Only these kinds: {', '.join(kinds)}.",
    )


_EXPLAIN = option(
    SHOWN, "--explain", is_flag=True, help="Add the column rules: the rules that made the value, in one line."
)
_NO_DIACRITICS = option(
    READING,
    "--no-diacritics",
    is_flag=True,
    help="The texts are written without diacritics (hai muoi ty dong).",
)

identifiers_option = option(
    SHOWN,
    "--identifiers",
    is_flag=True,
    help="Also numbers that name: of decrees, versions, plates, phones, list items.",
)
reference_date_option = option(
    READING,
    "--reference-date",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="Resolve 'hôm qua', 'năm ngoái' against this day.",
)
date_column_option = option(
    READING,
    "--date-column",
    metavar="COL",
    help="Resolve them against the day in this column of each document.",
)

_NUMBERS = (
    _kind_option(NUMBER_KINDS),
    option(
        SHOWN,
        "--unit",
        "units",
        multiple=True,
        metavar="UNIT",
        help="Only numbers with this in the column unit: VND, USD, %, ha, người, … May be repeated.",
    ),
    identifiers_option,
    option(
        SHOWN,
        "--convert",
        is_flag=True,
        help="Measures in their base unit (ha to m², tấn to kg); money as it is. The text stays.",
    ),
    _EXPLAIN,
    option(
        READING,
        "--decimal",
        type=click.Choice(["comma", "point", "auto"]),
        default="comma",
        show_default=True,
        help="Decimal sign where it is not clear: 1.234 is 1234 with comma; auto: as elsewhere in the text.",
    ),
    _NO_DIACRITICS,
)
_DATES = (
    _kind_option(DATE_KINDS),
    option(SHOWN, "--vague", is_flag=True, help="Also vague expressions: hiện nay, thời gian qua."),
    option(
        SHOWN,
        "--timeline",
        type=click.Choice(PERIODS),
        metavar="[PERIOD]",
        help=f"Count the dates of each {PERIODS[0]} (or {', '.join(PERIODS[1:])}); a bar on a terminal.",
    ),
    _EXPLAIN,
    reference_date_option,
    date_column_option,
    option(
        READING,
        "--infer-year",
        is_flag=True,
        help="Give a date without a year the nearest one to the day of reference, or else that which the "
        "text names nearby; the column basis says 'inferred'.",
    ),
    _NO_DIACRITICS,
)


def number_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of numbers; the command gets them as `options`."""
    return gather("options", NumberOptions, _NUMBERS)(function)


def date_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of dates; the command gets them as `options`."""
    return gather("options", DateOptions, _DATES)(function)
