"""The pages of any document without any office program: nothing is lost or doubled, nothing lies on anything else."""

from __future__ import annotations

import itertools
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.preview import Line, Program, preview
from drafting.documents.typesetting.pagination import WORD, line_count
from tests.documents.previews import BOTH, BOTTOM, LEFT, MM, RIGHT, TEXT, TOP, body_lines, body_lines_of, cells, notice, p, shown

NOT_FIRST, NOT_LAST = "、，。；：！？）》”", "（《“"
WORDS = st.sampled_from(
    [
        "各地",
        "要坚持",
        "因地制宜",
        "“四个到位”",
        "《防汛条例》",
        "（市、区）",
        "2026年",
        "95.5%",
        "，",
        "。",
        "；",
        "、",
        "：",
        "——",
        "GDP",
        "km",
        "·",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map("".join)
ROLES = st.sampled_from([Role.BODY, Role.BODY, Role.HEADING1, Role.HEADING2, Role.ATTACHMENT_NOTE, Role.ATTACHMENT_LABEL, Role.SIGNATURE])
TABLES = st.lists(st.lists(SENTENCES, min_size=2, max_size=2), min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    paragraphs: list[Paragraph] = [p(draw(SENTENCES), Role.TITLE)]
    for table, part in enumerate(draw(st.lists(st.one_of(st.tuples(SENTENCES, ROLES), TABLES), min_size=1, max_size=25))):
        if isinstance(part, tuple):
            paragraphs.append(p(*part))
        else:
            paragraphs += cells(part, table)
    return Document(tuple(paragraphs), format=Format.PLAIN)


class TestEverything:
    @settings(max_examples=25)
    @given(documents(), st.sampled_from(BOTH))
    def test_no_character_is_lost_or_doubled(self, document: Document, program: Program) -> None:
        data = lay_out(document)
        read = read_docx(data, "")
        found: dict[int, list[Line]] = defaultdict(list)
        for page in preview(data, program=program).pages:
            for line in page.lines:
                found[line.paragraph].append(line)
        for at, item in enumerate(read.paragraphs):
            if item.role is Role.PAGE_FOOTER:
                continue
            lines = found[at]
            assert all(item.text[line.start : line.end] == line.text for line in lines)
            if item.place.cell is not None and item.place.cell.header:
                lines = lines[: len(lines) // max(1, sum(line.start == 0 for line in lines))]  # a head is repeated on every page
            covered = [at for line in lines for at in range(line.start, line.end)]
            assert covered == sorted(set(covered))
            assert not [char for at, char in enumerate(item.text) if at not in set(covered) and not char.isspace()]

    @settings(max_examples=25)
    @given(documents(), st.sampled_from(BOTH))
    def test_no_line_leaves_the_text_block(self, document: Document, program: Program) -> None:
        hang = 16.0 if program is Program.LIBREOFFICE else 0.0  # a mark may stand in the margin there
        for page in shown(document, program).pages:
            for line in body_lines(page):
                assert line.x > LEFT - 1
                assert line.x + line.width < RIGHT + 1 + hang
                assert line.y > TOP - 1
                assert line.y + line.height < BOTTOM + 1

    @settings(max_examples=25)
    @given(documents(), st.sampled_from(BOTH))
    def test_lines_stand_below_one_another_and_in_reading_order(self, document: Document, program: Program) -> None:
        for page in shown(document, program).pages:
            for one, two in itertools.pairwise(line for line in body_lines(page) if line.role is not Role.SIGNATURE):
                beside = one.y < two.y + two.height - 0.1 and two.y < one.y + one.height - 0.1
                # LibreOffice lets a mark hang in the margin, that of a table's cell too.
                one_end, two_end = (line.x + line.width - 0.1 - (16.0 if program is Program.LIBREOFFICE else 0.0) for line in (one, two))
                across = one.x < two_end and two.x < one_end
                assert not (beside and across), (one.text, two.text)

    @settings(max_examples=40)
    @given(SENTENCES)
    def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(self, text: str) -> None:
        lines = body_lines_of(shown(Document((p("测" * 30 + text),), format=Format.PLAIN)))
        for one, two in itertools.pairwise(lines):
            assert two.text[0] not in NOT_FIRST
            assert one.text[-1] not in NOT_LAST

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(["测", "绘", "，", "。", "“好”", "2026", "（一）"]), min_size=1, max_size=120).map("".join))
    def test_there_are_as_many_lines_as_the_layout_counts(self, text: str) -> None:
        text = "测" + text
        lines = body_lines_of(shown(Document((p(text),), format=Format.PLAIN)))
        assert len(lines) == line_count(text, 156 * MM, 16.0, first=32.0)[WORD]

    def test_the_same_document_gives_the_same_pages(self) -> None:
        data = lay_out(notice(*[p(TEXT * 5)] * 9))
        assert preview(data) == preview(data)
