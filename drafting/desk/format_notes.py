"""What a user is told after 一键排版: what was recognised, what was only guessed, what came along and what did not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from drafting.documents.model import Alignment, Document, Format, Paragraph, Role
from drafting.documents.renewing import Renewed
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.roles.patterns import genre, is_date, is_organ, line_of
from drafting.documents.standard import SIZES

_PARTS = (
    (Role.ISSUER_MARK, "发文机关标志"),
    (Role.DOCUMENT_NUMBER, "发文字号"),
    (Role.SIGNER, "签发人"),
    (Role.TITLE, "标题"),
    (Role.SUBTITLE, "标题下说明"),
    (Role.RECIPIENTS, "主送机关"),
    (Role.HEADING1, "一级标题"),
    (Role.HEADING2, "二级标题"),
    (Role.ATTENDANCE, "出席人员"),
    (Role.ATTACHMENT_NOTE, "附件说明"),
    (Role.SIGNATURE, "署名"),
    (Role.DATE, "成文日期"),
    (Role.ATTACHMENT_LABEL, "附件"),
    (Role.ATTACHMENT_TITLE, "附件标题"),
    (Role.COPIES_TO, "抄送机关"),
    (Role.PRINTER, "印发机关"),
)
_NAMES = dict(_PARTS) | {Role.HEADING3: "三级标题", Role.HEADING4: "四级标题", Role.OTHER: "正文以外的内容"}
_MOST = 12  # guesses that are listed one by one
_EXCERPT = 24
_FORMATS = {Format.PLAIN: "一般文稿（没有版头）"}
_MARK_ENDS = ("文件", "令", "纪要", "函")
_PAGE_NUMBER = re.compile(r"[\s\-—－–·~/共第页/]*\d*[\s\-—－–·~/共第页/]*\d*[\s\-—－–·~/共第页]*")
_ONE_ELEMENT = (Role.TITLE, Role.ATTACHMENT_TITLE)  # of as many paragraphs as it has lines
_TITLE_SIZE = 18.0  # points


def notes_on(document: Document, made: Renewed, markup: Sequence[tuple[str, int]] = (), *, chosen_by_kind: bool = False) -> tuple[str, ...]:
    """Return the notes on ``document``, laid out as ``made``; ``markup`` is what of a text's markup was turned into look."""
    shown = made.document
    out = [_format_note(shown, chosen_by_kind), *_recognised(shown), *_missing(shown)]
    guesses = list(_guesses(shown))
    out += guesses[:_MOST]
    if len(guesses) > _MOST:
        out.append(f"还有 {len(guesses) - _MOST} 处是猜的，请通读一遍。")
    if made.kept:
        out.append(f"照原样保留：{'、'.join(f'{name} {number} 处' for name, number in made.kept)}。")
    if markup:
        out.append(f"这些标记已变成版式，不再作为文字出现：{'、'.join(f'{name} {number} 处' for name, number in markup)}。")
    if made.changed:
        out.append(f"随新版式改变或没有带过来：{'；'.join(map(_counted, made.changed))}。")
    if made.blanks or made.empty_lines:
        removed = [f"代替缩进的空格 {made.blanks} 个"] * bool(made.blanks) + [f"空行 {made.empty_lines} 个"] * bool(made.empty_lines)
        out.append(f"{'、'.join(removed)}，已改由版式留空。")
    furniture = [item.text.strip() for item in document.paragraphs if item.role in (Role.PAGE_HEADER, Role.PAGE_FOOTER)]
    furniture = [text for text in furniture if not _PAGE_NUMBER.fullmatch(text)]
    if furniture:
        out.append(f"原稿的页眉页脚已换成标准页码，原来写的是：{'；'.join(dict.fromkeys(map(_short, furniture)))}。")
    return tuple(out)


def _format_note(document: Document, chosen: bool) -> str:
    name = _FORMATS.get(document.format or Format.PLAIN, f"“{document.format}”格式")
    if chosen:
        return f"按指定文种排成{name}。"
    why = "" if document.of(Role.ISSUER_MARK, Role.DOCUMENT_NUMBER) else "：没有发文机关标志和发文字号"
    return f"排成{name}{why}。"


