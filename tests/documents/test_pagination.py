"""Lines and pages worked out by arithmetic, held against the same rules followed character by character and line by line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.pagination import LIBREOFFICE, WORD, Block, end_of, left_over, line_count, merged, place

HEIGHT, LINE = 12756, 579


def naive_lines(text: str, width: float, size: float, narrowing: float, first: float, program: int) -> int:
    """Lines by hand: characters are put on a line while they fit; then what may not begin or end a line goes along to the next."""
    latin = {".": 0.25, ",": 0.25, ":": 0.278, "/": 0.278, "-": 0.333, " ": 0.25, "%": 0.833}
    word = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/+%&@#_-")

    def wide(at: int) -> float:
        char, after = text[at], text[at + 1 : at + 2]
        ems = latin.get(char) or (1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.69 if char.isupper() else 0.5)
        chinese, alphanumeric = "\u3400" <= char <= "\u9fff", char.isascii() and char.isalnum()
        seam = (chinese and after.isascii() and after.isalnum()) or ((alphanumeric or char in "%.") and "\u3400" <= after <= "\u9fff")
        return ems * size - narrowing + (0.22 * size if seam and program == LIBREOFFICE else 0)

    lines, start, room = 1, 0, width - first
    while True:
        stop, used = start, 0.0
        while stop < len(text) and used + wide(stop) <= room + 1e-9:
            used += wide(stop)
            stop += 1
        stop = max(stop, start + 1)
        if program == LIBREOFFICE and stop < len(text) and text[stop] in "、，。；：！？":
            stop += 1
        if stop >= len(text):
            return lines
        back = stop
        while back > start and (
            text[back] in "、，。；：！？）》〉”’〕】」』…—·～%)"
            or text[back - 1] in "（《〈“‘〔【「『("
            or {text[back - 1], text[back]} <= word
        ):
            back -= 1
        start, lines, room = (back if back > start else stop), lines + 1, width


CHARS = st.sampled_from("测试落实责任，。、；：“”‘’（）《》…—·0123456789ABz.%,/- \u3000〔〕㐀")


@given(
    st.text(CHARS, max_size=160), st.sampled_from([60.0, 200.0, 442.2, 637.8]), st.sampled_from([(16.0, 0.25), (10.5, -0.3), (22.0, 0.0)])
)
def test_lines_are_those_that_the_rules_make_character_by_character(text: str, width: float, face: tuple[float, float]) -> None:
    for first in (0.0, 32.0, -16.0):
        counted = line_count(text, width, *face, first)
        assert counted == tuple(naive_lines(text, width, *face, first, program) for program in (WORD, LIBREOFFICE))


def test_a_line_break_begins_a_line_and_only_the_first_one_is_shorter() -> None:
    assert line_count("测" * 28 + "\n" + "测" * 28, 442.2, 16) == (2, 2)
    assert line_count("测" * 28 + "\n" + "测" * 28, 442.2, 16, first=32) == (3, 3)


def naive_pages(blocks: list[Block], line: int, program: int) -> tuple[list[tuple[int, int]], int]:
    """Pages by hand, line by line; and how much of the last one is taken."""
    found: list[tuple[int, int]] = []
    page, used = 0, 0
    for block in blocks:
        scale = (lambda twips: twips * line // LINE) if block.gaps else (lambda twips: twips)
        if block.new_page and (used or found):
            page, used = page + 1, 0
        used += scale(block.before)
        high = block.line * line // LINE if block.elastic else block.line
        first: int | None = None
        for _ in range(block.lines[program]):
            if used + high > HEIGHT:
                page, used = page + 1, (scale(block.before) if first is None else 0) + block.repeated * line // LINE
            first = page if first is None else first
            used += high
        found.append((page if first is None else first, page))
        used += scale(block.after)
    return found, used


_FEW = st.sampled_from([0, 0, 0, 90, 579, 1158])
BLOCKS = st.lists(
    st.builds(
        Block,
        st.tuples(st.sampled_from([1, 2, 3, 21, 22, 23, 90]), st.sampled_from([1, 2, 3, 21, 22, 23, 90])),
        st.sampled_from([579, 579, 400, 660]),
        _FEW,
        _FEW,
        st.sampled_from([False, False, False, True]),
        st.booleans(),
        st.booleans(),
        st.sampled_from([0, 0, 800]),
    ),
    min_size=1,
    max_size=12,
)


@given(BLOCKS, st.sampled_from([490, 560, 579, 640]), st.integers(0, 12))
def test_pages_are_those_that_come_of_setting_line_by_line(blocks: list[Block], line: int, at: int) -> None:
    for program in (WORD, LIBREOFFICE):
        pages, used = naive_pages(blocks, line, program)
        assert place(blocks, HEIGHT, line, program) == pages
        assert left_over(blocks, HEIGHT, line, program) == HEIGHT - used
        if before := blocks[:at]:
            assert place(blocks[at:], HEIGHT, line, program, after=end_of(before, HEIGHT, line, program)) == pages[at:]


@given(BLOCKS, st.sampled_from([490, 579, 640]))
def test_blocks_merged_into_few_end_where_the_many_do(blocks: list[Block], line: int) -> None:
    few = merged(blocks)
    assert len(few) <= len(blocks)
    for program in (WORD, LIBREOFFICE):
        assert end_of(few, HEIGHT, line, program) == end_of(blocks, HEIGHT, line, program)
        assert sum(block.lines[program] for block in few) == sum(block.lines[program] for block in blocks)


@pytest.mark.parametrize("count", [1, 500])
def test_paragraphs_of_plain_text_merge_into_one_block(count: int) -> None:
    assert merged([Block((3, 2), LINE, elastic=True)] * count) == [Block((3 * count, 2 * count), LINE, elastic=True)]
