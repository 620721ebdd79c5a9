"""Documents to preview, and what the lines and rules of a previewed page are."""

from __future__ import annotations

from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role
from drafting.documents.preview import Line, Page, Preview, Program, Rule, preview

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM  # the text block on A4, from the paper's upper left corner
BOTH = tuple(Program)
TEXT = "各地要坚持因地制宜，加强分类指导，把任务落实到岗、责任落实到人。"


def p(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(text, role)


def cells(rows: list[list[str]], table: int = 0) -> list[Paragraph]:
    return [
        Paragraph(text, place=Place(cell=Cell(table, row, column, header=row == 0)))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def notice(*body: Paragraph) -> Document:
    return Document(
        (
            p("云川市人民政府办公室文件", Role.ISSUER_MARK),
            p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("云川市人民政府办公室关于做好防汛工作的通知", Role.TITLE),
            p("各县（市、区）人民政府：", Role.RECIPIENTS),
            *body,
            p("云川市人民政府办公室", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            p("抄送：市委办公室，市人大常委会办公室，市政协办公室。", Role.COPIES_TO),
            p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.DOCUMENT,
    )


def shown(document: Document, program: Program = Program.WORD) -> Preview:
    return preview(lay_out(document), program=program)


def body_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if line.role not in (Role.PAGE_FOOTER, Role.PAGE_HEADER)]


def texts(page: Page) -> list[str]:
    return [line.text for line in body_lines(page)]


def rules(page: Page) -> list[Rule]:
    return [item for item in page.items if isinstance(item, Rule)]


def body_lines_of(made: Preview) -> list[Line]:
    return [line for page in made.pages for line in body_lines(page)]
