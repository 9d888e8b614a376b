"""Names inside names: the province in a committee's name, the poet in a school's."""

from qnmine.entities.nested.finding import inner_spans

__all__ = ["inner_spans"]
