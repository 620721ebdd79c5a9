"""What is worked out from the tables is kept while they stay as they are, and never a cause of trouble."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import kept
from drafting.documents.prepared import Prepared

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.tuples(inner, inner) | st.lists(inner),
    max_leaves=8,
)


class Maker:
    """Makes a table and counts how often it was asked to."""

    def __init__(self, table: dict[str, tuple[str, int]]) -> None:
        self.table, self.times = table, 0

    def make(self) -> dict[str, tuple[str, int]]:
        """Return the table."""
        self.times += 1
        return self.table


TABLE = {"经济": ("名", 1), "〇": ("字", 2), "": ("空", 3), "\ud800": ("半", 4), **{f"词{number}": ("词", number) for number in range(300)}}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file that tables are made from."""
    file = tmp_path / "table.tsv"
    file.write_text("经济\t名\n", encoding="utf-8")
    return file


def test_a_kept_table_answers_as_the_made_one(tmp_path: Path, source: Path) -> None:
    maker = Maker(TABLE)
    for _ in range(3):
        prepared = Prepared()
        with prepared.kept(tmp_path / "cache"):
            table = prepared.table("words", [source], maker.make)
            assert all(table.get(key) == value for key, value in TABLE.items())
            assert table.get("没有") is None
    assert maker.times == 1


def test_without_a_folder_the_table_itself_is_given(tmp_path: Path, source: Path) -> None:
    assert Prepared().table("words", [source], Maker(TABLE).make) is TABLE
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("change", ["content", "time", "gone"])
def test_a_changed_source_makes_the_table_anew(tmp_path: Path, source: Path, change: str) -> None:
    maker, prepared = Maker(TABLE), Prepared()
    with prepared.kept(tmp_path / "cache"):
        prepared.table("words", [source], maker.make)
        if change == "content":
            source.write_text("经济\t名\n社会\t名\n", encoding="utf-8")
        elif change == "time":
            os.utime(source, (1, 1))
        else:
            source.unlink()
        maker.table = {"社会": ("名", 9)}
        assert prepared.table("words", [source], maker.make).get("社会") == ("名", 9)
    assert maker.times == 2


def test_a_place_where_nothing_can_be_written_is_no_fault(tmp_path: Path, source: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    prepared = Prepared()
    with prepared.kept(tmp_path / "cache"):
        assert prepared.table("words", [source], Maker(TABLE).make).get("经济") == ("名", 1)


def test_leaving_ends_the_keeping(tmp_path: Path, source: Path) -> None:
    prepared = Prepared()
    with prepared.kept(tmp_path / "cache"):
        pass
    prepared.table("words", [source], Maker(TABLE).make)
    assert not (tmp_path / "cache").exists()


@given(content=PLAIN, stamp=st.binary(max_size=40))
def test_plain_data_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, content: object, stamp: bytes) -> None:
    file = tmp_path_factory.mktemp("kept") / "data"
    kept.save(file, stamp, content)
    assert kept.load(file, stamp) == content
    assert kept.load(file, stamp + b"x") is None


@given(at=st.integers(min_value=0), byte=st.integers(0, 255), cut=st.booleans())
def test_a_spoiled_file_holds_nothing_or_what_was_saved(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: bool) -> None:
    file = tmp_path_factory.mktemp("kept") / "data"
    kept.save(file, b"stamp", TABLE)
    data = bytearray(file.read_bytes())
    data[at % len(data)] = byte
    file.write_bytes(data[: at % len(data)] if cut else data)
    assert kept.load(file, b"stamp") in (None, TABLE)
