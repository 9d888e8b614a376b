from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qnmine.rules.corpus import Case, NearMiss, read_cases, read_near_misses

if TYPE_CHECKING:
    from pathlib import Path


def test_cases(tmp_path: Path) -> None:
    file = tmp_path / "cardinals.txt"
    file.write_text(
        '# counts\n= cardinal value=14000 unit="tin, bài"\nhơn [14.000] tin\n14.000\n\n= ordinal\nthứ 5\n',
        encoding="utf-8",
    )
    values = {"value": "14000", "unit": "tin, bài"}
    assert list(read_cases(file)) == [
        Case("hơn 14.000 tin", 4, 10, "cardinal", values, 3),
        Case("14.000", 0, 6, "cardinal", values, 4),
        Case("thứ 5", 0, 5, "ordinal", {}, 7),
    ]


def test_near_misses(tmp_path: Path) -> None:
    file = tmp_path / "negative.txt"
    file.write_text("# none\ntens of years: hai mươi năm\n*: 2 con số\n", encoding="utf-8")
    assert list(read_near_misses(file)) == [
        NearMiss("hai mươi năm", "tens of years", 2),
        NearMiss("2 con số", "*", 3),
    ]


def test_a_phrase_needs_an_expected_value(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("thứ 5\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt:1: a phrase without"):
        list(read_cases(file))
    file.write_text("hai mươi năm\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.txt:1: expected 'rule: phrase'"):
        list(read_near_misses(file))
