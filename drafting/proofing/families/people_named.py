"""The people of the office's roster in a text: where they are named, and which posts are written beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.proofing.control.profile import Person
from drafting.proofing.draft import Draft
from drafting.proofing.families.posts import Post, kinds, post_at_end, post_pattern

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

CJK = expression(r"[\u3400-\u9fff]")
_SPACES = " \u3000\t"
_REACH = 26  # characters before a name in which its post is looked for
_BREAK = expression(r"[，。；：、！？,;:!?\s（）()“”《》【】\n]")
_FORMER = expression(r"(?:^|[由和与及是为的对向经请])[原前](?!则|来)|时任|前任|曾任|历任|首任|拟任|候任|当选|提名|继任|接任|卸任")
APPOINTING = expression(r"任免|任命|任职|免职|人事|聘任|干部|公示|辞去|选举|当选|换届")
# What may follow a name in a sentence: a name of two characters is one only where one of these, or no character at all, follows it.
_FOLLOWING = expression(
    r"同志|等|和|与|及|主持|出席|参加|列席|指出|强调|表示|说|要求|介绍|讲话|作|在|对|就|到|带|率|一行|先生|女士|任|为|兼|宣|致|传达|汇报|"
    r"总结|部署|通报|听取|代表|分别|的|调研|陪同|会见|签|向|从|于|将|曾|已|也|还|并|同|担|负责|分管|牵头|协助|会同|应|赴|深入|来|前往|督|检查|做|是"
)
_LINKING = frozenset("由和与请对向受经同在给跟及是为让将")
_PLACE = expression(r"([\u4e00-\u9fff]{2})([省市县区州镇乡])")
_NO_PLACE = expression(r"[由是和与及请对向在经为的让给到了出席有任议参加主持同陪全各本我该委府办局部自治]")  # 市委市政府 is no place
_IN_BRACKETS = expression(r"(?:同志)?[（(]([^（）()\n]{2,60})[）)]")
_REST = expression(r"[ \u3000\t]+([^，。；：（）()\n]{2,40})(?=[\n，。；]|\Z)")  # of a line
_PIECE = expression(r"[^、，,；;\s]+")
_NOT_A_POST = ("医师", "护师", "技师", "药师", "编辑", "记者", "科员", "办公", "会议", "助理")


class Named(NamedTuple):
    """A name of the roster in the text."""

    person: Person
    start: int
    end: int


@lru_cache(maxsize=4)
def _automaton(names: tuple[str, ...]) -> tuple[AhoCorasick, list[int]]:
    """Return the table of ``names``, those of two characters also with spaces between them as lists have them."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    forms, which = [], []
    for number, name in enumerate(names):
        gaps = ("", " ", "  ", "\u3000", "\u3000\u3000", " \u3000", "    ") if len(name) == 2 else ("",)
        forms += [gap.join(name) for gap in gaps]
        which += [number] * len(gaps)
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), which


def named(draft: Draft) -> Iterator[Named]:
    """Yield the names of the roster in the text, in order; two characters that may be part of something longer are left out."""
    roster = draft.profile.roster
    if not roster:
        return
    table, which = _automaton(tuple(person.name for person in roster))
    for number, start, end in table.find_matches_as_indexes(draft.text):
        person = roster[which[number]]
        if len(person.name) > 2 or ends(draft.text, end) or post_after(draft.text, end):
            yield Named(person, start, end)


def ends(text: str, end: int) -> bool:
    """Tell whether a name that ends at ``end`` ends there for sure."""
    return not CJK.match(text, end) or bool(_FOLLOWING.match(text, end))


def _begins(text: str, start: int) -> bool:
    """Tell whether a name that begins at ``start`` is not the end of a longer one."""
    return not start or not CJK.match(text, start - 1) or text[start - 1] in _LINKING


@cache
def any_post() -> re.Pattern[str]:
    """Return the expression of a post, compiled."""
    return expression(post_pattern())


def post_after(text: str, at: int) -> re.Match[str] | None:
    """Return the post that begins right at ``at``, as in 周明川市长."""
    found = any_post().match(text, at)
    return None if not found or text.startswith(_NOT_A_POST, found.end()) else found


def segment(text: str, end: int) -> tuple[int, str]:
    """Return (start, text) of what stands before ``end`` back to the last mark."""
    low = max(0, end - _REACH)
    marks = [found.end() for found in _BREAK.finditer(text, low, end)]
    start = marks[-1] if marks else low
    return start, text[start:end]


