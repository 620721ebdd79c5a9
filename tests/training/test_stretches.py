"""What the network learns from: nothing that is measured on, and characters changed only into ones like them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates
from drafting.proofing.characters.ngrams import LanguageModel
from training.stretches import LENGTH, ROWS, Likeness, changed, learnt_from, likeness, stretches

FOLDER = resource("corpus") / "characters"
MODEL = LanguageModel.open(FOLDER / "ngrams.bin")
TEXT = "各级人民政府要加强对安全生产工作的领导，落实安全生产责任制。"


@pytest.fixture(scope="module")
def like() -> Likeness:
    return likeness(MODEL, Candidates.open(FOLDER / "candidates.bin"))


def _identity(character: str) -> int:
    return int(MODEL.identities[ord(character)])


def test_paragraphs_that_share_a_run_with_what_is_measured_on_are_left_out(tmp_path: Path) -> None:
    folder, held = tmp_path / "text", tmp_path / "held.txt"
    folder.mkdir()
    (folder / "policy.txt").write_text(f"{TEXT}\n有关部门应当按照职责分工抓好落实。\n短句。\n", encoding="utf-8")
    assert learnt_from(folder, []) == f"{TEXT}\n有关部门应当按照职责分工抓好落实。\n"
    held.write_text(f"又及：{TEXT}\n", encoding="utf-8")
    assert learnt_from(folder, [held]) == "有关部门应当按照职责分工抓好落实。\n"


def test_the_rest_is_what_of_the_laws_was_not_read_and_all_else_twice(tmp_path: Path) -> None:
    laws = [f"第{number}条的规定由有关部门负责解释。" for number in range(200)]
    (tmp_path / "laws.txt").write_text("\n".join(laws), encoding="utf-8")
    (tmp_path / "policy.txt").write_text(TEXT, encoding="utf-8")
    first, rest = learnt_from(tmp_path, []).splitlines(), learnt_from(tmp_path, [], rest=True).splitlines()
    assert sorted({*first, *rest} - {TEXT}) == sorted(laws)
    assert set(first) & set(rest) == {TEXT}
    assert (first.count(TEXT), rest.count(TEXT)) == (1, 2)
    assert 80 < len(first) - 1 < 160


def test_a_folder_of_which_nothing_is_left_is_refused(tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_text("短句。\n", encoding="utf-8")
    with pytest.raises(UserError, match="没有可以学习的段落"):
        learnt_from(tmp_path, [])


def test_characters_of_the_same_sound_are_alike(like: Likeness) -> None:
    alike = {chr(MODEL.alphabet[other]) for other in like.others[_identity("制")] if other}
    assert {"治", "置", "志"} <= alike
    assert "制" not in alike
    assert (np.diff(like.summed[_identity("制")]) >= 0).all()
    assert not like.known[_identity("，")]


def test_a_character_is_changed_into_one_like_it_or_left(like: Likeness) -> None:
    rows = np.tile(MODEL.encode(TEXT * 4).astype(np.int64), (200, 1))
    made = changed(rows, like, np.random.default_rng(1))
    here = made != rows
    assert 0.01 < here.mean() < 0.05
    assert all(new in like.others[old] for old, new in zip(rows[here], made[here], strict=True))
    assert (here.mean(axis=1) == 0).mean() > 0.3  # four stretches in ten are left as they are


def test_every_stretch_comes_once_each_time_round() -> None:
    ids = np.arange(LENGTH * (2 * ROWS + 1))
    given = stretches(ids, np.random.default_rng(1))
    seen = np.concatenate([next(given), next(given)])
    assert len(np.unique(seen)) == seen.size
    assert (np.diff(seen, axis=1) == 1).all()


def test_a_text_too_short_for_a_step_is_refused() -> None:
    with pytest.raises(UserError, match="文本太少"):
        next(stretches(np.arange(LENGTH * ROWS), np.random.default_rng(1)))
