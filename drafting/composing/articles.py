"""Articles (条): numbered through all chapters, or kept as the writer has numbered them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafting.composing.body import has_sections
from drafting.composing.tables import BLANK
from drafting.documents.expressions import expression
from drafting.documents.numerals import in_chinese
from drafting.documents.roles.headings import line_enumerator

_ARTICLE = expression(r"(?P<mark>第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十]{1,2})?)[ \t\u3000]*(?P<rest>.*)")
_ENDED = "。；：！？”）》…!?;:.)"
_GOES_ON = "－—-"  # at the beginning of a line: another paragraph of the same article


def numbered_articles(chapters: Iterable[object]) -> list[str]:
    """Return the text of each chapter with its articles numbered: ``第一条　……``, counted through all chapters.

    A line is an article; one that begins with （一）, 1. or （1）, or with a dash (which is taken away), belongs to the article before it.
    Where the writer has put 第几条 anywhere, the lines without it belong to the article before them and the numbers stay as they are
    written. A text with headings of the first level (一、) has no articles and stays as it is.
    """
    texts = [str(one) for one in chapters]
    if any(has_sections(text) for text in texts):
        return texts
    lines = [[line.strip(BLANK) for line in text.split("\n") if line.strip(BLANK)] for text in texts]
    own = any(_ARTICLE.match(line) for chapter in lines for line in chapter)
    made: list[str] = []
    count = 0
    for chapter in lines:
        said, count = _numbered(chapter, count, own=own)
        made.append("\n".join(said))
    return made


def _numbered(lines: Sequence[str], count: int, *, own: bool) -> tuple[list[str], int]:
    """Return the lines of one chapter with their numbers, and the number of the last article."""
    said: list[str] = []
    for line in lines:
        found = _ARTICLE.match(line)
        if found:
            said.append(f"{found['mark']}　{found['rest']}")
        elif line[0] in _GOES_ON:
            said.append(line.lstrip(_GOES_ON).lstrip(BLANK))
        elif own or (count and line_enumerator(line)[0] is not None):
            said.append(line)
        else:
            count += 1
            said.append(f"第{in_chinese(count)}条　{line}{'' if line[-1] in _ENDED else '。'}")
    return said, count
