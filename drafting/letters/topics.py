"""The topic tree with its terms and training letters: ``corpus/topics/*.txt``, or an office's own file of the same form.

A file of the program holds one first-level topic::

    # 城乡建设
    又名：住建 城建
    [安全生产/事故处理]
    词：坍塌 塔吊倒塌 事故调查
    信：标题一行
    正文，一段或几段，直到下一个“信：”“词：”或“[”。

An office's own file may hold several first-level topics, may stop at the first or second level (``词：`` right under ``#``, or
``[二级]``), and needs no letters where it gives terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.resources import resource

TopicPath = tuple[str, ...]

_SECTION = re.compile(r"\[([^\[\]/]+)/([^\[\]]+)\]\s*$")
_SHORT_SECTION = re.compile(r"\[([^\[\]/]+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """A training letter of our own."""

    title: str
    body: str
    line: int


@dataclass(slots=True)
class Leaf:
    """A topic without parts: its path, the terms people use for it, and its letters."""

    path: TopicPath
    terms: tuple[str, ...] = ()
    letters: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """All leaves, those of a first-level topic together, and other names of first-level topics → the name."""

    leaves: tuple[Leaf, ...]
    aliases: Mapping[str, str]


@cache
def shipped_tree() -> Tree:
    """Return the tree that comes with the program, in the order of its files. Raises ``ManyErrors`` as ``read_tree`` does."""
    return read_tree(resource("corpus") / "topics")


def topic_tree() -> tuple[Leaf, ...]:
    """Return the leaves of ``shipped_tree``."""
    return shipped_tree().leaves


def read_tree(folder: Path) -> Tree:
    """Return the tree in the files of ``folder``; raise ``ManyErrors`` with all faults, each with file and line.

    Every file holds one first-level topic, every leaf three levels and at least one letter.
    """
    reader = _Reader()
    for path in sorted(folder.glob("*.txt")):
        reader.read(path)
    if not reader.leaves and not reader.faults:
        reader.faults.append(UserError("没有主题文件", str(folder), "请重新安装文秘"))
    for leaf in reader.leaves.values():
        if not leaf.letters:
            reader.faults.append(UserError(f"{'/'.join(leaf.path)} 没有一封例信", str(folder), "请至少写一封"))
    return reader.tree()


def read_own_topics(path: Path) -> Tree:
    """Return the tree in an office's own file, or in all .txt files of a folder; raise ``ManyErrors`` with all faults.

    Raises ``UserError`` where there is no such file or it cannot be read.
    """
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    reader = _Reader(own=True)
    for file in files:
        try:
            reader.read(file)
        except (OSError, UnicodeDecodeError) as error:
            raise UserError("主题文件读不出来", str(file), "请确认文件存在，并以 UTF-8 编码保存") from error
    if not reader.leaves and not reader.faults:
        reader.faults.append(UserError("没有主题", str(path), "请写一行“# 一级主题”，下面写“词：”和这个主题常用的词"))
    if not reader.faults and len({leaf[0] for leaf in reader.leaves}) < 2:
        reader.faults.append(UserError("只有一个一级主题，没有可分的", str(path), "请至少写两个一级主题"))
    for leaf in reader.leaves.values():
        if not leaf.letters and not leaf.terms:
            reader.faults.append(UserError(f"{'/'.join(leaf.path)} 没有词，也没有例信", str(path), "请写一行“词：”，或至少一封例信"))
    return reader.tree()


class _Reader:
    """Reads one file after another into ``leaves``, collecting ``faults``; ``own`` allows what an office's own file may do."""

    def __init__(self, *, own: bool = False) -> None:
        self.leaves: dict[TopicPath, Leaf] = {}
        self.faults: list[UserError] = []
        self._aliases: dict[str, str] = {}
        self._own = own
        self._seen: dict[str, str] = {}  # the plain text of each letter, with where it stands
        self._file = ""
        self._first_level = ""
        self._leaf: Leaf | None = None
        self._title = ""
        self._started = 0
        self._body: list[str] = []

    def tree(self) -> Tree:
        """Return what was read; raise ``ManyErrors`` where there were faults."""
        if self.faults:
            raise ManyErrors(self.faults)
        order = list(dict.fromkeys(path[0] for path in self.leaves))  # a topic may be gone on with further down
        leaves = sorted(self.leaves.values(), key=lambda leaf: order.index(leaf.path[0]))
        return Tree(tuple(leaves), {alias: name for alias, name in self._aliases.items() if alias not in order})

    def read(self, path: Path) -> None:
        """Read ``path``."""
        self._file, self._leaf, self._first_level = path.name, None, ""
        for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            line = raw.strip()
            if line.startswith("# "):
                self._close()
                if self._first_level and not self._own:
                    self._fault(number, "一个文件只能有一个一级主题", "请另起一个文件")
                self._first_level, self._leaf = line[2:].strip(), None
            elif line.startswith("["):
                self._close()
                self._leaf = self._open(number, line)
            elif line.startswith("又名："):
                self._close()
                self._alias(number, line[3:].split())
            elif line.startswith(("词：", "信：")):
                self._close()
                self._item(number, line[0], line[2:].strip())
            elif line and self._title:
                self._body.append(line)
            elif line:
                self._fault(number, f"“{line[:20]}”不属于任何一封信", "请在前面写一行“信：标题”")
        self._close()
        if not self._first_level:
            self._fault(1, "没有一级主题", "请在第一行写“# 一级主题”")

    def _fault(self, number: int, what: str, remedy: str) -> None:
        self.faults.append(UserError(what, f"{self._file}第 {number} 行", remedy))

    def _open(self, number: int, line: str) -> Leaf | None:
        found = _SECTION.match(line)
        short = _SHORT_SECTION.match(line) if self._own else None
        if not (found or short) or not self._first_level:
            self._fault(number, f"“{line[:30]}”不是主题", "请写成 [二级/三级]，并先写一行“# 一级”")
            return None
        levels = (found[1].strip(), found[2].strip()) if found else (short[1].strip(),) if short else ()
        topic = (self._first_level, *levels)
        if topic in self.leaves:
            self._fault(number, f"{'/'.join(topic)} 写了两次", "请合并")
        return self.leaves.setdefault(topic, Leaf(topic))

    def _alias(self, number: int, names: list[str]) -> None:
        if not self._first_level or self._leaf is not None:
            self._fault(number, "“又名：”只能写在一级主题下面", "请移到“# 一级主题”的下一行")
            return
        for name in names:
            if self._aliases.setdefault(name, self._first_level) != self._first_level:
                self._fault(number, f"“{name}”已经是“{self._aliases[name]}”的又名", "请删去一处")

    def _item(self, number: int, kind: str, rest: str) -> None:
        if self._leaf is None and self._own and self._first_level:
            self._leaf = self.leaves.setdefault((self._first_level,), Leaf((self._first_level,)))
        if self._leaf is None:
            self._fault(number, "不在任何主题之下", "请先写一行 [二级/三级]")
        elif kind == "词":
            self._leaf.terms = tuple(dict.fromkeys((*self._leaf.terms, *rest.split())))
        elif rest:
            self._title, self._started = rest, number
        else:
            self._fault(number, "没有标题", "请在“信：”后面写标题")

    def _close(self) -> None:
        """Put the letter that ends here under its leaf."""
        title, body, self._title, self._body = self._title, self._body, "", []
        if not title or self._leaf is None:
            return
        here = f"{self._file}第 {self._started} 行"
        earlier = self._seen.setdefault(re.sub(r"\W", "", "".join(body)), here)
        if not body:
            self._fault(self._started, f"“{title}”没有正文", "请写正文，或删去这一行")
        elif earlier != here:
            self._fault(self._started, f"与{earlier}的正文相同", "请改写或删去")
        else:
            self._leaf.letters.append(Example(title, "\n".join(body), self._started))
