"""The measured figures as Markdown: tables of percentages, with what they were measured on."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from tests.benchmarks.accuracy_scores import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.benchmarks.accuracy_scores import Row

    Content = Mapping[str, Any]

TYPES = {"PER": "people", "ORG": "organizations", "LOC": "places"}
ORDER = ("treebank news", "Wikipedia", "invented news")
_HEAD = ("gold", "precision", "recall", "F1 (95% interval)")
_HASH = 12
_FEW = 20  # of fewer the interval says nothing


def summary(content: Content) -> str:
    """Return what a reader wants to know first: every task in a few rows, other tools beside it."""
    rows = [
        *_summary_entities(content),
        ("words", *_figures(whole(content["words"])), _beside(content, "words")),
        ("words with their part of speech", *_figures(whole(content["pos"])), _beside(content, "pos")),
        ("numbers: span and kind", *_figures(whole(content["numbers"])), ""),
        ("dates: span and kind", *_figures(whole(content["dates"])), ""),
        _days(content),
    ]
    table = _table(("what", *_HEAD, "F1 of others"), rows, "-::::-")
    return f"{table}\n\n{_filled(f'{_origin(content)} {_conditions(content)}')}"


def _summary_entities(content: Content) -> Iterator[tuple[str, ...]]:
    entities = content["entities"]
    yield ("entities", *_figures(whole(entities)), _beside(content, "entities"))
    for kind, name in TYPES.items():
        theirs = _beside(content, "entities", kind)
        yield (f"– {name} ({kind})", *_figures(_of_type(entities["rows"], kind)), theirs)
    their_domains = content["peers"]["underthesea"]["entities"]["by_domain"]
    for domain in ORDER:
        theirs = f"underthesea {percent(their_domains[domain][0]['f1'])}"
        yield (f"– in {domain}", *_figures(entities["by_domain"][domain][0]), theirs)
    if unseen := entities.get("unseen"):
        yield ("entities of a newspaper never trained on", *_figures(whole(unseen)), "")


def _days(content: Content) -> tuple[str, ...]:
    rows = content["peers"]["dateparser"]["dates"]["rows"]
    return (
        "– days, months and years alone",
        *_figures(rows["qnmine"]),
        f"dateparser {percent(rows['dateparser']['f1'])}",
    )


def _beside(content: Content, task: str, kind: str = WHOLE) -> str:
    """Return what other tools have, by name."""
    held = ((name, peer[task]) for name, peer in content["peers"].items() if task in peer)
    return ", ".join(f"{name} {percent(_of_type(scored['rows'], kind)['f1'])}" for name, scored in held)


def _origin(content: Content) -> str:
    versions = ", ".join(f"{name} {peer['version']}" for name, peer in content["peers"].items())
    return (
        f"Measured {content['measured']} with qnmine {content['qnmine']} (entity model "
        f"`{content['entities']['model'][:_HASH]}`, word model `{content['words']['model'][:_HASH]}`), "
        f"{versions}."
    )


def _conditions(content: Content) -> str:
    numbers, dates = (_of_type(content[task]["values"], WHOLE) for task in ("numbers", "dates"))
    rows = content["peers"]["dateparser"]["dates"]["rows"]
    return (
        "In percent; right is what has both ends and the type of the annotation. Entities: "
        f"{_thousands(content['entities']['texts'])} texts; words and parts of speech: "
        f"{_thousands(content['words']['texts'])} sentences; numbers and dates: "
        f"{content['numbers']['texts']} paragraphs, where {numbers['correct']} of the "
        f"{numbers['predicted']} numbers and {dates['correct']} of the {dates['predicted']} dates rightly "
        "found have the right value, as have "
        f"{rows['dateparser']['right']} of the {rows['dateparser']['correct']} dates that dateparser rightly "
        "finds."
    )


def card_entities(content: Content) -> str:
    """Return the scores of the entity model by type, in each kind of text, and for a newspaper unseen."""
    entities = content["entities"]
    groups = {
        f"development set, {_thousands(entities['texts'])} texts": entities["rows"],
        **{domain: entities["by_domain"][domain] for domain in ORDER},
    }
    if unseen := entities.get("unseen"):
        groups["newspaper never trained on (another model, see below)"] = unseen["rows"]
    rows = [
        (group if kind == WHOLE else "", kind, *_figures(_of_type(scored, kind)))
        for group, scored in groups.items()
        for kind in (WHOLE, *TYPES)
    ]
    lenient = ", ".join(
        f"{row['type']} {percent(row['f1'])}" for row in sorted(entities["lenient"], key=_types_order)
    )
    note = (
        f"{_origin(content)} Counting any overlap with a name of the same type as right, F1 is {lenient}; "
        f"counting the span alone, whatever its type, {percent(entities['boundary'][0]['f1'])}."
    )
    return f"{_table(('text', 'type', *_HEAD), rows, '--::::')}\n\n{_filled(note)}"


def _types_order(row: Row) -> int:
    return (WHOLE, *TYPES).index(row["type"])


def typed(content: Content) -> str:
    """Return the scores on the same texts typed in other ways."""
    entities = content["entities"]
    groups = {"as they are": entities["rows"][0], **entities["as_typed"]}
    rows = [
        (
            f"in {name}" if name in ("small letters", "capitals") else name.replace("no ", "without "),
            *_figures(row),
        )
        for name, row in groups.items()
    ]
    return _table(("texts of the development set", *_HEAD), rows, "-::::")


def words(content: Content) -> str:
    """Return words and parts of speech, of qnmine and of others."""
    systems = {
        "qnmine": content,
        **{name: peer for name, peer in content["peers"].items() if "words" in peer},
    }
    rows = [
        (
            name,
            *_figures(whole(system["words"]))[1:],
            percent(whole({"rows": system["words"]["sentences"]})["f1"]),
            percent(whole(system["pos"])["f1"]),
            percent(whole({"rows": system["pos"]["aligned"]})["f1"]),
        )
        for name, system in systems.items()
    ]
    head = ("segmenter", "precision", "recall", "F1 (95% interval)", "sentences without an error",
            "F1 of words with their part of speech", "of the right words, rightly tagged")  # fmt: skip
    by_length = ", ".join(
        f"{row['type']} {percent(row['f1'])}" for row in content["words"]["rows"] if row["type"] != WHOLE
    )
    gold = whole(content["words"])["gold"]
    note = (
        f"{_thousands(content['words']['texts'])} sentences, {_thousands(gold)} words. F1 of qnmine by "
        f"length in syllables: {by_length}. The tagger is underthesea's: of the treebank's own words it "
        f"gives {percent(content['pos']['gold_words'][0]['f1'])} % the right universal tag."
    )
    return f"{_table(head, rows, '-::::::')}\n\n{_filled(note)}"


def expressions(content: Content) -> str:
    """Return numbers and dates by kind."""
    rows = [
        (
            f"**{task}**" if row["type"] == WHOLE else row["type"],
            *_figures(row),
            _value(content[task], row["type"]),
        )
        for task in ("numbers", "dates")
        for row in content[task]["rows"]
    ]
    return _table(("kind", *_HEAD, "right values"), rows, "-:::::")


def _value(task: Content, kind: str) -> str:
    found = [row for row in task["values"] if row["type"] == kind]
    return f"{found[0]['correct']} of {found[0]['predicted']}" if found else ""


def peers(content: Content) -> str:
    """Return entities beside underthesea, days beside dateparser."""
    ours, theirs = content["entities"], content["peers"]["underthesea"]["entities"]
    rows = [
        (WHOLE, percent(ours["rows"][0]["f1"]), percent(theirs["rows"][0]["f1"])),
        *((kind, *(percent(_of_type(one["rows"], kind)["f1"]) for one in (ours, theirs))) for kind in TYPES),
        *(
            (f"in {group}", *(percent(one["by_domain"][group][0]["f1"]) for one in (ours, theirs)))
            for group in ORDER
        ),
        ("the span alone", *(percent(one["boundary"][0]["f1"]) for one in (ours, theirs))),
    ]
    version = content["peers"]["underthesea"]["version"]
    entities = _table(("entities, strict F1", "qnmine", f"underthesea {version}"), rows, "-::")
    days = content["peers"]["dateparser"]["dates"]["rows"]
    lines = [
        (name, str(row["predicted"]), *_figures(row), f"{row['right']} of {row['correct']}")
        for name, row in days.items()
    ]
    head = ("days, months and years", "found", "gold", "precision", "recall", "F1", "right values")
    return f"{entities}\n\n{_table(head, lines, '-::::::')}"


def models(content: Content) -> str:
    """Return which model files were measured."""
    rows = [(f"`{task}.model`", f"`{content[task]['model']}`") for task in ("entities", "words")]
    return _table(("file", "SHA-256"), rows, "--")


# Parts of all tables.


def whole(scored: Content) -> Row:
    """Return the row of all types together."""
    return _of_type(scored["rows"], WHOLE)


def _of_type(rows: Iterable[Row], kind: str) -> Row:
    return next(row for row in rows if row["type"] == kind)


def _figures(row: Row) -> tuple[str, str, str, str]:
    """Return the cells below _HEAD."""
    told = "low" in row and row["gold"] >= _FEW
    interval = f" ({percent(row['low'])}–{percent(row['high'])})" if told else ""
    shares = percent(row["precision"]), percent(row["recall"])
    return _thousands(row["gold"]), *shares, f"{percent(row['f1'])}{interval}"


def percent(share: float | None) -> str:
    """Return a share in percent with one digit after the point."""
    return "" if share is None else f"{100 * share:.1f}"


def _thousands(number: int) -> str:
    return f"{number:,}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], sides: str) -> str:
    rules = ["---:" if side == ":" else "---" for side in sides]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def _filled(text: str) -> str:
    return textwrap.fill(text, 118, break_long_words=False, break_on_hyphens=False)
