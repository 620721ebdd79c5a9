"""The checks, in report order. The list is explicit: a check that is not named here does not exist (a test holds this)."""

from __future__ import annotations

from drafting.proofing.check import Check
from drafting.proofing.families import (
    attachments,
    connectors,
    dates,
    header,
    layout,
    logic,
    numerals,
    pairs,
    privacy,
    punctuation,
    references,
    regions,
    residue,
    routing,
    sequence,
    structure,
    style,
    title,
    traditional,
    wording,
)

CHECKS: tuple[Check, ...] = (
    *header.CHECKS,
    *title.CHECKS,
    *routing.CHECKS,
    *structure.CHECKS,
    *attachments.CHECKS,
    *sequence.CHECKS,
    *punctuation.CHECKS,
    *pairs.CHECKS,
    *connectors.CHECKS,
    *numerals.CHECKS,
    *dates.CHECKS,
    *wording.CHECKS,
    *references.CHECKS,
    *logic.CHECKS,
    *regions.CHECKS,
    *traditional.CHECKS,
    *residue.CHECKS,
    *style.CHECKS,
    *layout.CHECKS,
    *privacy.CHECKS,
)
