"""Letters on the disk are the letters that were put there; verdicts given as they come are those of the whole batch."""

from __future__ import annotations

import csv
import datetime as dt
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cli
from drafting.documents.errors import UserError
from drafting.letters import spread as spreading
from drafting.letters import storing, streaming
from drafting.letters.adapting import FEWEST
from drafting.letters.batch import Letter, Reply, Source
from drafting.letters.directory import example, read_directory
from drafting.letters.extraction import extract
from drafting.letters.sorting import sort_letters, sorter_for
from drafting.letters.spread import spread
from drafting.letters.storing import StoredLetters, Texts, store_letters
from drafting.letters.streaming import file_letters, read_any, stream_verdicts, stream_words
from drafting.letters.topics import topic_tree
from drafting.letters.wording import words_of

TIMES = st.none() | st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)).map(lambda time: time.replace(microsecond=0))
LETTERS = st.builds(
    Letter,
    id=st.text(max_size=8),
    title=st.text(max_size=20),
    text=st.text(max_size=200),
    original=st.text(max_size=200),
    time=TIMES,
    user=st.text(max_size=8),
    likes=st.integers(0, 10**12),
    dislikes=st.integers(0, 10**6),
    labels=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    source=st.builds(Source, st.text(max_size=10), st.text(max_size=5), st.integers(0, 10**7)),
    notes=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    reply=st.none() | st.builds(Reply, st.text(max_size=50), TIMES, st.text(max_size=8)),
)


def made(number: int) -> Letter:
    text = f"我们{number}号楼门口的路灯坏了半个月，晚上漆黑一片，老人孩子出门很不安全，物业说归市政管，请派人来修第{number}盏。"
    return Letter(str(number), f"{number}号楼路灯不亮", text, text, dt.datetime(2024, 1, 1), f"用户{number}")


