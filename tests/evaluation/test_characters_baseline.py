"""The plain baseline works with any model of the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.proofing.characters.ngrams import LanguageModel
from evaluation.characters import corrected
from evaluation.characters_baseline import Plain
from training.language import build

WORDS = {"规模": 300, "鬼魔": 25, "经济": 900, "发展": 800, "权利": 90, "权力": 80, "扩大": 100, "其": 10, "期": 10}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plain:
    path: Path = tmp_path_factory.mktemp("model") / "ngrams.bin"
    build(["要扩大经济规模，保障公民的权利。", "经济发展规模不断扩大，按期报送材料。", "公民依法享有权利，国家行使权力。"] * 40, path)
    return Plain(LanguageModel.open(path), WORDS)


def test_a_wrong_character_is_put_right(plain: Plain) -> None:
    (proposed,) = plain(["按其报送材料。"])
    assert corrected("按其报送材料。", proposed) == "按期报送材料。"
    assert all(0 < each.probability < 1 for each in proposed)


def test_two_wrong_neighbours_are_put_right_together(plain: Plain) -> None:
    (proposed,) = plain(["要扩大经济鬼魔。"])
    assert corrected("要扩大经济鬼魔。", proposed) == "要扩大经济规模。"


def test_sentences_do_not_change_one_another(plain: Plain) -> None:
    sentences = ["按其报送材料。", "", "要扩大经济规模，保障公民的权利。", "2025年GDP"]
    together = plain(sentences)
    assert together[1:] == [[], [], []]
    assert [plain([sentence])[0] for sentence in sentences] == together
