"""The command line as a user meets it: one sentence and exit code 2, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def test_a_wrong_option_is_told_with_the_help_of_its_command() -> None:
    result = run("draft", "a.yaml", "--rows")
    assert result.exit_code == 2
    assert "wenmi draft --help" in result.output.replace("main", "wenmi")


@pytest.mark.parametrize("command", [("new", "通知"), ("unit", "new")])
def test_a_dash_as_the_output_of_a_text_is_the_screen(command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*command, "-o", "-").output == run(*command).output
    assert not list(tmp_path.iterdir())


def test_kinds_are_listed_in_chinese() -> None:
    assert "plain" not in run("kinds").output


def test_a_batch_that_is_interrupted_says_how_far_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "名单.csv"
    fields = tmp_path / "函.yaml"
    fields.write_text(
        "文种: 商洽函\n发文机关: 清源市水利局\n事由: 商请报送材料\n缘由: 因工作需要。\n商洽事项:\n  - 内容: 请报送材料。\n", "utf-8"
    )
    listed.write_text("主送机关\n" + "".join(f"第{number}水利站\n" for number in range(9)), "utf-8")
    from drafting.desk import batch

    write, written = batch.write_bytes, 0

    def third_time(path: Path, data: bytes) -> None:
        nonlocal written
        written += 1
        if written == 4:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(batch, "write_bytes", third_time)
    result = run("draft", fields, "--rows", listed, "-o", tmp_path / "函")
    assert result.exit_code == 2
    assert "已中止，做到第 3 份" in result.output
    assert len(list((tmp_path / "函").iterdir())) == 3
