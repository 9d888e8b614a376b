"""The queries and entities that a command is asked for, and what is said when one is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.word_source import WordSource
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.queries import Query
from qnmine.queries.entity_name import EntityName
from qnmine.queries.syntax import Wild, Word, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qnmine.cli.options import EngineOptions, QueryOptions, WordOptions
    from qnmine.cli.options.terms import TermOptions
    from qnmine.queries.syntax import Variant

Term = Query | EntityName


def query_of(query: str, comparing: QueryOptions) -> Query:
    """Return a query with the options that tell how it is compared.

    Raises UsageError if it cannot be understood.
    """
    return Query.parse(
        query,
        match_case=comparing.match_case,
        ignore_diacritics=comparing.ignore_diacritics,
        syllables=comparing.syllables,
    )


def terms_of(options: TermOptions, comparing: QueryOptions) -> list[Term]:
    """Return what is looked for, the queries first, in the order given.

    Raises UsageError for a query that cannot be understood, and for a label that comes twice.
    """
    case, diacritics = comparing.match_case, comparing.ignore_diacritics
    found: list[Term] = [query_of(query, comparing) for query in options.queries]
    found += [
        EntityName.parse(name, match_case=case, ignore_diacritics=diacritics) for name in options.entities
    ]
    labels = [term.label for term in found]
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise UsageError(f"'{shown(twice, 60)}' is asked for twice; each row has one name, so name it once")
    return found


def check_words(terms: Iterable[Term]) -> None:
    """Raise UsageError for a query of signs alone, where what is found is counted in words."""
    for term in terms:
        if isinstance(term, Query) and all(map(_is_of_signs, parse(term.label))):
            raise UsageError(
                f"the query '{shown(term.label, 60)}' is of signs alone, and words are counted here; "
                "'qnmine concordance' finds signs"
            )


def _is_of_signs(variant: Variant) -> bool:
    """Tell whether items have neither a letter or digit nor anything that stands for one."""
    return all(
        isinstance(item, Word)
        and item.parts == item.literals
        and not any(map(str.isalnum, "".join(item.literals)))
        for item in variant
    )


def named_source(
    terms: Sequence[Term], words: WordOptions, engine: EngineOptions, *, pos: bool = False, join: bool = False
) -> WordSource:
    """Return where the words come from, with the names over them if a term, or `join`, needs these."""
    names = any(term.needs_entities for term in terms)
    return WordSource(words, engine if names or join else None, pos=pos, names=names, join=join)


def not_found(terms: Iterable[Term], found: Collection[int]) -> list[str]:
    """Return a line for each term whose number is not among those found, with the options that could help."""
    return [_told(term) for number, term in enumerate(terms) if number not in found]


def _told(term: Term) -> str:
    inside = isinstance(term, Query) and not term.syllables and _has_whole_words(term)
    marks = not term.ignore_diacritics and _is_without_marks(term)
    told = f"'{shown(term.label, 60)}' does not occur"
    if inside:
        told += " as a word; --syllables finds it inside words"
        return f"{told}, --ignore-diacritics with other marks" if marks else told
    return f"{told}; --ignore-diacritics finds it with other marks" if marks else told


def _has_whole_words(query: Query) -> bool:
    """Tell whether a query is of words that have no wildcard in them."""
    items = [item for variant in parse(query.label) for item in variant if isinstance(item, Word)]
    wild = any(len(item.parts) > 1 or Wild.CHARACTER in item.parts for item in items)
    return not wild and any(map(str.isalnum, "".join(text for item in items for text in item.literals)))


def _is_without_marks(term: Term) -> bool:
    """Tell whether what is looked for is in plain letters, so that it may have been typed without marks."""
    text = term.label
    return text.isascii() and any(map(str.isalpha, text)) and not (isinstance(term, Query) and "<" in text)
