"""GB/T 9704—2012《党政机关公文格式》 as data: every size, font and position with its clause and how strongly it binds.

Layout writes from these values and the checks compare with them, so that the two cannot disagree. Lengths are millimetres, sizes are
points, indents are characters (字: the width of one 3号 character) and gaps above are lines (行), unless a name says otherwise.
The strengths follow the wording of the clause: 规定, 应当 → ``MUST``; 一般, 推荐 → ``SHOULD``; 可以 → ``MAY``; what the standard does not
say but offices do → ``PRACTICE``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from drafting.documents.expressions import expression
from drafting.documents.model import Alignment, Basis, Format, Role, Sealing, Strength
from drafting.documents.typesetting.widths import SEAM

SOURCE = "GB/T 9704—2012"
REGULATION = "《党政机关公文处理工作条例》"

T = TypeVar("T")


class Rule(NamedTuple, Generic[T]):
    """One value of the standard: what it is, what it rests on, and by how much a measured value may differ."""

    value: T
    basis: Basis
    tolerance: float = 0.0


def _must(clause: str, source: str = SOURCE) -> Basis:
    return Basis(source, clause, Strength.MUST)


def _should(clause: str) -> Basis:
    return Basis(SOURCE, clause, Strength.SHOULD)


def _may(clause: str) -> Basis:
    return Basis(SOURCE, clause, Strength.MAY)


PRACTICE = Basis("公文处理实务", "", Strength.PRACTICE)


class Font(Enum):
    """A category of typeface; any of its names is that typeface, the first one is what layout writes (5.2.2 and clause 7)."""

    XIAO_BIAO_SONG = ("方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB18030", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
    FANG_SONG = ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong")
    KAI = ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti")
    HEI = ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti")
    SONG = ("宋体", "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong")

    @property
    def written(self) -> str:
        """The name that goes into a file."""
        return self.names[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is this typeface."""
        names: tuple[str, ...] = self.value
        return names

    @property
    def chinese(self) -> str:
        """What the standard calls the category."""
        return {"XIAO_BIAO_SONG": "小标宋体", "FANG_SONG": "仿宋体", "KAI": "楷体", "HEI": "黑体", "SONG": "宋体"}[self.name]


LATIN_FONT = Rule("Times New Roman", PRACTICE)

SIZES: Mapping[str, float] = MappingProxyType(
    dict(
        zip(
            ("初号", "小初", "一号", "小一", "二号", "小二", "三号", "小三", "四号", "小四", "五号", "小五", "六号"),
            (42.0, 36.0, 26.0, 24.0, 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0, 7.5),
            strict=True,
        )
    )
)
"""The named sizes in points, as Word and WPS have them."""


_VENDORS = ("方正", "华文", "汉仪", "文鼎", "创艺", "长城")
_CHARACTER_SETS = ("_GB18030", "_GB2312", "_GBK", "_GB13000", "简体", "繁体", "简", "GBK", "GB18030")
_STEMS = {"小标宋": "XIAO_BIAO_SONG", "仿宋": "FANG_SONG", "楷体": "KAI", "楷": "KAI", "黑体": "HEI", "书宋": "SONG", "宋体": "SONG"}


@cache
def font_of(name: str) -> Font | None:
    """Return the category that a font's ``name`` belongs to, None for any other font.

    A name is made of a foundry, a typeface and a character set (方正仿宋_GB18030): the typeface tells.
    """
    known = next((font for font in Font if name in font.names), None)
    if known:
        return known
    stem = name.strip().removeprefix("@")
    stem = next((stem.removeprefix(vendor) for vendor in _VENDORS if stem.startswith(vendor)), stem)
    stem = next((stem.removesuffix(suffix) for suffix in _CHARACTER_SETS if stem.endswith(suffix)), stem)
    return Font[_STEMS[stem]] if stem in _STEMS else None


