"""Sentences for a section on methods: what was analysed, with what, and how accurate that is."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from qnmine.citation.components import GIVEN, OWN
from qnmine.manifests.digests import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.citation.components import Component
    from qnmine.citation.runs import Run
    from qnmine.languages import Phrases

_DECIMALS = 3


def methods(phrases: Phrases, components: Iterable[Component], runs: Iterable[Run] = ()) -> str:
    """Return a paragraph about runs and what they worked with, in the language of the phrases."""
    parts: dict[str, None] = {}
    for run in runs:
        parts.update(dict.fromkeys(_of_run(phrases, run)))
    for component in components:
        parts.update(dict.fromkeys(_of_component(phrases, component)))
    return " ".join(parts)


def _of_run(phrases: Phrases, run: Run) -> Iterator[str]:
    command = shlex.join(("qnmine", run.command)) + "".join(f" {one}" for one in run.options)
    if run.documents is None:
        yield phrases("run.other", version=run.version, command=command)
        return
    documents = phrases.count("run.documents", run.documents)
    if run.corpus is None or run.files is None:
        yield phrases("run.pipe", documents=documents, version=run.version, command=command)
    else:
        yield phrases(
            "run.corpus",
            documents=documents,
            files=phrases.count("run.files", run.files),
            digest=run.corpus[:SHORT],
            version=run.version,
            command=command,
        )
    if run.failed:
        yield phrases("run.failed", count=run.failed)
    if not run.complete:
        yield phrases("run.ended")


def _of_component(phrases: Phrases, component: Component) -> Iterator[str]:
    if component.maker == GIVEN:
        yield phrases("found.given")
        return
    yield phrases(f"found.{component.task}", tool=_tool(phrases, component))
    figures = component.figures()
    if figures is None:
        yield phrases("figures.none")
        return
    interval = ""
    if figures.low is not None and figures.high is not None:
        low, high = (_decimal(phrases, share) for share in (figures.low, figures.high))
        interval = phrases("figures.interval", low=low, high=high)
    yield phrases(
        f"figures.{component.task}",
        texts=figures.texts,
        data=phrases(f"data.{component.task}"),
        gold=figures.gold,
        precision=_decimal(phrases, figures.precision),
        recall=_decimal(phrases, figures.recall),
        f1=_decimal(phrases, figures.f1),
        interval=interval,
    )


def _tool(phrases: Phrases, component: Component) -> str:
    """Return what does a task, with the user's own lists."""
    version, model = component.version, component.short_model
    if component.maker != OWN:
        maker = " ".join(filter(None, (component.maker, component.maker_version)))
        tool = phrases("tool.other", maker=maker, version=version)
    elif component.trained:
        tool = phrases("tool.trained" if model else "tool.trained_piped", version=version, model=model)
    elif component.model is None:
        tool = phrases("tool.rules", version=version)
    else:
        tool = phrases(f"tool.{component.task}", version=version, model=model)
    for kind, digest in component.lists:
        key = "tool.corrections" if kind == "corrections" else "tool.list"
        tool = phrases(key if digest else f"{key}_piped", tool=tool, digest=(digest or "")[:SHORT])
    return tool


def _decimal(phrases: Phrases, share: float) -> str:
    """Return a share with three decimal places, trailing zeros included."""
    return f"{share:.{_DECIMALS}f}".replace(".", "," if phrases.language == "vi" else ".")
