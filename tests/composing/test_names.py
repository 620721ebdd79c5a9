"""The names of documents in titles and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.composing.names import all_in_title, in_marks, in_title, passed_on


@pytest.mark.parametrize(
    ("name", "wrapped"),
    [
        ("清源市停车管理办法（试行）", "《清源市停车管理办法（试行）》"),
        ("《清源市停车管理办法》", "《清源市停车管理办法》"),
        ("关于贯彻《水法》的意见", "《关于贯彻〈水法〉的意见》"),
        ("《关于贯彻《水法》的意见》", "《关于贯彻〈水法〉的意见》"),
        ("《甲》和《乙》", "《〈甲〉和〈乙〉》"),
    ],
)
def test_a_name_gets_its_marks_once(name: str, wrapped: str) -> None:
    assert in_marks(name) == wrapped


@given(st.text(alphabet="甲乙《》〈〉（）关于办法", max_size=12))
def test_marks_are_not_added_again(name: str) -> None:
    once = in_marks(name)
    assert once.startswith("《")
    assert once.endswith("》")
    assert once.count("《") == once.count("》") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("清源市停车管理办法", "《清源市停车管理办法》"),
        ("清源市停车管理办法（试行）", "《清源市停车管理办法（试行）》"),
        ("清源市人民政府工作规则", "《清源市人民政府工作规则》"),
        ("关于加强农村公路管理的意见", "《关于加强农村公路管理的意见》"),
        ("清源市数字经济行动方案（2026—2028年）", "清源市数字经济行动方案（2026—2028年）"),
        ("《2026年工作要点》", "《2026年工作要点》"),
    ],
)
def test_a_title_puts_regulations_in_marks_and_plans_only_where_the_writer_does(name: str, said: str) -> None:
    assert in_title(name) == said


def test_several_names_in_one_title_are_written_alike() -> None:
    assert all_in_title(["甲方案", "乙计划"]) == ["甲方案", "乙计划"]
    assert all_in_title(["甲方案", "乙办法"]) == ["《甲方案》", "《乙办法》"]


@pytest.mark.parametrize(
    ("name", "organs", "title"),
    [
        ("关于做好防汛工作的通知", "省水利厅", "转发省水利厅关于做好防汛工作的通知"),
        ("《关于做好防汛工作的通知》", "省水利厅", "转发省水利厅关于做好防汛工作的通知"),
        ("关于学习《水法》的通知", "省水利厅", "转发省水利厅关于学习《水法》的通知"),
        ("关于改革重点工作的意见", "市发展改革委", "转发市发展改革委关于改革重点工作意见的通知"),
        ("关于促进消费的若干措施", "市商务局、市财政局", "转发市商务局、市财政局关于促进消费若干措施的通知"),
        ("关于群众的诉求办理情况的报告", "市信访局", "转发市信访局关于群众的诉求办理情况报告的通知"),
        ("关于公布名单的公告", "省财政厅", "转发省财政厅关于公布名单的公告的通知"),
        ("居住证管理办法", "省公安厅", "关于转发省公安厅《居住证管理办法》的通知"),
    ],
)
def test_what_is_passed_on_says_nothing_twice(name: str, organs: str, title: str) -> None:
    assert passed_on(name, "转发", organs, "通知") == title