def _recognised(document: Document) -> Iterator[str]:
    for role, name in _PARTS:
        rows = document.of(role)
        if rows and role in _ONE_ELEMENT:
            first = [item.text for n, (at, item) in enumerate(rows) if at - n == rows[0][0]]
            runs = len({at - n for n, (at, _) in enumerate(rows)})
            yield f"{name}：{_short(''.join(first))}{f'（共 {runs} 处）' if runs > 1 else ''}"
        elif rows:
            more = f"（共 {len(rows)} 处）" if len(rows) > 1 else ""
            yield f"{name}：{_short(rows[0][1].text.strip().removeprefix(f'{name}：'))}{more}"


def _missing(document: Document) -> Iterator[str]:
    if not document.of(Role.TITLE):
        yield "没有认出标题，请核对。"
    if document.format is not Format.PLAIN or document.of(Role.RECIPIENTS):
        absent = [name for role, name in ((Role.SIGNATURE, "署名"), (Role.DATE, "成文日期")) if not document.of(role)]
        if absent:
            yield f"没有认出{'和'.join(absent)}，请核对。"


def _guesses(document: Document) -> Iterator[str]:
    """Yield a sentence for each element that nothing in its own text makes certain, with what it was told by."""
    title = "".join(item.text for _, item in document.of(Role.TITLE))
    named = genre(title) is not None
    labelled = False
    above: Role | None = None
    for number, (at, item) in enumerate(((at, item) for at, item in enumerate(document.paragraphs) if item.text.strip()), 1):
        role, tight = item.role, "".join(item.text.split())
        labelled = labelled or role is Role.ATTACHMENT_LABEL
        reason = ""
        if role is Role.TITLE and not named:
            reason = _look(item) or ("在文首" if at == 0 else "在正文前")
        elif role is Role.ISSUER_MARK and not tight.endswith(_MARK_ENDS):
            reason = _look(item) or "在发文字号上方"
        elif role is Role.RECIPIENTS and not tight.endswith(("：", ":")):
            reason = "在标题下，末尾没有冒号"
        elif role is Role.SIGNATURE and not is_organ(tight):
            reason = "在日期上方" if _followed_by_date(document, at) else "在文末"
        elif role is Role.DATE and not is_date(tight):
            reason = "像日期"
        elif role is Role.ATTACHMENT_TITLE and not labelled and above is not role and not _is_issued(document, at, title):
            reason = "在落款之后，没有“附件”字样"
        elif role.heading_level and item.place.cell is None and line_enumerator(line_of(item).text)[0] is None:
            reason = f"按“{item.look.style}”样式" if item.look.style else "按大纲级别"
        elif role is Role.OTHER:
            reason = "像网页导航、来源或编辑说明"
        above = role
        if reason:
            yield f"第 {number} 段“{_short(item.text)}”当作{_NAMES.get(role, '正文')}（猜的：{reason}），请核对。"


def _is_issued(document: Document, at: int, title: str) -> bool:
    """Tell whether the attachment title that begins at ``at`` is that of what the document issues, or says itself what it is."""
    lines = takewhile(lambda item: item.role is Role.ATTACHMENT_TITLE, document.paragraphs[at:])
    whole = "".join("".join(item.text.split()) for item in lines)
    return genre(whole) is not None or whole in "".join(title.split())


def _followed_by_date(document: Document, at: int) -> bool:
    return at + 1 < len(document.paragraphs) and document.paragraphs[at + 1].role in (Role.DATE, Role.SIGNATURE)


def _look(item: Paragraph) -> str:
    """Return what a title looks like, as a user would say it; ``""`` if like any other line."""
    look = item.look
    size = next((name for name, points in SIZES.items() if points == look.size), None)
    large = look.size is not None and look.size >= _TITLE_SIZE
    said = (
        "居中" if look.alignment is Alignment.CENTER else "",
        (size or f"{look.size:g} 磅") if large else "",
        "加粗" if look.bold else "",
    )
    return "、".join(filter(None, said))


def _counted(row: tuple[str, int]) -> str:
    name, number = row
    return f"{name.removesuffix('（字）')} {number} {'个字' if name.endswith('（字）') else '处'}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line[:_EXCERPT] + ("…" if len(line) > _EXCERPT else "")
