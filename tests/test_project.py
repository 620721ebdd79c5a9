"""The conventions of the house, as tests."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cli
from drafting.documents.model import Level

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "drafting"
MODULES = sorted(PACKAGE.rglob("*.py"))
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

TESTS = sorted((ROOT / "tests").rglob("*.py"))
CLOCKS = {f"{name}{unit}" for name in ("process_time", "perf_counter", "monotonic", "thread_time", "time.time") for unit in ("", "_ns")}
CLOCKS |= {"timeit", "default_timer"}
_PYTEST = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
COLLECTED = {name: tuple(_PYTEST[name]) for name in ("python_functions", "python_classes")}
"""How the names begin of the functions and classes that pytest collects."""

FLOORS = {
    "documents": 0,
    "composing": 1,
    "proofing": 1,
    "letters": 1,
    "desk": 2,
    "terminal": 3,
    "commands": 4,
    "cli": 5,
}
"""A room imports only from rooms on lower floors, and from itself."""


def room_of(module: str) -> str | None:
    """Return the room of a dotted module name of this project, None for the rest of the world."""
    parts = module.split(".")
    if parts[0] == "cli":
        return "cli"
    if parts[0] != "drafting":
        return None
    return parts[1] if len(parts) > 1 else "drafting"


def imports(path: Path) -> list[tuple[str, bool]]:
    """Return (module, at top level) for every import in a file; imports for type checking only are left out."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, top: bool) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.extend((alias.name, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "drafting":
                found.extend((f"drafting.{alias.name}", top) for alias in node.names)
            else:
                found.append((node.module, top))
        inner = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.iter_child_nodes(node):
            visit(child, inner)

    visit(ast.parse(path.read_text(encoding="utf-8")), True)
    return found


