"""What a query says, and what is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.errors import UsageError
from qnmine.queries import Query
from qnmine.queries.syntax import LONGEST_QUERY, Name, Wild, Word, parse

STAR, ONE = Wild.STRING, Wild.CHARACTER


def words(*items: str) -> tuple[Word, ...]:
    return tuple(Word((item,)) for item in items)


@pytest.mark.parametrize(
    ("query", "variants"),
    [
        ("kinh tế số", [words("kinh", "tế", "số")]),
        ("  kinh \u200btế\t số ", [words("kinh", "tế", "số")]),
        (unicodedata.normalize("NFD", "kinh tế"), [words("kinh", "tế")]),
        ("chuyển*", [(Word(("chuyển", STAR)),)]),
        ("chuyển **", [(Word(("chuyển",)), Word((STAR,)))]),
        ("t?m*", [(Word(("t", ONE, "m", STAR)),)]),
        ("(kinh tế|xã hội) số", [words("kinh", "tế", "số"), words("xã", "hội", "số")]),
        ("chuyển (đổi|giao)*", [(Word(("chuyển",)), Word((end, STAR))) for end in ("đổi", "giao")]),
        ("(tỉnh |)Hạ Long", [words("tỉnh", "Hạ", "Long"), words("Hạ", "Long")]),
        ("kinh tế|chính quyền", [words("kinh", "tế"), words("chính", "quyền")]),
        ("(a|a) b|a b", [words("a", "b")]),
        ("<PER> nói", [(Name(("PER",)), Word(("nói",)))]),
        ("ông< loc >và", [(Word(("ông",)), Name(("LOC",)), Word(("và",)))]),
        ("<ENTITY>", [(Name(("PER", "ORG", "LOC")),)]),
        (r"\* \(a\|b\) \<c \\", [words("*", "(a|b)", "<c", "\\")]),
        # As words are written by segmenters, and as phrases are in search engines.
        ("kinh_tế số", [words("kinh", "tế", "số")]),
        ("_chuyển_*_", [(Word(("chuyển",)), Word((STAR,)))]),
        (r"a\_b", [words("a_b")]),
        ('"kinh tế"', [words("kinh", "tế")]),
        ("“ kinh_tế|số ”", [words("kinh", "tế"), words("số")]),
        (r'"a\"', [words('"a"')]),
        (r'\"a"', [words('"a"')]),
        ('"a" "b"', [words('"a"', '"b"')]),
        ('"', [words('"')]),
        # One style of tone marks; beside a wildcard the syllable may go on, and both are meant.
        ("hoà bình", [words("hòa", "bình")]),
        ("hoà*", [(Word(("hòa", STAR)),), (Word(("hoà", STAR)),)]),
        ("hòa*", [(Word(("hòa", STAR)),)]),
    ],
)
def test_queries_are_written_out(query: str, variants: list[tuple[object, ...]]) -> None:
    assert list(parse(query)) == variants


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "empty"),
        (" \u200b\n", "empty"),
        ("kinh tế|", "empty"),
        ("(|)", "empty"),
        ("*", "wildcards"),
        ("* ? *", "wildcards"),
        ("số|*", "wildcards"),
        ("(kinh tế", "not closed"),
        ("((kinh", "not closed"),
        ("((a) b", "not closed"),
        ("kinh) tế", "\\)"),
        ("((a|b) c)", "inside parentheses"),
        ("_", "empty"),
        ('" "', "empty"),
        ("<NAME>", "<PER>"),
        ("a < b", "\\<"),
        ("a\\", "\\\\"),
        ("a" * (LONGEST_QUERY + 1), str(LONGEST_QUERY)),
        ("(a|b)" * 10, "alternatives"),
        ("(a|b)" * 8 + " c" * 400, "alternatives"),
        ("hoà* " * 12, "spellings"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_one_line(query: str, reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        Query.parse(query)
    (line,) = str(refused.value).splitlines()
    assert line.startswith("the query '")
    assert reason in line
    assert len(line) < 200


@given(st.text(st.sampled_from('ab hoà*?()|<>_"“\\PER,.-1\u0301\u200b\ufdd1'), max_size=40))
def test_every_string_is_a_query_or_refused(text: str) -> None:
    try:
        query = Query.parse(text, syllables="1" in text, ignore_diacritics="2" in text)
    except UsageError:
        return
    assert query.label == Query.parse(query.label).label
    assert query.label
