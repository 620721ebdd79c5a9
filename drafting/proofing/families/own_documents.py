"""文件库: what the draft cites, held against the office's own list of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Role, Strength
from drafting.proofing.check import Check, Example, Hit
from drafting.proofing.control.profile import KnownDocument
from drafting.proofing.draft import Draft

OWN_LIST = Basis("校对设置", "文件库", Strength.PLAIN)
OWN_COMPLETE_LIST = Basis("校对设置", "文件库完整", Strength.PRACTICE)

_OPEN, _CLOSE = "〔\\[（(【﹝［", "〕\\])）】﹞］"
_YEAR_AND_NUMBER = expression(rf"[ \u3000]?[{_OPEN}] ?((?:19|20)\d\d) ?[{_CLOSE}] ?第? ?0*(\d{{1,5}}) ?号")
_CODE = expression(r"[\u4e00-\u9fff（）()]{1,14}\Z")
_TITLE = expression(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_MARKS = expression(r"[\s《》〈〉<>“”‘’\"（）()、，,]+")
_LEAD = frozenset("据照行发布止改订及和与的将由经对按原以在从是为了件见")  # what may end right before a number: 根据, 按照, 转发 …
_OUT_OF_USE = expression(r"废止|失效|停止执行|不再执行|作废|修订|修改|修正|代替|替代|取代|宣布|清理|撤销")
_NO_BASIS = expression(r"原[\u4e00-\u9fff]{0,2}$|前身|(?:印发|出台|制定|发布)了?$")  # what was done once is told, not relied on
_LIKE = 0.6  # of two titles: so much alike, the one is the other miswritten

Number = tuple[str, int, int]  # 代字, year, 序号


class _Cited(NamedTuple):
    """A number in the text: its place, what it says (代字 as far as it can be told), the document of the list that has it."""

    start: int
    end: int
    number: Number
    known: KnownDocument | None


class _List:
    """The office's list, to be looked up by title and by number."""

    def __init__(self, documents: tuple[KnownDocument, ...]) -> None:
        self.by_title: dict[str, list[KnownDocument]] = {}
        self.by_number: dict[Number, KnownDocument] = {}
        self.codes: dict[tuple[int, int], list[str]] = {}
        for document in documents:
            if document.title:
                self.by_title.setdefault(_core(document.title), []).append(document)
            number = number_of(document.document_number)
            if number:
                self.by_number[number] = document
                self.codes.setdefault(number[1:], []).append(number[0])
        self.all_codes = {code for code, _, _ in self.by_number}

    def titled(self, title: str) -> list[KnownDocument]:
        """Return the documents of this title; an organ before 关于 may be left out on either side, two different ones are two titles."""
        organ = _organ(title)
        same = self.by_title.get(_core(title), [])
        return [one for one in same if not organ or not _organ(one.title) or _organ(one.title) == organ]


@lru_cache(maxsize=4)
def _listed(documents: tuple[KnownDocument, ...]) -> _List:
    return _List(documents)


def number_of(text: str) -> Number | None:
    """Return the parts of a document number that is the whole of ``text``, whatever brackets it is written with; None if it is none."""
    found = _YEAR_AND_NUMBER.search(text)
    if not found or found.end() != len(text.rstrip()) or not found.start():
        return None
    return expression(r"\s").sub("", text[: found.start()]), int(found[1]), int(found[2])


def _organ(title: str) -> str:
    return _MARKS.sub("", title.partition("关于")[0]) if "关于" in title else ""


def _core(title: str) -> str:
    """Return a title as it is compared: from 关于 on, without marks and spaces."""
    _, about, rest = title.partition("关于")
    return _MARKS.sub("", about + rest if about else title)


def _gist(core: str) -> str:
    """Return what a title is about, without the words of the notice that it came with."""
    return expression(r"关于|印发|发布|公布|转发|的|通知$").sub("", core)


def _cited(draft: Draft, listed: _List) -> Iterator[_Cited]:
    """Yield every number in the text but the document's own."""
    own = {number for _, paragraph in draft.each(Role.DOCUMENT_NUMBER) if (number := number_of(paragraph.text))}
    for found in _YEAR_AND_NUMBER.finditer(draft.text):
        year, count = int(found[1]), int(found[2])
        before = _CODE.search(draft.text, max(0, found.start() - 14), found.start())
        run = before[0] if before else ""
        run = run[max(run.rfind(mark) for mark in "（）()") + 1 :]
        code = next((one for one in sorted(listed.codes.get((year, count), ()), key=len, reverse=True) if _ends_with(run, one)), None)
        code = code or next((one for one in sorted(listed.all_codes, key=len, reverse=True) if _ends_with(run, one)), None) or run
        number = (code, year, count)
        paragraph = draft.paragraph(found.start())
        stands_alone = len(paragraph.text.strip()) == len(code) + len(found[0])  # a number on a line of its own is that of the document
        if code and number not in own and not stands_alone and paragraph.role is not Role.DOCUMENT_NUMBER:
            yield _Cited(found.start() - len(code), found.end(), number, listed.by_number.get(number))


