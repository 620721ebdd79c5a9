"""Building the language model: the estimate beside a plain one, the file, what is left out of the text."""

from __future__ import annotations

import lzma
import math
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.proofing.characters.ngrams import BOUNDARY, LanguageModel, places
from training.__main__ import main
from training.associations import pairs
from training.language import Shape, alphabet_of, build, discounts, encoded, estimate
from training.packing import fuse, levels
from training.text import Held, files, general_words, paragraphs, read

LINES = [
    f"各{where}要{how}做好{what}工作，{how}落实{what}责任。"
    for where in ("县区", "部门", "单位", "乡镇", "街道")
    for how in ("认真", "切实", "扎实", "继续")
    for what in ("防汛", "防火", "督查", "统计", "信访", "档案", "保密")
]
UNPRUNED = Shape((0.0, 0.0, 0.0))


class Plain:
    """Interpolated Kneser-Ney with dictionaries, as the textbook has it."""

    def __init__(self, lines: list[str], order: int) -> None:
        self.counts: list[Counter[str]] = [Counter() for _ in range(order + 1)]
        for line in lines:
            text = f"\n{line}\n".replace("，", ",")  # as the model folds it
            for length in range(1, order + 1):
                self.counts[length].update(text[at : at + length] for at in range(len(text) - length + 1))
        for length in range(1, order):
            company = Counter(longer[1:] for longer in self.counts[length + 1])
            once = self.counts[length]
            self.counts[length] = Counter({key: once[key] if key[0] == "\n" else company[key] for key in once})
        self.taken = [discounts(np.array(list(counts.values()), dtype=float)) for counts in self.counts]
        self.after: defaultdict[str, list[str]] = defaultdict(list)
        for counts in self.counts[2:]:
            for key in counts:
                self.after[key[:-1]].append(key)

    def probability(self, context: str, character: str, single: float) -> float:
        """P of ``character`` after ``context``; ``single`` is its P without one."""
        if not context:
            return single
        lower = self.probability(context[1:], character, single)
        counts, taken = self.counts[len(context) + 1], self.taken[len(context) + 1]
        total = sum(counts[key] for key in self.after[context])
        if not total:
            return lower
        rest = sum(taken[min(counts[key], 3)] for key in self.after[context]) / total
        count = counts[context + character]
        return float((count - taken[min(count, 3)]) / total + rest * lower)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "ngrams.bin"
    build(LINES, path, shape=UNPRUNED)
    return path


