"""`qnmine samples`: the articles and other files that the documentation works with, for one's own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.options import Command, examples, verbosity_options
from qnmine.errors import UsageError
from qnmine.manifests import recording

if TYPE_CHECKING:
    from qnmine.samples import Sample

EPILOG = examples(
    ("qnmine samples articles", "the five articles, as articles/000_….txt"),
    ("qnmine samples . --everything", "seeds/ and examples/, as the documentation has them"),
    ("qnmine samples class --lesson", "the articles, class/lesson/ and class/news.csv"),
    ("qnmine samples --list --everything", "what there is"),
)


@click.command(
    cls=Command, name="samples", short_help="Copy the sample articles into a folder.", epilog=EPILOG
)
@click.argument("folder", metavar="DIR", required=False, type=click.Path())
@click.option("--lesson", is_flag=True, help="Also the files of the lesson, as DIR/lesson, and DIR/news.csv.")
@click.option(
    "--everything",
    is_flag=True,
    help="The articles as DIR/seeds and all sample files as DIR/examples: the folders of the documentation.",
)
@click.option("--list", "only_list", is_flag=True, help="Only list the files, in DIR if one is given.")
@click.option("--force", is_flag=True, help="Replace files that are different.")
@verbosity_options
def command(
    folder: str | None, lesson: bool, everything: bool, only_list: bool, force: bool, quiet: bool
) -> ExitCode:
    """Copy five newspaper articles into DIR, which is made if it is missing.

    They are the corpus of every example of the documentation. A file that is there already stays as it is; if
    one of the names is taken by another file, nothing is copied (exit code 2), unless there is --force.

    Columns: none; standard output has the paths that were written, one a line.
    """
    from qnmine.samples import copy_samples

    if lesson and everything:
        raise UsageError("--everything holds the files of the lesson; leave out one of the two")
    if folder is None and not only_list:
        raise UsageError("name the folder to copy the articles into, as in: qnmine samples articles")
    chosen = _chosen(lesson=lesson, everything=everything)
    if only_list:
        _write([_place(folder, sample.name) for sample in chosen])
        return ExitCode.DONE
    assert folder is not None
    written = copy_samples(chosen, folder, force=force)
    for path in written:
        recording.has_written(path)
    _write(written)
    if not quiet:
        _tell(len(written), len(chosen) - len(written), folder)
    return ExitCode.DONE


def _chosen(*, lesson: bool, everything: bool) -> list[Sample]:
    from qnmine import samples

    if everything:
        return samples.all_files()
    return [*samples.articles(), *(samples.lesson_files() if lesson else ())]


def _place(folder: str | None, name: str) -> str:
    from pathlib import Path

    return name if folder is None else str(Path(folder, name))


def _write(paths: list[str]) -> None:
    from qnmine.output.destination import open_destination

    with open_destination(None) as destination:
        destination.write_lines(paths)


def _tell(written: int, same: int, folder: str) -> None:
    from qnmine.cli.messages import say

    if not written:
        say(f"nothing to write: {folder} has all {same} files already")
        return
    files = f"{written} file{'' if written == 1 else 's'} written to {folder}"
    say(files + (f", {same} {'was' if same == 1 else 'were'} there already" if same else ""))
