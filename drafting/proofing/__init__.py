"""Proofreading: every fault of a document named at its exact characters, with the clause it breaks and the fix."""

from drafting.proofing.check import FAMILIES, Check, Example
from drafting.proofing.checks import CHECKS
from drafting.proofing.proofreading import proofread, select

__all__ = ["CHECKS", "FAMILIES", "Check", "Example", "proofread", "select"]
