"""Sorting: topics with evidence, repeats, models kept as plain arrays."""

from __future__ import annotations

import dataclasses
import functools
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drafting.documents.errors import UserError
from drafting.documents.resources import home
from drafting.letters import model as models
from drafting.letters import shipped
from drafting.letters.batch import Letter
from drafting.letters.classifying import Classifier
from drafting.letters.duplicates import find_duplicates
from drafting.letters.features import build_vocabulary, count
from drafting.letters.learning import learn
from drafting.letters.shipped import shipped_model
from drafting.letters.sorting import Verdict, sort_letters
from drafting.letters.topics import topic_tree


def letter(number: int, title: str, text: str, **more: object) -> Letter:
    return Letter(str(number), title, text, text, **more)  # type: ignore[arg-type]


NOISE = "小区旁边的工地每天夜里两点还在打桩，噪音很大，孩子睡不着，投诉了几次没有用。"
WAGES = "我们三十多个农民工在工地干了半年，老板拖欠工资不给，电话13912345678，请劳动监察帮忙讨薪。"
SCHOOL = "孩子今年上小学一年级，招生划片却不在附近的学校，请教育局说明入学政策。"


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return sort_letters(
        [letter(1, "夜间施工噪音扰民", NOISE, time=datetime(2020, 1, 6)), letter(2, "拖欠工资", WAGES), letter(3, "", SCHOOL)]
    )


