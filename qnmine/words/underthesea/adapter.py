"""Loads underthesea's segmenter and tagger; the only module that imports underthesea.

Where its files are of a known kind its models are read from them and run here in bulk, and underthesea is
not imported at all. Otherwise underthesea itself is called, with the same results.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from qnmine.errors import QnmineError
from qnmine.words.underthesea.calling import CallingEntityTagger, CallingSegmenter, CallingTagger
from qnmine.words.underthesea.entities import UndertheseaEntityTagger
from qnmine.words.underthesea.installed import (
    package,
    read_entity_tables,
    read_expression,
    read_tag_tables,
    read_word_lists,
    read_word_tables,
)
from qnmine.words.underthesea.segmenter import UndertheseaSegmenter
from qnmine.words.underthesea.tagger import UndertheseaTagger

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.words.underthesea.calling import WordModel

_Bulk = TypeVar("_Bulk")
_Calling = TypeVar("_Calling")


@cache
def load_segmenter() -> UndertheseaSegmenter | CallingSegmenter:
    """Load underthesea's segmenter, once.

    Raises QnmineError if underthesea is missing, broken, or of a version with other insides.
    """
    return _loaded("words", _bulk_segmenter, calling_segmenter)


@cache
def load_tagger() -> UndertheseaTagger | CallingTagger:
    """Load underthesea's part-of-speech tagger, once.

    Raises QnmineError if underthesea is missing, broken, or of a version with other insides.
    """
    return _loaded("parts of speech", _bulk_tagger, calling_tagger)


@cache
def load_entity_tagger() -> UndertheseaEntityTagger | CallingEntityTagger:
    """Load underthesea's tagger of names, once; its model is a part of the package.

    Raises QnmineError if underthesea is missing, broken, or of a version with other insides.
    """
    return _loaded("entities", _bulk_entity_tagger, calling_entity_tagger)


def load_uncorrected_segmenter() -> UndertheseaSegmenter:
    """Load underthesea's segmenter without its corrections of misspelled tokens.

    They change the tone style back to the one that its model knows less well. Raises QnmineError if
    underthesea is missing or of a version that cannot be run in bulk.
    """
    try:
        folder = package()
        return UndertheseaSegmenter(read_word_tables(folder), replace(read_expression(folder), tokens={}))
    except Exception as error:
        raise _unusable("learning from raw text", error) from error


def read_dictionaries() -> list[list[str]]:
    """Read the word lists that come with underthesea, the largest first; QnmineError if they are missing."""
    try:
        return read_word_lists(package())
    except Exception as error:
        raise _unusable("its word lists", error) from error


def _loaded(purpose: str, bulk: Callable[[], _Bulk], calling: Callable[[], _Calling]) -> _Bulk | _Calling:
    try:
        return bulk()
    except Exception:  # whatever is wrong with a file, underthesea may know how to read it
        pass
    try:
        # Its import and its old joblib files may warn, which says nothing to the user.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return calling()
    except Exception as error:
        raise _unusable(purpose, error) from error


def _unusable(purpose: str, error: Exception) -> QnmineError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return QnmineError(
        f"underthesea cannot be used for {purpose}: {reason}; install a version known to work: "
        "pip install --force-reinstall 'underthesea==9.5.0'"
    )


def _bulk_segmenter() -> UndertheseaSegmenter:
    folder = package()
    segmenter = UndertheseaSegmenter(read_word_tables(folder), read_expression(folder))
    _check_segmenter(segmenter)
    return segmenter


def _bulk_tagger() -> UndertheseaTagger:
    tagger = UndertheseaTagger(read_tag_tables(package()))
    _check_tagger(tagger)
    return tagger


def _bulk_entity_tagger() -> UndertheseaEntityTagger:
    tagger = UndertheseaEntityTagger(*read_entity_tables(package()))
    _check_entity_tagger(tagger)
    return tagger


def calling_segmenter() -> CallingSegmenter:
    """Take from underthesea its expression for tokens, its token normalisation and its loaded model.

    Raises ImportError, AttributeError, ValueError or what underthesea raises when it cannot be used.
    """
    import underthesea.pipeline.word_tokenize as segmentation
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.text_normalize.text_normalizer import character_map
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    segmentation.word_tokenize("a")  # reads the model
    model = cast("WordModel", segmentation.word_tokenize_model)
    characters = {ord(old): new for old, new in character_map.items() if len(old) == len(new) == 1}
    segmenter = CallingSegmenter(patterns, characters, token_normalize, model)
    _check_segmenter(segmenter)
    return segmenter


def calling_tagger() -> CallingTagger:
    """Take from underthesea its loaded tagger; raises as `calling_segmenter` does."""
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    tagger = CallingTagger(CRFPOSTagPredictor.Instance().predict)
    _check_tagger(tagger)
    return tagger


def calling_entity_tagger() -> CallingEntityTagger:
    """Take from underthesea its loaded tagger of names; raises as `calling_segmenter` does."""
    from underthesea.pipeline.ner.model_crf import CRFNERPredictor

    tagger = CallingEntityTagger(CRFNERPredictor.Instance().predict)
    _check_entity_tagger(tagger)
    return tagger


def _check_segmenter(segmenter: UndertheseaSegmenter | CallingSegmenter) -> None:
    if segmenter.segment(["Việt Nam"]) != [[(0, 8)]]:
        raise ValueError("it does not know the word Việt Nam")


def _check_tagger(tagger: UndertheseaTagger | CallingTagger) -> None:
    if tagger.tag([["Việt Nam"]]) != [["Np"]]:
        raise ValueError("it does not know that Việt Nam is a name")


def _check_entity_tagger(tagger: UndertheseaEntityTagger | CallingEntityTagger) -> None:
    if tagger.labels([["ở", "Việt Nam"]], [["E", "Np"]]) != [["O", "B-LOC"]]:
        raise ValueError("it does not know that Việt Nam is a place")
