"""What the documents of a batch are called, and where they must not go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.composing.merging import PLACE
from drafting.composing.schema import Part
from drafting.documents.errors import UserError
from drafting.documents.sheet_reading import plain_name
from drafting.documents.yaml_reading import Entries, Scalar

if TYPE_CHECKING:
    from drafting.composing.schema import Kind
    from drafting.desk.batch_rows import Row, RowList

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # names that Windows keeps for devices
_MOST_BYTES = 150  # of a name in UTF-8, 50 Chinese characters: file systems take 255 with the suffix, paths in Windows 260 in all
_SERIAL, _ROW, _KIND = "序号", "行号", "文种"


def file_names(listed: RowList, kind: Kind, common: Entries, pattern: str | None = None) -> list[str]:
    """Return the name of each row's file without its suffix: safe on every system, each once, the same for the same list.

    ``pattern`` has columns or fields in braces, also 序号, 行号 and 文种; without one it is the column 文件名, or else the number and the
    recipients, the title or the first cell. Raises ``UserError`` for a pattern with a name that there is not.
    """
    values = [texts_of(row, listed, kind, number) for number, row in enumerate(listed.rows, 1)]
    width = max(2, len(str(len(listed.rows))))
    if pattern is None:
        names = [_usual(one, listed, kind, width) for one in values]
    else:
        shared = {plain_name(name): node.text for name, node in common.nodes.items() if isinstance(node, Scalar)}
        _check(pattern, listed, shared)
        names = [_named(pattern, texts, shared) for texts in values]
    taken: set[str] = set()
    return [_once(_safe(name) or f"{number:0{width}}", taken) for number, name in enumerate(names, 1)]


def texts_of(row: Row, listed: RowList, kind: Kind, number: int) -> dict[str, str]:
    """Return what may be named in braces: the row's texts by the plain names of columns and fields, 序号, 行号 and 文种."""
    texts = listed.columns.texts(row.cells)
    return texts | {_SERIAL: texts.get(_SERIAL) or str(number), _ROW: str(row.number), _KIND: kind.name}


def names_in(pattern: str | None) -> list[str]:
    """Return the columns that a pattern names."""
    return PLACE.findall(pattern or "")


def usable(listed: RowList) -> list[str]:
    """Return every name that may stand in braces."""
    return list(dict.fromkeys([*listed.columns.names, _SERIAL, _ROW, _KIND]))


def _usual(texts: Mapping[str, str], listed: RowList, kind: Kind, width: int) -> str:
    if texts.get("文件名"):
        return re.sub(r"\.docx$", "", _one_line(texts["文件名"]), flags=re.IGNORECASE)
    fields = [one.name for part in (Part.RECIPIENTS, Part.TITLE) if (one := kind.field_of(part))]
    columns = [column.field.name for column in listed.columns.fields]
    candidates = [*(name for name in (*fields, "事由") if name in columns), *columns]
    said = next((text for name in candidates if (text := _one_line(texts.get(plain_name(name), "")))), "")
    return "-".join(part for part in (_one_line(texts[_SERIAL]).zfill(width), said.rstrip("：:。")) if part)


def _check(pattern: str, listed: RowList, shared: Mapping[str, str]) -> None:
    wanted = names_in(pattern)
    known = {*map(plain_name, usable(listed)), *map(plain_name, shared)}
    wrong = [name for name in wanted if plain_name(name) not in known]
    if wrong or not wanted:
        there = usable(listed)
        what = f"--name 里的“{wrong[0]}”不是名单的列" if wrong else "--name 里没有写列名，各份文件会同名"
        raise UserError(what, listed.name, f"列名写在大括号里，例如：{{{there[0]}}}；可用的有：{'、'.join(there)}")


def _named(pattern: str, texts: Mapping[str, str], shared: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name = plain_name(found[1])
        return _one_line(texts.get(name) or shared.get(name, ""))

    return PLACE.sub(value, pattern)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _safe(name: str) -> str:
    """Return a name without what a file system refuses, cut to a length that every one takes."""
    name = _FORBIDDEN.sub("", " ".join(name.split())).strip(" .~")
    name = name.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .")
    return f"_{name}" if _RESERVED.match(name) else name


def _once(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered if it is taken; upper and lower case are one, as they are in Windows."""
    made, number = name, 1
    while made.casefold() in taken:
        number += 1
        made = f"{name}-{number}"
    taken.add(made.casefold())
    return made


def refuse_existing(output: Path, files: Sequence[Path], *, overwrite: bool) -> None:
    """Raise ``UserError`` if ``output`` is no folder, or if one of ``files`` is there already and may not be overwritten."""
    if output.exists() and not output.is_dir():
        raise UserError("这不是文件夹，不能把一批公文放进去", str(output), "请用 -o 写一个文件夹")
    if overwrite or not output.exists():
        return
    there = {path.name.casefold() for path in output.iterdir()}
    same = [file for file in files if file.name.casefold() in there]
    if same:
        what = f"文件夹里已有 {len(same)} 个同名的文件（如 {same[0].name}），没有覆盖，一份也没有生成"
        raise UserError(what, str(output), "请换一个文件夹；确实要覆盖，请加 --overwrite")


def free_file(output: Path, name: str, inputs: Iterable[Path], *, overwrite: bool) -> Path:
    """Return ``output / name``, numbered (清单-2.xlsx) where that file is an input, or is there and may not be overwritten."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        path = output / (name if number == 1 else f"{stem}-{number}{suffix}")
        is_input = any(path.exists() and source.exists() and path.samefile(source) for source in inputs)
        if not is_input and (overwrite or not path.exists()):
            return path
        number += 1