def _ends_with(run: str, code: str) -> bool:
    """Tell whether ``run`` ends with ``code`` and not with a longer one that ends so too."""
    return run.endswith(code) and (run == code or run[-len(code) - 1] in _LEAD)


def _pairs(draft: Draft, listed: _List) -> Iterator[tuple[re.Match[str], _Cited]]:
    """Yield (title, number) where the number stands in brackets right behind the title, or right before it."""
    after = {cited.start: cited for cited in _cited(draft, listed)}
    before = {cited.end: cited for cited in after.values()}
    for title in _TITLE.finditer(draft.text):
        bracket = expression(r"\s?[（(]\s?").match(draft.text, title.end())
        cited = (after.get(bracket.end()) if bracket else None) or before.get(title.start())
        if cited and "\n" not in title[0]:
            yield title, cited


def _repealed(draft: Draft) -> Iterator[Hit]:
    if not draft.profile.documents or _OUT_OF_USE.search(draft.title):
        return
    listed = _listed(draft.profile.documents)
    numbers = {title.start(): cited for title, cited in _pairs(draft, listed)}
    told: set[int] = set()
    for title in _TITLE.finditer(draft.text):
        documents = listed.titled(title[1])
        cited = numbers.get(title.start())
        if cited and cited.known:
            documents = [one for one in documents if one == cited.known]
        elif cited and documents and all(number_of(one.document_number) for one in documents):
            continue  # another document of the same title, or a wrong number: that is told elsewhere
        if documents and all(one.status != "现行" for one in documents):
            if cited:
                told.add(cited.start)
            yield from _out_of_use(draft, title.start(), title.end(), documents[0])
    for cited in _cited(draft, listed):
        if cited.known and cited.known.status != "现行" and cited.start not in told:
            yield from _out_of_use(draft, cited.start, cited.end, cited.known)


def _out_of_use(draft: Draft, start: int, end: int, document: KnownDocument) -> Iterator[Hit]:
    before = draft.text[max(0, start - 15) : start].rpartition("\n")[2]
    after = draft.text[end : end + 30].partition("\n")[0].partition("。")[0]
    if _OUT_OF_USE.search(before) or _OUT_OF_USE.search(after) or _NO_BASIS.search(before):
        return
    instead = f"，现在用的是{_quoted(document.replaced_by)}" if document.replaced_by else ""
    state = "已经废止" if document.status == "废止" else "已经修订"
    yield Hit(start, end, f"本单位文件库记着，{_quoted(document.title) or document.document_number}{state}{instead}，请核对是否仍可引用。")


def _quoted(title: str) -> str:
    return title if not title or "《" in title[:1] or number_of(title) else f"《{title}》"


def _differs(draft: Draft) -> Iterator[Hit]:
    if not draft.profile.documents:
        return
    from difflib import SequenceMatcher  # few offices have such a list

    listed = _listed(draft.profile.documents)
    for title, cited in _pairs(draft, listed):
        documents = listed.titled(title[1])
        if cited.known in documents:
            continue
        slips = [one for one in documents if (number := number_of(one.document_number)) and _miswritten(cited.number, number)]
        if slips:
            right = slips[0].document_number if len(slips) == 1 else None
            told = "或者".join(one.document_number for one in slips)
            yield Hit(cited.start, cited.end, f"本单位文件库里，这份文件的文号是{told}，请核对。", right)
        elif cited.known and cited.known.title and not documents:
            wrong, right = _core(title[1]), _core(cited.known.title)
            if _gist(wrong) in _gist(right) or _gist(right) in _gist(wrong):
                continue  # 《某方案》 for 关于印发某方案的通知, and the other way round
            better = None
            if SequenceMatcher(None, wrong, right, autojunk=False).ratio() >= _LIKE:
                organ = title[1].partition("关于")[0] if "关于" in title[1] else ""
                better = f"《{organ if not _organ(cited.known.title) else ''}{cited.known.title}》"
            yield Hit(*title.span(), f"本单位文件库里，{cited.known.document_number}的标题是《{cited.known.title}》，请核对。", better)


def _miswritten(written: Number, right: Number) -> bool:
    """Tell whether one part alone differs: what differs in two is another document of the same title."""
    differing = [n for n, (one, other) in enumerate(zip(written, right, strict=True)) if one != other]
    if differing == [0]:
        return len(set(written[0]) & set(right[0])) * 2 >= max(len(set(written[0])), len(set(right[0])))
    return len(differing) == 1


