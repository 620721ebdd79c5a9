"""Lengths as a file states them → points that a page can have; nonsense counts as nothing."""

from __future__ import annotations

from math import isfinite

from drafting.documents.intake.stylesheet import number

_MOST = 1584.0  # points: the longest side of a page in Word


def points_of(text: str | None, per_point: int = 20, default: float = 0.0) -> float:
    """Return a length in points that is stated in parts of one (``per_point`` of them), ``default`` where none is stated."""
    stated = number(text, per_point)
    return default if stated is None else bounded(stated / per_point)


def bounded(length: float | None, most: float = _MOST) -> float:
    """Return ``length`` within what a page can have, 0 for None and for what is no number."""
    return max(-most, min(most, length)) if length is not None and isfinite(length) else 0.0