def test_the_estimate_is_the_textbook_s() -> None:
    alphabet = alphabet_of("\n".join(LINES))
    single, orders = estimate(encoded(LINES, alphabet), len(alphabet), UNPRUNED)
    characters = {number: chr(code) for number, code in enumerate(alphabet.tolist())} | {BOUNDARY: "\n"}
    plain = Plain(LINES, 4)
    radix = len(alphabet)
    for length, one in enumerate(orders, 2):
        for key, probability in zip(one.keys.tolist(), one.probability.tolist(), strict=True):
            numbers = [key // radix**power % radix for power in range(length - 1, -1, -1)]
            text = "".join(characters[number] for number in numbers)
            assert probability == pytest.approx(plain.probability(text[:-1], text[-1], float(single[numbers[-1]])))


@pytest.mark.parametrize("shape", [UNPRUNED, Shape((0.5, 1.0, 2.0))], ids=["whole", "thinned"])
def test_the_probabilities_after_every_context_add_up_to_one(shape: Shape, tmp_path: Path) -> None:
    build(LINES, tmp_path / "m", shape=shape)
    model = LanguageModel.open(tmp_path / "m")
    size = len(model.alphabet)
    for context in ("各县区", "切实落", "防汛责", "区区区", "\n\n各", "实，继"):
        rows = np.empty((size, 4), dtype=np.uint16)
        rows[:, :3] = model.encode(context)
        rows[:, 3] = np.arange(size)
        assert np.exp(model.score_rows(rows, 3)).sum() == pytest.approx(1, abs=0.08), context


def test_what_says_little_is_left_out_first(tmp_path: Path) -> None:
    whole = build(LINES, tmp_path / "whole", shape=UNPRUNED)
    thinned = build(LINES, tmp_path / "thinned", shape=Shape((0.0, 10.0, 30.0)))
    assert thinned.kept[0] == whole.kept[0]
    assert thinned.kept[1] < whole.kept[1]
    assert thinned.kept[2] < whole.kept[2]
    text = "各乡镇要扎实做好档案工作。"
    models = [LanguageModel.open(tmp_path / name) for name in ("whole", "thinned")]
    losses = [-model.log_probabilities(model.encode(text)).mean() for model in models]
    assert losses[0] <= losses[1] < losses[0] + 0.5


def test_the_same_text_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    build(iter(LINES), tmp_path / "again", shape=UNPRUNED)
    assert (tmp_path / "again").read_bytes() == path.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["again"]


def test_the_file_holds_no_text(path: Path) -> None:
    data = path.read_bytes()
    for word in ("防汛", "工作", "责任"):
        for encoding in ("utf-8", "utf-16-le", "utf-32-le", "gb18030"):
            assert word.encode(encoding) not in data


def test_of_a_word_only_the_inside_is_known(tmp_path: Path) -> None:
    build(LINES, tmp_path / "m", words=["脚踏实地"] * 3 + ["实地踏勘", "脚印"] * 3)
    model = LanguageModel.open(tmp_path / "m")
    assert model.seen(model.encode("脚踏实地")[np.newaxis])[0].tolist() == [1, 2, 3, 4]
    # What the words' neighbours in the list are is no language.
    assert model.seen(model.encode("地实")[np.newaxis])[0].tolist() == [1, 1]
    assert model.seen(model.encode("\n脚")[np.newaxis])[0].tolist() == [1, 1]


@given(st.sets(st.integers(0, 2**60), min_size=1, max_size=400), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_every_n_gram_finds_its_own_numbers(keys: set[int], chance: object) -> None:
    array = np.array(sorted(keys), dtype=np.uint64)
    values = np.arange(len(array), dtype=np.int64) * 7919 % (1 << 16)
    table, cells = fuse(3, array, values, (16, 8, 8))
    first, second, third, fingerprints = places(table, array)
    held = cells[first] ^ cells[second] ^ cells[third]
    assert (held & 0xFFFF).tolist() == values.tolist()
    assert (held >> 16).tolist() == fingerprints.tolist()


def test_unknown_n_grams_are_taken_for_known_ones_as_rarely_as_the_fingerprint_says() -> None:
    chance = np.random.default_rng(7)
    keys = np.unique(chance.integers(0, 1 << 60, 30_000, dtype=np.uint64))
    table, cells = fuse(4, keys, np.zeros(len(keys), dtype=np.int64), (11, 0, 5))
    others = np.setdiff1d(chance.integers(0, 1 << 60, 200_000, dtype=np.uint64), keys)
    first, second, third, fingerprints = places(table, others)
    known = (cells[first] ^ cells[second] ^ cells[third]) >> 5 == fingerprints
    assert known.mean() == pytest.approx(2**-11, rel=0.5)
    assert len(cells) < 1.3 * len(keys)


@given(st.lists(st.floats(-20, 0, width=32), min_size=1, max_size=300), st.integers(2, 8))
def test_levels_lie_near_their_values(values: list[float], bits: int) -> None:
    array = np.array(values, dtype=np.float32)
    level, which = levels(array, bits)
    assert len(level) <= 2**bits
    nearest = np.abs(array[:, np.newaxis] - level).min(axis=1)
    assert np.abs(array - level[which]) == pytest.approx(nearest, abs=1e-5)


def test_a_folder_is_read_in_the_order_of_its_names_packed_or_not(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("\ufeff第二\n\n  第三 \n", encoding="utf-8")
    (tmp_path / "a.txt.xz").write_bytes(lzma.compress("第一".encode()))
    (tmp_path / "c.md").write_text("不读", encoding="utf-8")
    assert [line for path in files(tmp_path) for line in paragraphs(read(path))] == ["第一", "第二", "第三"]


SENTENCE = "各级人民政府应当加强对安全生产工作的领导"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"一、{SENTENCE}，支持有关部门。", False),
        (f"{SENTENCE[:8]}（包括乡镇）{SENTENCE[8:16]}", True),
        (f"{SENTENCE[:8]}，——“{SENTENCE[8:16]}”2024", False),  # marks and digits do not hide it
        (SENTENCE[:15], True),
        (SENTENCE[2:18], False),
        ("青山镇红星村党委", False),  # the whole of a short sentence
        ("青山镇红星村党支部", True),
        ("", True),
    ],
)
def test_paragraphs_that_share_sixteen_characters_with_a_kept_sentence_are_left_out(line: str, kept: bool) -> None:
    held = Held([SENTENCE, "青山镇红星村党委", "很短的"])
    assert held.without(["别的段落", line, "很短的一段"]) == ["别的段落", *([line] if kept else []), "很短的一段"]


