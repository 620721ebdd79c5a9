"""Tables of letters written as text or as JSON lines, and the columns of any table."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from drafting.letters import tables
from drafting.letters.batch import Reply
from drafting.letters.columns import usual_names
from drafting.letters.reading import read_letters
from tests.letters.batches import HEADER, ROW, write_xlsx


class DescribeTextTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def it_recognises_encoding_and_delimiter(self, tmp_path: Path, encoding: str, delimiter: str) -> None:
        body = '"他说：""路灯坏了""，\n两周没人修。"'
        text = "\r\n".join([delimiter.join(HEADER), delimiter.join([*ROW[:4], body, *ROW[5:]])]) + "\r\n"
        (tmp_path / "a.csv").write_bytes(text.encode(encoding))
        (letter,) = read_letters([tmp_path / "a.csv"]).letters
        assert letter.text == '他说："路灯坏了"，\n两周没人修。'
        assert (letter.id, letter.likes, letter.dislikes, letter.source.row) == ("1", 7, 2, 2)

    def it_does_not_let_an_open_quotation_mark_swallow_letters(self, tmp_path: Path) -> None:
        lines = [",".join(HEADER), '1,甲,标题,2020-1-1,"正文没有结束,0,0', *[f"{n},甲,标题,2020-1-1,正文{n},0,0" for n in range(2, 30)]]
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [(one.id, one.source.row) for one in batch.letters] == [(str(n), n + 1) for n in range(2, 30)]
        assert [str(item) for item in batch.unread] == ["a.csv第 2 行：双引号没有配对，这一行读不出来。"]

    def it_gives_up_a_row_that_is_longer_than_any_letter_and_reads_on(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tables, "_MOST_LINES", 5)
        lines = ["编号,内容", '1,"没有关', *[f"{n},正文{n}" for n in range(2, 40)], '40,"关"', '41,"两\n行"']
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [one.id for one in batch.letters] == [str(n) for n in range(2, 42)]
        assert (batch.letters[-1].text, len(batch.unread)) == ("两\n行", 1)

    def it_does_not_let_two_wrong_quotation_marks_hide_each_other(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text('编号,内容\n1,"没有关\n2,正常\n3,也"行\n4,"完"\n', encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [one.text for one in batch.letters] == ["正常", '也"行', "完"]
        assert [item.source.row for item in batch.unread] == [2]
        (tmp_path / "b.csv").write_text('编号,内容\n1,他说"好"就走了\n2,价格5"左右\n', encoding="utf-8")
        assert [one.text for one in read_letters([tmp_path / "b.csv"]).letters] == ['他说"好"就走了', '价格5"左右']

    def it_takes_no_stray_zero_for_utf_16(self, tmp_path: Path) -> None:
        for encoding in ("utf-8", "gb18030"):
            (tmp_path / "a.csv").write_bytes("编号,内容\n1,路灯\0坏了半个月\n2,公交太少\n".encode(encoding))
            assert [one.text for one in read_letters([tmp_path / "a.csv"]).letters] == ["路灯坏了半个月", "公交太少"]

    def it_tells_of_a_first_row_that_it_takes_for_a_header(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("说了什么\n路灯坏了半个月，没有人来修。\n", encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"], {"内容": "A"})
        assert (len(batch.letters), [str(item) for item in batch.unread]) == (1, ["a.csv第 1 行：看作表头，没有读作来信。"])

    def it_gives_ids_that_are_missing_or_double(self, tmp_path: Path) -> None:
        lines = ["编号,内容", ",第一封", "7,第二封", "7,第三封", "7.0,第四封"]
        (tmp_path / "来信.csv").write_text("\n".join(lines), encoding="utf-8")
        letters = read_letters([tmp_path / "来信.csv"]).letters
        assert [letter.id for letter in letters] == ["来信-2", "7", "7#2", "7#3"]
        assert "重复" in letters[2].notes[0]


class DescribeJsonLines:
    def it_reads_json_lines_and_names_the_lines_it_cannot(self, tmp_path: Path) -> None:
        lines = [
            json.dumps({"id": 5, "content": "路灯坏了"}, ensure_ascii=False),
            "{broken",
            "",
            "[1]",
            json.dumps({"id": 6, "content": "x"}),
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.jsonl"])
        assert [letter.id for letter in batch.letters] == ["5", "6"]
        assert [(item.source.row, item.reason) for item in batch.unread] == [(2, "不是一行完整的 JSON"), (3, "空行"), (4, "不是 JSON 对象")]

    def it_takes_each_json_object_by_its_own_keys(self, tmp_path: Path) -> None:
        objects = [{"id": 1, "content": "路灯坏了"}, {"编号": 2, "内容": ["公交太少", "等了很久"]}, {"id": 3, "色": "红"}]
        (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in objects), encoding="utf-8")
        batch = read_letters([tmp_path / "a.jsonl"])
        assert [(one.id, one.text) for one in batch.letters] == [("1", "路灯坏了"), ("2", "公交太少\n等了很久")]
        assert [str(item) for item in batch.unread] == ["a.jsonl第 3 行：没有来信内容这一项（有的是：id、色）。"]


class DescribeColumns:
    @pytest.mark.parametrize(
        ("field", "name"),
        [(field, name) for field, names in usual_names().items() for name in names if field not in ("答复时间", "答复单位")],
    )
    def it_knows_every_usual_name(self, tmp_path: Path, field: str, name: str) -> None:
        values = {"时间": "2020-1-6", "点赞": "7", "反对": "7"}
        others = [] if field == "内容" else ["内容"]
        (tmp_path / "a.csv").write_text(f"{','.join([*others, name])}\n{','.join([*others, values.get(field, '值')])}\n", encoding="utf-8")
        (letter,) = read_letters([tmp_path / "a.csv"]).letters
        found = {
            "编号": letter.id == "值",
            "用户": letter.user == "值",
            "标题": letter.title == "值",
            "时间": letter.time == dt.datetime(2020, 1, 6),
            "内容": letter.text == "值",
            "反对": letter.dislikes == 7,
            "点赞": letter.likes == 7,
            "类别": letter.labels == ("值",),
            "二级": letter.labels == ("值",),
            "三级": letter.labels == ("值",),
            "答复": letter.reply is not None and letter.reply.text == "值",
        }
        assert found[field]

    def it_reads_names_with_blanks_stars_and_explanations(self, tmp_path: Path) -> None:
        write_xlsx(tmp_path / "a.xlsx", {"来信": [["*编 号", "来信\n标题", "留言详情（必填）", "点赞数："], ["5", "路灯", "坏了。", "3"]]})
        (letter,) = read_letters([tmp_path / "a.xlsx"]).letters
        assert (letter.id, letter.title, letter.text, letter.likes) == ("5", "路灯", "坏了。", 3)

    def it_carries_the_reply_beside_its_letter(self, tmp_path: Path) -> None:
        head = "编号,留言时间,留言详情,答复意见,答复时间,答复单位"
        rows = ["1,2020/1/6,路灯坏了。,您好：路灯已修好。,2020年1月9日,市城管局", "2,2020/1/7,停水了。,,,"]
        (tmp_path / "a.csv").write_text("\n".join([head, *rows]), encoding="gb18030")
        first, second = read_letters([tmp_path / "a.csv"]).letters
        assert first.reply == Reply("您好：路灯已修好。", dt.datetime(2020, 1, 9), "市城管局")
        assert (first.text, first.time, second.reply) == ("路灯坏了。", dt.datetime(2020, 1, 6), None)

    def its_every_reply_of_the_development_letters_has_a_time(self, shared_data: Path) -> None:
        batch = read_letters([shared_data / "letters" / "replies.xlsx"])
        assert len(batch.letters) == 2816
        assert all(letter.reply and letter.reply.time and letter.time for letter in batch.letters)
