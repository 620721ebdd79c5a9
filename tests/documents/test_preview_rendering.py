"""The pages of the preview beside those that LibreOffice prints of the same files: every line within a millimetre."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.documents.conversion import convert_many
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, PageSetup, Role
from drafting.documents.preview import Program, preview
from evaluation.preview import Comparison, compare, glyphs_of
from tests.documents.laying import p
from tests.documents.papers import TEXT, cells, notice, notice_of_three, upward

pytestmark = pytest.mark.rendering

MIXED = "截至2026年4月30日，全市12个县（区）累计完成投资1234.56万元，占年度计划的95.5%，同比增长8%；“四个到位”逐项落实。"


def documents() -> dict[str, Document]:
    letter = tuple(item for item in notice(p(MIXED), p(TEXT * 3)).paragraphs if item.role not in (Role.COPIES_TO, Role.PRINTER))
    rows = [["序号", "任务", "责任单位"], *([str(at), TEXT[: 5 + at], "市水利局"] for at in range(1, 60))]
    return {
        "notice": notice(p(MIXED), p("一、工作要求", Role.HEADING1), *[p(TEXT * 2 + MIXED)] * 6),
        "short": notice(p(TEXT)),
        "letter": Document((p("云川市民政局", Role.ISSUER_MARK), *letter[1:]), format=Format.LETTER),
        "joint": notice_of_three(p(MIXED)),
        "upward": upward(p("云川市民政局关于申请防汛资金的请示", Role.TITLE), p("云川市人民政府：", Role.RECIPIENTS), p(MIXED * 3)),
        "table": Document((p("附件1", Role.ATTACHMENT_LABEL), p("任务清单", Role.ATTACHMENT_TITLE), *cells(rows)), format=Format.PLAIN),
        "wide": Document(tuple(cells(rows[:20])), page=PageSetup(width=841.9, height=595.3), format=Format.PLAIN),
        "plain": Document(
            (p("在全市防汛工作会议上的讲话", Role.TITLE), p("同志们：", Role.RECIPIENTS), *[p(MIXED + TEXT)] * 25), format=Format.PLAIN
        ),
    }


@pytest.fixture(scope="module")
def compared(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    pytest.importorskip("pypdfium2")
    folder = tmp_path_factory.mktemp("preview")
    files = {}
    for name, document in documents().items():
        files[name] = folder / f"{name}.docx"
        files[name].write_bytes(lay_out(document))
    made = {}
    for (name, file), pdf in zip(files.items(), convert_many(list(files.values()), "pdf"), strict=True):
        assert pdf is not None
        made[name] = compare(preview(file.read_bytes(), name, Program.LIBREOFFICE), glyphs_of(pdf))
    return made


class TestBesideLibreOffice:
    @pytest.mark.parametrize("name", documents())
    def test_it_has_as_many_pages_and_they_begin_alike(self, compared: dict[str, Comparison], name: str) -> None:
        assert compared[name].pages == compared[name].pages_shown
        assert compared[name].breaks_placed == compared[name].breaks

    @pytest.mark.parametrize("name", documents())
    def test_every_character_stands_within_a_millimetre(self, compared: dict[str, Comparison], name: str) -> None:
        assert compared[name].lines > 5
        assert not compared[name].astray
