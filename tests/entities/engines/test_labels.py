from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.entities.engines.labels import label_runs, read_label


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("O", ("", None)),
        ("B-PER", ("B", "PER")),
        ("I-ORG", ("I", "ORG")),
        ("E-LOC", ("E", "LOC")),
        ("S-PERSON", ("S", "PER")),
        ("U-ORGANIZATION", ("U", "ORG")),
        ("L-LOCATION", ("L", "LOC")),
        ("b-per", ("B", "PER")),
        ("B_LOC", ("B", "LOC")),
        ("PER-B", ("B", "PER")),
        ("B-PERSON_NAME", ("B", "PER")),
        ("I-NAME", ("I", "PER")),
        ("LOC", ("", "LOC")),
        ("GPE", ("", "LOC")),
        ("B-MISC", ("B", None)),
        ("I-DATE", ("I", None)),
        ("LABEL_1", ("", None)),
        ("", ("", None)),
    ],
)
def test_labels_of_all_schemes_are_read(label: str, expected: tuple[str, str | None]) -> None:
    assert read_label(label) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("", []),
        ("O O", []),
        ("B-PER I-PER O B-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        # What continues nothing begins a span.
        ("O I-LOC I-LOC", [(1, 3, "LOC")]),
        ("B-PER I-ORG I-ORG", [(0, 1, "PER"), (1, 3, "ORG")]),
        # A kind of name that we do not tell is outside, and ends what was before it.
        ("B-PER I-MISC I-PER", [(0, 1, "PER"), (2, 3, "PER")]),
        ("B-MISC I-MISC B-ORG", [(2, 3, "ORG")]),
        # IOBES and BILOU, whole and broken.
        ("B-LOC I-LOC E-LOC S-PER S-PER", [(0, 3, "LOC"), (3, 4, "PER"), (4, 5, "PER")]),
        ("B-LOC L-LOC U-LOC", [(0, 2, "LOC"), (2, 3, "LOC")]),
        ("E-LOC I-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("B-PER I-PER O", [(0, 2, "PER")]),
        ("S-PER I-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        # Bare types.
        ("PER PER O LOC ORG", [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "ORG")]),
    ],
)
def test_runs_of_labels_are_spans(labels: str, expected: list[tuple[int, int, str]]) -> None:
    assert label_runs(labels.split()) == expected


LABELS = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "L-LOC", "U-LOC", "I-LOC", "B-MISC", "ORG"]


@given(st.lists(st.sampled_from(LABELS)))
def test_spans_are_disjoint_and_hold_exactly_what_is_labelled(labels: list[str]) -> None:
    runs = label_runs(labels)
    inside = [number for first, after, _ in runs for number in range(first, after)]
    assert inside == [number for number, label in enumerate(labels) if read_label(label)[1]]
    assert all(read_label(labels[n])[1] == type_ for first, after, type_ in runs for n in range(first, after))
