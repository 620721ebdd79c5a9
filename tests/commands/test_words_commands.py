"""The commands of 认可用词, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.commands.words import words_group


def run(*arguments: str | Path, standard_input: bytes | None = None) -> Result:
    return CliRunner().invoke(words_group, [str(argument) for argument in arguments], input=standard_input)


def test_words_are_added_listed_and_taken_back() -> None:
    assert "没有认可用词" in run("list").stdout
    added = run("add", "台帐系统", "一窗通", "--note", "系统名称")
    assert (added.exit_code, added.stderr) == (0, "")
    assert "已认可 2 个词" in added.stdout
    assert "  台帐系统（系统名称）" in run("list").stdout
    words = json.loads(run("list", "--json").stdout)["words"]
    assert [(one["word"], one["note"]) for one in words] == [("台帐系统", "系统名称"), ("一窗通", "系统名称")]
    assert "已取消 1 个" in run("remove", "一窗通").stdout
    assert [one["word"] for one in json.loads(run("list", "--json").stdout)["words"]] == ["台帐系统"]


def test_a_list_is_added_and_its_bad_lines_are_told(tmp_path: Path) -> None:
    file = tmp_path / "词表.txt"
    file.write_text("台帐系统\n账\n", encoding="utf-8")
    done = run("add", "--from", file)
    assert done.exit_code == 2
    assert "已认可 1 个词" in done.stdout
    assert "第 2 行“账”" in done.stderr
    piped = run("add", "--from", "-", standard_input="一窗通\n".encode())
    assert piped.exit_code == 0
    assert "一窗通" in run("list").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add",), "没有写要认可哪些词"),
        (("add", "账"), "只有一个字"),
        (("add", "--from", "没有.txt"), "找不到这个文件"),
        (("remove", "台帐系统"), "认可用词里没有“台帐系统”"),
        (("remove",), "命令缺少"),
        (("ad", "词"), "没有“ad”这个命令"),
    ],
)
def test_a_wrong_command_is_told_in_a_sentence(arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("。\n")


def test_the_help_is_chinese() -> None:
    page = run("--help").stdout
    assert page.startswith("用法：")
    for name in ("add", "list", "remove"):
        assert name in page
        assert "用法：" in run(name, "--help").stdout
