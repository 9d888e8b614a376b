"""Whether a full stop ends a sentence: by the word that it follows and the word that follows it."""

from __future__ import annotations

import re

from qnmine.text.sentence_words import (
    AFTER_A_NAME,
    BEFORE_A_NAME,
    CLASSES,
    LABELS,
    LAWS,
    MAY_END,
    NAME_WORDS,
    PARTS_OF_LAW,
    SMALL,
    STARTERS,
    STARTERS_IN_NAMES,
)

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that end a line."""

# White space inside a line, the zero-width kinds with it.
_GAP = "[ \\t\\x1f\u00a0\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
NEXT = re.compile(
    rf"(?P<gap>{_GAP}*)(?:(?P<line>[{BREAKS}]|\Z)|(?P<openers>(?:{_GAP}|[\"'“‘«(\[{{\-–—•*])*)(?P<word>[^\W\d_]*))"
)
"""What follows a full stop or a line break: `gap`, then `line` or `openers` and a `word`."""

_AFTER_WORD = re.compile(rf"{_GAP}*,|{_GAP}+(?P<letter>\w)")
_MARKER = re.compile(
    r"[\"'“‘«(\[•*+\-–—\s]*(?:(?P<label>[^\W\d_]+)\s)?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|(?P<letter>[^\W\d_]))\Z"
)
_NUMERAL = r"(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])"
_LABEL_BEFORE = re.compile(rf"(?<![^\W_])(?P<label>[^\W\d_]+) {_NUMERAL}\Z")
_REST_OF_LABEL = re.compile(rf"{_GAP}{_NUMERAL}(?:[.,;)]|{_GAP}+(?:(?:của|và)\b|(?P<letter>\w))|{_GAP}*\Z)")
_LAW = "|".join(word + "|" + word.capitalize() for word in sorted(PARTS_OF_LAW))
_ONLY_REFERENCE = re.compile(
    r"(?P<preposition>(?:Theo|Tại|Trong|Căn cứ|Căn cứ vào|Quy định tại) )?"
    rf"(?:(?:{_LAW}) {_NUMERAL}(?:[.,]? |\Z)){{1,6}}\Z"
)
# Ý, Á and Ủ are words (nước Ý, châu Á), not initials.
_INITIAL = r"(?:[A-ZĐ]|Th|Ph|Ch|Ng|Nh|Kh|Tr|Gi|Qu|Yu|Ju)"
_INITIALS = re.compile(rf"{_INITIAL}(?:[.\-]{_INITIAL})*\Z")
_MARKED_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ\u1ea0-\u1ef9]")
_OUTSIDE_A_TOKEN = frozenset("\"'“”‘’«»()[]{}/,;:–—\u200b\u2060\ufeff")
_LONGEST_TOKEN = 24
_LONGEST_MARKER = 24


def ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide on a run of full stops, question and exclamation marks, with the group `closers` after it.

    `start` is where the sentence begins.
    """
    after = NEXT.match(text, match.end())
    if after is None or after["line"] is not None:
        return True
    closers, word = match["closers"], after["word"]
    stops = text[match.start() : match.start("closers")]
    if not after["gap"]:
        return _ends_without_space(text, start, match, word)
    if not word and _is_rest_of_punctuation(text, after.end()):
        return False
    if closers[:1] in (")", "]") and text[match.start() - 1 : match.start()] in ("(", "["):
        return False  # (!), (?), […]
    if stops.strip(".… \t\u00a0"):
        return not is_small(word)
    if len(stops) > 1 or stops == "…":
        return bool(word) and not is_small(word)
    token = _token_before(text, start, match.start())
    if is_small(word):
        return not closers and _is_plain(text, match.start(), token)
    if _is_marker(text, start, match.start(), token) or _is_in_reference(text, start, match.start(), after):
        return False
    return _ends_after(text, start, match.start(), token, after)


def _is_rest_of_punctuation(text: str, offset: int) -> bool:
    """Tell whether no word follows: the end of the line, or a mark that belongs to what stands before."""
    character = text[offset : offset + 1]
    return not character or character in BREAKS or character in ".!?…,;:)]}”’»"


def _ends_without_space(text: str, start: int, match: re.Match[str], word: str) -> bool:
    """Decide where the space is missing: kinh tế.Tỉnh ends a sentence, Node.Js and TP.Hạ Long do not."""
    token = _token_before(text, start, match.start())
    return (
        match["closers"][-1:] in ("", "]")
        and len(word) > 1
        and word[0].isupper()
        and word[1:].islower()
        and text.startswith(word, match.end())
        and len(token) > 1
        and token.isalpha()
        and token.islower()
        and token not in SMALL
        and bool(_MARKED_LETTER.search(token) or _MARKED_LETTER.search(word))
    )


