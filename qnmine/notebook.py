"""Marked text in a notebook: people, organisations, places, numbers and dates in colour, with a legend."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from qnmine.languages import choose_language, load_phrases
from qnmine.layers import DEFAULT_LAYERS, LAYERS, mark_documents
from qnmine.page.marked import escaped, marked_html
from qnmine.text.document import Document, as_document

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Sequence

    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.languages import Phrases
    from qnmine.layers import Mark
    from qnmine.words.running import Segmenter

_SCOPE = "qnmine-text"

# A notebook tells its theme in its own way (JupyterLab, VS Code, Colab); without one the system decides.
_LIGHT = ('body[data-jp-theme-light="true"]', "body.vscode-light", 'html[theme="light"]')
_DARK = ('body[data-jp-theme-light="false"]', "body.vscode-dark", 'html[theme="dark"]')
_NOT_LIGHT = 'html:not([theme="light"]) body:not([data-jp-theme-light="true"]):not(.vscode-light)'
_ROOTS = {
    ":root": f".{_SCOPE}",
    ':root:not([data-theme="light"])': f"{_NOT_LIGHT} .{_SCOPE}",
    ':root[data-theme="light"]': ", ".join(f"{host} .{_SCOPE}" for host in _LIGHT),
    ':root[data-theme="dark"]': ", ".join(f"{host} .{_SCOPE}" for host in _DARK),
}
_OWN = """
.root { background: var(--paper); color: var(--ink); padding: 0.75em 1em; border-radius: 6px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25em 1em; margin-bottom: 0.5em; font-size: 0.875em; }
.legend .count, .more { color: var(--faint); }
.doc { margin: 0.75em 0 0.25em; font-weight: 600; color: var(--faint); overflow-wrap: anywhere; }
.more { margin-top: 0.75em; }
"""


def display(
    source: Document | str | Iterable[Document | str],
    layers: Collection[str] = DEFAULT_LAYERS,
    *,
    values: bool = False,
    lang: str | None = None,
    limit: int = 20,
    recognizer: Recognizer | None = None,
    segmenter: Segmenter | None = None,
    corrections: Corrections | None = None,
    min_score: float | None = None,
    identifiers: bool = False,
    reference: datetime.date | None = None,
    date_column: str | None = None,
    pos: bool = False,
) -> MarkedDocuments | None:
    """Show a text, a document, or the first `limit` of several, with what is found in them marked.

    In IPython and its notebooks it is shown at once; elsewhere what is returned has the HTML
    (`_repr_html_`) and the same in brackets (`str`). `layers` are PER, ORG, LOC, number, date, word; with
    `values` the name or value of a mark stands beside it. `lang` is the language of the legend, `vi` or `en`
    (default: that of the locale); all other options are those of `mark_documents`. Raises UsageError for a
    layer that there is not, ValueError for a language or a limit.

    >>> print(display("Ông Phạm Văn Thể thăm Hạ Long.", lang="en"))
    Ông [PER Phạm Văn Thể] thăm [LOC Hạ Long].
    """
    if limit < 1:
        raise ValueError(f"limit is at least 1, not {limit}")
    language = choose_language(lang)
    several = [source] if isinstance(source, str | Document) else islice(source, limit + 1)
    documents = list(map(as_document, several))
    found = mark_documents(
        documents[:limit],
        layers,
        recognizer=recognizer,
        segmenter=segmenter,
        corrections=corrections,
        min_score=min_score,
        identifiers=identifiers,
        reference=reference,
        date_column=date_column,
        pos=pos,
    )
    shown = MarkedDocuments(
        tuple(found),
        tuple(layer for layer in LAYERS if layer in layers),
        values=values,
        language=language,
        left_out=len(documents) > limit,
    )
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        return shown
    import_module("IPython.display").display(shown)
    return None


@dataclass(frozen=True)
class MarkedDocuments:
    """Documents with their marks: HTML for notebooks, brackets for everything else."""

    documents: tuple[tuple[Document, Sequence[Mark]], ...]
    layers: tuple[str, ...]
    values: bool = False
    language: str = "en"
    left_out: bool = False
    """Whether there are more documents than these."""

    def _repr_html_(self) -> str:
        """Return the documents as HTML, whose style holds for it alone."""
        phrases = load_phrases("layers", self.language)
        kind = "marked values" if self.values else "marked"
        body = "".join(
            f'{self._heading(document)}<div class="{kind}">{marked_html(document.text, marks, phrases)}</div>'
            for document, marks in self.documents
        )
        more = f'<div class="more">{escape(self._more())}</div>' if self.left_out else ""
        return f'<div class="{_SCOPE}"><style>{_style()}</style>{self._legend(phrases)}{body}{more}</div>'

    def __repr__(self) -> str:
        """Return the documents with their marks in brackets."""
        from qnmine.output.display import Painter
        from qnmine.output.marked_text import MarkedText

        write = MarkedText(
            load_phrases("layers", self.language),
            load_phrases("show", self.language),
            Painter(None),
            self.layers,
            values=self.values,
            headings=self._has_headings,
            legend=False,
        )
        lines = [line for document, marks in self.documents for line in write(document, marks)]
        return "".join(lines).rstrip("\n") + (f"\n\n{self._more()}" if self.left_out else "")

    @property
    def _has_headings(self) -> bool:
        return len(self.documents) > 1

    def _heading(self, document: Document) -> str:
        return f'<div class="doc">{escaped(document.id)}</div>' if self._has_headings else ""

    def _legend(self, phrases: Phrases) -> str:
        counts = Counter(mark.layer for _, marks in self.documents for mark in marks)
        keys = (
            f'<span><span class="key {layer}">{escape(phrases(f"plural.{layer}"))}</span> '
            f'<span class="count">{phrases.figure(counts[layer])}</span></span>'
            for layer in self.layers
        )
        return f'<div class="legend">{"".join(keys)}</div>'

    def _more(self) -> str:
        limit = len(self.documents)
        return load_phrases("notebook", self.language).count("more", limit, limit=limit)


@cache
def _style() -> str:
    """Return the style of marked text, none of which holds for anything else in a notebook."""
    css = files("qnmine").joinpath("page", "marks.css").read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/", "", css + _OWN, flags=re.DOTALL)
    return re.sub(r"([^{}]+)\{", lambda found: f"{_scoped(found[1])} {{", plain)


def _scoped(selectors: str) -> str:
    """Return what stands before a block of rules, so that it holds only for what is inside of our element."""
    if selectors.strip().startswith("@"):
        return selectors.strip()
    return ", ".join(map(_scoped_one, map(str.strip, selectors.split(","))))


def _scoped_one(selector: str) -> str:
    if selector == ".root":
        return f".{_SCOPE}"
    return _ROOTS.get(selector) or f".{_SCOPE} {selector}"
