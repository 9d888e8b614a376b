"""The name of each mention of a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qnmine.entities.linking.bodies import body
from qnmine.entities.linking.forms import LONGEST, plain
from qnmine.entities.linking.introductions import introductions
from qnmine.entities.linking.organizations import organization_names, with_shared_level
from qnmine.entities.linking.people import people_names
from qnmine.entities.linking.places import place_names
from qnmine.entities.linking.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qnmine.entities.recognizer import Span
    from qnmine.text.document import Document


def names_of(document: Document, spans: Sequence[Span]) -> list[str]:
    """The name of each span: the same for those that mean the same thing within the document.

    Abbreviations and short forms are written out, from the document or from the shipped tables; all else
    stays as written, in normalised form. A form that may mean several things keeps its own name.
    `spans` are disjoint and in order; nothing depends on any other document.
    """
    text = document.normalized.text
    forms = [plain(text[span.start : span.end]) for span in spans]
    introduced = introductions(text, spans, forms)
    numbers: dict[str, list[int]] = {"PER": [], "LOC": [], "ORG": []}
    for number, span in enumerate(spans):
        if span.type in numbers and len(forms[number]) <= LONGEST:
            numbers[span.type].append(number)
    places = Counter([forms[number] for number in numbers["LOC"]])
    written = with_shared_level(text, [spans[n] for n in numbers["ORG"]], [forms[n] for n in numbers["ORG"]])
    bodies = Counter(written)
    names = forms.copy()
    if numbers["PER"]:
        people = people_names(
            text, [forms[n] for n in numbers["PER"]], [(spans[n].start, spans[n].end) for n in numbers["PER"]]
        )
        for number, name in zip(numbers["PER"], people, strict=True):
            names[number] = name
    place_of = _places(places, _of_type(introduced, "LOC"))
    for number in numbers["LOC"]:
        names[number] = place_of[forms[number]]
    if bodies:
        seats = (place for form in bodies if (place := body(form).seat))
        body_of = organization_names(bodies, _of_type(introduced, "ORG"), Setting((*places, *seats)))
        for number, form in zip(numbers["ORG"], written, strict=True):
            names[number] = body_of[form]
    return names


def _places(forms: Counter[str], introduced: Mapping[str, str]) -> dict[str, str]:
    """The name of each form of a place; abbreviations count as what the document introduces them for."""
    if not introduced:
        return place_names(forms)
    counts: Counter[str] = Counter()
    for form, count in forms.items():
        counts[introduced.get(form, form)] += count
    names = place_names(counts)
    return {form: names[introduced.get(form, form)] for form in forms}


def _of_type(introduced: Mapping[tuple[str, str], str], type_: str) -> dict[str, str]:
    return {short: full for (of, short), full in introduced.items() if of == type_}
