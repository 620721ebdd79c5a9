from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import CLOSEST, Candidates, Kind, codes_of
from training.candidates import Relation, by_sound, confusable_words, likely, lookalikes, sections, write
from training.coverage import NOT_REACHED, covered, report
from training.coverage import sentences as faulty_sentences
from training.readings import FAR, Reading, Readings, distance, folded, parts, toneless
from training.shapes import FONT, alike
from training.vocabulary import counted, occurrences

TEXT = "\n".join(["坚持规模经营，做好扶贫开发工作。", "社会主义市场经济要加强管理。", "银行行长兼任会计，本木末未。"] * 40)
SOME = "规鬼模魔扶幅贫频兼贱任人本木末未行银会计做作"

with_font = pytest.mark.skipif(not FONT.is_file(), reason="the font that characters are drawn from is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("text")
    (found / "text.txt").write_text(TEXT, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings({"会计": 500, "会议": 9000, "会": 90000, "银行": 800, "行": 400, "重": 10, "地": 900, "大": 5000, "石": 500})


@pytest.mark.parametrize(
    ("marked", "reading"), [("zhōng", ("zhong", 1)), ("lǜ", ("lv", 4)), ("de", ("de", 5)), ("nǚ", ("nv", 3)), ("ér", ("er", 2))]
)
def test_a_reading_is_parted_from_its_tone(marked: str, reading: tuple[str, int]) -> None:
    assert toneless(marked) == Reading(*reading)


def test_readings_in_use_are_kept_and_rare_ones_are_not(readings: Readings) -> None:
    assert {syllable for syllable, _ in readings.of("会")} == {"hui", "kuai"}
    assert readings.of("会")[0].syllable == "hui"
    assert {syllable for syllable, _ in readings.of("石")} == {"shi"}
    assert Reading("de", 5) in readings.of("地")
    assert readings.of("A") == ()


def test_a_word_has_the_readings_of_the_word(readings: Readings) -> None:
    assert [syllable for syllable, _ in readings.of_word("银行")] == ["yin", "hang"]
    assert [syllable for syllable, _ in readings.of_word("会计")] == ["kuai", "ji"]
    assert readings.of_word("A股") == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [("zhi", "zi"), ("shen", "sheng"), ("nan", "lan"), ("fu", "hu"), ("lian", "liang"), ("chuan", "cuan"), ("lv", "lu"), ("ren", "leng")],
)
def test_syllables_that_dialects_confuse_are_near_and_of_one_class(one: str, two: str) -> None:
    assert 0 < distance(one, two) < 7
    assert folded(one) == folded(two)


@pytest.mark.parametrize(("one", "two"), [("fei", "hui"), ("huang", "fang"), ("fa", "hua"), ("hong", "feng"), ("fo", "huo")])
def test_f_is_near_h_before_a_rounded_vowel(one: str, two: str) -> None:
    assert distance(one, two) == distance("fu", "hu")


@pytest.mark.parametrize(("one", "two"), [("shi", "guan"), ("ma", "mu"), ("zhang", "liang")])
def test_syllables_that_nobody_confuses_are_far_apart(one: str, two: str) -> None:
    assert distance(one, two) == FAR


syllables = st.sampled_from(["zhi", "zi", "sheng", "sen", "nan", "lan", "rang", "fu", "hu", "lv", "lu", "xian", "xin", "ai", "ge", "gei"])


@given(syllables, syllables)
def test_distance_is_the_same_both_ways_and_none_to_itself(one: str, two: str) -> None:
    assert distance(one, two) == distance(two, one)
    assert (distance(one, two) == 0) == (one == two)
    assert "".join(parts(one)) == one


def test_same_tone_is_closer_than_same_sound_and_that_closer_than_near(readings: Readings) -> None:
    found = by_sound("是", ["事", "时", "四", "大", "是"], readings)["是"]
    assert found["事"].kind == Kind.SAME_TONE
    assert found["时"].kind == Kind.SAME_SOUND
    assert found["四"].kind == Kind.NEAR_SOUND
    assert found["事"].closeness > found["时"].closeness > found["四"].closeness
    assert "大" not in found
    assert "是" not in found


@given(st.integers(0, CLOSEST), st.floats(0, 16), st.floats(0, 16))
def test_of_two_equally_close_the_commoner_is_likelier(closeness: int, rare: float, common: float) -> None:
    one, other = (likely(Relation(Kind.SHAPE, closeness), frequency) for frequency in sorted((rare, common)))
    assert one <= other


@with_font
def test_characters_that_look_alike_are_found_whole_and_by_their_parts() -> None:
    others = "末木未国法院险盯休体的之员一"
    found = alike(["末", "订", "去", "完", "剑"], others, [0.0] * len(others), 3)
    nearest = [[others[which] for which in row] for row in found.which]
    assert nearest[0][0] == "未"
    assert "盯" in nearest[1]
    assert nearest[2][0] == "法"
    assert nearest[3][0] == "院"
    assert nearest[4][0] == "险"
    assert (found.score >= 0).all()
    assert (found.score <= 1.001).all()


def test_without_the_font_it_is_said_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"打不开字体。请安装 fonts-noto-cjk"):
        alike(["末"], "未", [0.0], 1, tmp_path / "none.ttc")


