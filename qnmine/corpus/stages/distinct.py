"""Documents that repeat an earlier one: the same text, or nearly the same.

Two texts are the same (`exact`) if they are equal in NFC, in one tone-mark style and with white space
collapsed, case kept. They are nearly the same (`near`) if the sets of their shingles, sequences of syllables
without case and punctuation, have a Jaccard similarity of about 0.8 or more, estimated from MinHash
signatures (Broder 1997, On the resemblance and containment of documents); candidates come from locality-
sensitive hashing in bands (Leskovec, Rajaraman & Ullman 2020, Mining of Massive Datasets, chapter 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qnmine.corpus.naming import shown
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from qnmine.corpus.sources import Source
    from qnmine.text.document import Document

WAYS = ("exact", "near")
"""What `--deduplicate` takes."""

THRESHOLD = 0.8
"""The similarity from which texts count as nearly the same."""

SHINGLE = 4
"""Syllables in a shingle."""

FEWEST = 32
"""Texts with fewer shingles are compared as wholes only: a few words in common say too little."""

# Bands of rows: a pair of similarity 0.8 is a candidate in 98 of 100 cases, one of 0.5 in 12 of 100.
_BANDS, _ROWS = 16, 7
_SIGNATURE = 192  # more than the bands need: the standard error of an estimate of 0.8 is 0.03
_BLOCK = 1 << 9  # shingles at a time, so that what is computed stays in the cache of the processor
_SYLLABLE = re.compile(r"[^\W_]+")
_MOST_ALIKE = 0.99  # 1 is for the same text
_EXTRA = 'pip install "qnmine[dedup]"'


def check_deduplicate(way: str | None) -> None:
    """Raise `UsageError` unless duplicates can be found in this way (None: they are not looked for)."""
    if way is None:
        return
    if way not in WAYS:
        raise UsageError(f"--deduplicate {shown(way)}: there is no such way; it may be {' or '.join(WAYS)}")
    if way == "near" and not can_find_near():
        raise UsageError(f"--deduplicate near needs an optional package; {_EXTRA} (or use exact)")


def can_find_near() -> bool:
    """Tell whether the package is there that near duplicates need."""
    return find_spec("datasketch") is not None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The earlier document that a text repeats; `similarity` is 1 for the same text, else an estimate."""

    of: str
    similarity: float


class Seen:
    """The texts that were seen, as hashes; `near` looks for nearly the same ones too.

    A document takes about 0.25 KB (`exact`) or 7 KB (`near`) of memory, however long it is.
    """

    def __init__(self, *, near: bool) -> None:
        self._same: dict[bytes, str] = {}
        self._near = _Near() if near else None

    def find(self, document: Document) -> Duplicate | None:
        """Return what a document repeats; if nothing, it is held as one that later ones may repeat.

        Of several that are nearly the same it is the most similar one, the earliest of equals. Texts without
        a letter or digit repeat nothing: they are empty, and nothing tells what was meant to be in them.
        """
        text = " ".join(document.normalized.text.split())
        if not _SYLLABLE.search(text):
            return None
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if (first := self._same.get(digest)) is not None:
            return Duplicate(first, 1.0)
        found = self._near.find(text, document.id) if self._near is not None else None
        if found is None:
            self._same[digest] = document.id
        return found


