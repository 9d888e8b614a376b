"""Recognisers by name: qnmine's own, underthesea's, models for transformers, and those of other packages."""

from qnmine.entities.engines.loading import engine_names, load_engine
from qnmine.entities.engines.protocol import ENGINES, Loader, Recognizer

__all__ = ["ENGINES", "Loader", "Recognizer", "engine_names", "load_engine"]
