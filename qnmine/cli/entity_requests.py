"""Which options of `qnmine entities` go together; what does not is refused before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CorpusOptions, EngineOptions, EntityOptions, GroupOptions

TEXT_FORMATS = ("bio", "spans")
"""Formats that hold the texts with their mentions; they need no --mentions."""


def check_request(
    corpus: CorpusOptions,
    options: EntityOptions,
    groups: GroupOptions,
    engine: EngineOptions,
    chosen: str,
    *,
    plotted: bool = False,
) -> None:
    """Raise UsageError for options that exclude each other; `chosen` is the format to be written.

    `plotted` tells that a plot is asked for.
    """
    if plotted and (options.mentions or chosen in TEXT_FORMATS):
        given = "--mentions" if options.mentions else f"--format {chosen}"
        raise UsageError(f"--plot draws the table of entities; leave out {given}")
    if chosen in TEXT_FORMATS:
        _check_texts(options, groups, chosen)
    elif options.mentions:
        _check_mentions(options, groups)
    else:
        _check_counts(corpus, options)
    if options.from_mentions:
        _check_saved(options, engine)
    if options.places and options.types and "LOC" not in options.types:
        raise UsageError("--places shows places alone; leave out --type, or say --type LOC")


def _check_texts(options: EntityOptions, groups: GroupOptions, chosen: str) -> None:
    """Check what holds texts with their spans."""
    refused = {**_of_rows(options), **_of_counts(options, groups), "--places": options.places}
    for option, given in refused.items():
        if given:
            raise UsageError(f"{option} does not go with --format {chosen}, which is no table")
    if options.from_mentions:
        raise UsageError(f"--format {chosen} needs the texts, and --from-mentions reads none")


def _check_mentions(options: EntityOptions, groups: GroupOptions) -> None:
    """Check a table of mentions."""
    if groups.by or groups.date_column:
        raise UsageError("--by groups the table of entities; with --mentions carry the columns with --keep")
    if options.min_mentions is not None:
        raise UsageError("--min-mentions is of the table of entities; leave out --mentions")


def _check_counts(corpus: CorpusOptions, options: EntityOptions) -> None:
    """Check a table of entities."""
    for option, given in _of_rows(options).items():
        if given:
            raise UsageError(f"{option} is a column of mentions; add --mentions")
    if corpus.keep:
        raise UsageError(
            "--keep carries columns of documents, and the table of entities has none to carry to; "
            f"group it with --by {','.join(corpus.keep)}"
        )


def _check_saved(options: EntityOptions, engine: EngineOptions) -> None:
    """Check what is made of saved mentions."""
    if options.context is not None:
        raise UsageError(
            "--context needs the texts, and --from-mentions reads none; carry saved columns with "
            "--keep left,right"
        )
    if engine.engine != "qnmine" or engine.model is not None or engine.download:
        raise UsageError("--from-mentions finds nothing anew; leave out --engine, --model and --download")


def _of_rows(options: EntityOptions) -> dict[str, bool]:
    return {
        "--score": options.score,
        "--context": options.context is not None,
        "--nested": options.nested,
    }


def _of_counts(options: EntityOptions, groups: GroupOptions) -> dict[str, bool]:
    return {
        "--min-mentions": options.min_mentions is not None,
        "--by": bool(groups.by),
        "--date-column": groups.date_column is not None,
    }
