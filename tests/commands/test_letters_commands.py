"""The commands of 来信, as they are typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cli
from drafting.letters import issues_workbook, lists, streaming

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


@pytest.mark.parametrize("workers", ["0", "-2", "二", "1.5", "100", ""])
def test_a_number_of_processes_that_is_none_is_refused(tmp_path: Path, workers: str) -> None:
    told = run("sort", EXAMPLE, "--workers", workers, "-o", tmp_path / "分类.xlsx")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("--workers 的写法不对")
    assert not (tmp_path / "分类.xlsx").exists()


def test_a_cluster_that_is_not_there_is_told_before_the_letters_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    missing = tmp_path / "没有.xlsx"
    told = run("sort", missing, "--scheduler", "tcp://127.0.0.1:1")
    assert (told.exit_code, "wenmi[cluster]" in told.stderr) == (2, True)
    monkeypatch.setitem(sys.modules, "dask.distributed", ModuleType("dask.distributed"))
    told = run("sort", missing, "--scheduler", "tcp://127.0.0.1:1")
    assert (told.exit_code, "连不上 Dask 调度器" in told.stderr) == (2, True)
    both = run("sort", EXAMPLE, "--scheduler", "tcp://127.0.0.1:1", "--workers", "2")
    assert (both.exit_code, "不能同时用" in both.stderr) == (2, True)


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    one, two = (run("sort", EXAMPLE, "--json", "--details", "--workers", number) for number in (1, 2))
    assert (two.exit_code, two.stdout) == (0, one.stdout)


def test_very_many_letters_are_listed_beside_the_workbook_and_all_the_rest_is_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "来信.xlsx").write_bytes(EXAMPLE.read_bytes())
    run("routing", "-o", tmp_path / "routing.yaml")
    arguments = ("sort", tmp_path / "来信.xlsx", "--routing", tmp_path / "routing.yaml", "--json", "-o", tmp_path / "来信-分类.xlsx")
    before = run(*arguments)
    monkeypatch.setattr(lists, "LISTED", 20)
    monkeypatch.setattr(streaming, "IN_MEMORY", 10)
    after = run(*arguments)
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    told = "一张表放不下：逐封的清单在工作簿旁边的 4 个 CSV 文件里（来信-分类-1.csv 到 来信-分类-4.csv），工作簿里是汇总和未读入的行。"
    assert told in after.stderr
    rows = [row for number in range(1, 5) for row in (tmp_path / f"来信-分类-{number}.csv").read_text("utf-8-sig").splitlines() if row]
    assert len(rows) >= 62 + 4
    assert openpyxl.load_workbook(tmp_path / "来信-分类.xlsx").sheetnames == ["汇总", "清单文件", "未读入"]
    (tmp_path / "routing.yaml").unlink()
    again = run("sort", tmp_path, "--json")
    assert len(again.stdout.splitlines()) == 62
    assert "来信-分类-1.csv：文秘写出的结果" in again.stderr
    corrected = tmp_path / "来信-分类-2.csv"
    corrected.write_text("编号,一级,更正,内容\n1,交通运输,教育文体,学位不够\n", encoding="utf-8")
    refused = run(*(one for one in arguments if one not in ("--routing", tmp_path / "routing.yaml")))
    assert (refused.exit_code, "来信-分类-2.csv" in refused.stderr) == (2, True)


def test_the_issues_of_very_many_letters_are_the_same_with_their_letters_listed_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("issues", EXAMPLE, "-o", tmp_path / "小.xlsx", "--json")
    monkeypatch.setattr(issues_workbook, "LISTED", 5)
    monkeypatch.setattr(streaming, "IN_MEMORY", 10)
    after = run("issues", EXAMPLE, "-o", tmp_path / "大.xlsx", "--json")
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    assert "热点问题留言明细在工作簿旁边的 1 个 CSV 文件里（大-明细-1.csv）。" in after.stderr
    small, large = openpyxl.load_workbook(tmp_path / "小.xlsx"), openpyxl.load_workbook(tmp_path / "大.xlsx")
    assert list(large["热点问题表"].values) == list(small["热点问题表"].values)
    assert large["明细清单文件"]["B2"].value == small["热点问题留言明细表"].max_row - 1


def test_the_same_letters_in_an_earlier_batch_repeat_nothing_wherever_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = tmp_path / "上周.xlsx"
    earlier.write_bytes(EXAMPLE.read_bytes())
    before = run("issues", EXAMPLE, "--earlier", earlier, "--json")
    assert (before.exit_code, json.loads(before.stdout)["repeats"]) == (0, [])
    monkeypatch.setattr(streaming, "IN_MEMORY", 10)
    assert run("issues", EXAMPLE, "--earlier", earlier, "--json").stdout == before.stdout
