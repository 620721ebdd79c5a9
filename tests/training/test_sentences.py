"""Clean sentences, and those that a language model must not have read."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from training.sentences import (
    HELD_OUT,
    Sentence,
    held_out,
    is_held_out,
    main,
    paragraphs,
    sample,
    seen_windows,
    share_windows,
    split,
    windows,
)


def han(at: int, length: int) -> str:
    """Return a stretch of characters that no other number gives."""
    chance = random.Random(at)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA0)) for _ in range(length))


class TestSplitting:
    def test_a_sentence_keeps_its_mark_and_the_quotation_that_closes_after_it(self) -> None:
        first, second = "各地要做到“应保尽保、应办快办。”", "有关部门要加强指导监督！"
        assert split(first + second) == [first, second]

    def test_what_is_too_short_or_has_few_characters_is_left_out(self) -> None:
        assert split("同意。1234567890,1234567890。") == []

    def test_a_long_sentence_is_cut_where_it_may_be(self) -> None:
        parts = [han(at, 50) + "；" for at in range(3)]
        assert split("".join(parts)) == parts

    @given(st.text("发展。！？；”“经济", max_size=300))
    def test_sentences_are_stretches_of_the_paragraph_of_a_bounded_length(self, paragraph: str) -> None:
        at = 0
        for sentence in split(paragraph):
            assert 10 <= len(sentence) <= 120
            at = paragraph.index(sentence, at) + len(sentence)


class TestHoldingOut:
    def test_what_is_held_out_is_told_by_the_paragraph_alone_at_its_share(self) -> None:
        held = sum(is_held_out(Sentence("policy_documents", han(at, 30))) for at in range(2000))
        assert held / 2000 == pytest.approx(HELD_OUT["policy_documents"], abs=0.03)
        assert is_held_out(Sentence("laws", "甲 乙")) == is_held_out(Sentence("laws", "甲乙"))

    def test_no_sentence_is_held_out_that_stands_in_a_paragraph_that_stays(self, tmp_path: Path) -> None:
        texts = [han(at, 40) + "。" for at in range(300)]
        held = [text for text in texts if is_held_out(Sentence("policy_documents", text))]
        copy = next(text for at in range(300, 900) if not is_held_out(Sentence("policy_documents", text := han(at, 5) + held[0])))
        path = tmp_path / "policy_documents.txt"
        path.write_text("\n".join([*texts, copy]), encoding="utf-8")
        assert [sentence.text for sentence in held_out(tmp_path)] == held[1:]

    def test_collected_phrases_are_no_running_text(self, tmp_path: Path) -> None:
        (tmp_path / "formulas.txt").write_text(han(1, 30), encoding="utf-8")
        (tmp_path / "laws.txt.xz").write_bytes(lzma.compress(han(2, 30).encode()))
        assert list(paragraphs(tmp_path)) == [Sentence("laws", han(2, 30))]

    def test_a_folder_without_text_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UserError):
            list(paragraphs(tmp_path))

    def test_the_same_folder_gives_the_same_sentences(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "policy_documents.txt").write_text("\n".join(han(at, 40) + "。" for at in range(200)), encoding="utf-8")
        for name in ("one", "other"):
            main([str(tmp_path / "in"), str(tmp_path / name)])
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes() != b""


class TestWindows:
    def test_marks_spaces_and_figures_do_not_hide_what_is_shared(self) -> None:
        text = han(1, 20)
        assert share_windows([text[:9] + "，（1） " + text[9:], han(2, 20), "短"], seen_windows([text])) == [True, False, False]

    def test_nothing_is_shared_with_nothing(self) -> None:
        assert share_windows([han(1, 20)], seen_windows([])) == [False]

    @given(st.integers(0, 40))
    def test_a_text_has_a_window_for_each_place_where_one_fits(self, length: int) -> None:
        assert len(windows(han(3, length))) == max(0, length - 15)


class TestSampling:
    def test_files_are_drawn_in_their_shares(self) -> None:
        pool = [Sentence(file, f"{file}{at}") for file in ("laws", "work_reports") for at in range(100)]
        drawn = sample(pool, 40, random.Random(1), {"laws": 1, "work_reports": 3})
        assert sum(sentence.file == "laws" for sentence in drawn) == 10
        assert len(set(drawn)) == 40

    def test_a_small_file_gives_what_it_has(self) -> None:
        pool = [Sentence("laws", "甲"), *(Sentence("work_reports", str(at)) for at in range(10))]
        assert len(sample(pool, 10, random.Random(1), {"laws": 1, "work_reports": 1})) == 6
        assert len(sample(pool, 99, random.Random(1))) == 11
