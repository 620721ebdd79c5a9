"""Pages → one page of HTML that needs nothing else: no network, no script, pictures inside, each line of text at its place.

A line's baseline is where the page has it whatever font the reader's machine has: an empty box as high as the line is above its baseline
stands at its beginning, and the text itself takes no height. A part of a line has the width that it has in Word, so that a font that is
missing cannot push what follows.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from drafting.documents.preview.fonts import chinese_stack, latin_stack
from drafting.documents.preview.model import Box, Face, Item, Line, Page, Picture, Preview, Rule, Stretch

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_COLOR = re.compile(r"#?[0-9A-Fa-f]{6}|[a-z]{3,20}")
_LOW = 30.0  # points: a box lower than that has room for one line
_NEAR = 0.02  # points: what nobody sees

_CSS = """\
.gw-page { position: relative; overflow: hidden; background: #fff; color: #000; margin: 0 auto 24px; box-sizing: border-box;
  box-shadow: 0 1px 6px rgba(0, 0, 0, .35); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.gw-page > * { position: absolute; }
.gw-line { white-space: pre; line-height: 0; text-rendering: geometricPrecision; font-kerning: none; font-variant-ligatures: none;
  text-spacing-trim: space-all; text-autospace: no-autospace; text-size-adjust: none; -webkit-text-size-adjust: none; }
.gw-line::before { content: ""; display: inline-block; width: 0; }
.gw-line > span { display: inline-block; line-height: 0; text-align: center; }
.gw-line mark { color: inherit; }
.gw-turned { writing-mode: vertical-rl; }
.gw-turned::before { display: none; }
.gw-rule { min-width: .5px; min-height: .5px; }
.gw-box { box-sizing: border-box; border: 1px dashed #777; background: rgba(240, 240, 240, .8); color: #444;
  font: 9pt sans-serif; overflow: auto; white-space: pre-wrap; padding: 2px; }
.gw-box b { display: block; font-weight: 600; }
.gw-low { overflow: visible; white-space: nowrap; padding: 0; font-size: 7pt; }
.gw-low b { display: inline; font-weight: normal; }
@media print {
  @page { size: A4; margin: 0; }
  @page gw-wide { size: A4 landscape; margin: 0; }
  .gw-page { margin: 0; box-shadow: none; break-after: page; }
  .gw-page:last-child { break-after: auto; }
  .gw-wide { page: gw-wide; }
}
"""
_SHEET = """\
html { background: #d9d9d9; }
body { margin: 0; padding: 24px 0; }
@media print { html { background: none; } body { padding: 0; } }
"""
_NARROW = "".join(  # a window narrower than the paper shows the whole paper, smaller
    f"@media screen and (max-width: {round(830 * percent / 100)}px) {{ body {{ zoom: {percent - 10}%; }} }}\n"
    for percent in range(100, 40, -10)
)


def as_html(preview: Preview, *, title: str = "", fragment: bool = False) -> str:
    """Return the pages as a whole HTML page, or with ``fragment`` as a ``<style>`` and the pages' ``<section>`` elements alone.

    Each page is ``<section class="page" data-page="1" aria-label="第1页">``; each line of text carries ``data-paragraph``,
    ``data-start`` and ``data-end`` (see ``Line``) and the class ``role-…`` of what it is. ``title`` is by default the document's.
    """
    writer = _Writer()
    pages = "".join(writer.page(page) for page in preview.pages)
    style = _CSS + writer.styles()
    if fragment:
        return f"<style>\n{style}</style>\n{pages}"
    name = escape(title or preview.title or "预览")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{name}</title>\n'
        f"<style>\n{_SHEET}{_NARROW}{style}</style>\n</head>\n<body>\n{pages}</body>\n</html>\n"
    )


class _Writer:
    """Writes pages, and remembers which faces and baselines they use: each becomes one class."""

    def __init__(self) -> None:
        self._faces: dict[tuple[Face, bool], str] = {}
        self._baselines: dict[float, str] = {}

    def styles(self) -> str:
        rows = [f".{name} {{ {_face_css(face, chinese)} }}" for (face, chinese), name in self._faces.items()]
        rows += [f".{name}::before {{ height: {_pt(baseline)}; }}" for baseline, name in self._baselines.items()]
        return "\n".join(rows) + "\n"

    def page(self, page: Page) -> str:
        wide = " gw-wide" if page.landscape else ""
        label = f"第{page.number}页"
        inside = "\n".join(piece for item in page.items for piece in self._item(item))
        size = f"width:{_pt(page.width)};height:{_pt(page.height)}"
        return f'<section class="page gw-page{wide}" data-page="{page.number}" aria-label="{label}" style="{size}">\n{inside}\n</section>\n'

    def _item(self, item: Item) -> Iterator[str]:
        if isinstance(item, Line):
            yield self._line(item)
        elif isinstance(item, Rule):
            yield f'<div class="gw-rule" style="{_place(item)};background:{_color(item.color)}"></div>'
        elif isinstance(item, Picture):
            source = f"data:{item.media};base64,{b64encode(item.data).decode('ascii')}"
            yield f'<img src="{source}" alt="{escape(item.alternative or "图片")}"{_paragraph(item.paragraph)} style="{_place(item)}">'
        else:
            yield _box(item)

    def _line(self, line: Line) -> str:
        place = _paragraph(line.paragraph)
        if line.paragraph >= 0:
            place += f' data-start="{line.start}" data-end="{line.end}"'
        kind = f"gw-line role-{line.role.value.replace('_', '-')}"
        if line.turned:
            inside = "".join(self._stretch(stretch, 0.0) for stretch in line.stretches)
            size = f"left:{_pt(line.x)};top:{_pt(line.y)};height:{_pt(line.width)};width:{_pt(line.height)};line-height:{_pt(line.height)}"
            return f'<div class="{kind} gw-turned"{place} style="{size}">{inside}</div>'
        kind += f" {self._baseline(line.baseline)}"
        if len(line.stretches) == 1 and _is_plain(line.stretches[0].face):
            only = line.stretches[0]
            kind += f" {self._face(only)}"
            inside, spacing = escape(only.text, quote=False), _spacing(only)
        else:
            inside, spacing = self._stretches(line.stretches), ""
        size = f"left:{_pt(line.x)};top:{_pt(line.y)};width:{_pt(line.width)}"
        return f'<div class="{kind}"{place} style="{size}{spacing}">{inside}</div>'

    def _stretches(self, stretches: Sequence[Stretch]) -> str:
        pieces = []
        end = stretches[0].x if stretches else 0.0
        for stretch in stretches:
            pieces.append(self._stretch(stretch, stretch.x - end))
            end = stretch.x + stretch.width
        return "".join(pieces)

    def _stretch(self, stretch: Stretch, gap: float) -> str:
        text, face = escape(stretch.text, quote=False), stretch.face
        style = f"width:{_pt(stretch.width)}{_spacing(stretch)}"
        if abs(gap) > _NEAR:
            style += f";margin-left:{_pt(gap)}"
        if face.raised:
            style += f";position:relative;top:{_pt(-face.raised)}"
        if face.scale != 100:
            style += f";transform:scaleX({face.scale / 100:g});transform-origin:0 0"
        if face.highlight:
            text = f'<mark style="background:{_color(face.highlight)}">{text}</mark>'
        return f'<span class="{self._face(stretch)}" style="{style}">{text}</span>'

    def _face(self, stretch: Stretch) -> str:
        return self._faces.setdefault((stretch.face, stretch.chinese), f"gw-f{len(self._faces)}")

    def _baseline(self, baseline: float) -> str:
        return self._baselines.setdefault(round(baseline, 2), f"gw-b{len(self._baselines)}")


def _is_plain(face: Face) -> bool:
    return not face.highlight and not face.raised and face.scale == 100


def _face_css(face: Face, chinese: bool) -> str:
    rules = [f"font-family: {chinese_stack(face.font) if chinese else latin_stack(face.latin, face.font)}", f"font-size: {_pt(face.size)}"]
    if face.spacing:
        rules.append(f"letter-spacing: {_pt(face.spacing)}")
    if face.color != "000000":
        rules.append(f"color: {_color(face.color)}")
    if face.bold:
        rules.append("font-weight: bold")
    if face.italic:
        rules.append("font-style: italic")
    lines = [name for name, on in (("underline", face.underline), ("line-through", face.strike)) if on]
    if lines:
        rules.append(f"text-decoration: {' '.join(lines)}")
    return "; ".join(rules)


def _spacing(stretch: Stretch) -> str:
    """Return the declaration of a stretch's own spacing, where its line is set wider; characters that are narrowed narrow it too."""
    spacing = stretch.spacing * 100 / stretch.face.scale
    return f";letter-spacing:{spacing:.3f}pt" if abs(spacing - stretch.face.spacing) > _NEAR / 4 else ""


def _box(item: Box) -> str:
    label, text = escape(item.label, quote=False), escape(item.text, quote=False)
    low = " gw-low" if item.height < _LOW else ""
    inside = f"<b>【{label}】</b>{text}"
    about = f'{_paragraph(item.paragraph)} role="note" title="{escape(item.label)}"'
    return f'<div class="gw-box{low}"{about} style="{_place(item)}">{inside}</div>'


def _paragraph(paragraph: int) -> str:
    return f' data-paragraph="{paragraph}"' if paragraph >= 0 else ""


def _place(item: Rule | Picture | Box) -> str:
    return f"left:{_pt(item.x)};top:{_pt(item.y)};width:{_pt(item.width)};height:{_pt(item.height)}"


def _pt(length: float) -> str:
    return f"{round(length, 2):g}pt"


def _color(color: str) -> str:
    if not _COLOR.fullmatch(color):
        return "#000000"
    return f"#{color}" if re.fullmatch("[0-9A-Fa-f]{6}", color) else color
