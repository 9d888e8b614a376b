"""How the cost of `numbers` and `dates` grows with one text, and on adversarial lines.

Run from the repository: python -m tests.benchmarks.expressions_growth seeds/ --syllables 100000
Arguments are what qnmine reads. Shown is the cost per syllable of one text of growing length (1, 4 and 16
times the lines), which must not grow, and that of adversarial lines of 10,000 and 100,000 characters, whose
ratio should be 10. Rules are loaded before the clock starts. Speed beside dateparser: tests.benchmarks.run.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from qnmine.corpus import open_corpus
from qnmine.dates import dates_of
from qnmine.numbers import numbers_of
from qnmine.text.document import Document
from tests.benchmarks.corpus import SENTENCE, syllables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reader = Callable[[Sequence[Document]], Sequence[Sequence[object]]]

READERS: dict[str, Reader] = {"numbers_of": numbers_of, "dates_of": dates_of}
SIZES = (1, 4, 16)
LENGTHS = (10_000, 100_000)
ADVERSARIAL = {
    "digits": "7",
    "digits and dots": "123.",
    "slashes": "/",
    "dates without end": "1/2/",
    "digits and dashes": "12-",
    "commas": "1,",
    "number words": "hai mươi ",
    "the article": "một ",
    "scale words": "triệu tỷ ",
    "trillions": "một nghìn tỷ ",
    "months": "tháng ",
    "days and months": "ngày 5 tháng 6 ",
    "years": "năm năm ",
    "from and to": "từ 5 đến ",
    "percent": "5% ",
    "brackets": "(1",
    "letters": "X",
}


def _texts(paths: list[str], syllables: int) -> list[str]:
    texts: list[str] = []
    for document in open_corpus(paths):
        if syllables <= 0:
            break
        texts.append(document.text)
        syllables -= syllables_of(document.text)
    return texts


def _first_lines(texts: list[str], syllables: int) -> list[str]:
    lines: list[str] = []
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        if syllables <= 0:
            break
        lines.append(line)
        syllables -= syllables_of(line)
    return lines


def _seconds(read: Reader, texts: Sequence[str]) -> float:
    """Return the time of reading documents that nobody has looked at."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    begin = time.perf_counter()
    read(documents)
    return time.perf_counter() - begin


def _growing(texts: list[str], syllables: int) -> None:
    for name, read in READERS.items():
        costs = []
        for size in SIZES:
            grown = "\n".join(_first_lines(texts, size * syllables))
            seconds = _seconds(read, [grown])
            costs.append(1e6 * seconds / syllables_of(grown))
        shown = ", ".join(f"{size}x {cost:.2f}" for size, cost in zip(SIZES, costs, strict=True))
        print(f"{name}: microseconds a syllable of one text: {shown}; ratio {costs[-1] / costs[0]:.2f}")


def _adversarial() -> None:
    for name, unit in ADVERSARIAL.items():
        said = []
        for reader, read in READERS.items():
            few, many = (
                min(_seconds(read, [(unit * length)[:length]]) for _ in range(2)) for length in LENGTHS
            )
            said.append(f"{reader} {few:.3f} s, {many:.3f} s (ratio {many / few:4.1f})")
        print(f"{name:<18} {'; '.join(said)}")


def main() -> None:
    """Print how both grow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--syllables", type=int, default=200_000, help="at most about so many (200000)")
    options = parser.parse_args()
    texts = _texts(options.paths, options.syllables)
    for read in READERS.values():
        _seconds(read, [SENTENCE])
    _growing(texts, options.syllables // SIZES[-1] // 2)
    _adversarial()


if __name__ == "__main__":
    main()
