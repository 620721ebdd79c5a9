"""The office's roster against names, posts and their order as secretaries write them."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Paragraph
from drafting.proofing import proofread, select
from drafting.proofing.control.profile import Person, Profile
from drafting.proofing.examples import profile, read

ROSTER = (
    "名册| 周明川=市委副书记、市长\n名册| 沈知远=市委常委、常务副市长\n名册| 林望舒=副市长、市公安局局长\n"
    "名册| 何映雪=市政府秘书长、办公室主任\n名册| 苏航=市财政局党组书记、局长\n名册| 许静=市教育局局长\n"
)
CHECKS = tuple(check for check in select(only=["people"]) if check.code.startswith("roster-"))


def told(text, roster=ROSTER):
    document = read(roster + text)
    return [
        (f.code.removeprefix("roster-"), document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion)
        for f in proofread(document, CHECKS, profile=profile(roster))
    ]


@pytest.mark.parametrize(
    ("text", "words", "suggestion"),
    [
        ("周明川书记出席会议。", "书记", "副书记"),
        ("市委书记周明川出席会议。", "书记", "副书记"),
        ("出席：周明川（市委书记）", "书记", "副书记"),
        ("组　长：周明川　市委书记", "书记", "副书记"),
        ("（书记　周明川）", "书记", "副书记"),
        ("会议由县长周明川主持。", "县长", None),
        ("代市长周明川主持会议。", "代市长", "市长"),
        ("市长　沈知远", "市长", "常务副市长"),
        ("市人民政府市长沈知远主持召开", "市长", "常务副市长"),
        ("市委副书记、副市长周明川", "副市长", "市长"),
        ("市委书记、市长周明川", "书记", "副书记"),
        ("市公安局副局长林望舒", "副局长", "局长"),
        ("苏　航副局长汇报", "副局长", "局长"),
        ("副局长苏航汇报", "副局长", "局长"),
        ("市财政局党组副书记、局长苏航", "副书记", "书记"),
        ("市政府副秘书长何映雪", "副秘书长", "秘书长"),
        ("副市长许静出席。", "副市长", None),
        ("市财政局局长许静汇报了情况", "局长", None),
    ],
)
def test_a_wrong_post_is_named_wherever_it_stands(text, words, suggestion):
    assert told(text) == [("wrong-post", words, suggestion)]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("市长周明穿主持", "周明穿", "周明川"),
        ("市长周眀川主持", "周眀川", "周明川"),
        ("会上，市长周川讲话", "周川", "周明川"),
        ("市长周明出席", "周明", "周明川"),
        ("市长 周明州", "周明州", "周明川"),
        ("周明州市长指出", "周明州", "周明川"),
        ("市长周川明强调", "周川明", "周明川"),
        ("常务副市长沈志远作报告", "沈志远", "沈知远"),
        ("副市长林望书、沈知远", "林望书", "林望舒"),
        ("市长邹明川指出", "邹明川", "周明川"),
    ],
)
def test_a_name_one_character_off_is_named_beside_the_post(text, words, name):
    assert told(text) == [("misnamed", words, name)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("何映雪、周明川", "周明川"),
        ("出席会议的有林望舒、沈知远", "沈知远"),
        ("副市长林望舒，常务副市长沈知远出席", "沈知远"),
        ("参加：苏　航　许　静　周明川", "周明川"),
        ("沈知远、赵启航、市长周明川", "周明川"),
        ("沈知远（常务副市长）、周明川（市长）", "周明川"),
        ("沈知远同志和周明川同志", "周明川"),
    ],
)
def test_a_list_in_another_order_is_a_question(text, words):
    assert told(text) == [("order", words, None)]


@pytest.mark.parametrize(
    "text",
    [
        "市长周明川主持，常务副市长沈知远、副市长林望舒出席，市政府秘书长何映雪参加。",
        "副市长沈知远指出，周明川同志任市长。",
        "市公安局局长林望舒、财政局局长苏航",
        "苏航局长期坚持，许静安排部署。",
        "副市长许静怡、市长苏航宇出席",
        "河长周明川、林长沈知远，总指挥：周明川",
        "市人大代表周明川，周明川代表市政府讲话。",
        "主任何映雪，办公室主任何映雪，市政府办公室党组书记、主任何映雪",
        "省委副书记赵启航、市长周明川",
        "由周明川市长牵头，沈知远副市长负责",
        "原市委书记周明川，时任副市长周明川，前局长许静",
        "指挥长由市长周明川担任，副指挥长由副市长林望舒担任",
        "市长、副市长出席会议，市长主持，副市长知道。",
        "各县（市、区）长，市直各部门主要负责人",
        "临江市市长周明穿、临江市副市长周明川",
        "标题| 关于周明川等同志任免职的通知\n副市长周明川任市长。",
        "按姓氏笔画为序：沈知远、周明川",
        "沈知远指出问题所在。周明川作总结讲话。",
        "组　长：周明川　市委副书记、市长\n副组长：沈知远　常务副市长\n成　员：苏　航　市财政局局长\n　　　　许　静　市教育局局长",
        "总河长：市长周明川；副总河长：副市长林望舒；成员：苏航（市财政局局长）。办公室主任由何映雪兼任。",
        "市长周明川主持召开常务会议，常务副市长沈知远，副市长林望舒出席会议，市财政局党组书记、局长苏航列席。周明川指出，",
        "单元格[0,0]| 姓名\n单元格[0,1]| 职务\n单元格[1,0]| 许　静\n单元格[1,1]| 市教育局局长",
    ],
)
def test_what_agrees_with_the_roster_is_left_alone(text):
    assert told(text) == []


def test_a_table_of_names_and_posts_is_read():
    text = "单元格[0,0]| 序号\n单元格[0,1]| 姓名\n单元格[0,2]| 职务\n单元格[1,0]| 1\n单元格[1,1]| 许　静\n单元格[1,2]| 市教育局副局长"
    assert told(text) == [("wrong-post", "副局长", "局长")]


def test_a_post_that_cannot_be_taken_apart_judges_nobody():
    assert told("局长许静汇报", "名册| 许静=教育系统牵头人\n") == []


def test_people_of_one_rank_stand_in_no_order():
    people = (Person("周明川", ("市长",), 1), Person("沈知远", ("副市长",), 2), Person("林望舒", ("副市长",), 2))
    document = Document((Paragraph("林望舒、沈知远、周明川"),))
    found = proofread(document, CHECKS, profile=Profile(roster=people))
    assert [(f.span.start, f.span.end) for f in found] == [(8, 11)]
