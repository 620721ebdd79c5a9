"""What a kind of document declares: its fields, their types, and the places of the page they fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from drafting.documents.model import Format

KIND_KEY = "文种"  # the key of a fields file that names its kind
DIRECTIONS = ("上行", "下行", "平行", "公布")


class FieldType(StrEnum):
    """What may be written in a field."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    LIST = "list"
    TABLE = "table"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    PEOPLE = "people"

    @property
    def chinese(self) -> str:
        """The name that users read, and may write in ``fields.yaml``."""
        return _TYPES[self][0]

    @property
    def expected(self) -> str:
        """What to write, as a clause for messages and help."""
        return _TYPES[self][1]


_TYPES = {
    FieldType.TEXT: ("文字", "一行文字"),
    FieldType.PARAGRAPHS: ("段落", "一段或几段文字，冒号后写 |，从下一行起每行缩进两格，一行一段"),
    FieldType.LIST: ("清单", "一项或几项；有几项的，每项一行，以“- ”开头"),
    FieldType.TABLE: ("表格", "冒号后写 |，从下一行起一行一行地写，各格用 | 隔开，第一行是表头；也可以直接粘贴 Excel 的单元格"),
    FieldType.DATE: ("日期", "完整的日期，如 2026年3月5日 或 2026-03-05"),
    FieldType.NUMBER: ("数字", "只写阿拉伯数字，如 12 或 3.5"),
    FieldType.CHOICE: ("选项", "从列出的选项中选一个"),
    FieldType.PEOPLE: ("人员", "写成“单位: 姓名、姓名”，一个单位一行；也可以只写姓名，用顿号隔开"),
}


class Part(StrEnum):
    """The places of the page outside the body that a field can fill (GB/T 9704—2012, clause 7, and office practice)."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    ISSUER = "发文机关"
    ISSUER_MARK = "发文机关标志"
    DOCUMENT_NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    SUBTITLE = "副标题"
    BYLINE = "题下署名"
    BYLINE_DATE = "题下日期"
    RECIPIENTS = "主送机关"
    PRESENT = "出席"
    EXCUSED = "请假"
    ATTENDING = "列席"
    ISSUED = "印发文本"
    ATTACHMENTS = "附件"
    SIGNATURE = "署名"
    NAME_STAMP = "签名章"
    DATE = "成文日期"
    SEALING = "落款方式"
    CONTACT = "联系人"
    TELEPHONE = "联系电话"
    ANNOTATION = "附注"
    COPIES_TO = "抄送机关"
    PRINTER = "印发机关"
    PRINT_DATE = "印发日期"
    DISTRIBUTION = "报送范围"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    ``part`` is the place of the page it fills, None for one that only the body uses; ``items`` are the fields of each entry of a list of
    records. ``example`` is one line, shown where a value is wrong or missing.
    """

    name: str
    type: FieldType
    required: bool = False
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    part: Part | None = None
    items: tuple[Field, ...] = ()

    @property
    def expected(self) -> str:
        """What to write here, as a clause."""
        if self.type is FieldType.CHOICE:
            return f"从“{'”“'.join(self.choices)}”中选一个"
        if self.items:
            return f"一项一项地写，每项以“- ”开头，含{'、'.join(item.name for item in self.items)}"
        return self.type.expected


class Demand(StrEnum):
    """What a rule asks of the fields it names; the values are the keys of ``fields.yaml``."""

    REQUIRED = "必填"
    AT_LEAST_ONE = "至少填一项"
    AT_MOST_ONE = "最多填一项"
    SINGLE = "只写一个"
    WITHOUT = "不得出现"
    WITH = "应当出现"
    LIKE = "应当符合"
    NOT_EARLIER = "不早于"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One rule of a kind: what ``fields`` (all that hold text, if none is named) must be like.

    It holds where the field ``when`` is given, as one of ``when_is`` if that is said. ``words`` are the patterns, phrases or the other
    field that the demand speaks of; ``what`` and ``remedy`` tell a writer what is wrong and what to write.
    """

    demand: Demand
    fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    when: str = ""
    when_is: tuple[str, ...] = ()
    what: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of the kinds says of one, without its fields; the attributes are those of ``Kind``."""

    id: str
    name: str
    family: str
    direction: str
    format: Format
    aliases: tuple[str, ...]
    folder: Path = field(default=Path(), compare=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (文种): what ``fields.yaml`` declares, and the folder it lies in.

    ``direction`` is 上行, 下行, 平行, 公布 or ``""``; ``word`` is the 文种 as the title says it; ``title_pattern`` is the template of the
    title, ``""`` where only a whole title is taken or ``untitled`` (命令 have none); ``closing`` is the customary closing phrase, ``""`` if
    there is none; ``aliases`` are other names that it is found by.
    """

    id: str
    name: str
    family: str
    direction: str
    format: Format
    closing: str
    about: str
    word: str
    title_pattern: str
    fields: tuple[Field, ...]
    folder: Path = field(default=Path(), compare=False)
    aliases: tuple[str, ...] = ()
    rules: tuple[FieldRule, ...] = ()
    untitled: bool = False

    def field_of(self, part: Part) -> Field | None:
        """Return the field that fills ``part``, None if the kind has none."""
        return next((f for f in self.fields if f.part is part), None)
