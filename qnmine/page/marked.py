"""A text with its marks as HTML, whatever the text holds."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qnmine.layers.nesting import nest
from qnmine.layers.values import value_of
from qnmine.output.display import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qnmine.languages import Phrases
    from qnmine.layers.marking import Mark
    from qnmine.layers.nesting import Stretch

_KEPT = str.maketrans({"\r": "\n"})


def marked_html(
    text: str,
    marks: Sequence[Mark],
    phrases: Phrases,
    *,
    span: tuple[int, int] | None = None,
    anchor: Callable[[int], str] | None = None,
    link: Callable[[int], str | None] | None = None,
) -> str:
    """Return a text, or the part of it in `span`, with its marks as `<mark>` elements, safe to put in a page.

    `phrases` are those of `layers`. An element has its layer as class and as `data-layer`, what it is and
    its value as title, its value as `data-value` where it has one. `anchor` gives the id of the element of a
    mark (by its place in `marks`), `link` where it leads, if anywhere. Line ends stay; the element around
    needs `white-space: pre-wrap`. Characters that would reorder or hide others are shown by their code.
    """
    start, end = span if span is not None else (0, len(text))

    def written(stretches: Iterable[Stretch]) -> str:
        return "".join(map(one, stretches))

    def one(stretch: Stretch) -> str:
        if stretch.mark is None:
            return escaped(text[stretch.start : stretch.end])
        inside = written(stretch.parts) if stretch.parts else escaped(text[stretch.start : stretch.end])
        return _element(stretch, inside, phrases, anchor, link)

    return written(nest(start, end, marks))


def _element(
    stretch: Stretch,
    inside: str,
    phrases: Phrases,
    anchor: Callable[[int], str] | None,
    link: Callable[[int], str | None] | None,
) -> str:
    """Return the element of one mark, or of a part of it, around what is inside."""
    mark = stretch.mark
    assert mark is not None
    value = visible(value_of(mark, phrases))
    title = f"{phrases('name.' + mark.layer)}: {value}" if value else phrases("name." + mark.layer)
    attributes = {"class": mark.layer, "data-layer": mark.layer, "title": title}
    if value:
        attributes["data-value"] = value
    if stretch.is_rest:
        attributes["data-rest"] = "1"
    elif anchor is not None:
        attributes["id"] = anchor(stretch.number)
    written = "".join(f' {name}="{escape(told)}"' for name, told in attributes.items())
    target = link(stretch.number) if link is not None else None
    if target is not None:
        inside = f'<a href="{escape(target)}">{inside}</a>'
    return f"<mark{written}>{inside}</mark>"


def escaped(text: str) -> str:
    """Return text for a page: markup escaped, line feeds at line ends, unsafe characters by their code."""
    lines = text.replace("\r\n", "\n").translate(_KEPT).split("\n")
    return "\n".join(escape("\t".join(map(visible, line.split("\t")))) for line in lines)
