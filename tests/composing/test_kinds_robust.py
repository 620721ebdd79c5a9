"""Whatever a secretary writes in the fields of any kind, the text says nothing twice and leaves no stump."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from drafting.composing import example_fields, find_kind, kinds
from drafting.composing.making import Composer
from drafting.composing.rendering import variables
from drafting.composing.schema import Demand, Field, FieldType, Part
from drafting.documents.errors import UserError
from drafting.documents.faults import Faults
from drafting.documents.model import Document, Role
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, Source

KINDS = [kind.id for kind in kinds()]
TWICE = re.compile(
    "根据根据|按照按照|根据按照|为为|关于关于|的的|经经|现将现将|现就现就|同意同意|研究研究|决定决定|特此特此|会议会议|会议认为，会议认为|会议要求，会议要求"
    "|已经已经|已已|授予授予|请请|希望希望|如下如下|的通知的通知|的函的函|报告报告|通过通过|要求要求|制定制定|任命任命|免去免去|予以予以|给予给予|由由"
)
STUMP = re.compile(
    "[，、；：。][，、；：。]|[（《“][，、；。：]|[，、；：]）|（）|《》|“”|^[，。、；：）》”]|《《|》》|[，、]$"
    "|(?<=[一二三四五六七八九十]、)[一二三四五六七八九十]、"
)
PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〈", "〉"), ("【", "】"), ("〔", "〕"))
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
NAMED = ("来文标题", "报文标题", "印发文件")


@cache
def example(kind: str) -> tuple[Composer, Entries, str]:
    """The composer of a kind, the fields of its example, and what people wrote in these."""
    composer = Composer(find_kind(kind))
    text = example_fields(composer.kind)
    return composer, composer.read(text, Faults("样例")).entries, text


def drafted(kind: str, change: Callable[[Field, Node], Node | None]) -> Document | None:
    """Draft the example of ``kind`` with every top field as ``change`` makes it (None leaves it out); None where a rule forbids it."""
    composer, entries, _ = example(kind)
    fields = {one.name: one for one in composer.kind.fields}
    nodes = {name: change(fields[name], node) if name in fields else node for name, node in entries.nodes.items()}
    kept = {name: node for name, node in nodes.items() if node is not None}
    faults = Faults("样例")
    try:
        return composer.compose(Source(Entries(entries.line, kept, entries.lines), True), faults).document
    except UserError as error:
        if "样例" not in str(error):  # a fault of the template, not of the fields
            raise
        return None


def rewritten(field: Field, node: Node, change: Callable[[str], str], *types: FieldType) -> Node:
    """Return ``node`` with each text of ``types`` (of all that are free text, if none is named) changed."""
    if isinstance(node, Scalar):
        free = field.type in (types or (FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.LIST))
        return Scalar(change(node.text), node.line, node.block, node.wrapped) if free else node
    if isinstance(node, Items):
        return node if field.type is FieldType.TABLE else Items(node.line, [rewritten(field, item, change, *types) for item in node.nodes])
    items = {item.name: item for item in field.items}
    made = {name: rewritten(items[name], one, change, *types) if name in items else one for name, one in node.nodes.items()}
    return Entries(node.line, made, node.lines)


def assert_whole(document: Document | None) -> None:
    """No word twice, no stump, no mark without its fellow, in any paragraph outside tables; what the example itself says is left alone."""
    own = example(document.kind)[2] if document and document.kind else ""
    for item in document.paragraphs if document else ():
        text = item.text
        if item.place.cell:
            continue
        assert text.strip()
        for pattern in (TWICE, STUMP):
            for found in pattern.finditer(text.replace("……", "…")):
                assert found[0] in own, f"{found[0]}：{text}"
        for opening, closing in PAIRS:
            assert text.count(opening) == text.count(closing), text


def bare(text: str) -> str:
    return text.rstrip().rstrip("。；，、")


def ended(text: str) -> str:
    return text if text.rstrip()[-1:] in "。！？：)）”》" else bare(text) + "。"


def in_body(field: Field) -> bool:
    return field.part is None and field.name not in ("标题", "事由")


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    """Each with its example changed in one way."""

    def test_no_text_ends_with_a_mark(self, kind: str) -> None:
        assert_whole(drafted(kind, lambda field, node: rewritten(field, node, bare) if in_body(field) else node))

    def test_every_text_ends_with_a_full_stop(self, kind: str) -> None:
        assert_whole(drafted(kind, lambda field, node: rewritten(field, node, ended) if in_body(field) else node))

    def test_every_text_ends_with_a_comma(self, kind: str) -> None:
        def comma(text: str) -> str:
            return bare(text) + "，" if text.rstrip()[-1:] not in "！？：)）”》" else text

        single = (FieldType.TEXT, FieldType.LIST)  # whole passages are printed as they are written
        assert_whole(drafted(kind, lambda field, node: rewritten(field, node, comma, *single) if in_body(field) else node))

    def test_the_words_of_the_frame_are_written_in_the_fields(self, kind: str) -> None:
        for place in range(2):

            def framed(field: Field, node: Node, place: int = place) -> Node:
                words = FRAMES.get(field.name)
                if not words or field.part is not None:
                    return node
                return rewritten(field, node, lambda text: words[min(place, len(words) - 1)] + text.removeprefix(words[0]))

            assert_whole(drafted(kind, framed))

    def test_the_words_of_the_frame_are_left_out_of_the_fields(self, kind: str) -> None:
        def unframed(field: Field, node: Node) -> Node:
            words = FRAMES.get(field.name)
            return rewritten(field, node, lambda text: text.removeprefix(words[0])) if words else node

        assert_whole(drafted(kind, unframed))

    def test_the_subject_says_the_whole_title(self, kind: str) -> None:
        def whole(text: str) -> str:
            return f"关于{text}的{find_kind(kind).word}"

        assert_whole(drafted(kind, lambda field, node: rewritten(field, node, whole) if field.name == "事由" else node))

    @pytest.mark.parametrize("marks", ["《》", ""])
    def test_names_of_documents_with_marks_and_without(self, kind: str, marks: str) -> None:
        def named(field: Field, node: Node) -> Node:
            def change(text: str) -> str:
                inner = text.strip().removeprefix("《").removesuffix("》")
                return f"《{inner}》" if marks else inner

            if field.name in NAMED:
                return rewritten(field, node, change)
            if field.part in (Part.ATTACHMENTS, Part.ISSUED) and isinstance(node, Items):
                return Items(node.line, [titled(item, change) for item in node.nodes])
            return node

        assert_whole(drafted(kind, named))

    def test_each_optional_field_left_out(self, kind: str) -> None:
        for left in find_kind(kind).fields:
            if not left.required and left.name in example(kind)[1].nodes:
                assert_whole(drafted(kind, lambda field, node, left=left: None if field is left else node))  # type: ignore[misc]

    def test_all_optional_fields_left_out(self, kind: str) -> None:
        found = find_kind(kind)
        needed = {name for rule in found.rules if rule.demand is Demand.AT_LEAST_ONE for name in rule.fields}
        needed |= variables(found.title_pattern)
        assert_whole(drafted(kind, lambda field, node: node if field.required or field.name in needed else None))

    @pytest.mark.parametrize("many", [1, 12])
    def test_lists_of_one_item_and_of_many(self, kind: str, many: int) -> None:
        def length(field: Field, node: Node) -> Node:
            if not isinstance(node, Items) or field.part in (Part.ISSUER, Part.SIGNER, Part.ATTACHMENTS, Part.ISSUED):
                return node
            return node if field.type is FieldType.TABLE else Items(node.line, (node.nodes * many)[:many])

        assert_whole(drafted(kind, length))

    def test_optional_parts_of_records_left_out(self, kind: str) -> None:
        def shortened(field: Field, node: Node) -> Node:
            kept = {item.name for item in field.items if item.required}
            if not isinstance(node, Items) or not kept:
                return node
            entries = [item for item in node.nodes if isinstance(item, Entries)]
            lean = [{name: one for name, one in item.nodes.items() if name in kept} for item in entries]
            return Items(node.line, [Entries(item.line, made, item.lines) for item, made in zip(entries, lean, strict=True)])

        assert_whole(drafted(kind, shortened))

    @pytest.mark.parametrize("issuers", [4, 6])
    def test_joint_issuers_thirty_recipients_and_a_long_subject(self, kind: str, issuers: int) -> None:
        organs = [Scalar(f"清源市第{n}局", 1) for n in "一二三四五六"[:issuers]]

        def crowded(field: Field, node: Node) -> Node:
            if field.part is Part.ISSUER:
                return Items(1, [*organs])
            if field.part in (Part.RECIPIENTS, Part.COPIES_TO):
                return Items(1, [Scalar(f"清源市第{n}中学", 1) for n in range(1, 31)])
            return Scalar(LONG, 1) if field.name == "事由" else node

        document = drafted(kind, crowded)
        assert_whole(document)
        if document and document.text_of(Role.RECIPIENTS):
            assert document.text_of(Role.RECIPIENTS).count("、") == 29

    def test_no_customary_closing_is_wanted(self, kind: str) -> None:
        document = drafted(kind, lambda field, node: Scalar("无", 1) if field.name in ("结语", "过渡语") and field.part is None else node)
        assert_whole(document)
        assert document is None or not any(item.text.strip("。：") == "无" for item in document.paragraphs if not item.place.cell)


def titled(node: Node, change: Callable[[str], str]) -> Node:
    """Return an attachment with its title changed."""
    if not isinstance(node, Entries) or not isinstance(node.nodes.get("标题"), Scalar):
        return node
    title = node.nodes["标题"]
    assert isinstance(title, Scalar)
    return Entries(node.line, {**node.nodes, "标题": Scalar(change(title.text), title.line)}, node.lines)
