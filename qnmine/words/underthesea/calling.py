"""Underthesea itself called sentence by sentence, for versions whose files are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qnmine.words.underthesea.expression import matched_spans
from qnmine.words.underthesea.forms import without_surrogates

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.words.running import Span

# The tagger reads a window of two tokens, so a long sentence loses next to nothing by being cut for it.
_LONGEST_SENTENCE = 500
_LONGEST_FORM = 200


class WordModel(Protocol):
    """What underthesea calls a word tokenizer model."""

    def predict(self, tokens: list[list[str]]) -> list[str]:
        """Return `B-W` or `I-W` for each token."""


class CallingSegmenter:
    """The same words as `UndertheseaSegmenter`, from underthesea's model, slowly."""

    def __init__(
        self,
        pattern: re.Pattern[str],
        characters: dict[int, str],
        normalize_token: Callable[[str], str],
        model: WordModel,
    ) -> None:
        self._pattern = pattern
        self._characters = characters
        self._normalize_token = normalize_token
        self._model = model

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of sentences in NFC, in order."""
        return [[(word[0][0], word[-1][1]) for word, _ in self._joins(sentence)] for sentence in sentences]

    def words(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the words as `underthesea.word_tokenize` writes them: normalised tokens and spaces."""
        return [[" ".join(forms) for _, forms in self._joins(sentence)] for sentence in sentences]

    def _joins(self, sentence: str) -> Iterator[tuple[list[Span], list[str]]]:
        """Yield the tokens of each word: their spans and their forms."""
        text = sentence.translate(self._characters)
        spans = matched_spans(self._pattern, text)
        forms = [self._form(text[start:end]) for start, end in spans]
        tags = [tag for start, end in _parts(text, spans) for tag in self._tags(forms[start:end])]
        first = 0
        for number in range(1, len(spans) + 1):
            if number == len(spans) or tags[number] != "I-W":
                yield spans[first:number], forms[first:number]
                first = number

    def _form(self, token: str) -> str:
        return without_surrogates(self._normalize_token(token[:_LONGEST_FORM]))

    def _tags(self, forms: list[str]) -> list[str]:
        """Tag the tokens; where the model panics, try the halves, so that one bad token stands alone."""
        try:
            return self._model.predict([[form] for form in forms])
        except BaseException as error:
            if not _is_panic(error):
                raise
        if len(forms) == 1:
            return ["B-W"]
        middle = len(forms) // 2
        return self._tags(forms[:middle]) + self._tags(forms[middle:])


class CallingTagger:
    """The same tags as `UndertheseaTagger`, from underthesea's own tagger, slowly."""

    def __init__(self, predict: Callable[[list[str]], list[tuple[str, str]]]) -> None:
        """Take what gives a list of words their tags."""
        self._predict = predict

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the tag of each word of sentences."""
        return [self._tags(list(map(without_surrogates, sentence))) for sentence in sentences]

    def _tags(self, words: list[str]) -> list[str]:
        return [tag for _, tag in self._predict(words)] if words else []


class CallingEntityTagger:
    """The same labels as `UndertheseaEntityTagger`, from underthesea's own tagger, slowly."""

    def __init__(
        self, predict: Callable[[list[tuple[str, str, str]]], list[tuple[str, str, str, str]]]
    ) -> None:
        """Take what adds labels to a list of words with their tags and the tags of their chunks."""
        self._predict = predict

    def labels(self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return the label of each word of sentences."""
        return [self._labels(*pair) for pair in zip(sentences, tags, strict=True)]

    def _labels(self, words: Sequence[str], tags: Sequence[str]) -> list[str]:
        # Their model reads no tags of chunks.
        rows = [(without_surrogates(word), tag, "O") for word, tag in zip(words, tags, strict=True)]
        parts = (rows[start : start + _LONGEST_SENTENCE] for start in range(0, len(rows), _LONGEST_SENTENCE))
        return [row[-1] for part in parts for row in self._predict(part)]


def _is_panic(error: BaseException) -> bool:
    """Tell whether an error is no interrupt: a panic of Rust code is no Exception."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _parts(text: str, spans: list[Span]) -> Iterator[Span]:
    """Cut the tokens of a very long sentence, after a punctuation mark if there is one near the end."""
    start = 0
    while len(spans) - start > _LONGEST_SENTENCE:
        last = start + _LONGEST_SENTENCE
        cut = next((n for n in range(last, last - 100, -1) if not text[spans[n - 1][0]].isalnum()), last)
        yield start, cut
        start = cut
    if start < len(spans):
        yield start, len(spans)
