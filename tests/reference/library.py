"""`examples/reference/python.md`: the public names with signatures, fields and docstrings, by topic."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import inspect
import re
from types import ModuleType
from typing import TYPE_CHECKING, Any

import qnmine
from tests.reference import NOTE
from tests.reference.markdown import filled, from_docstring

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = """
Documents: sample_articles read open_corpus Corpus Document Origin Annotation
Documents: DocumentError QnmineError UsageError
Text: sentences Sentence rewrite detect_encoding Detection convert_font
Words: tokenize Token running_words RunningWords load_segmenter stopwords
Entities: entities entities_of Mention aggregate Entity places_of Place Corrections load_engine
Entities: Cooccurrences
Numbers and dates: numbers numbers_of Number dates dates_of Date
Counting: WordCounts keywords Keyword TermCounts WordTerms PhraseTerms ranked_terms KeyKeyword Reference
Counting: general_reference Ngrams Ngram
Where words stand: Query concordance ConcordanceLine CollocationCounts collocations Collocation dispersions
Where words stand: WordOccurrences QueryOccurrences Dispersion
Corpora: compare Comparison ProfileCounts Profile
To look at: display MarkedDocuments mark_documents Mark explain Explanation
Tables: map_frame
"""
TOPICS: dict[str, list[str]] = {}
for _line in _NAMES.strip().splitlines():
    _topic, _, _names = _line.partition(": ")
    TOPICS.setdefault(_topic, []).extend(_names.split())
"""The names of `qnmine.__all__` by topic; a test holds that each has a place."""

MODULES = (
    "qnmine.statistics.association",
    "qnmine.statistics.significance",
    "qnmine.statistics.keyness",
    "qnmine.statistics.dispersion",
    "qnmine.statistics.diversity",
    "qnmine.statistics.weighting",
    "qnmine.statistics.readability",
    "qnmine.engines",
    "qnmine.entities.engines.protocol",
)
"""The modules that are documented beside them."""

_LEAD = """\
Everything that `import qnmine` offers, from its docstrings; names are loaded when they are first used. Rows
are frozen dataclasses whose fields are the columns of the command of that name, and `pandas.DataFrame(rows)`
makes a table of them. Offsets (`start`, `end`) count characters of the text as decoded, from 0."""
_NARROW = 96


def page() -> str:
    """Return the page."""
    parts = [
        "# From Python",
        NOTE,
        _LEAD,
        _contents(),
    ]
    for topic, names in [*TOPICS.items(), ("More", unplaced())]:
        if names:
            parts += [f"## {topic}", *(_entry("qnmine", name, getattr(qnmine, name)) for name in names)]
    parts += [_module(importlib.import_module(name)) for name in MODULES]
    return "\n\n".join(parts) + "\n"


def unplaced() -> tuple[str, ...]:
    """Return the public names that no topic has."""
    placed = {name for names in TOPICS.values() for name in names}
    return tuple(name for name in qnmine.__all__ if name not in placed and name != "__version__")


def public_members(module: ModuleType) -> dict[str, Any]:
    """Return the functions and classes of a module that are for others, in the order of the file."""
    names = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    ]
    return {name: value for name in names if callable(value := getattr(module, name))}


def _contents() -> str:
    lines = [
        f"- [{topic}](#{_anchor(topic)}): "
        + ", ".join(f"[`{name}`](#{_anchor('qnmine.' + name)})" for name in names)
        for topic, names in TOPICS.items()
    ]
    lines += [f"- [`{name}`](#{_anchor(name)})" for name in MODULES]
    return "\n".join(filled(line, "  ") for line in lines)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _module(module: ModuleType) -> str:
    members = public_members(module)
    entries = [_entry(module.__name__, name, value) for name, value in members.items()]
    return "\n\n".join(
        [f"## {module.__name__}", from_docstring(inspect.cleandoc(module.__doc__ or "")), *entries]
    )


def _entry(home: str, name: str, value: Any) -> str:
    """Return a name with its signature or fields, its docstring and its methods."""
    function = getattr(value, "__wrapped__", value) if isinstance(value, ModuleType) else value
    parts = [f"### {home}.{name}"]
    if inspect.isclass(function):
        parts += [_python(_class_head(name, function)), *_docstring(function), *_methods(function)]
    else:
        parts += [_python(signature(name, function)), *_docstring(function)]
    return "\n\n".join(parts)


def _python(code: str) -> str:
    return f"```python\n{code}\n```"


def _docstring(value: Any) -> list[str]:
    text = inspect.getdoc(value)
    return [from_docstring(text)] if text else []


def _class_head(name: str, kind: type[Any]) -> str:
    """Return a class with its fields, or with what its constructor takes."""
    if dataclasses.is_dataclass(kind):
        fields = [
            _field(field) for field in dataclasses.fields(kind) if field.init and not _is_private(field.name)
        ]
        return "\n".join([f"class {name}:", *fields])
    if hasattr(kind, "_fields"):  # a named tuple
        types = {field: _written(kind.__annotations__[field]) for field in kind._fields}
        return "\n".join(
            [f"class {name}(NamedTuple):", *(f"    {field}: {type_}" for field, type_ in types.items())]
        )
    if "__init__" not in vars(kind) or getattr(kind, "_is_protocol", False):
        bases = ", ".join(base.__name__ for base in kind.__bases__ if base is not object)
        return f"class {name}({bases})" if bases else f"class {name}"
    return signature(name, kind.__init__, of_instance=True).removesuffix(" -> None")


def _field(field: dataclasses.Field[Any]) -> str:
    default = "" if field.default is dataclasses.MISSING else f" = {_literal(field.default)}"
    if field.default_factory is not dataclasses.MISSING:
        default = " = ..."
    return f"    {field.name}: {_written(field.type)}{default}"


def _methods(kind: type[Any]) -> Iterator[str]:
    """Yield what instances can be asked for, and other ways to make them."""
    for name, member in vars(kind).items():
        if _is_private(name) and name != "__call__":
            continue
        if isinstance(member, classmethod | staticmethod):
            head = signature(
                f"{kind.__name__}.{name}", member.__func__, of_instance=isinstance(member, classmethod)
            )
        elif inspect.isfunction(member):
            head = signature(f"{kind.__name__}.{name}", member, of_instance=True)
        elif isinstance(member, property | functools.cached_property):
            getter = member.fget if isinstance(member, property) else member.func
            head = f"{kind.__name__}.{name}: {_written(inspect.signature(getter).return_annotation)}"  # type: ignore[arg-type]
        else:
            continue
        yield "\n\n".join([_python(head), *_docstring(member)])


def _is_private(name: str) -> bool:
    return name.startswith("_")


def signature(name: str, function: Any, *, of_instance: bool = False) -> str:
    """Return how a function is called, a parameter a line where it is long."""
    asked = inspect.signature(function)
    parameters = [*asked.parameters.values()][1 if of_instance else 0 :]
    shown: list[str] = []
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and not {"*", *_starred(shown)} & {*shown}:
            shown.append("*")
        shown.append(_parameter(parameter))
    end = "" if asked.return_annotation is asked.empty else f" -> {_written(asked.return_annotation)}"
    line = f"{name}({', '.join(shown)}){end}"
    if len(line) <= _NARROW:
        return line
    return "\n".join([f"{name}(", *(f"    {parameter}," for parameter in shown), f"){end}"])


def _starred(shown: list[str]) -> list[str]:
    return [parameter for parameter in shown if re.match(r"\*\w", parameter)]


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(parameter.kind.name, "")
    written = f"{stars}{parameter.name}"
    if parameter.annotation is not parameter.empty:
        written += f": {_written(parameter.annotation)}"
    return written if parameter.default is parameter.empty else f"{written} = {_literal(parameter.default)}"


def _literal(value: object) -> str:
    """Return a value as code has it, with double quotes."""
    written = repr(value)
    return written if '"' in written else written.replace("'", '"')


def _written(annotation: Any) -> str:
    """Return a type as it is written in the code."""
    if not isinstance(annotation, str):  # a named tuple keeps it in an object of its own
        annotation = getattr(annotation, "__forward_arg__", None) or inspect.formatannotation(annotation)
    return str(annotation).replace("'", '"')
