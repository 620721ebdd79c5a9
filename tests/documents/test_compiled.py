"""What expressions compile to is kept, and never a cause of trouble."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.compiled import Compiled

SOURCES = [
    (r"(?P<year>(?:19|20)\d\d)年(?P<rest>[一二三四五六七八九十]{1,3}月)?", 0),
    (r"^[\s　]*[（(](?P<n>[一二三四五六七八九十]+)[）)]", re.MULTILINE),
    (r"(?<=[。；])(?!附件)[^。；\n]{2,8}", 0),
    (r"km/h|[a-z]+㎡", re.IGNORECASE),
    ("的(?P<x>的)", 0),
    ("[〇㐀-鿿]+", 0),
    ("(一)(二)?(三)", 0),
    (r"\d+(?:\.\d+)?[%％]", re.ASCII),
    ("其他", 0),
]
TEXT = "　（二）2024年五月。全市增长5.2%；附件的的Km/H，一三其他"


def _found(compiled: Compiled) -> list[object]:
    made = [compiled.pattern(source, int(flags)) for source, flags in SOURCES]
    return [(p.pattern, p.flags, p.groups, dict(p.groupindex), [(m.span(), m.groups()) for m in p.finditer(TEXT)]) for p in made]


EXPECTED = _found(Compiled())


def test_an_expression_that_was_kept_finds_what_the_compiled_one_finds(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "expressions"
    for _ in range(2):  # first written, then read
        compiled = Compiled()
        with compiled.kept(file):
            assert _found(compiled) == EXPECTED
        assert file.is_file()


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    compiled = Compiled()
    assert _found(compiled) == EXPECTED
    assert list(tmp_path.iterdir()) == []


@given(at=st.integers(min_value=0), byte=st.integers(0, 255), cut=st.booleans())
def test_a_spoiled_file_is_passed_over(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: bool) -> None:
    file = tmp_path_factory.mktemp("kept") / "expressions"
    compiled = Compiled()
    with compiled.kept(file):
        _found(compiled)
    data = bytearray(file.read_bytes())
    data[at % len(data)] = byte
    file.write_bytes(data[: at % len(data)] if cut else data)
    again = Compiled()
    with again.kept(file):
        assert _found(again) == EXPECTED


def test_a_place_where_nothing_can_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    compiled = Compiled()
    with compiled.kept(tmp_path / "cache" / "expressions"):
        assert _found(compiled) == EXPECTED


def test_an_expression_with_an_error_says_so_as_ever(tmp_path: Path) -> None:
    compiled = Compiled()
    with compiled.kept(tmp_path / "expressions"), pytest.raises(re.error):
        compiled.pattern("(未闭合", 0)


def test_a_few_new_expressions_do_not_rewrite_the_file(tmp_path: Path) -> None:
    file = tmp_path / "expressions"
    first = Compiled()
    with first.kept(file):
        _found(first)
    before = file.read_bytes()
    second = Compiled()
    with second.kept(file):
        assert second.pattern("新的一条", 0).search("又是新的一条")
    assert file.read_bytes() == before
