"""Letters a second through ``letters sort``, beside plain jieba + TfidfVectorizer + LinearSVC on the same letters in the same run."""

from __future__ import annotations

import random
import time
import warnings
from datetime import datetime
from typing import Any

import pytest

from benchmarks.growth import growth
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


def test_sorting_against_jieba_and_tfidf(benchmark: Any) -> None:
    letters = made()
    sort_letters(letters[:10])  # the model is trained or loaded before the clock starts
    verdicts = benchmark.pedantic(sort_letters, (letters,), rounds=3, warmup_rounds=1)
    assert len(verdicts) == LETTERS
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
    begin = time.perf_counter()
    plain.predict(sample)
    plain_rate = len(sample) / (time.perf_counter() - begin)
    benchmark.extra_info["letters per second"] = round(rate)
    benchmark.extra_info["jieba + TfidfVectorizer + LinearSVC, letters per second"] = round(plain_rate)
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
