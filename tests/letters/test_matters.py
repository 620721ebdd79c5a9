"""Letters on one matter: the same groups wherever the letters lie and however many are looked at at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.made_letters import write_letters
from drafting.letters import clusters, describing
from drafting.letters.batch import Letter
from drafting.letters.clusters import candidates
from drafting.letters.describing import describe
from drafting.letters.duplicates import find_duplicates
from drafting.letters.issues import find_issues
from drafting.letters.likeness import WHOLE, likeness, shared
from drafting.letters.matters import find_matters
from drafting.letters.storing import Picked, StoredLetters, Texts, store_letters


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredLetters]:
    path = tmp_path_factory.mktemp("made") / "a.csv"
    write_letters(path, 600)
    letters, _ = store_letters([path])
    with letters:
        yield letters


class Watched(Sequence[Letter]):
    """Letters that know how many of them were held at once by those who asked for a slice."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self.letters, self.most = letters, 1

    def __len__(self) -> int:
        return len(self.letters)

    def __getitem__(self, index: Any) -> Any:
        found = self.letters[index]
        if isinstance(index, slice):
            self.most = max(self.most, len(found))
        return found


def test_letters_on_the_disk_make_the_issues_of_letters_in_memory(stored: StoredLetters) -> None:
    issues = find_issues(list(stored))
    assert len(issues) > 20
    assert find_issues(stored) == issues


def test_nobody_asks_for_all_letters_at_once(stored: StoredLetters) -> None:
    watched = Watched(stored)
    find_matters(watched)
    assert watched.most < len(stored)


def test_the_groups_do_not_depend_on_how_many_are_looked_at_at_a_time(stored: StoredLetters, monkeypatch: pytest.MonkeyPatch) -> None:
    # Every name that more than two letters have is a hot one here, so that blocks must know of each other.
    monkeypatch.setattr(clusters, "_RARE", 5)
    monkeypatch.setattr(clusters, "_LARGE", 4)
    whole = find_matters(stored)
    for module, name, size in (
        (clusters, "_BLOCK", 70),
        (clusters, "_WIDE_BLOCK", 110),
        (clusters, "_AT_ONCE", 1_300),
        (clusters, "_COMPARED", 1),
        (describing, "_BLOCK", 170),
        (describing, "_ENTRIES", 1_000),
    ):
        monkeypatch.setattr(module, name, size)
        assert find_matters(stored) == whole, name


def test_a_pair_is_proposed_once_the_smaller_row_first(stored: StoredLetters, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = describe(stored[:200])
    first, second = candidates(rows)
    assert (first < second).all()
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(first) > 100
    monkeypatch.setattr(clusters, "_AT_ONCE", 2_000)
    again = candidates(rows)
    assert (again[0] == first).all()
    assert (again[1] == second).all()


def test_pairs_that_hardly_share_a_word_count_nothing(stored: StoredLetters) -> None:
    rows = describe(stored[:200])
    first, second = candidates(rows)
    cosine = shared(rows, first, second)[:, WHOLE]
    middle = float(np.median(cosine))
    plain, weaker = likeness(rows, first, second), likeness(rows, first, second, middle)
    assert (weaker[cosine < middle] == 0).all()
    assert (plain[cosine < middle] > 0).any()
    assert (weaker[cosine >= middle] == plain[cosine >= middle]).all()


def test_a_letter_that_is_alone_and_no_letter_at_all_are_matters_too() -> None:
    assert find_matters([]).groups == ()
    assert find_matters([Letter("1", "", "", "")]).groups == ((0,),)
    assert find_matters([Letter("1", "路灯", "路灯不亮。", "")] * 3).groups == ((0, 1, 2),)


def test_copies_are_found_in_any_script_and_with_broken_characters(tmp_path: Path) -> None:
    texts = ["路灯\ud800不亮", "路灯 不亮", "路灯\ud800\n不亮", "", " ", "Lamp out", "Lampout"]
    assert find_duplicates(texts) == [None, None, 0, None, None, None, 5]
    letters = StoredLetters(tmp_path)
    for number, text in enumerate(texts):
        letters.append(Letter(str(number), "", text, text))
    assert find_duplicates(Texts(letters)) == find_duplicates([f"\n{text}" for text in texts])
    letters.close()


def test_the_letters_at_some_places_are_read_without_a_list_of_them(stored: StoredLetters) -> None:
    places = [0, 3, 4, len(stored) - 1]
    picked = Picked(stored, places)
    assert list(picked) == [stored[place] for place in places]
    assert (len(picked), picked[1], picked[1:3]) == (4, stored[3], [stored[3], stored[4]])
    assert list(Picked(stored, [])) == []
    with pytest.raises(IndexError):
        picked[4]


def test_writers_are_numbered_and_those_of_very_many_letters_known() -> None:
    users = ["", "乙", *["甲"] * describing.PROLIFIC, "乙", "丙"]
    rows = describe([Letter(str(row), f"第{row}件事", f"请管一管第{row}处路灯。", "", None, user) for row, user in enumerate(users)])
    assert rows.writer.tolist() == [-1, 0, *[-3] * describing.PROLIFIC, 0, 2]
