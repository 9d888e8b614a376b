"""General Vietnamese as a reference."""

from __future__ import annotations

from qnmine.data.frequencies import sequence_frequencies, word_frequencies
from qnmine.statistics.reference import general_reference


def test_terms_count_as_one_word_and_as_several() -> None:
    reference = general_reference()
    words, sequences = word_frequencies(), sequence_frequencies()
    assert reference.words == words.words == sequences.words == 10_255_687
    assert "Wikipedia" in reference.name
    assert reference.counts["và"] == words.counts["và"] > 200_000
    assert reference.counts["chiến tranh thế giới"] == sequences.counts["chiến tranh thế giới"] > 1000
    both = next(term for term in sequences.counts if term in words.counts)
    assert reference.counts[both] == words.counts[both] + sequences.counts[both]
    for missing in ("kinh tế số", "KINH TẾ", "", "\t", "và\t1", "\ud800", "zzz"):
        assert missing not in reference.counts
        assert reference.counts.get(missing, 0) == 0


def test_each_term_is_there_once() -> None:
    counts = general_reference().counts
    terms = list(counts)
    assert len(terms) == len(set(terms)) == len(counts) > 400_000
    assert all(counts[term] > 2 for term in terms[::5000])
