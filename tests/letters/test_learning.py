"""Learning again: corrections, kept letters, models that no longer fit."""

from __future__ import annotations

import json
from pathlib import Path

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

    def a_file_without_them_is_read_as_any_other(self, tmp_path: Path) -> None:
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

    def too_few_of_them_alone_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="太少"):
            learn([sorted_workbook(tmp_path, [("公交不来", "城乡建设", "", "交通运输")])], "新的")


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
