"""字体 and 版面 of a unit profile → a ``House``: each value judged where it stands, then the page that they make together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from drafting.composing.tables import BLANK
from drafting.composing.values import nearest
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.house import STANDARD, Face, House, PageNumber
from drafting.documents.house_values import LENGTHS, in_words
from drafting.documents.model import Alignment, Format, Role
from drafting.documents.standard import ELEMENTS, MARK_TOP, PAPER_HEIGHT, PAPER_WIDTH, SIZES, Font
from drafting.documents.yaml_reading import Entries, Node, Scalar

LATIN = "西文"
FONT_KEYS = {
    font.chinese.removesuffix("宋体") + "宋" if font.chinese.endswith("宋体") and len(font.chinese) > 2 else font.chinese: font
    for font in Font
}
"""The typefaces under 字体 by the name that is written there: 小标宋, 仿宋, 楷体, 黑体, 宋体."""

LENGTH_KEYS = {re.sub("（.*）", "", length.name): key for key, length in LENGTHS.items()}
"""The numbers under 版面 by the name that is written there."""

STANDARD_WORDS = {name: "" if (value := getattr(STANDARD, key)) is None else f"{value:g}" for name, key in LENGTH_KEYS.items()}
"""The standard's values of these numbers, as they are written; ``""`` for one that follows from others."""

_FONTS = {**FONT_KEYS, **{font.chinese: font for font in Font}, **{font.name.lower(): font for font in Font}}
_FAR_MARGINS = {"右边距": "切口", "切口": "切口", "下边距": "地脚", "地脚": "地脚"}
_ALIASES = {"上边距": "天头", "左边距": "订口", **{key: name for name, key in LENGTH_KEYS.items()}}
_ASPECTS = ("字体", "字号", "加粗", "对齐")
_ROLES = {element.name: role for role, element in ELEMENTS.items()}
_YES = {"是": True, "有": True, "true": True, "yes": True, "否": False, "没有": False, "无": False, "false": False, "no": False}
_ALIGNED = {in_words(one): one for one in Alignment}
_OUTER = "外侧"
_PLACES = {"居中": PageNumber.CENTER, _OUTER: PageNumber.OUTER, PageNumber.OUTER.value: PageNumber.OUTER}
_MARK_KEY = "标志上边缘"
_FLAG_KEYS = ("页码位置", "页码一字线", "红色", "表格字号")
_UNITS = {"毫米": (("毫米", "mm", ""), ("厘米", "cm")), "磅": (("磅", "pt", ""),), "行": (("行", ""),), "字": (("字", "字符", ""),)}
_AMOUNT = expression(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]*)")
_SIZE_NAMES = {**SIZES, **{name.translate(str.maketrans("一二三四五六", "123456")): size for name, size in SIZES.items()}}
_AFTER_SIZE = expression(r"[（(].*[）)]$")


def font_keys() -> Iterator[str]:
    """Yield every key that may stand under 字体."""
    yield from (*_FONTS, LATIN, "latin_font")


def page_keys() -> Iterator[str]:
    """Yield every key that may stand under 版面, the usual ones first."""
    yield from LENGTH_KEYS
    yield from _FLAG_KEYS
    yield from (f"{page_format.value}{_MARK_KEY}" for page_format in MARK_TOP)
    yield from (f"{name}{aspect}" for name in _ROLES for aspect in _ASPECTS)
    yield from (*_ALIASES, *_FAR_MARGINS, "页码居中")


