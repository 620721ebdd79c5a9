"""Numbered clauses are text, all of them alike, in a text that is read and in one that is drafted."""

from __future__ import annotations

import pytest

from drafting.composing.body import paragraphs
from drafting.documents.model import Paragraph, Role
from drafting.documents.roles.inference import infer_roles


def drafted(lines: list[str]) -> list[tuple[Role, int | None]]:
    return [(item.role, item.heading_end) for item in paragraphs("\n".join(lines), ())]


def read(lines: list[str]) -> list[tuple[Role, int | None]]:
    """The roles of ``lines`` between the head and the foot of a notice."""
    head = ["云川市人民政府关于加强河道管理的通告", "为了加强河道管理，现通告如下："]
    foot = ["云川市人民政府", "2026年5月1日"]
    found = infer_roles([Paragraph(text) for text in (*head, *lines, *foot)])
    return [(item.role, item.heading_end) for item in found[len(head) : -len(foot)]]


@pytest.mark.parametrize("roles", [drafted, read])
@pytest.mark.parametrize(
    "lines",
    [
        [
            "一、本通告自发布之日起施行，有效期至2027年12月31日。《云川市河道通告》同时废止。",
            "二、违反本通告的，依法处理。",
        ],
        [
            "一、管理范围为城区三条河道。其他河道由各县划定。",
            "二、任何单位和个人不得在河道内采砂。违反的，由水利部门依法处理。",
            "三、鼓励群众举报。举报电话向社会公布。",
            "四、本通告自发布之日起施行，有效期至2027年12月31日。原通告同时废止。",
        ],
        [
            "一、授予张某某等同志“先进个人”称号。",
            "二、对下列单位给予通报表扬：甲镇、乙镇。",
            "三、本决定自印发之日起施行。",
        ],
        [
            "一、禁止在河道内采砂。",
            "二、河道两岸各五十米内为保护范围，不得取土。保护范围由水利部门设立标志。",
            "三、原通告自本通告施行之日起废止。",
        ],
    ],
)
def test_clauses_are_text_all_of_them(lines: list[str], roles: object) -> None:
    assert callable(roles)
    assert roles(lines) == [(Role.BODY, None)] * len(lines)


@pytest.mark.parametrize("roles", [drafted, read])
@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (["一、加强领导。各地要高度重视，成立专班。", "二、强化督查。市政府督查室要定期通报。"], [7, 7]),
        (["一、禁渔期。每年3月1日至6月30日为禁渔期。", "二、禁渔区。全市天然水域。", "三、处罚。违者依法处罚。"], [6, 6, 5]),
        (["一、坚持以人民为中心。办好民生实事。", "二、坚持由点到面。先试点，后推开。"], [11, 9]),
        (
            [
                "一、提高认识。各地要重视。",
                "二、突出重点。各地要抓好。",
                "三、严肃纪律。违反的，依规处理。",
                "四、本通知自印发之日起施行，有效期五年。",
            ],
            [7, 7, 7, None],
        ),
    ],
)
def test_headings_that_run_on_stay_headings(lines: list[str], ends: list[int | None], roles: object) -> None:
    assert callable(roles)
    assert [end for _, end in roles(lines)] == ends


@pytest.mark.parametrize("roles", [drafted, read])
def test_clauses_below_one_heading_leave_the_headings_below_another_alone(roles: object) -> None:
    assert callable(roles)
    lines = [
        "一、工作要求",
        "（一）加强领导。各地要成立专班。",
        "（二）加强督查。各地要定期通报。",
        "二、管理规定",
        "（一）任何人不得在河道内采砂。违反的，依法处理。",
        "（二）施工单位应当恢复河道原状。逾期不恢复的，代为恢复。",
    ]
    heading, text = Role.HEADING2, (Role.BODY, None)
    assert roles(lines) == [(Role.HEADING1, None), (heading, 8), (heading, 8), (Role.HEADING1, None), text, text]
