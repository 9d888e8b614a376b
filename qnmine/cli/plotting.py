"""The file of `--plot`: checked with everything else, drawn of the rows that go into the table."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.errors import UsageError
from qnmine.languages import load_phrases
from qnmine.output import Table, open_destination, same_target, write_table
from qnmine.output.tables import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from matplotlib.figure import Figure

    from qnmine.cli.options.plot import PlotOptions
    from qnmine.cli.run import Run
    from qnmine.languages import Phrases
    from qnmine.output import Destination
    from qnmine.output.tables import Row
    from qnmine.plots.figure import Size
    from qnmine.plots.lettering import Lettering

    Draw = Callable[[Phrases, Lettering, Size | None], Figure]

MOST_GROUPS = 8
"""Panels of one picture; there may be more groups, which it says."""


class Plot:
    """A picture to be drawn once; `open_plot` makes one."""

    def __init__(self, run: Run, options: PlotOptions, destination: Destination, stack: ExitStack) -> None:
        self._run, self._options = run, options
        self._destination, self._stack = destination, stack

    def save(self, draw: Draw) -> None:
        """Draw the picture and put its file in place, whatever becomes of the table."""
        from qnmine.plots.figure import rendered
        from qnmine.plots.lettering import Lettering

        letter, phrases = Lettering(), load_phrases("plots", self._options.language)
        size, chosen = self._options.plot_size, self._options.format
        self._destination.write_encoded(rendered(lambda: draw(phrases, letter, size), chosen))
        self._stack.close()
        for message in letter.warnings():
            self._run.telling.warn(message)


@contextmanager
def open_plot(options: PlotOptions, run: Run, *, inputs: Iterable[str | None] = ()) -> Iterator[Plot | None]:
    """Open the file of a plot, if one is asked for; it is replaced when the picture is complete.

    `inputs` are the files that are read besides the corpus. Raises UsageError for a file that cannot be
    written, or is written or read already, and if Matplotlib is missing.
    """
    if options.file is None:
        if options.plot_size is not None:
            raise UsageError("--plot-size is of the file of --plot; add --plot FILE")
        yield None
        return
    require_matplotlib()
    for option, other in (("-o", run.output.output), ("--errors", run.telling.behaviour.errors)):
        if other is not None and same_target(other, options.file):
            raise UsageError(f"{option} and --plot name the same file; give each its own")
    read = [*run.corpus.inputs, *(Path(file) for file in inputs if file is not None)]
    with ExitStack() as stack:
        destination = stack.enter_context(
            open_destination(options.file, no_clobber=run.output.no_clobber, inputs=read)
        )
        yield Plot(run, options, destination, stack)


def require_matplotlib() -> None:
    """Raise UsageError if what draws plots is not installed."""
    from importlib.util import find_spec

    for module, name in (("matplotlib", "Matplotlib"), ("networkx", "networkx")):
        if find_spec(module) is None:
            raise UsageError(f"--plot FILE needs {name}; install it with: pip install 'qnmine[plot]'")


@dataclass(frozen=True)
class Kept:
    """The first rows of each group of a table, of the first groups; `of` counts all of each group."""

    columns: tuple[str, ...]
    rows: dict[Row, list[Row]]
    of: Counter[Row]

    def cells(self, group: Row, *names: str) -> list[tuple[Any, ...]]:
        """Return these columns of the rows of a group."""
        places = [self.columns.index(name) for name in names]
        return [tuple(row[place] for place in places) for row in self.rows[group]]

    def title(self, group: Row) -> str:
        """Return what a group is called, empty where there are no groups."""
        return " · ".join(str(value) for value in group) or ("–" if group else "")


def write_and_plot(
    run: Run,
    table: Table,
    plot: Plot | None,
    draw: Callable[[Kept], Draw],
    *,
    group_columns: int = 0,
    groups: int | None = None,
    most: int | None = None,
    hidden: str | None = None,
    writer: Callable[..., int] = write_table,
) -> None:
    """Write a table and draw the rows that it has after `--sort`, `--limit` and `--sample`.

    Rows are drawn in groups by the first `groups` columns (by default `group_columns`), `most` of each;
    `hidden` names a column that is for the plot alone.
    """
    if plot is None:
        run.write_table(table, group_columns=group_columns, writer=writer)
        return
    public = [name for name in table.columns if name != hidden]
    shape(Table(tuple(public), ()), columns=run.output.columns, sort=run.output.sort)  # tells wrong names now
    chosen = run.output.columns or public
    kept = Kept(table.columns, {}, Counter())
    by = group_columns if groups is None else groups

    def noted(rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            group = row[:by]
            kept.of[group] += 1
            own = kept.rows.setdefault(group, []) if len(kept.rows) < MOST_GROUPS else kept.rows.get(group)
            if own is not None and (most is None or len(own) < most):
                own.append(row)
            yield row

    def write(shaped: Table, *arguments: Any, **settings: Any) -> int:
        rows = noted(shaped.rows)
        visible = shape(Table(shaped.columns, rows, shaped.types), columns=chosen)
        try:
            number = writer(visible, *arguments, **settings)
        except BrokenPipeError:
            for _ in rows:  # the reader of the table may go, the picture is of all of it
                pass
            plot.save(draw(kept))
            raise
        plot.save(draw(kept))
        return number

    own = replace(run, output=replace(run.output, columns=None))
    own.write_table(table, group_columns=group_columns, writer=write)
    run.rows = own.rows
