"""Rows in order: the same in memory and on disk."""

from __future__ import annotations

import tempfile
from math import inf
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.statistics.ranking import Ranked, Ranking

if TYPE_CHECKING:
    from pathlib import Path

# Terms on both sides of the surrogates, where the order of UTF-16 is another one.
terms = st.text(st.sampled_from("ab đầ\ud800\udfff\uffee\U00010000\x00'"), max_size=3)
scores = st.sampled_from([0, 1, 1.5, -2.0, inf, -inf, -0.0, 1e300]) | st.integers(-(2**53), 2**53)
cells = st.tuples(st.integers(-(2**63), 2**63 - 1) | st.none(), st.floats(allow_nan=False) | terms)
rows = st.builds(Ranked, st.integers(0, 2), scores, terms, cells)


@given(st.lists(rows), st.integers(1, 5))
def test_the_same_rows_in_memory_and_on_disk(unordered: list[Ranked], memory_rows: int) -> None:
    unordered = list({row[:3]: row for row in unordered}.values())
    with Ranking() as memory, Ranking(memory_rows=memory_rows) as disk:
        memory.extend(unordered)
        disk.extend(unordered[:3])
        disk.extend(reversed(unordered[3:]))
        expected = sorted(unordered, key=lambda row: (row.group, -row.score, row.term))
        assert list(memory) == expected
        assert list(disk) == expected
        assert list(disk) == expected, "they may be read twice"


def test_a_group_comes_after_the_other_and_ties_by_code_point() -> None:
    with Ranking(memory_rows=1) as ranking:
        ranking.extend(
            Ranked(*row) for row in [(1, 9, "a"), (0, 1, "đ"), (0, 2, "z"), (0, 1, "Z"), (0, 1, "á")]
        )
        assert [(row.group, row.term) for row in ranking] == [
            (0, "z"),
            (0, "Z"),
            (0, "á"),
            (0, "đ"),
            (1, "a"),
        ]


def test_nothing_is_nothing() -> None:
    with Ranking() as ranking:
        assert list(ranking) == []


def test_the_temporary_file_goes_with_the_ranking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Ranking(memory_rows=2) as ranking:
        ranking.extend(Ranked(0, 1, str(number)) for number in range(2))
        assert not list(tmp_path.iterdir()), "two rows have room"
        ranking.extend([Ranked(0, 1, "2")])
        assert len(list(tmp_path.iterdir())) == 1
        next(iter(ranking))
    assert not list(tmp_path.iterdir())
    ranking.close()


def test_a_folder_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with Ranking(memory_rows=1) as ranking, pytest.raises(QnmineError, match="TMPDIR"):
        ranking.extend(Ranked(0, 1, str(number)) for number in range(2))
