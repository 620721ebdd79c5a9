"""Cells of a workbook that have no value for a program: an error such as #N/A, or a formula that was never worked out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from drafting.documents.sheet_reading import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

UNCALCULATED = "公式，还没有算出结果"

_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]+)</")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s>/]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def cells_without_value(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    """Return the cells of ``sheet`` that a reader of the file gets nothing from, (row from 1, column from 0) → what stands there.

    What stands there is the error (``#N/A``) or ``UNCALCULATED``. Only an .xlsx tells; of other files, and of one that is not as it
    should be, nothing is returned.
    """
    if path.suffix.lower() not in SHEETS or not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            text = archive.read(part).decode("utf-8") if part else ""
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return {}
    return dict(_found(text)) if "#" in text or _FORMULA.search(text) else {}


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    relations = {}
    for found in _RELATION.finditer(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        relations[attributes.get("Id", "")] = attributes.get("Target", "")
    for found in _SHEET.finditer(archive.read("xl/workbook.xml").decode("utf-8")):
        attributes = {name.rpartition(":")[2] if ":" in name else name: value for name, value in _ATTRIBUTE.findall(found[1])}
        if unescape(attributes.get("name", ""), {"&quot;": '"', "&apos;": "'"}) == sheet:
            target = relations.get(attributes.get("id", ""), "")
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target) if target else None
    return None


def _found(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(text):
        attributes = dict(_ATTRIBUTE.findall(cell[1]))
        place = _PLACE.fullmatch(attributes.get("r", ""))
        value = _VALUE.search(cell[2])
        if place is None:
            continue
        column = 0
        for letter in place[1]:
            column = column * 26 + ord(letter) - 64
        if attributes.get("t") == "e":
            yield (int(place[2]), column - 1), unescape(value[1]) if value else "#N/A"
        elif value is None and attributes.get("t") != "str" and _FORMULA.search(cell[2]):  # a text that came out empty is a value
            yield (int(place[2]), column - 1), UNCALCULATED
