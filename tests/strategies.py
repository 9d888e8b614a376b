"""Hypothesis strategies for Vietnamese text and for any text, shared by all test rooms."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONSETS = ("", *_words("b c d đ g h k l m n p q r s t v x ch gh gi kh ng ngh nh ph qu th tr"))
RHYMES = _words(
    "a oa oe uy ai ay ao au an ang ach âm ân ất ăn e ê ế ên ênh i ia iên iệt o ó ô ông ơ ơn u ua uân uỵ "
    "ư ưa ước ương ượng y yê yên à òa oà ỏa oả óe oé ùy uỳ ủy uỷ ũy uỹ úy uý ụy uỵ ọa oạ õa oã "
    "oàn oanh uyên uyết oái uỷu ậm ặng ề ệ ị ọ ộ ở ữ ỹ"
)
WORDS = _words(
    "Hoà hoà Hòa Thủy Thuỷ UỶ ỦY Quý quý Khoẻ khỏe Đaị TP. Tp. TS. GS.TS. v.v. v.v… Mr. N.V.A T. "
    "25.06.2024 14.000 3,5 100% 8,94ha 57-NQ/TW http://a.vn/b?c=1 ai@bao.com.vn R&D 4G F-16 #BìnhMinh "
    "UNESCO Quảng Ninh Hạ Long Phạm Văn Thể T.Ư H'Mông kinh tế xã hội :) <3 ->"
)
SEPARATORS = (" ", " ", " ", " ", " ", ", ", ". ", "! ", "? ", "… ", "...", "; ", ": ", " – ", "-", " - ")
QUOTES = ("“", "”", '"', "'", "(", ")", "«", "»", "[", "]")
SPACES = ("\n", "\n\n", "\r\n", "\t", "  ", "\u00a0", "\u200b", "\u3000", "\ufeff", "\u2028")
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
ODD = (
    *MARKS,
    *"\u200d\u200c\u200e\u202e\u00ad\ufe0f\x00\x07\x1b\x85\ud800\udfff\u1100\u1161\u11a8\u0958\u0344",
    *"😀",
    "👩\u200d👩\u200d👧",
    "🇻🇳",
    "e\u0301",
    "Å",
    "ﬁ",
    "①",
    "世界",
    "\u0c46\u0c56",
    "\u09c7\u09be",
    "\u0344\u0323",
)


def syllables() -> st.SearchStrategy[str]:
    """Vietnamese syllables (and near misses), in lower case, capitalised or in capitals."""
    made = st.builds(lambda onset, rhyme: onset + rhyme, st.sampled_from(ONSETS), st.sampled_from(RHYMES))
    cased = st.builds(
        lambda syllable, case: case(syllable), made, st.sampled_from((str.lower, str.capitalize, str.upper))
    )
    return st.one_of(cased, st.sampled_from(WORDS))


def _form(pieces: list[tuple[str, str, str]]) -> str:
    """Join (piece, separator, form), each piece in its own normalisation form ("" leaves it)."""
    return "".join(
        (unicodedata.normalize(form, piece) if form else piece) + separator  # type: ignore[arg-type]
        for piece, separator, form in pieces
    )


def _text(pieces: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[str]:
    separators = st.one_of(
        st.sampled_from(SEPARATORS), st.sampled_from(QUOTES), st.sampled_from(SPACES), st.just(" ")
    )
    one_form = st.sampled_from(("NFC", "NFD", "")).flatmap(
        lambda form: st.lists(st.tuples(pieces, separators, st.just(form)), max_size=max_size)
    )
    mixed = st.lists(
        st.tuples(pieces, separators, st.sampled_from(("NFC", "NFD", "NFKD"))), max_size=max_size
    )
    return st.one_of(one_form, mixed).map(_form)


def vietnamese_text(max_size: int = 40) -> st.SearchStrategy[str]:
    """Text of up to `max_size` syllables in NFC, NFD or both, in both tone-mark styles, with punctuation."""
    return _text(syllables(), max_size)


def any_text(max_size: int = 40) -> st.SearchStrategy[str]:
    """Any text at all: Vietnamese mixed with odd characters, or arbitrary code points, in any form.

    It contains lone surrogates, control and zero-width characters, emoji, stray and disordered marks.
    """
    code_points = st.text(st.characters(exclude_categories=()), max_size=max_size)
    odd = _text(st.one_of(syllables(), st.sampled_from(ODD), code_points.map(lambda t: t[:4])), max_size)
    return st.one_of(odd, code_points, code_points.map(lambda text: unicodedata.normalize("NFD", text)))
