"""What decided about words and names, as tables for a class."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qnmine.output.clues import said
from qnmine.output.sheet import INDENT, Cell, clipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.explaining import Evidence
    from qnmine.explaining.explanation import Entities, ExplainedMention, Gap, NearMiss, Words
    from qnmine.languages import Phrases
    from qnmine.output.sheet import Sheet

_LONGEST = 24
_STRONG = "bold"
_MOST_FOR, _MOST_AGAINST = 5, 2
_MOST_DOUBTFUL = 3
_MOST_MISSES = 3
_UNLIKELY = 0.01
_DOUBTFUL = 0.999
_NOTHING = 0.05
_BAR = 10
_EIGHTHS = " ▏▎▍▌▋▊▉"


def percent(probability: float, phrases: Phrases) -> str:
    """Return a probability in per cent, never rounded to certainty or to nothing."""
    share = 100 * probability
    if share >= 99.95:
        return phrases("percent", figure="> " + phrases.figure(99.9))
    if share < 0.05:
        return phrases("percent", figure="< " + phrases.figure(0.1))
    return phrases("percent", figure=_fixed(share, 1, phrases))


def points(weight: float, phrases: Phrases) -> str:
    """Return a weight with its sign and two decimals, as columns need them."""
    return ("−" if weight < 0 else "+") + _fixed(abs(weight), 2, phrases)


def _fixed(number: float, decimals: int, phrases: Phrases) -> str:
    """Return a small number with so many decimals, also where they are noughts."""
    return f"{number:.{decimals}f}".replace(".", "," if phrases.language == "vi" else ".")


def _at_least(probability: float, phrases: Phrases) -> str:
    """Return a probability in per cent, rounded down."""
    return phrases("percent", figure=_fixed(math.floor(1000 * min(probability, 0.9999)) / 10, 1, phrases))


def word_lines(words: Words, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    """Yield the words of a sentence, the second best way to cut it, and what decided."""
    best = [word.word for word in words.words]
    sure = phrases("words.probability", percent=percent(words.probability, phrases))
    yield from sheet.paragraph(_joined(best), _STRONG)
    if words.runner_up is None or words.runner_up_probability is None:
        yield from sheet.paragraph(phrases("words.only"))
    else:
        second = phrases("words.probability", percent=percent(words.runner_up_probability, phrases))
        yield from sheet.paragraph(sure)
        other = phrases("colon", head=phrases("words.runner_up"), rest=_joined(words.runner_up))
        yield from sheet.paragraph(other)
        yield from sheet.paragraph(second)
    weighed = [gap for gap in words.gaps if gap.probability is not None]
    shown = _telling(weighed)
    if shown or any(gap.rule == "joined" for gap in words.gaps):
        yield ""
        heads = [Cell(phrases(f"words.{name}"), _STRONG) for name in ("gap", "decision", "certainty", "why")]
        rows = [_gap_row(gap, sheet, phrases) for gap in words.gaps if gap in shown or gap.rule == "joined"]
        yield from sheet.columns([heads, *rows])
    rest = [gap for gap in weighed if gap not in shown]
    if rest:
        least = min(gap.probability or 0.0 for gap in rest)
        yield from sheet.paragraph(
            phrases.count("words.others", len(rest), percent=_at_least(least, phrases))
        )
    apart = sum(gap.rule == "apart" for gap in words.gaps)
    if apart:
        yield from sheet.paragraph(phrases.count("words.all_apart", apart))


def _joined(words: Sequence[str]) -> str:
    """Return words side by side, the syllables of each held together by `_`."""
    return " ".join(clipped(word, 10**6).replace(" ", "_") for word in words)


def _telling(gaps: Sequence[Gap]) -> list[Gap]:
    """Return the gaps that were joined, and the cuts that were least sure."""
    cuts = sorted((gap for gap in gaps if not gap.joined), key=lambda gap: gap.probability or 0.0)
    doubtful = [cut for cut in cuts if (cut.probability or 0.0) < _DOUBTFUL][:_MOST_DOUBTFUL] or cuts[:1]
    return [gap for gap in gaps if gap.joined or any(gap is cut for cut in doubtful)]


def _gap_row(gap: Gap, sheet: Sheet, phrases: Phrases) -> list[Cell]:
    pair = f"{clipped(gap.left, _LONGEST // 2)} · {clipped(gap.right, _LONGEST // 2)}"
    decision = Cell(
        phrases("words.joined" if gap.joined else "words.apart"),
        sheet.speaks_for if gap.joined else sheet.speaks_against,
    )
    if gap.probability is None:
        return [Cell(pair), decision, Cell(""), Cell(phrases("words.rule_joined"))]
    why = "\n".join(_reasons(gap.evidence, phrases))
    return [Cell(pair), decision, Cell(percent(gap.probability, phrases), right=True), Cell(why)]


def _reasons(evidence: Sequence[Evidence], phrases: Phrases) -> Iterator[str]:
    """Yield the two strongest kinds of evidence, and what speaks most against."""
    telling = [one for one in evidence if one.features]
    for one in [one for one in telling if one.weight > 0][:2]:
        yield f"{points(one.weight, phrases)} {_reason(one, 'words', phrases)}"
    if telling and telling[-1].weight < -1:
        yield f"{points(telling[-1].weight, phrases)} {phrases(f'group.words.{telling[-1].group}')}"


def _reason(evidence: Evidence, model: str, phrases: Phrases) -> str:
    group = phrases(f"group.{model}.{evidence.group}")
    if not evidence.features:
        return group
    return f"{group} ({said(evidence.features[0], model, phrases)})"


def entity_lines(entities: Entities, sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    """Yield the names of a sentence, each with what decided, and what nearly was one."""
    if not entities.mentions:
        yield from sheet.paragraph(phrases("entities.none"))
    for number, mention in enumerate(entities.mentions):
        if number:
            yield ""
        yield from _mention(mention, sheet, phrases, has_features=entities.has_features)
    if not entities.has_features:
        yield from sheet.paragraph(phrases("entities.no_features"))
    if entities.near_misses:
        yield ""
        yield from _misses(entities.near_misses, sheet, phrases)
    if any(mention.margin is not None for mention in entities.mentions):
        yield ""
        yield from sheet.paragraph(phrases("entities.points"))


def _misses(misses: Sequence[NearMiss], sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    """Yield what nearly was a name with the reasons, and what was far from it in one line."""
    likely = sorted(misses, key=lambda miss: (not miss.dropped, -miss.probability))
    near = [miss for miss in likely if miss.dropped or miss.probability >= _UNLIKELY][
        :_MOST_MISSES
    ] or likely[:1]
    yield from sheet.paragraph(phrases("entities.misses"), _STRONG)
    yield from sheet.columns([_miss_row(miss, phrases) for miss in near])
    rest = [miss for miss in likely if miss not in near]
    if rest:
        names = ", ".join(dict.fromkeys(clipped(miss.text, _LONGEST) for miss in rest))
        most = _fixed(math.ceil(1000 * max(miss.probability for miss in rest)) / 10, 1, phrases)
        yield from sheet.paragraph(
            phrases("entities.unlikely", names=names, percent=phrases("percent", figure=most))
        )


def _mention(
    explained: ExplainedMention, sheet: Sheet, phrases: Phrases, *, has_features: bool
) -> Iterator[str]:
    from qnmine.text.normalize import comparable

    mention = explained.mention
    told = [phrases(f"type.{mention.type}")] if f"type.{mention.type}" in phrases else [mention.type]
    if mention.score is not None:
        told.append(phrases("entities.certain", percent=percent(mention.score, phrases)))
    if comparable(mention.name).lower() != comparable(mention.text).lower():
        told.append(phrases("entities.named", name=clipped(mention.name, 3 * _LONGEST)))
    if explained.margin is not None:
        rival = phrases("entities.O" if explained.rival == "O" else f"type.{explained.rival}")
        lead = points(explained.margin, phrases).removeprefix("+")
        told.append(phrases("entities.against", margin=lead, rival=rival))
    style = f"bold {sheet.paint.color_of_layer(mention.type)}".rstrip()
    text = Cell(clipped(mention.text, 2 * _LONGEST), style)
    yield from sheet.columns([[text, Cell(mention.type, style), Cell(" · ".join(told))]])
    if explained.margin is None:
        if has_features:
            yield from sheet.paragraph(phrases("entities.corrected"))
        return
    yield from _clues(explained.evidence, sheet, phrases)


def _clues(evidence: Sequence[Evidence], sheet: Sheet, phrases: Phrases) -> Iterator[str]:
    """Yield the strongest kinds of evidence with bars, and what the others come to."""
    shown = [one for one in evidence if one.weight > _NOTHING][:_MOST_FOR]
    shown += [one for one in evidence if one.weight < -_NOTHING][-_MOST_AGAINST:]
    top = max((abs(one.weight) for one in shown), default=1.0)
    rows = [_clue_row(one, top, sheet, phrases) for one in shown]
    rest = [one for one in evidence if one not in shown]
    if rest:
        weight = sum(one.weight for one in rest)
        style = sheet.speaks_for if weight > 0 else sheet.speaks_against
        told = phrases.count("entities.others", len(rest))
        rows.append(
            [Cell(points(weight, phrases), style, right=True), Cell(_bar(weight, top), style), Cell(told)]
        )
    yield from sheet.columns(rows, INDENT * 2)


def _clue_row(one: Evidence, top: float, sheet: Sheet, phrases: Phrases) -> list[Cell]:
    style = sheet.speaks_for if one.weight > 0 else sheet.speaks_against
    told = phrases(f"group.entities.{one.group}")
    if one.features:
        first = one.features[0]
        seen = said(first, "entities", phrases)
        token = phrases("quoted", text=clipped(first.token, _LONGEST))
        told = f"{phrases('colon', head=told, rest=token)} ({seen})"
    return [
        Cell(points(one.weight, phrases), style, right=True),
        Cell(_bar(one.weight, top), style),
        Cell(told),
    ]


def _bar(weight: float, top: float) -> str:
    """Return a bar as long as a weight is large, in eighths of cells."""
    eighths = max(round(8 * _BAR * abs(weight) / top), 1)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def _miss_row(miss: NearMiss, phrases: Phrases) -> list[Cell]:
    """Return what is no name, how probable one was, and the strongest reason."""
    reasons = [one for one in miss.evidence if one.features and one.weight > 0][:2]
    told = [phrases("entities.dropped")] if miss.dropped else []
    told += [_reason(one, "entities", phrases) for one in reasons]
    return [
        Cell(clipped(miss.text, _LONGEST), _STRONG),
        Cell(phrases("entities.miss", percent=percent(miss.probability, phrases), type=miss.type)),
        Cell("\n".join(told)),
    ]