class PageReader:
    """Reads 字体 and 版面; what is wrong goes to ``faults``."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._values: dict[str, Any] = {}
        self._faces: dict[Role, dict[str, Any]] = {}
        self._far: dict[str, float] = {}
        self._lines: dict[str, int] = {}

    def house(self, fonts: Node | None, page: Node | None) -> House:
        """Return the house that the two entries describe, the standard's where they have faults or there are none."""
        self._read_fonts(fonts)
        for name, node in self._entries(page, "版面"):
            self._lines[_ALIASES.get(name, name)] = node.line
            self._read(_ALIASES.get(name, name), node)
        values = {key: value for key, value in self._values.items() if value is not None}
        self._check_far()
        # The text block is what the margins leave; the standard's own where only 天头 or 订口 is moved.
        if "切口" in self._far:
            values["text_width"] = PAPER_WIDTH.value - values.get("margin_left", STANDARD.margin_left) - self._far["切口"]
        if "地脚" in self._far:
            values["text_height"] = PAPER_HEIGHT.value - values.get("margin_top", STANDARD.margin_top) - self._far["地脚"]
        faces = tuple((role, Face(**aspects)) for role, aspects in self._faces.items())
        try:
            return House(**values, faces=faces)
        except UserError as error:
            for one in error.errors if isinstance(error, ManyErrors) else (error,):
                line, remains = self._line_of(one.where, page), self._remains(one.where, values)
                self._faults.add(line, *(remains or (f"“{one.where}”{one.what}", one.remedy)))
            return STANDARD

    def _remains(self, where: str, values: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return (fault, remedy) for a text block that nobody wrote: it is what the margins leave, and they are what has to be mended."""
        for block, far, sides in (("版心宽", "切口", "左、右"), ("版心高", "地脚", "上、下")):
            key = LENGTH_KEYS[block]
            if where == block and far in self._far:
                left, length = values[key], LENGTHS[key]
                said = f"只剩{length.words(left)}" if left > 0 else "没有地方"
                return f"{sides}页边距之间{said}排正文", f"请改小页边距，中间留出{length.words(length.least)}到{length.words(length.most)}"
        return None

    def _check_far(self) -> None:
        for far, block in (("切口", "版心宽"), ("地脚", "版心高")):
            if far in self._far and LENGTH_KEYS[block] in self._values:
                self._faults.add(self._lines[far], f"“{block}”和这一边的页边距只能写一个，另一个由它算出", f"请删去“{block}”或这一项")

    def _line_of(self, where: str, page: Node | None) -> int | None:
        """Return the line of the key that a fault of the whole house speaks of: a margin that is left over has none of its own."""
        name = re.sub("（.*）", "", where)
        across, down = ("切口", "版心宽", "订口"), ("地脚", "版心高", "天头")
        near = {"右白边": across, "版心宽": across, "下白边": down, "版心高": down}.get(name, (name,))
        found = [line for key in near for mine, line in self._lines.items() if mine == key or (mine.startswith(key) and key in _ROLES)]
        return found[0] if found else (page.line if page else None)

    def _entries(self, node: Node | None, what: str) -> Iterator[tuple[str, Node]]:
        if node is None or (isinstance(node, Scalar) and not node.text.strip(BLANK)):
            return
        if not isinstance(node, Entries):
            self._faults.add(node.line, f"“{what}”应是一组“名称: 内容”", "从下一行起每行缩进两格，一行一项")
            return
        yield from node.nodes.items()

    def _text(self, name: str, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text.strip(BLANK)
        self._faults.add(node.line, f"“{name}”应是一行文字", f"例如：{name}: ……")
        return ""

    def _read_fonts(self, node: Node | None) -> None:
        written: dict[Font, str] = {}
        for name, one in self._entries(node, "字体"):
            text = self._text(name, one)
            if name == LATIN or name == "latin_font":
                self._lines["西文和数字所用字体"] = one.line
                if text:
                    self._values["latin_font"] = text
            elif name not in _FONTS:
                near = nearest(name, FONT_KEYS)
                remedy = f"{'可能是' + near + '；' if near else ''}可用的有：{'、'.join([*FONT_KEYS, LATIN])}"
                self._faults.add(one.line, f"“字体”里没有“{name}”这一项", remedy)
            elif text:
                self._lines[f"{_FONTS[name].chinese}所用字体"] = one.line
                written[_FONTS[name]] = text
        self._values["fonts"] = tuple(written.items())

    def _read(self, name: str, node: Node) -> None:
        text = self._text(name, node)
        if not text:
            return
        if name in LENGTH_KEYS:
            key = LENGTH_KEYS[name]
            value = self._amount(name, node, text, LENGTHS[key].unit)
            if value is not None and key in ("lines_per_page", "chars_per_line") and value != int(value):
                self._faults.add(node.line, f"“{name}”写的“{text}”不是整数", f"例如：{name}: {int(value)}")
            elif value is not None:
                self._values[key] = int(value) if key in ("lines_per_page", "chars_per_line") else value
        elif name in _FAR_MARGINS:
            value = self._amount(name, node, text, "毫米")
            if value is not None:
                self._lines[_FAR_MARGINS[name]] = node.line
                self._far[_FAR_MARGINS[name]] = value
        elif name == "页码居中":
            yes = self._one_of(name, node, text, _YES)
            self._values["page_number"] = PageNumber.CENTER if yes else PageNumber.OUTER
        elif name == "页码位置":
            self._values["page_number"] = self._one_of(name, node, text, _PLACES)
        elif name == "页码一字线":
            self._values["page_number_dashes"] = self._one_of(name, node, text, _YES)
        elif name == "红色":
            self._values["red"] = text.lstrip("#").upper()
        elif name == "表格字号":
            sizes = [self._size(name, node, part) for part in re.split("[、，,；;]", text)]
            self._values["table_sizes"] = tuple(size for size in sizes if size is not None)
        elif name.endswith(_MARK_KEY) and name.removesuffix(_MARK_KEY) in {one.value for one in MARK_TOP}:
            value = self._amount(name, node, text, "毫米")
            if value is not None:
                self._values["mark_top"] = (*self._values.get("mark_top", ()), (Format(name.removesuffix(_MARK_KEY)), value))
        elif name[-2:] in _ASPECTS and name[:-2] in _ROLES:
            self._read_face(_ROLES[name[:-2]], name, node, text)
        else:
            near = nearest(name, page_keys())
            usual = "、".join([*LENGTH_KEYS][:6])
            remedy = f"{'可能是' + near + '；' if near else ''}常用的有：{usual}等，全部见 wenmi unit new 给出的样例"
            self._faults.add(node.line, f"“版面”里没有“{name}”这一项", remedy)

    def _read_face(self, role: Role, name: str, node: Node, text: str) -> None:
        readers: dict[str, Callable[[], tuple[str, Any]]] = {
            "字体": lambda: ("font", self._one_of(name, node, text, _FONTS)),
            "字号": lambda: ("size", self._size(name, node, text)),
            "加粗": lambda: ("bold", self._one_of(name, node, text, _YES)),
            "对齐": lambda: ("alignment", self._one_of(name, node, text, _ALIGNED)),
        }
        aspect, value = readers[name[-2:]]()
        self._faces.setdefault(role, {})[aspect] = value

    def _one_of(self, name: str, node: Node, text: str, known: Mapping[str, Any]) -> Any:
        if text in known:
            return known[text]
        names = [key for key in known if not key.isascii()]
        self._faults.add(node.line, f"“{name}”不能写“{text}”", f"从这些里选一个：{'、'.join(dict.fromkeys(names))}")
        return None

    def _amount(self, name: str, node: Node, text: str, unit: str) -> float | None:
        """Return the number that ``text`` gives in ``unit``; centimetres are turned into millimetres."""
        found = _AMOUNT.fullmatch(text)
        own, *larger = _UNITS[unit]
        if found and found[2].lower() in own:
            return float(found[1])
        if found and any(found[2].lower() in names for names in larger):
            return round(10 * float(found[1]), 2)
        example = STANDARD_WORDS.get(name, "")
        self._faults.add(
            node.line, f"“{name}”写的“{text}”不是以{unit}为单位的数", f"例如：{name}: {example}" if example else "只写数字即可"
        )
        return None

    def _size(self, name: str, node: Node, text: str) -> float | None:
        plain = _AFTER_SIZE.sub("", text.strip(BLANK))
        if plain in _SIZE_NAMES:
            return _SIZE_NAMES[plain]
        found = _AMOUNT.fullmatch(plain)
        if found and found[2].lower() in ("磅", "pt", ""):
            return float(found[1])
        self._faults.add(node.line, f"“{name}”写的“{plain}”不是字号", f"写号数或磅数，例如：{name}: 二号，或 {name}: 22磅")
        return None
