"""The commands of 校对, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from tests.documents.making import make_docx

FAULTY = "青山市水利局关于布署防汛工作的通知\n各县（区）水利局：\n现将有关事项通知如下,请认真落实。\n青山市水利局\n2024年5月8日\n"
CLEAN = "青山市水利局关于做好防汛工作的通知\n各县（区）水利局：\n现将有关事项通知如下，请认真落实。\n青山市水利局\n2024年5月8日\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    file = tmp_path / "稿.txt"
    file.write_text(FAULTY, encoding="utf-8")
    return file


def test_the_exit_code_tells_whether_something_must_be_changed(faulty: Path, tmp_path: Path) -> None:
    clean = tmp_path / "好.txt"
    clean.write_text(CLEAN, encoding="utf-8")
    assert run("check", faulty).exit_code == 1
    assert run("check", clean).exit_code == 0
    assert run("check", tmp_path / "没有.txt").exit_code == 2


def test_every_output_is_written_in_one_run(faulty: Path, tmp_path: Path) -> None:
    names = {"--mark": "标注.docx", "--fix": "改.txt", "--html": "页.html", "--docx-report": "单.docx", "--sarif": "果.sarif"}
    done = run("check", faulty, *(word for option, name in names.items() for word in (option, str(tmp_path / name))))
    assert done.exit_code == 1
    for name in names.values():
        assert (tmp_path / name).stat().st_size > 0
        assert str(tmp_path / name) in done.output


def test_a_folder_is_read_whole_and_summed_up(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    done = run("check", tmp_path)
    assert done.exit_code == 2  # one could not be read
    assert "共3个文件" in done.output
    assert "空.txt" in done.output


def test_what_is_ignored_is_counted_and_can_be_brought_back(faulty: Path) -> None:
    (first, *_) = json.loads(run("check", faulty, "--json").output)["files"][0]["findings"]
    assert run("ignore", faulty, first["id"], "--reason", "沿用来文").exit_code == 0
    again = json.loads(run("check", faulty, "--json").output)["files"][0]
    assert first["id"] not in [finding["id"] for finding in again["findings"]]
    assert [one["reason"] for one in again["ignored"]] == ["沿用来文"]
    assert "沿用来文" in run("ignored").output
    assert run("ignored", "--remove", first["id"]).exit_code == 0
    assert json.loads(run("check", faulty, "--json").output)["files"][0]["ignored"] == []


def test_ignoring_wants_a_reason(faulty: Path) -> None:
    done = run("ignore", faulty, "wrong-characters")
    assert done.exit_code == 2
    assert "--reason" in str(done.exception) + done.output


def test_the_example_of_the_settings_is_valid_and_used(faulty: Path, tmp_path: Path) -> None:
    settings = tmp_path / "校对设置.yaml"
    assert run("profile", "new", "-o", settings).exit_code == 0
    assert run("profile", "check", "--profile", settings).exit_code == 0
    settings.write_text("级别:\n  错别字: 不查\n  half-width-punctuation: 请核对\n", encoding="utf-8")
    done = run("check", faulty, "--profile", settings)
    assert done.exit_code == 0
    assert "wrong-characters" not in done.output
    assert "请核对" in done.output


def test_formal_holds_a_page_without_head_to_the_standard(tmp_path: Path) -> None:
    page = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr>'
    speech = tmp_path / "讲话.docx"
    speech.write_bytes(make_docx(f"<w:p><w:r><w:t>在防汛工作会议上的讲话</w:t></w:r></w:p>{page}"))
    plain, formal = (json.loads(run("check", speech, "--json", *more).output)["files"][0]["findings"] for more in ((), ("--formal",)))
    assert not [finding for finding in plain if finding["family"] == "layout"]
    assert {"paper-size", "margins-off"} <= {finding["code"] for finding in formal}
