"""名册: the names and posts of the office's own people, and the order they are named in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Role, Strength
from drafting.proofing.check import Check, Example, Hit
from drafting.proofing.control.profile import Person
from drafting.proofing.draft import Draft
from drafting.proofing.families.people_named import APPOINTING, CJK, Named, any_post, ends, is_ours, named, posts_beside, segment
from drafting.proofing.families.posts import Post, Verdict, holder, judged, own_posts, post_at_end, same_place, same_post

OWN_ROSTER = Basis("校对设置", "名册", Strength.PLAIN)
OWN_ORDER = Basis("校对设置", "名册", Strength.PRACTICE)

_NO_ORDER = expression(r"笔画|笔划|姓氏|不分先后|无先后")
_GAP = expression(
    r"(?:同志)?(?:[（(][^（）()\n]{0,30}[）)])?[ \u3000\t]*(?:[、，和及与]|以及|(?<=[ \u3000\t]))[ \u3000\t]*([^，。；：\n]{0,60})"
)
_TWO = "名册| 周明川=市委副书记、市长\n名册| 沈知远=副市长\n"
_THREE = "名册| 林望舒=市财政局局长\n"
_BUREAUX = f"{_THREE}名册| 何映雪=市教育局局长\n"


def _wrong_post(draft: Draft) -> Iterator[Hit]:
    for person, post, end in posts_beside(draft):
        verdict, meant = judged(post, person)
        told = f"名册中{person.name}的职务是{'、'.join(person.posts)}"
        if verdict is Verdict.WRONG:
            yield Hit(end - len(post.bare), end, f"{told}，此处写作“{post.bare}”，请改正。", meant.bare if meant else None)
        elif verdict is Verdict.UNLISTED and (other := holder(post, draft.profile.roster)):
            yield Hit(end - len(post.bare), end, f"{told}，此处的职务是{other.name}的，请改正。")


def _unlisted_post(draft: Draft) -> Iterator[Hit]:
    for person, post, end in posts_beside(draft):
        if judged(post, person)[0] is Verdict.UNLISTED and not holder(post, draft.profile.roster):
            told = f"名册中{person.name}的职务是{'、'.join(person.posts)}，没有此处的“{post.bare}”，请核对是不是兼任。"
            yield Hit(end - len(post.bare), end, told)


def _misnamed(draft: Draft) -> Iterator[Hit]:
    """Find names that are one character away from that of the person whose post stands beside them."""
    roster = draft.profile.roster
    if not roster or APPOINTING.search(draft.title):
        return
    names = {person.name for person in roster}
    known = [(person, post) for person in roster if len(person.name) > 2 for post in own_posts(person) if post.is_main]
    cores = {post.core for _, post in known}
    yield from _missigned(draft, names)
    for found in draft.find(any_post(), tuple(cores)):
        if found["core"] not in cores or draft.is_quoted(*found.span()):
            continue
        for span, name in _slips(draft, found, known, names):
            told = f"名册中任{found[0]}的是{name}，此处写作“{draft.text[span[0] : span[1]]}”，请改正。"
            yield Hit(*span, told, name)
            break


def _missigned(draft: Draft, names: set[str]) -> Iterator[Hit]:
    """Find who is named as 签发人, always one of the office's leaders, one character away from a name of the roster."""
    for start, paragraph in draft.each(Role.SIGNER):
        for token in expression(r"[\u3400-\u9fff]{2,4}").finditer(paragraph.text.replace("签发人", "，，，")):
            near = [name for name in names if len(name) > 2 and _one_off(token[0], name)]
            if token[0] not in names and len(near) == 1:
                told = f"名册中有{near[0]}，没有“{token[0]}”，签发人的姓名请改正。"
                yield Hit(start + token.start(), start + token.end(), told, near[0])


