"""Proofreading: matching terms beside the usual ways of doing it, the rule families, a long document, a page from start to findings."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.growth import growth, seconds
from drafting.documents.reading import read_text
from drafting.proofing import proofread
from drafting.proofing.tables import TERMS, rows

ROOT = Path(__file__).resolve().parent.parent
PAGE = 22 * 28  # characters
PAGES = 300
BODY = (
    "各级各部门要建立健全督查台账，明确责任单位和完成时限，按月报送进展情况，确保2024年各项任务落到实处。",
    "市发展改革委、市财政局要会同有关部门，按照《青山市防汛工作预案》（青政发〔2023〕12号）的规定，做好资金保障。",
    "全年完成投资110亿元，比上年增长12.3%，其中第一产业15亿元、第二产业45亿元、第三产业50亿元。",
    "会议强调，要坚持问题导向、目标导向、结果导向，切实解决群众反映强烈的“急难愁盼”问题；要加强统筹协调，形成工作合力。",
)


def text_of(pages: int) -> str:
    """A notice of that many pages: a heading for every ten paragraphs, paragraphs of three sentences."""
    lines = ["青山市人民政府办公室关于做好有关工作的通知", "各县（市、区）人民政府：", "现将有关事项通知如下。"]
    length = number = 0
    while length < pages * PAGE:
        line = "".join(BODY[(number + step) % len(BODY)] for step in range(3))
        lines.append(line)
        length += len(line)
        number += 1
    return "\n".join([*lines, "青山市人民政府办公室", "2024年5月8日"])


def test_terms_in_one_pass_beside_an_alternation_and_one_by_one(benchmark: Any) -> None:
    from ahocorasick_rs import AhoCorasick

    terms = sorted({row.wrong for name in TERMS for row in rows(name)})
    text = text_of(30)
    automaton = AhoCorasick(terms)
    alternation = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))

    def one_by_one() -> int:
        return sum(text.count(term) for term in terms)

    found = benchmark(lambda: automaton.find_matches_as_indexes(text, overlapping=True))
    assert len(found) == one_by_one()
    once = benchmark.stats.stats.median
    benchmark.extra_info["terms"] = len(terms)
    benchmark.extra_info["one alternation, times slower"] = round(seconds(lambda: alternation.findall(text)) / once, 1)
    benchmark.extra_info["one by one, times slower"] = round(seconds(one_by_one) / once, 1)


def test_ten_times_the_terms_cost_about_the_same(benchmark: Any) -> None:
    from ahocorasick_rs import AhoCorasick

    terms = sorted({row.wrong for name in TERMS for row in rows(name)})
    more = terms + [f"{term}{suffix}" for suffix in "甲乙丙丁戊己庚辛壬" for term in terms]
    text = text_of(100)
    few, many = AhoCorasick(terms), AhoCorasick(more)
    cost, tenfold = growth(benchmark, lambda: few.find_matches_as_indexes(text), lambda: many.find_matches_as_indexes(text), 5)
    assert tenfold < 4 * cost, f"{cost * 1000:.1f} ms, ten times the terms {tenfold * 1000:.1f} ms"


def test_all_families_over_300_pages(benchmark: Any) -> None:
    document = read_text(text_of(PAGES), "")
    proofread(document)
    cpu = seconds(lambda: benchmark.pedantic(proofread, (document,), rounds=1), 1)
    characters = sum(len(paragraph.text) for paragraph in document.paragraphs)
    every = "".join(paragraph.text for paragraph in document.paragraphs)
    # The least that any proofreader does: cutting the text into words, once.
    from drafting.documents.words import cut

    benchmark.extra_info["characters a CPU second"] = round(characters / cpu)
    benchmark.extra_info["times cutting it into words once"] = round(cpu / seconds(lambda: sum(1 for _ in cut(every)), 1), 1)


def test_a_page_from_start_to_printed_findings(benchmark: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text_of(1).replace("台账", "台帐"), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "WENMI_HOME": str(tmp_path / "home")}

    def cpu(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    start = "import sys; from cli import main; sys.exit(main())"
    cpu("-c", start, "check", str(page))  # compiles what is not yet compiled
    spent = min(
        benchmark.pedantic(cpu, ("-c", start, "check", str(page)), rounds=1), *(cpu("-c", start, "check", str(page)) for _ in range(2))
    )
    benchmark.extra_info["CPU seconds"] = round(spent, 2)
    benchmark.extra_info["times starting Python and importing jieba"] = round(spent / cpu("-c", "import jieba; jieba.lcut('公文')"), 2)
