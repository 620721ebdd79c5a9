"""The profile of an office: what it fills in, what it never touches, and how its faults are told."""

from __future__ import annotations

import pytest

from drafting.composing import compose, kinds
from drafting.composing.making import Made
from drafting.composing.unit import Unit, known_keys
from drafting.composing.unit_page import page_keys
from drafting.composing.unit_reading import FIELDS, example_unit, read_unit
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.house import STANDARD, PageNumber
from drafting.documents.model import Alignment, Format, Role, Sealing
from drafting.documents.standard import Font

UNIT = """\
单位名称: 清源市水利局
规范化简称: 市水利局
机关代字:
  通知: 清水发
  其他: 清水
发文机关标志: 清源市水利局文件
印发机关: 清源市水利局办公室
联系人: 周明川
联系电话: 0999-2358016
常用抄送机关:
  - 市应急管理局
  - 市气象局
"""
NOTICE = "文种: 通知\n主送机关: 各县（区）水利局\n事由: 做好防汛工作\n目的: 为做好防汛工作\n成文日期: 2026年3月5日\n"


def unit(text: str = UNIT) -> Unit:
    return read_unit(text, "unit.yaml")


def made(fields: str = NOTICE, profile: str = UNIT) -> Made:
    return compose(fields, "通知.yaml", unit=unit(profile))


def of(result: Made, role: Role) -> list[str]:
    return [p.text for p in result.document.paragraphs if p.role is role]


def faults(text: str) -> list[str]:
    with pytest.raises(ManyErrors) as told:
        read_unit(text, "unit.yaml")
    return [str(error) for error in told.value.errors]


class TestFilling:
    def test_what_the_fields_leave_out_comes_from_the_profile_and_is_listed(self) -> None:
        result = made(NOTICE + "发文字号: 〔2026〕8号\n")
        assert of(result, Role.ISSUER_MARK) == ["清源市水利局文件"]
        assert of(result, Role.DOCUMENT_NUMBER) == ["清水发〔2026〕8号"]
        assert of(result, Role.TITLE) == ["清源市水利局关于做好防汛工作的通知"]
        assert of(result, Role.SIGNATURE) == ["清源市水利局"]
        assert of(result, Role.ANNOTATION) == ["（联系人：周明川，联系电话：0999-2358016）"]
        assert of(result, Role.PRINTER)[0].startswith("清源市水利局办公室\t")
        assert dict(result.filled) == {
            "发文机关": "清源市水利局",
            "发文机关标志": "清源市水利局文件",
            "发文字号": "清水发〔2026〕8号",
            "印发机关": "清源市水利局办公室",
            "联系人": "周明川",
            "联系电话": "0999-2358016",
        }

    def test_without_a_profile_nothing_is_filled(self) -> None:
        assert compose(NOTICE + "发文机关: 清源市水利局\n", "a.yaml").filled == ()

    def test_a_value_of_the_fields_always_wins(self) -> None:
        own = "发文机关: 市水利局\n发文机关标志: 清源市水利局\n发文字号: 清水函〔2026〕8号\n印发机关: 市水利局\n联系人: 林远\n联系电话: 1\n"
        result = made(NOTICE + own)
        assert result.filled == ()
        assert of(result, Role.DOCUMENT_NUMBER) == ["清水函〔2026〕8号"]
        assert of(result, Role.ANNOTATION) == ["（联系人：林远，联系电话：1）"]

    def test_an_optional_field_left_empty_stays_empty(self) -> None:
        result = made(NOTICE + "联系人:\n联系电话:\n")
        assert of(result, Role.ANNOTATION) == []

    def test_a_required_field_left_empty_is_filled(self) -> None:
        assert of(made(NOTICE + "发文机关:\n"), Role.SIGNATURE) == ["清源市水利局"]

    def test_the_number_of_one_person_is_never_put_beside_another(self) -> None:
        assert of(made(NOTICE + "联系人: 林远\n"), Role.ANNOTATION) == ["（联系人：林远，联系电话：【待补：联系电话】）"]
        assert of(made(NOTICE + "联系人: 周明川\n"), Role.ANNOTATION) == ["（联系人：周明川，联系电话：0999-2358016）"]

    @pytest.mark.parametrize(
        "other",
        ["发文机关: 清源市人民政府\n", "发文机关:\n  - 清源市水利局\n  - 清源市气象局\n", "发文机关: 清源市防汛办\n标题: 关于防汛的通知\n"],
    )
    def test_mark_and_code_are_not_those_of_another_issuer(self, other: str) -> None:
        fields = NOTICE.replace("事由: 做好防汛工作\n", "") if "标题" in other else NOTICE
        result = made(fields + other + "发文字号: 清政发〔2026〕8号\n")
        assert "发文机关标志" not in dict(result.filled)
        with pytest.raises(ManyErrors, match="缺少机关代字"):
            made(fields + other + "发文字号: 〔2026〕8号\n")

    def test_a_whole_title_of_another_organ_has_no_issuer_filled_in(self) -> None:
        fields = NOTICE.replace("事由: 做好防汛工作", "标题: 清源市人民政府关于做好防汛工作的通知")
        with pytest.raises(ManyErrors, match="必填的“发文机关”没有写"):
            made(fields)

    @pytest.mark.parametrize("title", ["关于印发防汛预案的通知", "关于做好防汛工作的通知", "市水利局关于做好防汛工作的通知"])
    def test_a_whole_title_of_our_own_has(self, title: str) -> None:
        assert dict(made(NOTICE.replace("事由: 做好防汛工作", f"标题: {title}")).filled)["发文机关"] == "清源市水利局"

    def test_the_short_name_is_the_office_too(self) -> None:
        assert dict(made(NOTICE + "发文机关: 市水利局\n发文字号: 〔2026〕8号\n").filled)["发文字号"] == "清水发〔2026〕8号"

    def test_the_usual_organs_are_copied_to_only_when_asked_for(self) -> None:
        assert of(made(), Role.COPIES_TO) == []
        assert of(made(NOTICE + "抄送机关: 常用\n"), Role.COPIES_TO) == ["抄送：市应急管理局、市气象局。"]

    def test_the_usual_organs_that_there_are_not_are_a_fault(self) -> None:
        with pytest.raises(ManyErrors, match="单位档案里却没有写“常用抄送机关”"):
            made(NOTICE + "抄送机关: 常用\n", "单位名称: 清源市水利局\n")

    def test_a_minutes_number_takes_no_code_that_is_not_its_own(self) -> None:
        minutes = next(kind for kind in kinds() if kind.id == "meeting-minutes")
        assert unit("机关代字: 清水发\n").codes.of(minutes) == ("清水发", 1, "其他")
        text = (minutes.folder / "example.yaml").read_text(encoding="utf-8")
        plain = compose(text, "a.yaml", "会议纪要")
        assert compose(text, "a.yaml", "会议纪要", unit=unit("机关代字: 清水发\n")).document == plain.document

    def test_a_plain_paper_gets_no_contact_and_no_signature(self) -> None:
        speech = next(kind for kind in kinds() if kind.id == "speech")
        text = (speech.folder / "example.yaml").read_text(encoding="utf-8")
        result = compose(text, "a.yaml", "讲话稿", unit=unit())
        assert result == compose(text, "a.yaml", "讲话稿")

    def test_the_way_of_signing_is_filled_in(self) -> None:
        assert made(NOTICE, UNIT + "落款方式: 不加盖印章\n").document.sealing is Sealing.UNSEALED
        assert made(NOTICE + "落款方式: 加盖印章\n", UNIT + "落款方式: 不加盖印章\n").document.sealing is Sealing.SEALED

    def test_a_fault_of_a_value_that_was_filled_in_names_the_profile(self) -> None:
        with pytest.raises(ManyErrors) as told:
            made(NOTICE + "签名章: 局长　林远\n", UNIT + "落款方式: 不加盖印章\n")
        assert [error.where for error in told.value.errors] == ["通知.yaml 第 6 行"]

    def test_every_kinds_example_keeps_its_own_values(self) -> None:
        for kind in kinds():
            text = (kind.folder / "example.yaml").read_text(encoding="utf-8")
            with_unit, without = compose(text, "a", kind.id, unit=unit()), compose(text, "a", kind.id)
            written = {line.split(":")[0] for line in text.splitlines()}
            assert not written & dict(with_unit.filled).keys(), kind.id
            assert with_unit.document.text_of(Role.TITLE) == without.document.text_of(Role.TITLE), kind.id


