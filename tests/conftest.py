"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No deadlines: a slow machine is no fault of the code. In CI the same examples every time: a red run can be repeated.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the user made out of the tests, and what the tests make out of the user's folder."""
    monkeypatch.setenv("WENMI_HOME", str(tmp_path / "wenmi-home"))
    monkeypatch.delenv("WENMI_UNIT", raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data beside the checkout; skips visibly where it is not there."""
    folder = Path(os.environ.get("WENMI_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no development data at {folder}")
    return folder


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """LibreOffice's program; skips visibly where it is not installed."""
    from drafting.documents.conversion import office

    program = office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program
