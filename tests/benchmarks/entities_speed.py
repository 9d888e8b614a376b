"""How many syllables a second `entities` recognises on one core, beside underthesea's `ner`.

Run from the repository: OMP_NUM_THREADS=1 python -m tests.benchmarks.entities_speed seeds/*.txt
Arguments are text files, or JSON lines with a key `text`. Both recognisers read the same text in the
same process; underthesea, being slow, gets the first lines up to --slow syllables. A syllable is a
stretch between white space. The shipped model is loaded before the clock starts and the load is shown
apart; the first pass over the text is what counts, since a user never runs a text twice. The engine
`underthesea`, which finds the names of `ner` in bulk, is timed as ours is.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from qnmine.entities import entities_of
from qnmine.entities.engines import load_engine
from qnmine.text.document import Document


def _texts(paths: list[Path]) -> list[str]:
    texts = []
    for path in paths:
        content = path.read_text(encoding="utf-8")
        if path.suffix in {".jsonl", ".ndjson"}:
            texts += [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
        else:
            texts.append(content)
    return texts


def _syllables(text: str) -> int:
    return len(text.split())


def _first_lines(texts: list[str], syllables: int) -> list[str]:
    lines: list[str] = []
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        if syllables <= 0:
            break
        lines.append(line)
        syllables -= _syllables(line)
    return lines


def _ours(texts: list[str], engine: str = "qnmine") -> float:
    """Syllables a second of `entities_of`, normalisation, sentences and rows included."""
    begin = time.perf_counter()
    recognizer = load_engine(engine)
    list(entities_of([Document("first", "Hà Nội")], recognizer=recognizer))  # reads what is read at need
    print(f"{engine} loaded in {1000 * (time.perf_counter() - begin):.0f} ms")
    begin = time.perf_counter()
    documents = (Document(str(number), text) for number, text in enumerate(texts))
    mentions = sum(len(found) for _, found in entities_of(documents, recognizer=recognizer))
    seconds = time.perf_counter() - begin
    total = sum(map(_syllables, texts))
    speed = total / seconds
    rate = f"{seconds:8.2f} s {speed:>10,.0f}/s"
    print(f"--engine {engine:<12} {total:>9,} syllables {rate}, {mentions:,} mentions")
    return speed


def _theirs(lines: list[str]) -> float:
    """Syllables a second of `underthesea.ner`, line by line as its users call it."""
    from underthesea import ner

    ner("Hà Nội")  # loads its models
    begin = time.perf_counter()
    for line in lines:
        ner(line)
    seconds = time.perf_counter() - begin
    total = sum(map(_syllables, lines))
    print(f"underthesea.ner       {total:>9,} syllables {seconds:8.2f} s {total / seconds:>10,.0f}/s")
    return total / seconds


def main() -> None:
    """Print both speeds and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--slow", type=int, default=20_000, help="syllables for underthesea (20000)")
    options = parser.parse_args()
    texts = _texts(options.paths)
    ours, bulk = _ours(texts), _ours(texts, "underthesea")
    theirs = _theirs(_first_lines(texts, options.slow))
    print(f"ratios to underthesea.ner: qnmine {ours / theirs:.1f}, its engine here {bulk / theirs:.1f}")


if __name__ == "__main__":
    main()
