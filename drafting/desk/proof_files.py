"""Which files one run of 校对 reads, and where the files go that it writes for each of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting

STANDARD_INPUT = "-"
READABLE = frozenset(
    {".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".txt", ".text", ".md", ".markdown"}
)
"""What is looked for in a folder; a file that is named is read whatever it is called."""
MARKED, FIXED, SLIP = "-标注", "-修正", "-校对单"
"""What is put behind the name of a file for the marked copy, the corrected copy and the form of it."""
_OWN = (MARKED, FIXED, SLIP)
_NAMED = 5  # files named in a note


def find_files(paths: Iterable[Path]) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files to proofread: those named, and the readable ones in the folders named and below, sorted; each of them once.

    Of a folder, hidden files, the temporary files of Word and WPS (``~$``) and what an earlier run wrote (-标注, -修正, -校对单) are left
    out. With the files come notes in Chinese on what was left out. Raises ``UserError`` where folders are all there is and hold nothing.
    """
    files: list[Path] = []
    notes: list[str] = []
    folders: list[Path] = []
    seen: set[Path] = set()

    def take(file: Path) -> None:
        known = file if str(file) == STANDARD_INPUT else file.resolve()
        if known not in seen:
            seen.add(known)
            files.append(file)

    for path in paths:
        if str(path) == STANDARD_INPUT or not path.is_dir():
            take(path)
            continue
        folders.append(path)
        found, own, others = _in_folder(path)
        for file in found:
            take(file)
        if own:
            notes.append(f"{path}：{_some(own)}是以前校对时生成的，没有再校对。")
        if others:
            notes.append(f"{path}：{_some(others)}不是文稿，没有校对。")
        if not found:
            notes.append(f"{path}：文件夹里没有可以校对的文稿。")
    if not files and folders:
        raise UserError(
            "文件夹里没有可以校对的文稿", "、".join(map(str, folders)), "能校对的有 .docx、.doc、.wps、.rtf、.odt、.pdf、.txt 和 .md 文件"
        )
    return files, tuple(notes)


def _in_folder(folder: Path) -> tuple[list[Path], list[Path], list[Path]]:
    """Return the files in ``folder`` and below that can be read, those that an earlier run wrote, and all others that are not hidden."""
    found: list[Path] = []
    own: list[Path] = []
    others: list[Path] = []
    for file in _walk(folder):
        if file.suffix.lower() not in READABLE:
            others.append(file)
        elif file.stem.endswith(_OWN):
            own.append(file)
        else:
            found.append(file)
    return found, own, others


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UserError("读不了这个文件夹", str(error.filename or folder), "请确认有读取权限") from error

    for place, inside, names in os.walk(folder, onerror=refuse):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names) if not name.startswith((".", "~$", ".~")))


def _some(files: Sequence[Path]) -> str:
    named = "、".join(file.name for file in files[:_NAMED])
    return named if len(files) == 1 else f"{named}{'等' if len(files) > _NAMED else '，共'}{len(files)}个文件"


def is_folder(output: str) -> bool:
    """Tell whether ``output``, as the user wrote it, is a folder to write into: it exists as one, or ends in a slash."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def output_paths(files: Sequence[str], output: str, ending: str, option: str, suffixes: Sequence[str | None] = ()) -> list[Path]:
    """Return where to write what is made of each of ``files``: ``output`` itself, or in a folder 原名 + ``ending``.

    ``output`` is as the user wrote it (see ``is_folder``), ``option`` the name of the option that it was given with; the new files end in
    ``.docx`` unless ``suffixes`` has another for the file. Of files with the same name the second gets （2）, and so on.
    Raises ``UserError`` where there are several files and no folder, or an input would be overwritten.
    """
    if not is_folder(output):
        if len(files) > 1:
            raise UserError(
                f"有{len(files)}个文件，{option} 要写文件夹", output, f"请写成 {option} {output.removesuffix('.docx')}/，每个文件写成一个"
            )
        paths = [Path(output)]
    else:
        paths, taken = [], set[str]()
        for number, file in enumerate(files):
            suffix = (suffixes[number] if suffixes else None) or ".docx"
            stem = "标准输入" if file == STANDARD_INPUT else Path(file).stem
            name, count = f"{stem}{ending}{suffix}", 1
            while name.casefold() in taken:
                count += 1
                name = f"{stem}{ending}（{count}）{suffix}"
            taken.add(name.casefold())
            paths.append(Path(output) / name)
    inputs = [Path(file) for file in files if file != STANDARD_INPUT]
    for path in paths:
        refuse_overwriting(path, inputs)
    return paths