class DescribeStoredLetters:
    @given(st.lists(LETTERS, max_size=12), st.integers(-14, 14), st.integers(-14, 14), st.sampled_from([None, 1, 2, -1]))
    def they_come_back_as_they_were(self, letters: list[Letter], start: int, end: int, step: int | None) -> None:
        with StoredLetters() as stored:
            for letter in letters:
                stored.append(letter)
            assert len(stored) == len(letters)
            assert list(stored) == letters
            assert stored[start:end:step] == letters[start:end:step]
            assert [stored[at] for at in range(-len(letters), len(letters))] == letters * 2

    def they_come_back_from_beyond_the_buffer_while_more_are_added(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(storing, "_BUFFER", 500)
        with StoredLetters() as stored:
            for number in range(50):
                stored.append(made(number))
                assert stored[number // 2] == made(number // 2)
            assert list(stored) == [made(number) for number in range(50)]

    def it_is_none_beyond_the_end(self) -> None:
        with StoredLetters() as stored:
            stored.append(made(1))
            for index in (1, -2):
                with pytest.raises(IndexError):
                    stored[index]

    def it_says_so_when_there_is_no_place_for_them(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="临时文件"):
            StoredLetters(tmp_path / "none")

    def its_texts_are_title_and_body(self) -> None:
        letters = [made(1), made(2)]
        texts = Texts(letters)
        assert (len(texts), list(texts), texts[1], texts[:1]) == (2, list(texts), f"{letters[1].title}\n{letters[1].text}", [texts[0]])


class DescribeStoring:
    def it_stores_the_letters_of_a_file_and_returns_the_rows_that_are_none(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("编号,内容\n1,路灯坏了\n,\n2,停水了\n", encoding="utf-8")
        letters, unread = store_letters([tmp_path / "a.csv"])
        assert [letter.text for letter in letters] == ["路灯坏了", "停水了"]
        assert [item.source.row for item in unread] == [3]

    def it_tells_how_many_letters_are_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(storing, "BLOCK", 2)
        (tmp_path / "a.csv").write_text("内容\n" + "路灯坏了\n" * 5, encoding="utf-8")
        told: list[int] = []
        store_letters([tmp_path / "a.csv"], progress=told.append)
        assert told == [2, 2]

    def it_refuses_what_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="找不到"):
            store_letters([tmp_path / "none.csv"])

    def its_memory_does_not_grow_with_the_file(self, tmp_path: Path) -> None:
        import tracemalloc

        def peak(rows: int) -> int:
            path = tmp_path / f"{rows}.csv"
            with path.open("w", encoding="gb18030", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow(["编号", "主题", "内容"])
                writer.writerows([number, f"{number}号楼路灯不亮", "路灯坏了，请派人来修。" * 40] for number in range(rows))
            tracemalloc.start()
            letters, _ = store_letters([path])
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert len(letters) == rows
            letters.close()
            return most

        few, many = peak(2_000), peak(12_000)
        # Ten thousand letters of 440 characters are 9 MB and more as objects; their numbers and places are a tenth of that.
        assert many - few < 3_000_000


class DescribeVerdictsAsTheyCome:
    @pytest.fixture
    def letters(self, monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
        monkeypatch.setattr(streaming, "BLOCK", 4)
        examples = [leaf.letters[0] for leaf in topic_tree()[:9]]
        letters = [Letter(str(number), one.title, one.body, one.body) for number, one in enumerate(examples)]
        return [*letters, *(Letter(f"又{one.id}", one.title, one.text, one.original) for one in letters[:3])]

    def they_are_those_of_the_whole_batch(self, letters: list[Letter]) -> None:
        pairs = list(stream_verdicts(letters))
        assert [letter for letter, _ in pairs] == letters
        assert [verdict for _, verdict in pairs] == sort_letters(letters)
        assert [verdict.duplicate_of for _, verdict in pairs][-3:] == ["0", "1", "2"]

    def they_need_only_as_many_letters_as_are_asked_for(self, letters: list[Letter], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(streaming, "PART", 4)
        taken: list[str] = []

        class Watched(list[Letter]):
            def __iter__(self) -> Iterator[Letter]:  # once for the texts, once for the letters
                taken.clear()
                for letter in super().__iter__():
                    taken.append(letter.id)
                    yield letter

        first, _ = next(stream_verdicts(Watched(letters)))
        assert (first, taken) == (letters[0], ["0", "1", "2", "3"])

    def they_are_the_same_from_other_processes_where_the_batch_taught_the_model(self, letters: list[Letter], tmp_path: Path) -> None:
        """What a tree of few terms learns from the whole batch must not be learnt anew from each part of it."""
        tree = tmp_path / "树.txt"
        tree.write_text("# 供水\n词：停水 水管 水压 自来水\n# 教育\n词：学校 学位 老师 补课\n# 其他事\n词：工资 路灯\n", encoding="utf-8")
        many = [replace(one, id=f"{number}-{one.id}") for number in range(FEWEST // len(letters) + 1) for one in letters]
        whole = sort_letters(many, topics=tree)
        assert [verdict for _, verdict in stream_verdicts(many, topics=tree)] == whole
        assert [verdict for _, verdict in stream_verdicts(many, topics=tree, workers=2)] == whole

    def they_come_with_what_the_letters_say_and_whose_business_they_are(self, letters: list[Letter]) -> None:
        directory, sorter = read_directory(example()), sorter_for(letters)
        here = list(file_letters(letters, sorter, details=True, directory=directory))
        assert [one.extracted for one in here] == [extract(letter) for letter in letters]
        assert all(one.routed for one in here)
        assert list(file_letters(letters, sorter, details=True, directory=directory, workers=2)) == here
        assert {(one.extracted, one.routed) for one in file_letters(letters, sorter)} == {(None, None)}

    @pytest.mark.parametrize("workers", [1, 2])
    def its_words_are_those_of_each_letter(self, letters: list[Letter], workers: int) -> None:
        assert list(stream_words(letters, workers=workers)) == [words_of(letter.title, letter.text) for letter in letters]

    def they_refuse_an_unknown_topic(self, letters: list[Letter]) -> None:
        with pytest.raises(UserError, match="没有一级主题"):
            list(stream_verdicts(letters, labels=["天文"]))


def command(folder: Path, *options: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the lines and the rows of the workbook that ``letters sort`` gives for the letters in ``a.csv``."""
    done = CliRunner().invoke(cli.main, ["letters", "sort", str(folder / "a.csv"), "--json", "-o", str(folder / "a.xlsx"), *options])
    assert done.exit_code == 0, done.stderr
    book = openpyxl.load_workbook(folder / "a.xlsx", read_only=True)
    return done.stdout.splitlines(), [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def doubled(factor: int, part: list[int]) -> list[int]:
    """A function of a module, as processes need it."""
    if part == [-1]:
        raise UserError("不能加倍", "-1", "请给正数")
    return [factor * value for value in part]


def ending(_: int, part: list[int]) -> None:
    """End the process as the system does where memory is short."""
    os._exit(part[0])


class DescribeReadingOfAnySize:
    def they_lie_on_the_disk_where_they_are_many(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.csv").write_text("编号,内容\n" + "".join(f"{number},第{number}盏路灯坏了\n" for number in range(7)) + ",\n", "utf-8")
        few = read_any([tmp_path / "a.csv"])
        monkeypatch.setattr(streaming, "IN_MEMORY", 4)
        many = read_any([tmp_path / "a.csv"])
        assert isinstance(few.letters, tuple)
        assert isinstance(many.letters, StoredLetters)
        assert (tuple(many.letters), many.unread) == (few.letters, few.unread)


class DescribeSpreading:
    @pytest.mark.parametrize("workers", [1, 2])
    def it_gives_the_results_in_order_whatever_does_the_work(self, workers: int) -> None:
        parts = [[number, number + 1] for number in range(9)]
        assert list(spread(doubled, iter(parts), 2, count=9, workers=workers)) == [(part, doubled(2, part)) for part in parts]

    @pytest.mark.parametrize("workers", [1, 2])
    def it_raises_what_the_work_raises(self, workers: int) -> None:
        with pytest.raises(UserError, match="不能加倍"):
            list(spread(doubled, [[1], [-1]], 2, count=2, workers=workers))

    def it_takes_few_parts_at_a_time(self) -> None:
        taken: list[int] = []
        parts = ([taken.append(number) or number] for number in range(100))  # type: ignore[func-returns-value]
        results = spread(doubled, parts, 2, count=100, workers=2)
        next(results)
        assert len(taken) <= 4
        results.close()  # type: ignore[attr-defined]

    def it_starts_no_processes_for_few_letters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreading, "_Pool", None)
        assert list(spread(doubled, [[1]], 2, count=spreading.POOL_FROM - 1)) == [([1], [2])]

    def it_says_so_when_a_process_dies(self) -> None:
        with pytest.raises(UserError, match="工作进程中途退出"):
            list(spread(ending, [[1]], 2, count=1, workers=2))

    def it_says_what_to_install_for_a_cluster(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "dask.distributed", None)
        with pytest.raises(UserError, match=r"wenmi\[cluster\]"):
            list(spread(doubled, [[1]], 2, count=1, scheduler="tcp://127.0.0.1:8786"))

    @pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "tcp://127.0.0.1:port"])
    def it_says_so_when_no_scheduler_answers(self, address: str) -> None:
        pytest.importorskip("dask.distributed")
        with pytest.raises(UserError, match="连不上"):
            list(spread(doubled, [[1]], 2, count=1, scheduler=address))

    @pytest.mark.filterwarnings("ignore")  # those of Dask's own machinery
    def it_says_so_when_the_machines_have_another_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        distributed = pytest.importorskip("dask.distributed")
        with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
            monkeypatch.setattr(spreading, "_fingerprint", lambda: "another")
            with pytest.raises(UserError, match="版本不同"):
                list(spread(doubled, [[1]], 2, count=1, scheduler=cluster.scheduler_address))

    @pytest.mark.filterwarnings("ignore")  # those of Dask's own machinery
    def its_results_on_a_cluster_of_two_workers_are_the_same(self, tmp_path: Path) -> None:
        distributed = pytest.importorskip("dask.distributed")
        letters = [made(number) for number in range(20)]
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            verdicts = [verdict for _, verdict in stream_verdicts(letters, scheduler=cluster.scheduler_address)]
            words = list(stream_words(letters, scheduler=cluster.scheduler_address))
            (tmp_path / "a.csv").write_text("编号,标题,内容\n" + "".join(f"{a.id},{a.title},{a.text}\n" for a in letters), "utf-8")
            there = command(tmp_path, "--scheduler", cluster.scheduler_address)
        assert there == command(tmp_path)
        assert verdicts == sort_letters(letters)
        assert words == [words_of(letter.title, letter.text) for letter in letters]
