"""Reading ``校对设置.yaml``, what an office has decided about the checks: every fault with its line, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults, shortened
from drafting.documents.model import Level
from drafting.documents.yaml_reading import Entries, Node, Scalar, read
from drafting.proofing.check import FAMILIES
from drafting.proofing.checks import CHECKS
from drafting.proofing.control.profile import KnownDocument, Person, Profile, Term
from drafting.proofing.control.records import (
    MOST_NODES,
    Column,
    ListOf,
    ProfileFaults,
    Record,
    decoded,
    records_in_file,
    records_of,
)

Chosen = TypeVar("Chosen")

LEVELS = "级别"
FORMAL = "正式公文"
COMPLETE = "文件库完整"
OFF = "不查"

TERMS = ListOf(
    "自定用语",
    (
        Column("误写", "一网通管", ("错误写法", "错误用法", "禁用词", "不用", "不宜用", "wrong")),
        Column("正写", "一网统管", ("正确写法", "规范写法", "改为", "应为", "right")),
        Column("说明", "以市政府办公室的用语规范为准", ("备注", "理由", "note")),
    ),
    "用语",
)
ACCEPTED = ListOf(
    "认可用词",
    (Column("词", "一窗通办", ("用词", "认可用词", "词语", "word")), Column("理由", "本市政务服务的名称", ("说明", "备注", "reason"))),
    "词",
)
ROSTER = ListOf(
    "名册",
    (
        Column("姓名", "周明川", ("名字", "name")),
        Column("职务", "市委副书记、市长", ("职位", "现任职务", "post", "posts")),
        Column("排序", "2", ("序号", "顺序", "排名", "次序", "order")),
    ),
    "人员",
)
DOCUMENTS = ListOf(
    "文件库",
    (
        Column("标题", "关于加强公文办理工作的通知", ("文件标题", "文件名称", "名称", "文件名", "title")),
        Column("文号", "清政办发〔2020〕5号", ("发文字号", "文件编号", "number")),
        Column("状态", "废止", ("效力", "效力状态", "有效性", "status")),
        Column("替代", "清政办发〔2024〕8号", ("替代文件", "现行文件", "被替代", "replaced_by")),
    ),
    "文件",
)
LISTS = (TERMS, ACCEPTED, ROSTER, DOCUMENTS)
_ENGLISH = {
    "levels": LEVELS,
    "formal": FORMAL,
    "terms": TERMS.key,
    "accepted": ACCEPTED.key,
    "roster": ROSTER.key,
    "roster_file": ROSTER.file_key,
    "documents": DOCUMENTS.key,
    "documents_file": DOCUMENTS.file_key,
    "documents_complete": COMPLETE,
}
KEYS = (LEVELS, FORMAL, *(key for one in LISTS for key in (one.key, one.file_key)), COMPLETE)

_LEVELS: dict[str, Level | None] = {level.chinese: level for level in Level} | {level.value: level for level in Level} | {OFF: None}
_YES_NO = {"是": True, "否": False}
_FORMAL: dict[str, bool | None] = _YES_NO | {"按文件": None}
_STATUS = {"现行": "现行", "有效": "现行", "现行有效": "现行", "废止": "废止", "已废止": "废止", "失效": "废止"} | {
    "修订": "修订",
    "已修订": "修订",
    "修改": "修订",
}
_PARTED = expression(r"[、；;，,/]")
_NAME = expression(r"[\u3400-\u9fff\U00020000-\U0003ffff]{1,2}(?:[·•]?[\u3400-\u9fff\U00020000-\U0003ffff]){1,14}")
_BLANKS = expression(r"\s+")


def read_profile(path: Path) -> Profile:
    """Return what ``path`` decides, the lists in files of their own included (their places are told from the profile's folder).

    Raises ``ManyErrors`` with every fault of the file and its lists, each with its line, ``UserError`` where it cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        remedy = "请检查 --profile 写的位置；用 wenmi profile new -o 校对设置.yaml 可以得到一份样例"
        raise UserError("找不到这份校对设置", str(path), remedy) from None
    except OSError as error:
        raise UserError("读不了这份校对设置", str(path), "请确认它是一个文件，有读取权限") from error
    text = decoded(data, str(path))
    if all(line.lstrip().startswith("#") for line in text.split("\n") if line.strip()):
        return Profile(where=str(path))  # an example of which nothing was taken
    reader = _Reader(path)
    profile = reader.profile(text)
    if reader.errors:
        raise ManyErrors(reader.errors)
    return profile


Row = tuple[Faults, Record]


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults = ProfileFaults(str(path))
        self._others: list[UserError] = []  # of the files that the profile names

    @property
    def errors(self) -> list[UserError]:
        """What is wrong: in the profile by line, then in its lists."""
        return [error for _, error in self._faults.found] + self._others

    def profile(self, text: str) -> Profile:
        """Return what ``text`` decides; what is wrong is in ``errors`` afterwards."""
        levels = dict(_level_names())
        inner = {LEVELS: tuple(levels), **{one.key: one.names for one in LISTS}}
        inner |= {english: inner[key] for english, key in _ENGLISH.items() if key in inner}
        entries = self._in_chinese(read(text, self._faults, {**dict.fromkeys((*KEYS, *_ENGLISH), ()), **inner}, MOST_NODES).entries)
        read_files: list[ProfileFaults] = []
        rows = {one.key: self._rows(entries, one, read_files) for one in LISTS}
        accepted = _accepted(rows[ACCEPTED.key])
        profile = Profile(
            levels=MappingProxyType(self._levels(entries.nodes.get(LEVELS), levels)),
            terms=_terms(rows[TERMS.key], accepted),
            accepted=MappingProxyType(accepted),
            roster=_roster(rows[ROSTER.key]),
            documents=_documents(rows[DOCUMENTS.key]),
            documents_complete=bool(self._choice(entries, COMPLETE, _YES_NO)),
            formal=self._choice(entries, FORMAL, _FORMAL),
            where=str(self._path),
        )
        self._others += [error for faults in read_files for _, error in faults.found]
        return profile

    def _in_chinese(self, entries: Entries) -> Entries:
        """Return the entries under their Chinese keys; unknown ones, and those written in both languages, are faults."""
        made = Entries(entries.line)
        for key, node in entries.nodes.items():
            line, name = entries.lines[key], _ENGLISH.get(key, key)
            if name not in KEYS:
                near = get_close_matches(key, KEYS, n=1, cutoff=0.5)
                hint = f"可能是“{near[0]}”；" if near else ""
                self._faults.add(line, f"校对设置没有“{key}”这一项", f"{hint}可用的有：{'、'.join(KEYS)}")
            elif name in made.nodes:
                self._faults.add(line, f"“{name}”写了两次（第 {made.lines[name]} 行已经有了）", "请只留一处")
            else:
                made.nodes[name], made.lines[name] = node, line
        return made

    def _rows(self, entries: Entries, listed: ListOf, read_files: list[ProfileFaults]) -> list[Row]:
        """Return the rows of a list, those in the profile first, each with where its faults go."""
        rows: list[Row] = [(self._faults, record) for record in records_of(entries.nodes.get(listed.key), listed, self._faults)]
        node = entries.nodes.get(listed.file_key)
        name = self._text(node, listed.file_key, f"{listed.key}.xlsx")
        if name:
            path = self._path.parent / Path(name).expanduser()
            faults = ProfileFaults(str(path))
            read_files.append(faults)
            try:
                rows += [(faults, record) for record in records_in_file(path, listed, faults)]
            except UserError as error:
                self._others.append(error)
        return rows

    def _text(self, node: Node | None, key: str, example: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, Scalar) or "\n" in node.text.strip():
            self._faults.add(node.line, f"“{key}”应是一行文字", f"例如：{key}: {example}")
            return ""
        return node.text.strip()

    def _choice(self, entries: Entries, key: str, choices: Mapping[str, Chosen]) -> Chosen | None:
        node = entries.nodes.get(key)
        text = self._text(node, key, next(iter(choices)))
        if node is not None and text and text not in choices:
            self._faults.add(node.line, f"“{key}”不能写“{shortened(text)}”", f"请写{'、'.join(choices)}中的一个")
        return choices.get(text)

    def _levels(self, node: Node | None, names: dict[str, str]) -> dict[str, Level | None]:
        """Return the levels by code and family; ``names`` are all the names that one may write, with what they stand for."""
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return {}
        if not isinstance(node, Entries):
            self._faults.add(node.line, f"“{LEVELS}”应是一组“检查: 级别”，一行一个，前面加两个空格", "例如：  long-sentence: 不查")
            return {}
        levels: dict[str, Level | None] = {}
        first: dict[str, int] = {}
        for name, value in node.nodes.items():
            line = node.lines[name]
            if name not in names:
                near = get_close_matches(name, names, n=3, cutoff=0.5)
                hint = f"您要的是不是：{'、'.join(near)}？" if near else ""
                self._faults.add(line, f"没有“{name}”这项检查，也没有这个类别", f"{hint}全部检查见 wenmi checks")
                continue
            key, text = names[name], self._text(value, name, OFF)
            if text not in _LEVELS:
                allowed = "、".join([*(level.chinese for level in Level), OFF])
                self._faults.add(line, f"“{name}”的级别不能写“{shortened(text)}”", f"请写{allowed}中的一个，例如：{name}: {OFF}")
            elif key in first:
                self._faults.add(line, f"“{name}”的级别写了两次（第 {first[key]} 行已经有了）", "请只留一处")
            else:
                levels[key], first[key] = _LEVELS[text], line
        return levels


def _level_names() -> Iterable[tuple[str, str]]:
    """Yield every name under which a level may be set, with the code or the family it means; a code goes before a title."""
    yield from ((check.title, check.code) for check in CHECKS)
    yield from ((chinese, family) for family, chinese in FAMILIES.items())
    yield from ((family, family) for family in FAMILIES)
    yield from ((check.code, check.code) for check in CHECKS)


def _accepted(rows: Iterable[Row]) -> dict[str, str]:
    words: dict[str, str] = {}
    for faults, record in rows:
        word = record.text("词")
        if not word:
            faults.add(record.line, "没有写是哪个词", f"例如：- {ACCEPTED.example}")
        words.setdefault(word, record.text("理由"))
    words.pop("", None)
    return words


def _terms(rows: list[Row], accepted: dict[str, str]) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    lines: dict[str, str] = {}
    for faults, record in rows:
        term = Term(record.text("误写"), record.text("正写") or None, record.text("说明").rstrip("。"))
        if not term.wrong:
            faults.add(record.line, "没有写“误写”，不知道要找哪个词", f"例如：- {TERMS.example}")
        elif term.wrong == term.right:
            faults.add(record.line, f"“误写”和“正写”都是“{shortened(term.wrong)}”", "请改正其中一个；只是不许用、没有正写的，不写“正写”")
        elif term.wrong in terms and terms[term.wrong].right != term.right:
            faults.add(record.line, f"“{shortened(term.wrong)}”写了两次，正写不一样（{lines[term.wrong]}已经有了）", "请只留一处")
        elif term.wrong in accepted:
            faults.add(record.line, f"“{shortened(term.wrong)}”同时写在“{TERMS.key}”和“{ACCEPTED.key}”里", "请只留一处")
        else:
            lines.setdefault(term.wrong, faults.place(record.line))
            terms.setdefault(term.wrong, term)
    for faults, record in rows:
        right = record.text("正写")
        if right in terms and record.text("误写") in terms:
            remedy = "请改正其中一处，否则照着改了还会再报"
            faults.add(record.line_of("正写"), f"正写“{shortened(right)}”自己又是“误写”（{lines[right]}）", remedy)
    return tuple(terms.values())


def _roster(rows: list[Row]) -> tuple[Person, ...]:
    people: dict[str, Person] = {}
    for place, (faults, record) in enumerate(rows, 1):
        name = _BLANKS.sub("", record.text("姓名"))
        posts = tuple(
            dict.fromkeys(post for text in record.texts.get("职务", ()) for one in _PARTED.split(text) if (post := _BLANKS.sub("", one)))
        )
        order = record.text("排序")
        if not name:
            faults.add(record.line, "没有写“姓名”", f"例如：- {ROSTER.example}")
        elif not _NAME.fullmatch(name):
            faults.add(record.line_of("姓名"), f"“{shortened(name)}”不像一个人的姓名", "一条只写一个人，例如：姓名: 周明川")
        elif name in people:
            remedy = "同一个人请合成一条，职务用顿号隔开；两个人同名的，也请合成一条，把两人的职务都写上"
            faults.add(record.line, f"“{name}”写了两次", remedy)
        if order and not expression(r"[0-9]{1,5}").fullmatch(order):
            faults.add(record.line_of("排序"), f"“排序”应是一个数，不能写“{shortened(order)}”", "例如：排序: 2")
            order = ""
        if name:
            people.setdefault(name, Person(name, posts, int(order) if order else place))
    return tuple(people.values())


def _documents(rows: list[Row]) -> tuple[KnownDocument, ...]:
    documents = []
    numbers: dict[str, str] = {}
    for faults, record in rows:
        title, number, status = record.text("标题"), _BLANKS.sub("", record.text("文号")), record.text("状态") or "现行"
        if title.startswith("《") and title.endswith("》"):
            title = title[1:-1]
        if not title:
            faults.add(record.line, "没有写“标题”", f"例如：- {DOCUMENTS.example}")
        if status not in _STATUS:
            faults.add(record.line_of("状态"), f"“状态”不能写“{shortened(status)}”", "请写现行、废止、修订中的一个")
        if number in numbers:
            faults.add(record.line_of("文号"), f"文号“{shortened(number)}”写了两次（{numbers[number]}已经有了）", "请改正其中一处")
        elif number:
            numbers[number] = faults.place(record.line)
        documents.append(KnownDocument(title, number, _STATUS.get(status, "现行"), record.text("替代")))
    return tuple(documents)
