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
    return _explained(node, node.start, tokens)


def _explained(node: Node, start: int, tokens: Tokens) -> str:
    said = f"{node.rule} '{tokens.slice(start, start + node.end - node.start)}'"
    if not node.parts:
        return said
    parts = (_explained(_innermost(part), start + offset, tokens) for offset, part in node.parts)
    return f"{said} ({', '.join(parts)})"


def _innermost(node: Node) -> Node:
    """Return the part that a result passes on under the same text, or the result itself."""
    while len(node.parts) == 1 and node.parts[0][1].end == node.end:
        node = node.parts[0][1]
    return node


def rules_of(node: Node) -> set[str]:
    """Return the names of all rules that had a part in a result."""
    return {node.rule}.union(*(rules_of(part) for _, part in node.parts))