# 5 用纸、版心、文字 ----------------------------------------------------------------------------------------------------------------
PAPER_WIDTH = Rule(210.0, _must("5.1"))
PAPER_HEIGHT = Rule(297.0, _must("5.1"))
MARGIN_TOP = Rule(37.0, _must("5.2.1"), tolerance=1.0)  # 天头
MARGIN_LEFT = Rule(28.0, _must("5.2.1"), tolerance=1.0)  # 订口
TEXT_WIDTH = Rule(156.0, _must("5.2.1"))  # 版心
TEXT_HEIGHT = Rule(225.0, _must("5.2.1"))
# The other two margins are what is left; the standard does not state them.
MARGIN_RIGHT = Rule(PAPER_WIDTH.value - MARGIN_LEFT.value - TEXT_WIDTH.value, _must("5.2.1"), tolerance=1.0)
MARGIN_BOTTOM = Rule(PAPER_HEIGHT.value - MARGIN_TOP.value - TEXT_HEIGHT.value, _must("5.2.1"), tolerance=1.0)
LINES_PER_PAGE = Rule(22, _should("5.2.3"))
CHARS_PER_LINE = Rule(28, _should("5.2.3"))
BODY_FONT = Rule(Font.FANG_SONG, _should("5.2.2"))
BODY_SIZE = Rule(SIZES["三号"], _should("5.2.2"))
TEXT_COLOR = Rule("000000", _should("5.2.4"))
RED = "FF0000"
LINE_GAP = Rule(7 / 8, _must("3.2"))  # one line is the height of a 3号 character and 7/8 of it
USUAL_LINE_SPACINGS = Rule((28.0, 28.5, 29.0, 30.0), PRACTICE)  # points; the standard fixes lines a page, not their pitch

# 4, 6 纸张、制版、印刷、装订 ---------------------------------------------------------------------------------------------------------
PAPER_WEIGHT = Rule((60, 80), _should("4"))  # g/m²
PAPER_WHITENESS = Rule((80, 90), _should("4"))  # %
TEXT_BLOCK_TOLERANCE = Rule(1.0, _must("6.1"))
BACK_TO_FRONT_TOLERANCE = Rule(2.0, _must("6.2"))
BLACK_INK = Rule("BL100%", _must("6.2"))
RED_INK = Rule("Y80% M80%", _must("6.2"))
PAGE_NUMBER_MISREGISTRATION = Rule(4.0, _must("6.3"))
TRIM_TOLERANCE = Rule(2.0, _must("6.3"))
STAPLE_FROM_EDGE = Rule(70.0, _must("6.3"), tolerance=4.0)
STAPLE_FROM_SPINE = Rule((3.0, 5.0), _must("6.3"))  # 平订

# 7.2 版头 ---------------------------------------------------------------------------------------------------------------------------
COPY_NUMBER_DIGITS = Rule(6, _should("7.2.1"))
SECRECY_LEVELS = Rule(("绝密", "机密", "秘密"), _must("第九条（二）", REGULATION))
SECRECY_SEPARATOR = Rule("★", PRACTICE)  # 机密★1年: shown in the standard's sample only
URGENCIES = Rule(("特急", "加急"), _must("第九条（三）", REGULATION))
TELEGRAM_URGENCIES = Rule(("特提", "特急", "加急", "平急"), _must("第九条（三）", REGULATION))
MARK_TOP: Mapping[Format, Rule[float]] = MappingProxyType(
    {  # upper edge of 发文机关标志, below the text block's top; for 信函 below the paper's top
        Format.DOCUMENT: Rule(35.0, _must("7.2.4")),
        Format.LETTER: Rule(30.0, _must("10.1")),
        Format.ORDER: Rule(20.0, _must("10.2")),
        Format.MINUTES: Rule(35.0, _must("10.3")),
    }
)
MARK_WORD = Rule("文件", _must("7.2.4"))  # right of the names of joint issuers, centred on them
NUMBER_BRACKETS = Rule(("〔", "〕"), _must("7.2.5"))
NUMBER_INDENT_UPWARD = Rule(1.0, _must("7.2.5"))  # 上行文: 居左空一字
SIGNER_LABEL = Rule("签发人：", _must("7.2.6"))
SIGNER_NAME_FONT = Rule(Font.KAI, _must("7.2.6"))
SIGNERS_PER_LINE = Rule(2, _should("7.2.6"))
RED_LINE_GAP = Rule(4.0, _must("7.2.7"))
RED_LINE_WIDTH = Rule(TEXT_WIDTH.value, _must("7.2.7"))
RED_LINE_THICKNESS = Rule((0.35, 0.55), PRACTICE)

