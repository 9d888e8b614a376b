"""CoNLL-U files as sentences of words (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError
from qnmine.evaluation.letters import with_spaces
from qnmine.evaluation.records import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COLUMNS = 10
_COMMENT = re.compile(r"#\s*([^\s=]+)(?:\s+id)?\s*=[ \t]?(.*)")
_DOCUMENT = re.compile(r"#\s*newdoc\b")
_NO_WORD = re.compile(r"\d+(?:-\d+|\.\d+)")  # a multiword token, whose words follow, or an empty node


@dataclass(slots=True)
class WordSentence:
    """The words of one sentence as a file has them, and what it says about them.

    `forms` are written with spaces inside. `tags` (universal parts of speech) and `glued` (no white space
    follows) stand beside them, and `lines`, the line of each word; `meta` holds the further comments.
    """

    line: int
    id: str | None = None
    text: str | None = None
    forms: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    meta: dict[str, object] = field(default_factory=dict)

    def add(self, form: str, line: int, *, tag: str = "", glued: bool = False) -> None:
        """Add a word; the `_` of a segmented form (`Hạ_Long`) is read as a space."""
        self.forms.append(with_spaces(form))
        self.tags.append(tag)
        self.glued.append(glued)
        self.lines.append(line)


def conllu_sentences(lines: Iterable[tuple[int, str]], name: str) -> Iterator[WordSentence]:
    """Yield the sentences of numbered CoNLL-U lines; multiword tokens and empty nodes are left out.

    The id is that of `# sent_id`; the other comments `# key = value` are the meta, in which `newdoc` holds
    until the next document. Raises DocumentError for a line that is no word, or not the next one.
    """
    document: str | None = None
    sentence: WordSentence | None = None
    for number, raw in lines:
        line = raw.rstrip("\r\n")
        if not line.strip():
            if sentence is not None and sentence.forms:
                yield sentence
            sentence = None
            continue
        if _DOCUMENT.match(line):
            comment = _COMMENT.match(line)
            document = comment[2].strip() if comment else None
        if sentence is None:
            sentence = WordSentence(number)
        if line.startswith("#"):
            _take_comment(line, sentence, f"{name}:{number}")
        else:
            _take_word(line, number, sentence, f"{name}:{number}")
        if document is not None:
            sentence.meta["newdoc"] = document
    if sentence is not None and sentence.forms:
        yield sentence


def _take_comment(line: str, sentence: WordSentence, place: str) -> None:
    if sentence.forms:
        raise DocumentError(place, "a comment stands behind words", "put an empty line between the sentences")
    comment = _COMMENT.match(line)
    if comment is None:
        return
    key, value = comment.groups()
    if key == "text":
        sentence.text = value
    elif key == "sent_id":
        sentence.id = value.strip()
    else:
        sentence.meta[key] = value.strip()


def _take_word(line: str, number: int, sentence: WordSentence, place: str) -> None:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise DocumentError(
            place,
            f"has {len(columns)} columns, not the ten of CoNLL-U",
            "separate the columns by tabs and write _ in an empty one",
        )
    identifier, form, tag, misc = columns[0], columns[1].strip(), columns[3].strip(), columns[9]
    if _NO_WORD.fullmatch(identifier):
        return
    due = str(len(sentence.forms) + 1)
    if identifier != due:
        raise DocumentError(
            place,
            f"has the word number '{shown(identifier)}' where {due} is due",
            "number the words of a sentence from 1 and put an empty line between sentences",
        )
    if not form:
        raise DocumentError(place, "has no word in its second column", "write the word there")
    sentence.add(form, number, tag=tag, glued="SpaceAfter=No" in misc.strip().split("|"))
