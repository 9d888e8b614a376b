"""Linking: mentions of one thing within a document get one name."""

from qnmine.entities.linking.names import names_of

__all__ = ["names_of"]
