"""People, organisations and places: `entities(document)` yields mentions, `aggregate` counts entities."""

from qnmine.callable_module import make_callable
from qnmine.entities.aggregation import Entity, EntityCounts, aggregate
from qnmine.entities.mentions import Mention, entities, entities_of

__all__ = ["Entity", "EntityCounts", "Mention", "aggregate", "entities", "entities_of"]

# `qnmine.entities(document)` is the documented call, and this package is what the name is bound to.
make_callable(__name__, entities)
