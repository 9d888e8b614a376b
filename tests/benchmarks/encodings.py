"""Measures how often encodings are found out, by encoding and by the length of the text.

Run from the repository: python tests/benchmarks/encodings.py FILE [--pieces 1000]
FILE is Vietnamese text in UTF-8, as every qnmine command reads it (.txt, .jsonl, .xz …). Pieces of it are
drawn with a seed, one in four in capitals, written in each encoding and found out again. A piece counts as
right if it reads the same as in its own encoding, as untold if none is sure enough, else as wrong. `all` are
all pieces, among them lists of English books or French footballers; the other columns are about those of
which at least a fifth of the words have a letter that only Vietnamese has. The speed is that of one pass.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from qnmine.corpus import open_corpus
from qnmine.encodings import detect_encoding
from tests.encodings.texts import ENCODERS

if TYPE_CHECKING:
    from collections.abc import Sequence

_LENGTHS = (20, 50, 100, 200, 1000)
_DOCUMENTS = 16000
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_VIETNAMESE = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
_SHARE = 0.2


def main() -> None:
    """Print a line for each encoding and length."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--pieces", type=int, default=1000)
    options = parser.parse_args()
    documents = islice(open_corpus([options.file]), _DOCUMENTS)
    texts = [unicodedata.normalize("NFC", document.text) for document in documents]
    print("letters  encoding     all   right  untold  wrong   ms")
    for letters in _LENGTHS:
        pieces = _pieces(texts, letters, options.pieces)
        others = [piece for piece in pieces if not _is_vietnamese(piece)]
        pieces = [piece for piece in pieces if _is_vietnamese(piece)]
        for encoding in ENCODERS:
            counts, seconds = _found(pieces, encoding)
            right, untold, wrong = (counts[kind] / len(pieces) for kind in ("right", "untold", "wrong"))
            every = (counts["right"] + _found(others, encoding)[0]["right"]) / options.pieces
            each = seconds / len(pieces) * 1000
            rates = f"{every:6.1%}  {right:6.1%}  {untold:6.1%} {wrong:6.1%}"
            print(f"{letters:7}  {encoding:9} {rates} {each:5.2f}", flush=True)


def _pieces(texts: Sequence[str], letters: int, count: int) -> list[str]:
    """Return pieces of so many letters, at random places; raises ValueError if no text is long enough."""
    chance = random.Random(1)
    long = [text for text in texts if len(text) > letters]
    if not long:
        raise ValueError(f"no document has more than {letters} letters")
    pieces = []
    for number in range(count):
        text = chance.choice(long)
        start = chance.randrange(len(text) - letters)
        piece = text[start : start + letters]
        pieces.append(piece.upper() if number % 4 == 0 else piece)
    return pieces


def _is_vietnamese(piece: str) -> bool:
    words = _WORD.findall(piece)
    return sum(_ONLY_VIETNAMESE.search(word) is not None for word in words) >= _SHARE * max(len(words), 1)


def _found(pieces: Sequence[str], encoding: str) -> tuple[Counter[str], float]:
    counts: Counter[str] = Counter()
    encoded = [ENCODERS[encoding](piece) for piece in pieces]
    start = time.perf_counter()
    found = [detect_encoding(data).encoding for data in encoded]
    seconds = time.perf_counter() - start
    for data, name in zip(encoded, found, strict=True):
        if name is None:
            counts["untold"] += 1
        else:
            same = data.decode(name, "replace") == data.decode(encoding, "replace")
            counts["right" if same else "wrong"] += 1
    return counts, seconds


if __name__ == "__main__":
    main()
