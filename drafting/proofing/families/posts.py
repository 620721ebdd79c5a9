"""Posts as they are written beside names: taken apart, and held against those that the office's roster gives a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.proofing.control.profile import Person
from drafting.proofing.shapes import lines

_GENERIC = frozenset("省市县区州盟旗镇乡街道委局部办厅院处科室会人民政府员中国共产党组务常和与的由在公工")
_ORGAN_END = frozenset("局部委办院厅处科室会府组校行社台团企司心站所队馆镇乡道党协联")
_RANK = expression(r"([省市县区州盟旗])委(?!员|办)")
_BODY = expression(r"纪委|监委|政法委|团委|党工委|工委|党委|党组|总支|支部")
_OF_PARTY = expression(r"(?<=[局委办院厅处会室校司心])(?:党组|党委|党总支|党支部|机关党委)\Z")
_FOR_A_TASK = expression(
    r"领导小组|工作组|指挥部|专班|委员会办公室|组委会|筹委会|筹备|筹建|协会|学会|研究会|促进会|商会|基金会|理事会|联席会议|项目部"
)
# Held besides one's own post so often that a roster need not say it.
_OFTEN_BESIDES = frozenset({"主任", "主席", "秘书长", "院长", "校长", "董事长", "总经理", "政委"})
_PARTY_BODIES = frozenset({"党组", "党委", "党工委", "工委", "总支", "支部"})


@cache
def kinds() -> dict[str, bool]:
    """Return the words that posts end with, each with whether it is a main post that a roster should have."""
    return {word: kind == "主" for word, kind in lines("posts")}


@cache
def post_pattern() -> str:
    """Return the expression of a post without its organ: groups ``rank`` (副, 代 …), ``core`` and ``aid`` (助理)."""
    cores = "|".join(sorted(map(re.escape, kinds()), key=len, reverse=True))
    return rf"(?P<rank>常务副|第一副|副|代理|代|第一|名誉|执行)?(?P<core>{cores})(?P<aid>助理)?"


@cache
def _whole() -> re.Pattern[str]:
    return expression(rf"(?P<organ>[\u4e00-\u9fff（）()·]{{0,20}}?){post_pattern()}\Z")


class Verdict(Enum):
    """What a written post is to a person: one that is theirs, perhaps one besides, or certainly none."""

    THEIRS = 0
    UNLISTED = 1
    WRONG = 2


class Post(NamedTuple):
    """A post as it is written: the organ (with whatever stands before it in the text), 副 and the like, the word it ends with, 助理."""

    organ: str
    rank: str
    core: str
    aid: str

    @property
    def bare(self) -> str:
        """The post without its organ."""
        return self.rank + self.core + self.aid

    @property
    def is_main(self) -> bool:
        """Whether a roster should have it."""
        return kinds()[self.core] and not _FOR_A_TASK.search(self.organ)


@lru_cache(maxsize=4096)
def post_at_end(text: str) -> Post | None:
    """Return the post that ``text`` ends with, None where it ends with none."""
    found = _whole().search(text)
    return Post(found["organ"], found["rank"] or "", found["core"], found["aid"] or "") if found else None


def same_place(written: Post, own: Post) -> bool:
    """Tell whether the organs of two posts may be the same; what is not written, or is only named shortly, is."""
    levels = _RANK.findall(written.organ)[-1:], _RANK.findall(own.organ)[-1:]
    if all(levels) and levels[0] != levels[1]:
        return False
    bodies = _BODY.findall(written.organ)[-1:], _BODY.findall(own.organ)[-1:]
    if written.core == "书记":
        kinds_of = [body or (["委"] if level else []) for body, level in zip(bodies, levels, strict=True)]
        return not all(kinds_of) or kinds_of[0] == kinds_of[1]
    if written.organ[-1:] not in _ORGAN_END or own.organ[-1:] not in _ORGAN_END:
        return True
    said, right = set(written.organ) - _GENERIC, set(own.organ) - _GENERIC
    return not said or not right or bool(said & right)


def same_post(written: Post, own: Post) -> bool:
    """Tell whether two posts are the same but for their organs: 副市长 may be said of 常务副市长, not the other way round."""
    if (written.core, written.aid) != (own.core, own.aid):
        return False
    return written.rank == own.rank or (written.rank == "副" and own.rank in ("常务副", "第一副"))


def own_posts(person: Person) -> Iterator[Post]:
    """Yield the posts of a person that can be taken apart; 局长 behind 市财政局党组书记 is of that bureau."""
    organ = ""
    for text in person.posts:
        post = post_at_end(text)
        if post:
            party = _OF_PARTY.search(post.organ)
            organ = post.organ[: party.start()] if party else organ if not post.organ else ""
            yield post._replace(organ=post.organ or organ)


def judged(written: Post, person: Person) -> tuple[Verdict, Post | None]:
    """Return what ``written`` is to ``person``, and the post of theirs that it is meant to be, where that is certain."""
    own = list(own_posts(person))
    if len(own) < len(person.posts) or not own:
        return Verdict.THEIRS, None  # a post that we cannot take apart may be any
    if any(same_post(written, post) and same_place(written, post) for post in own):
        return Verdict.THEIRS, None
    if not written.is_main:
        return Verdict.THEIRS, None  # held besides, and not worth a word
    slips = [post for post in own if (post.core, post.aid) == (written.core, written.aid) and same_place(written, post)]
    if slips:
        return Verdict.WRONG, slips[0] if len(slips) == 1 else None
    if any(same_post(written, post) for post in own):
        return Verdict.UNLISTED, None  # the same post elsewhere: a second one, or another person of this name
    if written.core == "书记" and not _PARTY_BODIES.isdisjoint(_BODY.findall(written.organ)):
        return Verdict.THEIRS, None  # whoever leads an organ mostly leads its party group too
    if written.core in _OFTEN_BESIDES:
        return Verdict.UNLISTED, None
    return Verdict.WRONG, None


def holder(written: Post, people: Iterable[Person]) -> Person | None:
    """Return the one of ``people`` who is certain to be meant by a post with its organ (市教育局局长), None where nobody is."""
    said = set(written.organ) - _GENERIC
    if written.organ[-1:] not in _ORGAN_END or not said or not written.is_main:
        return None
    for person in people:
        for own in own_posts(person):
            right = set(own.organ) - _GENERIC
            if right and right <= said and same_post(written, own) and same_place(written, own):
                return person
    return None
