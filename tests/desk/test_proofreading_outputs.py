"""The files that 校对 writes: the page, the log, the form; and what the office has decided in each of them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from drafting.desk.proof_outputs import write_html, write_sarif, write_slip
from drafting.desk.proofreading import Checked, as_json, as_table, as_text, check, json_chunks
from drafting.documents.errors import UserError
from drafting.documents.model import Level
from drafting.documents.reading import read
from drafting.proofing.control.profile import Profile

NOW = datetime(2026, 3, 5, 9, 7)
FAULTY = "关于做好防汛工作的通知\n\n请按时布署,抓好落实。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "通知.txt"
    file.write_bytes(FAULTY.encode("gb18030"))
    return file


@pytest.fixture
def checked(draft: Path) -> list[Checked]:
    return check([draft])[0]


def test_the_log_has_the_places_in_a_file_of_any_encoding(checked, tmp_path):
    write_sarif(checked, tmp_path / "结果.sarif")
    (run,) = json.loads((tmp_path / "结果.sarif").read_text("utf-8"))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 4, 6)
    assert FAULTY[region["charOffset"] :].startswith("布署")
    assert run["results"][0]["partialFingerprints"]


def test_the_page_and_the_form_are_written(checked, tmp_path):
    write_html(checked, tmp_path / "页.html", now=NOW)
    assert "2026年3月5日09:07" in (tmp_path / "页.html").read_text("utf-8")
    assert write_slip(checked, str(tmp_path / "单.docx"), now=NOW) == [tmp_path / "单.docx"]
    assert read(tmp_path / "单.docx").paragraphs[0].text == "通知送审校对单"
    assert write_slip(checked * 2, f"{tmp_path}/单子/", now=NOW)[1].name == "通知-校对单（2）.docx"


@pytest.mark.parametrize(("write", "name"), [(write_html, "页.txt"), (write_sarif, "结果.txt"), (write_slip, "单.txt")])
def test_a_wrong_ending_is_refused_before_anything_is_written(write, name, checked, tmp_path):
    with pytest.raises(UserError, match="只能是"):
        write(checked, str(tmp_path / name) if write is write_slip else tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_input_is_not_overwritten_by_the_page(tmp_path):
    file = tmp_path / "页.html"
    file.write_text(FAULTY, "utf-8")
    (one,), _ = check([Path("-")], standard_input=FAULTY.encode())
    with pytest.raises(UserError, match="不能覆盖原件"):
        write_html([Checked(str(file), one.document, one.findings, one.content)], file)
    assert file.read_text("utf-8") == FAULTY


def test_standard_input_has_every_output(tmp_path):
    checked, _ = check([Path("-")], standard_input=FAULTY.encode())
    write_html(checked, tmp_path / "页.html")
    write_sarif(checked, tmp_path / "结果.sarif")
    assert write_slip(checked, f"{tmp_path}/")[0].name == "标准输入-校对单.docx"
    assert json.loads("".join(json_chunks(checked)))["files"][0]["file"] == "-"


def test_what_was_ignored_is_told_apart_in_every_output(draft, checked, tmp_path):
    profile = Profile(ignored={checked[0].ids[0]: "本地地名。"})
    (one,), _ = check([draft], profile=profile)
    assert len(one.findings) == len(checked[0].findings) - 1
    assert "另有1处已经由人决定不改" in as_text(one)
    entry = json.loads(json.dumps(as_json(one)))
    assert [left["reason"] for left in entry["ignored"]] == ["本地地名。"]
    write_html([one], tmp_path / "页.html")
    assert "不改的理由：本地地名。" in (tmp_path / "页.html").read_text("utf-8")
    write_sarif([one], tmp_path / "结果.sarif")
    assert "本地地名。" in (tmp_path / "结果.sarif").read_text("utf-8")
    assert "本地地名。" in {item.text for item in read(write_slip([one], str(tmp_path / "单.docx"))[0]).paragraphs}


def test_what_the_office_has_switched_off_is_said_not_to_have_been_checked(draft):
    (one,), _ = check([draft], profile=Profile(levels={"punctuation": None, "wrong-characters": Level.HINT}))
    assert not one.partial
    assert one.fit_to_sign
    assert {finding.family for finding in one.findings} == {"wrong-characters"}
    assert "这次整类没有查：标点符号。" in as_text(one)


def test_a_profile_that_is_not_there_is_an_error(draft, tmp_path):
    with pytest.raises(UserError, match="找不到"):
        check([draft], profile=tmp_path / "没有.yaml")


def test_several_files_end_in_a_table(checked):
    error = UserError("文件不是有效的 Word 文档", "坏.docx")
    assert as_table(checked, [error]).split("\n")[-1] == "共2个文件：1个不宜送签，1个没有读成。"
    whole = json.loads("".join(json_chunks(checked, [error])))
    assert whole["unread"] == [{"file": "坏.docx", "reason": "文件不是有效的 Word 文档。"}]


@pytest.mark.shared_data
def test_genuine_documents_have_every_output(shared_data, tmp_path):
    files = sorted((shared_data / "documents").glob("*.txt"))[:200:14]
    checked, errors = check(files)
    assert errors == []
    told = json.loads("".join(json_chunks(checked)))["files"]
    for one, entry in zip(checked, told, strict=True):
        assert [f["text"][f["start"] : f["end"]] for f in entry["findings"]] == [
            one.document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end] for f in one.findings
        ]
    write_html(checked, tmp_path / "页.html")
    page = (tmp_path / "页.html").read_text("utf-8")
    assert page.count(' class="note ') == sum(len(one.findings) for one in checked)
    write_sarif(checked, tmp_path / "结果.sarif")
    results = json.loads((tmp_path / "结果.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert len(results) == sum(len(one.findings) for one in checked)
    assert all("region" in result["locations"][0]["physicalLocation"] for result in results)
    assert len(write_slip(checked, f"{tmp_path}/单/")) == len(files)
