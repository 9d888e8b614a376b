"""Places with a code: the administrative unit or country that a mention of a place means."""

from qnmine.entities.places.place import Place
from qnmine.entities.places.resolving import places_of

__all__ = ["Place", "places_of"]