def commands(group: click.Group, prefix: str = "wenmi") -> list[tuple[str, click.Command]]:
    """Return every command with its full name, groups too."""
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((f"{prefix} {name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{prefix} {name}")
    return found


class TestWalls:
    @pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
    def test_imports_only_point_down_and_siblings_do_not_meet(self, path: Path) -> None:
        room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) or ""
        for module, _ in imports(path):
            other = room_of(module)
            if other is None or other == room or room == "__init__":
                continue
            assert FLOORS[other] < FLOORS[room], f"{path.name} in {room}/ imports {module}"

    def test_every_room_is_on_a_floor(self) -> None:
        rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
        assert rooms <= FLOORS.keys()

    @pytest.mark.parametrize("path", [p for p in MODULES if "documents" not in p.parts], ids=lambda p: str(p.relative_to(ROOT)))
    def test_wordprocessingml_stays_on_the_ground_floor(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert "wordprocessingml" not in text
        assert not {name for name, _ in imports(path)} & {"docx", "lxml", "lxml.etree"}

    @pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
    def test_only_one_module_knows_the_segmenters(self, path: Path) -> None:
        if path.name != "words.py":
            assert not {name.split(".")[0] for name, _ in imports(path)} & {"jieba", "rjieba"}

    def test_the_command_line_calls_only_the_desk(self) -> None:
        allowed = re.compile(r"drafting\.(desk|terminal|commands)(\.|$)|drafting\.documents\.errors$")
        for path in (ROOT / "cli.py", *(PACKAGE / "commands").glob("*.py")):
            assert not [module for module, _ in imports(path) if room_of(module) and not allowed.match(module)]


class TestModules:
    @pytest.mark.parametrize("path", [*MODULES, ROOT / "cli.py"], ids=lambda p: str(p.relative_to(ROOT)))
    def test_a_module_reads_in_one_sitting(self, path: Path) -> None:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

    @pytest.mark.parametrize("path", [*MODULES, ROOT / "cli.py"], ids=lambda p: str(p.relative_to(ROOT)))
    def test_a_sentence_for_users_ends_with_a_full_stop(self, path: Path) -> None:
        """``UserError`` adds the full stop itself, so that no part of it ends in one twice or in another mark."""
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "UserError":
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                assert not [t for t in texts if t.endswith(("！", "，", "；", ".", "!", ","))], f"{path.name}:{node.lineno}"


def names_in(tree: ast.AST) -> set[str]:
    """Return every name that is read, written or imported somewhere in a syntax tree, attributes too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
            if isinstance(node.value, ast.Name):
                found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def uncollected(tree: ast.Module) -> list[str]:
    """Return the functions of a test module that look like tests and that pytest passes by.

    A helper is named by those who call it; nobody names a test. So a function that nothing in its module names, or that is handed examples,
    is a test, and so are the methods of a class that holds tests.
    """
    named = names_in(tree)
    found: list[str] = []
    holders: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for holder in holders:
        functions = [node for node in holder.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        collected = [node for node in functions if node.name.startswith(COLLECTED["python_functions"])]
        if isinstance(holder, ast.ClassDef) and not holder.name.startswith(COLLECTED["python_classes"]):
            found += [f"{holder.name}.{node.name}" for node in collected]
            continue
        for node in functions:
            said = " ".join(map(ast.unparse, node.decorator_list))
            is_other = node.name.startswith(("__", "pytest_")) or re.search(r"\bfixture\b|\bcomposite\b", said)
            if node not in collected and not is_other and (node.name not in named or re.search(r"\bparametrize\b|\bgiven\b", said)):
                found.append(node.name)
    return found


class TestTests:
    @pytest.mark.parametrize("path", TESTS, ids=lambda p: str(p.relative_to(ROOT)))
    def test_no_test_reads_a_clock(self, path: Path) -> None:
        """How long something takes is measured in ``benchmarks/``, against something else in the same run; a busy machine fails no test."""
        assert not names_in(ast.parse(path.read_text(encoding="utf-8"))) & CLOCKS

    @pytest.mark.parametrize("path", TESTS, ids=lambda p: str(p.relative_to(ROOT)))
    def test_every_function_that_looks_like_a_test_is_collected(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name.startswith("test_"):
            assert not uncollected(tree)
        else:
            named = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
            assert not [name for name in named if name.startswith(COLLECTED["python_functions"])], (
                "no test is collected from a helper module"
            )

    @pytest.mark.parametrize(
        ("text", "passed_by"),
        [
            ("def its_figures_add_up(): ...", []),
            ("def reads_a_file(): ...", ["reads_a_file"]),
            ("def _reads_a_file(): ...", ["_reads_a_file"]),
            ("@pytest.mark.parametrize('n', [1])\ndef told(n): ...\ntold(2)", ["told"]),
            ("def told(text): ...\ndef test_it(): told('')", []),
            ("@pytest.fixture(autouse=True)\ndef home(): ...\n@st.composite\ndef drafts(draw): ...", []),
            ("class DescribeIt:\n    def reads(self): ...\n    def it_reads(self): ...", ["reads"]),
            ("class WhenItReads:\n    def it_reads(self): ...", ["WhenItReads.it_reads"]),
            ("class Page(HTMLParser):\n    def handle_data(self, data): ...", []),
        ],
    )
    def test_a_test_under_another_name_is_seen(self, text: str, passed_by: list[str]) -> None:
        assert uncollected(ast.parse(text)) == passed_by

    @pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("test_*.py")), ids=lambda p: p.name)
    def test_every_benchmark_takes_the_fixture_without_which_it_is_left_out(self, path: Path) -> None:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert "benchmark" in {argument.arg for argument in node.args.args}, node.name


def transcripts(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands shown in the blocks of a page (``$ wenmi …``), each with the lines under it."""
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    parts = [part.splitlines() for block in blocks for part in re.split(r"^\$ wenmi ", block, flags=re.MULTILINE)[1:]]
    return [(command, shown) for command, *shown in parts]


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

    def test_every_room_is_in_the_architecture_page(self) -> None:
        page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
        rooms = {path.parent.name for path in PACKAGE.rglob("__init__.py")} - {PACKAGE.name}
        assert not [room for room in sorted(rooms | FLOORS.keys()) if room not in page]

    def test_the_glossary_names_every_role(self) -> None:
        from drafting.documents.model import Role

        page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
        assert not [role.value for role in Role if f"`{role.value}`" not in page]


class TestPrivacy:
    def test_the_project_names_no_machine_and_no_registry(self) -> None:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
        if not listed:
            pytest.skip("not a git checkout")
        for name in listed:
            path = ROOT / name
            if (
                path.suffix in {".py", ".md", ".toml", ".yaml", ".txt", ".tsv", ".j2", ""}
                and path.is_file()
                and name != "tests/test_project.py"
            ):
                text = path.read_text(encoding="utf-8", errors="replace")
                assert "/work/" not in text, name
                assert "pypi.org" not in text, name
