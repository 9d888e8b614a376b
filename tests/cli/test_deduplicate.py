"""`--deduplicate` of the commands that read a corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import SEEDS
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (SEEDS / "001_8d7c8d55cc24d0bc.txt").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in SEEDS.glob("*.txt"):
        (texts / path.name).write_bytes(path.read_bytes())
    (texts / "x.txt").write_text(ARTICLE.replace("\n", "\r\n"), encoding="utf-8", newline="")
    (texts / "y.txt").write_text(f"{ARTICLE}\nXem thêm: tin mới nhất", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (("profile", "--columns", "documents"), "{}"),
        (("dispersion", "--limit", "1", "--columns", "docs"), None),
        (("normalize", "--csv", "--columns", "doc"), None),
    ],
)
@pytest.mark.parametrize(("way", "left"), [("exact", 6), ("near", 5)])
def test_repeated_texts_are_not_counted(
    words: tuple[str, ...], row: str | None, way: str, left: int, folder: Path
) -> None:
    result = qnmine(*words, "texts", "--deduplicate", way, cwd=folder)
    assert result.code == 0
    dropped = "1 document was" if way == "exact" else "2 documents were"
    article = "001_8d7c8d55cc24d0bc.txt"
    told = f"--deduplicate {way}: {dropped} left out, for example x.txt (the text of {article})"
    assert result.errors == [f"qnmine: warning: {told}"]
    assert f"{left} documents, 0 failed" in result.err
    if row is not None:
        assert result.text.splitlines()[1] == row.format(left)


@pytest.mark.parametrize("words", [("sentences", "--csv"), ("keywords",)])
def test_the_same_however_it_is_spread(words: tuple[str, ...], folder: Path) -> None:
    words = (*words, "texts", "--deduplicate", "near")
    alone = qnmine(*words, cwd=folder)
    for spread in (("--jobs", "2"), ("--resume", "parts"), ("--resume", "parts")):
        again = qnmine(*words, *spread, cwd=folder)
        assert again.out == alone.out
        assert [line for line in again.errors if "is done" not in line] == alone.errors
    other = qnmine(*words[:-1], "exact", "--resume", "parts", cwd=folder)
    assert other.code == 2
    assert "--deduplicate was near" in other.err


def test_each_side_of_a_comparison_is_looked_at_by_itself(folder: Path) -> None:
    result = qnmine("compare", "texts", "--with", "texts", "--deduplicate", "exact", cwd=folder)
    assert result.code == 0
    assert [line for line in result.errors if "left out" in line and (": A: " in line or ": B: " in line)]
    assert "12 documents" in result.err


def test_ways_that_there_are_not(folder: Path) -> None:
    result = qnmine("sentences", "texts", "--deduplicate", "fuzzy", cwd=folder)
    assert result.code == 2
    assert "exact" in result.err


def test_the_settings_file_may_ask_for_it(folder: Path) -> None:
    (folder / "qnmine.toml").write_text('[all]\ndeduplicate = "exact"\n', encoding="utf-8")
    result = qnmine("profile", "texts", "--columns", "documents", cwd=folder)
    assert result.text == "documents\n6\n"
