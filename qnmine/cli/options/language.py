"""The language of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import OUTPUT, option
from qnmine.languages import LANGUAGES, choose_language

if TYPE_CHECKING:
    from collections.abc import Callable


def _chosen(_: click.Context, __: click.Parameter, asked: str | None) -> str:
    return choose_language(asked)


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang`; the command gets the language, that of the locale if none is asked for, as `language`."""
    return option(
        OUTPUT,
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        callback=_chosen,
        metavar="vi|en",
        help="Language of what is shown (default: that of the locale); columns are called the same in both.",
    )(function)
