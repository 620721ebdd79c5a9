"""The doctor says what is there, what is missing, and what that means."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk.doctor import diagnose


def by_name(name: str) -> tuple[bool, str]:
    (found,) = [item for item in diagnose() if item.name == name]
    return found.there, found.means


def test_every_line_is_a_sentence_that_says_what_it_means() -> None:
    items = diagnose()
    assert {"文秘", "自带数据", "个人数据目录", "LibreOffice"} <= {item.name for item in items}
    assert all(item.means.endswith("。") for item in items)


def test_the_programs_own_data_is_there() -> None:
    there, means = by_name("自带数据")
    assert there
    assert "15 个" in means


def test_a_missing_libreoffice_is_said_with_what_it_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/nowhere/soffice")
    there, means = by_name("LibreOffice")
    assert not there
    assert ".doc" in means


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("WENMI_HOME", str(blocked / "home"))
    there, means = by_name("个人数据目录")
    assert not there
    assert "WENMI_HOME" in means


def test_fonts_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafting.desk.doctor._installed_fonts", lambda: {"simhei"})
    assert by_name("字体：黑体")[0]
    there, means = by_name("字体：仿宋体")
    assert not there
    assert "仿宋" in means
