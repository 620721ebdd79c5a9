"""The profile of the office at the desk: where it is found, and where its deviations are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk import drafting, proofreading
from drafting.desk import unit as desk
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.model import Level
from drafting.documents.reading import read
from drafting.documents.resources import home

FIELDS = "文种: 通知\n主送机关: 各县（区）水利局\n事由: 做好防汛工作\n目的: 为做好防汛工作\n通知事项: |\n  {}\n成文日期: 2026年3月5日\n"
LONG = "各县（区）水利局要在2026年4月10日前完成辖区内水库、堤防和水闸的自查，登记造册，明确责任单位、责任人和整改时限，并报送市水利局备案。"
DEVIATION = "单位档案改动了标准规定的值：天头（上白边）30毫米（GB/T 9704—2012 5.2.1 规定37毫米）。"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "unit.yaml"
    path.write_text("单位名称: 清源市水利局\n版面:\n  天头: 30\n  正文字号: 15\n  标题字体: 黑体\n字体:\n  仿宋: 文星书体\n", "utf-8")
    return path


def fields(tmp_path: Path) -> Path:
    path = tmp_path / "通知.yaml"
    path.write_text(FIELDS.format(LONG), "utf-8")
    return path


class TestFinding:
    def test_without_a_profile_there_is_none(self) -> None:
        assert desk.find_unit() is None
        assert desk.unit_notes() == ()
        assert "没有单位档案" in desk.unit_text()

    def test_the_named_one_goes_before_the_variable_and_that_before_the_users_own(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paths = [home() / "unit.yaml", tmp_path / "variable.yaml", tmp_path / "named.yaml"]
        home().mkdir(parents=True)
        found = []
        for name, path in zip("甲乙丙", paths, strict=True):
            path.write_text(f"单位名称: {name}局\n", "utf-8")
            if name == "乙":
                monkeypatch.setenv("WENMI_UNIT", str(path))
            unit = desk.find_unit(path if name == "丙" else None)
            found.append(unit.names if unit else ())
        assert found == [("甲局",), ("乙局",), ("丙局",)]
        monkeypatch.setenv("WENMI_UNIT", "")
        assert desk.find_unit() is None

    @pytest.mark.parametrize("there", [False, True])
    def test_one_that_is_not_there_is_told(self, tmp_path: Path, there: bool) -> None:
        path = tmp_path / "a.yaml"
        if there:
            path.mkdir()
        with pytest.raises(UserError, match="单位档案"):
            desk.find_unit(path)


class TestNew:
    def test_the_example_is_written_once(self, tmp_path: Path) -> None:
        path = tmp_path / "新" / "unit.yaml"
        text = desk.new_unit(path)
        assert path.read_text("utf-8") == text == desk.new_unit()
        assert "版面与标准相同" in desk.unit_text(path)
        with pytest.raises(UserError, match="没有覆盖"):
            desk.new_unit(path)


class TestText:
    def test_it_says_what_is_in_force_and_what_is_changed(self, profile: Path) -> None:
        text = desk.unit_text(profile)
        assert "单位名称：清源市水利局" in text
        assert "正文字号：本单位用小三（15磅）" in text
        assert DEVIATION in text

    def test_a_kind_that_there_is_not_is_told_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "unit.yaml"
        path.write_text("机关代字:\n  通支: 清水发\n  其他: 清水\n", "utf-8")
        with pytest.raises(ManyErrors, match="第 2 行：没有“通支”这个文种。可能是“通知”"):
            desk.unit_text(path)


class TestDrafting:
    def test_the_profile_fills_in_and_sets_the_page_and_says_so(self, tmp_path: Path, profile: Path) -> None:
        drafted = drafting.draft(fields(tmp_path), unit=profile)
        assert drafted.filled == (("发文机关", "清源市水利局"),)
        assert drafted.notes[-2:] == ("按单位档案补上了：发文机关（清源市水利局）。", DEVIATION)
        document = read(drafted.files[0])
        assert document.page.top is not None
        assert round(document.page.top * 25.4 / 72) == 30

    def test_faults_of_the_profile_stop_the_drafting(self, tmp_path: Path, profile: Path) -> None:
        profile.write_text("天头: 30\n标志: 甲\n", "utf-8")
        with pytest.raises(ManyErrors) as told:
            drafting.draft(fields(tmp_path), tmp_path / "a.docx", unit=profile)
        assert len(told.value.errors) == 2
        assert not (tmp_path / "a.docx").exists()


class TestChecking:
    """A document made with the profile, checked with it and without."""

    @pytest.fixture
    def document(self, tmp_path: Path, profile: Path) -> Path:
        return drafting.draft(fields(tmp_path), unit=profile).files[0]

    def findings(self, document: Path, unit: Path | None) -> dict[str, tuple[Level, str]]:
        (checked,), _ = proofreading.check([document], only=["layout"], unit=unit)
        return {finding.code: (finding.level, finding.message) for finding in checked.findings}

    def test_without_it_every_change_is_a_finding(self, document: Path) -> None:
        assert self.findings(document, None).keys() == {
            "margins-off", "body-font", "body-size", "title-font", "head-face", "imprint-face",
        }  # fmt: skip

    def test_with_it_only_what_the_standard_fixes_is_and_says_whose_it_is(self, document: Path, profile: Path) -> None:
        level, message = self.findings(document, profile)["margins-off"]
        assert self.findings(document, profile).keys() == {"margins-off"}
        assert level is Level.ERROR
        assert message == "页边距不合规定：天头（上白边）30毫米，应为37毫米（单位档案定为30毫米）。"
        assert desk.unit_notes(profile) == (DEVIATION,)

    def test_a_document_by_the_standard_is_told_what_the_profile_has_where_the_standard_leaves_it_free(
        self, tmp_path: Path, profile: Path
    ) -> None:
        text = FIELDS.format(LONG) + "发文机关: 清源市水利局\n"
        (tmp_path / "b.yaml").write_text(text, "utf-8")
        found = self.findings(drafting.draft(tmp_path / "b.yaml").files[0], profile)
        assert found == {
            "body-size": (Level.HINT, "正文是16磅，单位档案定为小三（15磅）（共2段）。"),
            "title-font": (Level.HINT, "标题是方正小标宋简体，单位档案定为黑体（共1段）。"),
        }
