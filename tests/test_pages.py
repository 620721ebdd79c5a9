"""The pages for readers: generated ones are up to date, links lead somewhere, and what they show is what the program does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from drafting.documents.model import Level

ROOT = Path(__file__).resolve().parent.parent


def transcripts(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands shown in the blocks of a page (``$ wenmi …``), each with the lines under it."""
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    parts = [part.splitlines() for block in blocks for part in re.split(r"^\$ wenmi ", block, flags=re.MULTILINE)[1:]]
    return [(command, shown) for command, *shown in parts]


class TestDocuments:
    def test_generated_pages_are_up_to_date(self) -> None:
        done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize(
        "name",
        [
            "README.md",
            "README.zh-CN.md",
            "CONTRIBUTING.md",
            "docs/tutorial.md",
            "docs/architecture.md",
            "docs/checks.md",
            "docs/scale.md",
            "corpus/README.md",
        ],
    )
    def test_links_lead_somewhere(self, name: str) -> None:
        path = ROOT / name
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{name} → {target}"

    @pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/tutorial.md"])
    def test_a_transcript_is_what_the_commands_print(self, name: str, tmp_path: Path) -> None:
        """Every line under a command is a line of its output, in this order; an ellipsis stands for lines left out.

        The commands of a page run one after the other in one folder that holds the examples, as a reader has them.
        """
        shutil.copytree(ROOT / "examples", tmp_path, dirs_exist_ok=True)
        shutil.copytree(ROOT / "examples", tmp_path / "examples")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "WENMI_HOME": str(tmp_path / "home")}
        parts = transcripts(ROOT / name)
        assert parts
        for command, shown in parts:
            done = subprocess.run(
                [sys.executable, "-m", "cli", *shlex.split(command)],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode in (0, 1), done.stderr
            printed = iter(done.stdout.splitlines())
            assert [line for line in shown if line.strip() not in ("", "…") and line not in printed] == [], command

    def test_every_table_of_the_proofreader_is_described(self) -> None:
        folder = ROOT / "corpus/proofing"
        page = (folder / "README.md").read_text(encoding="utf-8")
        assert set(re.findall(r"^\| ([a-z_]+\.tsv)\b", page, re.MULTILINE)) == {path.name for path in folder.glob("*.tsv")}

    def test_the_number_of_checks_is_told_as_it_is(self) -> None:
        from drafting.proofing import CHECKS

        for name in ("README.md", "README.zh-CN.md", "CHANGELOG.md"):
            told = re.findall(r"(\d+) (?:checks|项检查)", (ROOT / name).read_text(encoding="utf-8"))
            assert told, name
            assert set(told) == {str(len(CHECKS))}, name

    def test_the_check_shown_to_contributors_does_what_it_says(self) -> None:
        from drafting.proofing import check, examples, proofread, shapes

        block = re.search(r"```python\n(Check\(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
        assert block
        shown = eval(block[1], {**vars(check), "Level": Level, "pattern": shapes.pattern})
        for example in shown.examples:
            (finding,) = proofread(examples.read(example.bad), (shown,))
            assert (finding.span.paragraph, finding.span.start, finding.span.end) == examples.fault(example.bad)
            assert finding.suggestion == "截至"
        for text in (*(example.good for example in shown.examples), *shown.passes):
            assert not proofread(examples.read(text), (shown,))

    def test_the_makefile_has_the_two_commands_of_the_readme(self) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        for target in ("run", "test"):
            assert f"make {target}" in readme
            assert f"\n{target}:" in makefile

    def test_the_glossary_names_every_role(self) -> None:
        from drafting.documents.model import Role

        page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
        assert not [role.value for role in Role if f"`{role.value}`" not in page]
