"""A report, from the documents of a run to its page."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine import __version__
from qnmine.languages import load_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.cli.options import CorpusOptions, EngineOptions, WordOptions
    from qnmine.cli.options.report import ReportOptions
    from qnmine.cli.report_source import ReportSource
    from qnmine.cli.run import Run
    from qnmine.errors import DocumentError
    from qnmine.languages import Phrases
    from qnmine.report.page import About
    from qnmine.report.sampling import Limits

    Tell = Callable[[Phrases, Sequence[DocumentError]], About]


def write_report(run: Run, source: ReportSource, limits: Limits, language: str, about: Tell) -> None:
    """Analyse the documents of a run and write the page.

    `about` makes what the page tells of itself, from the phrases of the report and the failures of the run.
    """
    from qnmine.report.charts import ChartCounts, start_runtime, stylesheet
    from qnmine.report.gathering import Gatherer
    from qnmine.report.page import Scripts, report_html

    phrases, layers = load_phrases("report", language), load_phrases("layers", language)
    gatherer = Gatherer(limits)
    with ExitStack() as stack:
        runtime = start_runtime()  # another process, which takes longer than a few texts
        stack.callback(runtime.stop)
        counts = stack.enter_context(ChartCounts())
        for _, (analysed,) in run.analyze(source):
            gatherer.add(analysed)
            counts.add(analysed)
        charts = counts.charts(phrases)
        drawing = Scripts(runtime.text(), stylesheet()) if charts else Scripts("", "")
    told = about(phrases, run.telling.failures)
    run.destination.write(report_html(gatherer, charts, drawing, phrases, layers, told))
    run.rows = gatherer.marks.total()


def about_page(
    corpus: CorpusOptions,
    options: ReportOptions,
    corrections: str | None,
    engine: EngineOptions,
    words: WordOptions,
    phrases: Phrases,
    failures: Sequence[DocumentError],
) -> About:
    """Return what the page tells of itself: its title, what it was made with, what failed."""
    from qnmine.report.contents import shown_text
    from qnmine.report.page import About

    made = _made_with(corpus, options, corrections, engine, words, phrases)
    name = _name_of(corpus)
    title = options.title or (phrases("titled", name=name) if name else phrases("title"))
    return About(shown_text(title), tuple(made), tuple(failures))


def _made_with(
    corpus: CorpusOptions,
    options: ReportOptions,
    corrections: str | None,
    engine: EngineOptions,
    words: WordOptions,
    phrases: Phrases,
) -> Iterator[tuple[str, str]]:
    """Yield what decides on the result, by name; of files the name without folders, which are private."""
    shipped = phrases("option.shipped", name="qnmine")
    yield phrases("overview.version"), __version__
    named = engine.engine if engine.engine != "qnmine" else shipped
    yield phrases("option.engine"), named if engine.model in (None, "qnmine") else engine.engine
    if engine.model not in (None, "qnmine"):
        yield phrases("option.model"), _file(engine.model)
    yield phrases("option.segmenter"), words.segmenter if words.segmenter not in (None, "qnmine") else shipped
    if words.word_model not in (None, "qnmine"):
        yield phrases("option.word_model"), _file(words.word_model)
    if words.word_lists:
        yield phrases("option.word_lists"), ", ".join(map(_file, words.word_lists))
    if corrections is not None:
        yield phrases("option.corrections"), _file(corrections)
    if options.min_score is not None:
        yield phrases("option.min_score"), phrases.figure(options.min_score)
    if options.reference_date is not None:
        yield phrases("option.reference_date"), options.reference_date.isoformat()
    if options.date_column is not None:
        yield phrases("option.date_column"), options.date_column
    if corpus.text_column != ("text",):
        yield phrases("option.text_column"), ", ".join(corpus.text_column)
    if corpus.encoding.lower() not in ("utf-8", "utf8"):
        yield phrases("option.encoding"), corpus.encoding


def _name_of(corpus: CorpusOptions) -> str:
    """Return the name of the only input, empty if there are several, or none that has a name."""
    return _file(corpus.paths[0]) if len(corpus.paths) == 1 and corpus.paths[0] != "-" else ""


def _file(path: str | None) -> str:
    return Path(path or "").name
