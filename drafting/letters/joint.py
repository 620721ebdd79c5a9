"""Whether several people write a letter together (联名)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafting.letters.lexicon import Hit, either, word_rows
from drafting.letters.masking import signers

_END = 60  # characters: the signature stands at the end
_CLOSING = "敬上|敬呈|敬启|敬请|泣上|跪求|跪请|叩首|叩拜|上书|呈上|签名|致上|启|呈|书"
_DONE = "署名|签名|投诉|反映|举报|写信|上书|请愿"
_WRITERS = "投诉人|反映人|举报人|申请人|控告人|签名|署名|联系人|上访人|信访人|报告人|业主代表|村民代表"
_LISTED = re.compile(
    rf"(?=[投反举申控签署联上信报业村])(?:{_WRITERS})[^\n：:]{{0,4}}[：:]\s*[一-鿿]{{2,4}}(?:、\s?[一-鿿]{{2,3}}(?![一-鿿]))+"
)


_SIGNING = ("全体", "全村", "众")
_SAID = (*_SIGNING, "部分", "广大", "联名", "联署", "联合", "集体", "代表")
JOINT_WORDS = (*_SAID, *_WRITERS.split("|"))
"""Words one of which begins what tells that a letter is a joint one, a list of signers aside."""
_WRITER = len(_SAID)  # number of the first that stands before a name


class _Patterns(NamedTuple):
    said: re.Pattern[str]
    signed: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    who = either(word_rows("letters_people.tsv")["人群"])
    said = rf"联名|联署|联合(?:{_DONE})|集体(?:{_DONE}|来信|诉求|控告)|代表(?:签名|署名|[:：])"
    said += rf"|(?:全体|众|部分|广大){who}(?:代表)?(?:{_CLOSING})"
    signed = (
        rf"(?:^|[\n。！!？?，,/：:；; ])[^\n。！？，,]{{0,20}}(?:全体|全村|众)(?:老百姓|{who})\s*(?:\d{{4}}[-年./]\S{{0,8}})?[。！]?\s*$"
    )
    return _Patterns(re.compile(rf"(?=[联集全众部广代])(?:{said})"), re.compile(signed))


def is_joint(title: str, text: str, hits: Sequence[Hit] | None = None, names: Sequence[tuple[int, int]] | None = None) -> bool:
    """Return whether several write together: the letter says so (联名), is signed by a whole body of people, or lists its signers.

    ``hits`` are all ``JOINT_WORDS`` in the title, a line end and the text, ``names`` the ``signers`` of the text; None: not known.
    """
    said, signed = _patterns()
    if hits is None:
        told = bool(said.search(title) or said.search(text) or signed.search(text[-_END:]) or _LISTED.search(text))
    else:
        whole = f"{title}\n{text}" if hits else ""
        told = any(_begins(whole, hit, len(title) + 1) for hit in hits)
    return told or bool(signers(text) if names is None else names)


def _begins(whole: str, hit: Hit, text: int) -> bool:
    """Return whether what tells of a joint letter begins with a word of ``whole``, or stands under it; the text begins at ``text``."""
    said, signed = _patterns()
    which, begin, end = hit
    if which >= _WRITER:
        return begin >= text and _LISTED.match(whole, begin) is not None
    if said.match(whole, begin):
        return True
    return JOINT_WORDS[which] in _SIGNING and end > len(whole) - _END and signed.search(whole[max(text, len(whole) - _END) :]) is not None
