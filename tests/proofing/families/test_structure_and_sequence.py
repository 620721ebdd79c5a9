"""Numbers, titles and recipients as careless hands write them, beyond the examples that every check carries."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Paragraph, Role
from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing import proofread
from drafting.proofing.checks import CHECKS
from drafting.proofing.draft import Draft
from drafting.proofing.examples import read
from drafting.proofing.families.enumerations import CHECKS as ENUMERATIONS
from drafting.proofing.families.organ_names import COUNTY, PREFECTURE, PROVINCE, TOWNSHIP, levels, place_of
from drafting.proofing.families.sequence import CHECKS as SEQUENCE
from drafting.proofing.families.title_text import titles


def told(text: str, *codes: str) -> list[tuple[str, str, str | None]]:
    """Return (code, the characters named, suggestion) of what the checks called ``codes`` say of the lines of ``text``."""
    document = read(text)
    checks = [check for check in CHECKS if check.code in codes]
    assert len(checks) == len(codes)
    found = proofread(document, checks)
    return [(f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in found]


class TestSequence:
    def test_a_wrong_number_between_right_neighbours_gets_the_number_that_belongs_there(self) -> None:
        assert told("（一）甲\n（二）乙\n（七）丙\n（四）丁", "missing-number") == [("missing-number", "（七）", "（三）")]

    def test_the_numbers_after_a_wrong_one_are_not_told_again(self) -> None:
        assert told("1.甲。\n2.乙。\n9.丙。\n4.丁。\n5.戊。", "missing-number") == [("missing-number", "9.", "3.")]

    def test_an_item_that_runs_on_in_the_line_before_is_not_missing(self) -> None:
        assert told("一、甲\n二、乙。三、丙\n四、丁", "missing-number") == []

    def test_items_of_a_box_in_the_middle_of_a_chapter_are_left_alone(self) -> None:
        assert told("1.甲。\n2.乙。\n专栏1 工程\n1.子。\n2.丑。\n4.丙。", "missing-number") == []

    def test_numbers_that_go_on_through_all_parts_are_left_alone(self) -> None:
        assert told("一、甲\n（一）子。\n二、乙\n（二）丑。\n（三）寅。", "numbering-from-two") == []

    @pytest.mark.parametrize(
        ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五"), (103, "一百零三"), (110, "一百一十")]
    )
    def test_chinese_numbers_are_written_and_read(self, number: int, text: str) -> None:
        assert in_chinese(number) == text
        assert value_of(text) == number


class TestEnumerations:
    def test_a_repeated_point_in_the_middle_is_mended(self) -> None:
        assert told("一是学；二是干；二是查；四是改。", "missing-point") == [("missing-point", "二是", "三是")]

    def test_the_points_of_a_second_count_inside_a_count_are_not_mixed_with_it(self) -> None:
        assert told("第一，学。一是读。二是写。三是讲。第二，干。一是定责。二是定时。", "missing-point", "mixed-ordinals") == []

    def test_a_list_that_goes_on_elsewhere_is_not_counted(self) -> None:
        assert told("有以下三种情形：一是学习。", "announced-count") == []


class TestTitle:
    def test_a_fault_is_found_where_the_title_stands_in_two_lines(self) -> None:
        assert told("标题| 清源市水利局关于恳请\n标题| 安排防汛经费的请示", "redundant-request-in-title") == [
            ("redundant-request-in-title", "恳请", "")
        ]
        assert told("标题| 清源市水利局关于\n标题| 安排防汛经费的请示报告", "request-report-title") == [
            ("request-report-title", "请示报告", "请示")
        ]

    def test_a_fault_that_the_break_divides_is_named_and_left_to_a_person(self) -> None:
        assert told("标题| 清源市水利局关于\n标题| 关于做好防汛工作的通知", "title-doubled-word") == [("title-doubled-word", "关于", None)]

    def test_two_titles_of_one_page_are_two(self) -> None:
        draft = Draft(read("标题| 关于做好防汛工作的通知\n标题| 关于做好防汛工作的通知"))
        assert [title.text for title in titles(draft)] == ["关于做好防汛工作的通知"] * 2

    def test_a_soft_break_inside_the_title_is_no_break_of_a_word(self) -> None:
        draft = Draft(Document((Paragraph("清源市水利局\n关于防汛的通知", role=Role.TITLE),)))
        assert [title.text for title in titles(draft)] == ["清源市水利局关于防汛的通知"]


class TestOrgans:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("省水利厅", {PROVINCE}),
            ("北京市教育委员会", {PROVINCE}),
            ("清源市民政局", {PREFECTURE, COUNTY}),
            ("清源市市场监督管理局", {PREFECTURE, COUNTY}),
            ("清源市青屏区水利局", {COUNTY}),
            ("青屏县东门镇人民政府", {TOWNSHIP}),
            ("东门街道办事处", {TOWNSHIP}),
            ("雄安新区管委会", set()),
            ("各县（市、区）人民政府", set()),
            ("市场监督管理局", set()),
        ],
    )
    def test_the_name_of_an_organ_tells_its_level(self, name: str, expected: set[int]) -> None:
        assert levels(name) == expected

    def test_the_place_of_an_organ_is_read_to_its_last_word(self) -> None:
        assert (place_of("清源市水利局"), place_of("市水利局"), place_of("水利局")) == ("清源市", "市", "")


class TestRecipients:
    def test_a_department_does_not_write_over_its_own_government(self) -> None:
        text = "标题| 关于增加经费的请示\n主送| 省人民政府：\n落款| 清源市水利局"
        assert told(text, "level-of-authority-skipped") == [("level-of-authority-skipped", "省人民政府", None)]

    def test_names_that_share_a_place_word_in_a_row_are_not_repeated(self) -> None:
        assert told("主送| 各市科技局、教育局，雄安新区科技局、教育局：", "recipient-repeated") == []

    def test_the_line_below_the_title_is_read_as_recipients_even_with_semicolons(self) -> None:
        text = "标题| 关于做好防汛工作的通知\n各县人民政府；市政府各部门："
        assert told(text, "recipients-semicolon") == [("recipients-semicolon", "；", "，")]


def test_the_checks_of_numbers_stay_silent_on_an_empty_document() -> None:
    assert proofread(Document(()), (*SEQUENCE, *ENUMERATIONS)) == []
