"""What users read: the terminal report, JSON, the page of checks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from drafting.documents.errors import UserError
from drafting.proofing import CHECKS, proofread
from drafting.proofing.examples import read
from drafting.proofing.reference import checks_markdown, explain, listing
from drafting.proofing.reports.text import as_json, as_text, verdict, width

FAULTY = replace(read("标题| 关于做好防汛工作的通知\n请按时布署,抓好落实。"), source="通知.txt")


def test_carets_stand_under_the_full_width_fault():
    lines = as_text(FAULTY, proofread(FAULTY)).split("\n")
    at = next(i for i, line in enumerate(lines) if "→ 部署" in line)
    text, carets = lines[at - 1], lines[at].split(" → ")[0]
    assert width(carets.rstrip("^")) == width(text[: text.index("布署")])
    assert carets.count("^") == width("布署") == 4


def test_the_report_names_place_level_basis_and_ends_with_the_verdict():
    text = as_text(FAULTY, proofread(FAULTY))
    assert text.startswith("通知.txt\n不宜送签：必须改2处。\n")
    assert "第2段 · 正文" in text
    assert "“布署”应为“部署”。" in text
    assert "依据：GB/T 15834—2011" in text
    assert text.endswith("不宜送签：必须改2处。")


def test_equal_faults_are_folded_unless_all_are_asked_for():
    document = read("各单位,各部门,各街道,各乡镇,各村,要抓好落实。")
    findings = proofread(document)
    assert len(findings) == 5
    folded = as_text(document, findings)
    assert folded.count("^") == 3
    assert "中文里用了半角标点：2处（第1段）" in folded
    assert "half-width-punctuation" in folded  # the code stands once, with the first of them
    assert folded.count("依据：") == 1
    assert as_text(document, findings, every=True).count("^") == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("请按时部署。", "没有发现问题，可以送签（内容是否属实请自行核对）。"),
        ("做出决定的机关", "可以送签，送签前请看一遍：请核对1处。"),
        ("请按时布署。", "不宜送签：必须改1处。"),
    ],
)
def test_the_verdict_depends_on_the_worst_finding(text, line):
    assert verdict(proofread(read(text))) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("请按时部署。", "所查项目没有发现问题（没有做全部检查）。"),
        ("做出决定的机关", "所查项目没有必须改的问题，请看一遍：请核对1处（没有做全部检查）。"),
        ("请按时布署。", "不宜送签：必须改1处（没有做全部检查）。"),
    ],
)
def test_the_verdict_of_some_checks_calls_nothing_fit_for_signature(text, line):
    assert verdict(proofread(read(text)), partial=True) == line


def test_the_report_shows_the_name_that_the_user_gave_and_the_verdict_once_where_nothing_is_found():
    clean = replace(read("请按时部署。"), source="通知.txt")
    assert as_text(clean, [], partial=True, name="稿/通知.txt") == "稿/通知.txt\n所查项目没有发现问题（没有做全部检查）。"


def test_words_are_folded_only_with_the_same_word():
    document = read("布署，布署，布署，布署，竞选改作竟选。")
    text = as_text(document, proofread(document))
    assert "错别字：“布署” → 部署，1处（第1段）" in text
    assert "“竟选”应为“竞选”。" in text


def test_an_invisible_fault_and_one_longer_than_the_line_are_shown():
    document = read("各单位\u200b要抓好落实。")
    assert "^" in as_text(document, proofread(document))
    long = read("各单位要认真研究制定切实可行的工作方案，" * 12)
    assert "……" in as_text(long, proofread(long))


def test_json_has_the_promised_fields_and_the_text_between_the_offsets_is_the_fault():
    entry = as_json(FAULTY, proofread(FAULTY))
    assert set(entry) == {"file", "kind", "findings"}
    first = json.loads(json.dumps(entry, ensure_ascii=False))["findings"][0]
    assert set(first) == {
        "code", "family", "level", "message", "suggestion", "paragraph", "start", "end", "text", "role", "source", "clause", "strength",
    }  # fmt: skip
    assert first["text"] == "请按时布署,抓好落实。"
    assert first["text"][first["start"] : first["end"]] == "布署"
    assert (first["level"], first["role"], first["strength"]) == ("error", "body", "常识")


def test_the_page_of_checks_has_every_check_once():
    page = checks_markdown()
    for check in CHECKS:
        assert page.count(f"\n### {check.code}\n") == 1
        assert check.why in page


def test_explaining_a_check_shows_its_examples_and_basis():
    text = explain("wrong-weekday")
    assert "日期与星期不符" in text
    assert "⟦星期一⟧" in text
    assert "必须改" in text
    with pytest.raises(UserError, match="wrong-weekday"):
        explain("wrong-weekdays")


def test_the_listing_names_every_check_under_its_family():
    lines = listing().split("\n")
    assert sum(line.startswith("  ") for line in lines) == len(CHECKS)
