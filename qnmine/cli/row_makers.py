"""What commands write row by row, for those who ask without a command line (`qnmine.engines.frames`)."""

from __future__ import annotations

import os
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from qnmine.cli.main import program
from qnmine.cli.options.command import READING, RECOGNISER, SHOWN, WORDS
from qnmine.cli.settings import options_of
from qnmine.cli.shaping import columns_of
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.engines.serial import Analyze

    Maker = Callable[[click.Context], "RowMaker"]

Group = TypeVar("Group")

_SECTIONS = (None, SHOWN, READING, RECOGNISER, WORDS)  # None: an option of this command alone
_OF_OTHER_TABLES = ("help", "mentions", "from-mentions", "min-mentions", "timeline", "download")


class RowMaker(NamedTuple):
    """The rows of a command: their type, their columns, and what makes them of documents.

    `files` are read by it, `columns_read` are those of the documents that it needs.
    """

    row_type: type[Any]
    columns: tuple[str, ...]
    analyze: Analyze[Any]
    files: tuple[Path, ...] = ()
    columns_read: tuple[str, ...] = ()


def row_maker(command: str, options: Mapping[str, object]) -> RowMaker:
    """Return the maker of the rows of entities (its mentions), numbers, dates, tokenize or sentences.

    The options are those of the command line that say what rows there are, `_` for `-`: True for one without
    a value, a list for one that takes several. Raises UsageError for what the command line would refuse.
    """
    make = _MAKERS.get(command)
    if make is None:
        raise UsageError(f"there are no rows of {command!r}; there are those of {', '.join(_MAKERS)}")
    try:
        return make(_context(command, options))
    except click.UsageError as error:
        raise UsageError(error.format_message()) from None


def _context(name: str, options: Mapping[str, object]) -> click.Context:
    """Return what the command line with these options would come to."""
    parent = click.Context(program)
    command = program.get_command(parent, name)
    assert command is not None
    known = {
        key: parameter
        for key, parameter in options_of(command).items()
        if getattr(parameter, "section", None) in _SECTIONS and key not in _OF_OTHER_TABLES
    }
    values: dict[str, object] = {}
    if name == "entities":
        values["mentions"] = True
        options = {**options}
        if options.pop("mentions", True) is not True:
            raise UsageError("mentions=False: entities are counted in a whole corpus; count these mentions")
    for option, value in options.items():
        key = option.replace("_", "-")
        if key not in known:
            names = [one.replace("-", "_") for one in known]
            near = get_close_matches(option, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(names)}"
            raise UsageError(f"{name} has no option {option!r} here; {hint}")
        if value is not None:
            values[str(known[key].name)] = _fitting(option, known[key], value)
    return command.make_context(name, ["--no-config", "--text", ""], parent, default_map=values)


def _fitting(option: str, parameter: click.Parameter, value: object) -> object:
    """Return a value as click wants it, where it might misunderstand it."""
    if getattr(parameter, "is_flag", False) and not isinstance(value, bool):
        raise UsageError(f"{option} is True or False, not {value!r}")
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    return [value] if parameter.multiple and isinstance(value, str) else value


def _group(kind: type[Group], ctx: click.Context) -> Group:
    """Return a group of options as the command gets it."""
    return kind(**{field.name: ctx.params[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def _named(files: Sequence[str | None]) -> tuple[Path, ...]:
    return tuple(Path(file) for file in files if file is not None)


def _mentions(ctx: click.Context) -> RowMaker:
    from qnmine.cli.entity_readers import MentionReader, MentionRows
    from qnmine.cli.entity_requests import check_request
    from qnmine.cli.entity_rows import mention_columns
    from qnmine.cli.options import CorpusOptions, EngineOptions, EntityOptions, GroupOptions

    options, engine = _group(EntityOptions, ctx), _group(EngineOptions, ctx)
    if ctx.params["spread"] is not None:
        raise UsageError(f"engine={ctx.params['spread']!r} is no recogniser; the caller spreads the work")
    check_request(_group(CorpusOptions, ctx), options, _group(GroupOptions, ctx), engine, "csv")
    row_type, columns = mention_columns(options)
    reader = MentionReader(options, engine, words=False)
    return RowMaker(
        row_type, tuple(columns), MentionRows(reader), _named((*engine.files(), options.corrections))
    )


def _numbers(ctx: click.Context) -> RowMaker:
    from qnmine.cli.expression_rows import NumberReader
    from qnmine.cli.numbers import check_request
    from qnmine.cli.options import NumberOptions

    options = _group(NumberOptions, ctx)
    check_request(options)
    reader = NumberReader(options)
    return RowMaker(reader.row_type, columns_of(reader.row_type), reader)


def _dates(ctx: click.Context) -> RowMaker:
    from qnmine.cli.dates import check_request
    from qnmine.cli.expression_rows import DateReader
    from qnmine.cli.options import DateOptions

    options = _group(DateOptions, ctx)
    check_request(options)
    reader = DateReader(options)
    read = () if options.date_column is None else (options.date_column,)
    return RowMaker(reader.row_type, columns_of(reader.row_type), reader, columns_read=read)


def _tokens(ctx: click.Context) -> RowMaker:
    from qnmine.cli.options import WordOptions
    from qnmine.cli.tokenize import TokenReader, TokenRequest
    from qnmine.words.tokens import Token

    words = _group(WordOptions, ctx)
    own = {field.name for field in fields(TokenRequest)} & set(ctx.params)
    request = TokenRequest(words, **{name: ctx.params[name] for name in own})
    return RowMaker(Token, tuple(request.columns()), TokenReader(request), _named(words.files()))


def _sentences(_: click.Context) -> RowMaker:
    from qnmine.cli.sentences import sentence_rows
    from qnmine.text.document import Sentence

    return RowMaker(Sentence, columns_of(Sentence), sentence_rows)


_MAKERS: dict[str, Maker] = {
    "entities": _mentions,
    "numbers": _numbers,
    "dates": _dates,
    "tokenize": _tokens,
    "sentences": _sentences,
}
