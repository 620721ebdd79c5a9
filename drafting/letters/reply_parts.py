"""What a reply consists of: its parts by time, the set phrases in them, and what is left as the answer proper.

Platforms put a first notice (已转某局核处) and the later answer into one cell; each part is read for itself, and the part that says most
is taken as the answer. A part is cut into clauses at every punctuation mark; a clause is a set phrase
(``corpus/letters_replies_phrases.tsv``) or belongs to the substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.errors import UserError
from drafting.documents.resources import listed
from drafting.letters.dates import parse_time

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Kind(StrEnum):
    """What a reply amounts to, in the words that users read."""

    ANSWER = "实质答复"
    RECEIVED = "只告知收悉"
    FORWARDED = "只告知转办"
    PENDING = "只告知正在办理"
    PROMISED = "只表示将研究考虑"
    REFERRED = "请来信人另向他处咨询反映"
    NOT_OURS = "告知不属本单位职责"
    ELSEWHERE = "称已另行答复"
    MORE_WANTED = "要求补充信息"
    VAGUE = "只有笼统的一句话"
    FRAGMENT = "内容残缺"
    NONE = "没有答复"


# Where a reply without substance says several things, the first of these is what it amounts to.
_AMOUNTS_TO = (
    ("职责外", Kind.NOT_OURS),
    ("已答", Kind.ELSEWHERE),
    ("转办", Kind.FORWARDED),
    ("引导", Kind.REFERRED),
    ("补充信息", Kind.MORE_WANTED),
    ("表态", Kind.PROMISED),
    ("办理中", Kind.PENDING),
    ("收悉", Kind.RECEIVED),
)
_LEAST_ANSWER = 12  # Chinese characters of substance below which a reply says nothing of its own
_LEAST_WORDS = 6  # so many say something beside the receipt
_PHRASES = "letters_replies_phrases.tsv"

_CLAUSES = re.compile(r"[^，。；！？：,;!?:\n]+")
_HAN = re.compile("[一-鿿]")
_DATE = (
    r"(?:(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?"
    r"|[二2][〇○零O0一二三四五六七八九]{3}年[元一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])"
)
_ENDING_DATE = re.compile(rf"({_DATE})[\s。.）)]*$")
# A new salutation after a date, or one with a name after a sentence: here an earlier notice stands before or under the answer.
_NEXT_PART = re.compile(
    r"(?<=[日号\d])\s*(?=[“\"][^”\"]{0,20}[”\"]\s*(?:网友|网民|您|你|：|:)|(?:尊敬的|亲爱的)?(?:网友|网民)|(?:您|你)(?:好|的留言|的来信|的帖文)"
    r"|请(?:提供|留下))"
    r"|(?<=[。！!])\s*(?=(?:尊敬的|亲爱的)?(?:(?:网友|网民)?\s*[“\"][^”\"]{0,20}[”\"]|网友|网民)(?:\s*[：:]\s*(?:您|你)好|\s*(?:您|你)好))"
)
_SIGNATURE = re.compile(
    r"(?:^|[。！？；：!?;:\s])(?P<name>[^\s，。；！？：,;!?:“”《》]{1,26}?(?:局|委|委员会|办|办公室|厅|政府|管理处|管理所|办事处|派出所|站|中心|大队|支队|中队|队|公司"
    r"|集团|街道|镇|乡|区|县|社区|村|院|学校|校|会|部|科|股|组|联社|银行|所|处|馆|园|社))$"
)
_GREETING = re.compile(
    r"[^，。；！？]{0,24}?(?:(?:您|你)好|网友|网民|市民朋友)|\s*[“\"][\w·*~.-]{0,16}[”\"]\s*(?:您|你|首先|感谢|[：:，,]|$)|\s*[A-Za-z]{1,4}\d{3,}"
)
_BY_PHONE = re.compile("电话|致电|拨打|来电")
_SENTENCE_WORDS = re.compile(
    r"您|你|[了吗呢吧着]|感谢|谢谢|请|已经?|正在|联系|咨询|处理|反映|如有|支持|工作的|电话|地址|位于|属于|进行|以上"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One text in a reply.

    ``kind`` is what it amounts to, ``substance`` its clauses that are no set phrases, ``answer`` all but salutation, receipt and thanks,
    ``size`` the Chinese characters of the substance; ``signed`` the organ at the end (``""``: none), ``dated`` the date there.
    """

    text: str
    kind: Kind
    substance: tuple[str, ...]
    answer: str
    size: int
    greeted: bool
    closed: bool
    signed: str
    dated: date | None


