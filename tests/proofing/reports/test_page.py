"""The page of HTML: whole, safe, and every fault marked at its characters."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from collections import defaultdict
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.model import Cell, Level, Paragraph, Place, Role
from drafting.proofing.reports.page import as_html
from drafting.proofing.reports.report import Ignored, report_on
from tests.proofing.reports.making import document_of, finding, reported, table

VOID = {"meta", "br", "input"}
ATTACK = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """A page as a browser takes it: balanced, its marks with their text, its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: dict[str, str] = defaultdict(str)
        self.inside: list[str] = []
        self.contents: dict[str, list[str]] = defaultdict(list)
        self.paragraphs: dict[str, str] = {}
        self.paragraph = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        self.tags.append((tag, own))
        if tag == "br" and self.paragraph:
            self.handle_data("\n")
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "mark":
            self.inside.append(own["data-i"])
            self.marks[own["data-i"]] += ""
        elif tag == "p" and (own.get("id") or "").startswith("p"):
            self.paragraph = own["id"]
            self.paragraphs[self.paragraph] = ""
        elif tag in ("script", "style"):
            self.contents[tag].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "mark":
            self.inside.pop()
        elif tag == "p":
            self.paragraph = ""

    def handle_data(self, data):
        for number in set(self.inside):
            self.marks[number] += data
        if self.paragraph:
            self.paragraphs[self.paragraph] += data
        if self.open and self.open[-1] in self.contents:
            self.contents[self.open[-1]][-1] += data


def test_every_fault_is_marked_at_its_characters_and_listed():
    report = reported("标题| 关于做好防汛工作的通知。\n主送| 各区人民政府:\n请按时布署,抓好落实。")
    page = Page(as_html([report]))
    paragraphs = report.document.paragraphs
    assert dict(page.marks) == {str(n): paragraphs[f.span.paragraph].text[f.span.start : f.span.end] for n, f in enumerate(report.findings)}
    notes = [own["id"] for tag, own in page.tags if (own.get("class") or "").startswith("note ")]
    assert notes == [f"n0-{n}" for n in range(len(report.findings))]
    targets = {own["id"] for tag, own in page.tags if tag == "mark" and "id" in own}
    assert {own["href"][1:] for tag, own in page.tags if own.get("class") == "go"} == targets


def test_the_page_needs_nothing_else_and_lets_nothing_else_run():
    text = as_html([reported("请按时布署。", name="甲.txt")])
    page = Page(text)
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:|//)|@import|url\(", text)
    policy = next(own["content"] for tag, own in page.tags if own.get("http-equiv") == "Content-Security-Policy")
    for tag in ("script", "style"):
        (content,) = page.contents[tag]
        known = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{known}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not [own for _, own in page.tags if "style" in own or any(key.startswith("on") for key in own)]


def test_text_titles_messages_reasons_and_file_names_are_only_text():
    document = document_of(Paragraph(ATTACK, Role.TITLE), *table((ATTACK,)), ATTACK)
    shown = finding(0, 0, 8, message=ATTACK, suggestion=ATTACK)
    left = Ignored(finding(2, 3, 9, message=ATTACK), ATTACK, ATTACK)
    report = report_on(document, [shown], name=f"{ATTACK}.docx", ids={shown: ATTACK}, ignored=[left])
    page = Page(as_html([report, report], [(ATTACK, ATTACK)]))
    assert len(page.contents["script"]) == 1
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert page.paragraphs["p0-0"] == page.paragraphs["p0-2"] == ATTACK
    assert page.marks["0"].startswith("<script>")


def test_overlapping_findings_are_all_marked_and_the_text_is_there_once():
    document = document_of("各单位要抓好落实。")
    spans = [(0, 9), (0, 3), (2, 5), (4, 7), (4, 7), (9, 9), (3, 3)]
    report = report_on(document, [finding(0, start, end, Level.HINT) for start, end in spans])
    page = Page(as_html([report]))
    assert page.paragraphs["p0-0"] == "各单位要抓好落实。"
    assert dict(page.marks) == {str(n): "各单位要抓好落实。"[start:end] for n, (start, end) in enumerate(spans)}


