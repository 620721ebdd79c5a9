"""Reading ``unit.yaml``, the profile of an office: every fault with its line, all at once; and the example to start one from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from drafting.composing.schema import Field, FieldType, Kind
from drafting.composing.tables import BLANK
from drafting.composing.unit import EVERYWHERE, SEALINGS, USUAL, ByKind, Unit, known_keys
from drafting.composing.unit_page import FONT_KEYS, LATIN, LENGTH_KEYS, STANDARD_WORDS, PageReader, font_keys, page_keys
from drafting.composing.values import Reader, nearest
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.house import STANDARD
from drafting.documents.house_values import LENGTHS
from drafting.documents.model import Format, Sealing
from drafting.documents.yaml_reading import Entries, Node, Scalar, decode, read

_CODE = expression(r"[\u3400-\u9fffA-Za-z（）()·]{1,12}")
_NAMES = ("单位名称", "规范化简称", "印发机关")
_BY_KIND = ("机关代字", "发文机关标志")

FIELDS = (
    Field("单位名称", FieldType.TEXT, help="全称。没写“发文机关”的，就用它", example="清源市人民政府办公室"),
    Field("规范化简称", FieldType.TEXT, help="发文机关写的是它，也算本单位发文", example="清源市政府办公室"),
    Field(
        "机关代字",
        FieldType.TEXT,
        help="发文字号只写了“〔2026〕8号”的，前面补上它；不同文种不一样的，一种一行，其余的写在“其他”",
        example="清政办发",
    ),
    Field(
        "发文机关标志",
        FieldType.TEXT,
        help="红头上的文字。只用于“文件”格式；信函、纪要另有写法的，同机关代字一样分开写，例如：信函: 清源市人民政府办公室",
        example="清源市人民政府办公室文件",
    ),
    Field("印发机关", FieldType.TEXT, help="版记里印制公文的机关", example="清源市人民政府办公室"),
    Field("联系人", FieldType.TEXT, help="和联系电话一起补；字段文件写了别的联系人，就都不补", example="周明川"),
    Field("联系电话", FieldType.TEXT, example="0999-2358016"),
    Field("落款方式", FieldType.CHOICE, help="没写“落款方式”的文件和信函按它排", example=SEALINGS[0], choices=SEALINGS),
    Field(
        "常用抄送机关",
        FieldType.LIST,
        help=f"不会自动加到文稿里；字段文件写“抄送机关: {USUAL}”的，换成这些",
        example="市委办公室\n市人大常委会办公室\n市政协办公室",
    ),
)
"""The profile's keys besides 字体 and 版面, with what each is for."""

_ENGLISH = {
    "name": "单位名称",
    "short_name": "规范化简称",
    "codes": "机关代字",
    "marks": "发文机关标志",
    "printer": "印发机关",
    "contact": "联系人",
    "telephone": "联系电话",
    "sealing": "落款方式",
    "copies_to": "常用抄送机关",
    "fonts": "字体",
    "page": "版面",
}
_KEYS = (*(one.name for one in FIELDS), "字体", "版面")


class _UnitFaults(Faults):
    """What reading says of fields files, said of a profile."""

    def add(self, line: int | None, what: str, remedy: str = "") -> None:
        super().add(line, what, remedy.replace("wenmi new 文种 -o", "wenmi unit new -o").replace("wenmi new", "wenmi unit new"))


def read_unit(data: str | bytes, where: str, kinds: Iterable[Kind] = ()) -> Unit:
    """Return the profile that ``data`` holds; ``where`` names its file in messages.

    With ``kinds`` a text that is given to none of them, nor to a format or direction of theirs, is a fault too.
    Raises ``ManyErrors`` with every fault, ``UserError`` for a file without text.
    """
    text = decode(data, where)
    if all(line.lstrip().startswith("#") for line in text.split("\n") if line.strip()):
        return Unit(where)  # an example of which nothing was taken
    faults = _UnitFaults(where)
    inner = frozenset({*(one.value for one in Format), EVERYWHERE})
    known = {"字体": frozenset(font_keys()), "版面": frozenset(page_keys()), **dict.fromkeys(_BY_KIND, inner)}
    source = read(text, faults, {**dict.fromkeys((*_KEYS, *_ENGLISH), frozenset()), **known})
    entries = _in_chinese(source.entries, faults)
    plain = Entries(entries.line, {name: node for name, node in entries.nodes.items() if name not in (*_BY_KIND, "字体", "版面")})
    plain.lines.update(entries.lines)
    reader = Reader(faults, "单位档案")
    values = reader.record(plain, tuple(one for one in FIELDS if one.name not in _BY_KIND), complete=source.complete)
    for name in _NAMES:
        if values.get(name) and str(values[name]).endswith(("文件", "章")):
            faults.add(entries.lines[name], f"“{name}”写的“{values[name]}”不是机关名称", "只写机关的全称或规范化简称")
    codes, marks = (_by_kind(name, entries.nodes.get(name), faults) for name in _BY_KIND)
    known_kinds = known_keys(kinds)
    for by_kind in (codes, marks) if len(known_kinds) > 1 else ():
        _check_kinds(by_kind, known_kinds, faults)
    for key, code in codes.texts.items():
        if not _CODE.fullmatch(code):
            faults.add(codes.lines[key], f"机关代字“{code}”里有代字以外的字符", "只写年份前面的部分，例如：清政办发")
    house = PageReader(faults).house(entries.nodes.get("字体"), entries.nodes.get("版面"))
    faults.raise_any()
    if values.get("落款方式"):
        house = replace(house, sealing=Sealing(values["落款方式"]))
    texts = {name: str(value) for name, value in values.items() if isinstance(value, str)}
    return Unit(where, texts, dict(entries.lines), codes, marks, tuple(values.get("常用抄送机关") or ()), house)


