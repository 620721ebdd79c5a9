"""Reading ``fields.yaml``: the declaration of a kind, judged whole so that a secretary sees every slip at once."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from drafting.composing.entries import EntryReader
from drafting.composing.rule_reading import RuleReader
from drafting.composing.schema import DIRECTIONS, KIND_KEY, Field, FieldType, Heading, Kind, Part
from drafting.composing.shared import COMMON, shared_fields
from drafting.composing.tables import BLANK
from drafting.documents.faults import Faults
from drafting.documents.model import Format, Sealing
from drafting.documents.resources import resource
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar

KIND_KEYS = {
    "标识": "id",
    "名称": "name",
    "别名": "aliases",
    "类别": "family",
    "行文方向": "direction",
    "版式": "format",
    "结语": "closing",
    "说明": "about",
    "标题文种": "word",
    "标题写法": "title",
    "字段": "fields",
    "规则": "rules",
}
"""The keys of ``fields.yaml`` and the English ones that mean the same."""

FIELD_KEYS = {
    "名称": "name",
    "类型": "type",
    "必填": "required",
    "说明": "help",
    "示例": "example",
    "选项": "choices",
    "部位": "part",
    "项目": "items",
    "公用": "shared",
}
"""The keys of one field likewise."""

_NO_FAMILY = "其他"
UNTITLED = "无"  # 标题写法 of a kind whose documents have no title
_YES = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}
_FORMATS = {**{one.value: one for one in Format}, "普通": Format.PLAIN}
_TYPES = {**{one.value: one for one in FieldType}, **{one.chinese: one for one in FieldType}}
_PARTS = {part.value: part for part in Part}
_RESERVED = {KIND_KEY, "规范结语", "一级", "二级", "三级", "四级"}
_CHOICES = {Part.URGENCY: ("特急", "加急"), Part.SEALING: tuple(one.value for one in Sealing)}
_PART_TYPES = {
    Part.ISSUER: {FieldType.TEXT, FieldType.LIST},
    Part.SIGNER: {FieldType.TEXT, FieldType.LIST, FieldType.PEOPLE},
    Part.RECIPIENTS: {FieldType.TEXT, FieldType.LIST},
    Part.COPIES_TO: {FieldType.TEXT, FieldType.LIST},
    Part.DISTRIBUTION: {FieldType.LIST},
    Part.DATE: {FieldType.DATE},
    Part.BYLINE_DATE: {FieldType.DATE},
    Part.PRINT_DATE: {FieldType.DATE},
    Part.URGENCY: {FieldType.CHOICE},
    Part.SEALING: {FieldType.CHOICE},
    Part.ATTACHMENTS: {FieldType.LIST},
    Part.ISSUED: {FieldType.LIST},
    Part.PRESENT: {FieldType.PEOPLE, FieldType.TEXT},
    Part.EXCUSED: {FieldType.PEOPLE, FieldType.TEXT},
    Part.ATTENDING: {FieldType.PEOPLE, FieldType.TEXT},
}
ATTACHMENT_ITEMS = (
    Field("标题", FieldType.TEXT, True, "附件的名称，附件说明和附件首页用同一个名称", "2026年全市防汛物资储备计划表"),
    Field("正文", FieldType.PARAGRAPHS, False, "附件的文字"),
    Field("表格", FieldType.TABLE, False, "附件的表格，排在文字后面"),
)
"""What an attachment consists of, whatever the kind."""

ISSUED_ITEMS = (
    Field("标题", FieldType.TEXT, True, "所印发文件的标题", "清源市城镇二次供水管理办法"),
    Field("署名", FieldType.TEXT, False, "写在标题下面的机关，转发、批转的文件写来文机关；本机关印发的不写", "市发展改革委"),
    Field("题注", FieldType.TEXT, False, "写在标题下面的通过、批准日期，圆括号自动加上", "2026年4月15日市政府第64次常务会议通过"),
    Field("正文", FieldType.PARAGRAPHS, False, "所印发文件的文字"),
    Field("表格", FieldType.TABLE, False, "所印发文件的表格，排在文字后面"),
)
"""What a text that a notice issues consists of; it begins a page of its own below the notice's signature."""
_ITEMS = {Part.ATTACHMENTS: ATTACHMENT_ITEMS, Part.ISSUED: ISSUED_ITEMS}


