"""The ledger of what was left: written whole, by one at a time, and never over something that could not be read."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from drafting.documents.errors import UserError
from drafting.proofing.control import ledger
from drafting.proofing.control.ledger import Entry
from drafting.proofing.control.locking import only_writer


def entry(number=1, **changed):
    values = {"id": f"{number:08x}", "code": "long-sentence", "words": "字词", "sentence": "句子。", "reason": "理由"}
    return Entry(**{**values, "when": ledger.written(datetime(2026, 3, 5, 9, 30)), "file": "通知.docx", **changed})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "已忽略.yaml"


def test_what_is_added_is_read_again_and_is_yaml(path):
    ledger.add(path, [entry(1), entry(2, words="“引号”\\和: # 号", reason="领导定的")])
    assert ledger.read_ledger(path) == (entry(1), entry(2, words="“引号”\\和: # 号", reason="领导定的"))
    rows = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert [(row["编号"], row["字词"], row["时间"]) for row in rows] == [
        ("00000001", "字词", "2026-03-05 09:30"),
        ("00000002", "“引号”\\和: # 号", "2026-03-05 09:30"),
    ]


def test_there_is_nothing_where_there_is_no_file(path):
    assert ledger.read_ledger(path) == ()


def test_an_entry_added_again_takes_the_new_reason_and_lines_of_others_stay(path):
    ledger.add(path, [entry(1), entry(2)])
    path.write_text(path.read_text(encoding="utf-8") + "\n# 张处长定的\n", encoding="utf-8")
    ledger.add(path, [entry(1, reason="新理由"), entry(3)])
    assert [(one.id[-1], one.reason) for one in ledger.read_ledger(path)] == [("1", "新理由"), ("2", "理由"), ("3", "理由")]
    assert "# 张处长定的" in path.read_text(encoding="utf-8")


def test_entries_are_taken_out_by_id_or_its_beginning(path):
    ledger.add(path, [entry(0x12345678), entry(0x1234AAAA), entry(0xABCDEF01)])
    assert [one.id for one in ledger.remove(path, ["ABCD"])] == ["abcdef01"]
    with pytest.raises(UserError, match="不止一个：1234"):
        ledger.remove(path, ["1234"])
    with pytest.raises(UserError, match="没有这些编号：99999999、abc"):
        ledger.remove(path, ["12345678", "99999999", "abc"])
    assert len(ledger.read_ledger(path)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "乱码",
        "- 编号: 00000001",
        '- {"编号": "00000001"}',
        '- {"编号": "坏的"}',
        entry(1).line[:-5],
        entry(1).line.replace('"', "“"),
        "- []",
        "- " + "[" * 100_000,
    ],
)
def test_a_damaged_line_is_named_and_the_file_is_left_as_it_is(path, line):
    ledger.add(path, [entry(2)])
    damaged = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(damaged, encoding="utf-8")
    for attempt in (lambda: ledger.read_ledger(path), lambda: ledger.add(path, [entry(3)]), lambda: ledger.remove(path, ["00000002"])):
        with pytest.raises(UserError) as refused:
            attempt()
        assert "第 3 行" in str(refused.value)
        assert path.read_text(encoding="utf-8") == damaged


def test_a_ledger_of_other_bytes_is_refused_and_kept(path):
    path.parent.mkdir()
    path.write_bytes(b"\x00\xff\xfe" * 40)
    with pytest.raises(UserError):
        ledger.add(path, [entry(1)])
    assert path.read_bytes() == b"\x00\xff\xfe" * 40


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_come_back_as_they_were(words, reason):
    line = entry(1, words=words, reason=reason).line
    assert "\n" not in line
    values = json.loads(line[2:])
    assert (values["字词"], values["理由"]) == (words, reason)
    assert line.isprintable() or any(not c.isprintable() for c in words + reason)
    line.encode("utf-8")


def test_two_processes_at_once_lose_nothing(path):
    code = (
        "import sys; from pathlib import Path; from drafting.proofing.control.ledger import Entry, add\n"
        "path, first = Path(sys.argv[1]), int(sys.argv[2])\n"
        "for n in range(first, first + 25): add(path, [Entry(f'{n:08x}', 'c', 'w', 's', 'r', 't', 'f')])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), str(first)]) for first in (0, 100, 200)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert {int(one.id, 16) for one in ledger.read_ledger(path)} == {*range(25), *range(100, 125), *range(200, 225)}


def test_who_waits_too_long_is_told_so(path):
    held, done = threading.Event(), threading.Event()

    def hold():
        with only_writer(path):
            held.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    with pytest.raises(UserError, match="正在改这个文件"), only_writer(path, patience=0.1):
        pass
    done.set()
    holder.join()
    with only_writer(path, patience=0.1):
        pass
