"""How rich the vocabulary of a text is: pure measures on counts, and windows that merge over documents.

Tokens are word tokens in a text, types the different words among them. A frequency spectrum says how many
types occur once, twice, ...: `{1: 40, 2: 11, ...}`. Measures of a text without words are None; negative
counts are a ValueError.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import expm1, fsum, log1p, sqrt
from operator import index
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

WINDOW = 500
"""Words of a window of the moving average (Covington & McFall 2010)."""

SAMPLE = 42
"""Words of a sample of HD-D (McCarthy & Jarvis 2007)."""

FACTOR = 0.72
"""The type-token ratio at which a factor of MTLD is complete (McCarthy & Jarvis 2010)."""


def frequency_spectrum(counts: Iterable[int]) -> Counter[int]:
    """Return how many types occur how often, of the counts of all types; 0 is no type."""
    spectrum = Counter(count for count in map(index, counts) if count)
    _tokens(spectrum)
    return spectrum


def hapaxes(spectrum: Mapping[int, int]) -> int:
    """Return the number of hapax legomena, the types that occur once."""
    return spectrum.get(1, 0)


def type_token_ratio(types: int, tokens: int) -> float | None:
    """Return types / tokens; it falls as texts get longer, so that only texts of one length compare."""
    if not 0 <= types <= tokens or (tokens and not types):
        raise ValueError(f"impossible counts: {types} types of {tokens} tokens")
    return types / tokens if tokens else None


def guiraud(types: int, tokens: int) -> float | None:
    """Return Guiraud's R, types / √tokens (Guiraud 1954), which depends less on the length of the text."""
    return None if type_token_ratio(types, tokens) is None else types / sqrt(tokens)


def yule_k(spectrum: Mapping[int, int]) -> float | None:
    """Return Yule's K, 10^4 (Σ f² V(f) - N) / N², with V(f) types that occur f times (Yule 1944).

    It grows with repetition: 0 where no word occurs twice. It hardly depends on the length of the text.
    """
    tokens = _tokens(spectrum)
    if not tokens:
        return None
    pairs = sum(count * (count - 1) * types for count, types in spectrum.items())
    return 10_000 * pairs / tokens**2


def hdd(spectrum: Mapping[int, int], sample: int = SAMPLE) -> float | None:
    """Return HD-D, the mean type-token ratio of random samples of `sample` tokens, from 0 to 1.

    Σ P(at least one token of the type in the sample) / `sample` over all types, with the hypergeometric
    distribution (McCarthy & Jarvis 2007). It does not depend on the order of the words, and hardly on the
    length of the text. None where the text is shorter than the sample.
    """
    tokens = _tokens(spectrum)
    if sample < 1:
        raise ValueError(f"a sample of {sample} tokens")
    if tokens < sample:
        return None
    met = (types * _probability_of_meeting(count, tokens, sample) for count, types in spectrum.items())
    return fsum(met) / sample


def mtld(words: Sequence[Hashable], factor: float = FACTOR) -> float | None:
    """Return MTLD, the mean length of stretches of text until the type-token ratio falls below `factor`.

    Tokens by factors, the mean of reading forwards and backwards; each time the ratio falls below `factor`,
    one is complete and the next begins, and the rest at the end counts (1 - ratio) / (1 - `factor`) of one
    (McCarthy & Jarvis 2010). It belongs to one text in its order, and needs about 100 words to be stable.
    None where no word occurs twice.
    """
    if not 0 < factor < 1:
        raise ValueError(f"a factor of {factor} is not between 0 and 1")
    forwards = _factors(words, factor)
    if not forwards:
        return None
    backwards = _factors(reversed(words), factor)
    return (len(words) / forwards + len(words) / backwards) / 2


@dataclass
class WindowTypes:
    """The types in all windows of running words, for the moving-average type-token ratio; parts add up.

    Windows do not cross the borders of documents. A document shorter than `window` is one window of its own
    length. `types` and `windows` hold for each length of window the types of all such windows together, and
    their number.
    """

    window: int = WINDOW
    types: Counter[int] = field(default_factory=Counter)
    windows: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if self.window < 1:
            raise ValueError(f"a window of {self.window} words")

    def add_document(self, words: Sequence[Hashable]) -> None:
        """Count the types in each window of one document, in time proportional to its words."""
        length = min(self.window, len(words))
        if not length:
            return
        self.types[length] += _types_in_windows(words, length)
        self.windows[length] += len(words) - length + 1

    def merge(self, other: WindowTypes) -> None:
        """Add the windows of other documents; ValueError if they are of another length."""
        if other.window != self.window:
            raise ValueError(f"windows of {self.window} and of {other.window} words do not add up")
        self.types.update(other.types)
        self.windows.update(other.windows)

    def mattr(self) -> float | None:
        """Return MATTR, the mean type-token ratio of all windows (Covington & McFall 2010).

        Of one document shorter than the window it is the plain type-token ratio. None without words.
        """
        if not self.windows:
            return None
        return fsum(types / length for length, types in self.types.items()) / self.windows.total()


def mattr(words: Sequence[Hashable], window: int = WINDOW) -> float | None:
    """Return the moving-average type-token ratio of one text (see `WindowTypes`)."""
    types = WindowTypes(window)
    types.add_document(words)
    return types.mattr()


def _types_in_windows(words: Sequence[Hashable], length: int) -> int:
    """Return the sum of the numbers of types in all windows of a length, at most that of the words."""
    last_start = len(words) - length
    last: dict[Hashable, int] = {}
    total = 0
    for place, word in enumerate(words):
        # A word is the first of its type in the windows that begin after the one before, up to itself.
        begins, before = place - length + 1, last.get(word, -1)
        if before >= begins:
            begins = before + 1
        ends = place if place < last_start else last_start
        if ends >= begins:
            total += ends - begins + 1
        last[word] = place
    return total


def _tokens(spectrum: Mapping[int, int]) -> int:
    """Return the number of tokens of a frequency spectrum; ValueError where it is none."""
    if any(count < 1 or types < 0 for count, types in spectrum.items()):
        raise ValueError("a frequency spectrum maps counts of 1 or more to numbers of types")
    return sum(count * types for count, types in spectrum.items())


def _probability_of_meeting(count: int, tokens: int, sample: int) -> float:
    """Return the probability that a sample has one or more of `count` among `tokens` tokens."""
    if tokens - count < sample:
        return 1.0
    # The probability of none is Π (1 - count / (tokens - i)); it is close to 1 in a large corpus.
    return -expm1(fsum(log1p(-count / (tokens - drawn)) for drawn in range(sample)))


def _factors(words: Iterable[Hashable], factor: float) -> float:
    """Return how many times the type-token ratio falls below `factor`, with a share for the rest."""
    complete, tokens = 0, 0
    types: set[Hashable] = set()
    for word in words:
        tokens += 1
        types.add(word)
        if len(types) / tokens < factor:
            complete, tokens = complete + 1, 0
            types.clear()
    rest = (1 - len(types) / tokens) / (1 - factor) if tokens else 0.0
    return complete + rest
