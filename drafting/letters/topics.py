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
    faults: list[UserError] = []
    leaves: dict[TopicPath, Leaf] = {}
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.txt")):
        _read_file(path, leaves, seen, faults)
    if not leaves and not faults:
        faults.append(UserError("没有主题文件", str(folder), "请重新安装文秘"))
    faults += [UserError(f"{'/'.join(leaf.path)} 没有一封例信", str(folder), "请至少写一封") for leaf in leaves.values() if not leaf.letters]
    if faults:
        raise ManyErrors(faults)
    return tuple(leaves.values())


def _read_file(path: Path, leaves: dict[TopicPath, Leaf], seen: dict[str, str], faults: list[UserError]) -> None:
    def fault(number: int, what: str, remedy: str) -> None:
        faults.append(UserError(what, f"{path.name}第 {number} 行", remedy))

    first_level, leaf = "", None
    title, started, body = "", 0, list[str]()

    def close() -> None:
        nonlocal title, body
        text = "\n".join(body)
        if title and leaf is not None:
            if not text:
                fault(started, f"“{title}”没有正文", "请写正文，或删去这一行")
            elif (earlier := seen.setdefault(re.sub(r"\W", "", text), f"{path.name}第 {started} 行")) != f"{path.name}第 {started} 行":
                fault(started, f"与{earlier}的正文相同", "请改写或删去")
            else:
                leaf.letters.append(Example(title, text, started))
        title, body = "", []

    for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        line = raw.strip()
        if line.startswith("# "):
            close()
            if first_level:
                fault(number, "一个文件只能有一个一级主题", "请另起一个文件")
            first_level, leaf = line[2:].strip(), None
        elif line.startswith("["):
            close()
            found = _SECTION.match(line)
            if not found or not first_level:
                fault(number, f"“{line[:30]}”不是主题", "请写成 [二级/三级]，并先写一行“# 一级”")
                leaf = None
                continue
            topic = (first_level, found[1].strip(), found[2].strip())
            if topic in leaves:
                fault(number, f"{'/'.join(topic)} 写了两次", "请合并")
            leaf = leaves.setdefault(topic, Leaf(topic))
        elif line.startswith(("词：", "信：")):
            close()
            if leaf is None:
                fault(number, "不在任何主题之下", "请先写一行 [二级/三级]")
            elif line[0] == "词":
                leaf.terms = tuple(dict.fromkeys((*leaf.terms, *line[2:].split())))
            elif line[2:].strip():
                title, started = line[2:].strip(), number
            else:
                fault(number, "没有标题", "请在“信：”后面写标题")
        elif line:
            if title:
                body.append(line)
            else:
                fault(number, f"“{line[:20]}”不属于任何一封信", "请在前面写一行“信：标题”")
    close()
    if not first_level:
        fault(1, "没有一级主题", "请在第一行写“# 一级主题”")
