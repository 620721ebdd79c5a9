"""Where a fault stands, in the words by which people look for it: 第3段, 表1第2行第3列, 页眉, 脚注2."""

from __future__ import annotations

from drafting.documents.model import Document, Paragraph, Role

ROLE_NAMES: dict[Role, str] = {
    Role.COPY_NUMBER: "份号",
    Role.SECRECY: "密级",
    Role.URGENCY: "紧急程度",
    Role.ISSUER_MARK: "发文机关标志",
    Role.DOCUMENT_NUMBER: "发文字号",
    Role.SIGNER: "签发人",
    Role.TITLE: "标题",
    Role.SUBTITLE: "题注",
    Role.RECIPIENTS: "主送机关",
    Role.BODY: "正文",
    Role.HEADING1: "一级标题",
    Role.HEADING2: "二级标题",
    Role.HEADING3: "三级标题",
    Role.HEADING4: "四级标题",
    Role.ATTENDANCE: "出席人员",
    Role.CAPTION: "表题、图题",
    Role.ATTACHMENT_NOTE: "附件说明",
    Role.SIGNATURE: "落款",
    Role.DATE: "成文日期",
    Role.ANNOTATION: "附注",
    Role.ATTACHMENT_LABEL: "附件顺序号",
    Role.ATTACHMENT_TITLE: "附件标题",
    Role.COPIES_TO: "抄送",
    Role.PRINTER: "印发机关和日期",
    Role.PAGE_HEADER: "页眉",
    Role.PAGE_FOOTER: "页脚",
    Role.FOOTNOTE: "脚注",
    Role.OTHER: "其他",
}
_MARGINAL = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER})
_RECORD = frozenset({Role.COPIES_TO, Role.PRINTER})  # often set as a table of lines


def places(document: Document) -> tuple[str, ...]:
    """Return the place of every paragraph.

    第N段 counts what a reader counts: the paragraphs with text outside tables, notes and page margins. Of a text file the line is
    named too where it is another number.
    """
    found: list[str] = []
    body = notes = 0
    for item in document.paragraphs:
        beside = _beside(item)
        if beside is None and item.role is Role.FOOTNOTE:
            notes += 1
            beside = f"{'尾注' if 'endnotes' in item.place.part else '脚注'}{notes}"
        if beside is None:
            body += 1 if item.text.strip() or not found else 0
            line = item.place.index if not item.place.part else 0
            beside = f"第{body}段（第{line}行）" if line and line != body else f"第{body}段"
            if item.place.in_text_box:
                beside += "（文本框）"
        found.append(beside)
    return tuple(found)


def _beside(item: Paragraph) -> str | None:
    cell = item.place.cell
    if cell is not None and item.role in _RECORD:
        return "版记"
    if cell is not None:
        return f"表{cell.table + 1}第{cell.row + 1}行第{cell.column + 1}列"
    return ROLE_NAMES[item.role] if item.role in _MARGINAL else None
