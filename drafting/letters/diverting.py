"""What is taken out before any routing: 涉法涉诉 for the judicial organs, 检举控告 for discipline inspection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafting.letters.asks import find_ask
from drafting.letters.batch import Letter
from drafting.letters.lexicon import either, word_rows

LAWSUIT, ACCUSATION = "涉法涉诉", "检举控告"
DIVERTED = (LAWSUIT, ACCUSATION)
"""In the order in which they are asked for: an accusation within a lawsuit goes with it."""

_ALONE = 3  # so many different words of the body divert a letter of another topic


class Diversion(NamedTuple):
    """What kind of matter it is, and the words that say so."""

    kind: str
    words: tuple[str, ...]


class _Kind(NamedTuple):
    topics: tuple[str, ...]
    title: re.Pattern[str]
    body: re.Pattern[str]


@cache
def _kinds() -> dict[str, _Kind]:
    rows = word_rows("letters_diverted.tsv")
    return {
        kind: _Kind(rows[f"{kind}主题"], re.compile(either(rows[f"{kind}标题"])), re.compile(either(rows[f"{kind}正文"])))
        for kind in DIVERTED
    }


def find_diversions(letter: Letter, path: Sequence[str], ask: str | None = None) -> tuple[Diversion, ...]:
    """Return what of ``DIVERTED`` the letter is, with the words that say so; mostly nothing.

    ``path`` is its topic. A word of the title is enough; of the body one where the topic is that of the kind, else three different ones.
    A letter that only asks (咨询) or suggests (建议) accuses nobody: its words are not counted for 检举控告.
    """
    result = []
    for kind, (topics, title, body) in _kinds().items():
        if kind == ACCUSATION and (ask or find_ask(letter.title, letter.text)) in ("咨询", "建议"):
            continue
        in_title = dict.fromkeys(title.findall(letter.title))
        in_body = dict.fromkeys(body.findall(letter.text))
        needed = 1 if any("/".join(path).startswith(topic) for topic in topics) else _ALONE
        if in_title or len(in_body) >= needed:
            result.append(Diversion(kind, tuple(in_title | in_body)[:4]))
    return tuple(result)
