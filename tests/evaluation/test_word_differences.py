"""Differences of segmentations: the shortest stretches, what went wrong there, and the context."""

from __future__ import annotations

import pytest
from hypothesis import given

from qnmine.evaluation import difference_columns, read_word_predictions, read_words, word_differences
from tests.evaluation.segmenting import conllu, joined, segmentations, stream

GOLD = ["người", "dân", "Bách khoa toàn thư", "đến", "Hà Nội", "."]


def rows(gold: list[str], *systems: list[str], context: int = 5) -> list[tuple[object, ...]]:
    records = read_words(stream(conllu(gold, ids=["s"])), name="gold.conllu")
    named = {
        f"s{number}": read_word_predictions(stream(joined(words)), records, name="p.txt")
        for number, words in enumerate(systems)
    }
    return [row.cells() for row in word_differences(records, named, context=context)]


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (GOLD, []),
        (
            ["người dân", "Bách khoa toàn thư", "đến", "Hà Nội", "."],
            [(0, 9, "joined", "người | dân", "người dân")],
        ),
        (
            ["người", "dân", "Bách khoa", "toàn thư", "đến", "Hà", "Nội", "."],
            [
                (10, 28, "split", "Bách khoa toàn thư", "Bách khoa | toàn thư"),
                (33, 39, "split", "Hà Nội", "Hà | Nội"),
            ],
        ),
        (
            [
                "người",
                "dân Bách",
                "khoa toàn thư",
                "đến Hà Nội .",
            ],
            [
                (6, 28, "crossing", "dân | Bách khoa toàn thư", "dân Bách | khoa toàn thư"),
                (29, 41, "joined", "đến | Hà Nội | .", "đến Hà Nội ."),
            ],
        ),
    ],
)
def test_one_system(system: list[str], expected: list[tuple[object, ...]]) -> None:
    found = rows(GOLD, system)
    assert [
        (start, end, kind, ours, theirs) for _, start, end, _, kind, ours, theirs, _, _ in found
    ] == expected


def test_several_systems_share_a_stretch_and_each_has_its_kind() -> None:
    one = ["người dân", "Bách khoa toàn thư", "đến", "Hà Nội", "."]
    other = ["người", "dân", "Bách khoa toàn", "thư", "đến", "Hà Nội", "."]
    joining = ["người", "dân", "Bách khoa toàn thư đến", "Hà Nội", "."]
    assert [row[1:9] for row in rows(GOLD, one, other)] == [
        (0, 9, "người dân", "joined", "người | dân", "người dân", "người | dân", ""),
        (
            10,
            28,
            "Bách khoa toàn thư",
            "split",
            "Bách khoa toàn thư",
            "Bách khoa toàn thư",
            "Bách khoa toàn | thư",
            "người dân ",
        ),
    ]
    (row,) = rows(GOLD, other, joining)
    assert row[3:8] == (
        "Bách khoa toàn thư đến",
        "joined | split",
        "Bách khoa toàn thư | đến",
        "Bách khoa toàn | thư | đến",
        "Bách khoa toàn thư đến",
    )


def test_the_context_is_counted_in_words_of_the_gold() -> None:
    system = ["người", "dân", "Bách khoa toàn thư", "đến", "Hà", "Nội", "."]
    for context, left, right in (
        (0, "", ""),
        (1, "đến ", " ."),
        (2, "Bách khoa toàn thư đến ", " ."),
        (9, "người dân Bách khoa toàn thư đến ", " ."),
    ):
        ((*_, before, after),) = rows(GOLD, system, context=context)
        assert (before, after) == (left, right)


def test_a_sentence_without_prediction_is_missing_word_by_word() -> None:
    records = read_words(stream(conllu(["Hà Nội", "đẹp"])), name="gold.conllu")
    found = [row.cells()[3:7] for row in word_differences(records, {"s": {}})]
    assert found == [("Hà Nội", "missing", "Hà Nội", ""), ("đẹp", "missing", "đẹp", "")]


def test_the_columns_are_those_of_differences() -> None:
    system = ["người dân", *GOLD[2:]]
    assert len(rows(GOLD, system)[0]) == len(difference_columns(["s0"]))


@given(segmentations())
def test_the_rows_are_exactly_where_the_cuts_differ(sentences: list[tuple[list[str], list[str]]]) -> None:
    gold = read_words(stream(conllu(*(ours for ours, _ in sentences))), name="gold.conllu")
    system = read_word_predictions(stream(joined(*(theirs for _, theirs in sentences))), gold, name="p.txt")
    found = list(word_differences(gold, {"s": system}))
    for record in gold:
        ours = {(span.start, span.end) for span in record.entities}
        theirs = {(span.start, span.end) for span in system[record.id]}
        stretches = [(row.start, row.end) for row in found if row.doc == record.id]
        assert stretches == sorted(stretches)
        for start, end in ours ^ theirs:
            assert sum(first <= start and end <= behind for first, behind in stretches) == 1
        for start, end in ours & theirs:
            assert not any(first < end and start < behind for first, behind in stretches)
    for row in found:
        record = next(record for record in gold if record.id == row.doc)
        assert row.text == record.text[row.start : row.end]
        assert row.gold != row.predicted[0]
        assert (row.kind == "joined") == (" | " not in row.predicted[0])
        assert (row.kind == "split") == (" | " not in row.gold)
