"""Underthesea's installed files: found and read without importing it, which takes half a second and more.

Only code whose behaviour is reproduced here is taken for known; the models beside it may be any of their
kind. Whatever is not as expected raises ValueError, OSError or a pickle error.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import io
import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from qnmine.words.underthesea.cache import cached_tables
from qnmine.words.underthesea.crfsuite import read_crfsuite
from qnmine.words.underthesea.expression import Expression
from qnmine.words.underthesea.tables import compile_tables
from qnmine.words.underthesea.templates import Template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from qnmine.words.underthesea.tables import Tables

_WORD_CODE = {
    "models/fast_crf_sequence_tagger.py": (
        "2f7dba214c3e4ea31221a328e759c5a11deff902c9768581a061e8a4a28d8762",
        "c6d6cc9df0683107552b29776ad352a6cced2f0e2702a224c45d6cd37c66bd03",
    ),
    "pipeline/text_normalize/character_normalize.py": (
        "f10727cca09ec90c88abaaa6b697ad3a1205ab783066ad0b59fa31ecdaa792d1",
    ),
    "pipeline/text_normalize/text_normalizer.py": (
        "f35f6d22e7b1c4f916bc0f832222496ff3993be4f31d34dee2c8fed4565b4c2d",
        "da82f0c53d6d68b1f448673a3f68f52b0b5c026e44bcb77f47c465ce84ed284c",
    ),
    "pipeline/text_normalize/token_normalize.py": (
        "e3dfaccc016417d181260234db2573f2c2c349e403e6566d9f35022633d9c50e",
    ),
    "pipeline/word_tokenize/__init__.py": (
        "65b26025dfd44e2e1ddb03b98b1a25a26fe703596b22730e0c16f79a7f0fbb5d",
        "51bd82c44ec5cc072a855acccab06111e70ae29be809114c6eb4a41cf69097c0",
    ),
    "pipeline/word_tokenize/regex_tokenize.py": (
        "5cb4fdc04fc806ac51842d9ec96834e9647262361bf865bacc164e96dc898a76",
        "656bd403257f7d5c06c2749ba5a431dfc645a78485a8c9d06f217a51d2b2c732",
    ),
}
_TAG_CODE = {
    "pipeline/pos_tag/__init__.py": (
        "572d4db753d14c3645bb8084c661a174946a5bebf48b65843442e42090725ccb",
        "5668a1ce0390ae765ede40b1e480e960de8fc989f99a2a259a03d560cf3436b0",
    ),
    "pipeline/pos_tag/model_crf.py": (
        "1cd2d47e97dc0d7809b9c814eb6d12f9bf910852e807f626ac74e10370e15afe",
        "5b12294513d4db31315fb3d7c9adae8d7765450e093f0709421d68100c7992b4",
    ),
    "pipeline/pos_tag/tagged_feature.py": (
        "1a19bc38d48f140344be6af15139c06cc90c2b52d430437e9ece26c56de223e1",
        "f0465db788a5b912e7a6edf2bbcddc5c991ba2a5684a7f5f0733fd5750cd3abb",
    ),
}
"""SHA-256 of the code that is reproduced here: in underthesea 9.2 to 9.5, and in 9.0 where it differs."""

_WORD_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_NORMALIZATION = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
_TAG_MODEL = "pipeline/pos_tag/pos_crf_2017_10_11.bin"
_TAG_TEMPLATES = "pipeline/pos_tag/model_crf.py"
_EXPRESSION = "pipeline/word_tokenize/regex_tokenize.py"
_WORD_LISTS = tuple(f"corpus/data/Viet{size}K.txt" for size in (74, 39, 22, 11))
# The tagger's second column is no tag but this, for every word.
_TAG_CONSTANTS = {1: "X"}


def package() -> Path:
    """Return the folder of the installed package."""
    found = importlib.util.find_spec("underthesea")
    if found is None or not found.submodule_search_locations:
        raise ValueError("underthesea is not installed")
    return Path(found.submodule_search_locations[0])


def read_expression(folder: Path) -> Expression:
    """Read how the package in a folder makes tokens."""
    _check_code(folder, _WORD_CODE)
    rules = _unpickle((folder / _NORMALIZATION).read_bytes())
    pattern = _assigned((folder / _EXPRESSION).read_text(encoding="utf-8"), "patterns")
    if not isinstance(pattern, re.Pattern):
        raise TypeError("the expression for tokens is missing")
    return Expression(pattern, rules["character"], rules["token"])


def read_word_tables(folder: Path) -> Tables:
    """Read the model for words of the package in a folder, or take its tables from the cache."""
    _check_code(folder, _WORD_CODE)
    model, features, dictionary = (
        (folder / _WORD_MODEL / name).read_bytes()
        for name in ("models.bin", "features.bin", "dictionary.bin")
    )

    def make() -> Tables:
        templates = [Template.parse(text) for text in _unpickle(features)]
        entries = _unpickle(dictionary)
        if not isinstance(entries, set):
            raise TypeError("the dictionary is no set of entries")
        if any(_has_token_with_space(entry) for entry in entries):
            raise ValueError("the dictionary has a token with a space in it")
        return compile_tables(read_crfsuite(model), templates, entries)

    return cached_tables("words", _digest((model, features, dictionary)), make)


def read_tag_tables(folder: Path) -> Tables:
    """Read the model for parts of speech of the package in a folder, or take its tables from the cache."""
    _check_code(folder, _TAG_CODE)
    model, code = (folder / _TAG_MODEL).read_bytes(), (folder / _TAG_TEMPLATES).read_bytes()

    def make() -> Tables:
        templates = [Template.parse(text) for text in _literal(code.decode("utf-8"), "template")]
        if any(template.function == "is_in_dict" for template in templates):
            raise ValueError("the tagger wants a dictionary")
        return compile_tables(read_crfsuite(model), templates, constants=_TAG_CONSTANTS)

    return cached_tables("tags", _digest((model, code)), make)


def read_word_lists(folder: Path) -> list[list[str]]:
    """Read the word lists of the package in a folder, the largest first."""
    return [(folder / name).read_text(encoding="utf-8").splitlines() for name in _WORD_LISTS]


def _check_code(folder: Path, code: Mapping[str, Collection[str]]) -> None:
    for name, known in code.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() not in known:
            raise ValueError(f"{name} of underthesea is of an unknown version")


def _digest(contents: Iterable[bytes]) -> str:
    digests = b"".join(hashlib.sha256(content).digest() for content in contents)
    return hashlib.sha256(digests).hexdigest()


def _has_token_with_space(entry: str) -> bool:
    """Tell whether an entry holds the only token with a space that the expression makes, "Th S".

    Tables read spaces between tokens, and would miss it.
    """
    return " th s " in f" {entry} "


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain values only: no class or function is looked up, so nothing can be run."""

    def find_class(self, module_name: str, global_name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no plain value")


def _unpickle(content: bytes) -> Any:
    """Read what joblib wrote without compression, which is a plain pickle."""
    return _PlainUnpickler(io.BytesIO(content)).load()


def _assigned(source: str, name: str) -> object:
    """Run the assignments at the top of a module of known code, which import nothing but `re`."""
    module = ast.parse(source)
    module.body = [node for node in module.body if isinstance(node, ast.Assign | ast.Import)]
    namespace: dict[str, object] = {}
    exec(compile(module, "regex_tokenize.py", "exec"), namespace)
    return namespace.get(name)


def _literal(source: str, name: str) -> Any:
    """Return the literal that is assigned to a name somewhere in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            return ast.literal_eval(node.value)
    raise ValueError(f"{name} is missing")
