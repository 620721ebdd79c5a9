"""The parts of a reply: salutation, substance, end, and several texts in one cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.reply_grounds import cited_rules
from drafting.letters.reply_parts import Kind, read_reply


class TestTheBeginning:
    @pytest.mark.parametrize(
        "beginning",
        ["网友：", "您好！", "尊敬的网友：您好！", "“清风”您好！", "“清风”：", "网友“清风” 您好，", "李女士：", "来信同志：你好！"],
    )
    def test_who_is_addressed_is_greeted(self, beginning: str) -> None:
        assert read_reply(f"{beginning}经查，路灯电缆老化，我局已安排更换。")[0].greeted

    @pytest.mark.parametrize("beginning", ["", "现就有关问题回复如下：", "关于路灯不亮一事，"])
    def test_who_is_not_addressed_is_not(self, beginning: str) -> None:
        assert not read_reply(f"{beginning}经查，路灯电缆老化，我局已安排更换。")[0].greeted


class TestTheEnd:
    @pytest.mark.parametrize(
        ("end", "day"),
        [
            ("2024年3月8日", date(2024, 3, 8)),
            ("2024年3月8日。", date(2024, 3, 8)),
            ("2024.3.8", date(2024, 3, 8)),
            ("2024-03-08", date(2024, 3, 8)),
            ("二〇二四年三月八日", date(2024, 3, 8)),
            ("二0二四年三月八日", date(2024, 3, 8)),
            ("2024年13月8日", None),
            ("3月8日", None),
            ("", None),
        ],
    )
    def test_the_date_is_read(self, end: str, day: date | None) -> None:
        assert read_reply(f"您好！经查，路灯电缆老化，我局已安排更换。{end}")[0].dated == day

    @pytest.mark.parametrize(
        ("end", "organ"),
        [
            ("青山市城市管理局\n2024年3月8日", "青山市城市管理局"),
            ("青山市城市管理局 2024年3月8日", "青山市城市管理局"),
            ("中共青山市委办公室", "中共青山市委办公室"),
            ("青山街道办事处2024年3月8日", "青山街道办事处"),
            ("2024年3月8日", ""),
            ("请联系青山市城市管理局", ""),
            ("感谢您对我局的支持", ""),
        ],
    )
    def test_the_organ_that_signs_is_read(self, end: str, organ: str) -> None:
        assert read_reply(f"您好！经查，路灯电缆老化，已安排更换。{end}")[0].signed == organ

    @pytest.mark.parametrize(
        "end", ["感谢您的监督！", "特此回复。", "如有疑问，请致电城管局。", "祝您生活愉快！", "具体情况请电话咨询城管局。"]
    )
    def test_a_closing_phrase_is_known(self, end: str) -> None:
        assert read_reply(f"您好！经查，路灯电缆老化，已安排更换。{end}2024年3月8日")[0].closed

    def test_thanks_at_the_beginning_close_nothing(self) -> None:
        text = "您好！首先感谢您的关心。经查，路灯电缆老化，已安排更换，新电缆三天内运到，下周一全部修好，届时请您查看，不亮的再换。"
        assert not read_reply(text)[0].closed


class TestSubstance:
    def test_set_phrases_are_none(self) -> None:
        (part,) = read_reply("网友：您好！您的留言已收悉，现回复如下：路灯电缆老化，已安排更换。感谢您的支持！2024年3月8日")
        assert part.substance == ("路灯电缆老化", "已安排更换")
        assert part.kind is Kind.ANSWER or part.size < 12

    @pytest.mark.parametrize(
        "text",
        [
            "公积金中心不支持异地商业银行贷款办理商转公业务。",
            "驾驶证转入手续请带身份证到车管所办理，当场办结。",
            "孩子转学手续由学校在学籍系统里办理，家长不必跑。",
        ],
    )
    def test_words_with_转_are_not_all_forwarding(self, text: str) -> None:
        assert read_reply(text)[0].kind is Kind.ANSWER

    def test_two_texts_are_two_parts_the_fuller_first(self) -> None:
        notice, answer = (
            "网友：您好！您反映的问题已转城管局核处。2024年3月5日",
            "“清风”您好！经查，路灯电缆老化，我局已安排更换新的电缆。2024年3月8日",
        )
        for text in (notice + answer, answer + notice):
            parts = read_reply(text)
            assert [part.kind for part in parts] == [Kind.ANSWER, Kind.FORWARDED]
            assert [part.dated for part in parts] == [date(2024, 3, 8), date(2024, 3, 5)]


class TestCitedRules:
    @pytest.mark.parametrize(
        ("text", "cited"),
        [
            ("根据《物业管理条例》第三十条，", ("《物业管理条例》",)),
            ("您在《问政平台》留言《路灯为什么不亮》，", ()),
            ("按青政发〔2019〕12号文件，", ("〔2019〕12号",)),
            ("按照道路交通安全法的规定，", ("道路交通安全法",)),
            ("这是铁路安全管理条例管的事，", ()),
            ("根据《物业管理条例》和《物业管理条例》，", ("《物业管理条例》",)),
        ],
    )
    def test_rules_are_told_from_other_titles(self, text: str, cited: tuple[str, ...]) -> None:
        assert cited_rules(text) == cited


@given(st.text(max_size=400))
def test_no_character_of_any_text_is_lost_between_the_parts(text: str) -> None:
    parts = read_reply(text)
    assert sorted("".join("".join(part.text.split()) for part in parts)) == sorted("".join(text.split()))
