"""The commands of 来信, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "来信.xlsx"


@pytest.fixture(autouse=True)
def _one_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Train the shipped model once for all tests of this module."""
    monkeypatch.setenv("WENMI_HOME", str(tmp_path_factory.getbasetemp() / "letters-home"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, ["letters", *(str(argument) for argument in arguments)])


def test_a_directory_is_copied_edited_and_used(tmp_path: Path) -> None:
    directory, output = tmp_path / "routing.yaml", tmp_path / "分类.xlsx"
    assert f"已写好派单目录样例：{directory}" in run("routing", "-o", directory).stdout
    directory.write_text("规则:\n  - 主题: 环境保护\n    承办: 清河区生态环境分局\n", encoding="utf-8")
    done = run("sort", EXAMPLE, "--routing", directory, "-o", output)
    assert (done.exit_code, "待定派单" in done.stdout) == (0, True)
    book = openpyxl.load_workbook(output)
    head, *rows = book["分类结果"].iter_rows(values_only=True)
    routed = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["承办单位"] for row in routed if row["一级"] == "环境保护" and not row["待定"]} == {"清河区生态环境分局"}
    assert book["待定派单"].max_row - 1 == sum(row["待定"] == "待定" for row in routed) > 0


def test_without_a_directory_of_the_office_nothing_is_routed(tmp_path: Path) -> None:
    assert run("sort", EXAMPLE, "-o", tmp_path / "分类.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "分类.xlsx")
    assert "待定派单" not in book.sheetnames
    assert "承办单位" not in [cell.value for cell in book["分类结果"][1]]


def test_a_directory_that_is_there_is_not_overwritten_and_a_faulty_one_is_told_with_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "routing.yaml"
    file.write_text("规则:\n  - 主题: 没有这个主题\n    承办: 某局\n  - 主题: 环境保护\n", encoding="utf-8")
    refused = run("routing", "-o", file)
    assert (refused.exit_code, "没有覆盖" in refused.stderr) == (2, True)
    faulty = run("sort", EXAMPLE, "--routing", file, "-o", tmp_path / "分类.xlsx")
    assert faulty.exit_code == 2
    assert "第 2 行" in faulty.stderr
    assert not (tmp_path / "分类.xlsx").exists()


def test_what_a_letter_says_and_whose_it_is_come_as_json_where_a_directory_is_named(tmp_path: Path) -> None:
    run("routing", "-o", tmp_path / "routing.yaml")
    lines = run("sort", EXAMPLE, "--json", "--routing", tmp_path / "routing.yaml").stdout.splitlines()
    assert len(lines) == 62
    first = json.loads(lines[0])
    assert {"ask", "people_count", "urgent"} <= first["extracted"].keys()
    assert {"handler", "reason", "undecided"} <= first["routed"].keys()
    assert "extracted" not in json.loads(run("sort", EXAMPLE, "--json").stdout.splitlines()[0])


def test_issues_keep_their_ids_from_run_to_run_and_say_what_changed(tmp_path: Path) -> None:
    state = tmp_path / "台账.json"
    found = [json.loads(run("issues", EXAMPLE, "--json", "--state", state).stdout)["issues"] for _ in range(2)]
    assert [one["id"] for one in found[0]] == [one["id"] for one in found[1]]
    assert {one["status"] for one in found[0]} == {"新增"}
    assert all(one["new"] for one in found[0])
    assert not any(one["new"] for one in found[1])
    assert "status" not in json.loads(run("issues", EXAMPLE, "--json").stdout)["issues"][0]


def test_letters_that_repeat_an_earlier_batch_are_told(tmp_path: Path) -> None:
    fields = ["编号", "标题", "内容", "用户", "时间"]
    rows = {
        "上周": ["A1", "锦绣家园电梯停运", "锦绣家园三号楼电梯停运半个月，老人上不了楼，请尽快维修。", "用户1", "2026-11-02"],
        "本周": ["B1", "锦绣家园电梯还没修", "锦绣家园三号楼电梯停运半个月，老人上不了楼，请尽快维修！", "用户1", "2026-11-09"],
    }
    for name, row in rows.items():
        (tmp_path / f"{name}.csv").write_text("\n".join([",".join(fields), ",".join(row)]), encoding="utf-8")
    told = json.loads(run("issues", tmp_path / "本周.csv", "--earlier", tmp_path / "上周.csv", "--json").stdout)["repeats"]
    assert [(one["id"], one["of"], one["kind"], one["earlier"]) for one in told] == [("B1", "A1", "同人同事", True)]


def test_a_state_that_is_none_and_options_that_exclude_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "台账.json").write_text("{", encoding="utf-8")
    for told in (
        run("issues", EXAMPLE, "--state", tmp_path / "台账.json", "-o", tmp_path / "a.xlsx"),
        run("sort", EXAMPLE, "--topics", tmp_path / "树.txt", "--model", "本单位"),
    ):
        assert told.exit_code == 2
        assert told.stderr.strip().endswith("。")
    assert not (tmp_path / "a.xlsx").exists()


