"""Which organ, firm or school a letter complains of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from drafting.letters.lexicon import Ending, any_of, either, word_rows
from drafting.letters.organ_names import Mention, find_mentions, plain_name
from drafting.letters.places import AREA_NAME, FUNCTION

# What is said of an organ for its being the one complained of. Fitted by logistic regression on 300 letters set aside for development,
# and rounded; what addresses an organ (领导, 尽快) counts against it. In the title:
_TITLE, _TITLE_ACCUSED, _TITLE_WANTS, _TITLE_ASKS, _TITLE_PLACES = 0.8, 0.3, -0.6, -0.8, -0.8
_TITLE_BLAMED, _TITLE_BLAMED_AT_ONCE = 0.6, 0.7
# In the body:
_BODY, _AGAIN, _BLAMED, _ACTS, _SUFFERED, _ACCUSED, _IN_VAIN, _ASKED = -0.55, 0.45, 0.5, 0.65, 0.5, 0.4, 0.5, -0.2
_FIRST, _IN_TITLE_TOO = 0.5, 1.0
# By its kind: a school or a hotel is where something is as often as it is who does it.
_SITE, _STATE = -1.1, -0.45
_LEAST = 0.2
_MOST = 2  # times that the same is counted
BODY_CHARACTERS = 500  # a long letter says at its beginning whom it complains of
_BEFORE = 8  # characters looked at before a name
_AT_ONCE = 4  # characters from a name to the end of what blames it
_SHARED = 3  # characters at the beginning of a firm's name by which the title may call it
_SUBJECT = 12  # characters of a name at the beginning of a title that no ending tells
_BEYOND = 6  # characters by which a name longer than another form of it has more in it than a name


class _Patterns(NamedTuple):
    sites: tuple[str, ...]
    site_ends: frozenset[str]
    blamed: re.Pattern[str]
    acts: re.Pattern[str]
    asked: re.Pattern[str]
    in_vain: re.Pattern[str]
    before: re.Pattern[str]
    before_last: frozenset[str]
    named: dict[str, tuple[re.Pattern[str], ...]]
    wronging: re.Pattern[str]
    subject: re.Pattern[str]
    no_subject: tuple[str, ...]


_ITS_PEOPLE = re.compile(r"[的地]?(?:相关|有关)?(?:部门|领导|人员|工作人员|职工|员工|方面|的?电话|负责人|老板|方)?[，,、]?")
_ITS_PEOPLE_BEGINS = frozenset("的地相有部领人工职员方电负老，,、")
_SUFFERING = ("被", "遭", "遭到", "受", "由于", "因为", "因", "是", "叫")
_SUFFERING_ENDS = frozenset(word[-1] for word in _SUFFERING)
_WANTING = re.compile("建议|希望|呼吁|感谢|咨询|请问|询问|盼")
_BETWEEN = r"了|过|着|的|个|一[个家座]|一下|有|关于|各级|相关|有关|当地|到|[A-Z]\d{0,2}[市区县]"  # 请求了有关
_BETWEEN_LAST = "了过着的个家座下有于级关地到市区县"


@cache
def _patterns() -> _Patterns:
    rows = word_rows("letters_organs.tsv")
    ways = {"accusing": rows["控告在前"], "asking": rows["求助在前"], "placing": rows["地点在前"]}
    before = "|".join(f"(?P<{way}>{'|'.join(words)})" for way, words in ways.items())
    accusing = "|".join(rows["控告在前"])
    named: dict[str, tuple[re.Pattern[str], ...]] = {}
    for words, _, ends in (pair.partition("=") for pair in rows["指称"]):
        endings = re.compile(rf"(?:{ends.replace('/', '|')}).{{0,6}}$")
        named |= {word: (*named.get(word, ()), endings) for word in words.split("/")}
    return _Patterns(
        sites=rows["场所"],
        site_ends=frozenset(word[-1] for word in rows["场所"]),
        blamed=re.compile(rf"[^，。！？；：,!?;:\s]{{0,6}}?{either(rows['被反映'])}"),
        acts=re.compile(either(rows["被反映轻"])),
        asked=re.compile(either(rows["求助"])),
        in_vain=re.compile(rf"[^。！？!?；\n]{{0,40}}?{either(rows['未果'])}"),
        before=re.compile(rf"(?=[\u4e00-\u9fff])(?:{before})(?:{_BETWEEN})*\Z"),
        before_last=frozenset(_BETWEEN_LAST).union(word[-1] for words in ways.values() for word in words),
        named=named,
        wronging=any_of(rows["标题被反映"]),
        subject=re.compile(
            rf"(?:(?:再次|强烈|实名|紧急)?(?:{accusing})(?:一下|关于)?)?"
            rf"(?P<name>(?:{AREA_NAME.pattern})?(?P<core>[^\W\d_A-Za-z{FUNCTION}]{{2,{_SUBJECT}}}?))"
            rf"(?:{'|'.join(rows['标题名后'])})*(?:{'|'.join(rows['标题被反映'])})"
        ),
        no_subject=rows["标题非名"],
    )


@dataclass(slots=True)
class _Told:
    """An organ, and what the letter says of it."""

    name: str
    general: bool
    state: bool
    site: bool
    title: float = 0.0
    in_body: int = 0
    blamed: int = 0
    acts: int = 0
    suffered: int = 0
    accused: int = 0
    in_vain: int = 0
    asked: int = 0
    first: bool = False
    shared: bool = False

    def add(self, other: _Told) -> None:
        """Add what is said of the organ under its other name."""
        self.title = max(self.title, other.title) if self.title and other.title else self.title or other.title
        for field in ("in_body", "blamed", "acts", "suffered", "accused", "in_vain", "asked"):
            setattr(self, field, getattr(self, field) + getattr(other, field))
        self.first |= other.first
        self.shared |= other.shared

    @property
    def score(self) -> float:
        """How much speaks for the organ's being the one complained of."""
        body = 0.0
        if self.in_body:
            body = _BODY + _AGAIN * (self.in_body > 1) + _BLAMED * (self.blamed > 0) + _FIRST * self.first + _IN_TITLE_TOO * self.shared
            if self.acts or self.suffered or self.accused:
                body += _ACTS * min(self.acts, _MOST) + _SUFFERED * min(self.suffered, _MOST) + _ACCUSED * min(self.accused, _MOST)
            if self.in_vain or self.asked:
                body += _IN_VAIN * min(self.in_vain, _MOST) + _ASKED * min(self.asked, _MOST)
        return self.title + body + _SITE * self.site + _STATE * self.state


