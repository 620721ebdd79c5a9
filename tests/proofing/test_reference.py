"""The checks described: every example reads well, and the page counts and links every check."""

from __future__ import annotations

import re

import pytest

from drafting.documents.errors import UserError
from drafting.proofing import CHECKS
from drafting.proofing.example_text import brief, readable, shortened
from drafting.proofing.reference import as_json, checks_markdown, explain

EXAMPLES = [text for check in CHECKS for text in (*(t for e in check.examples for t in (e.bad, e.good)), *check.passes)]


class TestExamples:
    def test_no_example_shows_how_it_is_written_down(self) -> None:
        """A role, an option or a place in a table would be a riddle to a secretary."""
        shown = "\n".join(map(readable, EXAMPLES))
        assert not re.findall(r"^(?:正文|标题|单元格|页面|留痕|机关标志)(?:\[.*\])?\|.*", shown, re.MULTILINE)
        assert not re.findall(r"(?:字号|字体|缩进|行距)=\S+", shown)

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("正文[字体=宋体 字号=16 缩进=0]| ⟦现将情况报告如下。⟧", "（宋体，16磅，首行缩进0字）⟦现将情况报告如下。⟧"),
            ("标题[对齐=中 颜色=FF0000 加粗=1]| 关于开会的通知", "（居中，红色，加粗）关于开会的通知"),
            ("正文[异体=3-5:宋体:14,0-1:楷体]| 现将有关事项", "（第4至5字宋体14磅，第1字楷体）现将有关事项"),
            ("页面| 宽=210 上=37 页码=0", "（页面：宽210毫米，上37毫米，没有页码）"),
            ("留痕| 插入=2 作者=赵某某", "（文件里有：插入的修订2处，作者“赵某某”）"),
            ("名册| 周明川=市长\n会议由市长周明川主持。", "（名册：周明川=市长）\n会议由市长周明川主持。"),
            ("单元格[0,0]| 单位\n单元格[0,1]| 件数\n单元格[1,0]| 甲县\n单元格[1,1]| 12", "单位 ｜ 件数\n甲县 ｜ 12"),
            ("市\u200b政府", "市（零宽空格）政府"),
        ],
    )
    def test_what_a_file_would_hold_is_said_in_words(self, written: str, read: str) -> None:
        assert readable(written) == read

    def test_of_a_very_long_line_only_the_ends_are_shown(self) -> None:
        line = f"⟦开头{'字' * 500}结尾⟧"
        assert len(shortened(line)) < 100
        assert shortened(line).startswith("⟦开头")
        assert shortened(line).endswith("结尾⟧")
        assert shortened("短句。") == "短句。"

    def test_many_equal_paragraphs_are_counted(self) -> None:
        assert brief("标题\n" + "一段。\n" * 30 + "末段。") == ["标题", "一段。", "（这样的共 30 段）", "末段。"]
        assert brief("甲\n甲\n乙") == ["甲", "甲", "乙"]


class TestPage:
    PAGE = checks_markdown()

    def test_every_check_has_one_place_and_every_link_leads_to_one(self) -> None:
        anchors = re.findall(r'<a id="([a-z-]+)"></a>', self.PAGE)
        assert len(anchors) == len(set(anchors))
        assert {check.code for check in CHECKS} <= set(anchors)
        assert set(re.findall(r"\]\(#([a-z-]+)\)", self.PAGE)) <= set(anchors)

    def test_the_contents_count_the_checks(self) -> None:
        rows = re.findall(r"^\| (?:\[(?:\S+)\]\(#family-\S+\)|合计) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", self.PAGE, re.MULTILINE)
        *families, every = [tuple(map(int, row)) for row in rows]
        assert every[0] == len(CHECKS)
        assert tuple(map(sum, zip(*families, strict=True))) == every
        assert every[0] == sum(every[1:])


class TestOneCheck:
    def test_it_is_explained_with_its_examples(self) -> None:
        check = next(check for check in CHECKS if check.code == "column-total")
        told = explain(check.code)
        assert check.why in told
        assert told.count("  错　") == len(check.examples)
        assert told.count("  不报　") == len(check.passes)

    def test_a_wrong_code_gets_the_nearest_ones(self) -> None:
        with pytest.raises(UserError) as caught:
            explain("colum-total")
        assert "column-total" in str(caught.value)

    def test_the_values_for_other_programs_are_whole(self) -> None:
        (value,) = as_json("column-total")
        assert value["code"] == "column-total"
        assert value["level"] == "error"
        assert value["examples"]
        assert value["passes"]
