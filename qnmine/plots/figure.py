"""Figures for print, and the files they are written to: the same figure, the same bytes."""

from __future__ import annotations

import io
from contextlib import contextmanager
from textwrap import fill
from typing import TYPE_CHECKING, Any

from qnmine.plots.lettering import FONT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from qnmine.languages import Phrases

FORMATS = ("svg", "png", "pdf")
Size = tuple[float, float]
"""Width and height in millimetres."""

# Okabe & Ito (2008): colours that people with any kind of colour vision can tell apart.
BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#D55E00",
    "#56B4E9",
    "#000000",
)
OF_TYPES = {"PER": PURPLE, "ORG": VERMILION, "LOC": GREEN}
OF_LINES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
GREY, INK = "#B8BCC2", "#222222"

STYLE: dict[str, Any] = {
    "font.family": FONT,
    "font.size": 8,
    "axes.labelsize": 8,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "axes.titlesize": 8,
    "axes.titleweight": "bold",
    "axes.linewidth": 0.6,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "axes.unicode_minus": True,
    "grid.color": "#DDDFE3",
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "text.parse_math": False,  # a word may hold $
    "text.usetex": False,
    "figure.constrained_layout.h_pad": 0.03,
    "figure.constrained_layout.w_pad": 0.03,
    "figure.dpi": 100,
    "savefig.dpi": 300,
    "svg.hashsalt": "qnmine",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
_METADATA = {
    "svg": {"Date": None, "Creator": "qnmine"},
    "pdf": {"CreationDate": None, "Creator": "qnmine", "Producer": None},
    "png": {"Software": "qnmine"},
}
_MILLIMETRES = 25.4
_LETTERS_OF_NOTES = 20  # that stand side by side in an inch


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of these plots, whatever the settings of the user or of a notebook are."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)  # type: ignore[arg-type]  # names are any strings here
        yield


def new_figure(size: Size) -> Figure:
    """Return an empty figure of so many millimetres that no window or notebook knows of."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(size[0] / _MILLIMETRES, size[1] / _MILLIMETRES), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def rendered(draw: Callable[[], Figure], file_format: str) -> bytes:
    """Return a figure as a file in one of FORMATS."""
    stream = io.BytesIO()
    with style():
        draw().savefig(stream, format=file_format, metadata=_METADATA[file_format])
    return stream.getvalue()


def with_figures(axis: Any, phrases: Phrases) -> None:
    """Have an axis write its figures as the language does."""
    from matplotlib.ticker import FuncFormatter

    def written(value: float, _: int | None) -> str:
        return phrases.figure(round(value) if float(value).is_integer() else float(f"{value:.6g}"))

    axis.set_major_formatter(FuncFormatter(written))


def add_note(figure: Figure, notes: list[str]) -> None:
    """Write what is not in the picture below it, small, at the right."""
    if notes:
        longest = int(figure.get_figwidth() * _LETTERS_OF_NOTES)
        told = fill("; ".join(notes), longest, break_on_hyphens=False)
        figure.supxlabel(told, x=0.995, ha="right", fontsize=6.5, color="#666666")


def grid_of(figure: Figure, number: int, columns: int, **settings: Any) -> list[Axes]:
    """Return axes for so many panels, row by row."""
    rows = -(-number // columns)
    axes = figure.subplots(rows, columns, squeeze=False, **settings).flatten().tolist()
    for unused in axes[number:]:
        unused.set_visible(False)
    return list(axes[:number])


def nothing(phrases: Phrases, size: Size | None) -> Figure:
    """Return a figure that says that there is nothing to draw."""
    figure = new_figure(size or (85, 30))
    figure.text(0.5, 0.5, phrases("note.nothing"), ha="center", va="center")
    return figure
