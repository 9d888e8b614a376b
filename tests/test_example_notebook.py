"""The notebook of the examples: run in a new kernel, it shows what is stored in it."""

from __future__ import annotations

import base64
import copy
import re
import struct
from html import unescape
from typing import Any

import pytest

from tests import ROOT
from tests import notebook as notebooks

pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


@pytest.fixture(scope="module")
def stored() -> Any:
    return notebooks.read()


@pytest.fixture(scope="module")
def executed(stored: Any) -> Any:
    return notebooks.executed(copy.deepcopy(stored))


def words_of(html: str) -> str:
    """What a reader sees of HTML: its text, with single spaces."""
    bare = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def shown(cell: Any) -> list[tuple[str, str]]:
    """What a cell shows: pairs of a kind and what there is to compare, nothing of the pixels of a figure."""
    found: list[tuple[str, str]] = []
    for output in cell.outputs:
        if output.output_type == "stream":
            found.append((output.name, output.text))
        for kind, value in sorted(output.get("data", {}).items()):
            if kind == "text/html":
                value = words_of(value)
            elif kind == "image/png":
                width, height = size_of(value)
                value = f"a picture, {'wide' if width > height else 'high'}"
            found.append((kind, value))
    return found


def size_of(png: str) -> tuple[int, int]:
    content = base64.b64decode(png)
    assert content.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def test_the_cells_show_what_is_stored(stored: Any, executed: Any) -> None:
    for before, after in zip(stored.cells, executed.cells, strict=True):
        assert before.source == after.source
        if after.cell_type == "code":
            assert shown(before) == shown(after), before.source


def test_what_is_stored_is_what_the_articles_say(stored: Any) -> None:
    text = "\n".join(value for cell in stored.cells if cell.cell_type == "code" for _, value in shown(cell))
    for expected in (
        "Phạm Văn Thể",
        "28.000 tỷ đồng 28000000000000 VND hơn",
        "2,8 tỷ USD 2800000000 USD trên",
        "HĐND tỉnh ORG Hội đồng nhân dân tỉnh Quảng Ninh",
        "[12, 18] articles",
        "bị cáo",
        "@software{qnmine,",
    ):
        assert expected in text


def test_the_stored_notebook_is_as_the_command_writes_it(stored: Any) -> None:
    cleaned = notebooks.cleaned(copy.deepcopy(stored))
    assert notebooks.written(cleaned) == notebooks.NOTEBOOK.read_text(encoding="utf-8")
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = [kind for cell in code for kind, _ in shown(cell)]
    assert kinds.count("text/html") >= 6
    assert kinds.count("image/png") == 1
    assert not {"stderr"} & set(kinds), "a warning or an error is stored"


def test_the_notebook_is_valid_and_tells_nothing_of_this_machine(stored: Any) -> None:
    import nbformat

    nbformat.validate(stored)
    text = notebooks.NOTEBOOK.read_text(encoding="utf-8")
    for path in (ROOT, ROOT.home()):
        assert f"{path}/" not in text


def test_a_cell_that_raises_is_told() -> None:
    import nbformat
    from nbclient.exceptions import CellExecutionError

    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])  # type: ignore[no-untyped-call]
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        notebooks.executed(broken)
