"""Rows out of the file types that letters come in; what a row means is decided in ``reading``."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.letters.columns import recognise

Row = tuple[int, Sequence[object]]

SHEETS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXTS = {".csv", ".tsv"}
READABLE = SHEETS | TEXTS | {".jsonl", ".txt", ".docx"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",\t;，|"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``rows`` are (row or line counted from 1, cells); ``hidden`` sheets are not letters."""

    sheet: str
    rows: Iterator[Row]
    hidden: bool = False


def sheets(path: Path) -> list[Table]:
    """Return the sheets of a workbook. Raises ``UserError`` for a file that is no workbook, is damaged or has a password."""
    import python_calamine as calamine

    head = path.read_bytes()[:8] if path.stat().st_size < 8 else _head(path)
    if head.startswith(_OLE) and _encrypted(path):
        raise UserError("这个表格设了打开密码，不能读取", path.name, "请用 Excel 或 WPS 打开，取消密码另存后再试")
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        visible = {data.name: data.visible == calamine.SheetVisibleEnum.Visible for data in workbook.sheets_metadata}
        return [
            Table(name, enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), 1), not visible.get(name, True))
            for name in workbook.sheet_names
        ]
    except calamine.PasswordError as error:
        raise UserError("这个表格设了打开密码，不能读取", path.name, "请用 Excel 或 WPS 打开，取消密码另存后再试") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UserError("不是有效的表格文件，或者文件已经损坏", path.name, "请用 Excel 或 WPS 打开确认完好，另存为 .xlsx 再试") from error


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def _encrypted(path: Path) -> bool:
    """Whether an OLE container holds an encrypted package (an .xlsx with a password)."""
    return path.suffix.lower() != ".xls" and "EncryptedPackage".encode("utf-16-le") in path.read_bytes()


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: its BOM, else UTF-8 if it is that throughout, else UTF-16 without BOM, else GB18030."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    return "utf-8" if _decodes(path, "utf-8") else "gb18030"


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


def delimited(path: Path) -> Table:
    """Return the rows of a .csv or .tsv, streamed; the delimiter is the one under which most column names are recognised."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = [line for _, line in zip(range(20), stream, strict=False)]
    if not any(line.strip() for line in sample):
        raise UserError("文件是空的", path.name, "请确认导出时选对了范围")
    best = max(_DELIMITERS, key=lambda mark: _fit(sample, mark))
    return Table("", _csv_rows(path, encoding, best))


def _fit(sample: list[str], delimiter: str) -> tuple[int, int]:
    rows = list(csv.reader(sample, delimiter=delimiter))
    return max(len(recognise(cells)) for cells in rows), max(len(cells) for cells in rows[:5])


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    quotes = 0
    last = ""

    def counted(lines: Iterator[str]) -> Iterator[str]:
        nonlocal quotes, last
        for line in lines:
            quotes += line.count('"')
            last = line
            yield line.replace("\x00", "")

    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        reader = csv.reader(counted(stream), delimiter=delimiter)
        start, pending = 1, None
        for cells in reader:
            if pending is not None:
                yield pending
            pending = start, cells
            start = reader.line_num + 1
        if pending is None:
            return
        # A quotation mark that is never closed swallows the rest of the file into one cell: better to say so than to lose letters.
        if quotes % 2 and start - pending[0] > 1 and not last.rstrip().endswith('"'):
            raise UserError("双引号没有配对，后面的内容无法分行", f"{path.name}第 {pending[0]} 行", "请补上引号，或另存为 .xlsx 再试")
        yield pending


def json_lines(path: Path) -> tuple[list[str], Iterator[tuple[int, dict[str, object] | str]]]:
    """Return the keys of a .jsonl file's first objects, in order, and (line, object) for each line; a faulty line yields its fault."""

    def objects() -> Iterator[tuple[int, dict[str, object] | str]]:
        with path.open(encoding=encoding, errors="replace") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    yield number, "空行"
                    continue
                try:
                    value = json.loads(line)
                except ValueError:
                    yield number, "不是一行完整的 JSON"
                    continue
                yield number, value if isinstance(value, dict) else "不是 JSON 对象"

    encoding = encoding_of(path)
    keys: dict[str, None] = {}
    for (_, value), _ in zip(objects(), range(50), strict=False):
        if isinstance(value, dict):
            keys.update(dict.fromkeys(map(str, value)))
    return list(keys), objects()


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
