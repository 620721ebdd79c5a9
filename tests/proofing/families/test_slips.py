"""Frequent words with a wrong character: what is found, what stays silent, and that the table is sound."""

from __future__ import annotations

import pytest

from drafting.proofing.draft import Draft
from drafting.proofing.examples import read
from drafting.proofing.families import slips
from drafting.proofing.tables import lines

(CHECK,) = slips.CHECKS


def _found(text: str) -> list[tuple[str, str | None]]:
    draft = Draft(read(text))
    return [(draft.text[hit.start : hit.end], hit.suggestion) for hit in CHECK.find(draft)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("工作取得显注成效。", "显注", "显著"),
        ("组织协条机制不健全。", "协条", "协调"),
        ("增强民族工作的则任感。", "则任", "责任"),
        ("完整、准确、全面贯彻新友展理念。", "友展", "发展"),
        ("作为履行职责的重耍内容。", "重耍", "重要"),
        ("要加大渲传力度。", "渲传", "宣传"),
        ("切实减经企业负担。", "减经", "减轻"),
        ("末经批准不得动工。", "末经", "未经"),
        ("印发《关于进一步加墙管理的意见》。", "加墙", "加强"),
    ],
)
def test_a_wrong_character_is_found_where_the_word_would_stand(text: str, wrong: str, right: str) -> None:
    assert _found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "推广高固废掺量的水泥。",  # a technical term
        "住建、国土部门暂停办理登记。",  # a short name between two marks
        "他说：“这叫加墙。”",  # somebody's words
        "单位与企业合作，个人材料齐全。",  # two halves of two words
        "",
    ],
)
def test_what_only_looks_like_a_slip_stays_silent(text: str) -> None:
    assert _found(text or "　") == []


def test_characters_beyond_the_first_plane_do_not_disturb_the_search() -> None:
    assert _found("𠮷同志要求进一步加墙管理。") == [("加墙", "加强")]


def test_every_row_of_the_table_has_its_word_two_groups_of_slips_and_neighbours() -> None:
    for word, first, second, before, after in lines("frequent_words"):
        assert len(word) == 2
        assert first.count(" ") == second.count(" ") == 1
        assert before
        assert after
        assert word[0] not in first
        assert word[1] not in second
