"""Markdown → ``Document``: headings, tables, lists, emphasis and links become what they say; every other character stays.

The part of CommonMark (spec.commonmark.org 0.31) that drafts are written in, with the pipe tables of GitHub. A mark that says nothing here,
a lone asterisk, a rule of another kind, stays as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.intake.text_reading import decode
from drafting.documents.model import Cell, Document, Look, Paragraph, Place, Role
from drafting.documents.reading import read_paragraphs
from drafting.documents.renewal.richtext import Atom, Wrapper, rich
from drafting.documents.wml import Value

_HEADING = expression(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_BULLET = expression(r"[ \t\u3000]*[-*+][ \t]+(?=\S)")
_RULE = expression(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = expression(r" {0,3}>[ \t]?")
_FENCE = expression(r" {0,3}(?:```|~~~)\s*[\w+-]*\s*$")
_DELIMITER = expression(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?\|?[ \t]*$")
_CELL_BORDER = expression(r"(?<!\\)\|")
_INLINE = expression(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\*\*\*(?P<both>(?=\S)[^*\n]+?(?<=\S))\*\*\*|\*\*(?P<strong>(?=\S)(?:[^*\n]|\*(?!\*))+?(?<=\S))\*\*"
    r"|(?<![A-Za-z0-9*])\*(?P<light>(?=\S)[^*\n]+?(?<=\S))\*(?![A-Za-z0-9*])"
    r"|~~(?P<struck>(?=\S)[^~\n]+?(?<=\S))~~"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!!)\[(?P<label>[^\[\]\n]+)\]\((?P<address>[^()\s]+)(?:[ \t]+\"[^\"]*\")?\)"
)
_LOOKS: dict[str, dict[str, Value]] = {
    "both": {"b": True, "bCs": True, "i": True, "iCs": True},
    "strong": {"b": True, "bCs": True},
    "light": {"i": True, "iCs": True},
    "struck": {"strike": True},
    "code": {},
}
_SAID = {"both": "粗斜体", "strong": "加粗", "light": "斜体", "struck": "删除线", "code": "代码", "escaped": "转义符"}
_NO_LOOK = Look()
_ROLES = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)


@dataclass(slots=True)
class _Reading:
    made: list[Paragraph] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)  # by place in ``made``: how many # a heading has
    marks: Counter[str] = field(default_factory=Counter)
    tables: int = 0


def read_markdown(data: bytes, name: str) -> tuple[Document, tuple[tuple[str, int], ...]]:
    """Return the document in ``data``, and how many marks of each kind became look, by their Chinese names.

    The single topmost heading is the title, those below it headings of the first to the fourth level; a heading with a number of its own
    is what its number says. Raises ``UserError`` for an encoding that is not recognised and for a file without text.
    """
    lines = decode(data, name).splitlines()
    reading = _Reading()
    at = 0
    fenced = False
    while at < len(lines):
        line = lines[at]
        if _FENCE.match(line):
            fenced = not fenced
            reading.marks["代码块标记"] += 1
        elif fenced:
            _add(reading, line, at)
        elif "|" in line and at + 1 < len(lines) and _DELIMITER.match(lines[at + 1]):
            at = _table(reading, lines, at)
            continue
        elif _RULE.match(line):
            reading.marks["分隔线"] += 1
        else:
            _block(reading, line, at)
        at += 1
    if not any(item.text.strip() for item in reading.made):
        raise UserError("文件里没有文字", name, "请检查文件内容")
    return _with_roles(reading, name), tuple((mark, number) for mark, number in reading.marks.items())


def _add(reading: _Reading, text: str, at: int, look: Look = _NO_LOOK) -> None:
    if text.strip():
        reading.made.append(Paragraph(text, look=look, place=Place(index=at + 1)))


def _block(reading: _Reading, line: str, at: int) -> None:
    quote = _QUOTE.match(line)
    if quote:
        reading.marks["引用符号"] += 1
        line = line[quote.end() :]
    heading = _HEADING.match(line)
    if heading:
        reading.marks["标题井号"] += 1
        level = len(heading[1])
        if heading[2].strip():
            reading.levels[len(reading.made)] = level
        _add(reading, _inline(reading, heading[2]), at, Look(outline_level=level - 1))
        return
    bullet = _BULLET.match(line)
    if bullet:
        reading.marks["项目符号"] += 1
        line = line[bullet.end() :]
    _add(reading, _inline(reading, line), at)


def _inline(reading: _Reading, text: str) -> str:
    """Return ``text`` with its inline marks turned into look."""
    pieces: list[tuple[str, Atom]] = []
    end = 0
    for found in _INLINE.finditer(text):
        pieces += _plain(text[end : found.start()])
        end = found.end()
        kind = str(found.lastgroup) if found.lastgroup != "address" else "label"
        shown = str(found[kind])
        if kind == "label":
            reading.marks[f"链接地址（{found['address']}）"] += 1
            instruction = escape(f' HYPERLINK "{found["address"]}" ', quote=True)
            link = Wrapper(f'<w:fldSimple w:instr="{instruction}">', "</w:fldSimple>")
            pieces.append((shown, Atom(len(shown), around=(link,))))
        else:
            reading.marks[_SAID[kind]] += 1
            pieces.append((shown, Atom(len(shown), look=_LOOKS.get(kind, {}))))
    pieces += _plain(text[end:])
    return rich(pieces)


def _plain(text: str) -> list[tuple[str, Atom]]:
    return [(text, Atom(len(text)))] if text else []


def _table(reading: _Reading, lines: list[str], at: int) -> int:
    """Read the pipe table whose head is line ``at``; return the line after it."""
    number, reading.tables = reading.tables, reading.tables + 1
    reading.marks["表格竖线和分隔行"] += 1
    width = len(_cells(lines[at]))
    row = 0
    start = at
    while at < len(lines) and "|" in lines[at]:
        if at != start + 1:
            cells = _cells(lines[at])
            cells = [*cells, *[""] * (width - len(cells))]
            if len(cells) > width:  # more than the head has columns: nothing may get lost
                cells = [*cells[: width - 1], "|".join(cells[width - 1 :])]
            for column, text in enumerate(cells):
                place = Place(index=at + 1, cell=Cell(number, row, column, header=row == 0))
                reading.made.append(Paragraph(_inline(reading, text), place=place))
            row += 1
        at += 1
    return at


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip() for cell in _CELL_BORDER.split(text)]


def _with_roles(reading: _Reading, name: str) -> Document:
    """Return the document with the roles that its text shows, and headings where only its marks do."""
    document = read_paragraphs(tuple(reading.made), name)
    tops = [at for at, level in reading.levels.items() if level == min(reading.levels.values())]
    title = tops[0] if len(tops) == 1 and not any(item.text.strip() for item in reading.made[: tops[0]]) else None
    depth = min((level for at, level in reading.levels.items() if at != title), default=1)
    return Document(tuple(_settled(document, reading, title, depth)), format=document.format, source=name)


def _settled(document: Document, reading: _Reading, title: int | None, depth: int) -> Iterator[Paragraph]:
    for at, item in enumerate(document.paragraphs):
        level = reading.levels.get(at)
        if level is None or item.place.cell is not None:
            yield item
        elif at == title:
            yield item.with_role(Role.TITLE)
        elif item.role in (Role.BODY, Role.OTHER) or item.role.heading_level or (item.role is Role.TITLE and title is not None):
            numbered = item.role.heading_level and item.text.lstrip()[:1] in "一二三四五六七八九十（(0123456789第"
            yield item if numbered else item.with_role(_ROLES[min(level - depth, 3)])
        else:
            yield item