def _in_chinese(entries: Entries, faults: Faults) -> Entries:
    """Return the entries under their Chinese keys; unknown ones are faults."""
    made = Entries(entries.line)
    for key, node in entries.nodes.items():
        line, name = entries.lines[key], _ENGLISH.get(key, key)
        if name not in _KEYS:
            near = nearest(key, _KEYS)
            faults.add(line, f"单位档案没有“{key}”这一项", f"{'可能是' + near + '；' if near else ''}可用的有：{'、'.join(_KEYS)}")
        elif name in made.nodes:
            faults.add(line, f"“{name}”写了两次（第 {made.lines[name]} 行已经有了）", "请只留一处")
        else:
            made.nodes[name], made.lines[name] = node, line
    return made


def _by_kind(name: str, node: Node | None, faults: Faults) -> ByKind:
    """Return a text given once, or for each kind on a line of its own."""
    nodes: Mapping[str, Node] = node.nodes if isinstance(node, Entries) else {EVERYWHERE: node} if node is not None else {}
    texts: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, one in nodes.items():
        if not isinstance(one, Scalar) or "\n" in one.text.strip(BLANK):
            remedy = f"例如：{name}: ……；或者换行，缩进两格，一个文种一行，例如：函: ……"
            faults.add(one.line, f"“{name}”应是一行文字，或者一组“文种: 内容”", remedy)
        elif one.text.strip(BLANK):
            texts[key], lines[key] = one.text.strip(BLANK), one.line
    return ByKind(texts, lines)


def _check_kinds(by_kind: ByKind, known: set[str], faults: Faults) -> None:
    """Note every key by which a text is given to a kind, format or direction that there is not."""
    for key, line in by_kind.lines.items():
        if key not in known:
            near = get_close_matches(key, sorted(known), n=1, cutoff=0.4)
            hint = f"可能是“{near[0]}”；" if near else ""
            faults.add(line, f"没有“{key}”这个文种", f"{hint}写文种的名称，或者文件、信函、命令、纪要，或者{EVERYWHERE}")


_INTRODUCTION = """\
# 单位档案：单位的名称和排版习惯，写一次，每次拟稿都用。各项都可以不写；字段文件里写了的，以字段文件为准。
# 写法：名称后面用英文冒号“:”加一个空格；以 # 开头的行是说明。要用的项，去掉行首的“# ”。
"""
_FONTS = "本机实际装的字体名，照 Word 字体列表里的名称写；不写的用标准的常用名"
_PAGE = (
    "GB/T 9704—2012 写“一般”的（推荐）和没有写的（实务）可以按本单位习惯改；“规定”的值也能改，但每次拟稿、校对都会提示",
    "下面是标准的值；页边距也可以写成上边距、下边距、左边距、右边距",
    "还可以改各要素的字体、字号、加粗、对齐，例如 标题字号: 小二，二级标题加粗: 是",
)
_FOLLOWING = {"line_pitch": f"{STANDARD.line / 20:g}", "title_pitch": f"{STANDARD.title_line() / 20:g}"}  # what the standard's house makes


def example_unit() -> str:
    """Return a commented profile to start from: names that are invented, and the standard's page."""
    pieces = [_INTRODUCTION]
    for one in FIELDS:
        choices = f"选项：{'、'.join(one.choices)}" if one.choices else ""
        said = "；".join(part for part in (one.help, choices) if part)
        value = "".join(f"\n  - {line}" for line in one.example.split("\n")) if one.type is FieldType.LIST else f" {one.example}"
        pieces.append(f"\n{f'# {said}。' + chr(10) if said else ''}{one.name}:{value}\n")
    by_kind = f"# {_BY_KIND[0]}:\n#   函: 清政办函\n#   {EVERYWHERE}: 清政办发\n"
    pieces[3] += by_kind
    fonts = [(key, font.written) for key, font in FONT_KEYS.items()] + [(LATIN, STANDARD.latin_font)]
    pieces.append(f"\n# {_FONTS}。\n字体:\n" + "".join(f"  # {key}: {name}\n" for key, name in fonts))
    pieces.append("\n" + "".join(f"# {line}。\n" for line in _PAGE) + "版面:\n")
    for name, key in LENGTH_KEYS.items():
        length = LENGTHS[key]
        ground = f"{length.basis.strength}{'，' + length.basis.clause if length.basis.clause else ''}"
        pieces.append(f"  # {name}: {STANDARD_WORDS[name] or _FOLLOWING[key]}\n  #   {length.name}，{length.unit}（{ground}）\n")
    pieces.append("  # 页码位置: 外侧\n  #   外侧（单页码居右、双页码居左），或者居中（规定，7.5）\n")
    return "".join(pieces)
