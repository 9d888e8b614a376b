"""Measures of things in the same windows of text, under their old name; they live in `association`."""

from __future__ import annotations

from qnmine.statistics.association import log_likelihood, npmi

__all__ = ["log_likelihood", "npmi"]
