"""From fields to a document: the text, the levels, and the frame of the page."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.composing import compose
from drafting.composing.phrases import listed, official_title
from drafting.documents.errors import UserError
from drafting.documents.model import Document, Role, Sealing

FRAME = "文种: 通知\n发文机关: 清源市人民政府办公室\n主送机关: 各县（区）人民政府\n"
SHORT = FRAME + "事由: 做好某项工作\n目的: 为做好某项工作\n"


def made(text: str) -> Document:
    return compose(text, "通知.yaml").document


def body(document: Document) -> list[str]:
    roles = {Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4}
    return [p.text for p in document.paragraphs if p.role in roles and not p.place.cell]


def texts(document: Document, role: Role) -> list[str]:
    return [p.text for p in document.paragraphs if p.role is role]


class TestTitle:
    @pytest.mark.parametrize(
        ("subject", "title"),
        [
            ("做好防汛工作", "甲局关于做好防汛工作的通知"),
            ("关于做好防汛工作", "甲局关于做好防汛工作的通知"),
            ("关于做好防汛工作的通知", "甲局关于做好防汛工作的通知"),
            ("印发《甲市某某办法》", "甲局关于印发《甲市某某办法》的通知"),
            ("转发市教育局关于做好招生工作的通知", "甲局转发市教育局关于做好招生工作的通知"),
        ],
    )
    def test_it_is_issuer_subject_and_kind(self, subject: str, title: str) -> None:
        assert official_title("甲局", subject, "通知") == title

    def test_a_whole_title_is_taken_as_it_is(self) -> None:
        document = made(FRAME + "标题: 清源市人民政府办公室关于某事的通知\n目的: 为某事\n")
        assert texts(document, Role.TITLE) == ["清源市人民政府办公室关于某事的通知"]

    def test_joint_issuers_stand_in_mark_title_and_signature(self) -> None:
        document = made("文种: 通知\n发文机关:\n  - 甲局\n  - 乙局\n主送机关: 丙局\n事由: 丁\n目的: 为丁\n")
        assert texts(document, Role.ISSUER_MARK) == ["甲局", "乙局文件"]
        assert texts(document, Role.TITLE) == ["甲局　乙局关于丁的通知"]
        assert texts(document, Role.SIGNATURE) == ["甲局", "乙局"]


class TestBody:
    def test_levels_in_a_users_text_are_headings(self) -> None:
        text = "通知事项: |\n  一、加强领导\n  　　（一）压实责任。各单位要落实责任。\n  1.县级\n  （1）乡级\n"
        text += "  二、时间：3月5日前\n  各单位要落实。\n"
        document = made(SHORT + text)
        found = [(p.role, p.text, p.heading_end) for p in document.paragraphs if p.role.heading_level or p.text.startswith("各单位")]
        assert found == [
            (Role.HEADING1, "一、加强领导", None),
            (Role.HEADING2, "（一）压实责任。各单位要落实责任。", 8),
            (Role.HEADING3, "1.县级", None),
            (Role.HEADING4, "（1）乡级", None),
            (Role.HEADING1, "二、时间：3月5日前", 5),
            (Role.BODY, "各单位要落实。", None),
        ]

    def test_what_the_template_adds_is_numbered_on(self) -> None:
        document = made(SHORT + "通知事项: |\n  一、甲\n  二、乙\n工作要求: 抓好落实。\n")
        assert body(document)[-2:] == ["三、工作要求", "抓好落实。"]

    def test_without_sections_the_requirements_are_a_paragraph(self) -> None:
        document = made(SHORT + "通知事项: 请报送材料。\n工作要求: 抓好落实。\n")
        assert body(document) == ["为做好某项工作，现将有关事项通知如下：", "请报送材料。", "抓好落实。"]

    def test_a_meeting_is_announced_with_its_weekday(self) -> None:
        meeting = "会议日期: 2026-03-12\n会议时间: 上午9时，会期半天\n会议地点: 第三会议室\n"
        meeting += "参会人员:\n  - 各县（区）负责同志\n  - 市水利局负责同志\n"
        document = made(FRAME + "事由: 召开会议\n缘由: 市政府决定召开会议。\n" + meeting + "工作要求: 请准时参会。\n")
        assert body(document) == [
            "市政府决定召开会议。现将有关事项通知如下：",
            "一、会议时间",
            "2026年3月12日（星期四）上午9时，会期半天。",
            "二、会议地点",
            "第三会议室。",
            "三、参会人员",
            "（一）各县（区）负责同志。",
            "（二）市水利局负责同志。",
            "四、有关要求",
            "请准时参会。",
        ]

    def test_a_document_is_passed_on(self) -> None:
        document = made(
            SHORT + "同意机关: 市人民政府\n印发文件: 《某某办法》\n附件:\n  - 标题: 某某办法\n    正文: 第一条　为某事，制定本办法。\n"
        )
        assert body(document) == [
            "为做好某项工作，经市人民政府同意，现将《某某办法》印发给你们，请认真贯彻执行。",
            "第一条　为某事，制定本办法。",
        ]
        assert texts(document, Role.ATTACHMENT_NOTE) == ["附件：某某办法"]

    @pytest.mark.parametrize(
        ("items", "text"),
        [
            (["《甲》", "《乙》"], "《甲》《乙》"),
            (["《甲》（一号）", "《乙》"], "《甲》（一号）、《乙》"),
            (["“甲”", "“乙”"], "“甲”“乙”"),
            (["甲", "《乙》", "丙"], "甲、《乙》、丙"),
        ],
    )
    def test_a_list_has_no_comma_between_titles(self, items: list[str], text: str) -> None:
        assert listed(items) == text

    @pytest.mark.parametrize(
        ("reason", "text"),
        [
            ("决定开会", "决定开会。"),
            ("决定开会；", "决定开会。"),
            ("决定开会。", "决定开会。"),
            ("要不要开会？", "要不要开会？"),
            ("他说“要开会。”", "他说“要开会。”"),
            ("印发《办法》", "印发《办法》。"),
            ("决定开会（附后）", "决定开会（附后）。"),
            ("经研究，", "经研究，"),
            ("|\n  甲\n  决定开会\n", "决定开会。"),
            ("｜\n  甲\n  决定开会\n", "决定开会。"),
        ],
    )
    def test_a_sentence_ends_before_the_next(self, reason: str, text: str) -> None:
        assert f"{text}为某事，现将有关事项通知如下：" in body(made(FRAME + f"事由: 某事\n缘由: {reason}\n目的: 为某事\n"))

    def test_every_text_that_a_template_writes_on_after_is_a_sentence(self, root: Path) -> None:
        for name in ("通知", "会议纪要", "讲话稿", "调研报告"):
            example = (root / "examples" / f"{name}.yaml").read_text(encoding="utf-8")
            bare = "".join(line.rstrip("。") + "\n" for line in example.split("\n"))
            assert body(made(bare))[0] == body(made(example))[0]
            if name in ("会议纪要", "调研报告"):
                assert body(made(bare)) == body(made(example))

    def test_a_fact_that_is_missing_is_marked_and_told(self) -> None:
        made = compose(FRAME + "事由: 某事\n会议时间: 上午\n", "a.yaml")
        assert "【待补：会议日期】上午。" in body(made.document)
        assert made.notes == ("发文字号", "目的", "会议日期", "会议地点", "参会人员", "成文日期", "印发机关", "印发日期")

    def test_a_fact_missing_inside_a_list_says_where(self) -> None:
        text = (
            "文种: 会议纪要\n纪要标志: 甲纪要\n会议日期: 2026-3-5\n会议地点: 乙\n主持人: 丙\n会议名称: 专题会议\n议题: 研究丁\n出席: 戊\n"
        )
        made = compose(text + "议定事项:\n  - 标题: 己\n    内容: 庚。\n", "a.yaml")
        assert "议定事项第1项的牵头单位" in made.notes
        assert "庚。（牵头单位：【待补：议定事项第1项的牵头单位】；完成时限：【待补：议定事项第1项的完成时限】）" in body(made.document)


class TestFrame:
    def test_the_parts_stand_in_the_order_of_the_page(self) -> None:
        document = made(
            SHORT + "份号: 000012\n密级: 机密★1年\n紧急程度: 特急\n发文字号: 清政办发〔2026〕5号\n通知事项: 甲。\n"
            "附件:\n  - 标题: 乙\n    正文: 丙。\n成文日期: 2026-03-05\n联系人: 丁\n联系电话: 0999-1\n"
            "附注: 此件公开发布\n抄送机关: 戊\n印发机关: 己\n印发日期: 2026-03-06\n"
        )
        order = list(dict.fromkeys(p.role for p in document.paragraphs))
        assert order == [
            Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE, Role.RECIPIENTS, Role.BODY,
            Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.DATE, Role.ANNOTATION, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE,
            Role.COPIES_TO, Role.PRINTER,
        ]  # fmt: skip
        assert texts(document, Role.COPY_NUMBER) == ["000012"]
        assert texts(document, Role.ANNOTATION) == ["（此件公开发布）", "（联系人：丁，联系电话：0999-1）"]
        assert texts(document, Role.COPIES_TO) == ["抄送：戊。"]
        assert texts(document, Role.PRINTER) == ["己\t2026年3月6日印发"]

    def test_attachments_have_the_same_numbers_and_titles_in_note_and_page(self) -> None:
        items = "附件:\n  - 标题: 甲办法。\n    正文: |\n      一、总则\n      内容。\n"
        items += "  - 标题: 乙表\n    表格: |\n      序号 | 单位\n      1 | 甲局\n"
        document = made(SHORT + items)
        assert texts(document, Role.ATTACHMENT_NOTE) == ["附件：1.甲办法", "2.乙表"]
        assert texts(document, Role.ATTACHMENT_LABEL) == ["附件1", "附件2"]
        assert texts(document, Role.ATTACHMENT_TITLE) == ["甲办法", "乙表"]

    def test_a_table_is_cells_row_by_row(self) -> None:
        for table in (
            "|\n      序号 | 单位\n      1 | \n",
            "|\n      序号\t单位\n      1\t\n",
            "|\n      | 序号 | 单位 |\n      | --- | --- |\n      | 1 | |\n",
            "\n      - [序号, 单位]\n      - [1, '']\n",
        ):
            document = made(SHORT + f"附件:\n  - 标题: 表\n    表格: {table}")
            cells = [(p.text, p.place.cell) for p in document.paragraphs if p.place.cell]
            assert [(text, c.table, c.row, c.column, c.header) for text, c in cells if c] == [
                ("序号", 0, 0, 0, True),
                ("单位", 0, 0, 1, True),
                ("1", 0, 1, 0, False),
                ("", 0, 1, 1, False),
            ]

    @pytest.mark.parametrize(
        "lines",
        [
            ["| 姓名 | 单位 | 职务 |", "| --- | :---: | -- |", "| | | |", "|  |  |  |", "| - | - | - |"],
            ["姓名 | 单位 | 职务", "--- | --- | ---", " | | ", "| | | |", "- | - | -"],
            ["姓名｜单位｜职务", "｜｜", "｜｜", "-｜-｜-"],
            ["姓名\t单位\t职务", "\t\t", "\t\t", "-\t-\t-"],
        ],
    )
    def test_blank_rows_of_a_form_and_rows_of_dashes_stay(self, lines: list[str]) -> None:
        table = "".join(f"      {line}\n" for line in lines)
        document = made(SHORT + f"附件:\n  - 标题: 回执\n    表格: |\n{table}附注: 甲\n")
        cells = [p.text for p in document.paragraphs if p.place.cell]
        assert cells == ["姓名", "单位", "职务", *[""] * 6, *"---"]

    def test_a_row_of_tabs_counts_where_the_indent_was_forgotten(self) -> None:
        document = made(SHORT + "附件:\n  - 标题: 回执\n    表格: |\n      甲\t乙\n\t\n\n      丙\t丁\n")
        assert [p.text for p in document.paragraphs if p.place.cell] == ["甲", "乙", "", "", "丙", "丁"]

    @pytest.mark.parametrize("rows", ["甲 | 乙\n| --- | ---", "甲\n"])
    def test_a_header_alone_is_no_table(self, rows: str) -> None:
        with pytest.raises(UserError, match="至少要有一行表头"):
            made(SHORT + "附件:\n  - 标题: 回执\n    表格: |\n" + "".join(f"      {row}\n" for row in rows.split("\n")))

    @pytest.mark.parametrize("head", ["甲 | 乙", "'| 甲 | 乙 |'", "[甲, 乙]", "|\n        甲 | 乙"])
    @pytest.mark.parametrize("rows", ["|\n        1 | 2\n         | \n", "\n        - [1, 2]\n        - ['', '']\n"])
    def test_the_header_may_stand_apart(self, head: str, rows: str) -> None:
        document = made(SHORT + f"附件:\n  - 标题: 表\n    表格:\n      表头: {head}\n      行: {rows}")
        assert [p.text for p in document.paragraphs if p.place.cell] == ["甲", "乙", "1", "2", "", ""]

    def test_an_empty_first_cell_is_no_frame(self) -> None:
        document = made(SHORT + "附件:\n  - 标题: 表\n    表格: |\n      甲 | 乙 | 丙\n      | 1 | 2\n      | 3 | 4 | 5 |\n")
        assert [p.text for p in document.paragraphs if p.place.cell] == ["甲", "乙", "丙", "", "1", "2", "3", "4", "5"]

    @pytest.mark.parametrize(
        ("written", "line"),
        [
            ("\n  - 甲局\n  - 乙局。", "甲局、乙局"),
            (" [甲局, 乙局]", "甲局、乙局"),
            (" |\n  甲局\n  乙局", "甲局、乙局"),
            ("\n  - 甲局、乙局\n  - 丙局，", "甲局、乙局，丙局"),
            ("\n  - 各县（市、区）局\n  - 丙局", "各县（市、区）局、丙局"),
            (" 甲局、乙局，丙局", "甲局、乙局，丙局"),
        ],
    )
    def test_recipients_and_copies_may_be_a_list(self, written: str, line: str) -> None:
        document = made(SHORT.replace(" 各县（区）人民政府", written) + f"抄送机关:{written}\n")
        assert texts(document, Role.RECIPIENTS) == [f"{line}："]
        assert texts(document, Role.COPIES_TO) == [f"抄送：{line}。"]

    def test_tables_are_counted_over_the_whole_document_and_captions_in_the_body(self, root: Path) -> None:
        text = (root / "templates" / "research-report" / "example.yaml").read_text(encoding="utf-8")
        document = made("文种: 调研报告\n" + text + "附件:\n  - 标题: 甲\n    表格: |\n      乙 | 丙\n      1 | 2\n")
        assert [t[:3] for t in texts(document, Role.CAPTION)] == ["表1　", "表2　"]
        assert sorted({p.place.cell.table for p in document.paragraphs if p.place.cell}) == [0, 1, 2]

    @pytest.mark.parametrize(
        ("way", "sealing", "signature"),
        [
            ("", Sealing.SEALED, "清源市人民政府办公室"),
            ("落款方式: 不加盖印章\n", Sealing.UNSEALED, "清源市人民政府办公室"),
            ("落款方式: 加盖签发人签名章\n签名章: 主任　林致远\n", Sealing.NAME_STAMP, "主任　林致远"),
        ],
    )
    def test_it_is_signed_as_the_field_says(self, way: str, sealing: Sealing, signature: str) -> None:
        document = made(SHORT + way)
        assert document.sealing is sealing
        assert texts(document, Role.SIGNATURE) == [signature]

    @pytest.mark.parametrize("written", ["各县人民政府", "各县人民政府：", "'各县人民政府:'", "各县人民政府，"])
    def test_recipients_end_in_one_colon(self, written: str) -> None:
        document = made(SHORT.replace("各县（区）人民政府", written))
        assert texts(document, Role.RECIPIENTS) == ["各县人民政府："]

    def test_a_secret_paper_wants_its_copy_number(self) -> None:
        assert "份号" in compose(SHORT + "密级: 机密★1年\n", "a.yaml").notes

    def test_people_may_be_written_by_unit_or_by_name(self) -> None:
        base = "文种: 会议纪要\n纪要标志: 甲纪要\n会议日期: 2026-3-5\n会议地点: 乙\n主持人: 丙\n会议名称: 专题会议\n议题: 研究丁\n"
        base += "议定事项:\n  - 标题: 己\n    内容: 庚。\n"
        for people, line in (
            ("出席:\n  - 甲局: 李一、王二\n  - 乙局: 张三\n", "出席：甲局李一、王二，乙局张三"),
            ("出席:\n  甲局: [李一, 王二]\n  乙局: 张三\n", "出席：甲局李一、王二，乙局张三"),
            ("出席: 李一、王二\n", "出席：李一、王二"),
            ("出席:\n  - 李一\n  - 王二\n", "出席：李一、王二"),
        ):
            assert texts(made(base + people), Role.ATTENDANCE) == [line]


def outcome(source: str | bytes) -> str:
    """Return the sentence that composing ends with; any exception but a ``UserError`` goes through."""
    try:
        compose(source, "a.yaml")
    except UserError as error:
        return str(error)
    return "拟好了。"


# What a user may type: no control characters, no line breaks, nothing that the margins of a paragraph swallow; without 请, 否 and 此,
# none of the phrases (请批准。, 妥否，, 特此报告) that a notice refuses.
_TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"), exclude_characters="\ufeff请否此"), min_size=1, max_size=60
).map(lambda text: "字" + text + "字")


class TestUserText:
    @settings(max_examples=150, deadline=None)
    @given(_TEXT)
    def test_any_text_survives_in_body_frame_and_table(self, text: str) -> None:
        said = json.dumps(text, ensure_ascii=False)
        cell = json.dumps(text.replace("|", "/"), ensure_ascii=False)
        document = made(SHORT + f"缘由: {said}\n通知事项: {said}\n附件:\n  - 标题: 表\n    表格:\n      - [甲]\n      - [{cell}]\n")
        assert body(document)[0].startswith(text)
        assert body(document)[1] == text
        assert [p.text for p in document.paragraphs if p.place.cell] == ["甲", text.replace("|", "/")]

    @settings(max_examples=100, deadline=None)
    @given(st.lists(_TEXT.filter(lambda text: not text.startswith("#")), min_size=1, max_size=5))
    def test_any_block_of_lines_survives_as_paragraphs(self, lines: list[str]) -> None:
        document = made(SHORT + "通知事项: |\n" + "".join(f"  {line}\n" for line in lines))
        assert body(document)[1:] == lines

    @settings(max_examples=300, deadline=None)
    @given(st.text("甲乙 #'\"|>[,:-\t", max_size=20))
    def test_an_unquoted_text_survives_whole_or_is_told(self, rest: str) -> None:
        text = "甲" + rest.replace("#", " #")
        try:
            document = made(SHORT + f"通知事项: {text}\n")
        except UserError:
            return
        assert body(document)[1:] == [text.strip()]

    @pytest.mark.parametrize("place", ["行政中心 #3 楼", "#3 楼", "甲 #1、乙 #2", "'行政中心 # 3 楼'"])
    def test_a_number_sign_in_a_value_is_text(self, place: str) -> None:
        document = made(SHORT + f"会议地点: {place}\n参会人员:\n  - 乙 #5\n")
        assert f"{place.strip(chr(39))}。" in body(document)
        assert "乙 #5。" in body(document)

    def test_a_line_that_begins_with_a_number_sign_is_a_comment_even_amid_a_block(self) -> None:
        document = made(SHORT + "# 注\n通知事项: |\n# 注\n  甲 # 乙\n# 注\n\n  丙\n  # 注\n附注: 丁\n")
        assert body(document)[1:] == ["甲 # 乙", "丙", "# 注"]

    @pytest.mark.parametrize("text", ["{{ 发文机关 }}", "{% if 1 %}甲{% endif %}", "{# 注 #}", "{{ 7 * 7 }}", "{% raw %}"])
    def test_what_looks_like_a_template_stays_literal(self, text: str) -> None:
        document = made(SHORT + f"缘由: '{text}'\n通知事项: |\n  {text}\n结语: '{text}'\n附件:\n  - 标题: '{text}'\n    正文: '{text}'\n")
        assert body(document)[0].startswith(text)
        assert body(document)[1:] == [text, f"{text}。", text]
        assert texts(document, Role.ATTACHMENT_TITLE) == [text]

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=200) | st.binary(max_size=200))
    def test_any_file_makes_a_document_or_a_sentence(self, rest: str | bytes) -> None:
        assert outcome(SHORT + rest if isinstance(rest, str) else SHORT.encode() + rest).endswith("。")

    @settings(max_examples=300, deadline=None)
    @given(st.text("文种通知事由:： -|>'\"[]{}#&*!%@`\n\t　2026年附件标题表格", max_size=80))
    def test_any_mixture_of_signs_makes_a_document_or_a_sentence(self, rest: str) -> None:
        assert outcome(SHORT + rest).endswith("。")


def test_importing_the_package_loads_neither_yaml_nor_templates() -> None:
    code = "import sys, drafting.composing; print({'jinja2', 'ruamel.yaml', 'lxml', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout == "set()\n"


def test_the_same_fields_make_the_same_document() -> None:
    assert compose(SHORT, "a.yaml") == compose(SHORT, "a.yaml")
