"""Counts computed by hand, and the laws that every count obeys."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.evaluation import Span, read_records
from qnmine.evaluation.metrics import (
    Counts,
    add_up,
    aligned_counts,
    boundary_counts,
    lenient_counts,
    macro,
    overlap_matches,
    strict_counts,
    total,
    unbroken_counts,
)


def spans(written: str) -> list[Span]:
    """Read `0-3:PER 5-9:LOC`."""
    found = []
    for part in written.split():
        place, label = part.split(":")
        start, end = place.split("-")
        found.append(Span(int(start), int(end), label))
    return found


def triple(counts: Counts) -> tuple[int, int, int]:
    return counts.gold, counts.predicted, counts.correct


@pytest.mark.parametrize(
    ("gold", "predicted", "strict", "lenient", "boundary"),
    [
        ("", "", (0, 0, 0), (0, 0, 0), (0, 0, 0)),
        ("0-3:P", "", (1, 0, 0), (1, 0, 0), (1, 0, 0)),
        ("", "0-3:P", (0, 1, 0), (0, 1, 0), (0, 1, 0)),
        ("0-3:P", "0-3:P", (1, 1, 1), (1, 1, 1), (1, 1, 1)),
        ("0-3:P", "0-3:L", (1, 1, 0), (1, 1, 0), (1, 1, 1)),  # the type alone is wrong
        ("0-3:P", "0-4:P", (1, 1, 0), (1, 1, 1), (1, 1, 0)),  # the boundary alone is wrong
        ("0-3:P", "3-6:P", (1, 1, 0), (1, 1, 0), (1, 1, 0)),  # adjacent is not overlapping
        ("0-3:P", "2-6:L", (1, 1, 0), (1, 1, 0), (1, 1, 0)),
        ("0-9:P", "0-3:P 4-9:P", (1, 2, 0), (1, 2, 1), (1, 2, 0)),  # one gold in two pieces: one match
        ("0-3:P 4-9:P", "0-9:P", (2, 1, 0), (2, 1, 1), (2, 1, 0)),
        ("0-4:P 4-8:P", "2-6:P 6-9:P", (2, 2, 0), (2, 2, 2), (2, 2, 0)),  # a chain: both find a partner
        ("0-2:P 2-8:P", "1-3:P", (2, 1, 0), (2, 1, 1), (2, 1, 0)),
        ("0-9:P 0-3:P", "0-3:P 5-6:P", (2, 2, 1), (2, 2, 2), (2, 2, 1)),  # nested gold
        ("0-3:P", "0-3:P 0-3:P", (1, 2, 1), (1, 2, 1), (1, 2, 1)),  # a duplicate is right once
        ("0-3:P 0-3:L", "0-3:L", (2, 1, 1), (2, 1, 1), (2, 1, 1)),
        ("0-3:P 5-8:L 9-12:O", "0-3:P 5-9:L 9-12:L", (3, 3, 1), (3, 3, 2), (3, 3, 2)),
    ],
)
def test_counts_by_hand(
    gold: str,
    predicted: str,
    strict: tuple[int, int, int],
    lenient: tuple[int, int, int],
    boundary: tuple[int, int, int],
) -> None:
    ours, theirs = spans(gold), spans(predicted)
    assert triple(total(strict_counts(ours, theirs).values())) == strict
    assert triple(total(lenient_counts(ours, theirs).values())) == lenient
    assert triple(total(boundary_counts(ours, theirs).values())) == boundary


def test_counts_are_kept_apart_by_type() -> None:
    counts = strict_counts(spans("0-3:P 5-8:L 9-12:L"), spans("0-3:P 5-8:L 9-12:O"))
    assert {label: triple(one) for label, one in counts.items()} == {
        "P": (1, 1, 1),
        "L": (2, 1, 1),
        "O": (0, 1, 0),
    }


@pytest.mark.parametrize(
    ("counts", "ratios"),
    [
        (Counts(4, 2, 1), (0.5, 0.25, 1 / 3)),
        (Counts(3, 0, 0), (0.0, 0.0, 0.0)),  # nothing predicted: precision 0, as conlleval and seqeval say
        (Counts(0, 3, 0), (0.0, 0.0, 0.0)),
        (Counts(0, 0, 0), (None, None, None)),  # nothing to find, nothing found: no figure
        (Counts(5, 5, 5), (1.0, 1.0, 1.0)),
    ],
)
def test_ratios(counts: Counts, ratios: tuple[float | None, ...]) -> None:
    assert counts.ratios == ratios


def from_bio(gold: list[list[str]], predicted: list[list[str]]) -> dict[str, Counts]:
    def read(sentences: list[list[str]]) -> list[list[Span]]:
        text = "\n\n".join("\n".join(f"w {tag}" for tag in tags) for tags in sentences)
        return [list(record.entities) for record in read_records(io.BytesIO(text.encode()), format="bio")]

    return add_up(strict_counts(*pair) for pair in zip(read(gold), read(predicted), strict=True))


def test_the_example_of_seqeval() -> None:
    """The example of seqeval's README: MISC 0, PER 1, micro and macro F1 0.50."""
    counts = from_bio(
        [["O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]],
        [["O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]],
    )
    assert counts["MISC"].ratios == (0.0, 0.0, 0.0)
    assert counts["PER"].ratios == (1.0, 1.0, 1.0)
    assert total(counts.values()).ratios == (0.5, 0.5, 0.5)
    assert macro(counts.values()) == (0.5, 0.5, 0.5)


def test_an_entity_that_begins_with_i_counts_as_in_conlleval() -> None:
    assert triple(from_bio([["B-NP", "I-NP", "O"]], [["I-NP", "I-NP", "O"]])["NP"]) == (1, 1, 1)


def test_the_macro_f1_is_the_mean_of_the_f1s() -> None:
    # A: P 1, R 1/3, F 1/2; B: P 1/2, R 1, F 2/3; C in neither is left out.
    means = macro([Counts(3, 1, 1), Counts(1, 2, 1), Counts()])
    for found, expected in zip(means, (3 / 4, 2 / 3, 7 / 12), strict=True):
        assert found == pytest.approx(expected)
    assert macro([]) == (None, None, None)
    # A type that only the system has counts with 0, or inventing types would be free.
    assert macro([Counts(2, 2, 2), Counts(0, 3, 0)]) == (0.5, 0.5, 0.5)


any_spans = st.lists(
    st.builds(
        lambda start, length, label: Span(start, start + length, label),
        st.integers(0, 15),
        st.integers(1, 8),
        st.sampled_from("PL"),
    ),
    max_size=7,
)


def maximum_matching(gold: list[Span], predicted: list[Span]) -> int:
    """Kuhn's algorithm, by augmenting paths: slow and obviously right."""
    partner: dict[int, int] = {}

    def augment(index: int, seen: set[int]) -> bool:
        for other, span in enumerate(predicted):
            if other not in seen and span.start < gold[index].end and gold[index].start < span.end:
                seen.add(other)
                if other not in partner or augment(partner[other], seen):
                    partner[other] = index
                    return True
        return False

    return sum(augment(index, set()) for index in range(len(gold)))


@given(any_spans, any_spans)
def test_the_sweep_is_a_maximum_matching(gold: list[Span], predicted: list[Span]) -> None:
    assert overlap_matches(gold, predicted) == maximum_matching(gold, predicted)


@given(any_spans, any_spans)
def test_laws_of_counts(gold: list[Span], predicted: list[Span]) -> None:
    for count in (strict_counts, lenient_counts, boundary_counts):
        forth, back = count(gold, predicted), count(predicted, gold)
        assert forth.keys() == back.keys()
        for label, one in forth.items():
            assert (one.precision, one.recall, one.f1) == (
                back[label].recall,
                back[label].precision,
                back[label].f1,
            )
            assert 0 <= one.correct <= min(one.gold, one.predicted)
            assert one.f1 is not None
            assert 0.0 <= one.f1 <= 1.0
        assert all(one.ratios == (1.0, 1.0, 1.0) for one in count(gold, gold).values())
    strict, lenient = strict_counts(gold, predicted), lenient_counts(gold, predicted)
    assert all(lenient[label].correct >= one.correct for label, one in strict.items())
    boundary = total(boundary_counts(gold, predicted).values())
    assert boundary.correct >= total(strict.values()).correct


def test_many_spans_in_one_text_stay_fast() -> None:
    nested = [Span(start, 200_000 - start, "P") for start in range(50_000)]
    started = time.perf_counter()
    assert overlap_matches(nested, nested) == 50_000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("gold", "predicted", "aligned", "unbroken"),
    [
        ((), (), None, 1),
        ((Span(0, 1, "A"),), (), None, 0),
        ((Span(0, 1, "A"),), (Span(0, 1, "B"),), (1, 1, 0), 0),
        ((Span(0, 1, "A"), Span(2, 3, "A")), (Span(2, 3, "A"), Span(0, 1, "A")), (2, 2, 2), 1),
        ((Span(0, 1, "A"), Span(2, 3, "A")), (Span(0, 1, "A"), Span(2, 4, "A")), (1, 1, 1), 0),
    ],
)
def test_aligned_types_and_whole_records(
    gold: tuple[Span, ...],
    predicted: tuple[Span, ...],
    aligned: tuple[int, int, int] | None,
    unbroken: int,
) -> None:
    assert aligned_counts(gold, predicted) == ({} if aligned is None else {"": Counts(*aligned)})
    assert unbroken_counts(gold, predicted) == {"": Counts(1, 1, unbroken)}
