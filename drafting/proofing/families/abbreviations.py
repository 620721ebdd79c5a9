"""前后一致: 以下简称 – defined once, before it is used, and used as it was defined."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN, Check, Example, Hit, practice
from drafting.proofing.draft import CJK, HAN, Draft

_DEFINITION = expression(
    r"[（(](?P<how>以下(?:统一|统|合|分别|均)?(?:简称|称)为?|下称|简称)[:：]?\s*(?P<x>(?:“[^”\n]{1,30}”|《[^》\n]{1,30}》|〈[^〉\n]{1,30}〉)|[^“《〈（）()，。；\n]{1,16})[）)]"
)
_PAPERS = (Role.TITLE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.SIGNATURE, Role.DATE)


class Definition(NamedTuple):
    """An abbreviation where it is introduced: the short form with and without its marks, offsets, what it stands for."""

    shown: str
    name: str
    start: int
    end: int
    full: str
    paper: int
    defined_at: int


@lru_cache(maxsize=1)
def _definitions(draft: Draft) -> list[Definition]:
    if "称" not in draft.text:
        return []
    matches = list(draft.find(_DEFINITION, ("简称", "下称", "以下称"), 60))
    borders = _borders(draft) if len(matches) > 1 else []
    found = []
    for match in matches:
        shown = match["x"].strip()
        before = draft.text[max(0, match.start() - 80) : match.start()]
        full = expression(rf"(《[^《》\n]*(?:〈[^〉]*〉[^《》\n]*)*》(?:（[^）]*）)?|[{CJK}A-Za-z0-9“”·]+)$").search(before)
        start, end = match.span("x")
        paper = sum(border <= start for border in borders)
        found.append(Definition(shown, shown.strip("“”《》〈〉"), start, end, full[1] if full else "", paper, match.start()))
    return found


def _borders(draft: Draft) -> list[int]:
    """Return where another paper begins: a title, an attachment, the signature, a first article or a first heading after others."""
    borders = []
    headings = 0
    for start, paragraph in draft.each():
        text = paragraph.text
        first = expression(r"[\s　]*(?:一、|第一[条章])").match(text) is not None
        if paragraph.role in _PAPERS or (first and headings):
            borders.append(start)
        headings += first
    return borders


def _same(one: str, other: str) -> bool:
    plain = [expression(r"[《》〈〉“”（）()\s]").sub("", text) for text in (one, other)]
    return bool(plain[0] and plain[1]) and (plain[0].endswith(plain[1][-6:]) or plain[1].endswith(plain[0][-6:]))


def _twice(draft: Draft) -> Iterator[Hit]:
    first: dict[tuple[int, str], Definition] = {}
    for item in _definitions(draft):
        before = first.setdefault((item.paper, item.name), item)
        if before is not item and _same(before.full, item.full):
            yield Hit(item.start, item.end, f"“{item.name}”的简称前面已经定义过，此处直接用简称，不再说明。")


def _two_meanings(draft: Draft) -> Iterator[Hit]:
    first: dict[tuple[int, str], Definition] = {}
    for item in _definitions(draft):
        before = first.setdefault((item.paper, item.name), item)
        if before is not item and before.full and item.full and not _same(before.full, item.full):
            yield Hit(
                item.start,
                item.end,
                f"“{item.name}”前面已经定义为“{_short(before.full)}”的简称，此处又指“{_short(item.full)}”，请换一个简称。",
            )


def _short(text: str) -> str:
    plain = text.strip("《》“”")
    return plain if len(plain) <= 20 else f"…{plain[-20:]}"


def _unused(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for item in _definitions(draft):
        # 《意见》 may be meant by 《实施意见》 or stand without its marks; a word of one character is everywhere.
        if (
            len(item.name) > 1
            and item.name not in text[item.end + 1 :]
            and "、" not in item.name
            and "分别" not in text[item.defined_at : item.start]
        ):
            yield Hit(item.start, item.end, f"“{item.name}”的简称定义后没有再用过，可以不作说明。")


def _too_early(draft: Draft) -> Iterator[Hit]:
    seen: set[str] = set()
    for item in _definitions(draft):
        if item.name in seen or not item.shown.startswith("《") or item.paper > 1:
            continue
        seen.add(item.name)
        at = draft.text.find(item.shown)
        if 0 <= at < item.defined_at and not draft.text[at - 1 : at].isdigit() and item.full != item.shown:
            inside = draft.text.rfind("《", 0, at) > draft.text.rfind("》", 0, at)
            if not inside:
                yield Hit(at, at + len(item.shown), f"简称{item.shown}在定义之前就用了，应当在第一次出现时写全称并注明简称。")


_BY_ENDING = expression(rf"{HAN}{{1,4}}?[委局厅办部](?![员门分队公事理室下件长委])")


def _varies(draft: Draft) -> Iterator[Hit]:
    """市发改局 where 市发展改革委 has been defined: the same characters of the full name, otherwise chosen."""
    for item in _definitions(draft):
        if len(item.name) < 4 or item.name[0] not in "省市县区州旗" or item.name[-1] not in "委局厅办部":
            continue
        at = draft.text.find(item.name[:2], item.end)
        while at >= 0:
            found = _BY_ENDING.match(draft.text, at + 1)
            shown = draft.text[at : found.end()] if found else ""
            rest = iter(item.full)
            if (
                4 <= len(shown) <= 7
                and not shown.startswith(item.name)
                and shown not in item.full + item.name
                and all(c in rest for c in shown[1:-1])
            ):
                yield Hit(at, at + len(shown), f"前面定义的简称是“{item.name}”，此处写作“{shown}”，请统一。", item.name)
            at = draft.text.find(item.name[:2], at + 1)


_SHORT_TITLE = expression(
    r"《(?P<x>(?:实施|指导|若干|管理|暂行|工作|行动|总体|发展)?(?:意见|办法|方案|规定|规划|纲要|细则|条例|通知|计划|规则|决定|措施|要点|指南|指引|制度))》(?![（(])"
)


def _undefined(draft: Draft) -> Iterator[Hit]:
    """《办法》 for a paper that is nowhere called so: neither 以下简称 nor any title in the text."""
    if "以下简称" in draft.text and not _definitions(draft):
        return
    known = {item.name for item in _definitions(draft)}
    told: set[str] = set()
    for match in draft.find(_SHORT_TITLE, ("《",), 24):
        name = match["x"]
        # 制定《工作方案》: each its own; 全会《决定》, 我省《实施意见》: whose it is stands before it.
        if draft.text[match.start() - 1 : match.start()] in tuple("定订会场省市县区本份"):
            continue
        if name in known or name in told or f"“{name}”" in draft.text or any(name in other or other in name for other in known):
            continue
        if expression(rf"(?:简称|称|即|题为|名为)[:：为]?[《“]?{name}").search(draft.text):
            continue
        told.add(name)
        yield Hit(match.start(), match.end(), f"《{name}》是简称，前面没有说明是哪个文件，第一次出现应当写全称并注明“以下简称《{name}》”。")


CHECKS = (
    Check(
        code="abbreviation-defined-twice",
        title="简称定义了两次",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="简称只在第一次出现时说明，后面再写“以下简称”多半是拼接材料时留下的。",
        find=_twice,
        examples=(
            Example(
                "落实《防汛应急预案》（以下简称《预案》）。\n按照《防汛应急预案》（以下简称⟦《预案》⟧）开展演练，修订《预案》。",
                "落实《防汛应急预案》（以下简称《预案》）。\n按照《预案》开展演练，修订《预案》。",
            ),
        ),
        passes=("落实《防汛应急预案》（以下简称《预案》），修订《预案》。",),
    ),
    Check(
        code="abbreviation-of-two-things",
        title="一个简称指两样东西",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN,
        why="同一个简称前后指两个文件或者机构，读的人分不清说的是哪一个。",
        find=_two_meanings,
        examples=(
            Example(
                "落实《防汛应急预案》（以下简称《预案》）和《抗旱工作预案》（以下简称⟦《预案》⟧），修订《预案》。",
                "落实《防汛应急预案》（以下简称《防汛预案》）和《抗旱工作预案》（以下简称《抗旱预案》），修订《防汛预案》《抗旱预案》。",
            ),
        ),
        passes=("落实《防汛应急预案》（以下简称《预案》），修订《预案》。",),
    ),
    Check(
        code="abbreviation-unused",
        title="简称定义后没有用",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="注明“以下简称”而后文没有再用，说明是多余的，或者后文改用了别的叫法。",
        find=_unused,
        examples=(Example("落实《防汛应急预案》（以下简称⟦《预案》⟧）。", "落实《防汛应急预案》。"),),
        passes=("落实《防汛应急预案》（以下简称《预案》）。要修订《预案》。",),
    ),
    Check(
        code="abbreviation-varies",
        title="机关的简称前后不一",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN,
        why="机关的简称定义以后，全文都用这一个，不再换成“发改委”“卫健委”等别的叫法。",
        find=_varies,
        examples=(
            Example(
                "市发展和改革委员会（以下简称市发展改革委）牵头，⟦市发改局⟧调度，市发展改革委汇总。",
                "市发展和改革委员会（以下简称市发展改革委）牵头，市发展改革委调度，市发展改革委汇总。",
            ),
            Example(
                "市卫生健康委员会（以下简称市卫生健康委）牵头，⟦市卫健委⟧调度，市卫生健康委汇总。",
                "市卫生健康委员会（以下简称市卫生健康委）牵头，市卫生健康委调度，市卫生健康委汇总。",
            ),
        ),
        passes=(
            "市发展和改革委员会（以下简称市发展改革委）牵头，市发展改革委汇总。",
            "市科学技术局（以下简称市科技局）牵头，市科协配合，市科技局汇总。",
        ),
    ),
    Check(
        code="abbreviation-before-definition",
        title="简称在定义之前就用了",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="第一次出现写全称并注明简称，之后才用简称。",
        find=_too_early,
        examples=(
            Example(
                "要修订⟦《预案》⟧。\n落实《防汛应急预案》（以下简称《预案》）。",
                "要修订《防汛应急预案》（以下简称《预案》）。\n落实《预案》。",
            ),
        ),
        passes=("落实《防汛应急预案》（以下简称《预案》）。\n要修订《预案》。",),
    ),
    Check(
        code="abbreviation-undefined",
        title="简称没有说明",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="《办法》《方案》是简称，第一次出现写全称并注明“以下简称”，否则不知道指哪个文件。",
        find=_undefined,
        examples=(Example("请认真落实⟦《办法》⟧要求。", "请认真落实《防汛物资管理办法》要求。"),),
        passes=("落实《防汛物资管理办法》（以下简称《办法》）。要宣传《办法》。", "请认真落实《防汛物资管理办法》要求。"),
    ),
)
