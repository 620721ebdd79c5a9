"""The slips that stop YAML at the first one: told in plain words, and mended in memory so that the rest can be judged too.

Some are mended without a word, because nobody can mean anything else: ``｜`` for ``|``, characters nobody sees around a field's name, and
``#`` within a value, which YAML takes for the beginning of a comment and a secretary for the “#” of “#3 楼”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafting.composing.faults import Faults

HASH = "\ufdd0"  # stands for a “#” that is text while YAML is parsed; a noncharacter, which reading refuses in a user's text

_KEY = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[^\s:：#\-\[\]{}\"'|>&*!%@`,?][^:：]{0,29}?)\s*(?P<colon>[:：])(?P<rest>.*)$")
_BLOCK = re.compile(r"(?P<before> *+(?:(?:- +)++(?:[^:：]*:[ \t]+)?|[^:：]*:[ \t]+))(?P<bar>[|｜>])(?P<sign>[-+0-9]*)(?P<rest>.*)$")
_LIST = re.compile(r"[-－—•·][ \u3000]")
_TEXT_HASH = re.compile(r"(?<=[ \t])#(?=[^ \t])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = " \t\u3000\u00a0"
_LONGEST_KEY = 12  # characters; what stands before a colon and is longer is a sentence


def plain_key(text: str) -> str:
    """Return the name of a field without the spaces around it and without the characters nobody sees."""
    return without_unseen(text).strip()


def without_unseen(text: str) -> str:
    """Return ``text`` without the characters of no width that pasting brings along."""
    return _UNSEEN.sub("", text)


def repaired(lines: list[str], faults: Faults, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Return ``lines`` with full-width colons after keys, missing spaces, tabs and wrong indents mended; each goes to ``faults``.

    What stands inside a ``|`` block is text and is left alone. A “#” that is text becomes ``HASH``. The number of lines does not change.
    """
    mender = _Mender(faults, known)
    return [mender.mended(number, line) for number, line in enumerate(lines, 1)]


