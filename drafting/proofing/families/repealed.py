"""依据是否现行: laws, regulations, documents and standards that are no longer in force when the document is dated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import Draft
from drafting.proofing.families.statutes import base
from drafting.proofing.tables import lines

_UNDATED = practice("文件没有日期，按新拟的文件核对")
_BEFORE = expression(
    r"原《?$|前身|原[\u4e00-\u9fff]{0,2}$|(?:废止|失效)[^。\n]{0,30}$|(?:当时|曾经?|早在|(?:19|20)\d\d年)[^，。；\n]{0,16}《?$"
    r"|(?:代替|替代|取代)$"
)
_AFTER = expression(r"废止|失效|停止执行|不再|修[正订]|代替|取代|施行前|实施前|替代|的决定")
_NUMBER = expression(r"(?P<code>国发|中办发|国办函|国办发)\s?[〔\[（(【]\s?(?P<year>\d{4})\s?[〕\])）】]\s?第?(?P<count>\d+)\s?号")
_STANDARD = expression(
    r"(?:GB|DA|GA|JGJ)\s?(?:/\s?T|／T)?\s?(?P<no>\d{1,5}(?:\.\d+)?)\s?(?:-|—|–|－|─|——|--)\s?(?P<year>(?:19|20)?\d\d)(?!\d)"
)


_YEAR = expression(r"(?<![\d到至—－-])((?:19|20)\d\d)(?=年|〕)")
_LONG_GONE = date(2022, 1, 1)


class _Written:
    """When a document was written, as far as it tells."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.day = draft.date or (date(draft.year, 1, 1) if draft.year else None)
        self.basis = None if self.day else _UNDATED

    @cached_property
    def _latest_year(self) -> int | None:
        return max((int(m[1]) for m in self._draft.find(_YEAR, ("年", "〕"), 6)), default=None)

    def before(self, since: date) -> bool:
        """Tell whether what ended on ``since`` may still have held.

        A document without a date is as old as the latest year that it names; one that names none is taken for a new draft, and only
        what is long gone is told.
        """
        if self.day:
            return self.day < since
        return self._latest_year <= since.year if self._latest_year else since > _LONG_GONE


@cache
def _repealed() -> tuple[dict[str, tuple[str, date]], dict[str, tuple[str, date]]]:
    """Return what replaced a law (by its name without the country) and a document (by its number), and since when."""
    laws: dict[str, tuple[str, date]] = {}
    numbers: dict[str, tuple[str, date]] = {}
    for term, now, since in lines("repealed"):
        if term.startswith("《"):
            laws[base(term[1:-1])] = (now, date.fromisoformat(since))
        else:
            numbers[term] = (now, date.fromisoformat(since))
    return laws, numbers


def _told_as_past(draft: Draft, start: int, end: int) -> bool:
    text = draft.text
    return bool(
        _BEFORE.search(text[max(0, start - 40) : start].rpartition("\n")[2])
        or _AFTER.search(text[end : end + 40].partition("\n")[0].partition("。")[0])
    )


def _basis(draft: Draft) -> Iterator[Hit]:
    written = _Written(draft)
    laws, numbers = _repealed()
    title = draft.title
    for start, end, name in draft.cited:
        short = base(name)
        if short in laws:
            now, since = laws[short]
            # A local rule may bear the name of a national one that is gone; an own document on it speaks of that.
            if _told_as_past(draft, start - 1, end + 1) or name in title or written.before(since):
                continue
            yield _hit(start - 1, end + 1, f"《{name}》", now, since, written.basis)
    for match in draft.find(_NUMBER, ("国发", "中办发", "国办函", "国办发"), 40):
        regular = f"{match['code']}〔{match['year']}〕{match['count']}号"
        if regular in numbers:
            now, since = numbers[regular]
            if _told_as_past(draft, *match.span()) or written.before(since):
                continue
            yield _hit(*match.span(), match[0], now, since, written.basis)


def _hit(start: int, end: int, what: str, now: str, since: date, basis: Basis | None) -> Hit:
    instead = f"由{now}代替" if now != "-" else "已经废止，没有新的规定代替"
    told = f"“{what}”自{since.year}年{since.month}月起{instead}，请核对是否仍可引用。"
    return Hit(start, end, told, None, basis)


@cache
def _standards() -> dict[tuple[str, int], tuple[str, date]]:
    return {
        (number, int(year)): (now, date.fromisoformat(since)) for number, years, now, since in lines("standards") for year in years.split()
    }


def _standard(draft: Draft) -> Iterator[Hit]:
    written = _Written(draft)
    for match in draft.find(_STANDARD, ("GB",), 40):
        year = int(match["year"])
        year += 1900 if year < 100 else 0
        found = _standards().get((match["no"], year))
        if found is None:
            continue
        now, since = found
        if _told_as_past(draft, *match.span()) or written.before(since):
            continue
        told = f"“{match[0]}”已由“{now}”代替（{since.year}年{since.month}月起），请核对。"
        yield Hit(*match.span(), told, now, written.basis)


CHECKS = (
    Check(
        code="repealed-basis",
        title="引用了已经废止的依据",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="依据的法律、法规、文件已经废止或者被代替，文件就失去了依据。",
        find=_basis,
        examples=(
            Example(
                "根据⟦《中华人民共和国合同法》⟧签订合同。\n日期| 2024年5月8日", "根据《中华人民共和国民法典》签订合同。\n日期| 2024年5月8日"
            ),
            Example("参照⟦国发〔2000〕23号⟧文件规定执行。\n日期| 2024年5月8日", "参照现行规定执行。\n日期| 2024年5月8日"),
            Example("按照⟦《信访条例》⟧规定答复。\n日期| 2024年5月8日", "按照《信访工作条例》规定答复。\n日期| 2024年5月8日"),
        ),
        passes=(
            "根据《中华人民共和国合同法》签订合同。\n日期| 2012年5月8日",
            "原《中华人民共和国合同法》规定的。\n日期| 2024年5月8日",
            "《中华人民共和国合同法》已经废止。\n日期| 2024年5月8日",
        ),
    ),
    Check(
        code="superseded-standard",
        title="引用了旧版标准",
        family="references",
        level=Level.WARNING,
        basis=Basis("国家标准公告", "", PLAIN_FACT.strength),
        why="标准有了新版，旧版即行作废；注日期引用要用现行版。",
        find=_standard,
        examples=(
            Example("格式按⟦GB/T 9704-1999⟧执行。\n日期| 2024年5月8日", "格式按GB/T 9704—2012执行。\n日期| 2024年5月8日"),
            Example("水质符合⟦GB5749—2006⟧要求。\n日期| 2024年5月8日", "水质符合GB 5749—2022要求。\n日期| 2024年5月8日"),
        ),
        passes=(
            "格式按GB/T 9704—2012执行。\n日期| 2024年5月8日",
            "格式按GB/T 9704-1999执行。\n日期| 2008年5月8日",
            "本标准代替GB/T 9704—1999，主要变化如下。\n日期| 2024年5月8日",
        ),
    ),
)
