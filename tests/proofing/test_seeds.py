"""The texts that the product was described by: real faults at exact places. Skips where the texts are not there."""

from __future__ import annotations

from collections import Counter

import pytest

from drafting.documents.reading import read_text
from drafting.proofing import FAMILIES, proofread
from evaluation.proofing_seeds import examine, marks, texts

FOUND = 0.9
"""The least share of what everybody would mark (``evaluation/proofing_seeds.tsv``); raise it when more is found."""


@pytest.fixture(scope="module")
def seeds(shared_data):
    folder = shared_data.parent / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no seed texts at {folder}")
    result = {}
    for path in sorted(folder.glob("*.txt")):
        document = read_text(path.read_text(encoding="utf-8"), path.name)
        result[path.name[:3]] = [
            (f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in proofread(document)
        ]
    return result


def test_the_missing_section_and_the_paste_residue_are_found(seeds):
    assert ("missing-number", "四、", None) in seeds["000"]
    residue = [text for code, text, _ in seeds["000"] if code == "web-residue"]
    assert residue == ["此处内容需要权限查看", "会员免费查看"]


def test_every_half_width_comma_between_characters_is_found(seeds):
    for faults in seeds.values():
        commas = [suggestion for code, text, suggestion in faults if code == "half-width-punctuation" and text == ","]
        assert len(commas) > 50
        assert set(commas) == {"，"}


def test_the_lost_mark_is_found(seeds):
    assert ("lost-character", "?", None) in seeds["001"]


def test_the_doubled_mark_is_found(seeds):
    assert [text for code, text, _ in seeds["002"] if code == "doubled-punctuation"] == ["。,"]


def test_the_masked_year_and_the_copyright_lines_are_found(seeds):
    assert [text for code, text, _ in seeds["003"] if code == "masked-year"] == ["200*"]
    assert [text for code, text, _ in seeds["003"] if code == "web-residue"].count("公务员之家版权所有") == 2


def test_the_link_and_the_cut_are_found_and_the_annotated_text_is_told_once(seeds):
    faults = seeds["004"]
    assert any(code == "web-residue" and "省略979字" in text and "http://" in text for code, text, _ in faults)
    assert any(code == "web-link" and text.startswith("http://") for code, text, _ in faults)
    counts = Counter(code for code, _, _ in faults)
    assert counts["pinyin-annotated-text"] == 1
    assert not {"traditional-text", "traditional-character", "half-width-brackets", "unpaired-marks"} & set(counts)


@pytest.fixture(scope="module")
def result(shared_data):
    folder = shared_data.parent / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no seed texts at {folder}")
    return examine(folder)


def test_the_list_was_written_for_places_that_are_there(shared_data):
    documents = texts(shared_data.parent / "seeds")
    for mark in marks():
        if mark.expression is None:
            assert mark.paragraph is not None
            assert 0 <= mark.start < mark.end <= len(documents[mark.text].paragraphs[mark.paragraph].text)
        else:
            assert any(mark.expression.search(paragraph.text) for paragraph in documents[mark.text].paragraphs)
        assert mark.families <= set(FAMILIES)


def test_what_the_checks_say_is_right(result):
    assert result.precision >= 0.9, [(name, finding.span, finding.code) for name, finding in result.wrong]


def test_what_a_proofreader_marks_is_found(result):
    assert result.recall >= FOUND, [(mark.text, mark.paragraph, mark.start, mark.wrong) for mark in result.missed if mark.sure]
