"""Short documents whose mentions are marked: `[place]`, `{body}`."""

from __future__ import annotations

import re

from qnmine.entities.mentions import Mention
from qnmine.entities.places import Place, places_of

_MARK = re.compile(r"\[(?P<LOC>[^\]]*)\]|\{(?P<ORG>[^}]*)\}")


def mentions_of(marked: str) -> list[Mention]:
    """Return the marked mentions of a document; sentences end with a full stop and a space."""
    mentions, shift = [], 0
    for match in _MARK.finditer(marked):
        kind = match.lastgroup or ""
        text, start = match[kind], match.start() - shift
        shift += 2
        sentence = marked.count(". ", 0, match.start()) + 1
        mentions.append(Mention("d", sentence, start, start + len(text), text, kind, text))
    return mentions


def places(marked: str) -> list[tuple[Place, ...]]:
    """Return the places of the LOC mentions of a marked document."""
    mentions = mentions_of(marked)
    found = places_of(mentions)
    assert len(found) == len(mentions)
    assert not [
        place for place, mention in zip(found, mentions, strict=True) if place and mention.type != "LOC"
    ]
    return [place for place, mention in zip(found, mentions, strict=True) if mention.type == "LOC"]


def codes(marked: str) -> str:
    """Return the codes of the LOC mentions: `-` for no unit, `?` for an ambiguous one."""
    return " ".join("-" if not place else place[0].code or "?" for place in places(marked))
