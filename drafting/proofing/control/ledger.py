"""The ledger of what was left as it is: ``已忽略.yaml``, one line an entry, so that a person can read it and strike lines out.

Every line is YAML and JSON at once: it reads fast, and what has been written by hand in another way is refused, never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.files import write_text
from drafting.documents.intake import text_reading
from drafting.proofing.control.locking import only_writer

_HEAD = "# 校对时决定不改的问题，一行一条。要恢复哪一条，删去那一行，或者用 wenmi ignored --remove 编号。"
_KEYS = {"id": "编号", "code": "检查", "words": "字词", "sentence": "句子", "reason": "理由", "when": "时间", "file": "文件"}
_ID = expression(r"[0-9a-f]{8}")
_BARE = expression("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")  # what JSON would leave as it is and YAML cannot hold
_WHEN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was left: the finding's id, its check, the characters, their sentence, why, when and in which file (for a reader only)."""

    id: str
    code: str
    words: str
    sentence: str
    reason: str
    when: str
    file: str

    @property
    def line(self) -> str:
        """The entry as it stands in the ledger."""
        values = {_KEYS[field.name]: getattr(self, field.name) for field in fields(self)}
        text = json.dumps(values, ensure_ascii=False)
        return "- " + _BARE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def written(when: datetime) -> str:
    """Return a time as an entry holds it."""
    return when.strftime(_WHEN)


def read_ledger(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the ledger, none where there is no file. Raises ``UserError`` that names the line which is damaged."""
    return tuple(entry for _, entry in _numbered(_lines(path), path))


def add(path: Path, entries: Iterable[Entry]) -> None:
    """Add ``entries``; one that is there already gets the new reason. The rest of the file stays as it is, two writers lose nothing.

    Raises ``UserError`` where the ledger is damaged or cannot be written; it is untouched then.
    """
    new = {entry.id: entry for entry in entries}

    def changed(lines: list[str]) -> list[str]:
        there = {number: entry for number, entry in _numbered(lines, path) if entry.id in new}
        kept = [new.pop(there[number].id, there[number]).line if number in there else line for number, line in enumerate(lines, 1)]
        return [*(kept or [_HEAD]), *(entry.line for entry in new.values())]

    _rewrite(path, changed)


def remove(path: Path, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Take the entries with these ids (or what they begin with, where only one does) out, and return them.

    Raises ``UserError`` that names every id there is no entry of, or several; then nothing is taken out.
    """
    wanted = list(ids)
    removed: list[Entry] = []

    def changed(lines: list[str]) -> list[str]:
        numbered = _numbered(lines, path)
        chosen = chosen_ids(wanted, [entry.id for _, entry in numbered], "忽略记录里没有", "用 wenmi ignored 可以看到全部编号")
        gone = {number for number, entry in numbered if entry.id in chosen}
        removed.extend(entry for number, entry in numbered if number in gone)
        return [line for number, line in enumerate(lines, 1) if number not in gone]

    _rewrite(path, changed)
    return tuple(removed)


def chosen_ids(wanted: Iterable[str], known: Iterable[str], lacking: str, remedy: str) -> set[str]:
    """Return the ids that ``wanted`` means: an id, or its beginning (four digits or more) where only one begins so.

    Raises ``UserError`` naming all that mean none (``lacking`` says where) or several.
    """
    there = set(known)
    chosen: set[str] = set()
    unknown: list[str] = []
    several: list[str] = []
    for name in wanted:
        plain = name.strip().lower()
        found = {plain} & there or ({one for one in there if one.startswith(plain)} if len(plain) >= 4 else set())
        if len(found) == 1:
            chosen |= found
        else:
            (several if found else unknown).append(name)
    if unknown:
        raise UserError(f"{lacking}这些编号：{'、'.join(unknown)}", remedy=remedy)
    if several:
        raise UserError(f"以这些开头的编号不止一个：{'、'.join(several)}", remedy="请把编号写全")
    return chosen


def _rewrite(path: Path, changed: Callable[[list[str]], list[str]]) -> None:
    with only_writer(path):
        lines = _lines(path)
        made = changed(list(lines))
        if made != lines:
            write_text(path, "\n".join([*made, ""]))


def _lines(path: Path) -> list[str]:
    try:
        text = text_reading.decode(path.read_bytes(), str(path))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UserError("读不了忽略记录", str(path), "请确认它是一个文件，有读取权限") from error
    lines = text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _numbered(lines: list[str], path: Path) -> list[tuple[int, Entry]]:
    """Return the entries with the numbers of their lines from 1."""
    return [(n, _entry(line, f"{path} 第 {n} 行")) for n, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")]


def _entry(line: str, where: str) -> Entry:
    damaged = UserError("这一行忽略记录坏了，没有照它忽略，也没有改动这个文件", where, "请照其他行改好，或者删去这一行再试")
    if not line.startswith("- "):
        raise damaged
    try:
        values = json.loads(line[2:])
    except (ValueError, RecursionError):
        raise damaged from None
    if (
        not isinstance(values, dict)
        or not all(isinstance(values.get(key), str) for key in _KEYS.values())
        or not _ID.fullmatch(values["编号"])
    ):
        raise damaged
    return Entry(**{name: values[key] for name, key in _KEYS.items()})
