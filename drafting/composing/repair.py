"""The slips that stop YAML at the first one: told in plain words, and mended in memory so that the rest can be judged too."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafting.composing.faults import Faults

_KEY = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[^\s:：#\-\[\]{}\"'|>&*!%@`,?][^:：]{0,29}?)[ \t\u3000]*(?P<colon>[:：])(?P<rest>.*)$")
_BLOCK = re.compile(r"(?:[:：]|-)\s*[|>][-+0-9]*\s*(?:#.*)?$")
_LIST = re.compile(r"[-－—•·][ \u3000]")


def repaired(lines: list[str], faults: Faults, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Return ``lines`` with full-width colons after keys, missing spaces, tabs and forgotten indents mended; each goes to ``faults``.

    What stands inside a ``|`` block is text and is left alone. The number of lines does not change.
    """
    mender = _Mender(faults, known)
    return [mender.mended(number, line) for number, line in enumerate(lines, 1)]


class _Mender:
    def __init__(self, faults: Faults, known: Mapping[str, frozenset[str]]) -> None:
        self._faults = faults
        self._known = known
        self._field = ""  # the top-level field that the line belongs to
        self._block: int | None = None  # the indent of the line that opened the block we are in
        self._inner: int | None = None  # the indent of that block's text
        self._flagged = 0  # the last line told to lack its indent, so that a run of them is one fault

    def mended(self, number: int, line: str) -> str:
        bare = line.lstrip(" \t")
        if not bare:
            return line
        if self._block is not None and self._inside(line):
            return line
        line = self._without_tabs(number, line)
        indent = len(line) - len(line.lstrip(" "))
        if self._block is not None:
            if indent > self._block:
                self._inner = indent
                return line
            if indent == 0 and not self._is_key(line):
                return self._indented(number, line)
            self._block = self._inner = None
        if bare[0] == "#" or line.startswith(("---", "...", "%")):
            return line
        mended = self._with_colon(number, line) if indent == 0 else self._with_inner_colon(number, line)
        if _BLOCK.search(mended):
            self._block, self._inner = indent, None
        return mended

    def _inside(self, line: str) -> bool:
        if self._inner is None:
            return False
        lead = line[: self._inner]
        return lead == " " * self._inner

    def _is_key(self, line: str) -> bool:
        found = _KEY.match(line)
        if line.startswith(("#", "---", "...")):
            return True
        if found is None:
            return False
        if self._known and found["key"] in self._known:
            return True
        return found["colon"] == ":" and (not found["rest"] or found["rest"][0] in " \t") and len(found["key"]) <= 12

    def _indented(self, number: int, line: str) -> str:
        if number != self._flagged + 1:
            remedy = "请在这一行和同段的各行前面都加两个空格"
            if line.startswith("\u3000"):
                remedy = "行首的全角空格不算缩进：请换成两个半角空格"
            self._faults.add(number, f"这一行应属于“{self._field}”的内容，却没有缩进", remedy)
        self._flagged = number
        return "  " + line

    def _without_tabs(self, number: int, line: str) -> str:
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" not in lead:
            return line
        self._faults.add(number, "这一行用 Tab 键缩进", "请换成空格：每缩进一层用两个空格")
        bare = line[len(lead) :]
        found = _KEY.match(bare)
        if found and found["key"] in self._known and found["key"] not in self._known.get(self._field, ()):
            return bare  # a field of the file, pushed to the right
        return lead.replace("\t", "  ") + bare

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
            if line[0] == "\u3000" and _KEY.match(line.lstrip("\u3000 ")):
                self._faults.add(number, "行首有全角空格", "请删去行首的空格，字段名要顶格写")
                return self._with_colon(number, line.lstrip("\u3000 "))
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
        self._field = key = found["key"]
        return self._colon(number, line, found, key)

    def _with_inner_colon(self, number: int, line: str) -> str:
        found = _KEY.match(line)
        if found is None or found["key"] not in self._known.get(self._field, ()):
            return line
        return self._colon(number, line, found, found["key"])

    def _colon(self, number: int, line: str, found: re.Match[str], key: str) -> str:
        rest = found["rest"]
        if found["colon"] == "：":
            self._faults.add(
                number, f"字段名“{key}”后面用了中文冒号“：”", f"请改成英文冒号加空格，例如：{key}: {_short(rest.strip()) or '内容'}"
            )
        elif rest and rest[0] not in " \t":
            self._faults.add(number, f"字段名“{key}”的冒号后面缺一个空格", f"请在冒号后加一个半角空格，例如：{key}: {_short(rest.strip())}")
        else:
            return line
        return f"{found['lead']}{key}: {rest.strip()}"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 20 else text[:20] + "……"
