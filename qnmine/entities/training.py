"""Training of the recogniser from annotated texts, word clusters and the lexicons."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.batch import lay_out
from qnmine.entities.clusters import lower_syllables, read_clusters
from qnmine.entities.lexical import LEXICONS, Lexical, compile_lexical
from qnmine.entities.recognizer import Recognizer, build_table
from qnmine.entities.substitution import substituted
from qnmine.entities.surfaces import Surfaces, lower_of
from qnmine.entities.templates import sizes, templates
from qnmine.errors import UsageError
from qnmine.tagging.labels import bio_labels, encode_spans
from qnmine.tagging.training import Settings, train_linear
from qnmine.text.document import Document
from qnmine.text.normalize import normalize
from qnmine.text.syllables import syllables
from qnmine.words.segmenter import WordSegmenter

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


@dataclass(frozen=True, slots=True)
class Options:
    """How to train: the learner's settings, word cluster files, template groups left out (an ablation).

    `upper_case_every` adds a copy in capitals of every so manieth text, so that headlines in capitals
    are learnt (0: none); `substituted` adds copies with other names of the texts of that share of the
    articles. In the share `alone` of the articles each line is learnt on its own: a line that comes
    without its article must not look as if the article held nothing.
    """

    settings: Settings = field(default_factory=Settings)
    clusters: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()
    upper_case_every: int = _UPPER_CASE_EVERY
    substituted: float = 0.2
    alone: float = 0.5


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
    records = [
        *originals,
        *_upper_case(originals, options.upper_case_every),
        *substituted(originals, options.substituted, article_of),
    ]
    lexical = _lexical(originals, options.clusters)
    labels = bio_labels(TYPES)
    surfaces = Surfaces(lexical)
    batches = _batches(records, _learning_groups([record.id for record in records], options.alone))
    tables = [_labelled(part, groups, surfaces, lexical, labels) for part, groups in batches]
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


def _learning_groups(ids: Sequence[str], alone: float) -> list[int]:
    """The numbers of `article_groups`, but one of its own for each line of a share of the articles."""
    groups = article_groups(ids)
    free = max(groups) + 1
    return [
        free + line if Random(article_of(record_id)).random() < alone else group
        for line, (record_id, group) in enumerate(zip(ids, groups, strict=True))
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


def _batches(records: list[SpanRecord], groups: list[int]) -> Iterator[tuple[list[SpanRecord], list[int]]]:
    """Records in batches that keep a group together, with their group numbers."""
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
        phrases += read_clusters(path, names)
    common = [affix for affix, count in affixes.items() if count >= _LEAST_AFFIX_COUNT]
    return compile_lexical(words, common, names, phrases, _lexicon_phrases())


def _lexicon_phrases() -> Iterator[tuple[list[str], str]]:
    from qnmine.data.lexicons import load

    for name in LEXICONS:
        for entry in sorted(load(name)):
            yield lower_syllables(entry), name


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
        "words_sha256": WordSegmenter.load().info["sha256"],
        "clusters_sha256": [hashlib.sha256(path.read_bytes()).hexdigest() for path in options.clusters],
        "settings": asdict(options.settings),
        "upper_case_every": options.upper_case_every,
        "substituted": options.substituted,
        "alone": options.alone,
        "without": sorted(options.without),
    }


def _digest_of_lexicons() -> str:
    digest = hashlib.sha256()
    for syllables_, name in _lexicon_phrases():
        digest.update(f"{name}\t{' '.join(syllables_)}\n".encode())
    return digest.hexdigest()
