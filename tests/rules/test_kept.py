from __future__ import annotations

from qnmine.rules.kept import Kept


def test_a_full_dictionary_begins_anew() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    kept = Kept(double, most=3)
    assert [kept[number] for number in (1, 2, 1, 3, 2)] == [2, 4, 2, 6, 4]
    assert asked == [1, 2, 3]
    assert kept[4] == 8
    assert dict(kept) == {4: 8}
    assert [kept[number] for number in (4, 1, 2, 3, 1)] == [8, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 4, 1, 2, 3, 1]
    assert len(kept) <= 3
