"""Of which area and of which organ a letter is, as far as reports count it.

The one place where statistics get these two from: what extraction comes to know of them is to be joined here.
"""

from __future__ import annotations

import re

from drafting.letters.batch import Letter
from drafting.letters.masking import mask
from drafting.letters.sorting import Verdict
from drafting.letters.statistics import Subject
from drafting.letters.urgent import find_urgent

METHOD = "从来信的标题和开头提取，没有写明的为空白。单位只计标题中“投诉”“举报”“反映”等词后面点名的，所反映情况未经核实。"
"""How the two are found, as the workbook tells it."""

_BODY = 120  # characters: whom and where it is about stands at the beginning
_CODE = re.compile(r"[A-Z]\d{1,2}(?:县市|市|区|县|旗)")  # pseudonymised districts and counties
_NO_NAME = "离说帮的是在我们你他她它有无不了到从由至与和及被把给让对向为于又也都就还很请求要问这那哪该某每各此其去来住买年月日时"
_NAME = re.compile(
    rf"[^\W\da-zA-Z_{_NO_NAME}]{{2,3}}(?:(?<!居民|行政|旅游|生活|商业|住宅|工业|休息|服务|结合|作业|施工)(?<![小社园景校片库山城牧学下郊辖地老])区|(?<!知)县)"
)
_WIDER = re.compile(r".*[省市州盟](?=..)")  # the province or city before it
_AFTER = "的|等|在|以|涉嫌|违|乱|不|强|拖|欺|存在|长期|擅自|随意|私自|多|为|无"
_COMPLAINT = re.compile(rf"(?:投诉|举报|反映|质疑|控诉|曝光)([A-Z0-9一-鿿]{{2,20}}?)(?=(?:{_AFTER})|$|[，,。！!？?：: ])")
_ORGAN = re.compile(
    r"(?:局|委员会|卫健委|发改委|住建委|办事处|街道办|派出所|法院|检察院|物业公司|物业|开发商|村委会|居委会|城管|交警队|交警大队|交警"
    r"|医院|大学|学校|中学|小学|幼儿园|学院|公司|集团|政府|驾校|培训机构|银行|中心)$"
)
_GENERAL = re.compile(
    r"^(?:有的|某|一些|多家|各|当地|本地|我们?|你们?|这家|该|小区|这个|部分)*(?:物业|开发商|公司|学校|政府|城管|交警|医院|派出所|法院|银行|中心)$"
)


def subject_of(letter: Letter, verdict: Verdict) -> Subject:
    """Return the district or county that a letter is about, the organ or firm that its title complains of, its signals to be checked."""
    signals = tuple(found.signal for found in find_urgent(letter.title, letter.text, letter.time))
    return Subject(area_of(letter, verdict.place), organ_of(letter), signals)


def area_of(letter: Letter, place: str | None) -> str:
    """Return the district, county or county-level city in ``place``, else the first in title and beginning; ``""`` where none is named."""
    for text in (place or "", letter.title, letter.text[:_BODY]):
        if found := _CODE.search(text):
            return found[0]
        if found := _NAME.search(_WIDER.sub("", text[:_BODY])):
            return found[0]
    return ""


def organ_of(letter: Letter) -> str:
    """Return the organ, firm or school that the title complains of by name, masked; ``""`` where it names none.

    Only what follows 投诉, 举报 and the like counts: whom a letter asks for help is not whom it complains of.
    """
    found = _COMPLAINT.search(letter.title)
    name = found[1] if found else ""
    return mask(name) if _ORGAN.search(name) and not _GENERAL.fullmatch(name) else ""