class DescribeVerdicts:
    def they_name_the_topic(self, verdicts: list[Verdict]) -> None:
        assert [verdict.topic for verdict in verdicts] == ["环境保护", "劳动和社会保障", "教育文体"]
        assert verdicts[1].path in {("劳动和社会保障", "劳动关系", "农民工权益"), ("劳动和社会保障", "工资福利", "工资发放")}

    def they_have_every_field_of_the_contract(self, verdicts: list[Verdict]) -> None:
        line = json.loads(json.dumps(verdicts[0].as_json(), ensure_ascii=False))
        assert set(line) == {
            "id",
            "topic",
            "path",
            "confidence",
            "second",
            "review",
            "evidence",
            "place",
            "time",
            "people",
            "phone_masked",
            "duplicate_of",
        }
        assert line["id"] == "1"
        assert len(line["path"]) == 3
        assert line["time"] == "2020-01-06"
        assert line["second"] is None or line["second"][0] != line["topic"]

    def they_have_evidence_that_stands_in_the_letter(self, verdicts: list[Verdict]) -> None:
        for verdict, text in zip(verdicts, ("夜间施工噪音扰民" + NOISE, "拖欠工资" + WAGES, SCHOOL), strict=True):
            assert verdict.evidence
            assert all(word in text for word in verdict.evidence)

    def they_mask_phones_and_name_people(self, verdicts: list[Verdict]) -> None:
        assert verdicts[1].phone_masked == "139****5678"
        assert verdicts[1].people == "三十多个农民工"
        assert verdicts[0].phone_masked is None

    def they_do_not_depend_on_the_company_of_other_letters(self, verdicts: list[Verdict]) -> None:
        (alone,) = sort_letters([letter(2, "拖欠工资", WAGES)])
        assert alone == verdicts[1]

    def they_ask_for_review_where_there_is_nothing_to_go_by(self) -> None:
        for text in ("", "嗯", "…………", "abc 123"):
            (verdict,) = sort_letters([letter(1, "", text)])
            assert verdict.review

    def they_ask_for_review_where_another_topic_is_nearly_as_close(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = shipped_model()
        texts = [letter(n, "", text) for n, text in enumerate([NOISE, SCHOOL, WAGES + SCHOOL + NOISE])]
        monkeypatch.setattr("drafting.letters.sorting.named_model", lambda _: dataclasses.replace(made, apart=0.0, sure=0.0))
        assert not any(verdict.review for verdict in sort_letters(texts))
        monkeypatch.setattr("drafting.letters.sorting.named_model", lambda _: dataclasses.replace(made, sure=0.0))
        assert [verdict.review for verdict in sort_letters(texts)] == [False, False, True]

    def they_stay_within_the_labels_asked_for(self) -> None:
        allowed = ["环境保护", "劳动和社会保障"]
        assert {v.topic for v in sort_letters([letter(1, "", SCHOOL), letter(2, "", WAGES)], labels=allowed)} <= set(allowed)
        with pytest.raises(UserError, match=r"没有一级主题“天气”.*环境保护"):
            sort_letters([letter(1, "", SCHOOL)], labels=["天气"])

    def they_come_for_no_letters_at_all(self) -> None:
        assert sort_letters([]) == []

    def they_point_to_the_first_letter_with_the_same_text(self) -> None:
        long = NOISE * 3
        result = sort_letters(
            [letter(1, "甲", long), letter(2, "乙", WAGES), letter(3, "甲", long), letter(4, "甲", long[:-6] + "请管管。")]
        )
        assert [verdict.duplicate_of for verdict in result] == [None, None, "1", "1"]


def unkept(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``shipped._trained`` with nothing kept in memory; training, which takes seconds, gives what it gave before."""
    made = shipped_model()
    monkeypatch.setattr(shipped, "train", lambda: made)
    return functools.cache(shipped._trained.__wrapped__)


def probabilities(model: models.TopicModel, texts: list[str]) -> np.ndarray:
    return Classifier(model).probabilities(model.read(texts))


class DescribeTheModel:
    def it_is_kept_and_used_without_scikit_learn(self) -> None:
        made = shipped_model()
        folder = home() / "cache"
        models.save(made, folder / f"topics-{made.manifest['data']}")
        program = (
            "import sys; from drafting.letters.sorting import sort_letters; from drafting.letters.batch import Letter;"
            "print(sort_letters([Letter('1','拖欠工资','老板拖欠农民工工资','')])[0].topic);"
            "sys.exit('sklearn' in sys.modules or 'jieba' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.strip() == "劳动和社会保障"

    def it_reads_back_what_it_wrote(self, tmp_path: Path) -> None:
        made = shipped_model()
        models.save(made, tmp_path / "m")
        again = models.load(tmp_path / "m")
        texts = [NOISE, WAGES, SCHOOL, ""]
        assert np.array_equal(probabilities(made, texts), probabilities(again, texts))
        assert again.leaves == made.leaves
        assert again.manifest["data"] == made.manifest["data"]
        assert not any(name.endswith(".pkl") for name in (p.name for p in (tmp_path / "m").iterdir()))

    @pytest.mark.parametrize("name", ["model.npz", "manifest.json"])
    def it_refuses_a_damaged_file_in_one_sentence(self, tmp_path: Path, name: str) -> None:
        models.save(shipped_model(), tmp_path / "m")
        data = (tmp_path / "m" / name).read_bytes()
        (tmp_path / "m" / name).write_bytes(data[: len(data) // 2])
        with pytest.raises(UserError, match="已损坏"):
            models.load(tmp_path / "m")

    def it_works_from_memory_where_nothing_can_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "file").write_text("x")
        monkeypatch.setenv("WENMI_HOME", str(tmp_path / "file"))
        monkeypatch.setattr(shipped, "_trained", unkept(monkeypatch))
        assert sort_letters([letter(1, "", WAGES)])[0].topic == "劳动和社会保障"

    def it_is_made_anew_where_the_kept_one_is_damaged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = unkept(monkeypatch)
        monkeypatch.setattr(shipped, "_trained", first)
        shipped_model()
        (kept,) = (home() / "cache").iterdir()
        (kept / "model.npz").write_bytes(b"broken")
        first.cache_clear()
        assert sort_letters([letter(1, "", WAGES)])[0].topic == "劳动和社会保障"
        assert (kept / "model.npz").stat().st_size > 10_000

    def it_is_not_found_under_an_unknown_name(self) -> None:
        with pytest.raises(UserError, match="letters learn"):
            sort_letters([letter(1, "", NOISE)], "没有的")


class DescribeLearning:
    def workbook(self, tmp_path: Path, label: str = "类别") -> Path:
        lines = [f"编号,内容,{label}"]
        leaves = topic_tree()
        for topic, ours in (("教育文体", "教育科"), ("交通运输", "交通科"), ("卫生计生", "卫生科")):
            bodies = [one.body.replace("\n", "").replace(",", "，") for leaf in leaves if leaf.path[0] == topic for one in leaf.letters][
                :30
            ]
            lines += [f"{ours}{n},{body},{ours}" for n, body in enumerate(bodies)]
        (tmp_path / "已分类.csv").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path / "已分类.csv"

    def it_takes_the_offices_own_labels_and_gives_honest_figures(self, tmp_path: Path) -> None:
        learned = learn([self.workbook(tmp_path)], "本局")
        assert learned.unread == ()
        assert learned.letters == sum(label.letters for label in learned.labels)
        assert {label.label for label in learned.labels} == {"教育科", "交通科", "卫生科"}
        assert learned.score.macro_f1 > learned.keywords.macro_f1 > 0
        assert learned.score.macro_f1 > 2 * learned.majority.macro_f1
        (verdict,) = sort_letters([letter(1, "", "公交车等了四十分钟还不来，班次太少，请交通部门增加班次。")], "本局")
        assert verdict.path == ("交通科",)
        manifest = json.loads((home() / "models" / "本局" / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["letters"] == learned.letters
        assert manifest["data"]

    def it_tells_of_rows_that_are_no_letters(self, tmp_path: Path) -> None:
        path = self.workbook(tmp_path)
        path.write_text(path.read_text(encoding="utf-8") + "\n,,\n", encoding="utf-8")
        assert [item.reason for item in learn([path], "本局").unread] == ["空行"]

    def it_never_judges_a_letter_by_its_own_copy(self, tmp_path: Path) -> None:
        """Random labels on letters that each occur three times: judged by their copies they would be right, honestly they cannot be."""
        chance = np.random.default_rng(0)
        bodies = [one.body.replace("\n", "").replace(",", "，") for leaf in topic_tree() for one in leaf.letters if len(one.body) > 60][:60]
        rows = [(body, chance.choice(["甲类", "乙类"])) for body in bodies]
        lines = ["内容,类别", *[f"{body},{label}" for body, label in rows for _ in range(3)]]
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        assert learn([tmp_path / "a.csv"], "随机").score.accuracy < 0.75

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("内容\n" + "路灯坏了\n" * 30, "没有找到类别列"),
            ("内容,类别\n路灯坏了,甲\n", "太少"),
            ("内容,类别\n" + "路灯坏了,甲\n" * 30, "同一个类别"),
        ],
    )
    def it_says_what_is_missing(self, tmp_path: Path, text: str, what: str) -> None:
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match=what):
            learn([tmp_path / "a.csv"], "x")

    @pytest.mark.parametrize("name", ["shipped", "", "../x", "a/b"])
    def it_refuses_a_name_that_is_no_folder(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(UserError, match="模型名"):
            learn([self.workbook(tmp_path)], name)


class DescribeFeatures:
    def they_count_words_where_their_characters_stand_together(self) -> None:
        known = build_vocabulary(["工资", "资工", "农民工", "拖欠工资", "ETC", "的"])
        matrix = count(["拖欠工资，拖欠农民工工资", "工。资", "ＥＴＣ坏了", ""], known)
        found = [{known.words[i] for i in matrix.indices[a:b]} for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)]
        assert found == [{"工资", "农民工", "拖欠工资"}, set(), {"etc"}, set()]
        assert matrix.data[list(matrix.indices[: matrix.indptr[1]]).index(known.words.index("工资"))] == pytest.approx(1 + np.log(2))

    def they_do_not_take_one_word_for_another(self) -> None:
        words = sorted({word for leaf in topic_tree() for term in leaf.terms for word in [term, term[::-1]] if 2 <= len(term) <= 8})
        known = build_vocabulary(words)
        matrix = count(words, known)
        for row, word in enumerate(words):
            here = [known.words[i] for i in matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]]
            assert all(one in word.lower() or (not word.isascii() and one in word.lower()) for one in here if one.isalpha())


class DescribeDuplicates:
    def they_are_found_among_thousands_and_point_to_the_first(self) -> None:
        bodies = [one.body for leaf in topic_tree() for one in leaf.letters if len(one.body) > 60]
        texts = bodies + [body + "谢谢领导。" for body in bodies[:100]] + ["短", "短", "", ""]
        found = find_duplicates(texts)
        assert found[: len(bodies)] == [None] * len(bodies)
        assert sum(found[len(bodies) + n] == n for n in range(100)) >= 97
        assert found[-4:] == [None, len(texts) - 4, None, None]

    def they_are_not_two_matters_in_one_phrasing(self) -> None:
        frame = "尊敬的领导您好，我是一名普通市民，想反映{}，希望尽快解决，谢谢。"
        assert find_duplicates(
            [frame.format("学校门口没有红绿灯孩子过马路很危险的问题"), frame.format("小区垃圾站半个月没有清运臭气熏天的问题")]
        ) == [None, None]
