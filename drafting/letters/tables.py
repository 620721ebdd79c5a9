"""Rows out of the file types that letters come in; what a row means is decided in ``reading``."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from drafting.documents import sheet_reading
from drafting.documents.sheet_reading import SHEETS, TEXTS, Above, Row, Table, encoding_of, sheets
from drafting.letters.columns import recognise

__all__ = ["READABLE", "SHEETS", "TEXTS", "Above", "Row", "Table", "delimited", "json_lines", "kind_of", "sheets", "text_blocks"]

READABLE = SHEETS | TEXTS | {".jsonl", ".txt", ".docx"}


def kind_of(path: Path) -> str:
    """Return the suffix that fits what is in the file (see ``sheet_reading``); a .txt that holds a table is a .csv."""
    suffix = sheet_reading.kind_of(path)
    return ".csv" if suffix == ".txt" and _is_table(path) else suffix


def _is_table(path: Path) -> bool:
    """Whether a text file begins with a row of column names: two known ones at least, set off by tabs or commas."""
    with path.open(encoding=encoding_of(path), errors="replace") as stream:
        first = next((line for line in stream if line.strip()), "")
    return any(len(recognise(next(csv.reader([first], delimiter=mark), []))) > 1 for mark in "\t,")


def delimited(path: Path) -> Table:
    """Return the rows of a .csv or .tsv, streamed; the delimiter is the one under which most column names are recognised."""
    return sheet_reading.delimited(path, lambda cells: len(recognise(cells)))


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, object] | str]]:
    """Return (line, object) for each line of a .jsonl file; a faulty line yields its fault."""
    with path.open(encoding=encoding_of(path), errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                yield number, "空行"
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                yield number, "不是一行完整的 JSON"
                continue
            yield number, value if isinstance(value, dict) else "不是 JSON 对象"


_RULE = re.compile(r"\s*([-=*_#—－＝])\1{2,}\s*$")


def text_blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return (line, lines) for each letter of a text file.

    Letters are separated by rules (``---``, ``===``, ``***``) where the file has any, else by blank lines.
    """
    lines = path.read_text(encoding=encoding_of(path), errors="replace").splitlines()
    ruled = any(_RULE.match(line) for line in lines)
    block: list[str] = []
    start = 1
    for number, line in enumerate([*lines, "---" if ruled else ""], 1):
        if _RULE.match(line) if ruled else not line.strip():
            if any(part.strip() for part in block):
                yield start, block
            block = []
        elif line.strip() or block:
            if not block:
                start = number
            block.append(line)