class _Phrases(NamedTuple):
    """The set phrases in order; ``literals`` finds those of the slower ``patterns`` that need be tried at all."""

    categories: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    literals: AhoCorasick
    owners: tuple[int, ...]  # the phrase that each literal belongs to
    always: frozenset[int]  # phrases without a literal


@cache
def _phrases() -> _Phrases:
    """Return the set phrases. Raises ``UserError`` naming a row that has not its three columns, or whose pattern is none."""
    from ahocorasick_rs import AhoCorasick

    categories, patterns, literals, owners, always = [], [], [], [], set()
    for number, row in enumerate(listed(_PHRASES)):
        category, _, rest = row.partition("\t")
        words, _, pattern = rest.partition("\t")
        try:
            if not pattern:
                raise ValueError(row)
            patterns.append(re.compile(pattern))
        except (re.error, ValueError) as error:
            raise UserError(f"“{row[:30]}”不能用", _PHRASES, "请写成三列：类别、字面、正则") from error
        categories.append(category)
        if words == "-":
            always.add(number)
        else:
            literals += words.split()
            owners += [number] * len(words.split())
    return _Phrases(tuple(categories), tuple(patterns), AhoCorasick(literals), tuple(owners), frozenset(always))


@lru_cache(1 << 16)
def _set_phrase(clause: str) -> str:
    """Return the category of a clause, ``""`` where it belongs to the substance."""
    known = _phrases()
    found = {known.owners[which] for which, _, _ in known.literals.find_matches_as_indexes(clause, overlapping=True)}
    return next((known.categories[number] for number in sorted(found | known.always) if known.patterns[number].search(clause)), "")


def read_reply(text: str) -> tuple[Part, ...]:
    """Return the parts of a cleaned reply, the one that says most first; () where there is no text."""
    parts = [_part(piece) for piece in _pieces(text)]
    return tuple(sorted(parts, key=lambda part: -part.size))  # stable: of equals the first


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for found in _NEXT_PART.finditer(text):
        if text[found.start() - 1] in "。！!" or _ENDING_DATE.search(text[start : found.start()]):
            yield text[start : found.start()].strip()
            start = found.end()
    if text[start:].strip():
        yield text[start:].strip()


def _part(text: str) -> Part:
    clauses = [(found[0].strip(" 　\t"), found.start()) for found in _CLAUSES.finditer(text)]
    named = [(clause, _set_phrase(clause)) for clause, _ in clauses if clause]
    signed, dated = _ending(text)
    substance = [clause for clause, category in named if not category]
    if signed and substance and substance[-1].endswith(signed):
        substance[-1] = substance[-1].removesuffix(signed)
    size = sum(len(_HAN.findall(clause)) for clause in substance)
    categories = {category for _, category in named}
    return Part(
        text=text,
        kind=_kind(size, categories),
        substance=tuple(filter(None, substance)),
        answer="，".join(clause for clause, category in named if category not in ("称呼", "收悉", "引出", "结束", "日期")),
        size=size,
        greeted=bool(_GREETING.match(text)) or any(category == "称呼" for _, category in named[:3]),
        closed=any(category == "结束" or (category == "引导" and _BY_PHONE.search(clause)) for clause, category in named[-4:]),
        signed=signed,
        dated=dated,
    )


def _kind(size: int, categories: set[str]) -> Kind:
    if size >= _LEAST_ANSWER:
        return Kind.ANSWER
    for category, kind in _AMOUNTS_TO:
        if category in categories and not (kind is Kind.RECEIVED and size >= _LEAST_WORDS):
            return kind
    return Kind.VAGUE if size else Kind.FRAGMENT


def _ending(text: str) -> tuple[str, date | None]:
    """Return the organ that signs at the end of ``text``, and the date there; ``""`` and None where there is none."""
    body, dated = text.rstrip(" 　\n\t。."), None
    found = _ENDING_DATE.search(text)
    if found:
        time = parse_time(found[1] if found[1].isascii() or found[1][:4].isdigit() else found[1].replace("0", "〇").replace("2〇", "二〇"))
        dated = time.date() if time else None
        body = text[: found.start()].rstrip(" 　\n\t")
    signature = _SIGNATURE.search(body[-60:])
    if signature and len(signature["name"]) > 2 and not _SENTENCE_WORDS.search(signature["name"]):
        return signature["name"], dated
    return "", dated
