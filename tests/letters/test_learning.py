"""Learning again: corrections, kept letters, models that no longer fit."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from drafting.documents.errors import UserError
from drafting.documents.resources import home
from drafting.letters import shipped
from drafting.letters.batch import Letter
from drafting.letters.corrections import has_corrections, read_labelled
from drafting.letters.learning import KEPT, kept_letters, learn
from drafting.letters.sorting import sort_letters
from drafting.letters.topics import topic_tree
from drafting.letters.training import Sample, fit, prepare

BUS = Letter("1", "", "公交车等了四十分钟还不来，班次太少，请交通部门增加班次。", "")


def bodies(topic: str) -> list[str]:
    return [one.body.replace("\n", "").replace(",", "，") for leaf in topic_tree() if leaf.path[0] == topic for one in leaf.letters]


def labelled_file(folder: Path, count: int = 25) -> Path:
    lines = ["编号,内容,类别"]
    for topic, ours in (("教育文体", "教育科"), ("交通运输", "交通科")):
        lines += [f"{ours}{n},{body},{ours}" for n, body in enumerate(bodies(topic)[:count])]
    (folder / "已分类.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "已分类.csv"


def sorted_workbook(folder: Path, rows: list[tuple[str, str, str, str]]) -> Path:
    """Write what ``letters sort`` writes, with the clerk's column: (内容, 一级, 复核, 更正)."""
    path = folder / "分类.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("分类结果")
    for column, name in enumerate(("编号", "标题", "一级", "二级", "三级", "复核", "更正", "内容")):
        sheet.write(0, column, name)
    for number, (text, filed, review, word) in enumerate(rows, 1):
        for column, value in enumerate((f"L{number}", "", filed, "二级名", "三级名", review, word, text)):
            sheet.write(number, column, value)
    book.close()
    return path


