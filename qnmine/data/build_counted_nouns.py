"""Write the words that follow numerals as the counted noun, `counted_nouns.tsv`, from a large text.

Run from the top of a source checkout, with Vietnamese Wikipedia as plain text (any input that
`qnmine.corpus` reads); it takes about two minutes on one core::

    python -m qnmine.data.build_counted_nouns PATH/viwiki-2017.jsonl.xz

The sections written by hand stay as they are but for their counts; what is found in the text comes after
them. What was found and is no counted noun stands in `not_counted_nouns.txt`, which is edited by hand. The
same text and word model give the same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.corpus import read
from qnmine.data.lexicons import parse_entries
from qnmine.errors import QnmineError
from qnmine.text.normalize import normalize
from qnmine.text.spelling import FOREIGN, spelling_of
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).parent
TABLE = DATA / "counted_nouns.tsv"
REMOVED = DATA / "not_counted_nouns.txt"
FOUND = "# Nouns found after numerals"
"""Begins the line after which all rows are rewritten."""

MOST_SYLLABLES = 4

# A noun after numerals at least so often, and in so large a part of its occurrences; of these, it follows
# determiners in so large a part, unless the first part is larger still.
_LEAST_NUMERALS, _LEAST_SHARE, _LEAST_DETERMINED, _SURE_SHARE = 3, 0.005, 0.03, 0.05
# A rarer one must follow determiners more often (half of them after numerals too, the others never).
_LEAST_TOTAL, _LEAST_AFTER_DETERMINERS, _USUALLY_DETERMINED = 20, 8, 0.15
_LARGE_TOTAL, _MOSTLY_DETERMINED = 50, 0.35


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


_NUMBER_WORDS = _words(
    """
    hai ba bốn sáu bảy tám chín mười cả_hai mười_một mười_hai mười_ba mười_bốn mười_lăm mười_sáu mười_bảy
    mười_tám mười_chín hai_mươi ba_mươi bốn_mươi năm_mươi sáu_mươi bảy_mươi tám_mươi chín_mươi
    """
)
# A numeral after these is a name, a place in an order, a date or a part of a larger numeral.
_NAMED_BY_NUMBER = _words(
    """
    thứ số tháng ngày lớp năm quận điều hạng giải chương tập phần cấp loại tầng mùa kỳ khóa vòng lần
    giai_đoạn thế_kỷ thế_hệ mùng mồng chủ_nhật tuần bậc phường tổ khu vùng trang khoản mục bản quyển chi hệ
    nhóm đội quý một
    """
)
_DETERMINERS = _words("những các một mỗi nhiều vài mấy từng mọi")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+|[\d.,]+ (?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?: (?:triệu|tỷ|tỉ))?")
_SMALL = re.compile(r"\d{1,3}")
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_OPENING = frozenset("(,:;“\"'[")


@dataclass(frozen=True, slots=True)
class Counts:
    """How often words occur in all, right after numerals and right after determiners.

    `sequences` counts what begins right after a numeral: whole words, up to four syllables, joined by spaces.
    """

    total: Counter[str] = field(default_factory=Counter)
    after_numerals: Counter[str] = field(default_factory=Counter)
    after_determiners: Counter[str] = field(default_factory=Counter)
    sequences: Counter[str] = field(default_factory=Counter)

    def add(self, words: Sequence[str]) -> None:
        """Count the words of a sentence."""
        self.total.update(words)
        before = ""
        for place, (word, following) in enumerate(pairwise(words), 1):
            if _is_noun_shaped(following):
                if word.lower() in _DETERMINERS:
                    self.after_determiners[following] += 1
                elif is_numeral(word, before):
                    self.after_numerals[following] += 1
                    self.sequences.update(_beginnings(words[place : place + MOST_SYLLABLES]))
            before = word


def is_numeral(word: str, before: str) -> bool:
    """Tell whether a word is surely a numeral that counts, by its form and the word before it."""
    if before.lower() in _NAMED_BY_NUMBER:
        return False
    if _GROUPED.fullmatch(word):
        return True
    if _SMALL.fullmatch(word):
        return _is_noun_shaped(before) or before in _OPENING
    # Two capitals are a name: Bà Hai.
    return word.lower() in _NUMBER_WORDS and not (word[0].isupper() and before[:1].isupper())


def is_counted_noun(word: str, counts: Counts) -> bool:
    """Tell whether a word in lower case, spelled the Vietnamese way, follows numerals as nouns do."""
    if len(word) == 1 or not _is_noun_shaped(word) or _is_foreign(word):
        return False
    total, numerals = counts.total[word], counts.after_numerals[word]
    share, determined = numerals / total, counts.after_determiners[word] / total
    if numerals >= _LEAST_NUMERALS and share >= _LEAST_SHARE:
        return determined >= _LEAST_DETERMINED or share >= _SURE_SHARE
    if counts.after_determiners[word] < _LEAST_AFTER_DETERMINERS:
        return False
    if numerals and total >= _LEAST_TOTAL and determined >= _USUALLY_DETERMINED:
        return True
    return total >= _LARGE_TOTAL and determined >= _MOSTLY_DETERMINED


def rewritten(table: str, removed: frozenset[str], counts: Counts) -> str:
    """Return the table with new counts and with what was found; `removed` are no counted nouns.

    Raises QnmineError when the line is missing after which found nouns stand.
    """
    by_hand, mark, rest = table.partition(FOUND)
    if not mark:
        raise QnmineError(f"{TABLE.name}: no line begins with {FOUND!r}")
    lines, known = [], set(removed)
    for line in by_hand.splitlines():
        noun, *cells = line.split("\t")
        is_row = bool(cells) and cells[0].isdigit()
        lines.append(f"{noun}\t{counts.sequences[noun]}\t{cells[1]}" if is_row else line)
        known.add(noun)
    found = sorted(word for word in counts.total if word not in known and is_counted_noun(word, counts))
    lines.append(mark + rest.partition("\n")[0])
    lines += [f"{noun}\t{counts.sequences[noun]}\tnoun" for noun in found]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description="Build the table of counted nouns.")
    parser.add_argument("text", help="Vietnamese Wikipedia, one article a row")
    options = parser.parse_args(arguments)
    try:
        counts = Counts()
        for words in _sentences(options.text):
            counts.add(words)
        removed = frozenset(parse_entries(REMOVED.read_text(encoding="utf-8")))
        table = rewritten(TABLE.read_text(encoding="utf-8"), removed, counts)
    except QnmineError as error:
        parser.exit(1, f"{parser.prog}: {error}\n")
    TABLE.write_text(table, encoding="utf-8", newline="\n")


def _sentences(path: str) -> Iterator[list[str]]:
    """Yield the words of each sentence of a corpus, inner white space as one space."""
    segmenter = load_segmenter()
    corpus = read(path)
    while documents := list(islice(corpus, 100)):
        sentences = [
            document.normalized.text[start:end]
            for document in documents
            for start, end in document.sentence_spans
        ]
        for sentence, spans in zip(sentences, segmenter.segment(sentences), strict=True):
            yield [" ".join(sentence[start:end].split()) for start, end in spans]


def _beginnings(words: Iterable[str]) -> Iterator[str]:
    """Yield the sequences of words that begin with the first, as long as they can be nouns."""
    sequence = ""
    for word in words:
        sequence = f"{sequence} {word}".strip()
        if not _is_noun_shaped(word) or sequence.count(" ") >= MOST_SYLLABLES:
            return
        yield sequence


def _is_noun_shaped(word: str) -> bool:
    """Tell whether a word has letters only, in lower case (names are not counted)."""
    return word.islower() and _LETTERS.fullmatch(word) is not None and word.count(" ") < MOST_SYLLABLES


def _is_foreign(word: str) -> bool:
    return any(spelling_of(syllable) == FOREIGN for syllable in normalize(word).text.split())


if __name__ == "__main__":
    main()
