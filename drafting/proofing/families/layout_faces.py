"""版式: what stands out from the face of the rest, colours, bold type, the fonts of digits and of quotation marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Paragraph, Role, Stretch
from drafting.documents.standard import TEXT_COLOR, Font, font_of
from drafting.proofing.check import GB9704, Check, Example, Hit, practice, should
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.layout_reading import known, size_name, text_block, told_once

_HEADINGS = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)
_COLORED = (Role.TITLE, Role.RECIPIENTS, *TEXT_ROLES, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.DATE, Role.ATTACHMENT_TITLE)
_BLACK = (None, TEXT_COLOR.value, "AUTO")
_IN_TEXT = (Font.FANG_SONG, Font.KAI, Font.HEI)  # what the levels of the text are set in: a sentence may begin in any of them
_WHOLE = 30  # characters: a paragraph of text, not a line that stands out
_PART = 2  # characters: a single sign in another face is a symbol


def _odd_paragraphs(draft: Draft) -> Iterator[Hit]:
    """Tell of paragraphs of the text that are set in another font or size than most of it."""
    # A heading that runs on as text is text as well, all but its beginning.
    placed = [p for p in text_block(draft) if len(p.paragraph.text) >= 8 and (p.paragraph.role is Role.BODY or p.paragraph.heading_end)]
    faces = Counter((p.paragraph.look.font, p.paragraph.look.size) for p in placed)
    if len(faces) < 2:
        return
    (font, size), most = faces.most_common(1)[0]
    off = [p for p in placed if _differs(p.paragraph, font, size)]
    if most * 2 <= len(placed) or len(off) * 3 > len(placed):
        return  # no face is that of the text
    for key in dict.fromkeys((p.paragraph.look.font, p.paragraph.look.size) for p in off):
        same = [p for p in off if (p.paragraph.look.font, p.paragraph.look.size) == key]
        message = f"这一段是{_face(*key)}，全文正文是{_face(font, size)}，请统一{{count}}。"
        yield from told_once(same, message)


def _differs(paragraph: Paragraph, font: str | None, size: float | None) -> bool:
    look = paragraph.look
    other_font = bool(font and look.font) and look.font != font and font_of(look.font or "") not in (font_of(font or ""), *_IN_TEXT[1:])
    return other_font or (bool(size and look.size) and abs((look.size or 0) - (size or 0)) > 0.6)


def _face(font: str | None, size: float | None) -> str:
    return (size_name(size) if size else "") + (font or "")


def _odd_words(draft: Draft) -> Iterator[Hit]:
    """Tell of words within a paragraph that are set in another font or size: pasted from elsewhere."""
    for placed in text_block(draft, *TEXT_ROLES, Role.RECIPIENTS, Role.ATTACHMENT_NOTE):
        paragraph = placed.paragraph
        for stretch in paragraph.look.stretches:
            words = paragraph.text[stretch.start : stretch.end]
            if len(words.strip()) < _PART or stretch.end <= (paragraph.heading_end or 0) or not expression(r"\w").search(words):
                continue
            told = _how_odd(paragraph, stretch)
            if told:
                yield Hit(placed.start + stretch.start, placed.start + stretch.end, f"“{_short(words)}”是{told}，请统一。")


def _how_odd(paragraph: Paragraph, stretch: Stretch) -> str:
    """Say what a stretch is set in and what the paragraph is; ``""`` where that is as usual."""
    look = paragraph.look
    if stretch.size and look.size and abs(stretch.size - look.size) > 0.6:
        return f"{size_name(stretch.size)}，同段其他文字是{size_name(look.size)}"
    if stretch.font and look.font and font_of(stretch.font) not in (font_of(look.font), *_IN_TEXT) and stretch.font != look.font:
        return f"{stretch.font}，同段其他文字是{look.font}"
    return ""


def _short(words: str) -> str:
    words = words.strip().replace("“", "‘").replace("”", "’")
    return words if len(words) <= 16 else f"{words[:7]}……{words[-7:]}"


def _colors(draft: Draft) -> Iterator[Hit]:
    whole = [p for p in known(draft, *_COLORED) if p.paragraph.look.color not in _BLACK]
    found: list[tuple[int, int, str]] = [(p.start, p.end, p.paragraph.look.color or "") for p in whole]
    for placed in known(draft, *_COLORED):
        for stretch in placed.paragraph.look.stretches:
            if stretch.color not in _BLACK and placed not in whole:
                found.append((placed.start + stretch.start, placed.start + stretch.end, stretch.color or ""))
    for color in dict.fromkeys(color for *_, color in found):
        places = sorted((start, end) for start, end, other in found if other == color)
        many = f"（共{len(places)}处）" if len(places) > 1 else ""
        yield Hit(*places[0], f"文字颜色是{_color_name(color)}，公文中的文字一般为黑色{many}。")


def _color_name(color: str) -> str:
    """Return the name that a colour would have for a reader, with its value where it is no plain one."""
    try:
        red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return color
    if max(red, green, blue) - min(red, green, blue) < 24:
        return f"灰色（{color}）" if red < 230 else "白色"
    if red > 150 and max(green, blue) < 110:
        return "红色"
    if blue > 110 and red < 110:
        return "蓝色"
    return "绿色" if green > 110 and max(red, blue) < 110 else f"彩色（{color}）"


def _mark_color(draft: Draft) -> Iterator[Hit]:
    for placed in known(draft, Role.ISSUER_MARK):
        color = placed.paragraph.look.color
        if color in _BLACK and (placed.paragraph.look.size or 0) >= 22:
            yield placed.hit("发文机关标志不是红色，推荐用红色小标宋体字；套印红头纸的可不改。")
            return


def _bold(draft: Draft) -> Iterator[Hit]:
    for roles, name in (((Role.TITLE,), "标题"), (_HEADINGS, "层次标题"), ((Role.BODY,), "正文")):
        placed = [p for p in text_block(draft, *roles) if not draft.house.element(p.paragraph.role).bold]
        bold = [p for p in placed if p.paragraph.look.bold]
        if name == "正文" and len(bold) * 2 <= len(placed):
            bold = [p for p in bold if len(p.paragraph.text) >= _WHOLE]  # a line in bold among the text is set so on purpose
            name = "这一段"
        yield from told_once(bold, f"{name}加粗，国家标准只用字体区分层次，不要求加粗{{count}}。")


_DIGITS = expression(r"[0-9A-Za-z]")


def _latin_font(draft: Draft) -> Iterator[Hit]:
    wanted = draft.house.latin_font
    placed = [p for p in text_block(draft) if p.paragraph.look.latin_font and _DIGITS.search(p.paragraph.text)]
    off = [p for p in placed if p.paragraph.look.latin_font != wanted and font_of(p.paragraph.look.latin_font or "") is not Font.FANG_SONG]
    if off and len(off) * 2 > len(placed):
        have = Counter(p.paragraph.look.latin_font for p in off).most_common(1)[0][0]
        yield from told_once(off, f"正文里的数字和字母是{have}，一般用{wanted}或者仿宋体{{count}}。")


def _quote_font(draft: Draft) -> Iterator[Hit]:
    off = [p for p in text_block(draft) if _is_latin(p.paragraph.look.quote_font)]
    if off:
        have = off[0].paragraph.look.quote_font
        yield from told_once(off, f"正文里的引号是{have}字体，显得窄，应与汉字用同一字体（选中引号设为中文字体）{{count}}。")


def _theme_font(draft: Draft) -> Iterator[Hit]:
    placed = [p for p in text_block(draft) if p.paragraph.look.font]
    themed = [p for p in placed if p.paragraph.look.themed]
    if len(themed) * 2 > len(placed):
        have = themed[0].paragraph.look.font
        yield from told_once(themed, f"正文用的是主题字体（现在显示为{have}），换主题、换电脑会变，请直接选定字体{{count}}。")


def _is_latin(font: str | None) -> bool:
    return bool(font) and (font or "").isascii() and font_of(font or "") is None


_HEAD = "机关标志| 青山市财政局文件\n标题| 关于做好决算工作的通知"
_BODY = "正文[字体=仿宋 字号=16]| 请各单位按照要求抓紧做好准备工作。"
_FIVE = "\n".join([_BODY] * 5)

CHECKS = (
    Check(
        code="odd-paragraph-face",
        title="个别段落的字体字号与正文不一致",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.2"),
        why="从别的材料粘贴的段落带着原来的字体字号，打印出来一眼可见。",
        find=_odd_paragraphs,
        examples=(
            Example(
                f"{_HEAD}\n{_FIVE}\n正文[字体=宋体 字号=12]| ⟦粘贴来的一段文字，字体字号都不一样。⟧",
                f"{_HEAD}\n{_FIVE}\n正文[字体=仿宋 字号=16]| 粘贴来的一段文字，字体字号都不一样。",
            ),
        ),
        passes=(
            f"{_FIVE}\n正文[字体=宋体 字号=12]| 粘贴来的一段文字，字体字号都不一样。",
            f"{_HEAD}\n{_FIVE}\n正文[字体=仿宋_GB2312 字号=15.75]| 同一字体的另一个名称，仍是三号字。",
        ),
        passage=True,
    ),
    Check(
        code="mixed-face",
        title="一段之内字体字号不一",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.2"),
        why="粘贴、改写时带进别的字体或者字号，一段里大小不齐。",
        find=_odd_words,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 异体=7-11:宋体:14]| 请各单位结合实⟦际抓好落⟧实。",
                f"{_HEAD}\n正文[字体=仿宋 字号=16]| 请各单位结合实际抓好落实。",
            ),
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 异体=3-5:微软雅黑:16]| 请各单⟦位结⟧合实际抓好落实。",
                f"{_HEAD}\n正文[字体=仿宋 字号=16]| 请各单位结合实际抓好落实。",
            ),
        ),
        passes=(
            f"{_HEAD}\n正文[字体=仿宋 字号=16 异体=0-5:楷体:16]| 一是抓落实。各单位要结合实际。",
            f"{_HEAD}\n正文[字体=仿宋 字号=16 异体=0-5:仿宋_GB2312:15.75]| 请各单位结合实际抓好落实。",
            "正文[字体=仿宋 字号=16 异体=7-11:宋体:14]| 请各单位结合实际抓好落实。",
        ),
        passage=True,
    ),
    Check(
        code="text-not-black",
        title="文字不是黑色",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.4"),
        why="如无特殊说明，公文中文字的颜色均为黑色；网页粘贴的深灰、起草时标的红字都要改回。",
        find=_colors,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 颜色=333333]| ⟦请各单位结合实际抓好落实。⟧",
                f"{_HEAD}\n正文[字体=仿宋 字号=16]| 请各单位结合实际抓好落实。",
            ),
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 异体=1-4:仿宋:16:FF0000]| 请⟦各单位⟧结合实际抓好落实。",
                f"{_HEAD}\n正文[字体=仿宋 字号=16]| 请各单位结合实际抓好落实。",
            ),
        ),
        passes=(
            f"{_HEAD}\n正文[字体=仿宋 字号=16 颜色=000000]| 请各单位结合实际抓好落实。",
            "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件",
        ),
        passage=True,
    ),
    Check(
        code="issuer-mark-not-red",
        title="发文机关标志不是红色",
        family="layout",
        level=Level.HINT,
        basis=should(GB9704, "7.2.4"),
        why="发文机关标志推荐使用小标宋体字，颜色为红色。",
        find=_mark_color,
        examples=(Example("机关标志[字号=40]| ⟦青山市财政局文件⟧", "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件"),),
        passes=("机关标志| 青山市财政局文件",),
        passage=True,
    ),
    Check(
        code="bold-text",
        title="标题或者正文加粗",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="标准用小标宋、黑体、楷体、仿宋区分层次，没有加粗一说；黑体再加粗，印出来发糊。",
        find=_bold,
        examples=(
            Example(
                f"{_HEAD}\n一级[字体=黑体 字号=16 加粗=1]| ⟦一、总体要求⟧",
                f"{_HEAD}\n一级[字体=黑体 字号=16]| 一、总体要求",
            ),
        ),
        passes=("一级[字体=黑体 加粗=1]| 一、总体要求", f"{_HEAD}\n{_FIVE}\n正文[字体=仿宋 字号=16 加粗=1]| 重点内容可以突出。"),
        passage=True,
    ),
    Check(
        code="latin-font",
        title="数字和字母的字体不合习惯",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="正文里的数字、字母一般用Times New Roman或者仿宋体，不用Calibri、Arial、宋体。",
        find=_latin_font,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 西文=Calibri]| ⟦请于2024年5月8日前报送。⟧",
                f"{_HEAD}\n正文[字体=仿宋 字号=16 西文=仿宋]| 请于2024年5月8日前报送。",
            ),
        ),
        passes=(f"{_HEAD}\n正文[字体=仿宋 字号=16 西文=Calibri]| 请抓好落实。",),
        passage=True,
    ),
    Check(
        code="quotation-mark-font",
        title="引号用了西文字体",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="全文改成Times New Roman时引号也被改了，变窄，与汉字不配。",
        find=_quote_font,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 引号=Arial]| ⟦落实“放管服”改革要求。⟧",
                f"{_HEAD}\n正文[字体=仿宋 字号=16 引号=仿宋]| 落实“放管服”改革要求。",
            ),
        ),
        passes=(f"{_HEAD}\n正文[字体=仿宋 字号=16]| 落实“放管服”改革要求。",),
        passage=True,
    ),
    Check(
        code="theme-font",
        title="正文用了主题字体",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="主题字体（“等线 (中文正文)”一类）跟着主题走，粘贴到别的文件、换一台电脑就变；它还会盖过写明的字体。",
        find=_theme_font,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 主题=1]| ⟦请各单位结合实际抓好落实。⟧",
                f"{_HEAD}\n正文[字体=仿宋 字号=16]| 请各单位结合实际抓好落实。",
            ),
        ),
        passes=(f"{_HEAD}\n{_FIVE}\n正文[字体=仿宋 字号=16 主题=1]| 请各单位结合实际抓好落实。", "正文[字体=仿宋 主题=1]| 请抓好落实。"),
        passage=True,
    ),
)