def test_a_run_of_characters_does_not_reach_over_two_paragraphs() -> None:
    lines = [SENTENCE[:10], SENTENCE[10:]]
    assert Held([SENTENCE]).without(lines) == lines


def test_the_command_builds_without_the_sentences_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "text"
    folder.mkdir()
    (folder / "all.txt").write_text("\n".join([*LINES, f"{SENTENCE}。"]), encoding="utf-8")
    (tmp_path / "pairs").write_text(f"1\t{SENTENCE[:-1]}道\t{SENTENCE}\n", encoding="utf-8")
    command = ["language", str(folder), "--text-only", "-o"]
    assert main([*command, str(tmp_path / "with")]) == 0
    assert main([*command, str(tmp_path / "out"), "--without", str(tmp_path / "pairs")]) == 0
    build(LINES, tmp_path / "lines")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "lines").read_bytes() != (tmp_path / "with").read_bytes()
    assert "字节" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", "各级".encode("gb18030"), "不是 UTF-8 编码的文本"),
        ("a.txt.xz", lzma.compress(b"abc")[:20], "压缩文件不完整或者已损坏"),
        ("a.txt.xz", b"abc", "压缩文件不完整或者已损坏"),
        ("a.txt", b"", "文字太少"),
        ("a.docx", b"", "没有 .txt 或者 .txt.xz 文件"),
        (None, b"", "没有这个文件夹"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    name: str | None, data: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "text"
    if name:
        folder.mkdir()
        (folder / name).write_bytes(data)
    assert main(["language", str(folder), "--text-only", "-o", str(tmp_path / "m")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


def test_a_sentence_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("\n".join(LINES), encoding="utf-8")
    assert main(["language", str(tmp_path), "-o", str(tmp_path / "m"), "--without", str(tmp_path / "none")]) == 2
    assert "none：" in capsys.readouterr().err


def test_the_general_words_are_words_of_the_dictionary_and_places_but_nobody_s_name() -> None:
    words = general_words()
    assert words == sorted(set(words))
    assert {"水果", "一丝不苟", "藁城区"} <= set(words)
    assert not {"张三", "刘德华", "的"} & set(words)
    assert len(words) > 80_000


def test_an_unknown_builder_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["poetry"]) == 2
    assert "language" in capsys.readouterr().err


def test_discounts_grow_with_the_count_and_stay_below_it() -> None:
    counts = np.repeat([1.0, 2.0, 3.0, 4.0], [100, 40, 20, 12])
    taken = discounts(counts)
    assert taken[0] == 0
    assert 0 < taken[1] < 1
    assert taken[1] < taken[2] < 2
    assert taken[2] < taken[3] < 3
    y = 100 / 180
    assert taken[1] == pytest.approx(1 - 2 * y * 40 / 100)
    assert math.isclose(taken[2], 2 - 3 * y * 20 / 40)


def test_pairs_of_characters_are_met_in_one_line_at_the_distances_that_count() -> None:
    lines = ["防汛抗旱", "汛期防范"] * 10 + ["旱田", "汛报"] * 10
    alphabet = alphabet_of("\n".join(lines))
    found = pairs(encoded(lines, alphabet), alphabet)
    letters = [chr(code) for code in alphabet.tolist()]
    met = {
        frozenset(letters[key // len(alphabet)] + letters[key % len(alphabet)]): tie
        for key, tie in zip(found.keys.tolist(), found.ties.tolist(), strict=True)
    }
    # Neighbours are the n-grams' business, and lines know nothing of each other.
    assert {"".join(sorted(pair)) for pair in met} == {"".join(sorted(pair)) for pair in ("防抗", "防旱", "汛旱", "汛防", "汛范", "期范")}
    # 防抗 meet 10 times. Of all 120 places at a meeting 防 has 30 and 抗 10.
    assert met[frozenset("防抗")] == pytest.approx(math.log((10 + 10) / (30 * 10 / 120 + 10)))


def test_a_text_too_short_for_pairs_has_none() -> None:
    alphabet = alphabet_of("防汛" * 3)
    found = pairs(encoded(["防汛"] * 3, alphabet), alphabet)
    assert found.keys.tolist() == []
    assert found.company.tolist() == [0] * len(alphabet)
