"""The conventions of the house, as tests."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "drafting"
MODULES = sorted(PACKAGE.rglob("*.py"))
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

    def test_every_room_is_in_the_architecture_page(self) -> None:
        page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
        rooms = {path.parent.name for path in PACKAGE.rglob("__init__.py")} - {PACKAGE.name}
        assert not [room for room in sorted(rooms | FLOORS.keys()) if room not in page]

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
