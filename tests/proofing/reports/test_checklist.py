"""What a person must verify by eye."""

from __future__ import annotations

import re

import pytest

from drafting.documents.resources import listed
from drafting.proofing import FAMILIES
from drafting.proofing.examples import read
from drafting.proofing.reports.checklist import checklist_for, groups

EVERY = frozenset(FAMILIES)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于做好防汛工作的通知", "其他通知"),
        ("关于做好防汛工作的通知。", "其他通知"),
        ("关于召开全市防汛工作会议的通知", "会议、活动通知"),
        ("关于表彰防汛先进单位的通报（青政办发〔2026〕7号）", "通报"),
        ("在全市防汛工作会议上的讲话（提纲）", "讲话稿、致辞"),
        ("关于印发《青山市防汛预案》的通知", "印发类通知"),
        ("关于转发省防汛办文件的通知", "印发类通知"),
        ("关于林致远等同志任免职务的通知", "任免通知"),
        ("关于解决防汛经费的请示", "请示"),
        ("关于防汛工作情况的报告", "报告"),
        ("防汛工作调研报告", "总结、方案、要点、调研报告"),
        ("关于同意设立防汛指挥部的批复", "批复、复函"),
        ("关于商请支援防汛物资的函", "函"),
        ("关于防汛物资事宜的复函", "批复、复函"),
        ("关于表彰防汛先进单位的通报", "通报"),
        ("青山市人民政府常务会议纪要", "纪要"),
        ("在全市防汛工作会议上的讲话", "讲话稿、致辞"),
        ("防汛工作实施办法", None),
        ("活动邀请函", None),
    ],
)
def test_the_items_of_the_kind_come_first(title, kind):
    found = [group.name for group in checklist_for(read(f"标题| {title}\n正文。"), EVERY).groups]
    assert found == ([kind] if kind else []) + ["通用"]


def test_a_document_without_a_title_has_the_items_for_any():
    assert [group.name for group in checklist_for(read("正文。"), EVERY).groups] == ["通用"]


def test_every_row_is_whole_and_names_families_that_there_are():
    for row in listed("proofing/checklists.tsv"):
        if row.startswith("["):
            name, _, title = row.partition("\t")
            assert name.endswith("]")
            re.compile(title)
        else:
            text, basis, families, left = row.split("\t")
            assert text
            assert basis
            assert left
            assert not text.endswith("。")
            assert set(families.split()) <= EVERY, row


def test_every_group_has_items_and_no_two_are_the_same():
    assert len({group.name for group in groups()}) == len(groups()) > 12
    texts = [item.text for group in groups() for item in group.items]
    assert len(set(texts)) == len(texts)
    assert all(group.items for group in groups())


def test_an_item_says_what_was_checked_and_what_was_not():
    (item,) = (one for group in groups() for one in group.items if one.text.startswith("人名、职务"))
    assert item.note(EVERY).startswith("工具查过人员和职务：")
    assert item.note(frozenset()) == "这次没有查（人员和职务）。"
    (other,) = (one for group in groups() for one in group.items if one.text.startswith("为什么发文"))
    assert other.note(EVERY) == "工具不查：要人判断。"