def _slips(draft: Draft, found: re.Match[str], known: list[tuple[Person, Post]], names: set[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield (span, name) for names beside the post ``found`` that are a slip of the pen away from one who holds it."""
    text, behind = draft.text, found.end()
    while text[behind : behind + 1] in (" ", "\u3000"):
        behind += 1
    written = post_at_end(segment(text, found.end())[1])
    alone = Post("", found["rank"] or "", found["core"], found["aid"] or "")
    ours = written is not None and is_ours(draft, written)
    for person, own in known:
        if ours and written and same_post(written, own) and same_place(written, own):
            span = _slip_at(text, behind, person.name, names)
            if span:
                yield span, person.name
        if same_post(alone, own):
            span = _slip_before(text, found.start(), person.name, names)
            if span:
                yield span, person.name


def _slip_at(text: str, at: int, name: str, names: set[str]) -> tuple[int, int] | None:
    """Return the span of a name at ``at`` that is ``name`` but for one character: another one, one left out, or two changed about."""
    if any(text.startswith(one, at) for one in names):
        return None
    whole = text[at : at + len(name)]
    for short in {name[:n] + name[n + 1 :] for n in range(1, len(name))}:
        if text.startswith(short, at) and ends(text, at + len(short)):
            return at, at + len(short)
    if not _one_off(whole, name) or not (whole[-1] == name[-1] or ends(text, at + len(name))):
        return None
    return at, at + len(name)


def _slip_before(text: str, end: int, name: str, names: set[str]) -> tuple[int, int] | None:
    """Return the span of a name that ends at ``end``, before its post, as ``_slip_at``; its surname must be right."""
    start = end - len(name)
    whole = text[max(0, start) : end]
    if start < 0 or whole[0] != name[0] or not _one_off(whole, name) or any(text.endswith(one, 0, end) for one in names):
        return None
    return start, end


def _one_off(written: str, name: str) -> bool:
    if len(written) != len(name) or not all(CJK.match(character) for character in written):
        return False
    differing = [n for n, (one, other) in enumerate(zip(written, name, strict=True)) if one != other]
    changed_about = len(differing) == 2 and 0 not in differing and written[differing[0]] == name[differing[1]]
    return len(differing) == 1 or (changed_about and sorted(written) == sorted(name))


def _order(draft: Draft) -> Iterator[Hit]:
    if sum(1 for person in draft.profile.roster if person.order) < 2 or _NO_ORDER.search(draft.text):
        return
    last: Named | None = None
    lowest: Named | None = None  # of the list that ``last`` is in: the one who should stand last
    told = False
    for one in named(draft):
        if last is None or not _follows(draft.text, last, one):
            lowest, told = None, False
        if lowest and not told and lowest.person.order > one.person.order > 0:
            told = True
            message = f"名册中{one.person.name}排在{lowest.person.name}前面，此处排在后面，请核对先后。"
            yield Hit(one.start, one.end, message)
        if lowest is None or one.person.order > lowest.person.order:
            lowest = one
        last = one


def _follows(text: str, one: Named, other: Named) -> bool:
    """Tell whether two names stand in one list: nothing between them but marks, posts and other names."""
    gap = _GAP.fullmatch(text, one.end, other.start)
    return gap is not None and all(_post_or_name(piece) for piece in expression(r"[、 \u3000\t]+").split(gap[1]) if piece)


def _post_or_name(piece: str) -> bool:
    if expression(r"[\u3400-\u9fff]{2,3}").fullmatch(piece) or post_at_end(piece):
        return True
    return any(post_at_end(piece[:-length]) is not None for length in (2, 3))


CHECKS = (
    Check(
        code="roster-wrong-post",
        title="领导职务与名册不一致",
        family="people",
        level=Level.ERROR,
        basis=OWN_ROSTER,
        why="名册里这个人不是这个职务；职务写错是最要不得的差错。任免文件、原任职务和外地同名的人不查。",
        find=_wrong_post,
        examples=(
            Example(f"{_BUREAUX}由市教育局⟦局长⟧林望舒汇报。", f"{_BUREAUX}由市财政局局长林望舒汇报。"),
            Example(f"{_TWO}会议由⟦副市长⟧周明川主持。", f"{_TWO}会议由市长周明川主持。"),
            Example(f"{_TWO}市委⟦书记⟧、市长周明川出席会议。", f"{_TWO}市委副书记、市长周明川出席会议。"),
            Example(f"{_TWO}请沈知远⟦市长⟧讲话。", f"{_TWO}请沈知远副市长讲话。"),
            Example(f"{_TWO}组　长：沈知远（⟦市长⟧）", f"{_TWO}组　长：沈知远（副市长）"),
            Example(
                f"{_TWO}单元格[0,0]| 姓名\n单元格[0,1]| 职务\n单元格[1,0]| 沈知远\n单元格[1,1]| ⟦市长⟧",
                f"{_TWO}单元格[0,0]| 姓名\n单元格[0,1]| 职务\n单元格[1,0]| 沈知远\n单元格[1,1]| 副市长",
            ),
        ),
        passes=(
            f"{_TWO}市委副书记、市长周明川主持，副市长沈知远参加，周明川市长讲话。",
            f"{_TWO}领导小组组长周明川，河长沈知远。",
            f"{_TWO}时任副市长周明川，原县长沈知远。",
            f"{_TWO}临江市副市长周明川率团考察。",
            f"{_TWO}周明川代表市政府讲话，沈知远主任医师参加。",
            f"{_TWO}标题| 关于周明川等同志职务任免的通知\n副市长周明川任市长。",
        ),
    ),
    Check(
        code="roster-unlisted-post",
        title="名册里没有写的职务",
        family="people",
        level=Level.HINT,
        basis=OWN_ORDER,
        why="名册里没有这个人的这个职务，可能是兼任，也可能写错了人或者单位。组长、河长、委员这样的兼职不提示。",
        find=_unlisted_post,
        examples=(
            Example(f"{_THREE}由市教育局⟦局长⟧林望舒汇报。", f"{_THREE}由市财政局局长林望舒汇报。"),
            Example(f"{_THREE}市政府办公室⟦主任⟧林望舒传达了会议精神。", f"{_THREE}市财政局局长林望舒传达了会议精神。"),
        ),
        passes=(f"{_THREE}由财政局局长林望舒汇报，局长林望舒总结。", f"{_THREE}领导小组办公室副主任林望舒汇报。"),
    ),
    Check(
        code="roster-misnamed",
        title="领导姓名与名册差一个字",
        family="people",
        level=Level.ERROR,
        basis=OWN_ROSTER,
        why="职务旁边的姓名和名册里任这个职务的人只差一个字，多半是音近、形近写错了。",
        find=_misnamed,
        examples=(
            Example(f"{_TWO}会议由市长⟦周明传⟧主持。", f"{_TWO}会议由市长周明川主持。"),
            Example(f"{_TWO}市长⟦周川明⟧讲话，副市长沈知远参加。", f"{_TWO}市长周明川讲话，副市长沈知远参加。"),
            Example(f"{_TWO}副市长⟦沈远⟧出席会议。", f"{_TWO}副市长沈知远出席会议。"),
            Example(f"{_TWO}请⟦沈之远⟧副市长讲话。", f"{_TWO}请沈知远副市长讲话。"),
            Example(f"{_TWO}签发人| 签发人：⟦周明传⟧　沈知远", f"{_TWO}签发人| 签发人：周明川　沈知远"),
        ),
        passes=(
            f"{_TWO}原市长周明传，临江市市长周明传。",
            f"{_TWO}处长周明传参加。",
            f"{_TWO}市长主持会议，副市长知道此事。",
            f"{_TWO}市长赵启航出席会议。",
            f"{_TWO}签发人| 签发人：周明川　赵启航",
        ),
    ),
    Check(
        code="roster-order",
        title="领导排序与名册不一致",
        family="people",
        level=Level.HINT,
        basis=OWN_ORDER,
        why="名单里的先后和名册的排序不同。按姓氏笔画排列的、写明排名不分先后的不提示。",
        find=_order,
        examples=(
            Example(f"{_TWO}出席：沈知远、⟦周明川⟧、林望舒", f"{_TWO}出席：周明川、沈知远、林望舒"),
            Example(f"{_TWO}副市长沈知远、市长⟦周明川⟧出席会议。", f"{_TWO}市长周明川、副市长沈知远出席会议。"),
            Example(f"{_TWO}沈知远　赵启航　⟦周明川⟧", f"{_TWO}周明川　沈知远　赵启航"),
        ),
        passes=(
            f"{_TWO}副市长沈知远主持，市长周明川讲话。",
            f"{_TWO}沈知远、周明川（按姓氏笔画排列）",
            f"{_TWO}听取沈知远的汇报。周明川作了总结。",
        ),
    ),
)
