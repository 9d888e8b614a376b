"""A page of marked texts and nothing else: one file, for slides and mails."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from qnmine.output.display import visible
from qnmine.page.marked import marked_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.languages import Phrases
    from qnmine.layers.marking import Mark
    from qnmine.text.document import Document

_STYLE = """
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; background: var(--paper); color: var(--ink);
  font: 1.15rem/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
h1 { font-size: 1rem; margin: 0 0 0.5rem; color: var(--faint); overflow-wrap: anywhere; }
article + article { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.keys { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; margin: 0 0 1rem; padding: 0; list-style: none;
  font-size: 0.95rem; }
@media print { body { max-width: none; padding: 0; } }
"""


@dataclass(frozen=True)
class MarkedPage:
    """How a page of marked texts is written; call it with a document and its marks for its part of the page.

    `phrases` are those of `layers`, `own_phrases` those of `show`; with `values` the value of a mark stands
    beside it. The id of a document stands above it if there are `headings`.
    """

    phrases: Phrases
    own_phrases: Phrases
    layers: tuple[str, ...]
    values: bool = False
    headings: bool = True
    legend: bool = True

    def beginning(self) -> str:
        """Return what comes before the first document."""
        marks = (files("qnmine.page") / "marks.css").read_text(encoding="utf-8")
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            f'<!doctype html>\n<html lang="{self.phrases.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.own_phrases('page.title'))}</title>\n"
            f"<style>\n{marks}{_STYLE}</style>\n</head>\n<body>\n"
        )

    def __call__(self, document: Document, marks: Sequence[Mark]) -> Iterator[str]:
        """Yield the parts of a document."""
        yield "<article>\n"
        if self.headings:
            yield f"<h1>{escape(visible(document.id))}</h1>\n"
        if self.legend:
            yield self._legend(marks)
        shown = "marked values" if self.values else "marked"
        yield f'<div class="{shown}" lang="vi">{marked_html(document.text, marks, self.phrases)}</div>\n'
        yield "</article>\n"

    def ending(self) -> str:
        """Return what comes after the last document."""
        return "</body>\n</html>\n"

    def _legend(self, marks: Sequence[Mark]) -> str:
        """Return what tells how the layers look, what they are called and how many marks they have."""
        counts = Counter(mark.layer for mark in marks)
        keys = (
            f'<li><span class="key {layer}">{escape(self.phrases(f"plural.{layer}"))}</span>: '
            f"{self.phrases.figure(counts[layer])}</li>"
            for layer in self.layers
        )
        return f'<ul class="keys">{"".join(keys)}</ul>\n'