class TestPage:
    def test_margins_are_written_as_an_office_says_them(self) -> None:
        house = unit("版面:\n  上边距: 3.5厘米\n  下边距: 30毫米\n  左边距: 28\n  右边距: 26mm\n").house
        assert (house.margin_top, house.text_height, house.margin_left, house.text_width) == (35.0, 232.0, 28.0, 156.0)
        assert [str(one) for one in house.deviations()] == [
            "天头（上白边）：本单位用35毫米，标准为37毫米（GB/T 9704—2012 5.2.1）",
            "版心高：本单位用232毫米，标准为225毫米（GB/T 9704—2012 5.2.1）",
        ]

    def test_faces_sizes_and_choices(self) -> None:
        lines = ("标题字号: 小二", "正文字号: 15磅", "二级标题加粗: 是", "标题字体: 黑体", "主送机关对齐: 两端对齐", "页码居中: 是")
        house = unit("版面:\n" + "".join(f"  {line}\n" for line in (*lines, "表格字号: 小四、五号、9"))).house
        assert house.element(Role.TITLE).size == 18
        assert house.element(Role.TITLE).font is Font.HEI
        assert house.element(Role.BODY).size == 15
        assert house.element(Role.HEADING2).bold
        assert house.element(Role.RECIPIENTS).alignment is Alignment.JUSTIFY
        assert house.page_number is PageNumber.CENTER
        assert house.table_sizes == (12.0, 10.5, 9.0)

    def test_fonts_are_named_as_they_are_installed(self) -> None:
        house = unit("字体:\n  仿宋: 仿宋\n  小标宋体: 方正小标宋_GBK\n  西文: Arial\n").house
        assert house.name(Font.FANG_SONG) == "仿宋"
        assert house.name(Font.XIAO_BIAO_SONG) == "方正小标宋_GBK"
        assert house.latin_font == "Arial"
        assert house.deviations() == ()

    def test_marks_by_format(self) -> None:
        assert unit("版面:\n  文件标志上边缘: 30\n").house.top_of_mark(Format.DOCUMENT) == 30

    def test_english_keys_mean_the_same(self) -> None:
        english = unit("name: 清源市水利局\nfonts:\n  fang_song: 仿宋\npage:\n  margin_top: 35\n")
        chinese = unit("单位名称: 清源市水利局\n字体:\n  仿宋: 仿宋\n版面:\n  天头: 35\n")
        assert english == chinese

    @pytest.mark.parametrize("text", ["# 什么也没有\n", "版面:\n  # 天头: 35\n字体:\n", "单位名称:\n"])
    def test_a_profile_of_nothing_is_the_standard(self, text: str) -> None:
        assert unit(text).house == STANDARD
        assert unit(text).names == ()


