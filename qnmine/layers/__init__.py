"""What is marked in a text for a person to see: entities, numbers, dates and words, as layers over it."""

from qnmine.layers.marking import DEFAULT_LAYERS, LAYERS, Mark, mark_documents
from qnmine.layers.nesting import Stretch, nest
from qnmine.layers.values import value_of

__all__ = ["DEFAULT_LAYERS", "LAYERS", "Mark", "Stretch", "mark_documents", "nest", "value_of"]