def _token_before(text: str, start: int, stop: int) -> str:
    """Return what stands before a full stop up to a space, quote or bracket; only the end of it if long."""
    first = stop
    lowest = max(start, stop - _LONGEST_TOKEN)
    while first > lowest and not text[first - 1].isspace() and text[first - 1] not in _OUTSIDE_A_TOKEN:
        first -= 1
    return text[first:stop]


def _is_plain(text: str, stop: int, token: str) -> bool:
    """Tell whether a full stop before a small letter follows an ordinary Vietnamese word, so is no slip."""
    if not token:
        return stop > 0 and text[stop - 1] in ')]"”»'
    known = token.lower() in BEFORE_A_NAME or token.lower() in MAY_END or token.lower() in AFTER_A_NAME
    return len(token) > 1 and token.isalpha() and not known and bool(_MARKED_LETTER.search(token))


def _is_marker(text: str, start: int, stop: int, token: str) -> bool:
    """Tell whether the full stop belongs to the number of a list item or of a heading (1. … Điều 5. …)."""
    if len(token) <= 2 and (token.isdigit() or token.islower()):
        before = text[max(start, stop - _LONGEST_MARKER) : stop - len(token)]
        if before.rstrip()[-1:] in (":", ";") or (before[-1:] == "(" and len(token) == 1):
            return True
    if stop - start > _LONGEST_MARKER:
        return False
    match = _MARKER.match(text, start, stop)
    if match is None:
        return False
    return match["label"] is None or match["label"].lower() in LABELS


def _is_in_reference(text: str, start: int, stop: int, after: re.Match[str]) -> bool:
    """Tell whether the full stop is inside a reference to a law (Điều 5. Khoản 2. Luật này)."""
    word = after["word"]
    label = _LABEL_BEFORE.search(text, max(start, stop - _LONGEST_TOKEN), stop)
    if label is None or label["label"].lower() not in PARTS_OF_LAW or after["openers"].strip():
        return False
    if alone := _ONLY_REFERENCE.match(text, start, stop):
        return word in LAWS or word.lower() in PARTS_OF_LAW or not alone["preposition"]
    if not word[:1].isupper() or word.lower() not in PARTS_OF_LAW:
        return False
    # "Khoản 2 quy định …" begins a sentence.
    rest = _REST_OF_LABEL.match(text, after.end())
    return rest is not None and not (rest["letter"] or "A").islower()


def _ends_after(text: str, start: int, stop: int, token: str, after: re.Match[str]) -> bool:
    """Decide on a full stop before a capital, a digit or a sign, by the token that it follows."""
    known, word = token.lower(), after["word"]
    if known in AFTER_A_NAME and word:
        return word not in ("Ltd", "LLC", "KG") and (
            _starts(text, after) or bool(_MARKED_LETTER.search(word))
        )
    part = known.rpartition(".")[2]
    if part in BEFORE_A_NAME and (token != known or part in SMALL):
        return _starts(text, after)
    if token[:1].isupper() and _INITIALS.match(token):
        return _ends_after_initials(text, start, stop, token, after)
    return True


def _ends_after_initials(text: str, start: int, stop: int, token: str, after: re.Match[str]) -> bool:
    """Decide after initials: they end Vietnamese names (Nguyễn Văn T.) and begin or cut others (J. K. …)."""
    word = after["word"]
    if "(" in after["openers"]:
        return False
    if _starts(text, after):
        return True
    before = text[max(start, stop - len(token) - _LONGEST_TOKEN) : stop - len(token)].split()[-1:]
    followed = len(word) > 1 or text[after.end() : after.end() + 1].isdigit()
    if before and before[0] in CLASSES:
        return followed
    if word and not _MARKED_LETTER.search(word):
        return False
    if token.count(".") > 1:
        return bool(word)
    return followed and bool(before) and _is_part_of_name(before[0])


def _is_part_of_name(word: str) -> bool:
    """Tell whether a word can be part of a Vietnamese name."""
    return word in NAME_WORDS or (
        word.isalpha() and word[0].isupper() and _MARKED_LETTER.search(word) is not None
    )


def _starts(text: str, after: re.Match[str]) -> bool:
    """Tell whether the next word opens a sentence rather than a name."""
    word = after["word"]
    if word in STARTERS:
        return True
    if word not in STARTERS_IN_NAMES:
        return False
    following = _AFTER_WORD.match(text, after.end())
    return following is not None and not (following["letter"] or "").isupper()


def is_small(word: str) -> bool:
    """Tell whether a word begins with a small letter, and not like iPhone or eBay."""
    return word[:1].islower() and not word[1:2].isupper()
