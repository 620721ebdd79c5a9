"""Lines and pages worked out by arithmetic, held against the same rules followed character by character and line by line."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.typesetting.pagination import LIBREOFFICE, WORD, Block, end_of, kept_with_next, left_over, line_count, merged, place
from drafting.documents.typesetting.widths import WIDTHS

HEIGHT, LINE = 12756, 579


LATIN = frozenset(string.ascii_letters + string.digits + ".,:/+%&@#_-!\"$'()*;<=>?[\\]^`{|}~")
NOT_FIRST = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)!,.:;>?]}’℃°‰′″")
NOT_LAST = frozenset("（《〈“‘〔【「『($[{¥￥£")


def kind(char: str) -> str:
    """Which font or run a character is in: Latin, a mark that both scripts share, Chinese."""
    return "latin" if " " <= char <= "~" else "mark" if char in "§¨°±·×÷" or "\u2010" <= char <= "\u27bf" else "chinese"


def naive_lines(text: str, width: float, size: float, narrowing: float, first: float, program: int) -> int:
    """Lines by hand: characters are put on a line while they fit; then what may not begin or end a line goes along to the next."""
    office = program == LIBREOFFICE

    def is_bare(at: int) -> bool:
        return at + 1 == len(text) or kind(text[at]) != kind(text[at + 1])

    def is_seam(at: int) -> bool:
        pair = text[at : at + 2]
        return len(pair) == 2 and sorted((char.isascii() and char.isalnum()) or -("\u3400" <= char <= "\u9fff") for char in pair) == [-1, 1]

    def wide(at: int, last: bool) -> float:
        found = WIDTHS[text[at]] * size - narrowing
        if not office:
            return found
        if is_bare(at) or (last and narrowing > 0 and not is_seam(at)):
            found += narrowing
        if is_seam(at) and not last:
            found += 0.2 * size
        if text[at] == "·":
            found -= 0.67 * size
        before = text[:at].rstrip("“”‘’ ")
        if text[at] in "“”‘’" and (not before or before[-1] <= "~"):
            found -= 0.48 * size
        return found

    def taken(start: int, stop: int) -> float:
        return sum(wide(at, at + 1 == stop) for at in range(start, stop))

    def stuck(start: int, stop: int) -> bool:
        at = stop
        while at > start and text[at - 1] in NOT_FIRST and text[at - 1] > "~" and text[at - 1] not in "”’":
            at -= 1
        return start < at < stop and text[at - 1] in LATIN

    def parted(start: int, stop: int) -> bool:
        return (
            text[stop] not in (NOT_FIRST - {"—", "～"} if office else NOT_FIRST)
            and text[stop - 1] not in NOT_LAST
            and not (text[stop] in LATIN and text[stop - 1] in LATIN and text[stop - 1] != "-")
        )

    lines, start, room = 1, 0, width - first
    while True:
        stop = start + 1
        while stop < len(text) and taken(start, stop + 1) <= room + 0.01:
            stop += 1
        if office and stop < len(text) and text[stop] in "、，。；：！？" and not stuck(start, stop + 1):
            stop += 1
        while stop < len(text) and text[stop] == " ":
            stop += 1
        if stop >= len(text):
            return lines
        back = stop
        while back > start and not (parted(start, back) and not (office and is_bare(back - 1) and stuck(start, back))):
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
    kept = 0  # how much of what stands last on the page goes along with the next line
    for block in blocks:
        by = line if block.gaps else LINE
        if block.new_page and (used or found):
            page, used, kept = page + 1, 0, 0
        above, below = block.before * by // LINE, block.after * by // LINE
        high = block.line * line // LINE if block.elastic else block.line
        pages: list[int] = []
        own = 0  # how many lines of this block are among it
        for number in range(1, block.lines[program] + 1):
            space = above if number == 1 else 0
            if used + space + high > HEIGHT:
                along = kept if kept < used else 0
                page, used, space = page + 1, along + block.repeated * line // LINE, 0
                if along and own:
                    pages[-own:] = [page] * own
                kept, own = along, own if along else 0
            used += space + high
            pages.append(page)
            held = number in block.held[program]
            kept, own = (kept + (space if kept else 0) + high, own + 1) if held else (0, 0)
        found.append((pages[0], pages[-1]))
        used, kept = used + below, kept + below if kept else 0
    return found, used


def perhaps_kept(block: Block, keep: bool) -> Block:
    return replace(block, held=kept_with_next(block.lines)) if keep and not (block.before or block.after or block.repeated) else block


_FEW = st.sampled_from([0, 0, 0, 90, 579, 1158])
BLOCKS = st.lists(
    st.builds(
        perhaps_kept,
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
        st.booleans(),
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


def test_what_a_heading_takes_over_to_the_next_page_is_kept_with_what_follows_too() -> None:
    heading = Block((1, 1), LINE, held=kept_with_next((1, 1)))
    ended = end_of([Block((21, 21), LINE), heading, heading], HEIGHT, LINE, WORD)
    assert ended == (1, 2 * LINE, 2 * LINE)


@pytest.mark.parametrize("count", [1, 500])
def test_paragraphs_of_plain_text_merge_into_one_block(count: int) -> None:
    assert merged([Block((3, 2), LINE, elastic=True)] * count) == [Block((3 * count, 2 * count), LINE, elastic=True)]
