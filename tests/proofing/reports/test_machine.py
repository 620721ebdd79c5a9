"""The JSON object that other programs read."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing import proofread
from drafting.proofing.reports.machine import as_json, json_chunks
from drafting.proofing.reports.report import Ignored, report_on
from drafting.proofing.reports.sarif import sarif_chunks
from drafting.proofing.reports.text import as_text
from tests.proofing.reports.making import FAULTY, document_of, finding, reported

PROMISED = {
    "code", "family", "level", "message", "suggestion", "paragraph", "start", "end", "text", "role", "source", "clause", "strength",
}  # fmt: skip


def test_json_has_the_promised_fields_and_the_text_between_the_offsets_is_the_fault():
    entry = as_json(report_on(FAULTY, proofread(FAULTY)))
    assert set(entry) == {"file", "kind", "findings", "ignored", "verdict", "unchecked", "checklist"}
    first = json.loads(json.dumps(entry, ensure_ascii=False))["findings"][0]
    assert set(first) == PROMISED | {"id", "place", "text_start"}
    assert first["text"] == "请按时布署,抓好落实。"
    assert first["text"][first["start"] : first["end"]] == "布署"
    assert (first["level"], first["role"], first["strength"], first["place"], first["text_start"]) == ("error", "body", "常识", "第2段", 0)


def test_the_pieces_are_one_object_with_every_file():
    reports = [report_on(FAULTY, proofread(FAULTY)), reported("请按时部署。", name="甲.txt")]
    whole = json.loads("".join(json_chunks(reports, [("坏.docx", "读不了。")])))
    assert whole["files"] == [json.loads(json.dumps(as_json(one))) for one in reports]
    assert whole["unread"] == [{"file": "坏.docx", "reason": "读不了。"}]
    assert json.loads("".join(json_chunks([]))) == {"files": [], "unread": []}


def test_the_verdict_the_ignored_and_the_checklist_are_told():
    document = document_of("甲乙丙丁")
    shown, left = finding(0, 0, 1), finding(0, 2, 3)
    entry = as_json(report_on(document, [shown], ids={shown: "0a1b2c3d"}, ignored=[Ignored(left, "历来如此。", "ffffffff")]))
    text = json.loads(json.dumps(entry))
    assert text["findings"][0]["id"] == "0a1b2c3d"
    assert (text["ignored"][0]["id"], text["ignored"][0]["reason"], text["ignored"][0]["start"]) == ("ffffffff", "历来如此。", 2)
    assert text["verdict"] == {
        "fit": False, "partial": False, "text": "不宜送签：必须改1处。", "error": 1, "warning": 0, "hint": 0,
    }  # fmt: skip
    assert {"item", "basis", "families", "note"} == set(text["checklist"][0])


def test_a_paragraph_of_very_many_faults_does_not_come_whole_with_each():
    text = "各单位,要抓好落实。" * 10_000
    document = document_of(text)
    findings = [finding(0, at, at + 1) for at in range(3, len(text), 10)]
    pieces = list(json_chunks([report_on(document, findings)]))
    assert max(map(len, pieces)) < 20_000
    assert sum(map(len, pieces)) < 20_000_000
    told = json.loads("".join(pieces))["files"][0]["findings"]
    assert len(told) == 10_000
    for one in (told[0], told[5_000], told[-1]):
        assert one["text"][one["start"] : one["end"]] == ","
        assert text[one["text_start"] :].startswith(one["text"])
    assert all(b["text_start"] + b["start"] - a["text_start"] - a["start"] == 10 for a, b in pairwise(told))


def test_a_long_paragraph_of_few_faults_comes_whole():
    text = "抓好落实。" * 20_000
    (one,) = as_json(report_on(document_of(text), [finding(0, 99_990, 99_992)]))["findings"]  # type: ignore[misc]
    assert one["text"] == text
    assert one["text"][one["start"] : one["end"]] == text[99_990:99_992]


def test_a_file_name_that_is_no_utf_8_is_written_all_the_same():
    made = "".join(json_chunks([reported("请按时部署。", name="b\udce4d.txt")]))
    assert json.loads(made.encode("utf-8"))["files"][0]["file"] == "b\udce4d.txt"


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5), st.text(max_size=9))
def test_any_text_and_any_words_are_told_by_every_output(text, spans, words):
    found = [finding(0, min((*pair, len(text))), min(max(pair), len(text)), message=words, suggestion=words) for pair in spans]
    report = report_on(document_of(text), found, name=words)
    assert json.loads("".join(json_chunks([report])).encode("utf-8"))["files"][0]["verdict"]["error"] == len(found)
    assert len(json.loads("".join(sarif_chunks([report], [text])).encode("utf-8"))["runs"][0]["results"]) == len(found)
    assert as_text(report, every=True).count("^") >= len(found)
