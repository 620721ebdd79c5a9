"""The command line: it starts without what it does not need, speaks Chinese, and tells a wrong call in one sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "jieba",
    "pypinyin",
    "rjieba",
    "sklearn",
    "scipy",
    "numpy",
    "docx",
    "lxml",
    "jinja2",
    "ruamel",
    "opencc",
    "xlsxwriter",
    "python_calamine",
    "rich",
}


def commands(group: click.Group, prefix: str = "wenmi") -> list[tuple[str, click.Command]]:
    """Return every command with its full name, groups too."""
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((f"{prefix} {name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{prefix} {name}")
    return found


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


class TestStartUp:
    def test_help_imports_nothing_heavy(self) -> None:
        code = (
            "import sys, cli\n"
            "try:\n    cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
            f"print('loaded:', sorted({HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}))"
        )
        assert "loaded: []" in run_python(code)

    @pytest.mark.parametrize(
        "module", ["drafting.desk.drafting", "drafting.desk.proofreading", "drafting.desk.letters", "drafting.proofing"]
    )
    def test_a_desk_is_cheap_to_open(self, module: str) -> None:
        code = f"import sys, {module}; print(sorted({{'jieba', 'sklearn', 'scipy', 'docx'}} & {{n.split('.')[0] for n in sys.modules}}))"
        assert run_python(code).strip() == "[]"


class TestCommands:
    @pytest.mark.parametrize(("name", "command"), commands(cli.main), ids=lambda v: v if isinstance(v, str) else "")
    def test_every_command_has_chinese_help_that_is_a_sentence(self, name: str, command: click.Command) -> None:
        assert command.help
        assert re.search(r"[\u4e00-\u9fff]", command.help)
        assert command.help.endswith("。")
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts[0]}"
                assert parameter.help.endswith("。"), f"{name} {parameter.opts[0]}"

    @pytest.mark.parametrize(("name", "command"), [("wenmi", cli.main), *commands(cli.main)], ids=lambda v: v if isinstance(v, str) else "")
    def test_help_shows_no_english_frame(self, name: str, command: click.Command) -> None:
        shown = CliRunner().invoke(cli.main, [*name.split()[1:], "--help"]).output
        assert "用法：" in shown
        assert not [word for word in ("Usage", "Options", "Commands", "Show this", "[OPTIONS]", "required]") if word in shown], shown

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [
            (["chek"], "check"),
            (["check"], "缺少"),
            (["check", "--jsn", "x"], "--json"),
            (["draft"], "缺少"),
            (["kinds", "more"], "多出"),
            (["letters", "srt"], "sort"),
            (["new", "没有这个文种"], "文种"),
            (["check", "missing.docx"], "missing.docx"),
            (["check", "README.md", "--only", ",,"], "--only"),
            (["check", "missing.docx", "another.docx"], "another.docx"),
            (["letters", "sort", "x.csv", "--column", "内容"], "--column"),
        ],
    )
    def test_a_wrong_command_line_gets_one_chinese_sentence_and_exit_code_2(self, arguments: list[str], part: str) -> None:
        done = subprocess.run([sys.executable, "cli.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert part in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.strip().endswith("。")

    def test_debug_shows_the_traceback(self) -> None:
        done = subprocess.run(
            [sys.executable, "cli.py", "check", "missing.docx", "--debug"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert "Traceback" in done.stderr
