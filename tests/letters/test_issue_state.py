"""Issues known again from run to run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drafting.documents.errors import UserError
from drafting.letters.batch import Letter, Reply
from drafting.letters.issue_state import State, follow, read_state, write_state

START = datetime(2024, 3, 4, 9)  # a Monday
TREES = [
    "翠湖公园南门的树又砍了{n}棵，要建停车楼，请停止施工恢复绿地。",
    "听说翠湖公园要把绿地改成停车楼，已经围挡，{n}栋居民都反对砍树。",
    "反对在翠湖公园修停车楼，公园是老人孩子散步的地方，不能砍树，第{n}次来信。",
]


def trees(number: int, day: int, user: str = "") -> Letter:
    text = TREES[number % 3].format(n=number)
    return Letter(f"T{number}", "反对翠湖公园建停车楼", text, text, START + timedelta(days=day), user or f"用户{number}")


def lift(number: int, day: int) -> Letter:
    text = f"云岭花园{number}栋电梯又坏了，维保公司不来修，困人已经{number + 2}次，请质监部门检查电梯。"
    return Letter(f"L{number}", "云岭花园电梯经常故障困人", text, text, START + timedelta(days=day), f"住户{number}")


class DescribeFollowing:
    def it_says_that_every_issue_of_a_first_run_is_new(self) -> None:
        done = follow([trees(n, n) for n in range(4)], State())
        (issue,) = done.issues
        assert (issue.status, len(issue.new), done.quiet, done.state.runs) == ("新增", 4, (), 1)

    def it_says_that_an_issue_keeps_its_id_when_only_new_letters_come(self) -> None:
        first = follow([*(trees(n, n) for n in range(4)), *(lift(n, n) for n in range(3))], State())
        second = follow([trees(n, n) for n in range(8, 12)], first.state)
        (issue,) = second.issues
        assert issue.id in {one.id for one in first.issues}
        assert len(issue.new) == 4
        assert [known.id for known in second.quiet] == [one.id for one in first.issues if one.id != issue.id]

    def it_says_that_a_letter_handed_in_again_is_not_new_and_not_counted_twice(self) -> None:
        batch = [trees(n, n) for n in range(4)]
        first = follow(batch, State())
        again = follow([replace(one, id=f"新{one.id}") for one in batch] + [trees(20, 5)], first.state)
        (issue,) = again.issues
        assert issue.id == first.issues[0].id
        assert issue.new == ("T20",)
        assert sum(again.state.issues[issue.id].weeks.values()) == 5

    def it_says_that_a_single_letter_on_a_known_issue_is_reported_with_it(self) -> None:
        first = follow([trees(n, n) for n in range(4)], State())
        second = follow([trees(9, 10)], first.state)
        assert [(issue.id, issue.letters) for issue in second.issues] == [(first.issues[0].id, ("T9",))]

    def its_id_stays_when_an_earlier_letter_turns_up(self) -> None:
        first = follow([trees(n, n + 5) for n in range(4)], State())
        second = follow([trees(n, n + 5) for n in range(4)] + [trees(30, 0)], first.state)
        assert second.issues[0].id == first.issues[0].id

    @pytest.mark.parametrize(
        ("before", "after", "status"),
        [
            ([0, 1, 29], [30, 31, 32, 33, 34], "升温"),
            ([0, 1, 2, 3, 4, 5], [40], "降温"),
            ([0, 1], [30, 31], "平稳"),
            ([0, 1], [90, 91], "复发"),
        ],
    )
    def it_tells_how_an_issue_goes_on(self, before: list[int], after: list[int], status: str) -> None:
        first = follow([trees(n, day) for n, day in enumerate(before)], State())
        second = follow([trees(20 + n, day) for n, day in enumerate(after)], first.state)
        assert [issue.status for issue in second.issues] == [status]

    def it_says_that_a_letter_after_the_answer_is_a_relapse(self) -> None:
        answered = [replace(trees(n, n), reply=Reply("已停工。", START + timedelta(days=8), "园林局")) for n in range(3)]
        first = follow(answered, State())
        second = follow([trees(n, n + 10) for n in range(20, 22)], first.state)
        assert [issue.status for issue in second.issues] == ["复发"]

    def it_shows_status_and_new_letters_in_json(self) -> None:
        (issue,) = follow([trees(n, n) for n in range(3)], State()).issues
        assert issue.as_json()["status"] == "新增"
        assert issue.as_json()["new"] == ["T0", "T1", "T2"]

    def it_says_that_no_letters_leave_every_issue_quiet(self) -> None:
        first = follow([trees(n, n) for n in range(3)], State())
        second = follow([], first.state)
        assert (second.issues, len(second.quiet)) == ((), 1)
        assert second.state.issues == first.state.issues


class DescribeStateFile:
    def it_comes_back_as_it_was_written(self, tmp_path: Path) -> None:
        state = follow([*(trees(n, n) for n in range(4)), *(lift(n, n) for n in range(3))], State()).state
        write_state(tmp_path / "台账.json", state)
        write_state(tmp_path / "又.json", read_state(tmp_path / "台账.json"))
        assert (tmp_path / "台账.json").read_bytes() == (tmp_path / "又.json").read_bytes()

    def it_goes_on_after_a_reading_as_without_one(self, tmp_path: Path) -> None:
        state = follow([trees(n, n) for n in range(4)], State()).state
        write_state(tmp_path / "台账.json", state)
        batch = [trees(n, n) for n in range(8, 10)]
        read = follow(batch, read_state(tmp_path / "台账.json"))
        assert [issue.id for issue in read.issues] == [issue.id for issue in follow(batch, state).issues]

    def it_holds_no_chinese_and_no_name_or_number_of_a_letter(self, tmp_path: Path) -> None:
        letters = [replace(trees(n, n, "张小明"), text=f"{trees(n, n).text}电话13912345678") for n in range(3)]
        write_state(tmp_path / "台账.json", follow(letters, State()).state)
        text = (tmp_path / "台账.json").read_text(encoding="utf-8")
        assert not re.search("[一-鿿]", text)
        assert "13912345678" not in text
        assert not re.search(r'"T\d"', text)

    def it_says_that_a_missing_file_is_an_empty_state(self, tmp_path: Path) -> None:
        assert read_state(tmp_path / "没有.json").issues == {}

    @pytest.mark.parametrize(
        "content", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": 1, "key": "x", "runs": 0, "issues": [1]}', b"\xff\xfe\x00"]
    )
    def it_says_that_a_file_that_is_no_state_is_refused_in_one_sentence(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "台账.json"
        path.write_bytes(content)
        with pytest.raises(UserError, match="问题台账"):
            read_state(path)
        assert path.read_bytes() == content

    def it_says_that_a_state_of_another_version_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "台账.json").write_text(json.dumps({"version": 99, "key": "00", "runs": 0, "issues": {}}), encoding="utf-8")
        with pytest.raises(UserError, match="版本"):
            read_state(tmp_path / "台账.json")

    @pytest.mark.parametrize("key", ["不是", "", "00", "00" * 65])
    def it_says_that_a_damaged_key_is_refused(self, tmp_path: Path, key: str) -> None:
        (tmp_path / "台账.json").write_text(json.dumps({"version": 1, "key": key, "runs": 0, "issues": {}}), encoding="utf-8")
        with pytest.raises(UserError, match="问题台账"):
            read_state(tmp_path / "台账.json")
