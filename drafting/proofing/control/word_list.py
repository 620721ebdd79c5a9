"""The list of words that the office accepts: ``认可用词.tsv``, one a line, the reason behind a tab, so that a person can edit it too.

What has been written there in another way is refused with its line, never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import shortened
from drafting.documents.files import write_text
from drafting.documents.intake import text_reading
from drafting.proofing.control.locking import only_writer

MOST = 50_000  # words
_HEAD = "# 本单位认可的用词，校对时不算错，一行一个；要写理由的，在词后面按一下制表键（Tab）再写。也可以用 wenmi words 增删。"
_LONGEST, _LONGEST_NOTE = 40, 200  # characters
_UNFIT = expression("[\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060\\ud800-\\udfff\\ufeff\\ufffc-\\uffff]")
_LETTER = expression(r"[^\W\d_]")


def fault_of(word: str) -> str:
    """Return why ``word`` cannot be accepted, as a clause; ``""`` where it can."""
    if not word:
        return "没有写是哪个词"
    if len(word) < 2:
        return "只有一个字，会让含有这个字的差错都不报，请写含有它的词"
    if len(word) > _LONGEST:
        return f"超过 {_LONGEST} 个字，不像一个词"
    if word.startswith("#"):
        return "不能以 # 开头"
    if _UNFIT.search(word):
        return "里面有换行、制表符或者看不见的字符"
    return "" if _LETTER.search(word) else "里面没有文字"


def fault_of_note(note: str) -> str:
    """Return why ``note`` cannot be the reason of a word, as a clause; ``""`` where it can."""
    if len(note) > _LONGEST_NOTE:
        return f"理由超过 {_LONGEST_NOTE} 字"
    return "理由里有换行、制表符或者看不见的字符" if _UNFIT.search(note) else ""


def plain(text: str) -> str:
    """Return a word or a reason without blanks around it, those inside as one space each."""
    return " ".join(text.split())


def parsed(line: str) -> tuple[str, str, str]:
    """Return (word, reason, fault) of a line of a list; the fault is ``""`` where there is none."""
    word, _, note = line.partition("\t")
    if "\t" in note.strip():
        return plain(word), "", "一行只写一个词和它的理由，中间用一个制表符隔开"
    word, note = plain(word), plain(note)
    return word, note, fault_of(word) or fault_of_note(note)


def is_content(line: str) -> bool:
    """Tell whether a line of a list is more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def read_words(path: Path) -> dict[str, str]:
    """Return the words with their reasons, none where there is no file. Raises ``UserError`` that names the line which is damaged."""
    return _read(path)[1]


def change(path: Path, changed: Callable[[Mapping[str, str]], Mapping[str, str]]) -> None:
    """Write what ``changed`` makes of the words, in the order of a dictionary; comments stay, above the words. Two writers lose nothing.

    Raises ``UserError`` where the list is damaged or cannot be written, and whatever ``changed`` raises; it is untouched then.
    """
    with only_writer(path):
        comments, words = _read(path)
        made = dict(changed(words))
        if made == words:
            return
        # GB 18030 has the usual characters in the order of their pronunciation, which is how a reader looks for a word.
        rows = (f"{word}\t{made[word]}".rstrip("\t") for word in sorted(made, key=lambda word: word.encode("gb18030")))
        write_text(path, "\n".join([*(comments or [_HEAD]), *rows, ""]))


def _read(path: Path) -> tuple[list[str], dict[str, str]]:
    """Return the lines that are comments, and the words with their reasons."""
    try:
        text = text_reading.decode(path.read_bytes(), str(path))
    except FileNotFoundError:
        return [], {}
    except OSError as error:
        raise UserError("读不了认可用词", str(path), "请确认它是一个文件，有读取权限") from error
    comments: list[str] = []
    words: dict[str, str] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not is_content(line):
            comments += [line] if line.strip() else []
            continue
        word, note, fault = parsed(line)
        if not fault and word in words:
            fault = "这个词前面已经有了"
        if fault:
            raise UserError(f"“{shortened(line)}”不能作认可用词：{fault}", f"{path} 第 {number} 行", "请改好或者删去这一行再试")
        words[word] = note
    return comments, words