class DescribeCorrections:
    def they_decide_and_what_was_left_alone_counts_as_accepted(self, tmp_path: Path) -> None:
        path = sorted_workbook(
            tmp_path,
            [
                ("公交不来", "城乡建设", "需复核", "交通运输"),
                ("学校收费", "教育文体", "需复核", "√"),
                ("没有看过的", "民政", "需复核", ""),
                ("很有把握的", "环境保护", "", ""),
                ("写到第三级", "民政", "", "政法/社会治安/其他"),
            ],
        )
        assert has_corrections(path)
        found = read_labelled([path])
        assert [(one.text, one.labels) for one in found.decided] == [
            ("公交不来", ("交通运输",)),
            ("学校收费", ("教育文体",)),
            ("写到第三级", ("政法",)),
        ]
        assert [(one.text, one.labels) for one in found.accepted] == [("很有把握的", ("环境保护",))]
        assert (found.without, found.corrected) == (1, 3)

    def they_are_not_looked_for_in_any_other_file(self, tmp_path: Path) -> None:
        path = labelled_file(tmp_path)
        assert not has_corrections(path)
        found = read_labelled([path])
        assert (len(found.decided), found.accepted, found.corrected) == (50, (), 0)

    def they_are_added_to_what_the_model_was_trained_on(self, tmp_path: Path) -> None:
        learn([labelled_file(tmp_path)], "本局")
        new = bodies("交通运输")[25:31]
        again = bodies("教育文体")[0]
        rows = [(text, "教育科", "需复核", "交通科") for text in new] + [(again, "教育科", "", "交通科")]
        learned = learn([sorted_workbook(tmp_path, rows)], "本局")
        assert (learned.corrected, learned.letters) == (7, 56)
        kept = {one.text: one.labels[0] for one in kept_letters("本局")}
        assert kept[new[0]] == kept[again] == "交通科"

    @pytest.mark.parametrize("word", ["归类正确", "正确", "是", "OK", "ok。", "√", "✔️", "对！"])
    def they_keep_the_programs_topic_by_a_word_of_assent(self, tmp_path: Path, word: str) -> None:
        found = read_labelled([sorted_workbook(tmp_path, [("学校收费", "教育文体", "需复核", word)])])
        assert [one.labels for one in found.decided] == [("教育文体",)]
        assert (found.corrected, found.refused, dict(found.written)) == (1, 0, {})

    @pytest.mark.parametrize("word", ["不对", "错", "不是", "×", "x", "No", "归类错误。", "不对，应归交通运输", "？", "错了"])
    def they_are_no_topic_where_they_only_refuse_and_the_row_is_told_of(self, tmp_path: Path, word: str) -> None:
        rows = [("学校收费", "教育文体", "", word), ("公交不来", "交通运输", "需复核", "√")]
        found = read_labelled([sorted_workbook(tmp_path, rows)])
        assert [one.labels for one in found.decided] == [("交通运输",)]
        assert (found.accepted, found.corrected, found.refused, found.without) == ((), 1, 1, 0)
        (row,) = found.unread
        assert (row.source.row, word.rstrip("。") in row.reason, "应归哪一类" in row.reason) == (2, True, True)

    def they_are_told_where_nobody_has_such_a_label(self, tmp_path: Path) -> None:
        learn([labelled_file(tmp_path)], "本局")
        words = ["交通科", "交通运翰", "民政", "教育", "交通运翰"]
        rows = [(text, "教育科", "需复核", word) for text, word in zip(bodies("交通运输")[25:30], words, strict=True)]
        assert learn([sorted_workbook(tmp_path, rows)], "本局").new == (("交通运翰", 2),)

    def they_leave_accepted_letters_counted_and_their_labels_not_judged(self, tmp_path: Path) -> None:
        rows = [(text, "教育文体", "需复核", "√") for text in bodies("教育文体")[:15]]
        rows += [(text, "交通运输", "需复核", "√") for text in bodies("交通运输")[:15]]
        rows += [(text, "民政", "", "") for text in bodies("民政")[:4]]
        learned = learn([sorted_workbook(tmp_path, rows)], "本局")
        assert (learned.letters, learned.accepted, learned.unjudged) == (30, 4, ("民政",))
        assert {one.label for one in learned.labels} == {"教育文体", "交通运输"}

    def they_are_refused_where_they_are_few_and_alone(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="太少"):
            learn([sorted_workbook(tmp_path, [("公交不来", "城乡建设", "", "交通运输")])], "新的")

    def they_are_read_from_a_table_that_the_program_did_not_write(self, tmp_path: Path) -> None:
        path = tmp_path / "台账.csv"
        path.write_text("编号,内容,类别,更正\n1,公交不来,城建科,交通科\n2,路灯坏了,城建科,\n3,学校收费,,\n", encoding="utf-8")
        found = read_labelled([path])
        assert [(letter.id, letter.labels) for letter in found.decided] == [("1", ("交通科",)), ("2", ("城建科",))]
        assert (found.accepted, found.without, found.corrected) == ((), 1, 1)

    def they_are_read_where_nobody_knows_any_more_what_was_to_be_reviewed(self, tmp_path: Path) -> None:
        path = tmp_path / "分类.csv"
        path.write_text("编号,内容,一级,更正\n1,公交不来,城乡建设,交通运输\n2,路灯坏了,城乡建设,\n", encoding="utf-8")
        found = read_labelled([path])
        assert [(letter.id, letter.labels) for letter in found.decided] == [("1", ("交通运输",))]
        assert (found.accepted, found.without, found.filed) == ((), 1, {"城乡建设"})


class DescribeAModelThatNoLongerFits:
    @pytest.mark.parametrize("change", [{"scikit-learn": "0.1"}, {"base": "other"}, {"format": 1}])
    def it_is_made_anew_from_the_kept_letters(self, tmp_path: Path, change: dict[str, object]) -> None:
        learn([labelled_file(tmp_path)], "本局")
        manifest = home() / "models" / "本局" / "manifest.json"
        said = json.loads(manifest.read_text(encoding="utf-8"))
        assert said["scikit-learn"] == shipped.made_with() != ""
        assert {"data", "made", "labels", "figures", "base"} <= set(said)
        manifest.write_text(json.dumps(said | change), encoding="utf-8")
        assert sort_letters([BUS], "本局")[0].path == ("交通科",)
        assert json.loads(manifest.read_text(encoding="utf-8"))["scikit-learn"] == shipped.made_with()

    def it_is_made_anew_where_it_is_damaged(self, tmp_path: Path) -> None:
        learn([labelled_file(tmp_path)], "本局")
        folder = home() / "models" / "本局"
        (folder / "model.npz").write_bytes(b"broken")
        assert sort_letters([BUS], "本局")[0].path == ("交通科",)
        (folder / "model.npz").write_bytes(b"broken")
        (folder / KEPT).unlink()
        with pytest.raises(UserError, match="已损坏"):
            sort_letters([BUS], "本局")

    def it_says_so_where_the_kept_letters_are_damaged_too(self, tmp_path: Path) -> None:
        learn([labelled_file(tmp_path)], "本局")
        folder = home() / "models" / "本局"
        (folder / "manifest.json").write_text("{", encoding="utf-8")
        (folder / KEPT).write_text("{", encoding="utf-8")
        with pytest.raises(UserError, match="重新训练"):
            sort_letters([BUS], "本局")