def find_organ(title: str, text: str, endings: Sequence[Ending] | None = None) -> str | None:
    """Return the organ, firm or school that the letter complains of, as it names it first, else the general word (物业), else None.

    Each organ is weighed by what is said of it: in the title, after 投诉 or 被, before a verb of wrong-doing, asked in vain for it; before
    尽快 or 领导, or merely as a place, against it. An organ that the letter only turns to is not returned. A general word counts for the
    one organ of that kind that the letter names. ``endings`` are as in ``find_mentions``, of the title, a line end and the text.
    """
    if endings is not None and not endings:
        return _subject(title)
    patterns = _patterns()
    whole = f"{title}\n{text[:BODY_CHARACTERS]}"
    mentions = find_mentions(whole, endings)
    if not mentions:
        return _subject(title)
    found: dict[str, _Told] = {}
    body = False
    for mention in mentions:
        key = plain_name(mention.name)
        told = found.get(key)
        if told is None:
            site = not mention.general and mention.name[-1] in patterns.site_ends and mention.name.endswith(patterns.sites)
            told = found[key] = _Told(mention.name, mention.general, mention.state, site)
        if mention.begin < len(title):
            _look_at_title(whole, mention, told)
        else:
            told.first |= not body
            body = True
            told.shared |= len(key) > _SHARED and key[:_SHARED] in title
            _look_at_body(whole, mention, told)
    if len(found) > 1:
        _join(found)
        _refer(found)
    best = max(found.values(), key=lambda told: told.score)
    return best.name if best.score >= _LEAST else _subject(title)


