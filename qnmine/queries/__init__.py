"""Queries over words: phrases, wildcards, alternatives and names, in any spelling of the text."""

from qnmine.queries.query import Match, Query

__all__ = ["Match", "Query"]
