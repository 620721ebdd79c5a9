"""What the cells of one row, or the lines of one text, are as a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from drafting.letters.batch import Letter, Reply, Source, Unread
from drafting.letters.cleaning import clean, clean_line
from drafting.letters.columns import CONTENT, TITLE, recognise
from drafting.letters.dates import is_ahead, parse_time
from drafting.letters.masking import mask
from drafting.letters.tables import Above

_LEVELS = ("类别", "二级", "三级")
_REPLY = ("答复", "答复时间", "答复单位")
_TITLE_CHARACTERS = 40  # a first line no longer than this, and not a sentence, is a title
_SENTENCE_ENDS = "。；;，,：:"
_FIELD = re.compile(r"\s*([一-鿿A-Za-z]{2,6})\s*[：:]\s*(.*)$")
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 9


def letter_of(fields: Mapping[str, object], source: Source, row_id: str) -> Letter | Unread:
    """Return the letter that these cells make (field → cell), or why they make none; without a number of its own it is ``row_id``."""
    original = text_of(fields.get(CONTENT))
    text, title = clean(original), _line(fields.get(TITLE))
    if not text and not title:
        return Unread(source, "没有标题也没有内容")
    notes: list[str] = []
    time = _time(fields, "时间", notes)
    reply = _reply(fields, notes) if _REPLY[0] in fields else None
    if "\ufffd" in original or "\ufffd" in title:
        notes.append("有不能识别的字符")
    return Letter(
        id=_line(fields.get("编号")) or row_id,
        title=title,
        text=text,
        original=text if text == original else original,  # one string, not two, in a batch of hundreds of thousands
        time=time,
        user=_line(fields.get("用户")),
        likes=_count(fields.get("点赞")),
        dislikes=_count(fields.get("反对")),
        labels=tuple(label for level in _LEVELS if level in fields and (label := _line(fields[level]))),
        source=source,
        notes=tuple(notes),
        reply=reply,
    )


def continues(fields: Mapping[str, object]) -> bool:
    """Whether a row has no content of its own but that of a merged cell: one letter with several rows beside it."""
    content = fields.get(CONTENT, "")
    if isinstance(content, Above):
        return True
    return isinstance(fields.get(TITLE, ""), Above) and not str(content).strip()


def _time(fields: Mapping[str, object], field: str, notes: list[str]) -> datetime | None:
    """Return the time in the cell of ``field``; where it cannot be read, or has not come yet, None and a note of it."""
    cell = fields.get(field)
    time = parse_time(cell)
    if time is not None and not is_ahead(time):
        return time
    if cell is not None and str(cell).strip():
        # a cell of the wrong column may hold a phone number, and notes are shown
        shown = mask(clean_line(text_of(cell)))[:30]
        notes.append(f"{field}“{shown}”{'无法识别' if time is None else '还没有到，没有采用'}")
    return None


def _reply(fields: Mapping[str, object], notes: list[str]) -> Reply | None:
    text = clean(text_of(fields[_REPLY[0]]))
    if not text:
        return None
    return Reply(text, _time(fields, _REPLY[1], notes), _line(fields.get(_REPLY[2])))


def _line(value: object) -> str:
    """Return a cell as cleaned text on one line."""
    # Letters and digits alone are as they should be: so are most numbers and names.
    return value if isinstance(value, str) and value.isalnum() else clean_line(text_of(value))


def text_of(value: object) -> str:
    """Return a cell as text: whole numbers without the ``.0`` that spreadsheets give them."""
    if isinstance(value, str):
        return value[:-2] if value.endswith(".0") and value[:-2].isdigit() else value
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _count(value: object) -> int:
    """Return a number of likes; what is none, is below zero, or has more digits than any (a number of another column) counts 0."""
    if isinstance(value, str) and value.isascii() and value.isdigit():  # as nearly always
        return int(value) if len(value) <= _MOST_DIGITS else 0
    text = text_of(value)
    found = _DIGITS.search(text.replace(",", "")) if text else None
    return int(found[0]) if found and len(found[0]) <= _MOST_DIGITS and not text.lstrip().startswith("-") else 0


def fields_of(lines: list[str]) -> dict[str, object]:
    """Return the fields of a letter written as lines: labelled lines first, then a short title line, the rest is the content."""
    fields: dict[str, object] = {}
    body: list[str] = []
    for line in lines:
        labelled = _FIELD.match(line) if not body else None
        field = next(iter(recognise([labelled[1]])), None) if labelled else None
        if labelled and field == CONTENT:
            body.append(labelled[2])
        elif labelled and field and field not in fields:
            fields[field] = labelled[2]
        else:
            body.append(line)
    filled = [line for line in body if line.strip()]
    if TITLE not in fields and len(filled) > 1:
        first = filled[0].strip()
        if len(first) <= _TITLE_CHARACTERS and first[-1] not in _SENTENCE_ENDS:
            fields[TITLE] = first
            body = body[body.index(filled[0]) + 1 :]
    fields[CONTENT] = "\n".join(body)
    return fields
