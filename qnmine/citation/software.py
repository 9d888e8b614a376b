"""What a reference to qnmine consists of; `qnmine cite --format cff` writes `CITATION.cff` from it."""

from __future__ import annotations

from dataclasses import dataclass

import qnmine


@dataclass(frozen=True)
class Software:
    """What is cited; `year` is None where it is not known, as of another version than this one."""

    version: str
    year: int | None
    key: str = "qnmine"
    name: str = "qnmine"
    title: str = "qnmine: a command-line text-mining toolkit for Vietnamese"
    author: str = "The qnmine developers"
    licence: str = "Apache-2.0"
    message: str = (
        "If you use qnmine in research, please cite it as below; 'qnmine cite' writes more formats."
    )
    abstract: str = (
        "Words, entities, numbers, dates and keywords of Vietnamese text, with exact offsets, as tables, "
        "offline."
    )
    keywords: tuple[str, ...] = (
        "Vietnamese",
        "natural language processing",
        "text mining",
        "named-entity recognition",
        "word segmentation",
        "corpus linguistics",
    )


YEAR = 2026
"""The year of this version."""


def this_version() -> Software:
    """Return what to cite of the version that is installed."""
    return Software(qnmine.__version__, YEAR)


def other_version(version: str) -> Software:
    """Return what to cite of a version that made an earlier run."""
    return this_version() if version == qnmine.__version__ else Software(version, None)
