"""A document as the checks read it: one string, with what several checks need worked out once and only when asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from drafting.documents.expressions import expression
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Document, Paragraph, Role, Span
from drafting.documents.numerals import value_of
from drafting.documents.words import boundaries, cut
from drafting.proofing.common_words import are_halves
from drafting.proofing.control.profile import NO_PROFILE, Profile
from drafting.proofing.literals import know, occurrences, places

HAN = r"[^\W\da-zA-Z_]"  # a Chinese character: any letter but those; thirty times quicker to compile than a range of them
CJK = "\u3007\u3400-\u9fff"  # within a set of characters; where it stands alone HAN does

_CLAUSE_END = expression(r"[，。；：！？、,;:!?\s（）()《》“”\"〔〕\[\]【】…—]")
_QUOTED = expression(r"“[^“”\n]*”|‘[^‘’\n]*’|「[^」\n]*」|《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|〈[^〈〉\n]*〉|<[^<>\n]{2,60}>")
_CITED = expression(r"《([^《》\n]{2,80})》")
_ADDRESS = expression(
    r"(?:https?://|www\.|ftp://)[!-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|gov|edu)\b"
)
_ADDRESS_KEYS = ("://", "www.", "@", ".com", ".cn", ".net", ".org", ".gov", ".edu")
_FULL_DATE = expression(r"(?<![\d])((?:19|20)\d\d)年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日")
_CHINESE_DATE = expression(r"([一二][〇零○ОO0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "О": 0, "O": 0, "0": 0}
KINDS = ("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "复函", "函", "纪要")
_KIND = expression(rf"({'|'.join(KINDS)})(?:[（(〔][^）)〕]*[）)〕])?[。.]?\s*$")
# A kind that does not exist is told at the title. 申请报告 asks; what the others should have been called, nobody can tell from outside.
_MEANT = ((expression(r"申请报告[。.]?\s*$"), "请示"), (expression(r"(?:(?:意见|请求|请示)报告|请示函)[。.]?\s*$"), ""))
# 正文各级: a heading whose sentence goes on is body text too.
TEXT_ROLES = (Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)


_RARE = expression("[^\n\t -~　-】〔〕一-\u9fff！-～“”‘’—…·×％‰℃°±①-⑳]")


def small_number(chinese: str) -> int:
    """Return the number that 一 … 九十九 stands for; 0 if it is none, and for digits."""
    value = None if chinese.isascii() else value_of(chinese)
    return value if value is not None and value < 100 else 0


class Draft:
    """A document under proofreading.

    ``text`` is all its paragraphs, each followed by a line feed; checks give offsets into it, so that a pattern runs once over the
    whole document. A line feed also stands for a soft break inside a paragraph, and no pattern should run across one. ``house`` is how
    the office sets its documents: what it has changed is not told as a fault; ``profile`` is what it has decided about the checks.
    """

    def __init__(self, document: Document, house: House = STANDARD, profile: Profile = NO_PROFILE) -> None:
        self.document = document
        self.house = house
        self.profile = profile
        self.paragraphs = document.paragraphs
        self.starts: list[int] = []
        parts = []
        at = 0
        for paragraph in self.paragraphs:
            self.starts.append(at)
            parts.append(paragraph.text)
            at += len(paragraph.text) + 1
        self.text = "\n".join([*parts, ""]) if parts else ""
        self._clauses: dict[tuple[int, int], set[int]] = {}

    def index(self, offset: int) -> int:
        """Return the index of the paragraph that ``offset`` lies in."""
        return bisect_right(self.starts, offset) - 1

    def paragraph(self, offset: int) -> Paragraph:
        """Return the paragraph that ``offset`` lies in."""
        return self.paragraphs[self.index(offset)]

    def span(self, start: int, end: int) -> tuple[Span, bool]:
        """Return the span of ``[start, end)``, and whether its characters are text that can be replaced (not an automatic number)."""
        index = self.index(start)
        paragraph = self.paragraphs[index]
        local = start - self.starts[index]
        span = Span(index, local, min(end - self.starts[index], len(paragraph.text)))
        return span, local >= len(paragraph.numbering)

    def each(self, *roles: Role) -> Iterator[tuple[int, Paragraph]]:
        """Yield (offset of its first character, paragraph) for every paragraph in one of ``roles`` (all, where none is given)."""
        if not roles:
            yield from zip(self.starts, self.paragraphs, strict=True)
        elif len(roles) == 1:
            yield from self._by_role.get(roles[0], ())
        else:
            yield from sorted((pair for role in roles for pair in self._by_role.get(role, ())), key=lambda pair: pair[0])

    @cached_property
    def _by_role(self) -> dict[Role, list[tuple[int, Paragraph]]]:
        found: dict[Role, list[tuple[int, Paragraph]]] = {}
        for start, paragraph in zip(self.starts, self.paragraphs, strict=True):
            found.setdefault(paragraph.role, []).append((start, paragraph))
        return found

    @cached_property
    def by_role(self) -> dict[Role, list[tuple[int, int]]]:
        """Where the paragraphs of each role are: (index, offset of the first character), in order."""
        places: dict[Role, list[tuple[int, int]]] = {}
        for index, (start, paragraph) in enumerate(zip(self.starts, self.paragraphs, strict=True)):
            places.setdefault(paragraph.role, []).append((index, start))
        return places

    @cached_property
    def rare(self) -> str:
        """The characters of the text that no ordinary office paper needs, each once: whether a check of such need look at all."""
        return "".join(sorted(set(_RARE.findall(self.text))))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return places(self.text)

    def windows(self, keys: tuple[str, ...], reach: int = 60) -> list[tuple[int, int]]:
        """Return the stretches of the text within ``reach`` of any of ``keys``, merged, in order: where a slow pattern need look."""
        found: list[int] = []
        for key in keys:
            if key not in self._places:
                know(keys)
                self._places[key] = occurrences(self.text, key)
            found += self._places[key]
        stretches: list[tuple[int, int]] = []
        for at in sorted(found):
            low, high = max(0, at - reach), min(len(self.text), at + reach)
            if stretches and low <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], high)
            else:
                stretches.append((low, high))
        return stretches

    def find(self, expression: re.Pattern[str], keys: tuple[str, ...] = (), reach: int = 60) -> Iterator[re.Match[str]]:
        """Yield the matches of ``expression`` in the text; with ``keys`` only those near one of these literals."""
        if not keys:
            yield from expression.finditer(self.text)
            return
        for low, high in self.windows(keys, reach):
            yield from expression.finditer(self.text, low, high)

    @cached_property
    def figured(self) -> tuple[tuple[int, int, int], ...]:
        """The sentences that hold Arabic numerals, in order: (start, end, how many numerals it has)."""
        text = self.text
        places: list[int] = []
        for digit in "0123456789":  # ten passes of str.find cost a third of one pass of a character class
            at = text.find(digit)
            while at >= 0:
                places.append(at)
                at = text.find(digit, at + 1)
        places.sort()
        found: list[tuple[int, int, int]] = []
        start, end, count, before = 0, -1, 0, -2
        for at in places:
            if at >= end:
                if count:
                    found.append((start, end, count))
                index = self.index(at)
                first = self.starts[index]
                last = first + len(self.paragraphs[index].text)
                start = end + 1 if end >= first else first
                start = text.rfind("。", start, at) + 1 or start
                stop = text.find("。", at, last)
                end, count = (stop if stop >= 0 else last), 0
            count += at != before + 1
            before = at
        return tuple([*found, (start, end, count)] if count else found)

    @cached_property
    def joins(self) -> tuple[int, ...]:
        """The offsets of the signs and words of a range (5—8, 5月8日至10日) that a digit follows, in order."""
        text = self.text
        found = []
        for sign in "至到—–-－～~":
            at = text.find(sign)
            while at >= 0:
                after = text[at + 1 : at + 3]
                if after[:1].isdigit() or (after[:1] == " " and after[1:].isdigit()):
                    found.append(at)
                at = text.find(sign, at + 1)
        return tuple(sorted(found))

    def joined(self, expression: re.Pattern[str], before: str, reach: int = 30) -> Iterator[re.Match[str]]:
        """Yield the matches of ``expression`` around the joins that follow one of the characters ``before``."""
        done = -1
        for at in self.joins:
            last = self.text[at - 1] if self.text[at - 1] != " " else self.text[at - 2]
            if at < done or last not in before:
                continue
            for match in expression.finditer(self.text, max(done, at - reach, 0), at + reach):
                if match.start() < at < match.end():
                    done = match.end()
                    yield match
                    break

    def reckoned(self, expression: re.Pattern[str], figures: int, *words: str) -> Iterator[re.Match[str]]:
        """Yield the matches of ``expression`` in the sentences that hold ``figures`` Arabic numerals and one of ``words``."""
        for start, end, count in self.figured:
            if count >= figures and (not words or any(self.text.find(word, start, end) >= 0 for word in words)):
                yield from expression.finditer(self.text, start, end)

    @cached_property
    def _quotations(self) -> tuple[list[int], list[int]]:
        spans = [m.span() for m in _QUOTED.finditer(self.text)]
        return [s for s, _ in spans], [e for _, e in spans]

    @cached_property
    def cited(self) -> tuple[tuple[int, int, str], ...]:
        """What stands in title marks and holds no other title: offsets of the name, and the name without spaces."""
        return tuple((*m.span(1), expression(r"\s").sub("", m[1])) for m in _CITED.finditer(self.text))

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` lies inside quotation marks or title marks: somebody else's words."""
        starts, ends = self._quotations
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= ends[at] and starts[at] < start

    def is_in_title(self, at: int) -> bool:
        """Tell whether ``at`` lies in title marks: unlike words somebody spoke, 《关于优化营商环境的的决定》 is mistyped in any case."""
        line = self.text.rfind("\n", 0, at) + 1
        start = self.text.rfind("《", line, at)
        inside = self.text[start:at] if start >= 0 else "》"
        return "》" not in inside and all(inside.count(begin) <= inside.count(end) for begin, end in ("“”", "‘’"))

    @cached_property
    def _addresses(self) -> tuple[list[int], list[int]]:
        spans = [(m.start(), m.start() + len(_address(m.group()))) for m in self.find(_ADDRESS, _ADDRESS_KEYS, 200)]
        return [s for s, _ in spans], [e for _, e in spans]

    def is_address(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` touches a web or mail address."""
        starts, ends = self._addresses
        at = bisect_right(starts, end - 1) - 1
        return at >= 0 and start < ends[at]

    @property
    def addresses(self) -> list[tuple[int, int]]:
        """The web and mail addresses of the text."""
        return list(zip(*self._addresses, strict=True))

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        left = start
        while left > 0 and not _CLAUSE_END.match(self.text, left - 1) and start - left < 40:
            left -= 1
        ends = _CLAUSE_END.search(self.text, end)
        return left, min(ends.start() if ends else len(self.text), end + 40)

    def is_word(self, start: int, end: int, instead: str = "") -> bool:
        """Tell whether a word begins at ``start`` and one ends at ``end``: what looks like a term is not two halves of others.

        A wrong character can spoil the cut on one side (工作台|帐). Then ``instead``, the right form, tells: in its place it is cut as one
        word (工作|台账), which it is not where the characters belong to two real words (单位|与, 个人|材料).
        """
        if instead and are_halves(self.text, start, end):
            return False
        key = left, right = self._clause(start, end)
        if key not in self._clauses:
            self._clauses[key] = {left + offset for offset in boundaries(self.text[left:right])}
        cuts = self._clauses[key]
        if start in cuts and end in cuts:
            return True
        if not instead or (start not in cuts and end not in cuts):
            return False
        before = self.text[left:start]
        at = 0
        for word in cut(before + instead + self.text[end:right]):
            if at <= len(before) < at + len(word):
                return len(before) + len(instead) <= at + len(word)  # 侯选|人: part of a longer word is one too
            at += len(word)
        return False

    @cached_property
    def is_formal(self) -> bool:
        """Whether the document sets out to be 公文: it has a 版头, or a number and recipients under its title, or the office says so."""
        if self.profile.formal is not None:
            return self.profile.formal
        roles = {paragraph.role for paragraph in self.paragraphs}
        return Role.ISSUER_MARK in roles or {Role.DOCUMENT_NUMBER, Role.TITLE, Role.RECIPIENTS} <= roles

    @cached_property
    def title(self) -> str:
        """The title, its lines joined without a break; empty if there is none."""
        lines = []
        for paragraph in self.paragraphs:
            if paragraph.role is Role.TITLE:
                lines.append(paragraph.text.replace("\n", "").strip())
            elif lines:
                break
        return "".join(lines)

    @cached_property
    def kind(self) -> str:
        """The 文种 that the title ends with, or that a kind which does not exist stands for; empty where it is none of the fifteen."""
        for mixed, meant in _MEANT:
            if mixed.search(self.title):
                return meant
        found = _KIND.search(self.title)
        return found.group(1) if found else ""

    @cached_property
    def date(self) -> date | None:
        """The date of the document: 成文日期, else that of 印发; None where neither can be read."""
        for role in (Role.DATE, Role.PRINTER):
            for paragraph in self.paragraphs:
                if paragraph.role is role:
                    found = read_date(paragraph.text)
                    if found:
                        return found
        return None

    @cached_property
    def year(self) -> int | None:
        """The year of the document, from its date, else from its own number."""
        if self.date:
            return self.date.year
        for role in (Role.DOCUMENT_NUMBER,):
            found = expression(r"[〔\[（(【［]((?:19|20)\d\d)[〕\]）)】］]").search(self.document.text_of(role))
            if found:
                return int(found.group(1))
        return None


def _address(text: str) -> str:
    """Return a web address without the sentence's own marks after it: a closing bracket stays only where it was opened inside."""
    while text and (text[-1] in ".,;:!?'\"" or (text[-1] in ")]}>" and text.count(text[-1]) > text.count("([{<"[")]}>".index(text[-1])]))):
        text = text[:-1]
    return text


def read_date(text: str) -> date | None:
    """Return the first whole date in ``text``, in Arabic or Chinese numerals; None if there is none or it does not exist."""
    found = _FULL_DATE.search(text.replace(" ", "").replace("\u3000", ""))
    if found:
        return real_date(*(int(g) for g in found.groups()))
    found = _CHINESE_DATE.search(text)
    if found:
        year = int("".join(str(_NUMERALS[c]) for c in found.group(1)))
        return real_date(year, small_number(found.group(2)), small_number(found.group(3)))
    return None


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
