"""Letters, as the desk does it for the commands and the pages."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from drafting.desk import letters as desk
from drafting.documents.errors import UserError
from drafting.letters.learning import Learned, Score

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "来信.xlsx"


@pytest.fixture(autouse=True)
def _one_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Train the shipped model once for all tests of this module."""
    monkeypatch.setenv("WENMI_HOME", str(tmp_path_factory.getbasetemp() / "shared-home"))


def test_every_letter_gets_a_verdict_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    done = desk.sort([EXAMPLE])
    assert len(done.batch.letters) == 62
    assert len(done.unread) == 1
    written = desk.write_sorted(done, tmp_path / "a.xlsx", [EXAMPLE])
    assert (done.tally.letters, done.lists) == (62, ())
    book = openpyxl.load_workbook(written)
    assert book["分类结果"].max_row == 62 + 1
    assert book["未读入"].max_row == 1 + 1


def test_progress_reaches_the_number_of_letters() -> None:
    seen: list[tuple[int, int]] = []
    for _ in desk.sort([EXAMPLE], progress=lambda done, total: seen.append((done, total))):
        pass
    assert seen[-1] == (62, 62)


def test_labels_restrict_the_first_level() -> None:
    done = desk.sort([EXAMPLE], labels=["环境保护", "劳动和社会保障"])
    assert {one.verdict.topic for one in done} <= {"环境保护", "劳动和社会保障"}


def test_a_label_that_does_not_exist_is_told() -> None:
    with pytest.raises(UserError, match="环境保互"):
        desk.sort([EXAMPLE], labels=["环境保互"])


def test_the_summary_adds_up() -> None:
    done = desk.sort([EXAMPLE])
    assert len(list(done)) == 62
    summary = desk.sorted_summary(done)
    assert "读入来信 62 封，未读入 1 行。" in summary
    assert sum(int(line.split()[1]) for line in summary.splitlines() if "占" in line) == 62


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    copy = tmp_path / "来信.xlsx"
    copy.write_bytes(EXAMPLE.read_bytes())
    done = desk.sort([copy])
    with pytest.raises(UserError, match="覆盖"):
        desk.write_sorted(done, copy, [copy])
    assert copy.read_bytes() == EXAMPLE.read_bytes()


def test_the_workbook_lies_beside_the_first_file(tmp_path: Path) -> None:
    copy = tmp_path / "来信.xlsx"
    copy.write_bytes(EXAMPLE.read_bytes())
    assert desk.write_issues(desk.issues([copy]), None, [copy]) == tmp_path / "来信-热点.xlsx"


def test_an_output_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(UserError, match="xlsx"):
        desk.write_issues(desk.issues([EXAMPLE]), Path("a.csv"), [EXAMPLE])


def test_the_command_prints_what_the_desk_decides() -> None:
    shown = CliRunner().invoke(cli.main, ["letters", "sort", str(EXAMPLE), "--json"], standalone_mode=False)
    lines = [json.loads(line) for line in shown.stdout.splitlines()]
    assert lines == [json.loads(json.dumps(one.verdict.as_json())) for one in desk.sort([EXAMPLE])]


def test_the_issues_of_the_command_are_those_of_the_desk() -> None:
    shown = CliRunner().invoke(cli.main, ["letters", "issues", str(EXAMPLE), "--json"], standalone_mode=False)
    assert json.loads(shown.stdout)["issues"] == [issue.as_json() for issue in desk.issues([EXAMPLE]).issues]


def test_a_directory_may_name_the_topics_of_the_offices_own_tree(tmp_path: Path) -> None:
    tree, rules = tmp_path / "树.txt", tmp_path / "routing.yaml"
    tree.write_text("# 供水\n词：停水 水管 水压 自来水\n# 公交\n[班次]\n词：公交 班次 等车 站台\n", encoding="utf-8")
    rules.write_text(
        "规则:\n  - 主题: 供水\n    承办: 水务局\n  - 主题: 公交/班次\n    承办: 公交集团\n  - 主题: 交通运输\n    承办: 交通局\n",
        encoding="utf-8",
    )
    with pytest.raises(UserError, match="没有“供水”这个主题"):
        desk.directory(rules)
    directory = desk.directory(rules, topics=tree)
    assert directory is not None
    handlers = {"供水": "水务局", "公交": "公交集团"}
    for one in desk.sort([EXAMPLE], topics=tree, routing=directory):
        assert one.routed is not None
        assert one.routed.diverted or one.routed.handler == handlers[one.verdict.topic]


def test_rows_of_earlier_batches_that_are_no_letters_are_told_too(tmp_path: Path) -> None:
    earlier = tmp_path / "上周.jsonl"
    earlier.write_text('{"内容": "锦绣家园的电梯坏了一个月，请尽快维修。"}\n不是数据\n', encoding="utf-8")
    told = [str(row) for row in desk.issues([EXAMPLE], earlier=[earlier]).unread]
    assert told[1:] == ["上周.jsonl第 2 行：不是一行完整的 JSON。"]


def test_two_matters_at_one_place_are_told_apart_from_the_repeats(tmp_path: Path) -> None:
    source = tmp_path / "来信.csv"
    source.write_text(
        "编号,用户,标题,内容\n"
        "1,甲,锦绣家园小区电梯停运,锦绣家园小区三号楼电梯停运半个月，老人上不了楼。\n"
        "2,乙,锦绣家园小区电梯停运,锦绣家园小区三号楼电梯停运半个月，老人上不了楼！\n"
        "3,丙,锦绣家园小区学位不够,孩子明年上小学，听说学校学位不够，请问怎样报名入学？\n",
        encoding="utf-8",
    )
    found = desk.issues([source])
    assert {one.kind for one in found.repeated} == {"同文多人", "同地异事"}
    lines = desk.issues_summary(found).splitlines()
    assert lines[-2:] == ["重复件：同文多人 1 封。", "同地异事 1 封，不要合并。"]


def test_what_was_learnt_is_told_before_the_figures() -> None:
    score = Score(0.5, 0.5)
    learned = Learned("试验", "", 40, 0, score, score, score, (), 1.01, 0.0, accepted=7)
    lines = desk.learned_summary(learned).splitlines()
    assert ("7 封文秘归好" in lines[1], "五折交叉验证" in lines[2], "本模型" in lines[3]) == (True, True, True)


def test_learning_reports_figures_and_the_model_is_used(tmp_path: Path) -> None:
    source = tmp_path / "已分类.csv"
    matters = {
        "供水": ["水管爆了{}天没有人修，家里停水", "自来水发黄有异味，第{}次反映", "水费比上月多了{}十块，水表不准"],
        "教育": ["孩子上小学划片不合理，离家{}公里", "补习班收费{}千元不退", "学校食堂的饭菜吃坏肚子，{}个学生住院"],
    }
    rows = [f"{label},{text.format(n)}" for label, texts in matters.items() for text in texts for n in range(2, 9)]
    source.write_text("\n".join(["类别,内容", *rows]), encoding="utf-8")
    learned = desk.learn([source], "试验")
    summary = desk.learned_summary(learned)
    assert "42 封已分类来信，2 个类别" in summary
    assert "五折交叉验证" in summary
    done = desk.sort([source], model="试验")
    assert {one.verdict.topic for one in done} == {"供水", "教育"}
