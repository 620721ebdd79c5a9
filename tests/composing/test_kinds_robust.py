"""Whatever a secretary writes in the fields of any kind, the text says nothing twice and leaves no stump."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from drafting.composing import compose, example_fields, find_kind, kinds
from drafting.composing.faults import Faults
from drafting.composing.making import Composer
from drafting.composing.schema import Demand, Field, FieldType, Kind, Part
from drafting.composing.source import Entries, Items, Node, Scalar, Source
from drafting.documents.errors import UserError
from drafting.documents.model import Document

KINDS = [kind.id for kind in kinds()]
TWICE = re.compile(
    "根据根据|按照按照|根据按照|为为|关于关于|的的|经经|现将现将|现就现就|同意同意|研究研究|决定决定|特此特此|会议会议|会议认为，会议认为|会议要求，会议要求"
    "|已经已经|已已|授予授予|请请|希望希望|如下如下|的通知的通知|的函的函|报告报告|通过通过|要求要求|制定制定|任命任命|免去免去|予以予以|给予给予|由由"
)
STUMP = re.compile("[，、；：。][，、；：。]|[（《“][，、；。：]|[，、；：]）|（）|《》|“”|^[，。、；：）》”]|《《|》》|[，、；]$|(?<=[一二三四五六七八九十]、)[一二三四五六七八九十]、")
PAIRS = ("（）", "《》", "“”", "〈〉", "【】", "〔〕")
LONG = "全面推进城市地下管网普查改造和燃气供水排水安全隐患排查整治并同步建立健全长效管理机制"
FRAMES = {
    "目的": ("为", "为了"),
    "依据": ("根据", "按照"),
    "处理依据": ("根据",),
    "同意机关": ("经",),
    "审议会议": ("经",),
    "审定情况": ("经", "已经"),
    "研究情况": ("经",),
    "研究机关": ("经",),
    "事由": ("关于",),
}
"""The words that a template puts before a field, which people write all the same."""
MARKED = {"来文标题", "报文标题"}


@cache
def example(kind: str) -> tuple[Composer, Entries]:
    """The composer of a kind, and the fields of its example."""
    composer = Composer(find_kind(kind))
    faults = Faults("样例")
    return composer, composer.read(example_fields(composer.kind), faults).entries


def drafted(kind: str, change: Callable[[Field, Node], Node | None]) -> Document:
    """Draft the example of ``kind`` with every top field as ``change`` makes it; None leaves the field out."""
    composer, entries = example(kind)
    fields = {one.name: one for one in composer.kind.fields}
    nodes = {name: change(fields[name], node) if name in fields else node for name, node in entries.nodes.items()}
    kept = {name: node for name, node in nodes.items() if node is not None}
    return composer.compose(Source(Entries(entries.line, kept, entries.lines), True), Faults("样例")).document


def texts(field: Field, node: Node, change: Callable[[str], str]) -> Node:
    """Return ``node`` with each text of it changed; dates, numbers, choices, tables, people and the frame of the page stay."""
    if field.part not in (None, Part.RECIPIENTS, Part.COPIES_TO, Part.ATTACHMENTS, Part.ISSUED):
        return node
    if isinstance(node, Scalar):
        fixed = field.type in (FieldType.DATE, FieldType.NUMBER, FieldType.CHOICE, FieldType.TABLE, FieldType.PEOPLE)
        return node if fixed else Scalar(change(node.text), node.line, node.block, node.wrapped)
    if isinstance(node, Items):
        return node if field.type is FieldType.TABLE else Items(node.line, [texts(field, item, change) for item in node.nodes])
    items = {item.name: item for item in field.items}
    if not items:
        return node
    made = {name: texts(items[name], one, change) if name in items else one for name, one in node.nodes.items()}
    return Entries(node.line, made, node.lines)


def assert_whole(document: Document) -> None:
    """No word twice, no stump, no mark without its fellow, in any paragraph outside tables."""
    for item in document.paragraphs:
        if item.place.cell:
            continue
        text = item.text
        assert text.strip()
        assert not TWICE.search(text), (TWICE.search(text), text)
        assert not STUMP.search(text) or text.endswith(("，", "、")), (STUMP.search(text), text)
        assert not STUMP.search(text.replace("……", "")), (STUMP.search(text), text)
        for opening, closing in PAIRS:
            assert text.count(opening) == text.count(closing), text


def without_end(text: str) -> str:
    return text.rstrip().rstrip("。；，")


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_texts_without_their_last_mark(self, kind: str) -> None:
        assert_whole(drafted(kind, lambda field, node: texts(field, node, without_end)))

    def test_texts_that_all_end_with_a_full_stop(self, kind: str) -> None:
        def ended(text: str) -> str:
            return text if text.rstrip()[-1:] in "。！？：)）”" else without_end(text) + "。"

        assert_whole(drafted(kind, lambda field, node: texts(field, node, ended) if field.part is None else node))

    def test_texts_that_all_end_with_a_comma(self, kind: str) -> None:
        assert_whole(drafted(kind, lambda field, node: texts(field, node, lambda text: without_end(text) + "，") if field.part is None else node))