def _unknown(draft: Draft) -> Iterator[Hit]:
    if not draft.profile.documents_complete:
        return
    listed = _listed(draft.profile.documents)
    for cited in _cited(draft, listed):
        if cited.known is None and cited.number[0] in listed.all_codes:
            text = draft.text[cited.start : cited.end]
            yield Hit(cited.start, cited.end, f"本单位文件库里没有{text}这份文件，请核对文号。")


_LINE = "文件库| 关于加强公文办理工作的通知/清政办发〔2020〕5号/"

CHECKS = (
    Check(
        code="own-document-repealed",
        title="引用了本单位文件库里已经废止、修订的文件",
        family="references",
        level=Level.WARNING,
        basis=OWN_LIST,
        why="文件库记着这份文件已经废止或者修订，再作依据就落了空；要引用现行的那一份。",
        find=_repealed,
        examples=(
            Example(
                f"{_LINE}废止/清政办发〔2024〕8号\n根据⟦《关于加强公文办理工作的通知》⟧（清政办发〔2020〕5号）要求，",
                f"{_LINE}废止/清政办发〔2024〕8号\n根据《关于改进公文办理工作的通知》（清政办发〔2024〕8号）要求，",
            ),
            Example(
                f"{_LINE}废止\n请按照⟦清政办发[2020]5号⟧文件执行。",
                f"{_LINE}废止\n请按照清政办发〔2024〕8号文件执行。",
            ),
            Example(
                f"{_LINE}修订\n依据⟦《清源市人民政府办公室关于加强公文办理工作的通知》⟧办理。",
                f"{_LINE}修订\n依据《清源市人民政府办公室关于改进公文办理工作的通知》办理。",
            ),
        ),
        passes=(
            f"{_LINE}废止\n《关于加强公文办理工作的通知》（清政办发〔2020〕5号）同时废止。",
            f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（清政办发〔2020〕5号）要求，",
            f"{_LINE}废止\n根据《临江县关于加强公文办理工作的通知》（临清政办发〔2020〕5号）要求，",
            f"{_LINE}废止\n根据《关于加强公文办理工作的通知》（国办发〔2000〕31号）要求，",
            "根据《关于加强公文办理工作的通知》（清政办发〔2020〕5号）要求，",
        ),
    ),
    Check(
        code="own-document-number-differs",
        title="引用的标题和文号与本单位文件库对不上",
        family="references",
        level=Level.ERROR,
        basis=OWN_LIST,
        why="文件库里这份文件不是这个文号，或者这个文号不是这份文件；引错了，别人就找不到依据。",
        find=_differs,
        examples=(
            Example(
                f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（⟦清政办发〔2020〕15号⟧）要求，",
                f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（清政办发〔2020〕5号）要求，",
            ),
            Example(
                f"{_LINE}现行\n根据《清源市人民政府办公室关于加强公文办理工作的通知》（⟦清政发〔2020〕5号⟧）要求，",
                f"{_LINE}现行\n根据《清源市人民政府办公室关于加强公文办理工作的通知》（清政办发〔2020〕5号）要求，",
            ),
            Example(
                f"{_LINE}现行\n根据⟦《关于加强公文处理工作的通知》⟧（清政办发〔2020〕5号）要求，",
                f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（清政办发〔2020〕5号）要求，",
            ),
        ),
        passes=(
            f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（清政办发[2020]5号）要求，",
            f"{_LINE}现行\n根据《关于加强公文办理工作的通知》（国办发〔2000〕31号）要求，",
            "文件库| 关于印发《公文办理办法》的通知/清政办发〔2020〕5号/现行\n按照《公文办理办法》（清政办发〔2020〕5号）执行。",
            f"{_LINE}现行\n根据《关于加强督查工作的通知》（清政办发〔2021〕15号）要求，",
        ),
    ),
    Check(
        code="own-document-unknown",
        title="引用的本单位文号在文件库里查不到",
        family="references",
        level=Level.HINT,
        basis=OWN_COMPLETE_LIST,
        why="校对设置说文件库是完整的，本单位代字的文号却查不到，可能写错了；文件库没有写完整的，这一项不查。",
        find=_unknown,
        examples=(
            Example(
                f"{_LINE}现行\n文件库完整| 是\n请按照⟦清政办发〔2020〕51号⟧文件执行。",
                f"{_LINE}现行\n文件库完整| 是\n请按照清政办发〔2020〕5号文件执行。",
            ),
        ),
        passes=(
            f"{_LINE}现行\n请按照清政办发〔2020〕51号文件执行。",
            f"{_LINE}现行\n文件库完整| 是\n请按照国办发〔2020〕51号文件执行。",
            f"{_LINE}现行\n文件库完整| 是\n文号| 清政办发〔2026〕3号\n标题| 关于做好年终工作的通知",
        ),
    ),
)
