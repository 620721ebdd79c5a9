"""What a check is: a frozen value that carries its own ground, its own examples and the function that finds the fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from drafting.documents.model import Basis, Finding, Level, Strength
from drafting.proofing.draft import Draft

FAMILIES: dict[str, str] = {
    "header": "版头",
    "title": "标题",
    "routing": "行文规则",
    "structure": "结构层次",
    "punctuation": "标点符号",
    "numerals": "数字和日期",
    "wording": "用词",
    "wrong-characters": "错别字",
    "references": "引用",
    "consistency": "前后一致",
    "logic": "逻辑",
    "regions": "行政区划",
    "people": "人员和职务",
    "residue": "残留",
    "style": "文风",
    "layout": "版式",
    "privacy": "个人信息",
}

# The sources, named once as a reader would cite them.
GB9704 = "GB/T 9704—2012"
GB15834 = "GB/T 15834—2011"
GB15835 = "GB/T 15835—2011"
REGULATION = "《党政机关公文处理工作条例》"


def must(source: str, clause: str = "") -> Basis:
    """Return the basis of a rule that says 应当 or 规定."""
    return Basis(source, clause, Strength.MUST)


def should(source: str, clause: str = "") -> Basis:
    """Return the basis of a rule that says 一般 or 推荐."""
    return Basis(source, clause, Strength.SHOULD)


def may(source: str, clause: str = "") -> Basis:
    """Return the basis of a rule that says 可以."""
    return Basis(source, clause, Strength.MAY)


def practice(source: str = "公文写作惯例") -> Basis:
    """Return the basis of what offices do without a rule that says so."""
    return Basis(source, "", Strength.PRACTICE)


PLAIN = Basis("现代汉语规范", "", Strength.PLAIN)
PLAIN_FACT = Basis("事实核对", "", Strength.PLAIN)
OWN_RULE = Basis("单位档案", "", Strength.PRACTICE)  # what the office has changed where the standard leaves it free
PLAIN_RESIDUE = Basis("公文校对常识", "", Strength.PLAIN)


class Hit(NamedTuple):
    """A fault that a check found: offsets into ``Draft.text``, what to tell the user, what to put there instead.

    ``suggestion`` is as in ``Finding``: ``""`` deletes the characters, ``None`` leaves it to a person. ``basis`` is what this one rests
    on where that is not the basis of the check.
    """

    start: int
    end: int
    message: str
    suggestion: str | None = None
    basis: Basis | None = None


class Example(NamedTuple):
    """A faulty text, the fault between ⟦ and ⟧, and its good form, both as ``drafting.proofing.examples.read`` takes them."""

    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``code`` completes the sentence “allow …”.

    ``passage`` marks a check that speaks of a whole sentence, paragraph or page: its finding does not compete with another that
    names characters inside it. ``silences`` names the families and codes that have nothing more to say where this check found
    that the whole document is in one damaged state. ``sure`` marks a check whose suggestion may be put in without asking: it is
    mechanical, and right wherever the check speaks. ``yields`` marks a check that infers what a rule would know: it gives way to
    whatever another check says of the same characters.
    """

    code: str
    title: str
    family: str
    level: Level
    basis: Basis
    why: str
    find: Callable[[Draft], Iterable[Hit]]
    examples: tuple[Example, ...]
    passes: tuple[str, ...]
    passage: bool = False
    silences: frozenset[str] = frozenset()
    sure: bool = False
    yields: bool = False

    def findings(self, draft: Draft) -> list[Finding]:
        """Return what this check finds in ``draft``, as the findings that users see."""
        found = []
        for hit in self.find(draft):
            span, reachable = draft.span(hit.start, hit.end)
            suggestion = hit.suggestion if reachable else None
            basis = hit.basis or self.basis
            level = max(self.level, basis.strength.highest_level, key=list(Level).index)
            found.append(Finding(self.code, self.family, level, span, hit.message, suggestion, basis))
        return found