@given(
    st.text(alphabet="各单位<&\n\t \u3000\u200b\x00\u202e\ud800", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
)
def test_any_text_with_any_findings_makes_a_whole_page(text, spans):
    findings = [finding(0, min((*pair, len(text))), min(max(pair), len(text))) for pair in spans]
    page = Page(as_html([report_on(document_of(text), findings)]))
    assert set(page.marks) == {str(n) for n in range(len(findings))}
    assert len([1 for tag, own in page.tags if tag == "mark" and "id" in own]) == len(findings)
    assert len([1 for tag, own in page.tags if tag == "mark" and "data-n" in own]) == len(findings)


def test_very_many_findings_one_around_the_other_take_no_more_than_their_marks():
    document = document_of("各单位要抓好落实。" * 100)
    report = report_on(document, [finding(0, n, 900 - n) for n in range(400)])
    text = as_html([report])
    assert text.count("<mark") < 400 * 2 * 7
    assert Page(text).paragraphs["p0-0"] == document.paragraphs[0].text


def test_an_invisible_fault_is_shown_and_a_missing_character_has_its_place():
    page = as_html([report_on(document_of("各\u200b单位"), [finding(0, 1, 2), finding(0, 3, 3)])])
    assert re.search(r'<mark class="e blank" id="m0-0"[^>]*>·</mark>', page)
    assert re.search(r'<mark class="e blank" id="m0-1"[^>]*></mark>', page)


def test_tables_stand_as_tables_with_their_spans():
    def cell(text: str, row: int, column: int, rows: int, columns: int, *, header: bool = False) -> Paragraph:
        return Paragraph(text, place=Place("word/document.xml", 0, Cell(0, row, column, rows, columns, header)))

    cells = (cell("表头", 0, 0, 1, 2, header=True), cell("甲", 1, 0, 9, 1), cell("乙", 1, 1, 1, 1), cell("丙", 2, 1, 1, 1))
    text = as_html([report_on(document_of("前", *cells, "后"), [finding(3, 0, 1)])])
    page = Page(text)
    assert '<th colspan="2">' in text
    assert '<td rowspan="2">' in text  # no further than the table
    assert [page.paragraphs[f"p0-{n}"] for n in range(6)] == ["前", "表头", "甲", "乙", "丙", "后"]
    assert "表1第2行第2列" in text


def test_levels_and_families_can_be_chosen_with_their_counts():
    page = as_html([reported("请按时布署,抓好落实,其它事项另行通知。")])
    assert re.search(r'data-level="e" aria-pressed="true">必须改 <b>\d</b>', page)
    assert '<option value="punctuation">标点符号（2）</option>' in page
    assert 'type="search"' in page


def test_several_files_have_a_summary_and_a_tab_each():
    page = as_html([reported("请按时布署。", name="甲.txt"), reported("请按时部署。", name="乙.txt")], [("坏.docx", "读不了。")])
    assert "共3个文件：1个不宜送签，1个可以送签，1个没有读成。" in page
    assert page.count('<section class="file"') == 2
    assert "没有读成：读不了。" in page
    assert 'class="tabs"' not in as_html([reported("请按时部署。", name="乙.txt")])


def test_ignored_findings_the_checklist_and_what_was_not_checked_are_told():
    document = document_of(Paragraph("关于防汛经费的请示", Role.TITLE), "甲乙丙丁")
    report = report_on(document, [], ignored=[Ignored(finding(1, 0, 1), "历来如此。")], formal=False)
    page = as_html([report])
    assert "不改的理由：历来如此。" in page
    assert "一份请示只写一件事" in page
    assert "版式没有按正式公文核对" in page


@pytest.mark.parametrize(("role", "kind"), [(Role.PAGE_HEADER, "页眉"), (Role.FOOTNOTE, "脚注")])
def test_what_stands_beside_the_text_comes_below_it(role, kind):
    page = as_html([report_on(document_of(Paragraph("旁注", role, place=Place("word/x.xml", 0)), "正文"), [])])
    assert page.index("正文</p>") < page.index('<div class="beside">') < page.index(f'<span class="label">{kind}</span>旁注')


@pytest.mark.rendering
def test_in_a_browser_the_script_runs_and_lists_equal_faults_once(tmp_path: Path):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("no Chromium is installed")
    file = tmp_path / "页 1.html"
    file.write_text(as_html([reported("抓好落实,抓好落实。" * 70, name="甲.txt"), reported("请按时部署。", name="乙.txt")]), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / '浏览器'}", "--dump-dom"]
    done = subprocess.run([browser, *options, f"{file.as_uri()}#f0"], capture_output=True, timeout=120, check=True)
    page = Page(done.stdout.decode())
    own = {attributes.get("id"): attributes for _, attributes in page.tags}
    assert own["f0"]["class"] == "file shown"
    assert own["f1"]["class"] == "file"
    listed = [one for _, one in page.tags if (one.get("class") or "").startswith("note ") and "hidden" not in one]
    assert [one["id"] for one in listed] == ["n0-0"]
    assert "共70处，列出1处" in done.stdout.decode()
