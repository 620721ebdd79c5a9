"""Rows out of workbooks and delimited text (.xlsx, .xls, .ods, .csv, .tsv …); what a row means is its reader's business."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafting.documents.errors import UserError

Row = tuple[int, Sequence[object]]

SHEETS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXTS = {".csv", ".tsv"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXPANDED = 2 << 30  # bytes of a workbook's parts together: a million letters
# The 3,755 characters of GB 2312's first level: nearly all of any Chinese text, but a seventh of what bytes taken for UTF-16 give.
_COMMON = frozenset(bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")
_DELIMITERS = ",\t;，|"


class Above(str):
    """What a cell shows that is merged with the one above it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``rows`` are (row or line counted from 1, cells); ``hidden`` sheets are no one's data."""

    sheet: str
    rows: Iterator[Row]
    hidden: bool = False


def kind_of(path: Path) -> str:
    """Return the suffix that fits what is in the file: systems hand out workbooks as .csv, and plain text or web pages as .xls.

    Raises ``UserError`` for a web page or XML under the name of a table.
    """
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        head = stream.read(1024)
    if head.startswith(b"PK\x03\x04"):
        inside = _zip_names(path)
        if any(name.startswith("xl/") for name in inside):
            return suffix if suffix in SHEETS else ".xlsx"
        return ".docx" if suffix != ".docx" and any(name.startswith("word/") for name in inside) else suffix
    if head.startswith(_OLE):
        return suffix if suffix in SHEETS or suffix == ".docx" else ".xls"
    if suffix in SHEETS and head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise UserError("这其实是网页或 XML 格式的表格，只是扩展名写成了表格", path.name, "请用 Excel 或 WPS 打开，另存为 .xlsx 再试")
    if suffix in SHEETS and (b"\t" in head or b"," in head) and encoding_of(path) != "gb18030":
        return ".csv"
    return suffix


def _zip_names(path: Path) -> list[str]:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _EXPANDED:
                raise UserError(f"表格展开后超过 {_EXPANDED >> 20} MB，太大了", path.name, "请分成几个文件再试")
            return archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return []


def sheets(path: Path) -> list[Table]:
    """Return the sheets of a workbook. Raises ``UserError`` for a file that is no workbook, is damaged or has a password."""
    import python_calamine as calamine

    if _encrypted(path):
        raise UserError("这个表格设了打开密码，不能读取", path.name, "请用 Excel 或 WPS 打开，取消密码另存后再试")
    try:
        with path.open("rb") as stream:  # by what is in it: an .xlsx is often called .xls
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
            visible = {data.name: data.visible == calamine.SheetVisibleEnum.Visible for data in workbook.sheets_metadata}
            return [
                Table(name, enumerate(_filled(workbook.get_sheet_by_name(name)), 1), not visible.get(name, True))
                for name in workbook.sheet_names
            ]
    except calamine.PasswordError as error:
        raise UserError("这个表格设了打开密码，不能读取", path.name, "请用 Excel 或 WPS 打开，取消密码另存后再试") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UserError("不是有效的表格文件，或者文件已经损坏", path.name, "请用 Excel 或 WPS 打开确认完好，另存为 .xlsx 再试") from error


def _filled(sheet: Any) -> list[list[object]]:
    """Return the rows of a sheet; cells merged downwards all have the value that a reader sees over them, text as ``Above``."""
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]) and rows[row][left] == "":
                value = rows[top][left]
                rows[row][left] = Above(value) if isinstance(value, str) else value
    return rows


def _encrypted(path: Path) -> bool:
    """Whether an OLE container holds an encrypted package (an .xlsx with a password)."""
    with path.open("rb") as stream:
        if stream.read(8) != _OLE:
            return False
    return "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: its BOM, else UTF-8 if it is that throughout, else UTF-16 without BOM, else GB18030."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:  # UTF-16 without BOM, unless the zeros are rubbish among other bytes
        wide = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        if _usual(head.decode(wide, "replace")):
            return wide
    return "utf-8" if _decodes(path, "utf-8") else "gb18030"


def _usual(text: str) -> bool:
    """Whether nearly all of ``text`` is common Chinese, Latin letters, digits and punctuation."""
    common = sum(1 for c in text if c in "\t\r\n\ufeff" or " " <= c <= "~" or c in "，。、；：？！“”‘’（）《》【】…—·" or c in _COMMON)
    return common > 0.8 * len(text)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def delimited(path: Path, known: Callable[[Sequence[str]], int]) -> Table:
    """Return the rows of a .csv or .tsv, streamed.

    The delimiter is the one under which a row has most column names, which ``known`` counts. Raises ``UserError`` for an empty file, and
    while the rows are read for quotation marks that are not in pairs.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = [line for _, line in zip(range(20), stream, strict=False)]
    if not any(line.strip() for line in sample):
        raise UserError("文件是空的", path.name, "请确认导出时选对了范围")

    def fit(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(sample, delimiter=delimiter))
        return max(known(cells) for cells in rows), max(len(cells) for cells in rows[:5])

    return Table("", _csv_rows(path, encoding, max(_DELIMITERS, key=fit)))


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    lines: list[str] = []  # of the row being read

    def kept(stream: Iterator[str]) -> Iterator[str]:
        for line in stream:
            lines.append(line.replace("\x00", ""))
            yield lines[-1]

    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        reader = csv.reader(kept(stream), delimiter=delimiter)
        start = 1
        for cells in reader:
            # A quotation mark that is not closed swallows the next rows into one cell: better to say so than to lose them.
            if len(lines) > 1 and not _well_quoted(lines, delimiter):
                raise UserError("双引号没有配对，几行混成了一行", f"{path.name}第 {start} 行", "请改正引号，或另存为 .xlsx 再试")
            lines.clear()
            yield start, cells
            start = reader.line_num + 1


def _well_quoted(lines: list[str], delimiter: str) -> bool:
    """Whether a row over several lines closes its quotation marks where cells end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def plain_name(name: object) -> str:
    """Return a column's name as names are compared: without spaces, asterisks, colons at its end and what stands in brackets."""
    text = unicodedata.normalize("NFKC", str(name)).strip().lstrip("*").rstrip(":*")
    return re.sub(r"\s", "", _BRACKETS.sub("", text)).lower() or re.sub(r"\s", "", text).lower()


def column_letter(index: int) -> str:
    """Return the spreadsheet's name of the column at ``index`` from 0."""
    name = ""
    while index >= 0:
        name = chr(65 + index % 26) + name
        index = index // 26 - 1
    return name
