"""Of which area and of which organ a letter is, as far as reports count it: what extraction finds, in the form that is counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from drafting.letters.batch import Letter
from drafting.letters.lexicon import word_rows
from drafting.letters.masking import mask
from drafting.letters.organ_names import is_named, plain_name
from drafting.letters.organs import find_organ
from drafting.letters.places import AREA_NAME, find_area
from drafting.letters.statistics import Subject
from drafting.letters.urgent import find_urgent

METHOD = (
    "由程序从来信的标题和开头提取，与分类结果里的区域、被反映单位一致，没有写明的为空白。地区计到县（市、区）；同一单位的不同写法并为一个；"
    "只说“物业”“学校”等、没有写名称的，记在“未写名称的单位”。所反映情况未经核实。"
)
"""How the two are found, as the workbook tells it."""

_CITY = re.compile(r"[A-Z]\d{1,2}市")  # a pseudonymised city of the county level; A市 is one of districts
_LONGEST_AREA = 5  # characters of a district's or county's name; what is longer has more in it than a name
_OFFICE = re.compile(r"街道(?:办事处|办)$")
_GOVERNMENT = re.compile(r"(?<=[市县区镇乡])人民政府$")
_CODE = re.compile(r"[A-Z]\d{0,2}(?:县市|市|区|县|州)|[一-鿿]{2}省")


def subject_of(letter: Letter) -> Subject:
    """Return the district or county that a letter is about, the organ or firm that it complains of, and its signals to be checked."""
    signals = tuple(found.signal for found in find_urgent(letter.title, letter.text, letter.time))
    organ = find_organ(letter.title, letter.text)
    if organ is None:
        return Subject(area_of(letter), signals=signals)
    if not is_named(organ):
        return Subject(area_of(letter), unnamed=_general(organ), signals=signals)
    return Subject(area_of(letter), _counted(mask(organ, letter.user)), signals=signals)


def area_of(letter: Letter) -> str:
    """Return the district, county or county-level city that a letter names, ``""`` where it names none."""
    area = find_area(letter.title, letter.text) or ""
    is_district = area.endswith(("区", "县", "旗", "县市")) and len(area) <= _LONGEST_AREA
    return area if is_district or _CITY.fullmatch(area) else ""


def joined(subjects: Sequence[Subject]) -> list[Subject]:
    """Return ``subjects`` with each organ under the name that most letters give it.

    Names are of one organ where they are the same but for area and form (锦禾置业, A市锦禾置业有限公司), unless their areas differ:
    A1区教育局 and A2区教育局 are two.
    """
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for subject in subjects:
        if subject.organ:
            names[plain_name(subject.organ)][subject.organ] += 1
    usual: dict[str, str] = {}
    for forms in names.values():
        areas = {area[0] for form in forms if (area := AREA_NAME.match(form))}
        if len(areas) < 2:
            best = max(forms, key=lambda form: (forms[form], len(form), form))
            usual |= dict.fromkeys(forms, best)
    return [replace(subject, organ=usual.get(subject.organ, subject.organ)) for subject in subjects]


def _counted(organ: str) -> str:
    """Return an organ's name with its narrowest area only, and in one form: A市A3区人民政府 → A3区政府."""
    area = AREA_NAME.match(organ)
    if area and len(parts := _CODE.findall(area[0])) > 1:
        organ = parts[-1] + organ[area.end() :]
    return _GOVERNMENT.sub("政府", _OFFICE.sub("街道", organ))


def _general(organ: str) -> str:
    """Return the general word for an organ as it is counted: 物业公司 as 物业, 校方 as 学校."""
    core = AREA_NAME.sub("", organ)
    return dict(pair.split("=") for pair in word_rows("letters_organs.tsv")["通称并"]).get(core, core)
