"""What a letter asks for: 咨询, 求助, 投诉, 举报 or 建议."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from drafting.letters.lexicon import Hit, Words, word_rows

ASKS = ("投诉", "求助", "咨询", "建议", "举报")
"""What letters ask for; of two that are as likely the first is taken."""

_TITLE, _LEAD, _END = 2.0, 3.0, 1.5  # what a word in the title, the title's first word and the last sentence count beside one of the body
_MOST = 3  # words of one kind in the body count up to this many
_ENDING = 60
_LEADING = re.compile(
    r"^(?:再次|再|继续|强烈|实名|联名|紧急|坚决|我要|我想|关于|对|请求)?(?P<ask>咨询|询问|请问|求助|请求|恳请|投诉|控诉|举报|检举|控告|建议|反映|呼吁)"
)
_OF = {
    "询问": "咨询",
    "请问": "咨询",
    "请求": "求助",
    "恳请": "求助",
    "控诉": "投诉",
    "反映": "投诉",
    "检举": "举报",
    "控告": "举报",
    "呼吁": "建议",
}
_QUESTION = re.compile(r"[？?]")


@cache
def _words(where: str) -> tuple[Words, tuple[tuple[str, ...], ...]]:
    """Return the words of the title or the body, and for each what it says is asked."""
    rows = {ask: word_rows("letters_asks.tsv")[f"{ask}{where}"] for ask in ASKS}
    words = Words(word for row in rows.values() for word in row)
    return words, tuple(tuple(ask for ask in ASKS if word in rows[ask]) for word in words.words)


def ask_words(where: str) -> tuple[str, ...]:
    """Return the words that tell in the title (标题) or the body (正文) what is asked, by number."""
    return _words(where)[0].words


def find_ask(title: str, text: str, hits: tuple[Sequence[Hit], Sequence[Hit]] | None = None) -> str:
    """Return one of ``ASKS``: by the words of the title (its first word above all), the body and its end; 投诉 where nothing tells.

    ``hits`` are the words of ``ask_words`` in the title and in the body, none in another; None: they are looked for here.
    """
    scores = dict.fromkeys(ASKS, 0.0)
    words, asks = _words("标题")
    for which in {hit[0] for hit in (words.places(title) if hits is None else hits[0])}:
        for ask in asks[which]:
            scores[ask] += _TITLE
    leading = _LEADING.match(title)
    if leading:
        scores[_OF.get(leading["ask"], leading["ask"])] += _LEAD * (0.5 if leading["ask"] in ("反映", "请求", "恳请") else 1.0)
    if _QUESTION.search(title[-1:]):
        scores["咨询"] += 1.0
    words, asks = _words("正文")
    said: dict[str, set[int]] = {}
    at_end: set[str] = set()
    for which, begin, _ in words.places(text) if hits is None else hits[1]:
        for ask in asks[which]:
            said.setdefault(ask, set()).add(which)
            if begin >= len(text) - _ENDING:
                at_end.add(ask)
    for ask, different in said.items():
        scores[ask] += min(len(different), _MOST) + _END * (ask in at_end)
    if len(text) < 150 and _QUESTION.search(text):
        scores["咨询"] += 1.0
    return max(ASKS, key=lambda ask: scores[ask])
