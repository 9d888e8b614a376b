"""An explanation for a class: each step with a line that says what it does, in a terminal's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.output.evidence import entity_lines, word_lines
from qnmine.output.sheet import INDENT, Cell, Sheet, Tree, clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.dates import Date
    from qnmine.explaining import ExplainedSentence, Explanation
    from qnmine.explaining.explanation import Change, Characters, Derivation, Syllable, TaggedWord
    from qnmine.languages import Phrases
    from qnmine.numbers import Number
    from qnmine.output.display import Painter

LONGEST = 28
"""Cells of a form in a table; what is longer is cut there, never in the sentence itself."""

_MOST_CHANGES = 8
_STRONG = "bold"
_LETTERS = "bold color(30)"


def explanation_lines(
    explanation: Explanation, steps: Sequence[str], phrases: Phrases, width: int, paint: Painter
) -> Iterator[str]:
    """Yield the lines of an explanation, without newlines; `phrases` are those of `explain`."""
    sheet = Sheet(width, paint)
    for number, sentence in enumerate(explanation.sentences):
        if number:
            yield ""
        if explanation.total > 1:
            place = phrases("sentence", number=sentence.sentence, total=explanation.total)
            yield sheet.heading(place)
        yield from sheet.paragraph(clipped(sentence.text, 10**6), _STRONG)
        for step_number, step in enumerate(steps, 1):
            yield ""
            yield sheet.heading(f"{step_number}. {phrases(f'step.{step}.title')}")
            yield from sheet.paragraph(phrases(f"step.{step}.tells"))
            yield ""
            yield from _STEPS[step](sentence, sheet, phrases)


def _characters(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    found = sentence.characters
    assert found is not None
    counts = phrases(
        "characters.counts",
        code_points=found.code_points,
        letters=found.letters,
        bytes=found.bytes,
        form=phrases(f"form.{found.form}"),
    )
    changed = found.composed or found.tones
    yield from sheet.paragraph(counts if changed else f"{counts} {phrases('characters.unchanged')}")
    if found.composed:
        yield from sheet.paragraph(phrases("characters.composed"))
        yield from _changes(found.composed, _spelled_out, sheet, phrases)
    if found.tones:
        yield from sheet.paragraph(phrases("characters.tones"))
        yield from _changes(found.tones, lambda change: change.before, sheet, phrases)
    yield from _special(found, sheet, phrases)


def _changes(
    changes: Sequence[Change], before: Callable[[Change], str], sheet: Sheet, phrases: Phrases
) -> Iterator[str]:
    """Yield each change once, with how often it was made."""
    counted: dict[tuple[str, str], list[int]] = {}
    for change in changes:
        counted.setdefault((before(change), change.after), []).append(change.start)
    rows = [
        [
            Cell(clipped(written, 3 * LONGEST)),
            Cell("→"),
            Cell(clipped(after, LONGEST), _STRONG),
            Cell(phrases.count("characters.times", len(places), start=places[0])),
        ]
        for (written, after), places in list(counted.items())[:_MOST_CHANGES]
    ]
    yield from sheet.columns(rows, INDENT * 2)
    if len(counted) > _MOST_CHANGES:
        yield from sheet.paragraph(phrases("more", count=len(counted) - _MOST_CHANGES), indent=INDENT * 2)


def _spelled_out(change: Change) -> str:
    """Return the characters of a group one by one, marks on a circle of dots."""
    import unicodedata

    return " + ".join(
        f"\u25cc{character}" if unicodedata.combining(character) else character for character in change.before
    )


def _special(found: Characters, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    if not found.special:
        return
    yield from sheet.paragraph(phrases("characters.special"))
    rows = [
        [
            Cell(one.code, _STRONG),
            Cell(one.name),
            Cell(phrases.count("characters.times", one.count, start=one.start)),
        ]
        for one in found.special[:_MOST_CHANGES]
    ]
    yield from sheet.columns(rows, INDENT * 2)
    if len(found.special) > _MOST_CHANGES:
        yield from sheet.paragraph(
            phrases("more", count=len(found.special) - _MOST_CHANGES), indent=INDENT * 2
        )


def _syllables(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    if not sentence.syllables:
        yield from sheet.paragraph(phrases("syllables.none"))
        return
    heads = ["", *(phrases(f"syllables.{part}") for part in ("initial", "rhyme", "tone"))]
    yield from sheet.interlinear(heads, [_parts(one, phrases) for one in sentence.syllables])


def _parts(syllable: Syllable, phrases: Phrases) -> list[Cell]:
    text = Cell(clipped(syllable.text, LONGEST), _STRONG)
    if syllable.kind != "syllable":
        return [text, Cell(phrases(f"kind.{syllable.kind}")), Cell(""), Cell("")]
    return [text, Cell(syllable.initial or "–"), Cell(syllable.rhyme, _LETTERS), Cell(syllable.tone)]


def _words(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    assert sentence.words is not None
    yield from word_lines(sentence.words, sheet, phrases)


def _pos(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    heads = [phrases(f"pos.{row}") for row in ("word", "tag", "meaning", "upos")]
    yield from sheet.interlinear(heads, [_tags(word, phrases) for word in sentence.pos or ()])


def _tags(word: TaggedWord, phrases: Phrases) -> list[Cell]:
    key = f"tag.{word.pos}"
    meaning = phrases(key) if key in phrases else ""
    return [
        Cell(clipped(word.word, LONGEST), _STRONG), Cell(word.pos, _LETTERS), Cell(meaning), Cell(word.upos)
    ]  # fmt: skip


def _entities(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    assert sentence.entities is not None
    yield from entity_lines(sentence.entities, sheet, phrases)


def _numbers(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    if not sentence.numbers:
        yield from sheet.paragraph(phrases("expressions.no_numbers"))
    for place, one in enumerate(sentence.numbers or ()):
        if place:
            yield ""
        number = one.number
        said = [phrases(f"number.{number.kind}"), number.modifier, _quantity(number, phrases)]
        yield from _expression(number.text, said, one.derivation, sheet, phrases, phrases.figure, "number")


def _quantity(number: Number, phrases: Phrases) -> str:
    """Return the value of a number with its unit."""
    figure = phrases.figure
    if number.numerator is not None and number.denominator is not None:
        over, under = figure(number.numerator), figure(number.denominator)
        between = "expressions.to" if number.kind == "ratio" else "expressions.of"
        value = phrases(between, numerator=over, denominator=under)
    elif number.value is not None:
        value = figure(number.value)
    elif number.low is not None and number.high is not None:
        value = phrases("expressions.between", low=figure(number.low), high=figure(number.high))
    else:
        return ""
    return value + ("%" if number.unit == "%" else f" {number.unit}".rstrip())


def _dates(sentence: ExplainedSentence, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    if not sentence.dates:
        yield from sheet.paragraph(phrases("expressions.no_dates"))
    for place, one in enumerate(sentence.dates or ()):
        if place:
            yield ""
        date = one.date
        said = [phrases(f"date.{date.kind}"), date.modifier, *_time(date, phrases)]
        yield from _expression(date.text, said, one.derivation, sheet, phrases, str, "date")


def _time(date: Date, phrases: Phrases) -> Iterator[str]:
    """Yield the value of a date, its days where they tell more, and what it rests on."""
    yield date.value or phrases("expressions.undetermined")
    if date.begins and date.ends and not date.begins == date.ends == date.value:
        yield phrases("expressions.days", begins=date.begins, ends=date.ends)
    if f"basis.{date.basis}" in phrases:
        yield phrases("expressions.basis", basis=phrases(f"basis.{date.basis}"))


def _expression(
    text: str,
    said: Sequence[str],
    derivation: Derivation,
    sheet: Sheet,
    phrases: Phrases,
    figure: Callable[[int | float], str],
    layer: str,
) -> Iterator[str]:
    """Yield a number or date with its tree; `figure` writes the values in it (a year is not grouped)."""
    told = " · ".join(clipped(part, LONGEST * 2) for part in said if part)
    style = f"bold {sheet.paint.color_of_layer(layer)}".rstrip()
    yield from sheet.columns([[Cell(clipped(text, LONGEST * 2), style), Cell(told)]])
    # The rule on top says no more than the line above, unless it is what holds the parts together.
    top = derivation.parts[0] if len(derivation.parts) == 1 else derivation
    yield from sheet.tree(_tree(top, phrases, figure), INDENT * 2)


def _tree(derivation: Derivation, phrases: Phrases, figure: Callable[[int | float], str]) -> Tree:
    key = f"rule.{derivation.rule}"
    rule = phrases(key) if key in phrases else derivation.rule
    said = f"{rule} {phrases('quoted', text=clipped(derivation.text, LONGEST * 2))}"
    value = derivation.value
    if value is not None:
        shown = value if isinstance(value, str) else figure(value)
        if shown != derivation.text:
            said += f" = {clipped(shown, LONGEST)}"
    return Tree(Cell(said), tuple(_tree(part, phrases, figure) for part in derivation.parts))


_STEPS: dict[str, Callable[[ExplainedSentence, Sheet, Phrases], Iterator[str]]] = {
    "characters": _characters,
    "syllables": _syllables,
    "words": _words,
    "pos": _pos,
    "entities": _entities,
    "numbers": _numbers,
    "dates": _dates,
}
