"""Which rules made a result: the tree of its derivation on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.rules.engine import Node
    from qnmine.rules.tokens import Tokens


def explain(node: Node, tokens: Tokens) -> str:
    """Return the rules behind a result with the text that each read, the parts in brackets.

    Below the result itself, rules that only pass on one part under the same text are left out.
    """
    said = f"{node.rule} '{tokens.slice(node.start, node.end)}'"
    if not node.parts:
        return said
    return f"{said} ({', '.join(explain(_innermost(part), tokens) for part in node.parts)})"


def _innermost(node: Node) -> Node:
    """Return the part that a result passes on under the same text, or the result itself."""
    while len(node.parts) == 1 and (node.parts[0].start, node.parts[0].end) == (node.start, node.end):
        node = node.parts[0]
    return node


def rules_of(node: Node) -> set[str]:
    """Return the names of all rules that had a part in a result."""
    return {node.rule}.union(*map(rules_of, node.parts))
