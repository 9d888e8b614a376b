"""Where a document-term matrix goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import OUTPUT, option

if TYPE_CHECKING:
    from collections.abc import Callable


def matrix_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--matrix`; the command gets its folder, or None, as `matrix`."""
    return option(
        OUTPUT,
        "--matrix",
        type=click.Path(),
        metavar="DIR",
        help="Write how often each term is in each document as well: DIR/matrix.mtx, terms.csv, "
        "documents.csv (with the columns of --keep).",
    )(function)
