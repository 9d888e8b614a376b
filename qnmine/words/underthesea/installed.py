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
from dataclasses import replace
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
_ENTITY_CODE = {
    "pipeline/chunking/__init__.py": (
        "488c1c83f187edf1bcf3f086628b1efe496a730cd121b9e1aacfa2c2df770df0",
        "99d1e0e899bdcad699d9ba5910c5c31428cd06d37a26e4d1101b632bd1d72e45",
    ),
    "pipeline/ner/__init__.py": (
        "23c7584e8b1225bdb3c26821c7cf2f6ef8b9f18c448927df4c4a3871a0b5e2ab",
        "ed5745c104aa3bf4ff85c67eeca51b75c8310670dd316cc46524c972054fc1ff",
    ),
    "pipeline/ner/model_crf.py": (
        "2c44d8e1ce990a4e651f0eaf6f80fae451d3d79d2a764d0b40451c616bca9821",
        "1b26736a71022d1c728541b561c73fbb25a7c4f33e8a1bf37fdb3696498b7def",
        "bcda180d009af3a4b025fbd4e030c51d68c903523c61961ef7be75c856f5e18c",
    ),
    "pipeline/ner/tagged_feature.py": (
        "41afa823b457e96403a3b80b6de40ff0f23891f275340b0541d9b3e60711727d",
        "fecb0790a7ab3934263d835d1976485c602313dbf1b34e333469f5ca32a07c96",
        "c410dabb480226de4052f1df4011ce8656e5542fdcc86069efdfe802fb6e20d9",
    ),
}
"""SHA-256 of the code that is reproduced here: in underthesea 9.2 to 9.5, and in 9.0 where it differs."""

_WORD_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_NORMALIZATION = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
_TAG_MODEL = "pipeline/pos_tag/pos_crf_2017_10_11.bin"
_TAG_TEMPLATES = "pipeline/pos_tag/model_crf.py"
_EXPRESSION = "pipeline/word_tokenize/regex_tokenize.py"
_WORD_LISTS = tuple(f"corpus/data/Viet{size}K.txt" for size in (74, 39, 22, 11))
_ENTITY_MODEL = "pipeline/ner/ner_crf_2017_10_12.bin"
_ENTITY_TEMPLATES = "pipeline/ner/model_crf.py"
# The tagger's second column is no tag but this, for every word; so is the fourth one of the entity tagger.
_TAG_CONSTANTS = {1: "X"}
_ENTITY_CONSTANTS = {3: "X"}


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


def read_entity_tables(folder: Path) -> tuple[Tables, Tables]:
    """Read the model for entities of the package in a folder, or take its tables from the cache.

    The first tables score words, the second their parts of speech; the scores of a token add up, in this
    order.
    """
    _check_code(folder, _ENTITY_CODE)
    model, code = (folder / _ENTITY_MODEL).read_bytes(), (folder / _ENTITY_TEMPLATES).read_bytes()
    digest = _digest((model, code))

    def make(column: int) -> Tables:
        templates = [Template.parse(text) for text in _literal(code.decode("utf-8"), "template")]
        of_words = [template for template in templates if template.column == 0]
        if templates[: len(of_words)] != of_words:
            raise ValueError("the templates for words do not come first")
        if any(template.function == "is_in_dict" for template in templates):
            raise ValueError("the entity tagger wants a dictionary")
        if column == 0:
            return compile_tables(read_crfsuite(model), of_words)
        others = (template for template in templates if template.column != 0)
        # Parts of speech are the only column of their tables.
        of_tags = [replace(one, column=0) if one.column == column else one for one in others]
        return compile_tables(read_crfsuite(model), of_tags, constants=_ENTITY_CONSTANTS)

    words = cached_tables("entities-words", digest, lambda: make(0))
    return words, cached_tables("entities-tags", digest, lambda: make(1))


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
