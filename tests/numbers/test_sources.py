"""The rules compare tokens only in ways that hold without diacritics too, and no category contains itself."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from qnmine.numbers import rules
from qnmine.rules.engine import Grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.rules.trees import Tree

ROOMS = {"qnmine.numbers.rules": Path(rules.__file__).parent}
ROOMS["qnmine.numbers"] = ROOMS["qnmine.numbers.rules"].parent
MODULES = [
    importlib.import_module(f"{room}.{module.name}")
    for room, folder in ROOMS.items()
    for module in pkgutil.iter_modules([str(folder)])
]
KEYS = {"key", "keys", "before", "after", "form", "forms"}


def is_key(node: ast.AST, keys: frozenset[str] = frozenset()) -> bool:
    """Tell whether an expression is a key of a token: `tokens.key(n)`, `tokens.keys[n]`, `at.before()`."""
    if isinstance(node, ast.Call):
        called = node.func
        few = len(node.args) < 2  # `Phrases.before` asks for tokens and a position
        return isinstance(called, ast.Attribute) and called.attr in KEYS and few
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr in KEYS
    if isinstance(node, ast.Tuple):
        return any(is_key(each, keys) for each in node.elts)
    return isinstance(node, ast.Name) and node.id in keys


def literals(node: ast.AST, module: ModuleType) -> Iterator[str]:
    """Yield the texts in an expression, those of the constants that it names too."""
    for part in ast.walk(node):
        value: Any = part.value if isinstance(part, ast.Constant) else None
        if isinstance(part, ast.Name):
            value = getattr(module, part.id, None)
        if isinstance(value, str):
            yield value
        elif isinstance(value, frozenset | set | tuple | list | dict):
            yield from (each for each in value if isinstance(each, str))


def comparisons(source: str, module: ModuleType) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines where keys are compared or looked up, with what has marks among the texts there."""
    for function in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)):
        names = frozenset(
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and is_key(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        )
        for node in ast.walk(function):
            looked_up = isinstance(node, ast.Call) and any(is_key(each, names) for each in node.args)
            indexed = isinstance(node, ast.Subscript) and is_key(node.slice, names)
            compared = isinstance(node, ast.Compare) and any(
                is_key(each, names) for each in (node.left, *node.comparators)
            )
            if isinstance(node, ast.expr) and (looked_up or indexed or compared):
                yield node.lineno, [text for text in literals(node, module) if not unmarked(text)]


def unmarked(text: str) -> bool:
    return text.isascii() or not any(map(str.isalpha, text))


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: module.__name__.removeprefix("qnmine.numbers.")
)
def test_keys_are_compared_with_marked_words_only_by_phrases(module: ModuleType) -> None:
    assert module.__file__ is not None
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert [(line, texts) for line, texts in comparisons(source, module) if texts] == []


@pytest.mark.parametrize(
    "line",
    [
        "at.before() in ('số', 'so')", "tokens.key(1) == 'đến'", "at.tokens.keys[0] in MARKED",
        "MARKED.get(key)", "MARKED[key]", "(at.after(), at.after(2)) == ('phần', 'trăm')",
        "tokens.form(1) in ('Một',)",
    ],
)  # fmt: skip
def test_such_comparisons_are_found(line: str) -> None:
    module = ModuleType("module")
    module.MARKED = {"tỷ": 1}  # type: ignore[attr-defined]
    ((_, texts),) = comparisons(f"def f(at, tokens):\n    key = tokens.key(0)\n    return {line}", module)
    assert texts


def contained(tree: Tree, seen: set[int]) -> Iterator[str]:
    """Yield the categories that the patterns of a tree ask for anywhere."""
    if id(tree) in seen:
        return
    seen.add(id(tree))
    for point in tree.reached():
        for _, category, following in point.following():
            if category:
                yield category
            yield from contained(following, seen)


def test_no_category_contains_itself() -> None:
    grammar = Grammar(rules.book)
    asks = {category: set(contained(tree, set())) for category, tree in grammar.trees.items()}
    for _ in asks:
        asks = {category: found.union(*(asks[each] for each in found)) for category, found in asks.items()}
    assert [category for category, found in asks.items() if category in found] == []
