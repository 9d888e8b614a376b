"""How many syllables a second are segmented and tagged on one core, beside underthesea and pyvi.

Run from the repository: OMP_NUM_THREADS=1 python -m tests.benchmarks.words_speed seeds/ --syllables 1000000
Arguments are what qnmine reads. All systems get the same sentences, found beforehand, in the same process;
ours give offsets, the others do not. underthesea and pyvi (if it is installed) are slow and get the first
--slow syllables. A syllable is a stretch between white space. Models are loaded before the clock starts, and
the load is shown apart. Each pass is the first over its text: what is remembered of words is still to be
learnt. At the end `qnmine tokenize` is run cold on the same paths, reading and writing included, beside a
process that does the same with underthesea.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from qnmine.corpus import open_corpus
from qnmine.words import SEGMENTERS
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_THEIRS = """
import sys
from underthesea import sent_tokenize, word_tokenize
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            for sentence in sent_tokenize(line):
                for word in word_tokenize(sentence):
                    print(word)
"""


def _sentences(paths: list[str], syllables: int) -> list[str]:
    found: list[str] = []
    for document in open_corpus(paths):
        for start, end in document.sentence_spans:
            if syllables <= 0:
                return found
            found.append(document.normalized.text[start:end])
            syllables -= len(found[-1].split())
    return found


def _first(sentences: list[str], syllables: int) -> list[str]:
    chosen = []
    for sentence in sentences:
        if syllables <= 0:
            break
        chosen.append(sentence)
        syllables -= len(sentence.split())
    return chosen


def _speed(name: str, sentences: list[str], run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    seconds = time.perf_counter() - begin
    total = sum(len(sentence.split()) for sentence in sentences)
    print(f"{name:<28} {total:>10,} syllables {seconds:8.2f} s {total / seconds:>10,.0f}/s")
    return total / seconds


def _each(function: Callable[[str], object], sentences: Iterable[str]) -> None:
    for sentence in sentences:
        function(sentence)


def _segmentation(sentences: list[str], slow: list[str]) -> None:
    speeds = {}
    for name in SEGMENTERS:
        begin = time.perf_counter()
        segmenter = load_segmenter(name)
        segmenter.segment(["Hà Nội"])
        print(f"segmenter {name} loaded in {1000 * (time.perf_counter() - begin):.0f} ms")
        speeds[name] = _speed(f"qnmine, words of {name}", sentences, partial(segmenter.segment, sentences))
    from underthesea import word_tokenize

    word_tokenize("Hà Nội")  # loads its model
    peers = {"underthesea": _speed("underthesea.word_tokenize", slow, lambda: _each(word_tokenize, slow))}
    if importlib.util.find_spec("pyvi"):
        from pyvi.ViTokenizer import tokenize

        peers["pyvi"] = _speed("pyvi.ViTokenizer.tokenize", slow, lambda: _each(tokenize, slow))
    for peer, speed in peers.items():
        for name in SEGMENTERS:
            print(f"ratio, words of {name} to {peer}: {speeds[name] / speed:.1f}")


def _tags(sentences: list[str], slow: list[str]) -> None:
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    from qnmine.words.underthesea.adapter import load_segmenter as load
    from qnmine.words.underthesea.adapter import load_tagger

    words = load().words(sentences)
    tagger, predictor = load_tagger(), CRFPOSTagPredictor.Instance()
    few = words[: len(slow)]
    ours = _speed("qnmine, tags", sentences, lambda: tagger.tag(words))
    theirs = _speed("underthesea, tags", slow, lambda: [predictor.predict(one) for one in few])
    print(f"ratio of tags, words given: {ours / theirs:.1f}")


def _cold(paths: list[str]) -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    files = [path for path in paths if path.endswith(".txt")]
    commands = {
        "qnmine tokenize": [sys.executable, "-m", "qnmine", "tokenize", "-q", *paths],
        "qnmine tokenize --segmenter underthesea": [
            sys.executable, "-m", "qnmine", "tokenize", "-q", "--segmenter", "underthesea", *paths,
        ],
    }  # fmt: skip
    if files == paths:
        commands["underthesea"] = [sys.executable, "-c", _THEIRS, *files]
    for name, command in commands.items():
        seconds = []
        for _ in range(3):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            seconds.append(time.perf_counter() - begin)
        print(f"cold, best of three: {name}: {min(seconds):.2f} s")


def main() -> None:
    """Print the speeds and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--syllables", type=int, default=1_000_000, help="at most so many (1000000)")
    parser.add_argument("--slow", type=int, default=50_000, help="for underthesea and pyvi (50000)")
    parser.add_argument("--cold", action="store_true", help="run the commands cold on the paths as well")
    options = parser.parse_args()
    sentences = _sentences(options.paths, options.syllables)
    slow = _first(sentences, options.slow)
    _segmentation(sentences, slow)
    _tags(sentences, slow)
    if options.cold:
        _cold(options.paths)


if __name__ == "__main__":
    main()
