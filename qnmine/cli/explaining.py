"""What `qnmine explain` reads, checks and writes."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.cli.arguments import may_be_input, typed
from qnmine.cli.messages import say
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from qnmine.cli.options import EngineOptions
    from qnmine.explaining import Explanation
    from qnmine.output import Destination
    from qnmine.text.document import Document

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Source:
    """The text that is explained, and the file that it is from, if it is from one."""

    document: Document
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; raises UsageError for what cannot be."""

    steps: tuple[str, ...] | None
    number: int | None
    limit: int
    all_features: bool
    reference: datetime.date | None
    spread: str | None
    format_out: str | None
    output: str | None

    def __post_init__(self) -> None:
        from qnmine.explaining.explanation import STEPS

        if self.spread is not None:
            raise UsageError(f"--engine {self.spread} spreads work, and one sentence is none; leave it out")
        for step in self.steps or ():
            if step not in STEPS:
                raise UsageError(f"--steps: there is no step {shown(step)!r}; choose from {', '.join(STEPS)}")
        if self.all_features and self.format() != "json":
            raise UsageError("--all-features goes with --format json; a table shows the strongest")

    def format(self) -> str:
        """Return the format to write."""
        if self.format_out is not None:
            return self.format_out
        named = self.output is not None and Path(self.output).suffix.lower() == ".json"
        return "json" if named else "table"

    def chosen_steps(self) -> tuple[str, ...]:
        """Return the steps that are asked for, in their order."""
        from qnmine.explaining.explanation import STEPS

        return STEPS if self.steps is None else tuple(step for step in STEPS if step in self.steps)

    def opened(
        self, source: Source, *, no_clobber: bool, engine: EngineOptions
    ) -> AbstractContextManager[Destination]:
        """Return the place to write to, which must not be an input."""
        from qnmine.output import open_destination

        read = [*map(Path, engine.files()), *([source.file] if source.file is not None else [])]
        return open_destination(self.output, no_clobber=no_clobber, inputs=read)

    def explain(self, source: Source, engine: EngineOptions, *, quiet: bool) -> Explanation:
        """Return the explanation of the sentences that are asked for."""
        from qnmine.cli.models import load_recognizer
        from qnmine.explaining import explain

        document = source.document
        total = len(document.sentence_spans)
        if not total:
            raise UsageError("there is no sentence in the text; nothing can be explained")
        if self.number is not None and self.number > total:
            many = "1 sentence" if total == 1 else f"{total:,} sentences"
            raise UsageError(f"--sentence {self.number}: the text has {many}")
        numbers = range(1, min(total, self.limit) + 1) if self.number is None else (self.number,)
        steps = self.chosen_steps()
        recognizer = None
        if "entities" in steps:
            recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
        explanation = explain(
            document,
            sentences=numbers,
            steps=steps,
            recognizer=recognizer,
            reference=self.reference,
            all_features=self.all_features,
        )
        if total > len(numbers) and self.number is None and not quiet:
            first = "sentence is" if len(numbers) == 1 else f"{len(numbers)} sentences are"
            say(
                f"warning: only the first {first} explained, of {total:,}; "
                "--limit N gives more, --sentence K another one"
            )
        return explanation


def read_source(
    arguments: tuple[str, ...], text: str | None, encoding: str, *, quiet: bool = False
) -> Source:
    """Return the text of the arguments, of `--text`, of a file or of standard input.

    One argument that names a file, or `-`, is read; everything else is the sentence itself, and where the
    quotation marks were forgotten the arguments are its words.
    """
    from qnmine.text.document import Document

    if text is not None:
        if arguments:
            raise UsageError("--text and a sentence were given; leave out one of them")
        return Source(Document("text", typed(text)))
    if not arguments:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError('nothing to explain; write: qnmine explain "câu văn"')
        return _read("-", encoding, quiet=quiet)
    if len(arguments) == 1 and (arguments[0] == "-" or _is_file(arguments[0])):
        return _read(arguments[0], encoding, quiet=quiet)
    return Source(Document("text", typed(" ".join(arguments))))


def _is_file(argument: str) -> bool:
    """Tell whether an argument names a file; UsageError if it looks like one that is not there."""
    if any(map(str.isspace, argument)) or len(argument) > _LONGEST_NAME * 4:
        return False
    if may_be_input(argument) and os.path.exists(argument):  # noqa: PTH110 - any string
        return True
    if "/" in argument or Path(argument).suffix.lower() in (".txt", ".csv", ".tsv", ".jsonl", ".md", ".gz"):
        raise UsageError(
            f"{shown(argument, _LONGEST_NAME)}: there is no such file; to explain the words themselves "
            "use --text"
        )
    return False


def _read(path: str, encoding: str, *, quiet: bool) -> Source:
    """Return the first document of a file or of standard input."""
    from qnmine.corpus import open_corpus

    def fail(error: Exception) -> None:
        raise error

    def warn(message: str) -> None:
        if not quiet:
            say(f"warning: {message}")

    corpus = open_corpus(
        (path,),
        encoding=encoding,
        stdin=None if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer,
        on_error=fail,
        on_warning=warn,
    )
    document = next(iter(corpus), None)
    if document is None:
        raise UsageError(f"{shown(path, _LONGEST_NAME)}: there is no text in it")
    return Source(document, None if path == "-" else Path(path))


def write_explanation(
    explanation: Explanation,
    request: Request,
    destination: Destination,
    language: str,
    width: int | None,
    color: str,
) -> None:
    """Write an explanation, in a language for people or as one JSON document."""
    if request.format() == "json":
        from qnmine.output.values import json_text

        destination.write(json_text(_told(asdict(explanation))) + "\n")
        return
    from qnmine.languages import load_phrases
    from qnmine.output.display import Painter
    from qnmine.output.explanation import explanation_lines

    paint = Painter.for_destination(destination, color)
    phrases = load_phrases("explain", language)
    lines: Iterator[str] = explanation_lines(
        explanation, request.chosen_steps(), phrases, width or destination.width, paint
    )
    destination.write_lines(lines)


def _told(value: object) -> object:
    """Return a JSON value without the steps that were not asked for, weights with six decimal places."""
    if isinstance(value, dict):
        return {key: _told(one) for key, one in value.items() if one is not None or key not in _STEPS}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return round(value, 6) if isinstance(value, float) else value


_STEPS = frozenset(("characters", "syllables", "words", "pos", "entities", "numbers", "dates"))
