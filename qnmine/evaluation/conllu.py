"""CoNLL-U files as sentences of words (https://universaldependencies.org/format.html)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.corpus.conllu import begins_document, blocks, key_and_value, parsed
from qnmine.text.joined import with_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.corpus.conllu import Block


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
    for held in blocks(lines):
        block = parsed(held, name)
        for _, comment in block.comments:
            if begins_document(comment):
                said = key_and_value(comment)
                document = said[1].strip() if said else None
        if block.words:
            sentence = _sentence(block)
            if document is not None:
                sentence.meta["newdoc"] = document
            yield sentence


def _sentence(block: Block) -> WordSentence:
    sentence = WordSentence(block.line)
    for _, comment in block.comments:
        key, value = key_and_value(comment) or ("", "")
        if key == "text":
            sentence.text = value
        elif key == "sent_id":
            sentence.id = value.strip()
        elif key:
            sentence.meta[key] = value.strip()
    for word in block.words:
        sentence.add(word.form, word.line, tag=word.upos, glued=word.glued)
    return sentence