def test_words_and_characters_are_counted_and_general_words_and_places_added(folder: Path) -> None:
    found = counted(folder)
    assert found.words["兼任"] == 40
    assert found.characters["扶"] >= 40
    assert found.words["因地制宜"] == 1
    assert {"海淀区", "海淀"} <= found.names
    assert "兼任" not in found.names


def test_runs_are_counted_across_words(folder: Path) -> None:
    assert occurrences(folder, ["模经", "规模", "行行长", "不在这里"]) == {"模经": 40, "规模": 40, "行行长": 40, "不在这里": 0}


@with_font
def test_the_same_text_gives_the_same_bytes_and_finds_words_and_slips(folder: Path, tmp_path: Path) -> None:
    vocabulary = counted(folder)
    vocabulary = vocabulary._replace(characters=Counter({character: vocabulary.characters[character] for character in SOME}))
    paths = [tmp_path / "one.bin", tmp_path / "two.bin"]
    for path in paths:
        write(path, sections(vocabulary, folder, FONT, sorted(SOME)))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert not list(tmp_path.glob("*.part"))

    candidates = Candidates.open(paths[0])
    found = covered(candidates, [("鬼魔经营", "规模经营"), ("末来", "未来"), ("银", "了"), ("长短不一", "短")])
    assert found.reached[NOT_REACHED] == 1
    assert found.missed == {"银了": 1}
    assert found.runs == found.runs_reached == 1
    assert found.share == 0.75
    assert "side by side: 1, put right by one word: 1" in report("x", found)
    missing = candidates.edits(codes_of("社主义"), np.zeros(1, dtype=np.int32))
    assert "".join(map(chr, missing.candidate[missing.kind == Kind.MISSING][0])) == "社会主义"


def test_every_group_of_the_tables_is_of_one_length_and_in_both_directions() -> None:
    pairs = set(confusable_words())
    assert len(pairs) >= 300
    assert all((two, one) in pairs for one, two in pairs)
    assert {("截止", "截至"), ("权利", "权力"), ("账户", "帐户")} <= pairs
    alike_ = lookalikes()
    assert "体" in alike_["休"]
    assert all(one in alike_[two] for one, others in alike_.items() for two in others)
    assert not any(one in others for one, others in alike_.items())


def test_a_faulty_row_of_the_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "characters").mkdir()
    (tmp_path / "characters" / "confusable_words.tsv").write_text("# 表\n截止\t截至日\n", encoding="utf-8")
    monkeypatch.setattr("training.candidates.resource", lambda _: tmp_path)
    with pytest.raises(UserError, match=r"confusable_words\.tsv：“截止”“截至日”应是字数相同"):
        confusable_words()


def test_the_tables_name_each_group_once() -> None:
    for name in ("lookalikes", "confusable_words"):
        rows = (resource("corpus") / "characters" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        assert len(rows) == len(set(rows))
        assert all(len(set(row.split())) == len(row.split()) for row in rows)


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "faults.tsv"
    path.write_text("1\t错\t对\n没有分栏\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"faults\.tsv 第 2 行"):
        faulty_sentences(path)


def test_nearly_all_real_faults_are_reached(shared_data: Path) -> None:
    candidates = Candidates.open(resource("corpus") / "characters" / "candidates.bin")
    for name, least in (("odw", 0.95), ("law", 0.97)):
        found = covered(candidates, faulty_sentences(shared_data / "typos" / f"{name}.train")[::4])
        assert found.share >= least - 0.015
        assert found.runs_reached >= 0.9 * found.runs
        assert found.each <= 62


def test_shapes_and_sounds_are_of_the_same_scale() -> None:
    found = Candidates.open(resource("corpus") / "characters" / "candidates.bin")
    kinds = {Kind(kind) for kind in np.unique(found.sections["marks"] >> 5)}
    assert kinds == {Kind.SAME_TONE, Kind.SAME_SOUND, Kind.NEAR_SOUND, Kind.SHAPE, Kind.SOUND_AND_SHAPE, Kind.CONFUSABLE}
    for one, other in permutations("帐账", 2):
        own = found.characters(codes_of(one))
        assert own.candidate[np.argmax(own.closeness)] == ord(other)
