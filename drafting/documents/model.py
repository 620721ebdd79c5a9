"""What a document is: frozen values, no input or output.

The same ``Document`` comes out of a template and out of a file; layout, the checks and the preview take any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import NamedTuple, Self


class Role(StrEnum):
    """What the standard calls a paragraph (GB/T 9704—2012, clause 7); the values are the names in JSON output."""

    # 版头 (7.2)
    COPY_NUMBER = "copy_number"  # 份号
    SECRECY = "secrecy"  # 密级和保密期限
    URGENCY = "urgency"  # 紧急程度
    ISSUER_MARK = "issuer_mark"  # 发文机关标志
    DOCUMENT_NUMBER = "document_number"  # 发文字号
    SIGNER = "signer"  # 签发人
    # 主体 (7.3)
    TITLE = "title"  # 标题
    SUBTITLE = "subtitle"  # 副标题、题注（标题下括号内的时间、姓名）
    RECIPIENTS = "recipients"  # 主送机关；讲话稿的称呼也在此
    BODY = "body"  # 正文
    HEADING1 = "heading1"  # 一、
    HEADING2 = "heading2"  # （一）
    HEADING3 = "heading3"  # 1.
    HEADING4 = "heading4"  # （1）
    ATTENDANCE = "attendance"  # 纪要的出席、请假、列席
    CAPTION = "caption"  # 表题、图题
    ATTACHMENT_NOTE = "attachment_note"  # 附件说明
    SIGNATURE = "signature"  # 发文机关署名（签名章为“职务　姓名”）
    DATE = "date"  # 成文日期
    ANNOTATION = "annotation"  # 附注
    ATTACHMENT_LABEL = "attachment_label"  # 附件顺序号“附件1”
    ATTACHMENT_TITLE = "attachment_title"  # 附件标题
    # 版记 (7.4)
    COPIES_TO = "copies_to"  # 抄送机关
    PRINTER = "printer"  # 印发机关和印发日期
    # 其他
    PAGE_HEADER = "page_header"  # 页眉
    PAGE_FOOTER = "page_footer"  # 页脚、页码
    FOOTNOTE = "footnote"  # 脚注、尾注
    OTHER = "other"  # 不属于公文的内容：网页导航、来源、编辑说明

    @property
    def heading_level(self) -> int:
        """1–4 for a heading, 0 for anything else."""
        return _HEADINGS.get(self, 0)


_HEADINGS = {Role.HEADING1: 1, Role.HEADING2: 2, Role.HEADING3: 3, Role.HEADING4: 4}


class Alignment(StrEnum):
    """How the lines of a paragraph are set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    DISTRIBUTE = "distribute"


class Stretch(NamedTuple):
    """Characters ``[start, end)`` of a paragraph's text that are set in another face than most of it."""

    start: int
    end: int
    font: str | None = None
    latin_font: str | None = None
    size: float | None = None
    bold: bool | None = None
    color: str | None = None


class Look(NamedTuple):
    """The resolved look of a paragraph, styles and document defaults applied; ``None`` where the file has none.

    Lengths are points, unless the name says characters. Fonts, size, weight and colour are those of most of its characters.
    """

    font: str | None = None  # the East Asian font
    latin_font: str | None = None
    size: float | None = None
    bold: bool | None = None
    color: str | None = None  # "RRGGBB"
    alignment: Alignment | None = None
    first_line_indent: float | None = None  # negative: hanging
    first_line_chars: float | None = None
    left_indent: float | None = None
    left_chars: float | None = None
    right_indent: float | None = None
    right_chars: float | None = None
    line_spacing: float | None = None  # points if line_rule is "exact" or "atLeast", else a multiple of a line
    line_rule: str | None = None  # "auto" | "exact" | "atLeast"
    space_before: float | None = None
    space_after: float | None = None
    page_break_before: bool | None = None
    outline_level: int | None = None  # 0–8
    style: str | None = None  # the style's name as Word shows it
    themed: bool | None = None  # the East Asian font is the theme's: it changes with the theme
    quote_font: str | None = None  # the font of “ ” ‘ ’, which Word sets as Latin unless told otherwise; None without such marks
    blank_lines_above: int | None = None  # paragraphs without text between this one and what stands above it on the page
    framed: bool | None = None  # stands in a frame of its own, which places it
    stretches: tuple[Stretch, ...] = ()  # what is set in another face than most of the paragraph


_NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a table cell: table and position counted from 0 over the document, spans in cells."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in its file, so that it can be found again.

    ``part`` is the package part (``"word/document.xml"``, ``"word/header1.xml"``, ``"word/footnotes.xml"``) or ``""`` for a text
    file and for a document made from fields; ``index`` counts the ``w:p`` elements of that part in document order from 0 (in a text
    file: the line number from 1). ``cell`` is set inside a table.
    """

    part: str = ""
    index: int = 0
    cell: Cell | None = None
    in_text_box: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees it.

    ``text`` begins with ``numbering``, the automatic number that Word shows but the file does not hold as text (``""`` where there is
    none). A soft line break is ``"\\n"``, a tab ``"\\t"``; an inline picture or another object that is not text is U+FFFC.
    ``heading_end`` is set on a heading whose sentence goes on as body text in the same paragraph: the heading is ``text[:heading_end]``.
    """

    text: str
    role: Role = Role.BODY
    look: Look = _NO_LOOK
    place: Place = Place()
    numbering: str = ""
    heading_end: int | None = None

    def __post_init__(self) -> None:
        if not self.text.startswith(self.numbering):
            raise ValueError("the text must begin with its numbering")

    def with_role(self, role: Role, heading_end: int | None = None) -> Self:
        """Return the same paragraph in another role."""
        return replace(self, role=role, heading_end=heading_end)


