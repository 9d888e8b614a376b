"""Underthesea's word segmentation with offsets, made to survive any text; the only module that imports it."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The tagger reads a window of two tokens, so a long sentence loses next to nothing by being cut for it.
_LONGEST_CHUNK = 500
# Underthesea's expression is quadratic in the length of a run without spaces; longer runs are cut for it.
_LONGEST_RUN = 1024
_LONG_RUN = re.compile(rf"(?<!\S)\S{{{_LONGEST_RUN},}}")
_CUT = re.compile(rf"\S{{{_LONGEST_RUN}}}\w*")
_LONGEST_FORM = 200
_SIGN_OR_DIGIT = re.compile(r"[^\s\w]|\d|_")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"[+\-–]?\d+(?:[.,:/×x–-]\d+)*[.,%]?")

_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = frozenset(("\u00ad", "\u200c", _ZERO_WIDTH_JOINER))

Span = tuple[int, int]


class _Tagger(Protocol):
    def predict(self, tokens: list[list[str]]) -> list[str]:
        """Return `B-W` or `I-W` for each token."""


class UndertheseaSegmenter:
    """The word segmenter of underthesea (a CRF over its own tokens), with spans instead of rewritten words.

    The words are those of `underthesea.word_tokenize`, except that combining marks and joiners stay with
    the letter or sign that they belong to, that invisible characters are in no word, and that some words
    are cut. The model knows few signs and numbers with separators and takes them for syllables: it joins
    "= văn hóa", "Dublin]", "1.452 thôn" and "tỷ [", which are no words and whose parts would be missing
    where words are counted. So a sign stands alone where white space is beside it, a bracket, quotation
    mark or dash always, and a number at the beginning or end of a word where white space separates it
    ("Android 4.0" is cut as underthesea itself cuts "Android 4"; "2.5G" and "A'" stay).
    """

    def __init__(
        self,
        tokens: re.Pattern[str],
        characters: dict[int, str],
        normalize_token: Callable[[str], str],
        tagger: _Tagger,
    ) -> None:
        self._tokens = tokens
        self._characters = characters
        self._normalize_token = normalize_token
        self._tagger = tagger

    def segment(self, sentence: str) -> list[Span]:
        """Return the half-open spans of the words of a sentence in NFC, in order."""
        mapped = sentence.translate(self._characters)
        spans = _joined(mapped, self._spans(mapped))
        words: list[Span] = []
        for chunk in _chunks(mapped, spans):
            forms = [self._form(mapped[start:end]) for start, end in chunk]
            for parts in _joins(chunk, self._tags(forms)):
                words.extend(_without_signs_and_numbers(mapped, parts))
        return words

    def _spans(self, text: str) -> Iterator[Span]:
        """Yield the spans of underthesea's tokens."""
        done = 0
        for run in _LONG_RUN.finditer(text):
            for cut in _CUT.finditer(text, run.start(), run.end()):
                yield from (match.span() for match in self._tokens.finditer(text, done, cut.end()))
                done = cut.end()
        yield from (match.span() for match in self._tokens.finditer(text, done))

    def _form(self, token: str) -> str:
        """Return a token as the tagger knows it; the tagger takes no lone surrogates."""
        form = self._normalize_token(token[:_LONGEST_FORM])
        return form if form.isascii() else form.encode("utf-8", "replace").decode("utf-8")

    def _tags(self, forms: list[str]) -> list[str]:
        """Tag the tokens; where the tagger panics, try the halves, so that one bad token stands alone."""
        try:
            return self._tagger.predict([[form] for form in forms])
        except BaseException as error:
            if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
                raise
        if len(forms) == 1:
            return ["B-W"]
        middle = len(forms) // 2
        return self._tags(forms[:middle]) + self._tags(forms[middle:])


def _joined(text: str, spans: Iterator[Span]) -> list[Span]:
    """Keep marks and joiners with what they belong to, and leave out tokens that nobody sees."""
    joining = {character for character in set(text) if _is_joining(character)}
    if joining:
        spans = _with_marks(text, spans, joining)
    return [span for span in spans if not is_invisible(text[span[0] : span[1]])]


def _is_joining(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] == "M"