class _Mender:
    def __init__(self, faults: Faults, known: Mapping[str, frozenset[str]]) -> None:
        self._faults = faults
        self._known = known
        self._field = ""  # the top-level field that the line belongs to
        self._valued = False  # it has its value on its own line
        self._listed = False  # an item of a list has been seen in it
        self._block: int | None = None  # the indent of the line that opened the block we are in
        self._inner: int | None = None  # the indent of that block's text
        self._flagged = 0  # the last line told to lack its indent, so that a run of them is one fault

    def mended(self, number: int, line: str) -> str:
        bare = line.lstrip(" \t")
        if not bare:  # in a table pasted from a sheet, a row of tabs is a row of empty cells
            return " " * self._inner + line.lstrip(" ") if self._inner is not None and "\t" in line else line.replace("\t", "")
        if self._inside(line):
            return line
        indent = len(line) - len(line.lstrip(" "))
        if bare[0] == "#" and (self._block is None or self._inner is not None or indent <= self._block):
            return line if self._block is None else ""  # YAML would end the block at a comment
        line = self._without_tabs(number, line)
        if self._inside(line):
            return line
        line = self._at_its_place(number, line)
        indent = len(line) - len(line.lstrip(" "))
        if self._block is not None:
            if indent > self._block and self._inner is None:
                self._inner = indent
                return line
            if indent > self._block or (indent == 0 and not self._is_key(line)):
                return self._indented(number, line, indent)
            self._block = self._inner = None
        if line.startswith(("#", "---", "...", "%")):
            return line
        mended = self._with_colon(number, line) if indent == 0 else self._with_inner_colon(number, line)
        self._listed = self._listed or mended.lstrip(" ").startswith("- ")
        return _TEXT_HASH.sub(HASH, self._with_bar(number, mended, indent))

    def _inside(self, line: str) -> bool:
        if self._inner is None:
            return False
        return line.startswith(" " * self._inner)

    def _is_key(self, line: str) -> bool:
        found = _KEY.match(line)
        if line.startswith(("#", "---", "...")):
            return True
        if found is None:
            return False
        return plain_key(found["key"]) in self._known or (_parted(found) and len(found["key"]) <= _LONGEST_KEY)

    def _is_field(self, found: re.Match[str] | None) -> bool:
        """Tell whether it is a field of the file, and none of the field we are in."""
        if found is None or found["lead"].strip():
            return False
        key = plain_key(found["key"])
        return key in self._known and key not in self._known.get(self._field, ())

    def _at_its_place(self, number: int, line: str) -> str:
        """Return the line without the spaces before the name of a field, where a slip put them there."""
        found = _KEY.match(line)
        indent = len(line) - len(line.lstrip(" "))
        if not indent or found is None or found["lead"].strip() or not self._known:
            return line
        if self._is_field(found):
            pushed = indent == 1 or (_parted(found) and (self._valued or self._listed or self._inner is not None))
        else:  # below a value of one line nothing can be indented that has a colon
            pushed = indent == 1 and self._valued and _parted(found) and len(found["key"]) <= _LONGEST_KEY
        if not pushed or (self._block is not None and self._inner is None):
            return line
        self._faults.add(number, f"字段名“{plain_key(found['key'])}”前面多了空格", "字段名要顶格写，请删去行首的空格")
        return line.lstrip(" ")

    def _indented(self, number: int, line: str, indent: int) -> str:
        assert self._block is not None
        self._inner = self._inner or self._block + 2
        if number != self._flagged + 1:
            what, remedy = "却没有缩进", "请在这一行和同段的各行前面都加两个空格"
            if indent:
                what, remedy = "缩进却比上面几行少", "请与上面几行左对齐"
            elif line.startswith("\u3000"):
                remedy = "行首的全角空格不算缩进：请换成两个半角空格"
            self._faults.add(number, f"这一行应属于“{self._field}”的内容，{what}", remedy)
        self._flagged = number
        return " " * self._inner + line.lstrip(" ")

    def _without_tabs(self, number: int, line: str) -> str:
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" not in lead:
            return line
        self._faults.add(number, "这一行用 Tab 键缩进", "请换成空格：每缩进一层用两个空格")
        bare = line[len(lead) :]
        if self._is_field(_KEY.match(bare)):
            return bare
        return (" " * self._inner if self._inner is not None else lead.replace("\t", "  ")) + bare

    def _with_colon(self, number: int, line: str) -> str:
        if line.startswith(("- ", "[", "{", "]", "}")) or line.rstrip() == "-":
            return line
        found = _KEY.match(line)
        if found is None:
            if line[0] in "\"'&*!@`|>?,:":
                return line  # the parser tells what is wrong with it
            if _LIST.match(line) and self._field:
                self._faults.add(number, f"列项的短横“{line[0]}”不是半角", "请改成半角短横加空格“- ”")
                return "  - " + line[2:]
            if line[0] in _SPACES and _KEY.match(line.lstrip(_SPACES)):
                self._faults.add(number, "行首有全角空格" if line[0] == "\u3000" else "行首有空格", "请删去行首的空格，字段名要顶格写")
                return self._with_colon(number, line.lstrip(_SPACES))
            what = f"这一行不是“字段名: 内容”的写法：{_short(line)}"
            where = (
                f"如果它是“{self._field}”的内容，请在字段名的冒号后写“|”，并在每行前面加两个空格"
                if self._field
                else "请对照 wenmi new 生成的样例"
            )
            if number != self._flagged + 1:
                self._faults.add(number, what, where)
            self._flagged = number
            return "#" + line
        self._field = key = plain_key(found["key"])
        self._valued, self._listed = found["rest"].strip()[:1] not in ("", "|", "｜", ">"), False
        return self._colon(number, line, found, key)

    def _with_inner_colon(self, number: int, line: str) -> str:
        found = _KEY.match(line)
        if found is None or plain_key(found["key"]) not in self._known.get(self._field, ()):
            return line
        return self._colon(number, line, found, plain_key(found["key"]))

    def _colon(self, number: int, line: str, found: re.Match[str], key: str) -> str:
        rest = found["rest"]
        if found["colon"] == "：":
            self._faults.add(
                number, f"字段名“{key}”后面用了中文冒号“：”", f"请改成英文冒号加空格，例如：{key}: {_short(rest.strip()) or '内容'}"
            )
        elif not _parted(found):
            self._faults.add(number, f"字段名“{key}”的冒号后面缺一个空格", f"请在冒号后加一个半角空格，例如：{key}: {_short(rest.strip())}")
        else:
            return line
        return f"{found['lead']}{key}: {rest.strip()}"

    def _with_bar(self, number: int, line: str, indent: int) -> str:
        """Return the line with the ``|`` that opens a block as YAML wants it; what follows the bar in the same line is told."""
        found = _BLOCK.match(line)
        if found is None:
            return line
        rest = found["rest"].strip(_SPACES)
        if rest and found["bar"] == ">":
            return line  # the parser tells
        if rest:
            self._faults.add(number, f"“{found['bar']}”后面还有文字：{_short(rest)}", "“|”后面要换行，内容从下一行写起，每行缩进两格")
        self._block, self._inner = indent, None
        return f"{found['before']}{found['bar'].replace('｜', '|')}{found['sign']}"


def _parted(found: re.Match[str]) -> bool:
    """Tell whether a key has the half-width colon and the space after it that YAML wants."""
    return found["colon"] == ":" and found["rest"][:1] in ("", " ", "\t")


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 20 else text[:20] + "……"