class PageSetup(NamedTuple):
    """Paper and margins of the first section, in points; ``None`` where the file does not say.

    ``footers`` are the parts that hold the page footers shown in the document, each with its use (``"default"``, ``"even"``, ``"first"``).
    """

    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    footer: float | None = None
    grid_type: str | None = None  # "lines", "linesAndChars" …
    grid_line_pitch: float | None = None
    gutter: float | None = None  # binding width beside ``left``
    odd_and_even: bool | None = None  # odd and even pages have footers of their own
    has_page_number: bool | None = None
    footers: tuple[tuple[str, str], ...] = ()


_NO_PAGE = PageSetup()


class Format(StrEnum):
    """The page formats of GB/T 9704—2012 (clauses 7 and 10), and plain office papers outside it."""

    DOCUMENT = "文件"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"
    PLAIN = "plain"


class Sealing(Enum):
    """How the document is signed (GB/T 9704—2012, 7.3.5)."""

    SEALED = "加盖印章"
    UNSEALED = "不加盖印章"
    NAME_STAMP = "加盖签发人签名章"


class Residue(NamedTuple):
    """What a file holds besides its text; checks of what was left behind read it."""

    insertions: int = 0  # tracked changes not yet accepted
    deletions: int = 0
    comments: int = 0
    hidden_characters: int = 0
    pictures: int = 0
    author: str = ""
    last_modified_by: str = ""
    company: str = ""
    title: str = ""  # the file's property, not the document's title
    objects: int = 0  # embedded files (workbooks, drawings …) that open with a double click


_NO_RESIDUE = Residue()


@dataclass(frozen=True, slots=True)
class Document:
    """An official document: its paragraphs in reading order, and what is known of the whole.

    The order is that of the page: 版头, title, recipients, body, attachment note, signature, date, annotation, attachments, 版记;
    then page headers and footers and footnotes where a file has them. Table cells are paragraphs with ``place.cell``, row by row.
    """

    paragraphs: tuple[Paragraph, ...]
    page: PageSetup = _NO_PAGE
    format: Format | None = None
    kind: str | None = None  # id of the kind (``wenmi kinds``), None if unknown
    sealing: Sealing = Sealing.SEALED
    source: str = ""  # the file's name, "" if made here
    residue: Residue = _NO_RESIDUE

    def of(self, *roles: Role) -> tuple[tuple[int, Paragraph], ...]:
        """Return (index, paragraph) of every paragraph in one of ``roles``, in order."""
        return tuple((i, p) for i, p in enumerate(self.paragraphs) if p.role in roles)

    def text_of(self, role: Role) -> str:
        """Return the text of the paragraphs in ``role``, joined by line breaks; ``""`` if there is none."""
        return "\n".join(p.text for p in self.paragraphs if p.role is role)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters ``[start, end)`` of ``document.paragraphs[paragraph].text``."""

    paragraph: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}–{self.end}")


class Level(StrEnum):
    """How sure we are and how much it matters."""

    ERROR = "error"  # 必须改
    WARNING = "warning"  # 建议改
    HINT = "hint"  # 请核对

    @property
    def chinese(self) -> str:
        """The name that users read."""
        return {"error": "必须改", "warning": "建议改", "hint": "请核对"}[self.value]


class Strength(StrEnum):
    """The wording by which a rule binds; it decides the highest level a finding may have."""

    MUST = "规定"  # 应当、规定 → error
    SHOULD = "推荐"  # 一般、推荐 → warning
    MAY = "可以"  # 可以 → hint
    PRACTICE = "实务"  # office practice, no clause → hint
    PLAIN = "常识"  # a plain mistake whatever the rule: a wrong character, an impossible date → error

    @property
    def highest_level(self) -> Level:
        """The highest level that a finding on this ground may have."""
        if self in (Strength.MUST, Strength.PLAIN):
            return Level.ERROR
        return Level.WARNING if self is Strength.SHOULD else Level.HINT


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: the source as a reader would cite it, its clause, and how strongly it binds."""

    source: str  # "GB/T 9704—2012", "《党政机关公文处理工作条例》" …
    clause: str  # "7.2.5", "第十五条（四）", "" where there is none
    strength: Strength

    def __str__(self) -> str:
        gap = " " if self.clause and not self.source.endswith("》") else ""
        return f"{self.source}{gap}{self.clause}（{self.strength.value}）"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a text: what the terminal, JSON, the pages and Word comments all show.

    ``suggestion`` replaces exactly the span; ``""`` deletes it; ``None`` means that a person must decide.
    """

    code: str
    family: str
    level: Level
    span: Span
    message: str
    suggestion: str | None
    basis: Basis

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Findings are shown in the order of their place."""
        return (self.span.paragraph, self.span.start, self.span.end, self.code)