def _posts_before(draft: Draft, start: int) -> Iterator[tuple[Post, int]]:
    """Yield (post, end) of the posts before a name: 市委副书记、市长周明川. One across a space only where nothing else can own it."""
    text = draft.text
    end = start
    while end and text[end - 1] in _SPACES and start - end < 4:
        end -= 1
    begin, stretch = segment(text, end)
    if end < start and begin and text[begin - 1] in _SPACES:
        return
    while True:
        post = post_at_end(stretch)
        if not post:
            return
        yield post, begin + len(stretch)
        if not begin or text[begin - 1] != "、":
            return
        begin, stretch = segment(text, begin - 1)


def _posts_behind(draft: Draft, start: int, end: int) -> Iterator[tuple[Post, int]]:
    """Yield (post, end) of the posts behind a name: 周明川市长, 周明川（市委副书记、市长）, in a list 周明川　市委副书记、市长."""
    text = draft.text
    found = post_after(text, end)
    if found and kinds()[found["core"]] and draft.is_word(end, found.end()):  # 周明川代表市政府 is no post
        yield Post("", found["rank"] or "", found["core"], found["aid"] or ""), found.end()
        return
    bracket = _IN_BRACKETS.match(text, end)
    if bracket:
        yield from _pieces(bracket[1], bracket.start(1))
        return
    rest = _REST.match(text, end)
    if rest and (not start or text[max(0, start - 8) : start].rstrip(_SPACES)[-1:] in ("\n", "：", ":")):
        pieces = list(_pieces(rest[1], rest.start(1)))
        yield from pieces if len(pieces) == len(_PIECE.findall(rest[1])) else ()


def _pieces(text: str, offset: int) -> Iterator[tuple[Post, int]]:
    """Yield (post, end) of a list of posts that is nothing but posts."""
    for piece in _PIECE.finditer(text):
        post = post_at_end(piece[0])
        if post:
            yield post, offset + piece.end()


def _cells(draft: Draft) -> Iterator[tuple[Person, Post, int]]:
    """Yield (person, post, end) from tables with a column of names and one of posts."""
    people = {person.name: person for person in draft.profile.roster}
    columns: dict[int, tuple[int, int]] = {}  # table → columns of names and posts
    heads: dict[tuple[int, int], dict[str, int]] = {}
    row: tuple[int, int] | None = None
    person: Person | None = None
    for start, paragraph in draft.each():
        cell = paragraph.place.cell
        if cell is None:
            continue
        if (cell.table, cell.row) != row:
            row, person = (cell.table, cell.row), None
        plain = expression(r"\s").sub("", paragraph.text)
        if cell.table not in columns:
            head = heads.setdefault(row, {})
            if plain in ("姓名", "职务", "现任职务", "单位及职务", "单位职务", "工作单位及职务", "单位和职务"):
                head["name" if plain == "姓名" else "post"] = cell.column
            if len(head) == 2:
                columns[cell.table] = (head["name"], head["post"])
            continue
        names, posts = columns[cell.table]
        if cell.column == names:
            person = people.get(plain)
        elif cell.column == posts and person and names < posts:
            for post, end in _pieces(paragraph.text, start):
                yield person, post, end


def posts_beside(draft: Draft) -> Iterator[tuple[Person, Post, int]]:
    """Yield (person, post, end) for every post written beside a name of the roster as one that the person holds now, here."""
    if not draft.profile.roster or APPOINTING.search(draft.title):
        return
    for one in named(draft):
        behind = _posts_behind(draft, one.start, one.end) if len(one.person.name) > 2 or _begins(draft.text, one.start) else ()
        for post, end in (*_posts_before(draft, one.start), *behind):
            if is_ours(draft, post):
                yield one.person, post, end
    yield from _cells(draft)


def is_ours(draft: Draft, post: Post) -> bool:
    """Tell whether a post may be held against the roster: not a former one, not one of another place."""
    if _FORMER.search(post.organ):
        return False
    places = [found[0] for found in _PLACE.finditer(post.organ) if not _NO_PLACE.search(found[1])]
    return not places or all(place in _own_places(draft) for place in places)


def _own_places(draft: Draft) -> str:
    roles = (Role.ISSUER_MARK, Role.SIGNATURE, Role.PRINTER)
    posts = [post for person in draft.profile.roster for post in person.posts]
    return " ".join([draft.title, *(paragraph.text for _, paragraph in draft.each(*roles)), *posts])
