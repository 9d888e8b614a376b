"""CoNLL-U as it stands in a file: sentences of comments and word lines, and what is wrong with them.

The format is described at https://universaldependencies.org/format.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    NumberedLine = tuple[int, str]

COLUMNS = 10
LONGEST_SENTENCE = 50_000
"""Lines; what goes on longer has no empty lines between its sentences."""

_COMMENT = re.compile(r"#\s*([^\s=]+)(?:\s+id)?\s*=[ \t]?(.*)")
_DOCUMENT = re.compile(r"#\s*newdoc\b")
_PARAGRAPH = re.compile(r"#\s*newpar\b")
_SEVERAL = re.compile(r"(\d+)-(\d+)")
_EMPTY_NODE = re.compile(r"\d+\.\d+")
_LONGEST_ECHO = 40


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word, or a token of several words, as its line has it; `last` is the number of its last word."""

    line: int
    first: int
    last: int
    form: str
    upos: str
    pos: str
    misc: str

    @property
    def glued(self) -> bool:
        """Whether no white space follows."""
        return "SpaceAfter=No" in self.misc.split("|")


@dataclass(slots=True)
class Block:
    """A sentence as it stands: `comments` with their lines, `words`, and the `tokens` of several words."""

    line: int
    comments: list[NumberedLine] = field(default_factory=list)
    words: list[WordLine] = field(default_factory=list)
    tokens: list[WordLine] = field(default_factory=list)


class BrokenError(DocumentError):
    """A sentence cannot be read; `columns` tells that a line has another number of columns."""

    columns = False


def blocks(lines: Iterable[NumberedLine]) -> Iterator[list[NumberedLine]]:
    """Yield the lines between empty lines, without their ends; very long ones are cut."""
    held: list[NumberedLine] = []
    for number, raw in lines:
        line = raw.rstrip("\r\n")
        if line and not line.isspace():
            held.append((number, line))
        if held and (len(held) >= LONGEST_SENTENCE or not line or line.isspace()):
            yield held
            held = []
    if held:
        yield held


def parsed(lines: Sequence[NumberedLine], name: str) -> Block:
    """Return the sentence on some lines; empty nodes are left out.

    Raises BrokenError for a line that is no word, or not the next one.
    """
    block = Block(lines[0][0])
    if len(lines) >= LONGEST_SENTENCE:
        raise BrokenError(
            f"{shown(name)}:{block.line}",
            f"begins a sentence of {LONGEST_SENTENCE} lines or more",
            "put an empty line between sentences",
        )
    for number, line in lines:
        if not line.startswith("#"):
            _take_word(line, number, block, name)
        elif block.words or block.tokens:
            raise BrokenError(
                f"{shown(name)}:{number}",
                "a comment stands behind words",
                "put an empty line between the sentences",
            )
        else:
            block.comments.append((number, line))
    return block


def key_and_value(comment: str) -> tuple[str, str] | None:
    """Return what a comment `# key = value` says (`# newdoc id = a`: newdoc, a); None for a remark."""
    found = _COMMENT.match(comment)
    return None if found is None else (found[1], found[2])


def begins_document(comment: str) -> bool:
    """Tell whether a comment begins a document."""
    return _DOCUMENT.match(comment) is not None


def begins_paragraph(comment: str) -> bool:
    """Tell whether a comment begins a paragraph."""
    return _PARAGRAPH.match(comment) is not None


def _take_word(line: str, number: int, block: Block, name: str) -> None:
    columns = line.split("\t")
    place = f"{shown(name)}:{number}"
    if len(columns) != COLUMNS:
        error = BrokenError(
            place,
            f"has {len(columns)} column{'' if len(columns) == 1 else 's'}, not the ten of CoNLL-U",
            "separate the columns by tabs and write _ in an empty one",
        )
        error.columns = True
        raise error
    identifier, form, misc = columns[0], columns[1].strip(), columns[9].strip(" \r")
    if _EMPTY_NODE.fullmatch(identifier):
        return
    due = len(block.words) + 1
    several = _SEVERAL.fullmatch(identifier)
    if identifier != str(due) and (several is None or not due == int(several[1]) < int(several[2])):
        raise BrokenError(
            place,
            f"has the word number '{shown(identifier, _LONGEST_ECHO)}' where {due} is due",
            "number the words of a sentence from 1 and put an empty line between sentences",
        )
    if not form:
        raise BrokenError(place, "has no word in its second column", "write the word there")
    last = due if several is None else int(several[2])
    upos, pos = intern(columns[3].strip()), intern(columns[4].strip())
    word = WordLine(number, due, last, form, upos, pos, misc)
    (block.words if several is None else block.tokens).append(word)
