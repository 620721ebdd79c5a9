"""The slips that stop YAML at the first one: told in plain words, and mended in memory so that the rest can be judged too.

Some are mended without a word, because nobody can mean anything else: ``｜`` for ``|``, characters nobody sees around a field's name, and
``#`` within a value, which YAML takes for the beginning of a comment and a secretary for the “#” of “#3 楼”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from drafting.documents.expressions import expression
from drafting.documents.faults import Faults, shortened

HASH = "\ufdd0"  # stands for a “#” that is text while YAML is parsed; a noncharacter, which reading refuses in a user's text

_KEY = expression(r"(?P<lead> *(?:- +)*)(?P<key>[^\s:：#\-\[\]{}\"'|>&*!%@`,?][^:：]{0,29}?)\s*(?P<colon>[:：])(?P<rest>.*)$")
_BLOCK = expression(r"(?P<before> *+(?:(?:- +)++(?:[^:：]*:[ \t]+)?|[^:：]*:[ \t]+))(?P<bar>[|｜>])(?P<sign>[-+0-9]*)(?P<rest>.*)$")
_WITHOUT_COLON = expression(r"(?P<key>[^\s:：；;=＝]{1,12})[ \t\u3000]*(?:[；;=＝]|[ \t\u3000])[ \t\u3000]*(?P<rest>\S.*)$")
_DASH = expression(r"(?P<lead> *)(?P<sign>[-－—–•·●])(?P<space>[ \t\u3000]*)(?P<rest>[^-－—–\s].*)$")
_COMMENTED = expression(r"#+[ \t]*(?P<key>[^\s:：#]{1,30})[ \t]*[:：][ \t]*[|｜]?[ \t]*$")
_NUMBER = expression(r"(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、])[ \t\u3000]*")
_NOTE = "◇★"  # what the explanations in an example file begin with
_PROSE = expression("[、，。；,;]")  # a field's name has none of these
_TEXT_HASH = expression(r"(?<=[ \t])#(?=[^ \t])")
_UNSEEN = expression("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = " \t\u3000\u00a0"
_LONGEST_KEY = 12  # characters; what stands before a colon and is longer is a sentence
_SHOWN = 20  # characters of a line that are quoted
_EACH = 2  # so many slips of one sort are told each by itself; more of them are told together


def plain_key(text: str) -> str:
    """Return the name of a field without the spaces around it and without the characters nobody sees."""
    return without_unseen(text).strip()


def without_unseen(text: str) -> str:
    """Return ``text`` without the characters of no width that pasting brings along."""
    return _UNSEEN.sub("", text)


def repaired(lines: list[str], faults: Faults, known: Mapping[str, Collection[str]]) -> list[str]:
    """Return ``lines`` with full-width colons after keys, missing spaces, bars and dashes, tabs and wrong indents mended.

    Each slip goes to ``faults``. ``known`` are the fields with the names inside them. What stands inside a ``|`` block is text and is left
    alone. A “#” that is text becomes ``HASH``. The number of lines does not change.
    """
    mender = _Mender(faults, known)
    for number, line in enumerate(lines, 1):
        mender.made.append(mender.mended(number, line))
    mender.tell_repeated()
    return mender.made


@dataclass(slots=True)
class _Bare:
    """A key with nothing behind its colon: line, column of the key, and whether its value is a list of records."""

    number: int
    column: int
    key: str
    records: bool


class _Mender:
    def __init__(self, faults: Faults, known: Mapping[str, Collection[str]]) -> None:
        self.made: list[str] = []
        self._faults = faults
        self._known = known
        self._field = ""  # the top-level field that the line belongs to
        self._valued = False  # it has its value on its own line
        self._listed = False  # an item of a list has been seen in it
        self._block: int | None = None  # the indent of the line that opened the block we are in
        self._inner: int | None = None  # the indent of that block's text
        self._implied = False  # the block has been opened by us: its lines stand where they should not
        self._bare: _Bare | None = None  # the line before, if it is a key that waits for its value
        self._commented = ""  # the field whose name, and nothing more, stands in the comment above
        self._item: int | None = None  # the column of the dashes of the records in this field
        self._column = 0  # the column of their keys
        self._seen: set[str] = set()  # the keys of the record we are in
        self._flagged = 0  # the last line told to lack its indent, so that a run of them is one fault
        self._repeated: dict[str, list[tuple[int, str, str]]] = {}

    def tell_repeated(self) -> None:
        """Tell the slips that come again and again: few of a sort each by itself, many together."""
        for found in self._repeated.values():
            (number, what, remedy), others = found[0], [n for n, _, _ in found[1:]]
            if len(found) > _EACH:
                self._faults.add(number, f"{what}，第 {'、'.join(map(str, others))} 行也是这样", f"{remedy}；其他各行照此改")
                continue
            for slip in found:
                self._faults.add(*slip)

    def mended(self, number: int, line: str) -> str:
        bare = line.lstrip(" \t")
        if not bare:  # in a table pasted from a sheet, a row of tabs is a row of empty cells
            return " " * self._inner + line.lstrip(" ") if self._inner is not None and "\t" in line else line.replace("\t", "")
        if self._commented and bare[0] != "#":
            if line[0] in _SPACES:
                return self._below_comment(number)
            self._commented = ""
        if self._inside(line):
            return line
        indent = len(line) - len(line.lstrip(" "))
        if bare[0] == "#" and (self._block is None or self._inner is not None or indent <= self._block):
            found = _COMMENTED.match(line)
            self._commented = plain_key(found["key"]) if found and plain_key(found["key"]) in self._known else self._commented
            return line if self._block is None else ""  # YAML would end the block at a comment
        line = self._without_tabs(number, line)
        if self._inside(line):
            return line
        line = self._at_its_place(number, line)
        line = self._with_bare_key(number, line)
        indent = len(line) - len(line.lstrip(" "))
        if self._block is not None:
            if indent > self._block and self._inner is None:
                self._inner = indent
                return line
            if self._inside(line):
                return line
            item = self._block > 0 and bare.startswith("- ")
            if indent > self._block or not (self._is_key(line) or item):
                return self._indented(number, line, indent)
            self._block = self._inner = None
            self._implied = False
        if line.startswith(("#", "---", "...", "%")):
            return line
        line = self._aligned(number, self._with_dash(number, line))
        indent = len(line) - len(line.lstrip(" "))
        mended = self._with_colon(number, line) if indent == 0 else self._with_inner_colon(number, line)
        self._listed = self._listed or mended.lstrip(" ").startswith("- ")
        mended = _TEXT_HASH.sub(HASH, self._with_bar(number, mended, indent))
        self._bare = self._waiting(number, mended) or self._bare
        return mended

    def _tell(self, sort: str, number: int, what: str, remedy: str) -> None:
        self._repeated.setdefault(sort, []).append((number, what, remedy))

    def _inside(self, line: str) -> bool:
        if self._inner is None:
            return False
        return line.startswith(" " * self._inner)

    def _below_comment(self, number: int) -> str:
        """Tell text that stands below the name of a field still commented out; it would go to the field before."""
        if number != self._flagged + 1:
            remedy = f"要用“{self._commented}”的，去掉它行首的“# ”；不用的，把下面的内容也删去"
            self._faults.add(number, f"这一行是“{self._commented}”的内容，可是上面“{self._commented}”的行首还留着“#”", remedy)
        self._flagged = number
        return ""

    def _is_key(self, line: str) -> bool:
        dashed = _DASH.match(line)
        found = _KEY.match(dashed["rest"] if dashed else line)
        if line.startswith(("#", "---", "...")) or self._without_colon(line):
            return True
        if found is None:
            return False
        key = plain_key(found["key"])
        return key in self._known or key in self._known.get(self._field, ()) or (_parted(found) and _like_a_name(key) and not dashed)

    def _is_field(self, found: re.Match[str] | None) -> bool:
        """Tell whether it is a field of the file, and none of the field we are in."""
        if found is None or found["lead"].strip():
            return False
        key = plain_key(found["key"])
        return key in self._known and key not in self._known.get(self._field, ())

    def _without_colon(self, line: str) -> re.Match[str] | None:
        """Return the parts of a line that begins with the name of a field, where a space or a wrong mark stands for the colon."""
        found = _WITHOUT_COLON.match(line)
        return found if found and plain_key(found["key"]) in self._known else None

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
        self._tell("place", number, f"字段名“{plain_key(found['key'])}”前面多了空格", "字段名要顶格写，请删去行首的空格")
        return line.lstrip(" ")

    def _waiting(self, number: int, line: str) -> _Bare | None:
        """Return the key that ends ``line`` without a value."""
        found = _KEY.match(line)
        if found is None or not _parted(found) or found["rest"].strip(_SPACES):
            return None
        key, top = plain_key(found["key"]), not found["lead"]
        if key not in (self._known if top else self._known.get(self._field, ())):
            return None
        return _Bare(number, len(found["lead"]), key, bool(top and self._known.get(key)))

    def _with_bare_key(self, number: int, line: str) -> str:
        """Open a block for the text below a key that has neither a bar nor an indent; make items of it where records are wanted."""
        bare = self._bare
        if bare is None:
            return line
        self._bare = None
        indent, text = len(line) - len(line.lstrip(" ")), line.strip(_SPACES)
        if indent > bare.column or not text or text.startswith("#") or self._is_key(line) or _DASH.match(line):
            return line
        if bare.records:
            self._bare = bare
            return f"  - {_NUMBER.sub('', text, count=1)}"
        self._faults.add(
            number,
            f"这一行应属于“{bare.key}”的内容，却没有缩进，“{bare.key}:”后面也没有“|”",
            f"只有一行的写在冒号后面，例如：{bare.key}: {shortened(text, _SHOWN)}；有几行的写成“{bare.key}: |”，各行前面都加两个空格",
        )
        self.made[bare.number - 1] = f"{self.made[bare.number - 1].rstrip()} |"
        self._block, self._inner, self._implied, self._flagged = bare.column, bare.column + 2, True, number
        return " " * self._inner + text

    def _indented(self, number: int, line: str, indent: int) -> str:
        assert self._block is not None
        self._inner = self._inner or self._block + 2
        if number != self._flagged + 1:
            what, remedy = "却没有缩进", "请在这一行和同段的各行前面都加两个空格"
            if indent and not self._implied:
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
        self._tell("tab", number, "这一行用 Tab 键缩进", "请换成空格：每缩进一层用两个空格")
        bare = line[len(lead) :]
        if self._is_field(_KEY.match(bare)):
            return bare
        return (" " * self._inner if self._inner is not None else lead.replace("\t", "  ")) + bare

    def _with_dash(self, number: int, line: str) -> str:
        """Return an item of a list with the half-width dash and the space behind it that YAML wants."""
        found = _DASH.match(line)
        if found is None or not self._field or self._valued or (found["sign"] == "-" and found["space"] == " "):
            return line
        if found["sign"] == "-" and found["space"].startswith(" "):
            return line
        what = f"列项的短横“{found['sign']}”不是半角" if found["sign"] != "-" else "列项的短横“-”后面缺一个空格"
        self._tell(what, number, what, "请改成半角短横加空格“- ”")
        return f"{found['lead'] or '  '}- {found['rest']}"

    def _aligned(self, number: int, line: str) -> str:
        """Return a line of a record with its dash and its key in the columns of the records above."""
        found = _KEY.match(line)
        inner = self._known.get(self._field, ())
        key = plain_key(found["key"]) if found else ""
        if found is None or key not in inner or not found["lead"]:
            return line
        lead, rest = found["lead"], line[len(found["lead"]) :]
        column = len(lead) - len(lead.lstrip(" "))
        dashed = "-" in lead
        if not dashed and self._item is not None and key in self._seen and key == next(iter(inner)):
            self._tell("no dash", number, f"“{self._field}”另起一项，“{key}”前面却没有“- ”", f"请写成“{' ' * self._item}- {key}: ……”")
            dashed, column, lead = True, self._item, " " * self._item + "- "
        if dashed:
            self._seen = {key}
            if self._item is None:
                self._item, self._column = column, len(lead)
            elif column != self._item:
                self._tell("item", number, "这一项的“- ”没有和上面各项左对齐", f"请让“-”前面的空格和上面一样多（{self._item} 个）")
            return " " * self._item + "- " + " " * (self._column - self._item - 2) + rest
        self._seen.add(key)
        if self._item is None or len(lead) == self._column:
            return line
        self._tell("column", number, f"“{key}”没有和同一项的其他内容左对齐", f"“{key}”前面应有 {self._column} 个空格，和“- ”后面的字对齐")
        return " " * self._column + rest

    def _with_colon(self, number: int, line: str) -> str:
        if line.startswith(("- ", "[", "{", "]", "}")) or line.rstrip() == "-":
            return line
        if line[0] in _NOTE:
            self._tell("note", number, f"以“{line[0]}”开头的是说明，行首的“#”不见了", "请在这一行行首加回“# ”，只去掉字段那一行的“# ”")
            return "#" + line
        found = _KEY.match(line)
        lacking = self._without_colon(line) if found is None or plain_key(found["key"]) not in self._known else None
        if lacking:
            self._field = key = plain_key(lacking["key"])
            self._valued, self._listed, self._item = True, False, None
            self._tell(
                "colon",
                number,
                f"字段名“{key}”后面没有冒号",
                f"请加上英文冒号和一个空格，例如：{key}: {shortened(lacking['rest'], _SHOWN)}",
            )
            return f"{key}: {lacking['rest']}"
        if found is None:
            if line[0] in "\"'&*!@`|>?,:":
                return line  # the parser tells what is wrong with it
            if line[0] in _SPACES and _KEY.match(line.lstrip(_SPACES)):
                what = "行首有全角空格" if line[0] == "\u3000" else "行首有空格"
                self._tell("space", number, what, "请删去行首的空格，字段名要顶格写")
                return self._with_colon(number, line.lstrip(_SPACES))
            what = f"这一行不是“字段名: 内容”的写法：{shortened(line, _SHOWN)}"
            if number != self._flagged + 1:
                self._faults.add(number, what, self._belonging())
            self._flagged = number
            return "#" + line
        self._field = key = plain_key(found["key"])
        self._valued, self._listed, self._item = found["rest"].strip()[:1] not in ("", "|", "｜", ">"), False, None
        return self._colon(number, line, found, key)

    def _belonging(self) -> str:
        """Say what to do with a line that has no key, by the field above it."""
        if not self._field:
            return "请对照 wenmi new 生成的样例"
        if self._valued and not self._known.get(self._field):
            return f"如果它是“{self._field}”的内容，请把内容都移到下一行写：“{self._field}:”后面写“|”，下面每行前面加两个空格"
        return f"如果它是“{self._field}”的内容，请在字段名的冒号后写“|”，并在每行前面加两个空格"

    def _with_inner_colon(self, number: int, line: str) -> str:
        found = _KEY.match(line)
        if found is None or plain_key(found["key"]) not in self._known.get(self._field, ()):
            return line
        return self._colon(number, line, found, plain_key(found["key"]))

    def _colon(self, number: int, line: str, found: re.Match[str], key: str) -> str:
        rest = found["rest"]
        if found["colon"] == "：":
            remedy = f"请改成英文冒号加空格，例如：{key}: {shortened(rest.strip(), _SHOWN) or '内容'}"
            self._tell("wide colon", number, f"字段名“{key}”后面用了中文冒号“：”", remedy)
        elif not _parted(found):
            remedy = f"请在冒号后加一个半角空格，例如：{key}: {shortened(rest.strip(), _SHOWN)}"
            self._tell("no space", number, f"字段名“{key}”的冒号后面缺一个空格", remedy)
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
            self._faults.add(
                number, f"“{found['bar']}”后面还有文字：{shortened(rest, _SHOWN)}", "“|”后面要换行，内容从下一行写起，每行缩进两格"
            )
        self._block, self._inner, self._implied = indent, None, False
        return f"{found['before']}{found['bar'].replace('｜', '|')}{found['sign']}"


def _parted(found: re.Match[str]) -> bool:
    """Tell whether a key has the half-width colon and the space after it that YAML wants."""
    return found["colon"] == ":" and found["rest"][:1] in ("", " ", "\t")


def _like_a_name(key: str) -> bool:
    """Tell whether what stands before a colon may be the name of a field, known or not."""
    return len(key) <= _LONGEST_KEY and not _PROSE.search(key)
