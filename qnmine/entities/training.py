"""Training of the recogniser from annotated texts, word clusters and the lexicons."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.batch import lay_out
from qnmine.entities.lexical import LEXICONS, Lexical, compile_lexical
from qnmine.entities.recognizer import Recognizer, build_table
from qnmine.entities.surfaces import Surfaces, lower_of
from qnmine.entities.templates import sizes, templates
from qnmine.errors import UsageError
from qnmine.tagging.labels import bio_labels, encode_spans
from qnmine.tagging.training import Settings, train_linear
from qnmine.text.document import Document
from qnmine.text.normalize import normalize
from qnmine.text.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qnmine.evaluation.records import SpanRecord
    from qnmine.tagging.columns import Ints, Table

TYPES = ("PER", "ORG", "LOC")
_LINE_NUMBER = re.compile(r"-\d+\Z")
_LEAST_AFFIX_COUNT = 5
_UPPER_CASE_EVERY = 40
_BATCH = 1000
_MOST_CLUSTERS = 2**16 - 1
_MOST_DIGITS = 12
_CLUSTER_FILE = (
    "a TSV with the header 'word', then a name for each clustering, and on each row a word "
    "(syllables joined by _) and its clusters as whole numbers"
)


@dataclass(frozen=True, slots=True)
class Options:
    """How to train: the learner's settings, word cluster files, template groups left out (an ablation).

    `upper_case_every` adds a copy in capitals of every so manieth text, so that headlines in capitals
    are learnt (0: none).
    """

    settings: Settings = field(default_factory=Settings)
    clusters: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()
    upper_case_every: int = _UPPER_CASE_EVERY


def train(
    records: Iterable[SpanRecord],
    options: Options | None = None,
    *,
    progress: Callable[[int, float], None] | None = None,
) -> Recognizer:
    """Train a recogniser; the same records in the same order give the same model.

    Records whose ids differ only in a number at the end (`news1-017-03`) are lines of one article and
    share document evidence. Raises UsageError when there is nothing to learn from, a span has another
    type than PER, ORG and LOC, or SciPy is missing. `progress` is called
    after each pass with its number and the loss in nats a token.
    """
    options = options or Options()
    originals = list(records)
    _check(originals)
    records = [*originals, *_upper_case(originals, options.upper_case_every)]
    lexical = _lexical(originals, options.clusters)
    labels = bio_labels(TYPES)
    surfaces = Surfaces(lexical)
    tables = [_labelled(part, groups, surfaces, lexical, labels) for part, groups in _batches(records)]
    chosen = templates(lexical, options.without)
    every = sizes(lexical)
    used = {column: every[column] for template in chosen for column, _ in template.parts}
    model = train_linear(tables, labels, used, chosen, options.settings, progress)
    return Recognizer(model, lexical, _info(originals, options))


def article_of(record_id: str) -> str:
    """The id of the article that a record is a line of: the id without a number at its end."""
    return _LINE_NUMBER.sub("", record_id)


def article_groups(ids: Sequence[str]) -> list[int]:
    """Numbers that are equal for lines of one article, for `Recognizer.spans(…, groups=…)`.

    Only ids with two numbers (`news1-017-03`: article 17, line 3) are lines of an article.
    """
    numbers: dict[str, int] = {}
    return [
        numbers.setdefault(article if _LINE_NUMBER.search(article) else record_id, len(numbers))
        for record_id, article in ((i, article_of(i)) for i in ids)
    ]


def _check(records: list[SpanRecord]) -> None:
    if not any(record.entities for record in records):
        raise UsageError("nothing to train on: the records hold no entity")
    for record in records:
        for span in record.entities:
            if span.type not in TYPES:
                raise UsageError(f"{record.id}: entity type {span.type!r}; the types are {', '.join(TYPES)}")


def _upper_case(records: list[SpanRecord], every: int) -> Iterator[SpanRecord]:
    """Copies in capitals of some records, where that keeps the length."""
    for record in records[:: every or len(records)] if every else ():
        upper = record.text.upper()
        if len(upper) == len(record.text):
            yield replace(record, id=f"upper:{record.id}", text=upper)


def _batches(records: list[SpanRecord]) -> Iterator[tuple[list[SpanRecord], list[int]]]:
    """Records in batches that keep an article together, with their group numbers."""
    groups = article_groups([record.id for record in records])
    order = sorted(range(len(records)), key=groups.__getitem__)
    part: list[int] = []
    for index in order:
        if len(part) >= _BATCH and groups[index] != groups[part[-1]]:
            yield [records[i] for i in part], [groups[i] for i in part]
            part = []
        part.append(index)
    yield [records[i] for i in part], [groups[i] for i in part]


def _labelled(
    records: list[SpanRecord],
    groups: list[int],
    surfaces: Surfaces,
    lexical: Lexical,
    labels: tuple[str, ...],
) -> tuple[Table, Ints]:
    """The columns of some records as at run time, and the label of each position."""
    documents = [Document(record.id, record.text) for record in records]
    batch = lay_out(documents, groups, surfaces)
    gold = np.zeros(len(batch.types), np.int64)
    positions = np.flatnonzero(batch.document >= 0)
    bounds = np.searchsorted(batch.document[positions], np.arange(len(records) + 1))
    for number, (record, document) in enumerate(zip(records, documents, strict=True)):
        places = positions[bounds[number] : bounds[number + 1]]
        gold[places] = _labels_of(record, document, batch.first[places], batch.last[places], labels)
    # A span that the sentence splitter cut goes on as a span of its own.
    continued = {labels.index("I-" + type_): labels.index("B-" + type_) for type_ in TYPES}
    for inside, begin in continued.items():
        gold[batch.starts[gold[batch.starts] == inside]] = begin
    return build_table(batch, surfaces, lexical), gold


def _labels_of(
    record: SpanRecord, document: Document, first: Ints, last: Ints, labels: tuple[str, ...]
) -> Ints:
    """The label numbers of the tokens of one record; a span is the tokens that it touches."""
    if len(document.normalized.text) != len(record.text):
        original = [
            document.normalized.original(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)
        ]
        first, last = np.array(original, np.int64).reshape(-1, 2).T
    spans: list[tuple[int, int, str]] = []
    for span in sorted(record.entities, key=lambda span: span.start):
        begin = int(np.searchsorted(last, span.start, side="right"))
        end = int(np.searchsorted(first, span.end, side="left"))
        if begin < end and (not spans or spans[-1][1] <= begin):
            spans.append((begin, end, span.type))
    return encode_spans(spans, len(first), labels)


def _lexical(records: list[SpanRecord], cluster_paths: Sequence[Path]) -> Lexical:
    """Vocabulary and affixes of the records, with clusters and lexicons."""
    words: set[str] = set()
    affixes: Counter[str] = Counter()
    for record in records:
        for form in set(syllables(normalize(record.text).text).forms):
            lower = lower_of(form)
            words.add(lower)
            if form[0].isalpha():
                affixes.update((lower[:2] + "-", "-" + lower[-2:]))
    names: list[str] = []
    phrases: list[tuple[list[str], Mapping[int, int]]] = []
    for path in cluster_paths:
        phrases += _read_clusters(path, names)
    common = [affix for affix, count in affixes.items() if count >= _LEAST_AFFIX_COUNT]
    return compile_lexical(words, common, names, phrases, _lexicon_phrases())


def _lexicon_phrases() -> Iterator[tuple[list[str], str]]:
    from qnmine.data.lexicons import load

    for name in LEXICONS:
        for entry in sorted(load(name)):
            yield _lower_syllables(entry), name


def _lower_syllables(text: str) -> list[str]:
    return [lower_of(form) for form in syllables(normalize(text).text).forms]


def _read_clusters(path: Path, names: list[str]) -> Iterator[tuple[list[str], Mapping[int, int]]]:
    """The words of a cluster file (TSV: `word`, then a column a clustering); its clusterings join `names`.

    Raises UsageError, with the line, for anything but a header and rows of as many cells: an unnoticed
    headerless or ragged file would give clusters to the wrong words.
    """
    family = re.sub(r"\W", "_", path.stem.removeprefix("clusters_"))
    first = len(names)
    line = 1
    try:
        with path.open(encoding="utf-8-sig") as file:
            rows = (text.rstrip("\n").split("\t") for text in file)
            header = next(rows, [""])
            names += [f"{family}_{name}" for name in _clusterings(header)]
            for row in rows:
                line += 1
                numbers = _cluster_numbers(row, len(header), first)
                word = _lower_syllables(row[0].replace("_", " "))
                if word:  # signs without a syllable would stand for "no word"
                    yield word, numbers
    except (OSError, ValueError) as error:
        # bytes are decoded in blocks, so that a broken one may stand in a later line
        where = path if isinstance(error, OSError | UnicodeDecodeError) else f"{path}:{line}"
        raise UsageError(f"{where}: cannot read word clusters ({error}); write {_CLUSTER_FILE}") from None
    if len(set(names)) < len(names):
        raise UsageError(f"{path}: clusterings of the same name; give cluster files different names")


def _clusterings(header: list[str]) -> list[str]:
    """The names of the clusterings in a header; ValueError unless it is one."""
    if header == [""]:
        raise ValueError("it has no header")
    if header[0] != "word":
        raise ValueError(f"its header begins with {header[0]!r}, not with 'word'")
    columns = [re.sub(r"\W", "_", column).removeprefix("k") for column in header[1:]]
    if not all(columns):
        raise ValueError("its header has a clustering without a name")
    if not columns:
        raise ValueError("its header has no clustering after 'word'")
    return columns


def _cluster_numbers(row: list[str], width: int, first: int) -> dict[int, int]:
    """Clustering number -> cluster of one row; ValueError unless it has a word and all its clusters."""
    if len(row) != width:
        raise ValueError(f"the row has {len(row)} cell{'s' * (len(row) != 1)}, the header {width}")
    if not row[0]:
        raise ValueError("the row has no word")
    for cell in row[1:]:
        if not (
            cell.isascii() and cell.isdigit() and len(cell) <= _MOST_DIGITS and int(cell) < _MOST_CLUSTERS
        ):
            raise ValueError(f"{cell[:20]!r} is no whole number from 0 to {_MOST_CLUSTERS - 1}")
    return {first + n: int(cell) for n, cell in enumerate(row[1:])}


def _info(records: list[SpanRecord], options: Options) -> dict[str, object]:
    """What the model file says about its making; no date, so that a rebuild gives the same file."""
    digest = hashlib.sha256()
    for record in records:
        spans = [(span.start, span.end, span.type) for span in record.entities]
        digest.update(repr((record.id, record.text, spans)).encode("utf-8", "surrogatepass"))
    return {
        "records": len(records),
        "entities": sum(len(record.entities) for record in records),
        "records_sha256": digest.hexdigest(),
        "lexicons_sha256": _digest_of_lexicons(),
        "clusters_sha256": [hashlib.sha256(path.read_bytes()).hexdigest() for path in options.clusters],
        "settings": asdict(options.settings),
        "upper_case_every": options.upper_case_every,
        "without": sorted(options.without),
    }


def _digest_of_lexicons() -> str:
    digest = hashlib.sha256()
    for syllables_, name in _lexicon_phrases():
        digest.update(f"{name}\t{' '.join(syllables_)}\n".encode())
    return digest.hexdigest()
