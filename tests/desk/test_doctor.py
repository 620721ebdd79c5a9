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


def test_fonts_that_are_missing_are_named_with_what_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafting.desk.doctor.installed_fonts", lambda: {"simhei", "仿宋"})
    assert by_name("字体：黑体")[0]  # SimHei is its name in an English system
    assert by_name("字体：小标宋体") == (False, "没有 方正小标宋简体（红头、标题）。")
    assert by_name("字体：仿宋体") == (False, "没有 仿宋_GB2312（正文）；有同类的 仿宋，写进单位档案的“字体”就用它。")
    assert not by_name("字体：西文")[0]
    assert "不影响生成" in by_name("公文字体")[1]


def test_with_all_fonts_there_is_nothing_to_say_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "SimHei", "SimSun", "Times New Roman")
    monkeypatch.setattr("drafting.desk.doctor.installed_fonts", lambda: {name.casefold() for name in names})
    assert all(item.there for item in diagnose() if item.name.startswith("字体"))
    assert "公文字体" not in {item.name for item in diagnose()}


def test_the_profile_in_force_is_said_and_its_fonts_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "本单位.yaml"
    path.write_text("版面:\n  天头: 30\n字体:\n  小标宋: 华文中宋\n", "utf-8")
    monkeypatch.setenv("WENMI_UNIT", str(path))
    monkeypatch.setattr("drafting.desk.doctor.installed_fonts", lambda: {"stzhongsong"})
    there, means = by_name("单位档案")
    assert there
    assert str(path) in means
    assert "2 处（其中 1 处是标准规定的" in means
    assert by_name("字体：小标宋体") == (True, "华文中宋（红头、标题）。")


def test_without_a_profile_it_is_said_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMI_UNIT", raising=False)
    monkeypatch.setenv("WENMI_HOME", str(tmp_path))
    there, means = by_name("单位档案")
    assert not there
    assert f"wenmi unit new -o {tmp_path / 'unit.yaml'}" in means


def test_a_profile_with_faults_is_said_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "unit.yaml"
    path.write_text("单位名成: 甲\n版面:\n  天头: 高\n", "utf-8")
    monkeypatch.setenv("WENMI_UNIT", str(path))
    there, means = by_name("单位档案")
    assert not there
    assert "共 2 处有错" in means
    assert means.endswith("。")
    assert by_name("文秘")[0]


def test_the_settings_of_proofreading_are_said_whether_there_usable_or_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_HOME", str(tmp_path))
    path = tmp_path / "校对设置.yaml"
    there, means = by_name("校对设置")
    assert not there
    assert f"wenmi profile new -o {path}" in means
    path.write_text("级别:\n  web-link: 不查\n", "utf-8")
    there, means = by_name("校对设置")
    assert there
    assert str(path) in means
    path.write_text("级别:\n  没有这一项: 不查\n", "utf-8")
    there, means = by_name("校对设置")
    assert not there
    assert "校对会停下来" in means
    assert means.endswith("。")
