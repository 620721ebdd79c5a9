"""The topic tree with its terms and training letters: ``corpus/topics/*.txt``.

A file holds one first-level topic::

    # 城乡建设
    [安全生产/事故处理]
    词：坍塌 塔吊倒塌 事故调查
    信：标题一行
    正文，一段或几段，直到下一个“信：”“词：”或“[”。
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.resources import resource

TopicPath = tuple[str, str, str]

_SECTION = re.compile(r"\[([^\[\]/]+)/([^\[\]]+)\]\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """A training letter of our own."""

    title: str
    body: str
    line: int


@dataclass(slots=True)
class Leaf:
    """A third-level topic: its path, the terms people use for it, and its letters."""

    path: TopicPath
    terms: tuple[str, ...] = ()
    letters: list[Example] = field(default_factory=list)


@cache
def topic_tree() -> tuple[Leaf, ...]:
    """Return the shipped tree, in the order of its files. Raises ``UserError`` as ``read_topics`` does."""
    return read_topics(resource("corpus") / "topics")


def read_topics(folder: Path) -> tuple[Leaf, ...]:
    """Return every leaf of the files in ``folder``; raise ``ManyErrors`` with all faults, each with file and line."""
    reader = _Reader()
    for path in sorted(folder.glob("*.txt")):
        reader.read(path)
    leaves = tuple(reader.leaves.values())
    if not leaves and not reader.faults:
        reader.faults.append(UserError("没有主题文件", str(folder), "请重新安装文秘"))
    for leaf in leaves:
        if not leaf.letters:
            reader.faults.append(UserError(f"{'/'.join(leaf.path)} 没有一封例信", str(folder), "请至少写一封"))
    if reader.faults:
        raise ManyErrors(reader.faults)
    return leaves


class _Reader:
    """Reads one file after another into ``leaves``, collecting ``faults``."""

    def __init__(self) -> None:
        self.leaves: dict[TopicPath, Leaf] = {}
        self.faults: list[UserError] = []
        self._seen: dict[str, str] = {}  # the plain text of each letter, with where it stands
        self._file = ""
        self._leaf: Leaf | None = None
        self._title = ""
        self._started = 0
        self._body: list[str] = []

    def read(self, path: Path) -> None:
        """Read ``path``."""
        self._file, self._leaf = path.name, None
        first_level = ""
        for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            line = raw.strip()
            if line.startswith("# "):
                self._close()
                if first_level:
                    self._fault(number, "一个文件只能有一个一级主题", "请另起一个文件")
                first_level, self._leaf = line[2:].strip(), None
            elif line.startswith("["):
                self._close()
                self._leaf = self._open(number, first_level, line)
            elif line.startswith(("词：", "信：")):
                self._close()
                self._item(number, line[0], line[2:].strip())
            elif line and self._title:
                self._body.append(line)
            elif line:
                self._fault(number, f"“{line[:20]}”不属于任何一封信", "请在前面写一行“信：标题”")
        self._close()
        if not first_level:
            self._fault(1, "没有一级主题", "请在第一行写“# 一级主题”")

    def _fault(self, number: int, what: str, remedy: str) -> None:
        self.faults.append(UserError(what, f"{self._file}第 {number} 行", remedy))

    def _open(self, number: int, first_level: str, line: str) -> Leaf | None:
        found = _SECTION.match(line)
        if not found or not first_level:
            self._fault(number, f"“{line[:30]}”不是主题", "请写成 [二级/三级]，并先写一行“# 一级”")
            return None
        topic = (first_level, found[1].strip(), found[2].strip())
        if topic in self.leaves:
            self._fault(number, f"{'/'.join(topic)} 写了两次", "请合并")
        return self.leaves.setdefault(topic, Leaf(topic))

    def _item(self, number: int, kind: str, rest: str) -> None:
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
