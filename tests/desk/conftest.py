"""Fixtures of the desk's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

# Before they are imported: their assertions tell what differed, as those of a test do.
pytest.register_assert_rewrite("tests.desk.drafts", "tests.desk.lists")

from tests.desk.lists import COMMON  # noqa: E402


@pytest.fixture
def common(tmp_path: Path) -> str:
    path = tmp_path / "通知.yaml"
    path.write_text(COMMON, "utf-8")
    return str(path)