def read_shared() -> tuple[Field, ...]:
    """Return the fields of the shipped ``common.yaml``. Raises ``ManyErrors`` with the faults of the file."""
    folder = resource("templates") / "any"
    faults = Faults(str(folder.parent / COMMON))
    reader = KindReader(faults, folder)
    found = [reader.field(node, top=True) for node in shared_fields(folder).fields.values()]
    faults.raise_any()
    return tuple(one for one in found if one)


class KindReader(EntryReader):
    """Reads one kind; ``kind`` returns None where it has faults."""

    def __init__(self, faults: Faults, folder: Path) -> None:
        super().__init__(faults)
        self._folder = folder

    def kind(self, source: Entries) -> Kind | None:
        """Return the kind that ``source`` declares."""
        entries = self.keys(source, KIND_KEYS, "文种")
        name = self.text(entries, "名称", required=True)
        identity = self.text(entries, "标识") or self._folder.name
        if not re.fullmatch(r"[\w-]+", identity):
            self.faults.add(entries.lines.get("标识"), f"标识“{identity}”里有不能用的字符", "标识只用字母、数字、短横或汉字，例如：notice")
        direction = self.choice(entries, "行文方向", {"": "", **{one: one for one in DIRECTIONS}}, "")
        page = self.choice(entries, "版式", _FORMATS, None)
        if page is None and "版式" not in entries.nodes:
            self.faults.add(None, "没有写“版式”", f"请加上一行，从“{'”“'.join(one.value for one in Format)}”中选一个")
        fields = self.fields(entries.nodes.get("字段"))
        title = self.text(entries, "标题写法")
        names = {one.name for one in fields}
        if not title and {Part.ISSUER.value, "事由"} <= names:
            from drafting.composing.rendering import OFFICIAL_TITLE

            title = OFFICIAL_TITLE
        untitled = title == UNTITLED
        title = "" if untitled else title
        if not title and not untitled and not any(one.part is Part.TITLE for one in fields):
            self.faults.add(None, "这个文种没有标题", "请加一个“标题”字段，或加“发文机关”和“事由”两个字段，或写明“标题写法”")
        rules = RuleReader(self.faults, shared_fields(self._folder)).rules(entries.nodes.get("规则"), [one.name for one in fields])
        if self.faults or page is None:
            return None
        return Kind(
            id=identity,
            name=name,
            family=self.text(entries, "类别") or _NO_FAMILY,
            direction=direction or "",
            format=page,
            closing=self.text(entries, "结语"),
            about=self.text(entries, "说明"),
            word=self.text(entries, "标题文种") or name,
            title_pattern=title,
            fields=fields,
            folder=self._folder,
            aliases=self.words(entries, "别名"),
            rules=rules,
            untitled=untitled,
        )

    def heading(self, source: Entries) -> Heading:
        """Return what ``source`` says of the kind above its fields."""
        entries = self.keys(source, KIND_KEYS, "文种")
        return Heading(
            id=self.text(entries, "标识") or self._folder.name,
            name=self.text(entries, "名称"),
            family=self.text(entries, "类别") or _NO_FAMILY,
            direction=self.text(entries, "行文方向"),
            format=_FORMATS.get(self.text(entries, "版式"), Format.PLAIN),
            aliases=self.words(entries, "别名"),
            folder=self._folder,
        )

    def fields(self, node: Node | None) -> tuple[Field, ...]:
        """Return the fields that the list ``node`` declares."""
        if not isinstance(node, Items) or not node.nodes:
            self.faults.add(node.line if node else None, "没有写“字段”的清单", "“字段:”之后一项一个字段，例如：- 名称: 事由")
            return ()
        return self._unique(node, top=True)

    def _unique(self, node: Items, *, top: bool) -> tuple[Field, ...]:
        made: dict[str, Field] = {}
        parts: dict[Part, str] = {}
        for item in shared_fields(self._folder).with_fields(node, self.faults) if top else node.nodes:
            one = self.field(item, top=top)
            if one is None:
                continue
            if one.name in made:
                self.faults.add(item.line, f"字段“{one.name}”写了两次", "请只留一处")
                continue
            if one.part and one.part in parts:
                self.faults.add(item.line, f"字段“{one.name}”和“{parts[one.part]}”占了同一个部位“{one.part}”", "一个部位只能有一个字段")
            elif one.part:
                parts[one.part] = one.name
            made[one.name] = one
        return tuple(made.values())

    def field(self, node: Node, *, top: bool) -> Field | None:
        """Return the field that ``node`` declares, None where it has faults; ``top`` tells that it is not one of a record's."""
        if not isinstance(node, Entries):
            self.faults.add(node.line, "字段清单里的这一项没有写“名称: ……”", "例如：- 名称: 事由")
            return None
        entries = self.keys(node, FIELD_KEYS, "字段")
        name = self.text(entries, "名称", required=True)
        if not name:
            return None
        # Jinja reads names as Python does, in normal form; “字段（一）” or “Ａ” would be another name there or none.
        if not name.isidentifier() or name.startswith("_") or unicodedata.normalize("NFKC", name) != name:
            remedy = "字段名只用汉字、字母和数字，不用空格、括号和标点，不以数字开头"
            self.faults.add(entries.lines["名称"], f"字段名“{name}”里有不能用的字符", remedy)
        if top and name in _RESERVED:
            self.faults.add(entries.lines["名称"], f"“{name}”是系统用的名字，不能作字段名", "请换一个名字")
        items = self._items(entries, top=top)
        part = self.choice(entries, "部位", _PARTS, None) if "部位" in entries.nodes else _PARTS.get(name) if top else None
        if part and not items:
            items = _ITEMS.get(part, ())
        allowed = _PART_TYPES.get(part, {FieldType.TEXT, FieldType.NUMBER, FieldType.CHOICE}) if part else set(FieldType)
        several = items or part in (Part.RECIPIENTS, Part.COPIES_TO)
        usual = FieldType.LIST if several else next(iter(allowed)) if len(allowed) == 1 else FieldType.TEXT
        kind = self.choice(entries, "类型", _TYPES, usual) or usual
        line = entries.lines.get("类型") or node.line
        choices = self._choices(entries) or (_CHOICES.get(part, ()) if part else ())
        if kind is FieldType.CHOICE and not choices:
            self.faults.add(line, f"选项字段“{name}”没有列出选项", "请加上一行，例如：选项: [甲, 乙]")
        if kind not in allowed:
            names = "”或“".join(sorted(one.chinese for one in allowed))
            self.faults.add(line, f"字段“{name}”用在“{part}”部位，类型不能是“{kind.chinese}”", f"类型应是“{names}”")
        if items and kind is not FieldType.LIST:
            self.faults.add(line, f"字段“{name}”有“项目”，类型应是“清单”", "请改成：类型: 清单")
        return Field(
            name=name,
            type=kind,
            required=bool(self.choice(entries, "必填", _YES, False)),
            help=self.text(entries, "说明"),
            example=self.text(entries, "示例"),
            choices=choices,
            part=part,
            items=items,
        )

    def _items(self, entries: Entries, *, top: bool) -> tuple[Field, ...]:
        node = entries.nodes.get("项目")
        if node is None:
            return ()
        if not top or not isinstance(node, Items):
            self.faults.add(node.line, "“项目”应是字段的清单，里面不能再套一层", "例如：项目: 之后一项一个字段，- 名称: 责任单位")
            return ()
        return self._unique(node, top=False)

    def _choices(self, entries: Entries) -> tuple[str, ...]:
        node = entries.nodes.get("选项")
        if node is None:
            return ()
        if not isinstance(node, Items) or not all(isinstance(item, Scalar) for item in node.nodes):
            self.faults.add(node.line, "“选项”应是一个清单", "例如：选项: [甲, 乙]")
            return ()
        return tuple(item.text.strip(BLANK) for item in node.nodes if isinstance(item, Scalar))
