"""Tagged sentences written by hand: `kinh_tế/N số/N ở/E [Quảng_Ninh]`."""

from __future__ import annotations

import re

from qnmine import Document
from qnmine.words.running import EntitySpan, RunningWords

_NAME = re.compile(r"\[(.+?)(?::(PER|ORG|LOC))?\]")


def tagged(*sentences: str) -> RunningWords:
    """Return the words of one document.

    Words are separated by spaces, their syllables joined by `_`, the part of speech stands behind `/`. A name
    stands in brackets, with its type (`[Phạm_Văn_Thể:PER]`, by default LOC).
    """
    forms: list[str] = []
    tags: list[str] = []
    names: list[EntitySpan] = []
    lengths: list[int] = []
    for sentence in sentences:
        words = sentence.split()
        lengths.append(len(words))
        for word in words:
            name = _NAME.fullmatch(word)
            form, tag = (name[1], "Np") if name else word.rsplit("/", 1)
            form = form.replace("_", " ")
            if name:
                names.append(EntitySpan(len(forms), len(forms) + 1, name[2] or "LOC", form))
            forms.append(form)
            tags.append(tag)
    nowhere = [0] * len(forms)
    return RunningWords(Document("d", ""), forms, nowhere, nowhere, lengths, tags, names)
