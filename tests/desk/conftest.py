"""Fixtures of the desk's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

# Before they are imported: their assertions tell what differed, as those of a test do.
pytest.register_assert_rewrite("tests.desk.drafts", "tests.desk.lists")

from drafting.desk.letters_report import Reported, write_report  # noqa: E402
from tests.desk.lists import COMMON  # noqa: E402
from tests.desk.reporting import FILES, made_letters, reported  # noqa: E402


@pytest.fixture
def common(tmp_path: Path) -> str:
    path = tmp_path / "通知.yaml"
    path.write_text(COMMON, "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def january_report() -> Reported:
    """The report on the letters of January 2026, set against those of the two months before it."""
    return reported(made_letters())


@pytest.fixture(scope="session")
def january_workbook(january_report: Reported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the figures of that report."""
    return write_report(january_report, tmp_path_factory.mktemp("report") / "报告.docx", FILES)[1]
