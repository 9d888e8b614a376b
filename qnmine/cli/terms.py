"""The queries and entities that a command is asked for, and what is said when one is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.word_source import WordSource
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.queries import Query
from qnmine.queries.entity_name import EntityName

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qnmine.cli.options import EngineOptions, QueryOptions, WordOptions
    from qnmine.cli.options.terms import TermOptions

Term = Query | EntityName


def terms_of(options: TermOptions, comparing: QueryOptions) -> list[Term]:
    """Return what is looked for, the queries first, in the order given.

    Raises UsageError for a query that cannot be understood, and for a label that comes twice.
    """
    case, diacritics = comparing.match_case, comparing.ignore_diacritics
    found: list[Term] = [
        Query.parse(query, match_case=case, ignore_diacritics=diacritics, syllables=comparing.syllables)
        for query in options.queries
    ]
    found += [
        EntityName.parse(name, match_case=case, ignore_diacritics=diacritics) for name in options.entities
    ]
    labels = [term.label for term in found]
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise UsageError(f"'{shown(twice, 60)}' is asked for twice; each row has one name, so name it once")
    return found


def named_source(
    terms: Sequence[Term], words: WordOptions, engine: EngineOptions, *, pos: bool = False, join: bool = False
) -> WordSource:
    """Return where the words come from, with the names over them if a term, or `join`, needs these."""
    names = any(term.needs_entities for term in terms)
    return WordSource(words, engine if names or join else None, pos=pos, names=names, join=join)


def not_found(terms: Iterable[Term], found: Collection[int]) -> list[str]:
    """Return a line for each term whose number is not among those found; plain letters get a hint."""
    return [_told(term) for number, term in enumerate(terms) if number not in found]


def _told(term: Term) -> str:
    plain = term.label.isascii() and not term.ignore_diacritics
    plain &= isinstance(term, EntityName) or not term.needs_entities
    hint = "; --ignore-diacritics finds quang ninh in Quảng Ninh" if plain else ""
    return f"'{shown(term.label, 60)}' does not occur{hint}"
