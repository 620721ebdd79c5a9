"""The wheel, installed elsewhere and run from another folder, does the three jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as an installer lays it down, in a folder of its own: the checkout is not on the path."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    return site


def wenmi(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "WENMI_HOME": str(folder / "home")}
    environment.pop("PYTHONSTARTUP", None)
    code = "import sys, cli; sys.argv[0] = 'wenmi'; cli.main()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_carries_templates_corpus_and_licence_but_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("drafting/_templates/") and name.endswith("fields.yaml") for name in names)
    assert any(name.startswith("drafting/_corpus/topics/") for name in names)
    assert "cli.py" in names
    assert any(name.endswith("LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "evaluation/", "examples/", "benchmarks/"))]


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 40_000_000


def test_the_wheel_runs_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    where = wenmi(unpacked, tmp_path, "kinds")
    assert where.returncode == 0, where.stderr
    assert "通知" in where.stdout
    assert wenmi(unpacked, tmp_path, "new", "通知", "-o", "f.yaml").returncode == 0
    drafted = wenmi(unpacked, tmp_path, "draft", "f.yaml", "-o", "f.docx")
    assert drafted.returncode == 0, drafted.stderr
    checked = wenmi(unpacked, tmp_path, "check", "f.docx")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    (tmp_path / "l.csv").write_text("编号,标题,内容\n1,小区夜间施工,工地夜里一直施工，噪声很大，影响休息\n", encoding="utf-8")
    sorted_letters = wenmi(unpacked, tmp_path, "letters", "sort", "l.csv", "--json")
    assert sorted_letters.returncode == 0, sorted_letters.stderr
    assert '"id": "1"' in sorted_letters.stdout


def test_the_data_comes_from_the_wheel_and_not_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    code = "from drafting.documents.resources import resource; print(resource('templates'), resource('corpus'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(unpacked / "drafting/_templates"), str(unpacked / "drafting/_corpus")]
