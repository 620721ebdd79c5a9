"""Official documents for the tests that render them: what several of these tests measure, and the pieces the others are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Role, Sealing
from tests.documents.laying import p
from tests.documents.pages import Page, rendered_pages

Pages = dict[str, list[Page]]

TEXT = "各地要坚持因地制宜，加强分类指导，把任务落实到岗、责任落实到人。"
FILLER = "测"
MARGINAL = (p("000012", Role.COPY_NUMBER), p("机密★1年", Role.SECRECY), p("特急", Role.URGENCY))
NAMES = (
    *("云川市教育局", "云川市人力资源和社会保障局", "云川市财政局", "云川市自然资源和规划局", "云川市公安局"),
    *("云川市水务局", "云川市住房和城乡建设局", "云川市农业农村局", "云川市生态环境局", "云川市卫生健康委员会"),
)
WIDE_HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "责任人", "联系电话", "完成时限", "备注")
WIDE_ROW = (
    *("1", "推进农村人居环境整治提升，完成户厕改造2.86万座", "云川市农业农村局，各县（区）人民政府", "市财政局、市乡村振兴局"),
    *("张三一", "0000-1234567", "2026年6月30日", "持续推进"),
)


def rendering(documents: Callable[[], Mapping[str, Document]]) -> Any:
    """Return a fixture for the whole module: the pages of ``documents`` by name, all printed in one run of LibreOffice."""

    @pytest.fixture(scope="module")
    def rendered(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
        pytest.importorskip("pdfplumber")
        files = {name: lay_out(document) for name, document in documents().items()}
        with rendered_pages(libreoffice, tmp_path_factory.mktemp("rendering"), files) as pages:
            yield pages

    return rendered


def signed(found: Sequence[Page]) -> Page:
    """Return the one page with 成文日期."""
    (page,) = (page for page in found if any(re.fullmatch("2026年5月8日", row.text) for row in page.rows))
    return page


# Pieces -----------------------------------------------------------------------------------------------------------------------------


def lines(count: int) -> list[Paragraph]:
    """``count`` paragraphs of one line."""
    return [p(f"第{at}项工作已经安排。") for at in range(1, count + 1)]


def cells(rows: Sequence[Sequence[str]]) -> list[Paragraph]:
    """A table of ``rows``, the first of them its head."""
    return [p(text, cell=Cell(0, at, column, header=at == 0)) for at, row in enumerate(rows) for column, text in enumerate(row)]


def numbered(count: int, head: Sequence[str], row: Sequence[str]) -> list[Sequence[str]]:
    """``head`` and below it ``row`` again and again, ``count`` rows in all; the first column has their numbers."""
    return [head, *((str(at), *row[1:]) for at in range(1, count))]


def wide_table() -> list[Paragraph]:
    return cells(numbered(25, WIDE_HEAD, WIDE_ROW))


# Documents --------------------------------------------------------------------------------------------------------------------------


def notice(
    *body: Paragraph,
    sealing: Sealing = Sealing.SEALED,
    issuer: str = "云川市人民政府办公室",
    extra: tuple[Paragraph, ...] = (),
    title: str = "云川市人民政府办公室关于做好防汛工作的通知",
) -> Document:
    """A whole official document around ``body``."""
    return Document(
        (
            p("云川市人民政府办公室文件", Role.ISSUER_MARK),
            p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p(title, Role.TITLE),
            p("各县（市、区）人民政府：", Role.RECIPIENTS),
            *body,
            p(issuer, Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *extra,
            p("抄送：市委办公室，市人大常委会办公室，市政协办公室。", Role.COPIES_TO),
            p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.DOCUMENT,
        sealing=sealing,
    )


def replaced(document: Document, paragraph: Paragraph) -> Document:
    """``document`` with ``paragraph`` in the place of the one of its role."""
    return Document(tuple(paragraph if item.role is paragraph.role else item for item in document.paragraphs), format=document.format)


def notice_of_three(*body: Paragraph) -> Document:
    """The notice with three issuers in its mark."""
    marks = ("云川市教育局", "云川市人力资源和社会保障局", "云川市财政局文件")
    return Document((*(p(text, Role.ISSUER_MARK) for text in marks), *notice(*body).paragraphs[1:]), format=Format.DOCUMENT)


def upward(*rest: Paragraph) -> Document:
    """A document to the level above, with three signers over ``rest``."""
    return Document(
        (
            p("云川市民政局文件", Role.ISSUER_MARK),
            p("云民〔2026〕3号", Role.DOCUMENT_NUMBER),
            p("签发人：张三一　李四光　王五", Role.SIGNER),
            *rest,
        ),
        format=Format.DOCUMENT,
    )


def joint(
    names: Sequence[str],
    body: Sequence[Paragraph],
    *,
    number: str = "云教发〔2026〕15号",
    named: str = "",
    about: str = "关于印发《云川市就业促进行动实施方案》的通知",
    signers: Sequence[str] = (),
    record: Sequence[Paragraph] = (
        p("抄送：市委办公室，市人大常委会办公室。", Role.COPIES_TO),
        p("云川市教育局　2026年5月8日印发", Role.PRINTER),
    ),
    sealing: Sealing = Sealing.SEALED,
) -> Document:
    """A document that ``names`` issue together: all of them in the mark and 署名, and in the title if ``named`` does not stand for them."""
    return Document(
        (
            *(p(name + ("文件" if name == names[-1] else ""), Role.ISSUER_MARK) for name in names),
            p(number, Role.DOCUMENT_NUMBER),
            *([p(f"签发人：{'　'.join(signers)}", Role.SIGNER)] if signers else []),
            p((named or "　".join(names)) + about, Role.TITLE),
            p("各县（区）人民政府：", Role.RECIPIENTS),
            *body,
            *(p(name, Role.SIGNATURE) for name in names),
            p("2026年5月8日", Role.DATE),
            *record,
        ),
        format=Format.DOCUMENT,
        sealing=sealing,
    )


def letter(body: Sequence[Paragraph], *head: Paragraph, extra: tuple[Paragraph, ...] = ()) -> Document:
    """A 信函 around ``body``."""
    return Document(
        (
            p("云川市人民政府办公室", Role.ISSUER_MARK),
            *head,
            p("云政办函〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("云川市人民政府办公室关于商请支持云川河综合治理项目前期工作的函", Role.TITLE),
            p("省发展改革委：", Role.RECIPIENTS),
            *body,
            p("云川市人民政府办公室", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *extra,
            p("抄送：市发展改革委，市生态环境局。", Role.COPIES_TO),
        ),
        format=Format.LETTER,
    )


def attached(*inside: tuple[str, list[Paragraph]], form: Format = Format.DOCUMENT) -> Document:
    """A short document with attachments: the title of each and what it holds."""
    notes = [p(f"{'附件：' if at == 1 else ''}{at}.{title}", Role.ATTACHMENT_NOTE) for at, (title, _) in enumerate(inside, 1)]
    papers = [
        item
        for at, (title, content) in enumerate(inside, 1)
        for item in (p(f"附件{at}", Role.ATTACHMENT_LABEL), p(title, Role.ATTACHMENT_TITLE), *content)
    ]
    if form is Format.LETTER:
        return letter([*lines(1), *notes], extra=tuple(papers))
    return Document(
        (
            p("云川市人民政府办公室文件", Role.ISSUER_MARK),
            p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("云川市人民政府办公室关于印发重点任务分工的通知", Role.TITLE),
            p("各县（市、区）人民政府：", Role.RECIPIENTS),
            *lines(1),
            *notes,
            p("云川市人民政府办公室", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *papers,
            p("抄送：市委办公室，市政协办公室。", Role.COPIES_TO),
        ),
        format=form,
    )


# The documents that more than one module measures -----------------------------------------------------------------------------------


def _with_attachments() -> Document:
    return notice(
        *lines(2),
        p("附件：1." + "重点任务分工方案" * 4, Role.ATTACHMENT_NOTE),
        p("2.责任清单", Role.ATTACHMENT_NOTE),
        extra=(
            p("附件1", Role.ATTACHMENT_LABEL),
            p("重点任务分工方案", Role.ATTACHMENT_TITLE),
            p(TEXT),
            p("附件2", Role.ATTACHMENT_LABEL),
            p("责任清单", Role.ATTACHMENT_TITLE),
            *cells(numbered(60, ("序号", "任务", "单位"), ("", "任务", "单位"))),
        ),
    )


USUAL: dict[str, Callable[[], Document]] = {
    "one": lambda: notice(*lines(1), title="关于做好防汛工作的通知"),
    "two": lambda: notice(*lines(18)),
    "three": lambda: notice(*lines(36)),
    "unsealed": lambda: notice(*lines(2), sealing=Sealing.UNSEALED),
    "head": lambda: Document((*MARGINAL, *notice(*lines(3)).paragraphs), format=Format.DOCUMENT),
    "recipients": lambda: replaced(
        notice(*lines(3)), p("、".join(f"云川市第{at}区人民政府" for at in range(1, 60)) + "：", Role.RECIPIENTS)
    ),
    "attachments": _with_attachments,
    "across-letter": lambda: attached(("任务分工表", wide_table()), form=Format.LETTER),
}


def usual(*names: str) -> dict[str, Document]:
    """The documents of these names, made when they are asked for."""
    return {name: USUAL[name]() for name in names}
