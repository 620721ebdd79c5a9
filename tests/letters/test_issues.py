"""Recurring issues and the workbooks."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.common import find_common
from drafting.letters.heat import heat
from drafting.letters.issues import find_issues, issues_of
from drafting.letters.issues_workbook import write_issues
from drafting.letters.matters import find_matters
from drafting.letters.reading import read_letters
from drafting.letters.repeats import repeats
from drafting.letters.sorting import sort_letters
from drafting.letters.workbook import write_sorted

START = datetime(2024, 3, 1, 9)


def letter(number: int, title: str, text: str, user: str = "", day: int = 0, likes: int = 0) -> Letter:
    return Letter(str(number), title, text, text, START + timedelta(days=day), user or f"用户{number}", likes)


@pytest.fixture(scope="module")
def example() -> Batch:
    return read_letters([Path(__file__).parents[2] / "examples" / "来信.xlsx"])


class DescribeIssues:
    def its_example_has_its_five_issues_whole_and_apart(self, example: Batch) -> None:
        by_word = {
            word: {one.id for one in example.letters if word in one.title + one.text} for word in ("青禾苑", "云岭产业园", "翠湖公园")
        }
        groups = [set(issue.letters) for issue in find_issues(example.letters)]
        for word, ids in by_word.items():
            assert max(2 * len(ids & group) / (len(ids) + len(group)) for group in groups) >= 0.9, word

    def it_does_not_merge_two_matters_at_one_place(self) -> None:
        smoke = [
            letter(n, "青禾苑楼下烧烤店油烟直排", f"青禾苑一楼烧烤店油烟直接排进居民家里，第{n}次投诉，请环保处理油烟。") for n in range(4)
        ]
        lift = [
            letter(10 + n, "青禾苑电梯经常故障困人", f"青禾苑6栋电梯又坏了，维保公司不来修，困人已经{n + 2}次，请质监部门检查电梯。")
            for n in range(4)
        ]
        groups = [set(issue.letters) for issue in find_issues([*smoke, *lift])]
        assert not any({"0", "10"} <= group for group in groups)

    def it_counts_people_and_not_letters(self) -> None:
        texts = [f"翠湖公园南门的树又砍了{n}棵，要建停车楼，请停止施工恢复绿地。" for n in range(6)]
        one = find_issues([letter(n, "反对翠湖公园建停车楼", text, user="同一人") for n, text in enumerate(texts)])
        many = find_issues([letter(n, "反对翠湖公园建停车楼", text) for n, text in enumerate(texts)])
        assert (one[0].users, many[0].users) == (1, 6)
        assert many[0].heat > 2 * one[0].heat

    def it_keeps_its_id_when_more_letters_come(self) -> None:
        texts = [
            letter(n, "反对翠湖公园建停车楼", f"翠湖公园南门的树又砍了{n}棵，要建停车楼，请停止施工恢复绿地。", day=n) for n in range(6)
        ]
        assert find_issues(texts[:3])[0].id == find_issues(texts)[0].id

    def its_ids_stay_when_the_next_weeks_letters_come(self, example: Batch) -> None:
        by_time = sorted((one for one in example.letters if one.time), key=lambda one: one.time or START)
        before = find_issues(by_time[: len(by_time) * 4 // 5])
        after = {issue.id: set(issue.letters) for issue in find_issues(by_time)}
        assert before
        assert all(set(issue.letters) <= after[issue.id] for issue in before)

    def its_place_is_none_where_the_letters_name_different_ones(self) -> None:
        names = ("青禾苑", "锦绣苑", "望江苑", "梧桐苑")
        texts = [f"{name}小区一楼烧烤店油烟直排，油烟熏得业主不敢开窗，请环保查处油烟。" for name in names]
        (issue,) = find_issues(
            [letter(n, f"{name}小区烧烤店油烟直排", text) for n, (name, text) in enumerate(zip(names, texts, strict=True))]
        )
        assert (issue.place, issue.kind) == (None, "面上共性问题")

    @pytest.mark.parametrize(
        ("title", "shown"),
        [
            ("关于投诉青禾苑小区物业乱收费的问题", "青禾苑小区物业乱收费"),
            ("反映青禾苑小区交房存在一系列问题", "青禾苑小区交房存在一系列问题"),
            ("请问梅桥路何时打通？？", "梅桥路何时打通"),
        ],
    )
    def its_title_is_a_whole_phrase(self, title: str, shown: str) -> None:
        (issue,) = find_issues([letter(n, title, "请尽快答复，谢谢。") for n in range(2)])
        assert issue.title == shown

    def it_takes_a_single_letter_only_if_very_many_like_it(self) -> None:
        quiet = letter(1, "建议增设路灯", "梅桥路晚上没有路灯，建议增设。", likes=3)
        loud = letter(2, "学校食堂涨价", "学校食堂一个学期涨价三次，请查一查。", likes=900)
        (issue,) = find_issues([quiet, loud])
        assert (issue.letters, issue.kind, issue.trend) == (("2",), "高关注单件", "单件")

    def its_json_has_every_field_of_the_contract(self, example: Batch) -> None:
        issues = [json.loads(json.dumps(issue.as_json(), ensure_ascii=False)) for issue in find_issues(example.letters)]
        assert [issue["rank"] for issue in issues] == list(range(1, len(issues) + 1))
        assert {"rank", "id", "heat", "title", "place", "people", "start", "end", "letters", "users", "trend"} <= set(issues[0])
        assert [issue["heat"] for issue in issues] == sorted((issue["heat"] for issue in issues), reverse=True)
        assert len({issue["id"] for issue in issues}) == len(issues)

    def it_works_without_times_titles_and_writers(self) -> None:
        texts = [f"翠湖公园南门要建停车楼，树又砍了{n}棵，请停止施工恢复绿地。" for n in range(3)]
        (issue,) = find_issues([Letter(str(n), "", text, text) for n, text in enumerate(texts)])
        assert (issue.users, issue.start, issue.as_json()["start"]) == (3, None, None)
        assert find_issues([]) == []

    def its_heat_grows_with_people_likes_and_freshness(self) -> None:
        times = [START + timedelta(days=n) for n in range(3)]
        base = heat(3, 0, times, times[-1])
        assert heat(6, 0, times, times[-1]) > base
        assert base < heat(3, 1000, times, times[-1]) < heat(20, 0, times, times[-1])
        assert heat(3, 0, times, times[-1] + timedelta(days=365)) < base

    def it_finds_the_issues_listed_by_hand_in_the_development_letters(self, shared_data: Path) -> None:
        from evaluation.letters_issues import best_f1, truth

        letters = read_letters([shared_data / "letters" / "letters.xlsx"]).letters
        issues = find_issues(letters)
        wanted = {name: ids for half in truth().values() for name, ids in half.items()}
        figures = best_f1(wanted, [set(issue.letters) for issue in issues])
        assert sum(figures.values()) / len(figures) > 0.8
        assert max(len(issue.letters) for issue in issues) < 100  # no blob


class DescribeWorkbooks:
    def rows(self) -> Batch:
        source = Source("a.xlsx", "来信", 2)
        nasty = Letter(
            "=1+1", "=HYPERLINK(1)", "@x\x0b电话13912345678\ud800" + "长" * 40000, "", START, "张小明", 3, 1, (), source, ("说明",)
        )
        return Batch((nasty, letter(2, "+标题", "-正文")), (Unread(Source("a.xlsx", "来信", 5), "空行"),))

    def they_hold_every_letter_and_every_unread_row(self, tmp_path: Path) -> None:
        batch = self.rows()
        write_sorted(tmp_path / "a.xlsx", batch, sort_letters(batch.letters))
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert book.sheetnames == ["分类结果", "汇总", "未读入"]
        first = [cell.value for cell in book["分类结果"][2]]
        assert first[0] == "=1+1"
        by_name = dict(zip((cell.value for cell in book["分类结果"][1]), book["分类结果"][2], strict=True))
        assert {by_name[name].data_type for name in ("编号", "标题", "内容")} <= {"s", "inlineStr"}
        assert by_name["标题"].value == "=HYPERLINK(1)"
        assert "139****5678" in by_name["内容"].value
        assert (by_name["时间"].value, by_name["用户"].value) == (START, "张**")
        assert isinstance(by_name["把握"].value, float)
        assert book["分类结果"].freeze_panes == "B2"
        assert [cell.value for cell in book["未读入"][2]] == ["a.xlsx", "来信", 5, "空行"]
        totals = {row[0].value: row[2].value for row in book["汇总"].iter_rows(min_row=2) if row[0].value in ("合计", "未读入的行")}
        assert totals == {"合计": 2, "未读入的行": 1}

    def they_say_so_where_a_text_is_longer_than_a_cell_can_hold(self, tmp_path: Path) -> None:
        batch = self.rows()
        write_sorted(tmp_path / "a.xlsx", batch, sort_letters(batch.letters))
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["分类结果"]
        cells = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
        assert 32_700 < len(cells["内容"]) <= 32_767
        assert re.search(r"只有前 \d+ 字，全文 \d+ 字，见原件）$", cells["内容"])
        assert cells["备注"] == "说明；内容太长，单元格放不下，全文见原件"

    def they_have_the_two_sheets_of_the_contract(self, tmp_path: Path, example: Batch) -> None:
        issues = find_issues(example.letters)
        write_issues(tmp_path / "a.xlsx", example, issues)
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert book.sheetnames[:2] == ["热点问题表", "热点问题留言明细表"]
        assert [cell.value for cell in book["热点问题表"][1]] == ["热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述"]
        assert [cell.value for cell in book["热点问题留言明细表"][1]] == [
            "问题ID",
            "留言编号",
            "留言用户",
            "留言主题",
            "留言时间",
            "留言详情",
            "点赞数",
            "反对数",
        ]
        assert book["热点问题表"].max_row == len(issues) + 1
        assert book["热点问题留言明细表"].max_row == sum(len(issue.letters) for issue in issues) + 1
        assert isinstance(book["热点问题留言明细表"]["E2"].value, datetime)

    def they_tell_what_the_heat_is_counted_from_what_is_common_and_what_repeats(self, tmp_path: Path, example: Batch) -> None:
        matters = find_matters(example.letters)
        issues, repeated = issues_of(example.letters, matters), repeats(example.letters, (), matters)
        write_issues(tmp_path / "a.xlsx", example, issues, find_common(example.letters, issues), repeated)
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
        assert book.sheetnames[2:] == ["热度和变化", "面上共性问题", "高关注单件", "按周来信", "重复来信", "未读入"]
        counted = [(row[0], row[2], row[3]) for row in book["热度和变化"].iter_rows(min_row=2, values_only=True)]
        assert counted == [(issue.id, len(issue.letters), issue.users) for issue in issues]
        weeks = [row[3] for row in book["按周来信"].iter_rows(min_row=2, values_only=True)]
        assert sum(weeks) == sum(count for issue in issues for _, count in issue.weeks) > 0
        assert [row[:2] for row in book["重复来信"].iter_rows(min_row=2, values_only=True)] == [(one.id, one.kind) for one in repeated]

    def they_leave_nothing_behind_when_writing_fails(self, tmp_path: Path) -> None:
        batch = self.rows()
        with pytest.raises(ValueError, match="zip"):
            write_sorted(tmp_path / "a.xlsx", batch, [])
        assert list(tmp_path.iterdir()) == []
