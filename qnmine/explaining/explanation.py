"""What an explanation holds: for each sentence the steps from its characters to its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.dates import Date
    from qnmine.entities import Mention
    from qnmine.numbers import Number

STEPS = ("characters", "syllables", "words", "pos", "entities", "numbers", "dates")
"""The steps of an explanation, in order."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something written otherwise for the analysis; `start` and `end` are places in the text as decoded."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Special:
    """A character that nobody sees: how often it stands in the sentence, and where first."""

    start: int
    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a sentence.

    `code_points`, `letters` (with their marks, as a reader counts them) and `bytes` in UTF-8 count them.
    `form` is NFC, NFD or mixed; `composed` are the groups that NFC makes one, `tones` the syllables whose
    tone mark was moved to one style, `special` the invisible characters.
    """

    code_points: int
    letters: int
    bytes: int
    form: str
    composed: tuple[Change, ...]
    tones: tuple[Change, ...]
    special: tuple[Special, ...]


@dataclass(frozen=True, slots=True)
class Syllable:
    """A piece of a sentence: a syllable with its parts, or something else, as `kind` tells.

    `kind` is syllable, other (foreign, or without its diacritics), abbreviation, number, code, link or sign.
    `initial` is empty where a syllable begins with its rhyme; `tone` is one of `TONES`.
    """

    start: int
    end: int
    text: str
    kind: str
    initial: str = ""
    rhyme: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What a feature reads in one column at an offset from its token; `examples` are words of a cluster."""

    column: str
    offset: int
    value: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that fired at a token: its template, what it read, and its weight for the decision."""

    token: str
    template: str
    parts: tuple[Part, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of one kind (`group`) together: `weight` is the sum over all `count` of them.

    `features` are those that tell most of why, strong and of few parts, or all if that was asked for, the
    strongest first. Two groups have none: `sequence`, what the labels beside this one give, and `lead`, what
    the recogniser takes from "no name" everywhere.
    """

    group: str
    weight: float
    count: int
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where two tokens meet: whether they are one word, and why.

    `probability` is that of the decision, `margin` how much the best segmentation leads over the best with
    the other decision here, which is the sum of the `evidence`; None if a rule decided (`rule` is joined or
    apart), as nothing was weighed there.
    """

    left: str
    right: str
    joined: bool
    rule: str = ""
    probability: float | None = None
    margin: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence, as `Token` has it."""

    start: int
    end: int
    text: str
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence: how sure all of them together are, the second best, what decided each gap.

    `runner_up` is None where the rules leave nothing open.
    """

    words: tuple[Word, ...]
    probability: float
    runner_up: tuple[str, ...] | None
    runner_up_probability: float | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word with its part of speech and its universal one."""

    start: int
    end: int
    word: str
    pos: str
    upos: str


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """A mention, what it was weighed against (a type, or O for no name), and what decided.

    The `evidence` adds up to `margin`, the lead over `rival`; both are missing where a recogniser has no
    features to show, and where the mention is not as the model had it.
    """

    mention: Mention
    rival: str = ""
    margin: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Capitalised words that are no mention: how probable a name was, which type at best, and why not.

    The `evidence` is for no name, against `type`. `dropped` tells that the model had a mention here and a
    rule took it away.
    """

    start: int
    end: int
    text: str
    type: str
    probability: float
    dropped: bool
    margin: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """The mentions of a sentence and what nearly was one; `has_features` is false for other recognisers."""

    mentions: tuple[ExplainedMention, ...]
    near_misses: tuple[NearMiss, ...] = ()
    has_features: bool = True


@dataclass(frozen=True, slots=True)
class Derivation:
    """A rule, the text that it read, what that means where it is a number, a day or a unit, and its parts."""

    rule: str
    text: str
    value: int | float | str | None
    parts: tuple[Derivation, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedNumber:
    """A number with the rules that read it."""

    number: Number
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class ExplainedDate:
    """A date with the rules that read it."""

    date: Date
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence and its steps; those that were not asked for are None.

    `start` and `end` are places in the text as decoded, as everywhere in an explanation.
    """

    sentence: int
    start: int
    end: int
    text: str
    characters: Characters | None = None
    syllables: tuple[Syllable, ...] | None = None
    words: Words | None = None
    pos: tuple[TaggedWord, ...] | None = None
    entities: Entities | None = None
    numbers: tuple[ExplainedNumber, ...] | None = None
    dates: tuple[ExplainedDate, ...] | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Some sentences of a document, explained; `total` is how many it has."""

    doc: str
    total: int
    sentences: tuple[ExplainedSentence, ...]
