"""SARIF 2.1.0: what the standard asks of a log, and where in a text file the faults are said to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from drafting.documents.reading import read_text
from drafting.proofing import CHECKS, proofread
from drafting.proofing.reports.report import Ignored, report_on
from drafting.proofing.reports.sarif import sarif_chunks, uri
from tests.proofing.reports.making import document_of, finding

TEXT = "标题\r\n\r\n请按时布署,𠮷抓好落实。\u2028其它事项,再议。\n"


def log_of(*reports, texts=(), unread=()) -> dict[str, Any]:
    return json.loads("".join(sarif_chunks(reports, texts, unread, version="1.0")))


@pytest.fixture
def log() -> dict[str, Any]:
    document = read_text(TEXT, "稿/通知 1.txt")
    found = proofread(document)
    left = Ignored(found[-1], "历来如此。", "ffffffff")
    text = report_on(document, found[:-1], ids={one: f"{n:08x}" for n, one in enumerate(found)}, ignored=[left])
    word = document_of("请按时布署。")
    return log_of(text, report_on(word, proofread(word)), texts=[TEXT, None], unread=[("坏.docx", "读不了。")])


def test_the_log_has_what_the_schema_requires(log):
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "wenmi"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in driver["rules"]] == [check.code for check in CHECKS]
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["name"].isalnum()
        assert {"family", "source", "clause", "strength", "tags"} == set(rule["properties"])
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
        assert location["logicalLocations"][0]["name"].startswith("第")
        for fix in result.get("fixes", ()):
            for change in fix["artifactChanges"]:
                assert change["artifactLocation"]["uri"]
                assert all("deletedRegion" in one for one in change["replacements"])
        for suppression in result.get("suppressions", ()):
            assert suppression["kind"] in ("inSource", "external")


def test_regions_of_a_text_file_are_exactly_the_faults(log):
    lines = TEXT.replace("\r\n", "\n").split("\n")
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"][:-1]]
    told = [lines[r["startLine"] - 1][r["startColumn"] - 1 : r["endColumn"] - 1] for r in regions]
    assert told[:2] == ["布署", ","]
    assert told == [TEXT[r["charOffset"] : r["charOffset"] + r["charLength"]] for r in regions] == [r["snippet"]["text"] for r in regions]
    assert {r["startLine"] for r in regions} == {3}  # U+2028 ends no line for an editor


def test_a_fix_replaces_the_region_and_a_word_file_has_none(log):
    first, *_, last = log["runs"][0]["results"]
    (change,) = first["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    at = replacement["deletedRegion"]["charOffset"]
    assert TEXT[:at] + replacement["insertedContent"]["text"] + TEXT[at + 2 :] == TEXT.replace("布署", "部署", 1)
    assert "fixes" not in last
    assert "region" not in last["locations"][0]["physicalLocation"]
    assert last["properties"]["suggestion"] == "部署"


def test_ids_and_suppressions_are_carried(log):
    results = log["runs"][0]["results"]
    assert results[0]["partialFingerprints"] == {"wenmiFinding/v1": "00000000"}
    (left,) = [one for one in results if "suppressions" in one]
    assert left["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "历来如此。"}]
    assert left["partialFingerprints"] == {"wenmiFinding/v1": "ffffffff"}


def test_files_that_could_not_be_read_are_told(log):
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "读不了。"


def test_a_file_name_becomes_a_uri_reference(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert uri("稿/通知 1.txt") == "%E7%A8%BF/%E9%80%9A%E7%9F%A5%201.txt"
    assert unquote(uri("稿/a#b?c:d.txt")) == "稿/a#b?c:d.txt"
    assert not set("#?:") & set(uri("稿/a#b?c:d.txt"))
    assert uri(str(tmp_path / "甲.txt")) == "%E7%94%B2.txt"
    assert uri(str(Path("/别处/甲.txt"))).startswith("file:///")


def test_a_paragraph_that_is_no_line_of_the_file_has_no_region():
    document = read_text("请按时布署。", "甲.txt")
    log = log_of(report_on(document, proofread(document)), texts=["另外的文字。"])
    assert "region" not in log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def test_a_finding_of_no_known_check_is_carried_without_a_rule():
    document = document_of("甲乙")
    log = log_of(report_on(document, [finding(0, 0, 1, code="own-term")]))
    assert "ruleIndex" not in log["runs"][0]["results"][0]


def test_nothing_checked_is_an_empty_log():
    assert log_of()["runs"][0]["results"] == []
