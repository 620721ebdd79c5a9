"""Average linkage in rounds gives the groups that one merge at a time gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.linkage import average_linkage


def one_at_a_time(sizes: list[int], pairs: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    """The definition: while any two groups are ``least`` or more alike on average, merge the two that are most."""
    groups = [[row] for row in range(len(sizes))]

    def average(one: list[int], other: list[int]) -> float:
        total = sum(pairs.get((min(a, b), max(a, b)), 0.0) * sizes[a] * sizes[b] for a in one for b in other)
        return total / (sum(sizes[a] for a in one) * sum(sizes[b] for b in other))

    while True:
        options = [(average(a, b), i, j) for i, a in enumerate(groups) for j, b in enumerate(groups) if i < j]
        best = max(options, default=(0.0, 0, 0))
        if best[0] < least:
            return sorted(sorted(group) for group in groups)
        groups[best[1]] = groups[best[1]] + groups.pop(best[2])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], dict[tuple[int, int], float]]:
    rows = draw(st.integers(0, 12))
    sizes = draw(st.lists(st.integers(1, 5), min_size=rows, max_size=rows))
    ends = [(a, b) for a in range(rows) for b in range(a + 1, rows)]
    chosen = draw(st.lists(st.sampled_from(ends), unique=True)) if ends else []
    # No two equal: then there is one answer only.
    values = draw(st.lists(st.floats(0.01, 1.0), min_size=len(chosen), max_size=len(chosen), unique=True))
    return sizes, dict(zip(chosen, values, strict=True))


def linked(sizes: list[int], pairs: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    ends = np.array(list(pairs), np.int64).reshape(-1, 2)
    return average_linkage(sizes, ends[:, 0], ends[:, 1], np.array(list(pairs.values())), least)


@given(graphs(), st.sampled_from([0.05, 0.2, 0.5]))
def test_rounds_give_the_groups_of_single_merges(graph: tuple[list[int], dict[tuple[int, int], float]], least: float) -> None:
    assert linked(*graph, least) == one_at_a_time(*graph, least)


@given(graphs(), st.integers(0, 3))
def test_equal_values_still_put_every_row_into_one_group(graph: tuple[list[int], dict[tuple[int, int], float]], shift: int) -> None:
    sizes, pairs = graph
    groups = linked(sizes, dict.fromkeys(pairs, 0.5), 0.2)
    assert sorted(row for group in groups for row in group) == list(range(len(sizes)))


def test_one_letter_between_two_matters_does_not_chain_them() -> None:
    pairs = {(0, 1): 0.9, (3, 4): 0.9, (1, 2): 0.3, (2, 3): 0.31}
    assert linked([1] * 5, pairs, 0.2) == [[0, 1], [2], [3, 4]]


def test_ten_copies_weigh_as_ten_letters() -> None:
    pairs = {(0, 1): 0.8, (0, 2): 0.5}
    assert linked([1, 1, 1], pairs, 0.25) == [[0, 1, 2]]
    assert linked([1, 10, 1], pairs, 0.25) == [[0, 1], [2]]
