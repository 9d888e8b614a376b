"""Typed tokens: numbers, codes, addresses, abbreviations and signs, told from plain letters by rule.

What is no run of letters never depends on the statistical model: `28.000`, `97,15%`, `25/6/2024`,
`57-NQ/TW`, `R&D`, `4G`, `F-16`, `TP.HCM`, an e-mail address and a full stop are one token each, always.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from qnmine.text.spelling import FOREIGN, spelling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    # Tells whether some syllables, in lower case, are a word.
    IsWord = Callable[[Sequence[str]], bool]


class Kind(IntEnum):
    """What a token is."""

    LETTERS = 1
    """A syllable, a foreign word, a part of a name: what the model joins to words."""
    ABBREVIATION = 2
    """With a stop that belongs to it: `TP.`, `T.Ư`, `K.`; it may be part of a word."""
    NUMBER = 3
    """Figures with their grouping, percent sign, date or time: `1.452/1.452`, `8,5%`, `14:30`."""
    CODE = 4
    """Letters and figures in one, and document numbers: `A5`, `4G`, `F-16`, `57-NQ/TW`, `14h30`."""
    LINK = 5
    """An address, a hashtag, the name of an account."""
    SIGN = 6
    """Punctuation, a symbol, an emoji."""


SCALES = ("nghìn", "ngàn", "vạn", "triệu", "tỉ", "tỷ")
"""Words of scale, which belong to the figures before them."""

TREEBANK_BRACKETS = ("LBKT", "RBKT")
"""The left and the right bracket, as the Vietnamese Treebank writes them."""

TypedToken = tuple[int, int, Kind]
"""The half-open span of a token in its text, and its kind."""


def _characters(first: int, last: int) -> str:
    """The capital letters among some code points, for a character class."""
    return "".join(filter(str.isupper, map(chr, range(first, last))))


_CAPITALS = _characters(0x41, 0x250) + _characters(0x1E00, 0x1F00)
_U = f"[{_CAPITALS}]"
# Marks and joiners stay with the letter or sign before them, so that text left decomposed is not split.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff\U000e0100-\U000e01ef"
)
# Numbers that are no digits: ½, ², ①, Ⅳ (but not 三, which is a letter).
_NUMERIC = "".join(
    c for c in map(chr, range(0x80, 0x3300)) if c.isnumeric() and not c.isdecimal() and not c.isalpha()
)
_L = rf"(?:[^\W\d_{_MARKS}{_NUMERIC}][{_MARKS}]*)"
_END = r"(?![^\W_])"

# The expression is tried at every token. So no part of it may run through a long chunk and then fail, nor try
# a run in several ways: repetitions have limits or keep what they took (`++`, `(?>…)`).
_DOMAINS = "vn|com|net|org|edu|gov|info|io|biz|tv|eu|uk|fr|jp|cn|ru|au|asia"
_HOST = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}"
_ADDRESS = r"(?:[^\s<>\"“”«»,)]|,(?=\d))++"
_LINK = (
    rf"(?:https?|ftp)://{_ADDRESS}|www\.{_ADDRESS}"
    rf"|[\w.+-]{{1,64}}@{_HOST}\.[a-z]{{2,}}"
    rf"|{_HOST}\.(?:{_DOMAINS})(?:/{_ADDRESS}|{_END}(?![.@-]\w))"
    rf"|[#@](?=\w{{0,40}}[^\W\d_])(?:\w[{_MARKS}]*+)++(?:(?<=\w)\.[a-z0-9_]++(?![^\W_]))*+"
)
_AFTER_LINK = ".,;:!?'’)]}…"

_MONEY = "USD|VND|VNĐ|EUR|JPY|CNY|RMB|HKD|SGD|AUD|CAD|GBP|KRW|THB|CHF"
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# A document number has capitals behind a dash or stroke: 57-NQ/TW, 1505/QĐ-TTg; not 2025-Nam Định.
_DOCUMENT_PART = rf"[-–/](?>{_MONTH}|{_U}{{2,8}}[a-zđ]{{0,2}}\d{{0,4}}|{_U}){_END}"
_DOCUMENT = rf"\d++(?:[-–/]\d++)*+(?:{_DOCUMENT_PART}){{1,6}}+(?:[-–/]\d++){{0,2}}+{_END}"
_TIME = rf"\d{{1,2}}[hHg]\d{{2}}(?:ph?)?{_END}|\d{{1,2}}h\d{{1,2}}ph?{_END}|\d{{1,2}}(?:/\d{{1,2}})?h{_END}"
_CODE = (
    f"{_DOCUMENT}|{_TIME}"  # 57-NQ/TW, 14h30
    rf"|\d++(?:tr|tỷ|tỉ|kg|ha|km|m(?![23]{_END}))\d{{1,3}}{_END}|\d++tr{_END}"  # 2tr5, 1m75
    rf"|\d++(?!(?:{_MONEY}){_END})[A-ZĐ]{{1,10}}\d*+(?:-\d++(?:\.\d++)?)?{_END}"  # 4G, 43H-0530
    rf"|(?!(?:{_MONEY})\d)(?:[A-Z]/)?[A-Za-zĐđ]{{1,20}}(?>\d++[A-Z]{{0,3}}){{1,6}}"  # A5, A/H5N1
    rf"(?:[-.]\d++[A-Z]{{0,2}}){{0,3}}+(?:/\d{{2,4}}|-[A-Z][a-z]++)?{_END}"  # Q3/2024, VN30-Index, A350-900
    rf"|[A-ZĐ][A-Za-zĐđ]{{0,11}}(?:-[A-Z][A-Za-z]{{0,9}}){{0,2}}-\d++[A-Z]{{0,3}}(?:[-.]\d++){{0,2}}+{_END}"
    rf"|(?:[A-Z]{{1,4}}|[a-zđ]{{1,2}})\.\d++{_END}|[IVX]{{1,4}}/\d{{4}}{_END}"  # Q.1, I/2024
    rf"|[A-Za-z]{{1,3}}[²³]|(?=[A-Za-z\d]{{1,12}}[₀-₉])(?>[A-Z][a-z]?[₀-₉]*+){{1,6}}{_END}"  # km², CO₂
    rf"|C\+\+|[CF]#|\.NET{_END}|[A-Z][a-z]{{1,9}}\.js{_END}"
)
_NUMBER = rf"(?:\d++(?:[.,:/×x–-]\d++)*+[{_NUMERIC}]?|[{_NUMERIC}]++)(?:%|‰|[°º][CF]?(?![^\W_]))?[{_MARKS}]*+"

_DEGREE = "GSTS|GS|PGS|TSKH|TS|ThS|Ths|BS|KTS|DS|KS|LS|VS|CKI|CKII"
_SHORT = (
    f"{_DEGREE}|TP|Tp|tp|TX|Tx|tx|TT|Tt|tt|q|p|h|x|KP|TDP|NSND|NSƯT|NGND|NGƯT|CN|ĐH|CĐ|Mr|Mrs|Ms|Dr|Prof|St|No"
    "|Th|Ph|Ch|Ng|Nh|Kh|Tr"
)
_ABBREVIATION = (
    rf"(?:{_DEGREE})(?:\.(?:{_DEGREE})){{1,5}}+(?:\.(?!\Z)|{_END})"  # PGS.TS.
    rf"|{_U}\.(?:{_U}\.)++{_U}?{_END}|{_U}\.{_U}{_END}|Th\.[Ss]{_END}"  # U.S., V.H., T.Ư
    rf"|(?:TP|Tp|tp)\.(?:{_U}){{2,9}}{_END}"  # TP.HCM
    rf"|v\.v(?:\.{{1,3}}|…)?{_END}|(?:a\.m|p\.m|i\.e|e\.g){_END}\.?"
    rf"|(?:[Đđ]/c|Đ/C|T/M|K/T|[Nn]/[Aa]){_END}"
    # Only before a name: at the end of the sentence, and before another stop, it is a full stop.
    rf"|(?:{_SHORT}|{_U})\.(?!\Z|[.…,;:)\"”’»])"
)
_LINKED = rf"{_L}++(?:['’‘ʼ&·-]{_L}++)*+"
_TREEBANK_BRACKET = rf"(?:{'|'.join(TREEBANK_BRACKETS)}){_END}"
# Between spaces; with several brackets at once (`vui:))`) also behind a word.
_EMOTICON = (
    r"(?<!\S)(?::['’]?-?(?:[)(DPpOoVv3sS/\\|*<>@\]\[]|\]{2,}+)|[;=]-?[p\]\[]++|\^_*\^|-_+-|>_+<|@{2,4})(?!\S)"
    r"|[:=]['’]?(?:\){2,}+|\({2,}+|\]{2,}+)(?!\w)"
)
_SIGN = (
    r"[.]{2,}+|…++|-{2,}+>?|_{2,}+|={2,}+>?|[!?]{2,}+|[=-]>|<[=-]{1,2}|>>|<<|(?<!\S)[:;=]-?[)(DP]++(?!\w)|<3(?!\d)"
    rf"|{_EMOTICON}"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|[^\s{_MARKS}](?:[{_MARKS}]|[\U0001f3fb-\U0001f3ff]|(?<=\u200d)[^\s\w])*+|[{_MARKS}]++"
)
_TOKEN = re.compile(
    rf"(?:(?P<LINK>{_LINK})|(?P<CODE>{_CODE})|(?P<NUMBER>{_NUMBER})|(?P<ABBREVIATION>{_ABBREVIATION})"
    rf"|(?P<BRACKET>{_TREEBANK_BRACKET})|(?P<LETTERS>{_LINKED})|(?P<SIGN>{_SIGN}))[{_MARKS}]*+"
)
_KINDS = {**Kind.__members__, "BRACKET": Kind.SIGN}
_PART = re.compile(rf"{_L}+")


def typed_tokens(chunk: str, is_word: IsWord | None = None) -> Iterator[TypedToken]:
    """Yield the tokens of a chunk without white space; every character is in exactly one.

    The end of the chunk is taken for the end of the sentence: put a space after it where it is not. `is_word`
    tells words of several syllables, which are one token with dashes between these (`xã-hội`), as they were
    once written.
    """
    position, size = 0, len(chunk)
    while position < size:
        match = _TOKEN.match(chunk, position)
        if match is None:  # white space after the chunk
            return
        end, kind = match.end(), _KINDS[str(match.lastgroup)]
        if kind == Kind.LINK:
            end = position + len(chunk[position:end].rstrip(_AFTER_LINK))
        elif kind == Kind.LETTERS and not chunk[position:end].isalpha():
            yield from _unlinked(chunk, position, end, is_word)
            position = end
            continue
        yield position, end, kind
        position = end


def _unlinked(chunk: str, start: int, end: int, is_word: IsWord | None) -> Iterator[TypedToken]:
    """Cut letters that signs link, unless they are one word: `H'Mông`, `R&D`, `Jean-Paul`, `Xtốc-khôm`."""
    parts = [match.group() for match in _PART.finditer(chunk, start, end)]
    word = chunk[start:end]
    if "-" in word and not (_one_word(word, parts) or _is_known(word, parts, is_word)):
        position = start
        for part in re.split("(-)", word):
            if part:
                sign = part == "-"
                yield position, position + len(part), Kind.SIGN if sign else Kind.LETTERS
                position += len(part)
    else:
        yield start, end, Kind.LETTERS


def _is_known(word: str, parts: list[str], is_word: IsWord | None) -> bool:
    """Tell whether parts with nothing but dashes between them are a word in small letters, or such a name."""
    if word in _OLD_NAMES:
        return True
    return is_word is not None and word.islower() and "-".join(parts) == word and is_word(parts)


# As they were written up to the 1970s; others of that shape are mostly two names (`Hà Nội-Hải Phòng`).
_OLD_NAMES = frozenset((
    "Việt-Nam", "Đông-Dương", "Hà-Nội", "Sài-Gòn", "Gia-Định", "Bắc-Kỳ", "Trung-Kỳ", "Nam-Kỳ", "Trung-Hoa",
))  # fmt: skip


# Loan words in small letters; others of that shape are rows of Vietnamese words (`xanh-sạch-đẹp`).
_LOANS = frozenset((
    "a-mi-ăng", "a-xít", "áp-phích", "ăng-ten", "ba-lô", "bê-tông", "bu-lông", "ca-cao", "ca-nô",
    "ca-ra-ô-kê", "ca-rô", "cà-phê", "cà-rem", "cà-rốt", "cao-bồi", "cao-su", "các-bon", "đi-ô-xin", "đô-la",
    "ê-kíp", "ga-lăng", "ga-ra", "ghi-ta", "héc-ta", "in-tơ-nét", "ki-lô", "ki-lô-gam", "ki-lô-mét",
    "ma-ra-tông", "mi-li-mét", "mít-tinh", "mô-đun", "mô-tô", "mô-đen", "nơ-ron", "ô-tô", "ô-xy", "pa-nô",
    "pê-ni-xi-lin", "pi-a-nô", "pô-li-me", "phốt-pho", "ra-đa", "ra-đi-ô", "rơ-moóc", "sô-cô-la", "sơ-mi",
    "ta-lông", "tắc-xi", "ti-vi", "tô-tem", "vắc-xin", "vi-ô-lông", "vi-rút", "vi-ta-min", "xà-phòng",
    "xăng-ti-mét", "xe-lô", "xi-măng", "xi-rô", "xích-lô",
))  # fmt: skip


def _one_word(word: str, parts: list[str]) -> bool:
    """Tell whether parts between dashes are one word.

    Vietnamese words only touch at a dash (`tế-xã`, `Nội-Hải`, `Nam-Singapore`). One word are abbreviations
    (`GD-ĐT`), foreign names, names transcribed, which go on in small letters (`In-đô-nê-xi-a`), and loans.
    """
    if all(map(str.isupper, parts)):
        return all(len(part) <= 6 for part in parts)
    if {spelling_of(part.lower()) for part in parts} == {FOREIGN}:
        return True
    return word in _LOANS if parts[0].islower() else all(map(str.islower, parts[1:]))
