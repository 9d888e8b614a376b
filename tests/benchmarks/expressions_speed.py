"""How many syllables a second `numbers` and `dates` read on one core, beside dateparser's `search_dates`.

Run from the repository: python -m tests.benchmarks.expressions_speed seeds/ --syllables 100000
Arguments are what qnmine reads. Both read the same text in the same process. Ours is `numbers_of` and
`dates_of`, normalisation, sentences and rows included, each over documents of its own; dateparser
(`languages=["vi"]`), being slow, gets the first lines up to --slow syllables. A syllable is a stretch between
white space. Rules are loaded before the clock starts, and the load is shown apart.

Then the cost per syllable of one text of growing length (1, 4 and 16 times the lines), which must not grow,
and of adversarial lines of 10,000 and 100,000 characters, whose ratio should be 10.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import time
from typing import TYPE_CHECKING

from qnmine.corpus import open_corpus
from qnmine.dates import dates_of
from qnmine.numbers import numbers_of
from qnmine.text.document import Document

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


def _syllables(text: str) -> int:
    return len(text.split())


def _texts(paths: list[str], syllables: int) -> list[str]:
    texts: list[str] = []
    for document in open_corpus(paths):
        if syllables <= 0:
            break
        texts.append(document.text)
        syllables -= _syllables(document.text)
    return texts


def _first_lines(texts: list[str], syllables: int) -> list[str]:
    lines: list[str] = []
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        if syllables <= 0:
            break
        lines.append(line)
        syllables -= _syllables(line)
    return lines


def _seconds(read: Reader, texts: Sequence[str]) -> tuple[float, int]:
    """Return the time of reading documents that nobody has looked at, and the rows found."""
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    begin = time.perf_counter()
    rows = sum(map(len, read(documents)))
    return time.perf_counter() - begin, rows


def _speed(name: str, syllables: int, seconds: float, found: int) -> float:
    speed = syllables / seconds
    print(f"{name:<24} {syllables:>9,} syllables {seconds:8.2f} s {speed:>10,.0f}/s, {found:,} found")
    return speed


def _theirs(lines: list[str]) -> float:
    """Syllables a second of dateparser, line by line."""
    search_dates = importlib.import_module("dateparser.search").search_dates
    search_dates("ngày 25/6/2024", languages=["vi"])  # loads its data
    begin = time.perf_counter()
    found = sum(len(search_dates(line, languages=["vi"]) or ()) for line in lines)
    seconds = time.perf_counter() - begin
    return _speed("dateparser.search_dates", sum(map(_syllables, lines)), seconds, found)


def _growing(texts: list[str], syllables: int) -> None:
    for name, read in READERS.items():
        costs = []
        for size in SIZES:
            grown = "\n".join(_first_lines(texts, size * syllables))
            seconds, _ = _seconds(read, [grown])
            costs.append(1e6 * seconds / _syllables(grown))
        shown = ", ".join(f"{size}x {cost:.2f}" for size, cost in zip(SIZES, costs, strict=True))
        print(f"{name}: microseconds a syllable of one text: {shown}; ratio {costs[-1] / costs[0]:.2f}")


def _adversarial() -> None:
    for name, unit in ADVERSARIAL.items():
        said = []
        for reader, read in READERS.items():
            few, many = (
                min(_seconds(read, [(unit * length)[:length]])[0] for _ in range(2)) for length in LENGTHS
            )
            said.append(f"{reader} {few:.3f} s, {many:.3f} s (ratio {many / few:4.1f})")
        print(f"{name:<18} {'; '.join(said)}")


def main() -> None:
    """Print the speeds, their ratios and how they grow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--syllables", type=int, default=200_000, help="at most about so many (200000)")
    parser.add_argument("--slow", type=int, default=5_000, help="for dateparser (5000)")
    options = parser.parse_args()
    texts = _texts(options.paths, options.syllables)
    speeds = {}
    load, _ = _seconds(numbers_of, ["Ngày 25/6/2024 có hai mươi người."])
    print(f"rules loaded in {1000 * load:.0f} ms")
    for name, read in READERS.items():
        seconds, rows = _seconds(read, texts)
        speeds[name] = _speed(name, sum(map(_syllables, texts)), seconds, rows)
    if importlib.util.find_spec("dateparser"):
        theirs = _theirs(_first_lines(texts, options.slow))
        for name, speed in speeds.items():
            print(f"ratio of {name} to dateparser.search_dates: {speed / theirs:.1f}")
    else:
        print("dateparser is not installed: no comparison")
    _growing(texts, options.syllables // SIZES[-1] // 2)
    _adversarial()


if __name__ == "__main__":
    main()