# 7.3 主体 ---------------------------------------------------------------------------------------------------------------------------
BODY_INDENT = Rule(2.0, _must("7.3.3"))  # 每个自然段左空二字
HEADING_NUMBERS = Rule(("一、", "（一）", "1.", "（1）"), _may("7.3.3"))
BODY_ON_FIRST_PAGE = Rule(True, _must("7.3.3"))
ATTACHMENT_NOTE_LABEL = Rule("附件：", _must("7.3.4"))
SEAL_TOP_WITHIN = Rule(1.0, _must("7.3.5.1"))  # lines below 正文 or 附件说明
SEAL_DIAMETERS = Rule((42.0, 45.0), PRACTICE)  # 国发〔1999〕25号: 4.2 cm to a city or county, 4.5 cm to a province
STAMP_TITLE_GAP = Rule(2.0, _must("7.3.5.3"))  # 签名章左空二字标注职务
ATTACHMENT_ON_NEW_PAGE = Rule(True, _must("7.3.7"))
ATTACHMENT_TITLE_LINE = Rule(3, _must("7.3.7"))  # counted from the top of the text block

# 7.4, 7.5, 8 版记、页码、横排表格 ------------------------------------------------------------------------------------------------------
RECORD_OUTER_LINE = Rule(0.35, _should("7.4.1"))
RECORD_INNER_LINE = Rule(0.25, _should("7.4.1"))
RECORD_LINE_WIDTH = Rule(TEXT_WIDTH.value, _must("7.4.1"))
RECORD_BOTTOM = Rule(0.0, _must("7.4.1"), tolerance=1.0)  # last line below the text block's bottom, on the last page
COPIES_TO_LABEL = Rule("抄送：", _must("7.4.2"))
RECIPIENTS_IN_RECORD_LABEL = Rule("主送：", _must("7.4.2"))
PRINTED = Rule("印发", _must("7.4.3"))
PAGE_NUMBER_FONT = Rule(Font.SONG, _should("7.5"))
PAGE_NUMBER_SIZE = Rule(SIZES["四号"], _should("7.5"))
PAGE_NUMBER_DASH = Rule("—", _must("7.5"))
PAGE_NUMBER_GAP = Rule(7.0, _must("7.5"), tolerance=1.0)  # from the text block's bottom to the dash
PAGE_NUMBER_INDENT = Rule(1.0, _must("7.5"))  # 单页码居右空一字，双页码居左空一字
WIDE_TABLE_HEAD = Rule(("订口", "切口"), _must("8"))  # side of the table head on an odd, an even page

# 10 特定格式 ------------------------------------------------------------------------------------------------------------------------
LETTER_LINE_BELOW_MARK = Rule(4.0, _must("10.1"))  # red double line, thick above thin
LETTER_LINE_ABOVE_PAPER_EDGE = Rule(20.0, _must("10.1"))  # red double line, thin above thick, first page
LETTER_LINE_WIDTH = Rule(170.0, _must("10.1"))
LETTER_ELEMENT_GAP = Rule(7 / 8, _must("10.1"))  # of a 3号 character: 份号…, 发文字号 below the first line, text above the second
LETTER_TITLE_LINES_ABOVE = Rule(2.0, _must("10.1"))
LETTER_FIRST_PAGE_NUMBER = Rule(False, _must("10.1"))
LETTER_RECORD_HAS_PRINTER = Rule(False, _must("10.1"))  # 版记不加印发机关和印发日期、分隔线
ORDER_MARK_WORDS = Rule(("命令", "令"), _must("10.2"))
ORDER_NUMBER_LINES_ABOVE = Rule(2.0, _must("10.2"))
ORDER_BODY_LINES_ABOVE = Rule(2.0, _must("10.2"))
MINUTES_MARK_WORD = Rule("纪要", _must("10.3"))
ATTENDANCE_LABELS = Rule(("出席：", "请假：", "列席："), _should("10.3"))
ATTENDANCE_LABEL_FONT = Rule(Font.HEI, _should("10.3"))


