from __future__ import annotations

import pytest

from qnmine.words.underthesea.templates import Template


@pytest.mark.parametrize(
    ("text", "first", "last", "column", "function"),
    [
        ("T[0]", 0, 0, 0, ""),
        ("T[-2]", -2, -2, 0, ""),
        ("T[-2,0]", -2, 0, 0, ""),
        ("T[1].istitle", 1, 1, 0, "istitle"),
        ("T[-1,0].is_in_dict", -1, 0, 0, "is_in_dict"),
        ("T[-3,-2][1]", -3, -2, 1, ""),
        ("T[0][0].lower", 0, 0, 0, "lower"),
    ],
)
def test_written_forms(text: str, first: int, last: int, column: int, function: str) -> None:
    template = Template.parse(text)
    assert (template.text, template.first, template.last) == (text, first, last)
    assert (template.column, template.function, template.size) == (column, function, last - first + 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "T", "word", "T[]", "T[a]", "T[1,0]", "T[-2,-1,0]", "T[-2,1]", "T[9]", "T[0].isallcap"),
        *("T[0].lower.lower", "T[0].", " T[0]", "T[0]\n"),
    ],
)
def test_what_is_not_supported_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"template|window|function"):
        Template.parse(text)


@pytest.mark.parametrize(
    ("text", "before", "after", "value"),
    [
        ("T[-1]", 0, 5, "BOS"),
        ("T[-1]", 1, 5, None),
        ("T[1]", 5, 0, "EOS"),
        ("T[1]", 5, 1, None),
        ("T[-1,1]", 0, 0, "BOS"),
        ("T[-1,1]", 1, 0, "EOS"),
        ("T[-2,-1]", 1, 0, "BOS"),
        ("T[0,2]", 0, 1, "EOS"),
        ("T[0]", 0, 0, None),
    ],
)
def test_windows_over_the_edge(text: str, before: int, after: int, value: str | None) -> None:
    assert Template.parse(text).edge(before, after) == value
