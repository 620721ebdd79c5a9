"""The office's decisions on proofreading, as the commands make and show them."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from drafting.desk import proof_control as desk
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.reading import read
from drafting.documents.resources import home
from drafting.proofing import proofread

TEXT = "关于做好工作的通知\n各区人民政府：\n请各单位按时布署,抓好落实。\n要建立台帐,层层压实责任。\n"
NOW = datetime(2026, 3, 5, 9, 30)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def checked(file, named=None):
    profile = desk.find_profile(named)
    document = read(file)
    return desk.identified(document, proofread(document, profile=profile), profile)


def test_without_a_profile_nothing_is_decided_and_the_user_is_told_how_to_begin():
    assert desk.profile_path() is None
    assert desk.profile_notes(desk.find_profile()) == ()
    assert "wenmi profile new -o" in desk.profile_text()
    assert desk.ignored_text() == "没有忽略过问题。"


def test_a_profile_in_the_users_folder_is_in_force_and_says_so(file):
    desk.new_profile(home() / desk.PROFILE_FILE)
    path = home() / desk.PROFILE_FILE
    path.write_text("级别:\n  标点符号: 不查\n  错别字: 请核对\n名册:\n  - 姓名: 周明川\n    职务: 市长\n正式公文: 是\n", encoding="utf-8")
    profile = desk.find_profile()
    assert desk.profile_notes(profile) == (f"按校对设置查：{path}；不查：标点符号。",)
    assert {known.finding.family for known in checked(file)} == {"wrong-characters", "wording"} | {
        known.finding.family for known in checked(file) if known.finding.family not in ("punctuation",)
    }
    text = desk.profile_text()
    assert "级别：错别字 请核对" in text
    assert "名册：1 条" in text
    assert "正式公文：是" in text


def test_a_new_profile_never_replaces_a_file(tmp_path):
    path = tmp_path / "设置.yaml"
    assert desk.new_profile(path) == path.read_text(encoding="utf-8") == desk.new_profile()
    with pytest.raises(UserError, match="没有覆盖"):
        desk.new_profile(path)


def test_a_named_profile_with_faults_tells_them_all(tmp_path):
    path = tmp_path / "设置.yaml"
    path.write_text("级别:\n  甲乙丙: 不查\n正式公文: 对\n", encoding="utf-8")
    with pytest.raises(ManyErrors) as refused:
        desk.profile_text(path)
    assert len(refused.value.errors) == 2
    with pytest.raises(UserError, match="找不到这份校对设置"):
        desk.find_profile(tmp_path / "没有.yaml")


def test_an_ignored_finding_is_counted_not_hidden_and_comes_back(file):
    first = next(known for known in checked(file) if known.finding.code == "wrong-characters")
    told = desk.ignore(file, [first.id], "原文如此", now=NOW)
    assert "已忽略 1 处" in told
    assert first.id in told
    again = next(known for known in checked(file) if known.id == first.id)
    assert again.reason == "原文如此"
    assert len(checked(file)) == len(checked(file))
    assert [known.id for known in checked(file) if known.reason is not None] == [first.id]
    listed = desk.ignored_text()
    assert "“布署”" in listed
    assert "原文如此（2026-03-05 09:30，通知.txt）" in listed
    assert "已恢复 1 处" in desk.unignore([first.id[:4]])
    assert all(known.reason is None for known in checked(file))


def test_the_list_of_what_was_ignored_keeps_no_phone_number(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("关于做好工作的通知\n各区人民政府：\n请于3月1日前报名,联系电话13800001234。\n", encoding="utf-8")
    codes = {known.finding.code for known in checked(path)}
    desk.ignore(path, sorted(codes & {"mobile-number", "half-width-punctuation"}), "对外公布的电话", now=NOW)
    kept = desk.ledger_path().read_text(encoding="utf-8")
    assert "对外公布的电话" in kept
    assert "13800001234" not in kept


def test_a_code_ignores_all_of_that_check_in_the_file(file):
    assert "已忽略 2 处" in desk.ignore(file, ["half-width-punctuation"], "引用网页")
    left = [known for known in checked(file) if known.reason is not None]
    assert {known.finding.code for known in left} == {"half-width-punctuation"}
    assert "忽略：2 处" in desk.profile_text()


def test_what_was_ignored_holds_for_the_word_file_of_the_same_text(file, tmp_path):
    from drafting.documents.marks.plain import plain_docx

    desk.ignore(file, ["wrong-characters"], "原文如此")
    word = tmp_path / "另一个名字.docx"
    word.write_bytes(plain_docx(read(file))[0])
    assert [known.reason for known in checked(word) if known.finding.code == "wrong-characters"] == ["原文如此"]


def test_a_named_profile_has_its_ledger_beside_it(file, tmp_path):
    path = tmp_path / "处室" / "设置.yaml"
    desk.new_profile(path)
    desk.ignore(file, ["wrong-characters"], "原文如此", profile=path)
    assert (tmp_path / "处室" / desk.LEDGER_FILE).is_file()
    assert not desk.find_profile().ignored
    assert desk.find_profile(path).ignored


@pytest.mark.parametrize(
    ("ids", "reason", "said"),
    [
        (["wrong-characters"], " ", "没有写忽略的理由"),
        (["wrong-characters"], "长" * 201, "超过 200 字"),
        ([], "理由", "没有写要忽略哪些问题"),
        (["12345678", "wrong-characters"], "理由", "没有这些编号：12345678"),
        (["missing-number"], "理由", "没有这些检查的问题：missing-number"),
    ],
)
def test_what_cannot_be_ignored_is_refused_and_nothing_is_written(file, ids, reason, said):
    with pytest.raises(UserError) as refused:
        desk.ignore(file, ids, reason)
    assert said in str(refused.value)
    assert not desk.ledger_path().exists()


def test_a_finding_that_only_shows_alone_can_be_ignored_by_its_id(file):
    from drafting.proofing import select

    file.write_text("关于做好工作的通知\n各区人民政府:\n请抓好落实。\n", encoding="utf-8")
    document = read(file)
    alone = desk.identified(document, proofread(document, select(only=["half-width-punctuation"])), desk.find_profile())
    assert alone[0].id not in {known.id for known in checked(file)}
    assert "已忽略 1 处" in desk.ignore(file, [alone[0].id], "原文如此")


def test_a_damaged_ledger_stops_the_run_with_one_sentence_and_stays(file):
    path = desk.ledger_path()
    path.parent.mkdir(parents=True)
    path.write_text("- 手写的一行\n", encoding="utf-8")
    for attempt in (
        desk.find_profile,
        desk.ignored_text,
        lambda: desk.unignore(["12345678"]),
        lambda: desk.ignore(file, ["style"], "理由"),
    ):
        with pytest.raises(UserError, match="第 1 行"):
            attempt()
    assert path.read_text(encoding="utf-8") == "- 手写的一行\n"


def test_standard_input_and_a_missing_file_are_refused(tmp_path):
    from pathlib import Path

    with pytest.raises(UserError, match="标准输入"):
        desk.ignore(Path("-"), ["wrong-characters"], "理由")
    with pytest.raises(UserError):
        desk.ignore(tmp_path / "没有.docx", ["wrong-characters"], "理由")


def test_the_ledger_can_be_read_line_by_line(file):
    desk.ignore(file, ["wrong-characters"], "原文\n如此", now=NOW)
    lines = [line for line in desk.ledger_path().read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [json.loads(line[2:])["理由"] for line in lines] == ["原文 如此"]
