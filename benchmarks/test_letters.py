"""Letters a CPU second through ``letters sort``, beside plain jieba + TfidfVectorizer + LinearSVC on the same letters in the same run."""

from __future__ import annotations

import csv
import json
import random
import time
import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.growth import growth
from benchmarks.made_letters import HEADER
from drafting.desk import letters as desk
from drafting.letters.batch import Letter
from drafting.letters.extraction import extract
from drafting.letters.issues import find_issues
from drafting.letters.masking import mask
from drafting.letters.sorting import sort_letters
from drafting.letters.topics import topic_tree

LETTERS, CHARACTERS = 2000, 390


def made(count: int = LETTERS) -> list[Letter]:
    """Letters of the usual length, put together from sentences of the project's own corpus."""
    chance = random.Random(1)
    sentences = [s for leaf in topic_tree() for one in leaf.letters for s in one.body.replace("\n", "").split("。") if len(s) > 8]
    result = []
    for number in range(count):
        body = ""
        while len(body) < CHARACTERS:
            body += chance.choice(sentences) + "。"
        result.append(Letter(str(number), body[:20], body, body, datetime(2024, 1, 1 + number % 28), f"用户{number}"))
    return result


def sort_file(path: Path, output: Path) -> None:
    """Do what ``letters sort --json`` does, from the file to the last line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with output.open("w", encoding="utf-8") as stream:
        for one in desk.sort([path], details=False, workers=1):
            stream.write(encode(one.verdict.as_json()) + "\n")


@pytest.mark.benchmark(timer=time.process_time)
def test_sorting_against_jieba_and_tfidf(benchmark: Any, tmp_path: Path) -> None:
    letters = made()
    path, output = tmp_path / "letters.csv", tmp_path / "sorted.jsonl"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = [(one.id, one.user, one.title, one.time, one.text, 0, 0) for one in letters]
        csv.writer(stream).writerows([HEADER, *rows])
    sort_letters(letters[:10])  # the model is trained or loaded before the clock starts
    benchmark.pedantic(sort_file, (path, output), rounds=5, warmup_rounds=1)
    assert len(output.read_text(encoding="utf-8").splitlines()) == LETTERS
    rate = LETTERS / benchmark.stats.stats.median
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources, which warns
        import jieba
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    jieba.initialize()
    plain = make_pipeline(TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None), LinearSVC())
    examples = [(one.body, leaf.path[0]) for leaf in topic_tree() for one in leaf.letters[:1]]
    plain.fit([body for body, _ in examples], [label for _, label in examples])
    sample = [f"{letter.title}\n{letter.text}" for letter in letters[:500]]
    begin = time.process_time()
    plain.predict(sample)
    plain_rate = len(sample) / (time.process_time() - begin)
    benchmark.extra_info["letters per CPU second, from the file to JSON"] = round(rate)
    benchmark.extra_info["jieba + TfidfVectorizer + LinearSVC, letters per CPU second"] = round(plain_rate)
    benchmark.extra_info["times jieba + TfidfVectorizer + LinearSVC"] = round(rate / plain_rate, 1)


def test_finding_issues_grows_with_the_batch(benchmark: Any) -> None:
    letters = made()
    issues = benchmark.pedantic(find_issues, (letters,), rounds=1)
    assert isinstance(issues, list)
    begin = time.perf_counter()
    find_issues(letters[: LETTERS // 4])
    benchmark.extra_info["times a quarter of the letters"] = round(benchmark.stats.stats.median / (time.perf_counter() - begin), 1)


@pytest.mark.parametrize("part", ["0731-", "1", "a@b.", "1张三、", "2019年", "物业公司", "一万"])
def test_a_text_of_one_thing_over_and_over_takes_no_longer_than_any(benchmark: Any, part: str) -> None:
    def read(times: int) -> None:
        text = part * times
        mask(text)
        extract(Letter("1", "", text, text))

    read(10)  # the lists of names are read before the clock starts
    short, long = growth(benchmark, lambda: read(4000), lambda: read(16_000))
    assert long < 4 * 2 * short + 0.05, f"{short * 1000:.0f} ms, four times the text {long * 1000:.0f} ms"
