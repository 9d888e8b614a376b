"""What `--resume DIR` asks for: a run whose parts are kept, and that goes on where it was ended."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.messages import say
from qnmine.cli.options.command import names_of_options
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.output.destination import stands_for_device

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.progress import Readable
    from qnmine.engines.choice import Engine
    from qnmine.engines.manifest import PartsFolder
    from qnmine.engines.resumed import Resumed

# What says where results go and who makes them, not what they are.
_NOT_OF_RESULTS = frozenset(
    {
        "color",
        "errors",
        "jobs",
        "no_clobber",
        "output",
        "quiet",
        "resume",
        "scheduler",
        "scheduler_file",
        "spread",
        "strict",
    }
)


# They choose from a table of counts, which is the same whatever they say.
_OF_TABLES = frozenset(
    {"bom", "columns", "format", "limit", "no_header", "safe_csv", "sample", "seed", "sort"}
)


@contextmanager
def own_folder_for_parts(path: str | None) -> Iterator[PartsFolder | None]:
    """Open the folder of `--resume`, if there is one, for this run alone until the block ends.

    Raises UsageError if it cannot be used, what is read contains it, or results go into it.
    """
    if path is None:
        yield None
        return
    from qnmine.engines.manifest import own_folder

    if not path:
        raise UsageError("--resume needs the name of a folder")
    folder, name = Path(path).resolve(), shown(path)
    given = click.get_current_context().params
    for read in given.get("paths", ()):
        if Path(read).is_dir() and folder.is_relative_to(Path(read).resolve()):
            raise UsageError(f"--resume {name}: lies in {shown(read)}, which is read; name another folder")
    for option, target in (("-o", "output"), ("--errors", "errors"), ("--matrix", "matrix")):
        if given.get(target) and Path(given[target]).resolve().is_relative_to(folder):
            reason = f"lies in the folder of --resume ({name})"
            raise UsageError(f"{option} {shown(given[target])}: {reason}; choose another place")
    with own_folder(Path(path)) as own:
        yield own


def resumed(
    engine: Engine | None,
    folder: PartsFolder,
    corpus: Readable,
    named: Sequence[Path],
    chosen: str | None,
    *,
    quiet: bool,
) -> Resumed:
    """Return an engine that keeps in a folder what `engine` does, and tells what is there already.

    `named` are the files that the options name. `chosen` is the format of rows, None for a table of counts.
    Raises UsageError if the folder belongs to another request.
    """
    from qnmine.engines.manifest import Manifest
    from qnmine.engines.resumed import Resumed

    ctx = click.get_current_context()
    left_out = _NOT_OF_RESULTS | _OF_TABLES if chosen is None else _NOT_OF_RESULTS
    options = {**_options(ctx, left_out), **({} if chosen is None else {"--format": chosen})}
    files = [path for path in named if not stands_for_device(str(path))]
    folder.begin(Manifest.of(str(ctx.info_name), options, files, corpus.inputs))
    return Resumed(engine, folder.path, (lambda _: None) if quiet else say)


def _options(ctx: click.Context, left_out: frozenset[str]) -> dict[str, Any]:
    """Return the options that the results depend on, by their names on the command line."""
    names = names_of_options(ctx.command).items()
    options = {own: ctx.params[name] for name, own in names if name in ctx.params and name not in left_out}
    for own in ("PATHS", "--files-from"):
        if options.get(own):
            options[own] = _spelled_alike(options[own])
    return options


def _spelled_alike(path: str | Sequence[str]) -> Any:
    """Return paths without what does not matter: a slash at the end, the number of a pipe."""
    if isinstance(path, str):
        return "-" if stands_for_device(path) else os.path.normpath(path)
    return [_spelled_alike(one) for one in path]