def test_the_report_and_its_workbook_are_written(tmp_path: Path) -> None:
    done = run("report", EXAMPLE, "-o", tmp_path / "报告.docx")
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {"报告.docx", "报告-数据.xlsx"}
    wrong = run("report", EXAMPLE, "--period", "2026-13", "-o", tmp_path / "另一份.docx")
    assert (wrong.exit_code, wrong.stderr.strip()[-1]) == (2, "。")


def test_replies_are_judged_and_a_table_without_any_is_told(tmp_path: Path) -> None:
    table = tmp_path / "答复.csv"
    table.write_text(
        "编号,标题,内容,时间,答复意见,答复时间\n"
        "1,路灯不亮,青石路路灯坏了三天，请尽快修好。,2026-11-02,"
        "您好！青石路路灯不亮是线路老化所致，我局已于11月4日更换线路，路灯已恢复照明。感谢您的监督。市城管局 2026年11月5日,2026-11-05\n",
        encoding="utf-8",
    )
    done = run("replies", table, "-o", tmp_path / "检查.xlsx")
    assert (done.exit_code, "有答复 1 封" in done.stdout) == (0, True)
    assert (tmp_path / "检查.xlsx").is_file()
    assert run("replies", EXAMPLE, "-o", tmp_path / "无.xlsx").exit_code == 2


def test_a_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    earlier = tmp_path / "上周.xlsx"
    earlier.write_bytes(EXAMPLE.read_bytes())
    for told in (
        run("issues", EXAMPLE, "--earlier", earlier, "-o", earlier),
        run("issues", EXAMPLE, "--earlier", earlier, "--state", earlier, "-o", tmp_path / "热点.xlsx"),
        run("sort", earlier, "-o", earlier),
    ):
        assert (told.exit_code, told.stdout) == (2, "")
        assert "不能覆盖原件" in told.stderr
    assert earlier.read_bytes() == EXAMPLE.read_bytes()
    assert not (tmp_path / "热点.xlsx").exists()


def test_what_a_clerk_put_right_is_not_written_over(tmp_path: Path) -> None:
    output = tmp_path / "分类.xlsx"
    assert run("sort", EXAMPLE, "-o", output).exit_code == 0
    assert run("sort", EXAMPLE, "-o", output).exit_code == 0  # nothing was put right yet
    book = openpyxl.load_workbook(output)
    sheet = book["分类结果"]
    column = [cell.value for cell in sheet[1]].index("更正") + 1
    sheet.cell(2, column, "教育文体")
    book.save(output)
    refused = run("sort", EXAMPLE, "-o", output)
    assert (refused.exit_code, "更正" in refused.stderr) == (2, True)
    assert openpyxl.load_workbook(output)["分类结果"].cell(2, column).value == "教育文体"


def test_the_programs_own_results_in_a_folder_are_no_letters_and_are_told(tmp_path: Path) -> None:
    (tmp_path / "来信.xlsx").write_bytes(EXAMPLE.read_bytes())
    assert run("sort", tmp_path / "来信.xlsx").exit_code == 0
    again = run("sort", tmp_path, "--json")
    assert len(again.stdout.splitlines()) == 62
    assert "来信-分类.xlsx：文秘写出的结果" in again.stderr


def test_a_report_in_a_folder_of_letters_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "来信.xlsx").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "来信-信访形势分析报告.docx").write_bytes(b"never opened")
    again = run("sort", tmp_path, "--json")
    assert len(again.stdout.splitlines()) == 62
    assert "来信-信访形势分析报告.docx：文秘写出的结果" in again.stderr


def test_an_output_of_another_type_is_refused_before_the_work(tmp_path: Path) -> None:
    missing = tmp_path / "没有.xlsx"  # read, it would be the error
    for command in ("sort", "issues", "replies", "report"):
        told = run(command, missing, "-o", tmp_path / "结果.pdf")
        assert (told.exit_code, told.stdout) == (2, "")
        assert "结果只能写成" in told.stderr


def test_rows_that_are_no_letters_are_all_told_where_no_workbook_lists_them(tmp_path: Path) -> None:
    lines = ['{"内容": "锦绣家园的电梯坏了一个月，请尽快维修。"}', *["不是数据"] * 30]
    (tmp_path / "来信.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("issues", tmp_path / "来信.jsonl", "--json").stderr.count("来信.jsonl第 ") == 30
    assert run("issues", tmp_path / "来信.jsonl", "-o", tmp_path / "热点.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "热点.xlsx")["未读入"].max_row == 31


def test_the_formula_of_the_heat_stands_beside_the_table(tmp_path: Path) -> None:
    assert run("issues", EXAMPLE, "-o", tmp_path / "热点.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "热点.xlsx")["热点问题表"]
    assert sheet.max_row > 1
    assert "热度 =" in sheet["C1"].comment.text