class Element(NamedTuple):
    """One element of the page: its face, and where it stands.

    ``left`` and ``right`` are characters left free beside the first line, ``wrapped`` characters left free before the following lines
    (None: aligned to a character of the first line, see the clause), ``lines_above`` blank lines below the element before it.
    ``face`` is the basis of font and size, ``position`` that of the rest.
    """

    name: str
    font: Font
    size: float
    face: Basis
    alignment: Alignment
    position: Basis
    left: float = 0.0
    right: float = 0.0
    wrapped: float | None = 0.0
    lines_above: float = 0.0
    color: str = TEXT_COLOR.value
    bold: bool = False


_LEFT, _CENTER, _RIGHT, _JUSTIFY = Alignment.LEFT, Alignment.CENTER, Alignment.RIGHT, Alignment.JUSTIFY
_FANG, _KAI, _HEI, _BIAO = Font.FANG_SONG, Font.KAI, Font.HEI, Font.XIAO_BIAO_SONG
_2, _3, _4 = SIZES["二号"], SIZES["三号"], SIZES["四号"]
_BODY = _should("5.2.2")
MARK_SIZE = Rule(50.0, PRACTICE)  # points, at most; 7.2.4 says only 醒目、美观、庄重

ELEMENTS: Mapping[Role, Element] = MappingProxyType(
    {
        Role.COPY_NUMBER: Element("份号", _FANG, _3, _should("7.2.1"), _LEFT, _should("7.2.1")),
        Role.SECRECY: Element("密级和保密期限", _HEI, _3, _should("7.2.2"), _LEFT, _should("7.2.2")),
        Role.URGENCY: Element("紧急程度", _HEI, _3, _should("7.2.3"), _LEFT, _should("7.2.3")),
        Role.ISSUER_MARK: Element("发文机关标志", _BIAO, MARK_SIZE.value, _should("7.2.4"), _CENTER, _must("7.2.4"), color=RED),
        Role.DOCUMENT_NUMBER: Element("发文字号", _FANG, _3, _BODY, _CENTER, _must("7.2.5"), lines_above=2),
        Role.SIGNER: Element("签发人", _FANG, _3, _must("7.2.6"), _RIGHT, _must("7.2.6"), right=1, lines_above=2),
        Role.TITLE: Element("标题", _BIAO, _2, _should("7.3.1"), _CENTER, _should("7.3.1"), lines_above=2),
        Role.SUBTITLE: Element("题注", _KAI, _3, PRACTICE, _CENTER, PRACTICE),
        Role.RECIPIENTS: Element("主送机关", _FANG, _3, _BODY, _LEFT, _must("7.3.2"), lines_above=1),
        Role.BODY: Element("正文", _FANG, _3, _should("7.3.3"), _JUSTIFY, _should("7.3.3"), left=2),
        Role.HEADING1: Element("一级标题", _HEI, _3, _should("7.3.3"), _JUSTIFY, _should("7.3.3"), left=2),
        Role.HEADING2: Element("二级标题", _KAI, _3, _should("7.3.3"), _JUSTIFY, _should("7.3.3"), left=2),
        Role.HEADING3: Element("三级标题", _FANG, _3, _should("7.3.3"), _JUSTIFY, _should("7.3.3"), left=2),
        Role.HEADING4: Element("四级标题", _FANG, _3, _should("7.3.3"), _JUSTIFY, _should("7.3.3"), left=2),
        Role.ATTENDANCE: Element("出席人员", _FANG, _3, _should("10.3"), _JUSTIFY, _should("10.3"), left=2, wrapped=None, lines_above=1),
        Role.CAPTION: Element("表题", _HEI, SIZES["小四"], PRACTICE, _CENTER, PRACTICE),
        Role.ATTACHMENT_NOTE: Element("附件说明", _FANG, _3, _BODY, _JUSTIFY, _must("7.3.4"), left=2, wrapped=None, lines_above=1),
        Role.SIGNATURE: Element("发文机关署名", _FANG, _3, _BODY, _RIGHT, _should("7.3.5"), right=4),
        Role.DATE: Element("成文日期", _FANG, _3, _BODY, _RIGHT, _should("7.3.5"), right=4),
        Role.ANNOTATION: Element("附注", _FANG, _3, _BODY, _LEFT, _must("7.3.6"), left=2),
        Role.ATTACHMENT_LABEL: Element("附件顺序号", _HEI, _3, _must("7.3.7"), _LEFT, _must("7.3.7")),
        Role.ATTACHMENT_TITLE: Element("附件标题", _BIAO, _2, PRACTICE, _CENTER, _must("7.3.7"), lines_above=1),
        Role.COPIES_TO: Element("抄送机关", _FANG, _4, _should("7.4.2"), _JUSTIFY, _should("7.4.2"), left=1, right=1, wrapped=None),
        Role.PRINTER: Element("印发机关和印发日期", _FANG, _4, _should("7.4.3"), _JUSTIFY, _should("7.4.3"), left=1, right=1),
        Role.PAGE_FOOTER: Element("页码", Font.SONG, _4, _should("7.5"), _RIGHT, _must("7.5"), right=1),
    }
)