class DescribeFigures:
    def they_tell_how_far_confidence_can_be_trusted(self, tmp_path: Path) -> None:
        learned = learn([labelled_file(tmp_path, 40)], "本局")
        assert sum(step.letters for step in learned.reliability) == learned.letters
        assert all(0 <= step.right <= 1 and 0 < step.promised <= 1 for step in learned.reliability)
        assert learned.score.accuracy <= learned.top2 <= 1
        assert learned.right_of_surest >= learned.score.accuracy

    def they_say_where_no_confidence_is_enough(self, tmp_path: Path) -> None:
        """Labels by chance on different letters: nothing can be sure."""
        chance = np.random.default_rng(0)
        texts = [body for body in bodies("教育文体") if len(body) > 40][:40]
        lines = ["内容,类别", *(f"{text},{chance.choice(['甲类', '乙类'])}" for text in texts)]
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        learned = learn([tmp_path / "a.csv"], "随机")
        assert (learned.any_sure, learned.sure, learned.coverage) == (False, 1.01, 0.0)
        assert learn([labelled_file(tmp_path, 40)], "本局").any_sure


class DescribeThinLabels:
    @staticmethod
    def file(folder: Path, texts: dict[str, list[str]]) -> Path:
        lines = ["内容,类别", *(f"{text},{label}" for label, some in texts.items() for text in some)]
        (folder / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        return folder / "a.csv"

    @pytest.mark.parametrize("other", [1, 15])
    def they_are_refused_where_all_letters_of_a_label_are_alike(self, tmp_path: Path, other: int) -> None:
        texts = {"甲": [bodies("教育文体")[0]] * 15, "乙": bodies("交通运输")[:other] * (15 // other)}
        with pytest.raises(UserError, match=r"类别“甲(、乙)?”：同一类的来信几乎一样，验证不了"):
            learn([self.file(tmp_path, texts)], "本局")
        assert not (home() / "models" / "本局").exists()

    def they_are_learnt_where_others_can_be_judged(self, tmp_path: Path) -> None:
        texts = {"甲": [bodies("教育文体")[0]] * 8, "乙": bodies("交通运输")[:15], "丙": bodies("民政")[:15]}
        found = {one.label: one for one in learn([self.file(tmp_path, texts)], "本局").labels}
        assert (found["甲"].letters, found["甲"].recall) == (8, 0.0)
        assert found["乙"].recall > 0.5

    def they_warn_in_no_foreign_words(self, tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
        texts = {"甲": bodies("教育文体")[:2], "乙": bodies("交通运输")[:15], "丙": bodies("民政")[:15]}
        assert learn([self.file(tmp_path, texts)], "本局").letters == 32
        assert not recwarn.list

    def they_score_all_alike_where_a_fold_has_one_label_left(self) -> None:
        samples = [Sample("路灯不亮", "甲", 0), Sample("路灯坏了", "甲", 1)]
        prepared = prepare(samples)
        machine = fit(samples, prepared)
        assert machine.labels == ("甲",)
        assert machine.scores(prepared).tolist() == [[0.0], [0.0]]


class DescribeKeptLetters:
    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
    def they_can_be_opened_by_nobody_else(self, tmp_path: Path) -> None:
        folder = home() / "models" / "本局"
        folder.mkdir(parents=True, mode=0o755)
        learn([labelled_file(tmp_path)], "本局")
        assert (folder.stat().st_mode & 0o777, (folder / KEPT).stat().st_mode & 0o777) == (0o700, 0o600)