def _subject(title: str) -> str | None:
    """Return who does wrong by the title (锦禾天城 in 锦禾天城捆绑销售车位) where no word tells that it is an organ, None where nobody."""
    patterns = _patterns()
    if not patterns.wronging.search(title):  # most titles: this look is the cheaper one
        return None
    found = patterns.subject.match(title)
    return None if found is None or found["core"].endswith(patterns.no_subject) else found["name"]


def _look_at_title(text: str, mention: Mention, told: _Told) -> None:
    """Weigh a mention in the title; the strongest of an organ's counts."""
    patterns = _patterns()
    end = text.index("\n")
    how = _before(text, mention.begin)
    after = _after(text, mention.end)
    weight = _TITLE
    blamed = patterns.blamed.match(text, after, end)
    if how == "accusing":
        weight += _TITLE_ACCUSED
    elif _WANTING.search(text, 0, mention.begin):
        weight += _TITLE_WANTS
    at_once = blamed is not None and blamed.end() - after <= _AT_ONCE
    asked = patterns.asked.match(text, after, end)
    if asked:
        weight += _TITLE_ASKS
    if blamed and (at_once or not asked):  # 尽快查处油烟 blames nobody
        weight += _TITLE_BLAMED + _TITLE_BLAMED_AT_ONCE * at_once
    if how == "placing":
        weight += _TITLE_PLACES
    if not told.title or weight > told.title:
        told.title = weight
    if blamed or how == "accusing":
        told.site = False


def _look_at_body(text: str, mention: Mention, told: _Told) -> None:
    patterns = _patterns()
    how = _before(text, mention.begin)
    after = _after(text, mention.end)
    told.in_body += 1
    told.accused += how == "accusing"
    told.suffered += text[mention.begin - 1 : mention.begin] in _SUFFERING_ENDS and text.endswith(_SUFFERING, 0, mention.begin)
    asked = patterns.asked.match(text, after) is not None
    told.asked += asked
    if asked or how == "asking":
        told.in_vain += patterns.in_vain.match(text, mention.end) is not None
    elif patterns.blamed.match(text, after):
        told.blamed += 1
    elif patterns.acts.match(text, after):
        told.acts += 1


def _before(text: str, begin: int) -> str | None:
    """Return what the word before a name makes of it: ``"accusing"``, ``"asking"`` or ``"placing"``; None where there is no such word."""
    if text[begin - 1 : begin] not in _patterns().before_last:
        return None
    before = _patterns().before.search(text, max(0, begin - _BEFORE), begin)
    return before.lastgroup if before else None


def _after(text: str, end: int) -> int:
    """Return where what is said of an organ begins, behind its name and its people (物业工作人员)."""
    people = _ITS_PEOPLE.match(text, end) if text[end : end + 1] in _ITS_PEOPLE_BEGINS else None
    return people.end() if people else end


def _join(found: dict[str, _Told]) -> None:
    """Add to each name what is said of its shorter forms (锦禾置业 for 西地省锦禾置业), which then count no more."""
    for short in sorted(found, key=len):
        if len(short) < 3:
            continue
        longer = [name for name in found if name != short and (name.endswith(short) or name.startswith(short))]
        if len(longer) == 1:
            told = found.pop(short)
            found[longer[0]].add(told)
            if len(longer[0]) - len(short) > _BEYOND:
                found[longer[0]].name = told.name


def _refer(found: dict[str, _Told]) -> None:
    """Add what is said of a general word (物业, 校方) to the one organ of that kind that the letter names."""
    named = [told for told in found.values() if not told.general]
    if not named:
        return
    by_word = _patterns().named
    for key in [key for key, told in found.items() if told.general and key in by_word]:
        for endings in by_word[key]:
            meant = [told for told in named if endings.search(told.name)]
            if len(meant) == 1:
                meant[0].add(found.pop(key))
                break
