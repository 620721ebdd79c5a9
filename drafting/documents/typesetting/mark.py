"""发文机关标志: how large it is, where its ink stands, and the names of joint issuers one above the other (7.2.4, 10.1, 10.2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Format, Role
from drafting.documents.renewal.richtext import holds_anything
from drafting.documents.standard import chars_wide
from drafting.documents.typesetting.pagination import ONE, Block, Piece
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.styles import RULE, exactly, size, style_id
from drafting.documents.wml import Value, paragraph, props, run

# Where the ink of a Chinese character is in a line of exact height: the baseline lies at 80 % of the line (LibreOffice, and Word as far
# as can be seen), the ink reaches 85 % of the size above it and 10 % below. So the upper edge asked for does not depend on the font.
BASELINE, ABOVE, BELOW = 0.8, 0.85, 0.1
LEADING = 1.25
_WIDEST = 0.96  # of the text block's width
_NARROWEST = 66  # per cent: how far the characters of a long name are narrowed before they get smaller
_JOINT_SIZES = {2: 40.0, 3: 34.0, 4: 30.0}
_MANY_SIZE = 26.0  # points: of five names and more
_SMALLEST, _CLOSEST_LEADING = 16.0, 1.12  # how far the names of joint issuers give way so that the first page has text
_READABLE = 26.0  # points: a smaller mark is no mark, then rather that of 主办机关 alone


def names_of(texts: Sequence[str]) -> list[str]:
    """Return the lines of 发文机关标志 as its paragraphs have them, those without text left out."""
    return [line.strip() for text in texts for line in text.split("\n") if holds_anything(line)]


def word_of(names: Sequence[str], page_format: Format) -> str:
    """Return what a mark has behind the names: 文件 (7.2.4), 命令 or 令 (10.2), ``""`` where it has names only.

    It ends the last name, or is a line of its own, as a joint mark is read back from a file.
    """
    words = standard.ORDER_MARK_WORDS.value if page_format is Format.ORDER else (standard.MARK_WORD.value,)
    return next((word for word in words if word in names or "".join(names[-1:]).endswith(word)), "")


def leading(names: Sequence[str], page_format: Format) -> list[str]:
    """Return the mark of 主办机关 alone, which joint issuers may use (7.2.4) and in the 信函 format have to (10.1)."""
    word = word_of(names, page_format)
    return [_issuers(names, word)[0] + word]


def may_lead(names: Sequence[str], page_format: Format, said: Collection[str]) -> bool:
    """Tell whether every issuer that the mark of 主办机关 alone leaves out is named elsewhere, among the texts ``said``."""
    word = word_of(names, page_format)
    others = [name.removesuffix(word).strip() for name in names[1:] if name != word]
    return bool(others) and all(any(name in text for text in said) for name in others)


def too_small(names: Sequence[str], page_format: Format, spacing: Spacing) -> bool:
    """Tell whether the names of joint issuers would be set too small for a mark."""
    return len(names) > 1 and _joint_face(names, word_of(names, page_format), spacing)[0] < _READABLE


def size_of(wide: float, house: House, largest: float | None = None) -> tuple[float, int]:
    """Return the size of a mark ``wide`` characters wide, in points, and its width in per cent: narrowed first, then smaller."""
    largest = largest or house.element(Role.ISSUER_MARK).size
    widest = _WIDEST * house.width
    natural = wide * largest * 20
    if natural <= widest:
        return largest, 100
    narrow = int(100 * widest / natural)
    if narrow >= _NARROWEST:
        return largest, narrow
    return int(2 * widest / (wide * 20 * _NARROWEST / 100)) / 2, _NARROWEST


def line_of(text: str, house: House, points: float, narrow: int, own: dict[str, Value]) -> str:
    """Return a line of the mark as a paragraph."""
    content = runs(text, house.written(Role.ISSUER_MARK), _face(points, narrow))
    return paragraph(style_id(Role.ISSUER_MARK), content, own)


def single(text: str, free: int, house: House) -> tuple[list[Piece], float]:
    """Return a mark of one line whose ink begins ``free`` twips below what stands above it, and the points from its ink to its foot."""
    points, narrow = size_of(chars_wide(text), house)
    line = round(20 * points * LEADING)
    before = max(0, free - round(BASELINE * line - 20 * ABOVE * points))
    xml = line_of(text, house, points, narrow, {"spacing": exactly(line, before)})
    return [Piece(xml, (Block(ONE, line, before),))], points * (LEADING * (1 - BASELINE) - BELOW)


def joint(names: Sequence[str], page_format: Format, free: int, spacing: Spacing) -> tuple[list[Piece], float]:
    """Return the names of joint issuers one above the other, each as wide as the longest, and 文件 (令) on their right in the middle.

    ``spacing.mark``, from 0 to 1, is how far they are made smaller and set closer than their number asks for anyway. The ink begins
    ``free`` twips below what stands above; the second value is the points from the ink of the last name to the foot.
    """
    house = spacing.house
    word = word_of(names, page_format)
    points, narrow, beside = _joint_face(names, word, spacing)
    names = _issuers(names, word)
    leading = LEADING + spacing.mark * (_CLOSEST_LEADING - LEADING)
    line = round(20 * points * leading)
    unit = 20 * points * narrow / 100
    widths = [round(max(map(chars_wide, names)) * unit) + 20, *([round(beside * unit) + 40] if word else [])]
    rows = []
    for at, name in enumerate(names):
        left = _cell(widths[0], line_of(name, house, points, narrow, {"jc": "distribute", "spacing": exactly(line)}))
        right = ""
        if word:
            merge: Value = "restart" if at == 0 else "continue"
            shown = run(word, _face(points, narrow)) if at == 0 else ""
            right = _cell(widths[1], paragraph(style_id(Role.ISSUER_MARK), shown, {"jc": "right", "spacing": exactly(line)}), merge)
        height = props("trPr", {"cantSplit": True, "trHeight": {"val": line, "hRule": "exact"}})
        rows.append(f"<w:tr>{height}{left}{right}</w:tr>")
    none: dict[str, str | int] = {"w": 0, "type": "dxa"}
    properties = props(
        "tblPr",
        {
            "tblW": {"w": sum(widths), "type": "dxa"},
            "jc": "center",
            "tblLayout": {"type": "fixed"},
            "tblCellMar": props("tblCellMar", {"left": none, "right": none}),
        },
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    table = f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    # A table has no space above it: an empty paragraph makes it.
    space = max(20, free - round(BASELINE * line - 20 * ABOVE * points))
    pieces = [
        Piece(paragraph(RULE, "", {"spacing": exactly(space)}), (Block(ONE, space),)),
        Piece(table, (Block((len(names), len(names)), line),)),
    ]
    return pieces, points * (leading * (1 - BASELINE) - BELOW)


def _issuers(names: Sequence[str], word: str) -> list[str]:
    """Return the names without the one ``word`` behind them."""
    if word in names:
        at = list(names).index(word)
        return [*names[:at], *names[at + 1 :]] or list(names)
    last = names[-1].removesuffix(word).strip()
    return [*names[:-1], last] if last else list(names)


def _joint_face(names: Sequence[str], word: str, spacing: Spacing) -> tuple[float, int, float]:
    """Return the size in points and the width in per cent of the names, and how many characters stand beside them."""
    house = spacing.house
    issuers = _issuers(names, word)
    beside = len(word) + 0.5 if word else 0.0
    wide = max(map(chars_wide, issuers)) + beside
    largest = size_of(wide, house, min(_JOINT_SIZES.get(len(issuers), _MANY_SIZE), house.element(Role.ISSUER_MARK).size))[0]
    largest += spacing.mark * min(0.0, _SMALLEST - largest)
    return *size_of(wide, house, round(2 * largest) / 2), beside


def _face(points: float, narrow: int) -> dict[str, Value]:
    return {"spacing": 0, **({"w": narrow} if narrow < 100 else {}), **size(points)}


def _cell(wide: int, content: str, merge: Value | None = None) -> str:
    properties: dict[str, Value] = {"tcW": {"w": wide, "type": "dxa"}, "vAlign": "center"}
    if merge is not None:
        properties["vMerge"] = merge
    return f"<w:tc>{props('tcPr', properties)}{content}</w:tc>"
