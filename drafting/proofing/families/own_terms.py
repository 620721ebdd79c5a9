"""自定用语: the words that the office itself has ruled on, thousands of them looked for in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import Check, Example, Hit
from drafting.proofing.control.profile import Term
from drafting.proofing.draft import Draft
from drafting.proofing.shapes import inside_quotes

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

OWN_WORDS = Basis("校对设置", "自定用语", Strength.SHOULD)
_SHORT = 2  # characters; so short a term may also be made by the end of one word and the beginning of the next


@lru_cache(maxsize=8)
def _automaton(words: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)


def _found(draft: Draft, terms: tuple[Term, ...]) -> Iterator[tuple[Term, int, int]]:
    """Yield (term, start, end) wherever a wrong form of the office's stands as a word of its own, not in quotation marks."""
    if not terms:
        return
    for which, start, end in _automaton(tuple(term.wrong for term in terms)).find_matches_as_indexes(draft.text):
        term = terms[which]
        if draft.is_quoted(start, end) or draft.is_address(start, end) or _part_of_latin(draft.text, start, end):
            continue
        if term.right and _in_right(draft.text, term, start, end):
            continue
        if end - start > _SHORT or draft.is_word(start, end, term.right or ""):
            yield term, start, end


def _part_of_latin(text: str, start: int, end: int) -> bool:
    """Tell whether a term of Latin letters or digits is only a piece of a longer word (OA in OAuth)."""

    def latin(character: str) -> bool:
        return character.isascii() and character.isalnum()

    return (latin(text[start]) and latin(text[start - 1 : start])) or (latin(text[end - 1]) and latin(text[end : end + 1]))


def _in_right(text: str, term: Term, start: int, end: int) -> bool:
    """Tell whether the wrong form is only a piece of the right one, which stands there in full (政府 in 人民政府)."""
    right = term.right or ""
    at = right.find(term.wrong)
    while at >= 0:
        if text.startswith(right, start - at) and start >= at:
            return True
        at = right.find(term.wrong, at + 1)
    return False


def _preferred(draft: Draft) -> Iterator[Hit]:
    for term, start, end in _found(draft, tuple(term for term in draft.profile.terms if term.right)):
        told = f"本单位规定“{inside_quotes(term.wrong)}”应写作“{inside_quotes(term.right or '')}”"
        yield Hit(start, end, f"{told}（{term.note}）。" if term.note else f"{told}。", term.right)


def _forbidden(draft: Draft) -> Iterator[Hit]:
    for term, start, end in _found(draft, tuple(term for term in draft.profile.terms if not term.right)):
        told = f"本单位规定不用“{inside_quotes(term.wrong)}”，请换一种说法"
        yield Hit(start, end, f"{told}（{term.note}）。" if term.note else f"{told}。")


CHECKS = (
    Check(
        code="own-terms",
        title="不合本单位的用语规定",
        family="wording",
        level=Level.WARNING,
        basis=OWN_WORDS,
        why="本单位在校对设置里规定了这个词的写法。要提高或降低级别，在校对设置的“级别”里写。",
        find=_preferred,
        examples=(
            Example("自定用语| 一网通管=一网统管\n推进⟦一网通管⟧建设。", "自定用语| 一网通管=一网统管\n推进一网统管建设。"),
            Example(
                "自定用语| 政府=人民政府（写全称）\n由县⟦政府⟧负责，县人民政府督办。",
                "自定用语| 政府=人民政府（写全称）\n由县人民政府负责，县人民政府督办。",
            ),
            Example("自定用语| OA=办公系统\n请在⟦OA⟧上提交，用OAuth登录。", "自定用语| OA=办公系统\n请在办公系统上提交，用OAuth登录。"),
        ),
        passes=(
            "自定用语| 一网通管=一网统管\n来文称“一网通管”，《一网通管办法》已经印发。",
            "自定用语| 条列=条例\n依照第十六条列入名单。",
            "推进一网通管建设。",
        ),
    ),
    Check(
        code="own-forbidden-words",
        title="用了本单位规定不用的词",
        family="wording",
        level=Level.WARNING,
        basis=OWN_WORDS,
        why="本单位在校对设置里规定不用这个词，又没有规定换成哪个词，要由人来改写。",
        find=_forbidden,
        examples=(
            Example("自定用语| 老百姓（公文里写群众）\n方便⟦老百姓⟧办事。", "自定用语| 老百姓（公文里写群众）\n方便群众办事。"),
            Example("自定用语| 外来户\n不得歧视⟦外来户⟧。", "自定用语| 外来户\n不得歧视外来人员。"),
        ),
        passes=("自定用语| 老百姓\n会议印发了《老百姓办事指南》。", "方便老百姓办事。"),
    ),
)