class TestFaults:
    def test_all_are_told_at_once_with_their_lines(self) -> None:
        text = (
            "单位名称: 清源市水利局文件\n机关代码: 清水发\n机关代字: 清水发〔2026〕\n落款方式: 盖章\n字体:\n  方宋: 仿宋\n"
            "版面:\n  天头: 三厘米\n  每面行数: 22.5\n  标题字号: 特大\n  二级标题加粗: 也许\n  页脚: 5\n  红色: 红\n  行距: 200\n"
        )
        told = faults(text)
        assert [line.partition("：")[0] for line in told] == [f"unit.yaml 第 {n} 行" for n in (1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14)]
        assert all(line.endswith("。") for line in told)
        assert "机关代字" in told[1]
        assert "wenmi unit new" in told[9]

    @pytest.mark.parametrize(
        ("text", "part"),
        [
            ("版面:\n  右边距: 140\n", "第 2 行"),
            ("版面:\n  天头: 80\n", "第 2 行：“下白边”"),
            ("版面:\n  行距: 28\n  每面行数: 24\n", "第 3 行"),
            ("版面:\n  下边距: 30\n  版心高: 200\n", "只能写一个"),
            ("版面: 35\n", "一组“名称: 内容”"),
            ("机关代字:\n  - 清水发\n", "一行文字，或者一组"),
            ("name: 甲\n单位名称: 乙\n", "写了两次"),
            ("联系人：周明川\n", "中文冒号"),
            ("这是一份通知\n", "unit new"),
        ],
    )
    def test_one_is_told_where_it_stands(self, text: str, part: str) -> None:
        assert any(part in line for line in faults(text)), faults(text)

    def test_an_empty_file_is_told_with_how_to_start_one(self) -> None:
        with pytest.raises(UserError, match="空的"):
            read_unit("", "unit.yaml")


def test_names_of_kinds_are_told_with_the_other_faults() -> None:
    text = "单位名成: 甲\n机关代字:\n  通知书: 清水\n  信函: 清水函\n  上行: 清水呈\n"
    with pytest.raises(ManyErrors) as told:
        read_unit(text, "unit.yaml", kinds())
    assert [error.where for error in told.value.errors] == ["unit.yaml 第 1 行", "unit.yaml 第 3 行"]
    assert "可能是“通知”" in str(told.value.errors[1])


def test_margins_that_leave_no_room_are_told_as_the_margins_that_were_written() -> None:
    low, narrow = faults("版面:\n  下边距: 200\n  左边距: 90\n  右边距: 130\n")
    assert low.startswith("unit.yaml 第 2 行：上、下页边距之间只剩60毫米排正文。请改小页边距，中间留出100毫米")
    assert narrow.startswith("unit.yaml 第 4 行：左、右页边距之间没有地方排正文。")


class TestExample:
    def test_it_reads_and_changes_nothing_of_the_page(self) -> None:
        example = unit(example_unit())
        assert example.house.changes() == ()
        assert example.names == ("清源市人民政府办公室", "清源市政府办公室")
        assert set(example.codes.texts) == set(example.marks.texts) == {"其他"}

    def test_every_line_of_the_page_holds_once_its_mark_is_taken_away(self) -> None:
        lines = [
            line.replace("  # ", "  ", 1) if line.startswith("  # ") and ": " in line else line for line in example_unit().splitlines()
        ]
        assert sum(1 for line in lines if line.startswith("  ") and line[2] not in "#- ") >= 25
        house = unit("\n".join(lines)).house
        assert house.deviations() == ()

    def test_it_shows_every_key(self) -> None:
        text = example_unit()
        assert all(f"\n{one.name}:" in text for one in FIELDS)

    def test_every_key_of_the_page_is_read(self) -> None:
        for key in page_keys():
            told = faults(f"版面:\n  {key}: 不能这样写的值\n") if key != "red" else []
            assert not any("没有“" in line for line in told), key

    def test_kinds_formats_and_directions_are_keys(self) -> None:
        assert {"通知", "notice", "文件", "纪要", "下行", "其他"} <= known_keys(kinds())
