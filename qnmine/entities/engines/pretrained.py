"""Models of the library transformers as they are kept: loaded, and asked how they want to be fed."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.entities.engines.labels import read_label
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSTALL = "pip install 'qnmine[transformers]'"
_MOST_SUBWORDS = 512  # read at once, where a model has no limit of its own


def load_pretrained(model: str | None, *, download: bool = False) -> tuple[Any, Any]:
    """Load a model for token classification; return its tokenizer and the model.

    `model` is a folder, or with `download` also a name on the Hugging Face hub; without it nothing is
    fetched. Code that comes with a model is never run.
    Raises QnmineError when the libraries are missing, there is no such model, or it is not for names.
    """
    if model is None:
        raise QnmineError("transformers: it has no model of its own; name the folder of one with --model")
    if not download and not Path(model).is_dir():
        raise QnmineError(
            f"transformers: {model}: there is no such folder; a model on the Hugging Face hub is fetched "
            "only with --download"
        )
    library = _library(offline=not download)
    options = {"local_files_only": not download, "trust_remote_code": False}
    try:
        with _quiet(library):
            tokenizer = library.AutoTokenizer.from_pretrained(model, **options)
            network, info = library.AutoModelForTokenClassification.from_pretrained(
                model, output_loading_info=True, **options
            )
    except Exception as error:  # whatever the library finds wrong with a folder
        raise QnmineError(f"transformers: {model}: the model cannot be loaded: {_reason(error)}") from error
    if info["missing_keys"]:
        missing = ", ".join(sorted(info["missing_keys"])[:3])
        raise QnmineError(
            f"transformers: {model}: not trained for token classification (it has no weights for {missing}); "
            "name a model that is"
        )
    return tokenizer, network.float().eval()


def _library(*, offline: bool) -> Any:
    """Import transformers, with the hub switched off for the process where nothing may be fetched."""
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import torch  # noqa: F401 -- transformers is there without it, but has no models then
            import transformers
    except ImportError as error:
        raise QnmineError(
            f"transformers: its libraries are missing ({_reason(error)}); {_INSTALL}"
        ) from error
    return transformers


@contextmanager
def _quiet(library: Any) -> Iterator[None]:
    """Keep the library from telling on standard error what says nothing to the user."""
    own, hub = library.utils.logging, logging.getLogger("huggingface_hub")
    verbosity, bars, level = own.get_verbosity(), own.is_progress_bar_enabled(), hub.level
    own.set_verbosity_error()
    own.disable_progress_bar()
    hub.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        own.set_verbosity(verbosity)
        hub.setLevel(level)
        if bars:
            own.enable_progress_bar()


def labels_of(network: Any) -> list[str]:
    """Return the labels of a model by number; QnmineError if none of them is of a name."""
    names: dict[int, str] = network.config.id2label
    labels = [str(names[number]) for number in range(len(names))]
    if not any(read_label(label)[1] for label in labels):
        shown = ", ".join(labels[:5]) + (", …" if len(labels) > 5 else "")
        raise QnmineError(
            f"transformers: none of the model's labels is a person, organization or place: {shown}"
        )
    return labels


def signs_around(tokenizer: Any) -> tuple[list[int], list[int]]:
    """Return the signs that a tokenizer puts before and behind a sentence, as `[CLS]` and `[SEP]`."""
    encoded = tokenizer("a", return_special_tokens_mask=True)
    ids, special = list(encoded["input_ids"]), list(encoded["special_tokens_mask"])
    inside = [place for place, mark in enumerate(special) if not mark]
    if not inside:
        inside = [place for place, mark in enumerate(special) if ids[place] == tokenizer.unk_token_id]
    first, last = (inside[0], inside[-1]) if inside else (len(ids), len(ids))
    return ids[:first], ids[last + 1 :]


def limit_of(tokenizer: Any, network: Any) -> int:
    """Return how many subwords the model reads at once, the signs around them included."""
    limits = [_MOST_SUBWORDS, tokenizer.model_max_length]
    positions = getattr(network.config, "max_position_embeddings", None)
    if isinstance(positions, int) and positions > 2:
        # RoBERTa and its kin number positions from 2.
        limits.append(positions - 2)
    return int(min(limits))


def wants_words(tokenizer: Any) -> bool:
    """Tell whether a tokenizer is that of PhoBERT, which was taught with words (`Hà_Nội`)."""
    return "phobert" in type(tokenizer).__name__.lower()


def _reason(error: Exception) -> str:
    message = str(error).strip()
    return message.splitlines()[0] if message else type(error).__name__
