"""The office's own accepted words: one list, in force with those of 校对设置, written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.desk import own_words as desk
from drafting.desk import proof_control
from drafting.desk.proofreading import check
from drafting.documents.errors import UserError
from drafting.documents.resources import home
from drafting.proofing.control import word_list
from drafting.proofing.control.locking import only_writer
from drafting.proofing.control.profile import NO_PROFILE, Profile, Term


@pytest.fixture
def profile():
    """A 校对设置 in force, with a word of its own and one that it calls wrong."""
    path = home() / proof_control.PROFILE_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("认可用词:\n  - 一窗通办\n自定用语:\n  - 误写: 一网通管\n    正写: 一网统管\n", encoding="utf-8")
    return path


def listed():
    return {one.word: one.note for one in desk.own_words()}


def test_where_nothing_was_accepted_nothing_is_in_force():
    assert desk.own_words() == ()
    assert "wenmi words add" in desk.own_words_text()
    assert desk.with_own_words(NO_PROFILE) is NO_PROFILE


def test_what_is_added_is_listed_with_its_reason_and_kept_in_one_file():
    added = desk.add_words(["台帐系统", "一窗通"], " 系统注册的 名称 ")
    assert (added.new, added.changed, added.known) == (("台帐系统", "一窗通"), (), ())
    assert str(desk.words_path()) in added.text
    assert listed() == {"台帐系统": "系统注册的 名称", "一窗通": "系统注册的 名称"}
    assert "  台帐系统（系统注册的 名称）" in desk.own_words_text()
    assert desk.own_words_json()[0] == {
        "word": "台帐系统",
        "note": "系统注册的 名称",
        "file": str(home() / "认可用词.tsv"),
        "in_force": True,
    }


def test_the_file_is_in_the_order_of_a_dictionary_and_keeps_what_a_person_wrote_above():
    desk.add_words(["张家屯", "阿坝", "皤滩"])
    path = desk.words_path()
    path.write_text("# 张处长定的\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    desk.add_words(["波光"])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# 张处长定的"
    assert [line for line in lines if not line.startswith("#")] == ["阿坝", "波光", "张家屯", "皤滩"]  # the rarest characters last


def test_a_word_added_again_keeps_its_reason_unless_there_is_a_new_one():
    desk.add_words(["台帐系统"], "名称")
    again = desk.add_words(["台帐系统"])
    assert (again.known, listed()["台帐系统"]) == (("台帐系统",), "名称")
    other = desk.add_words(["台帐系统"], "新理由")
    assert (other.changed, listed()["台帐系统"]) == (("台帐系统",), "新理由")
    assert "改了理由：台帐系统。" in other.text


@pytest.mark.parametrize("bad", ["", " ", "账", "长" * 41, "a\x00b", "零\u200b宽", "#注释", "123", "——"])
def test_what_is_no_word_is_refused_and_nothing_added(bad):
    with pytest.raises(UserError, match="一个词也没有加"):
        desk.add_words(["台帐系统", bad])
    assert not desk.words_path().exists()


@pytest.mark.parametrize("note", ["长" * 201, "零\u200b宽"])
def test_a_reason_that_no_line_can_hold_is_refused(note):
    with pytest.raises(UserError, match="理由"):
        desk.add_words(["台帐系统"], note)
    assert not desk.words_path().exists()


def test_nothing_to_add_is_told():
    with pytest.raises(UserError, match="没有写要认可哪些词"):
        desk.add_words([])


def test_a_word_that_the_profile_calls_wrong_cannot_be_accepted(profile):
    with pytest.raises(UserError, match="定为误写"):
        desk.add_words(["一网通管"])
    assert desk.with_own_words(Profile(terms=(Term("一网通管", "一网统管"),))).accepted == {}
    desk.words_path().write_text("一网通管\n", encoding="utf-8")  # by hand
    assert "仍按误写报" in desk.own_words_text()
    assert "一网通管" not in desk.with_own_words(proof_control.find_profile()).accepted


def test_words_of_the_profile_are_listed_too_and_taken_out_where_they_stand(profile):
    desk.add_words(["台帐系统"])
    assert listed() == {"台帐系统": "", "一窗通办": ""}
    assert f"  一窗通办（写在 {profile}）" in desk.own_words_text()
    with pytest.raises(UserError, match="写在校对设置"):
        desk.remove_words(["一窗通办"])


class TestLists:
    def test_words_come_from_a_file_one_a_line_each_with_its_own_reason(self, tmp_path):
        file = tmp_path / "词表.txt"
        file.write_text("# 名称\n台帐系统\t注册的名称\n\n  一窗通  \n台帐系统\n", encoding="utf-8")
        added = desk.add_words_from(file, ["皤滩"], "名单上的")
        assert added.new == ("皤滩", "台帐系统", "一窗通")
        assert added.faults == ""
        assert listed() == {"台帐系统": "注册的名称", "一窗通": "名单上的", "皤滩": "名单上的"}

    def test_lines_that_are_no_words_are_counted_and_told_the_others_added(self, tmp_path, profile):
        file = tmp_path / "词表.txt"
        file.write_text("台帐系统\n账\n甲乙\t理由\t多一列\n一网通管\n" + "长" * 50 + "\n", encoding="utf-8")
        added = desk.add_words_from(file)
        assert added.new == ("台帐系统",)
        assert [one.line for one in added.refused] == [2, 3, 4, 5]
        assert added.faults.startswith("有 4 行没有收：\n  第 2 行“账”：只有一个字")
        assert all(line.endswith(("：", "。")) for line in added.faults.splitlines())

    def test_a_list_of_nothing_but_bad_lines_adds_nothing(self, tmp_path):
        file = tmp_path / "词表.txt"
        file.write_text("账\n", encoding="utf-8")
        added = desk.add_words_from(file)
        assert added.text == "没有增加认可用词。"
        assert len(added.refused) == 1
        assert not desk.words_path().exists()

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
    def test_any_usual_encoding_is_read(self, tmp_path, encoding):
        file = tmp_path / "词表.txt"
        file.write_bytes("台帐管理系统\r\n一窗通办平台\r\n".encode(encoding))
        assert desk.add_words_from(file).new == ("台帐管理系统", "一窗通办平台")

    def test_a_file_that_is_no_list_is_told(self, tmp_path):
        with pytest.raises(UserError, match="找不到"):
            desk.add_words_from(tmp_path / "没有.txt")
        with pytest.raises(UserError, match="读不了"):
            desk.add_words_from(tmp_path)
        empty = tmp_path / "空.txt"
        empty.write_text("# 只有注释\n\n", encoding="utf-8")
        with pytest.raises(UserError, match="没有词"):
            desk.add_words_from(empty)
        noise = tmp_path / "图.png"
        noise.write_bytes(bytes(range(256)) * 8)
        with pytest.raises(UserError, match="编码"):
            desk.add_words_from(noise)

    def test_the_standard_input_is_a_list_too(self, tmp_path):
        assert desk.add_words_from(tmp_path / "-", standard_input="台帐系统\n".encode()).new == ("台帐系统",)

    def test_a_list_longer_than_an_office_needs_is_refused_whole(self, tmp_path, monkeypatch):
        monkeypatch.setattr(word_list, "MOST", 3)
        desk.add_words(["甲村", "乙村"])
        with pytest.raises(UserError, match="超过 3 个"):
            desk.add_words(["丙村", "丁村"])
        assert set(listed()) == {"甲村", "乙村"}


class TestRemoving:
    def test_what_is_taken_out_is_checked_again(self):
        desk.add_words(["台帐系统", "一窗通"])
        assert desk.remove_words(["台帐系统", "台帐系统"]) == "已取消 1 个认可用词，以后校对照常检查：台帐系统。"
        assert listed() == {"一窗通": ""}

    def test_an_unknown_word_is_named_with_the_nearest_and_nothing_is_taken_out(self):
        desk.add_words(["台帐系统", "一窗通"])
        with pytest.raises(UserError, match="没有“台账系统”，一个也没有取消。是不是“台帐系统”"):
            desk.remove_words(["一窗通", "台账系统"])
        assert set(listed()) == {"台帐系统", "一窗通"}


class TestDamage:
    @pytest.mark.parametrize(
        ("content", "line"), [("台帐系统\n账\n", 2), ("甲乙\t理由\t多\n", 1), ("甲乙\n丙丁\n甲乙\n", 3), ("# 注释\n\n\t只有理由\n", 3)]
    )
    def test_a_damaged_line_is_named_and_the_file_never_overwritten(self, content, line):
        path = desk.words_path()
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
        for act in (lambda: desk.add_words(["新词"]), lambda: desk.remove_words(["甲乙"]), lambda: desk.with_own_words(NO_PROFILE)):
            with pytest.raises(UserError, match=f"第 {line} 行"):
                act()
        assert path.read_text(encoding="utf-8") == content

    def test_a_folder_in_its_place_is_told(self):
        desk.words_path().mkdir(parents=True)
        for act in (lambda: desk.add_words(["新词"]), desk.own_words, lambda: desk.with_own_words(NO_PROFILE)):
            with pytest.raises(UserError, match="读不了认可用词"):
                act()

    def test_two_writers_wait_for_each_other(self, monkeypatch):
        desk.add_words(["甲村"])
        with only_writer(desk.words_path()):
            thread = threading.Thread(target=desk.add_words, args=(["乙村"],))
            thread.start()
            thread.join(0.2)
            assert thread.is_alive()
            assert set(listed()) == {"甲村"}
        thread.join()
        assert set(listed()) == {"甲村", "乙村"}

    def test_many_writers_lose_nothing(self):
        code = "import sys; from drafting.desk import own_words; own_words.add_words([sys.argv[1] + '村'])"
        running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "甲乙丙丁"]
        assert [process.wait(60) for process in running] == [0] * 4
        assert set(listed()) == {"甲村", "乙村", "丙村", "丁村"}


def test_an_accepted_word_silences_the_checks_of_words_and_a_word_taken_back_does_not(tmp_path):
    file = tmp_path / "稿.txt"
    file.write_text("请各单位按时布署，抓好落实。\n", encoding="utf-8")

    def wrong():
        (checked,), errors = check([file], profile=desk.with_own_words(proof_control.find_profile()))
        assert not errors
        return [finding.family for finding in checked.findings if finding.family == "wrong-characters"]

    assert wrong() == ["wrong-characters"]
    desk.add_words(["按时布署"])
    assert wrong() == []
    desk.remove_words(["按时布署"])
    assert wrong() == ["wrong-characters"]


@given(st.dictionaries(st.text(max_size=45), st.text(max_size=30), max_size=6))
def test_whatever_is_taken_is_read_again(tmp_path_factory, words):
    path = tmp_path_factory.mktemp("words") / "认可用词.tsv"
    good = {
        word_list.plain(word): word_list.plain(note)
        for word, note in words.items()
        if not word_list.fault_of(word_list.plain(word)) and not word_list.fault_of_note(word_list.plain(note))
    }
    word_list.change(path, lambda there: {**there, **good})
    assert word_list.read_words(path) == good
    word_list.change(path, lambda there: dict.fromkeys(there, ""))
    assert word_list.read_words(path) == dict.fromkeys(good, "")
