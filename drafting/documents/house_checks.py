"""What a house has changed, and what no page can be set with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from math import floor
from typing import TYPE_CHECKING

from drafting.documents import standard
from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.house_values import FLAGS, LENGTHS, SIZES_ALLOWED, Deviation, in_words, size_in_words
from drafting.documents.model import Basis, Role, Strength
from drafting.documents.standard import ELEMENTS, PRACTICE, Font, font_of

if TYPE_CHECKING:
    from drafting.documents.house import House

_FONT_NAME = expression(r"""[^\s<>&"'=,;\\\x00-\x1f][^<>&"'=,;\\\x00-\x1f]{0,30}""")  # Word cuts a longer name off
_COLOR = expression(r"[0-9A-Fa-f]{6}")
_NARROWEST, _WIDEST = 0.85, 1.6  # by its size: how close, or how far apart, characters may stand
_LEAST_MARGIN = 5.0  # mm


def changes(house: House, usual: House) -> Iterator[Deviation]:
    """Yield every value of ``house`` that is not that of ``usual``, which is the standard's."""
    for key, length in LENGTHS.items():
        value, was = getattr(house, key), getattr(usual, key)
        if value == was:
            continue
        if key == "line_pitch":
            words = f"每面{usual.lines}行、撑满版心（{usual.line / 20:g}磅）", f"{value:g}磅（每面{house.lines}行）"
        else:
            words = length.words(was) if was is not None else "字号的1.5倍", length.words(value)
        allowed = length.tolerance and abs(value - was) <= length.tolerance
        yield Deviation(length.name, *words, PRACTICE if allowed else length.basis)
    for page_format, value in house.mark_top:
        top = standard.MARK_TOP[page_format]
        if value != top.value:
            name = f"{page_format.value}格式发文机关标志上边缘"
            yield Deviation(name, in_words(top.value, "毫米"), in_words(value, "毫米"), top.basis)
    for key, flag in FLAGS.items():
        value, was = getattr(house, key), getattr(usual, key)
        if value != was:
            yield Deviation(flag.name, flag.words(was), flag.words(value), flag.basis)
    for font, name in house.fonts:
        if name != font.written:
            yield Deviation(f"{font.chinese}所用字体", font.written, name, _font_basis(font, name))
    if house.latin_font != usual.latin_font:
        yield Deviation("西文和数字所用字体", usual.latin_font, house.latin_font, standard.LATIN_FONT.basis)
    if house.table_sizes != usual.table_sizes:
        was, value = ("、".join(size_in_words(size) for size in sizes) for sizes in (usual.table_sizes, house.table_sizes))
        yield Deviation("表格字号", was, value, PRACTICE)
    yield from _changed_faces(house)


def _font_basis(font: Font, name: str) -> Basis:
    """Return what the typeface rests on where ``name`` is written for it.

    A name that we do not know may be a face of that kind; one that we know as another is not, and then the firmest rule counts.
    """
    if font_of(name) is font:
        return PRACTICE
    bases = [element.face for element in ELEMENTS.values() if element.font is font]
    bases += [rule.basis for rule in (standard.SIGNER_NAME_FONT, standard.ATTENDANCE_LABEL_FONT) if rule.value is font]
    strengths = (Strength.MUST, Strength.SHOULD) if font_of(name) else (Strength.SHOULD,)
    return next(chain((basis for strength in strengths for basis in bases if basis.strength is strength), (PRACTICE,)))


def _changed_faces(house: House) -> Iterator[Deviation]:
    for role, face in house.faces:
        usual = ELEMENTS[role]
        if face.font not in (None, usual.font):
            yield Deviation(f"{usual.name}字体", usual.font.chinese, face.font.chinese, usual.face)
        if face.size not in (None, usual.size):
            yield Deviation(f"{usual.name}字号", size_in_words(usual.size), size_in_words(face.size), usual.face)
        if face.bold not in (None, usual.bold):
            yield Deviation(f"{usual.name}字重", "不加粗", "加粗", usual.face)
        if face.alignment not in (None, usual.alignment):
            yield Deviation(f"{usual.name}对齐", in_words(usual.alignment), in_words(face.alignment), usual.position)


def faults(house: House) -> Iterator[UserError]:
    """Yield what is wrong with the values one by one, or, if nothing is, with the page that they make together."""
    found = [*_values(house), *_names(house)] or list(_margins(house))
    yield from found or _page(house)


def _values(house: House) -> Iterator[UserError]:
    for key, length in LENGTHS.items():
        value = getattr(house, key)
        if value is not None and not length.least <= value <= length.most:
            wanted = f"请改成{length.words(length.least)}到{length.words(length.most)}之间的数"
            yield UserError(f"不能是{length.words(value)}", length.name, wanted)
    sizes = [(ELEMENTS[role].name, face.size) for role, face in house.faces if role in ELEMENTS and face.size is not None]
    sizes += [("表格字号", size) for size in house.table_sizes]
    for name, size in sizes:
        if not SIZES_ALLOWED[0] <= size <= SIZES_ALLOWED[1] or round(2 * size) != 2 * size:
            yield UserError(f"字号不能是{size:g}磅", name, "请改成5到100磅之间的整数或者半磅数，或者“三号”这样的号数")
    if len(house.table_sizes) != 3 or any(left < right for left, right in pairwise(house.table_sizes)):
        yield UserError("要写三个字号，从大到小", "表格字号", "例如12、10.5、9")
    for page_format, value in house.mark_top:
        if page_format not in standard.MARK_TOP or not 0 <= value <= 120:
            yield UserError(f"不能是{value:g}毫米", f"{page_format.value}格式发文机关标志上边缘", "请改成0到120毫米之间的数")


def _names(house: House) -> Iterator[UserError]:
    for kind, name in (*((font.chinese, name) for font, name in house.fonts), ("西文和数字", house.latin_font)):
        if not _FONT_NAME.fullmatch(name):
            yield UserError(f"“{name}”不能作字体名", f"{kind}所用字体", "请照 Word 字体列表里的名称写")
    if not _COLOR.fullmatch(house.red):
        yield UserError(f"“{house.red}”不能作颜色", "红色", "请写六位十六进制数，例如 FF0000")
    for role, _ in house.faces:
        if role not in ELEMENTS:
            yield UserError("标准里没有这个要素，不能单独设字体", role.value, "请去掉这一项")


def _margins(house: House) -> Iterator[UserError]:
    for name, left, what in (
        ("右白边", standard.PAPER_WIDTH.value - house.margin_left - house.text_width, "订口或者版心宽"),
        ("下白边", standard.PAPER_HEIGHT.value - house.margin_top - house.text_height, "天头或者版心高"),
    ):
        if left < _LEAST_MARGIN:
            yield UserError(f"只剩{left:g}毫米", name, f"请改小{what}，至少留{_LEAST_MARGIN:g}毫米")


def _page(house: House) -> Iterator[UserError]:
    body = size_in_words(house.body_size)
    if house.line_pitch is not None and house.lines_per_page not in (standard.LINES_PER_PAGE.value, house.lines):
        yield UserError(f"行距{house.line_pitch:g}磅时每面是{house.lines}行", "每面行数", "每面行数和行距只写一个即可")
    if house.line < house.char:
        if house.line_pitch is None:
            yield UserError(
                f"{house.text_height:g}毫米高的版心排不下{house.lines_per_page}行{body}字", "每面行数", "请减少行数，或者改小正文字号"
            )
        else:
            yield UserError(f"{house.line_pitch:g}磅容不下{body}字", "行距", "请放宽行距，或者改小正文字号")
    if not _NARROWEST <= 1 + house.tracking / house.char <= _WIDEST:
        fits = floor(house.width / house.char)
        yield UserError(f"{house.text_width:g}毫米宽的版心一行不宜排{house.chars_per_line}个{body}字", "每行字数", f"请改成{fits}左右")
    title = house.element(Role.TITLE).size
    if house.title_pitch is not None and house.title_pitch < title:
        yield UserError(f"{house.title_pitch:g}磅容不下{size_in_words(title)}的标题", "标题行距", "请放宽标题行距")
    if house.footer < 0:
        yield UserError("页码落到了纸外", "页码到版心的距离", "请改小这个距离，或者给下白边多留一些")
