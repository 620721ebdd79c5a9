"""错别字: set phrases of four characters with one of them wrong – 循私舞弊, 再接再励, 一如继往."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.model import Level
from drafting.documents.words import cut
from drafting.proofing.check import PLAIN, Check, Example, Hit
from drafting.proofing.draft import Draft
from drafting.proofing.tables import IDIOMS, idiom, lines, phrases, places


def _mistaken(written: str, phrase: str) -> bool:
    """Tell whether ``written`` is ``phrase`` with one character put for another that sounds or looks like it."""
    different = [(a, b) for a, b in zip(written, phrase, strict=True) if a != b]
    if len(different) != 1:
        return False
    wrong, right = different[0]
    return any(wrong in group and right in group for _, group in lines("alike"))  # those that sound alike, those that look alike


def _find(draft: Draft) -> Iterator[Hit]:
    told: set[int] = set()
    for which, start, _ in places(draft, IDIOMS):
        written = draft.text[start : start + 4]
        if start < 0 or written in phrases() or len(written) < 4 or start in told:
            continue
        meant = idiom(which)
        if not _mistaken(written, meant.phrase):
            continue
        # What the dictionary knows is a word of its own (惟利是图 beside 唯利是图), or another idiom.
        if written in meant.unless or len(cut(written)) == 1 or draft.is_quoted(start, start + 4):
            continue
        if draft.is_word(start, start + 4, meant.phrase):
            told.add(start)
            yield Hit(start, start + 4, f"“{written}”应为“{meant.phrase}”。", meant.phrase)


CHECKS = (
    Check(
        code="wrong-character-in-idiom",
        title="成语、四字熟语里有错字",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why="成语用字固定，写错一个同音、形近的字最容易被看出来。",
        find=_find,
        examples=(
            Example("严肃查处⟦循私舞弊⟧行为。", "严肃查处徇私舞弊行为。"),
            Example("做到违法⟦必纠⟧、执法必严。".replace("违法⟦", "⟦违法"), "做到违法必究、执法必严。"),
            Example("⟦锲而不设⟧地抓好作风建设。", "锲而不舍地抓好作风建设。"),
        ),
        passes=(
            "严肃查处徇私舞弊行为。",
            "决不能惟利是图。",
            "打造“一视铜仁”品牌。",
            "坚持因地制宜、因时制宜。",
            "深入开展明查暗访。",
        ),
    ),
)