class _Near:
    """The signatures of texts, in the order in which they came."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(num_perm=_SIGNATURE, params=(_BANDS, _ROWS), hashfunc=_band_key)
        self._ids: list[str] = []
        self._sizes: list[int] = []
        self._signatures: list[NDArray[np.uint32]] = []

    def find(self, text: str, name: str) -> Duplicate | None:
        """Return what a text nearly repeats; if nothing, it is held under its name."""
        shingles = shingles_of(text)
        if len(shingles) < FEWEST:
            return None
        signature = _Signature(shingles)
        best, similarity = -1, 0.0
        for place in sorted(self._index.query(signature)):
            estimate = self._similarity(place, signature.hashvalues, len(shingles))
            if estimate > similarity:
                best, similarity = place, estimate
        if similarity >= THRESHOLD:
            return Duplicate(self._ids[best], min(round(similarity, 2), _MOST_ALIKE))
        self._index.insert(len(self._ids), signature, check_duplication=False)
        self._ids.append(name)
        self._sizes.append(len(shingles))
        self._signatures.append(signature.hashvalues)
        return None

    def _similarity(self, place: int, signature: NDArray[np.uint32], size: int) -> float:
        """Estimate the similarity; it cannot be greater than the ratio of the numbers of shingles."""
        import numpy as np

        most = min(size, self._sizes[place]) / max(size, self._sizes[place])
        return min(most, np.count_nonzero(signature == self._signatures[place]) / _SIGNATURE)


class _Signature:
    """The MinHash signature of a set of shingles, as `datasketch` wants it."""

    def __init__(self, shingles: NDArray[np.uint32]) -> None:
        self.hashvalues = signature_of(shingles)

    def __len__(self) -> int:
        return _SIGNATURE


def _band_key(band: bytes) -> bytes:
    return blake2b(band, digest_size=8).digest()


def shingles_of(text: str) -> NDArray[np.uint32]:
    """Return the hashes of the different shingles of a text, sorted."""
    import numpy as np

    syllables = _SYLLABLE.findall(text.lower())
    if len(syllables) < SHINGLE:
        return np.empty(0, np.uint32)
    hashes = np.fromiter(map(_hash, syllables), np.uint64, len(syllables))
    mixed = np.zeros(len(hashes) - SHINGLE + 1, np.uint64)
    for place in range(SHINGLE):
        mixed = (mixed ^ hashes[place : len(hashes) - SHINGLE + 1 + place]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=1 << 16)
def _hash(syllable: str) -> int:
    return int.from_bytes(
        blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def signature_of(shingles: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the least value of each hash function over shingles."""
    import numpy as np

    factors, summands = _functions()
    least = np.full(_SIGNATURE, 0xFFFFFFFF, np.uint32)
    for start in range(0, len(shingles), _BLOCK):
        values = factors * shingles[start : start + _BLOCK] + summands  # modulo 2^32
        values ^= values >> np.uint32(16)
        values *= np.uint32(0x7FEB352D)
        np.minimum(least, values.min(axis=1), out=least)
    return least


@cache
def _functions() -> tuple[Any, Any]:
    """Return the factors, which are odd, and the summands of the hash functions."""
    import numpy as np

    draw = np.random.default_rng(1997)
    factors, summands = draw.integers(0, 1 << 32, (2, _SIGNATURE), dtype=np.uint32)
    return (factors | np.uint32(1))[:, None], summands[:, None]


class Distinct:
    """Drops documents that repeat an earlier one (a `Stage`)."""

    def __init__(self, way: str, warn: Callable[[str], object]) -> None:
        self._seen = Seen(near=way == "near")
        self._way, self._warn = way, warn
        self._dropped = 0
        self._example = ""

    def take(self, document: Document, source: Source | None) -> Document | None:  # noqa: ARG002 (of a stage)
        """Return the document unless it repeats an earlier one."""
        found = self._seen.find(document)
        if found is None:
            return document
        self._dropped += 1
        if not self._example:
            self._example = f"{shown(document.id)} ({like(found)})"
        return None

    def finish(self) -> None:
        """Tell how many were left out."""
        if self._dropped:
            were = "1 document was" if self._dropped == 1 else f"{self._dropped} documents were"
            self._warn(f"--deduplicate {self._way}: {were} left out, for example {self._example}")


def like(found: Duplicate) -> str:
    """Describe a duplicate: `the text of a.txt`, `0.93 like a.txt`."""
    name = shown(found.of)
    return f"the text of {name}" if found.similarity == 1 else f"{found.similarity:.2f} like {name}"
