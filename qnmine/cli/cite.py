"""`qnmine cite`: a reference to qnmine, and sentences for a section on methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, examples, verbosity_options
from qnmine.cli.options.command import NAMES, OUTPUT, option
from qnmine.cli.options.language import language_option
from qnmine.cli.options.output import no_clobber_option, output_option
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.citation.components import Component
    from qnmine.citation.runs import Run
    from qnmine.citation.software import Software

FORMATS = ("text", "sentence", "markdown", "bibtex", "apa", "ris", "csl-json", "cff")
_WITH_SENTENCE = FORMATS[:3]

EPILOG = examples(
    ("qnmine cite", "BibTeX, and sentences about entities and words"),
    ("qnmine cite --task numbers,dates --lang vi", "about numbers and dates, in Vietnamese"),
    ("qnmine cite --format ris -o qnmine.ris", "for Zotero, EndNote, Mendeley"),
    ("qnmine entities seeds/ -o names.csv --manifest run.json", "a run that can be cited"),
    ("qnmine cite run.json", "about this very run"),
)


@click.command(
    cls=Command,
    name="cite",
    short_help="Cite qnmine, with a sentence on methods.",
    epilog=EPILOG,
)
@click.argument("runs", nargs=-1, metavar="[RUN]...", type=click.Path())
@option(
    OUTPUT,
    "-f",
    "--format",
    "format_out",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"{', '.join(FORMATS)}. Default: text, which is BibTeX and the sentences.",
)
@click.option(
    "--task",
    "tasks",
    type=NAMES,
    metavar="TASK[,TASK]",
    help="What the sentences speak of: entities, words, pos, numbers, dates (default: entities,words; of a "
    "RUN what it found).",
)
@language_option
@output_option()
@no_clobber_option
@verbosity_options
def command(
    runs: tuple[str, ...],
    format_out: str | None,
    tasks: tuple[str, ...] | None,
    language: str,
    output: str | None,
    no_clobber: bool,
    quiet: bool,
) -> None:
    """Write a reference to qnmine, and sentences for the section on methods of a paper.

    The sentences name the version, the model (the beginning of its SHA-256, as 'qnmine --version --verbose'
    shows it) and its measured precision, recall and F1, with the data they were measured on. RUN is a file
    that --manifest wrote: then they are about that run, its corpus, options, model and lists. Your texts may
    be harder or easier than those measured: draw a sample ('qnmine entities --mentions --sample 100'), judge
    it by hand and report that too ('qnmine evaluate --judged').

    Columns: none; the result is text.
    """
    from pathlib import Path

    from qnmine.citation.runs import read_run
    from qnmine.output import open_destination

    chosen = format_out or "text"
    read = [read_run(path) for path in runs]
    software = _software(read)
    if tasks is not None and chosen not in _WITH_SENTENCE:
        raise UsageError(f"--task is of the sentences, and --format {chosen} has none; leave out one of them")
    told = _sentences(read, tasks, language, quiet=quiet) if chosen in _WITH_SENTENCE else ""
    inputs = [Path(path) for path in runs]
    with open_destination(output, no_clobber=no_clobber, inputs=inputs) as destination:
        destination.write(_written(chosen, software, told))


def _software(runs: Sequence[Run]) -> Software:
    """Return what is cited: this version, or that of the runs."""
    from qnmine.citation.software import other_version, this_version

    versions = sorted({run.version for run in runs})
    if len(versions) > 1:
        raise UsageError(
            f"the runs were made by qnmine {' and '.join(versions)}; cite each version by itself"
        )
    return other_version(versions[0]) if versions else this_version()


def _sentences(runs: Sequence[Run], tasks: Sequence[str] | None, language: str, *, quiet: bool) -> str:
    from qnmine.citation.components import GIVEN, TASKS
    from qnmine.citation.sentences import methods
    from qnmine.cli.messages import say
    from qnmine.languages import load_phrases

    for task in tasks or ():
        if task not in TASKS:
            raise UsageError(f"--task: there is no task {task!r}; choose from {', '.join(TASKS)}")
    components = _components(runs, tasks)
    unknown = [one.task for one in components if one.figures() is None and one.maker != GIVEN]
    if unknown and not quiet:
        remedy = "measure them with 'qnmine evaluate', or judge a sample, and put your own figures in"
        say(f"warning: no figures are known for what found {', '.join(dict.fromkeys(unknown))}; {remedy}")
    return methods(load_phrases("cite", language), components, runs) + "\n"


def _components(runs: Sequence[Run], tasks: Sequence[str] | None) -> list[Component]:
    """Return what the sentences speak of: what is shipped, or what the runs worked with."""
    import qnmine
    from qnmine.citation.components import UNDERTHESEA, shipped_component
    from qnmine.manifests.environment import version_of

    if not runs:
        underthesea = version_of(UNDERTHESEA)
        asked = tasks or ("entities", "words")
        return [shipped_component(task, qnmine.__version__, underthesea) for task in asked]
    found = dict.fromkeys(one for run in runs for one in run.components)
    chosen = [one for one in found if tasks is None or one.task in tasks]
    for task in tasks or ():
        if all(one.task != task for one in chosen):
            raise UsageError(f"--task {task}: no RUN has found that; leave it out")
    return chosen


def _written(chosen: str, software: Software, told: str) -> str:
    from qnmine.citation.references import REFERENCES

    if chosen == "text":
        return f"{REFERENCES['bibtex'](software)}\n{told}"
    if chosen == "sentence":
        return told
    if chosen == "markdown":
        name = f"{software.name} {software.version}"
        cited = told.replace(name, f"{name} [@{software.key}]", 1)
        return f"{cited}\n```bibtex\n{REFERENCES['bibtex'](software)}```\n"
    return REFERENCES[chosen](software)