# Derived values ---------------------------------------------------------------------------------------------------------------------
_AT_A_SEAM = 0.25  # more than SEAM_SPACE: what is measured in characters must fit without fail
_WIDE_LATIN = expression(r"[A-Z%&@]")


def chars_wide(text: str) -> float:
    """Return the width of ``text`` in characters (字): a Chinese character or mark is 1, a digit or Latin letter half of one.

    Capitals count 0.7, their width in Times New Roman; a line break or a control character counts nothing.
    """
    try:
        return sum(map(_KNOWN_WIDTHS.__getitem__, text), 0.0)
    except KeyError:
        _KNOWN_WIDTHS.update((char, _char_wide(char)) for char in set(text))
        return sum(map(_KNOWN_WIDTHS.__getitem__, text), 0.0)


_KNOWN_WIDTHS: dict[str, float] = {}  # of the characters met so far: asking again costs more than all else here


def _char_wide(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char < " ":
        return 0.0
    return 0.7 if _WIDE_LATIN.match(char) else 0.5


def spaced_wide(text: str) -> float:
    """Return the width of ``text`` in characters as LibreOffice sets it: with space wherever Chinese and digits or letters meet."""
    return chars_wide(text) + _AT_A_SEAM * len(SEAM.findall(text))


class SignOff(NamedTuple):
    """Where 署名 and 成文日期 stand: characters free on the right of each, blank lines above each."""

    signature_right: float
    date_right: float
    signature_lines_above: float
    date_lines_above: float
    basis: Basis


def sign_off(signature: str, date: str, sealing: Sealing, free: float = 4.0) -> SignOff:
    """Return the positions of ``signature`` and ``date`` (7.3.5.1 to 7.3.5.3), computed from their widths.

    Sealed, the signature is centred on the date, which keeps ``free`` characters free; where a long name would leave the text block,
    both move left together until the name ends at its edge. A seal of 42 mm must begin within one line below the text and cover both
    lines a little below its centre: that is two blank lines. Unsealed, the date begins two characters right of the name.
    """
    wide, day = chars_wide(signature), chars_wide(date)
    if sealing is Sealing.NAME_STAMP:
        return SignOff(4.0, 4.0, 2.0, 1.0, _must("7.3.5.3"))
    if sealing is Sealing.UNSEALED:
        right = (2.0, wide - day) if day <= wide else (day - wide + 4.0, 2.0)
        return SignOff(*right, 1.0, 0.0, _must("7.3.5.2"))
    if not signature:
        return SignOff(free, free, 2.0, 2.0, _should("7.3.5.1"))
    beside = max(free, (wide - day) / 2)
    return SignOff(beside + (day - wide) / 2, beside, 2.0, 0.0, _should("7.3.5.1"))


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, Word's unit, to the nearest one."""
    return round(millimetres * 1440 / 25.4)


def points(millimetres: float) -> float:
    """Return a length in points."""
    return millimetres * 72 / 25.4