def _with_marks(text: str, spans: Iterator[Span], joining: set[str]) -> Iterator[Span]:
    """Join tokens across marks, joiners and soft hyphens ("x̀a", emoji of several signs)."""
    start = end = 0
    for first, last in spans:
        before = text[end - 1 : end]
        if end == first > start and (
            text[first] in joining
            or before == _ZERO_WIDTH_JOINER
            or (before in joining and before != "\ufe0f" and text[first].isalpha())
        ):
            end = last
            continue
        if end > start:
            yield start, end
        start, end = first, last
    if end > start:
        yield start, end


def is_invisible(text: str) -> bool:
    """Tell whether a token has only control, format and zero-width characters (it is then no word)."""
    return not text.isprintable() and all(
        unicodedata.category(character) in ("Cc", "Cf") for character in text
    )


def _joins(spans: list[Span], tags: list[str]) -> Iterator[list[Span]]:
    """Yield the parts of each word that the tagger sees."""
    parts: list[Span] = []
    for span, tag in zip(spans, tags, strict=True):
        if parts and tag != "I-W":
            yield parts
            parts = []
        parts.append(span)
    if parts:
        yield parts


def _without_signs_and_numbers(text: str, parts: list[Span]) -> Iterator[Span]:
    """Yield the words that a join holds: cut at signs, and from numbers at its ends.

    Two neighbours are cut apart where one is a sign and white space is between them or the sign is a
    bracket, quotation mark or dash.
    """
    if len(parts) == 1 or not _SIGN_OR_DIGIT.search(text, parts[0][0], parts[-1][1]):
        yield parts[0][0], parts[-1][1]
        return
    first = 0
    for number in range(1, len(parts)):
        (start, end), (next_start, next_end) = parts[number - 1], parts[number]
        signs = [
            sign for sign in (text[start:end], text[next_start:next_end]) if not _LETTER_OR_DIGIT.search(sign)
        ]
        if signs and (end < next_start or any(map(_is_separating, signs))):
            yield from _without_numbers(text, parts[first:number])
            first = number
    yield from _without_numbers(text, parts[first:])


def _is_separating(sign: str) -> bool:
    return all(unicodedata.category(character) in ("Ps", "Pe", "Pi", "Pf", "Pd") for character in sign)


def _without_numbers(text: str, parts: list[Span]) -> Iterator[Span]:
    """Cut off the numbers at both ends of a word that white space separates from the rest."""
    first, last = 0, len(parts) - 1
    while first < last and _is_number(text, parts[first]) and parts[first][1] < parts[first + 1][0]:
        yield parts[first]
        first += 1
    behind: list[Span] = []
    while first < last and _is_number(text, parts[last]) and parts[last - 1][1] < parts[last][0]:
        behind.append(parts[last])
        last -= 1
    yield parts[first][0], parts[last][1]
    yield from reversed(behind)


def _is_number(text: str, span: Span) -> bool:
    return _NUMBER.fullmatch(text, *span) is not None


def _chunks(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Cut the tokens of a very long sentence, after a punctuation mark if there is one near the end."""
    start = 0
    while len(spans) - start > _LONGEST_CHUNK:
        last = start + _LONGEST_CHUNK
        cut = next((n for n in range(last, last - 100, -1) if not text[spans[n - 1][0]].isalnum()), last)
        yield spans[start:cut]
        start = cut
    if start < len(spans):
        yield spans[start:]


@cache
def load_segmenter() -> UndertheseaSegmenter:
    """Load underthesea's segmenter, once.

    Raises QnmineError if underthesea is missing, broken, or of a version with other insides.
    """
    try:
        # Its import and its old joblib files may warn, which says nothing to the user.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _load()
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise QnmineError(
            f"underthesea cannot be used for words: {reason}; install a version known to work: "
            "pip install --force-reinstall 'underthesea==9.5.0'"
        ) from error


def _load() -> UndertheseaSegmenter:
    """Take from underthesea its expression for tokens, its token normalisation and its loaded tagger."""
    import underthesea.pipeline.word_tokenize as segmentation
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.text_normalize.text_normalizer import character_map
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    segmentation.word_tokenize("a")  # reads the model
    tagger = cast("_Tagger", segmentation.word_tokenize_model)
    characters = {ord(old): new for old, new in character_map.items() if len(old) == len(new) == 1}
    segmenter = UndertheseaSegmenter(patterns, characters, token_normalize, tagger)
    if segmenter.segment("Việt Nam") != [(0, 8)]:
        raise ValueError("it does not know the word Việt Nam")
    return segmenter
