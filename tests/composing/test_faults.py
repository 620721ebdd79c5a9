"""What is wrong in a fields file is told at once, each fault with its line and how to put it right."""

from __future__ import annotations

import pytest

from drafting.composing import compose, example_fields, find_kind
from drafting.documents.errors import ManyErrors, UserError

BASE = "文种: 通知\n发文机关: 甲局\n主送机关: 乙局\n事由: 做好丙项工作\n目的: 为做好丙项工作\n"


def faults(text: str | bytes) -> list[str]:
    """Return the sentences that composing ``text`` raises."""
    with pytest.raises(UserError) as told:
        compose(text, "通知.yaml")
    assert "Error" not in str(told.value)
    assert str(told.value).endswith("。")
    return [str(error) for error in (told.value.errors if isinstance(told.value, ManyErrors) else [told.value])]


def lines_of(sentences: list[str]) -> list[int]:
    return [int(sentence.split("第 ")[1].split(" 行")[0]) for sentence in sentences]


def test_ten_and_more_faults_of_one_file_come_back_together_with_their_lines() -> None:
    text = """\
文种: 通知
发文机关：清源市人民政府办公室
发文字号: 清政办发[26]第05号
主送单位: 各县人民政府
成文日期: 2024年2月30日
印发日期: 2024年05月8号
落款方式: 盖章
份号: 12
主送机关:
  - 各县: 人民政府
事由:做好工作
联系电话: 123
联系电话: 456
通知事项: |
一、加强领导
　　各单位要加强领导：落实责任
\t附注: 此件公开发布
附件:
  - 标题: 表
    表格: |
      甲 | 乙
      1 | 2 | 3
  - 正文: 没有标题
密级: 内部
"""
    sentences = faults(text)
    assert lines_of(sentences) == [2, 3, 3, 3, 3, 4, 5, 6, 7, 8, 9 + 1, 11, 13, 15, 17, 22, 23, 24]
    assert all(sentence.startswith("通知.yaml 第 ") for sentence in sentences)


def test_beyond_a_hundred_faults_are_counted() -> None:
    sentences = faults(BASE + "".join(f"键{n}: 值\n" for n in range(150)))
    assert len(sentences) == 101
    assert sentences[-1] == "通知.yaml：还有 50 处类似的错误没有列出。请先改好上面这些再试。"


class TestMissing:
    def test_each_required_field_is_named_with_an_example(self) -> None:
        sentences = faults("文种: 通知\n")
        assert len(sentences) == 3
        assert any("“发文机关”没有写" in s and "例如：发文机关: 清源市" in s for s in sentences)
        assert any("“主送机关”没有写" in s for s in sentences)
        assert any("“事由”和“标题”要填一个" in s for s in sentences)

    def test_one_left_blank_is_told_on_its_line(self) -> None:
        assert lines_of(faults(BASE.replace("甲局", ""))) == [2]

    def test_one_inside_a_list_is_told_on_the_line_of_its_item(self) -> None:
        assert lines_of(faults(BASE + "附件:\n  - 标题: 甲\n  - 正文: 乙\n")) == [8]

    def test_the_kind_must_be_known(self) -> None:
        assert "没有写明文种" in faults("标题: 甲\n")[0]
        assert faults("# 说明\n文种: 通报\n")[0].startswith("通知.yaml 第 2 行：没有“通报”这个文种")

    def test_two_kinds_contradict_each_other(self) -> None:
        with pytest.raises(UserError, match="文件写的文种是“通知”"):
            compose(BASE, "a.yaml", "讲话稿")
        assert compose(BASE, "a.yaml", "notice").document.kind == "notice"
        assert compose(BASE.removeprefix("文种: 通知\n"), "a.yaml", "通知").document.kind == "notice"


class TestDocumentNumber:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("清政办发[2026]5号", ["六角括号"]),
            ("清政办发(2026)5号", ["六角括号"]),
            ("清政办发（2026）5号", ["六角括号"]),
            ("'【2026】5号'", ["机关代字", "六角括号"]),
            ("清政办发﹝2026﹞5号", ["六角括号"]),
            ("清政办发〔2026〕第5号", ["不加“第”字"]),
            ("清政办发〔2026〕05号", ["虚位"]),
            ("清政办发〔26〕5号", ["写全四位"]),
            ("清政办发〔2026〕5", ["“号”字"]),
            ("清政办发〔2026〕号", ["没有顺序号"]),
            ("清政办发〔2026〕５号", ["全角数字"]),
            ("清政办发 〔2026〕5号", ["多余的空格"]),
            ("清政办发2026年5号", ["六角括号"]),
            ("清政办发[26]第05", ["六角括号", "写全四位", "不加“第”字", "虚位", "“号”字"]),
            ("某号", ["认不出"]),
        ],
    )
    def test_each_fault_has_its_own_sentence(self, written: str, said: list[str]) -> None:
        sentences = faults(BASE + f"发文字号: {written}\n")
        assert len(sentences) == len(said)
        for sentence, word in zip(sentences, said, strict=True):
            assert word in sentence

    def test_the_right_form_is_given(self) -> None:
        for sentence in faults(BASE + "发文字号: 清政办发[26]第05号\n"):
            assert "清政办发〔2026〕5号" in sentence

    @pytest.mark.parametrize("written", ["清政办发〔2026〕5号", "云政发〔1999〕112号", "清云政办函〔2026〕1号"])
    def test_a_right_one_passes(self, written: str) -> None:
        compose(BASE + f"发文字号: {written}\n", "a.yaml")

    @pytest.mark.parametrize("written", ["第3期", "〔2026〕6号", "清政纪要〔2026〕6号", "第12号"])
    def test_minutes_may_be_numbered_by_issue(self, written: str) -> None:
        text = example_fields(find_kind("会议纪要")).replace("编号: 〔2026〕6号", f"编号: {written}")
        assert compose(text, "a.yaml").notes == ()


class TestDates:
    @pytest.mark.parametrize("written", ["2026年3月5日", "2026-03-05", "2026/3/5", "2026.3.5", "'2026-3-5'", "2026年03月05日"])
    def test_every_usual_form_is_written_as_the_standard_wants(self, written: str) -> None:
        assert "2026年3月5日" in [p.text for p in compose(BASE + f"成文日期: {written}\n", "a.yaml").document.paragraphs]

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("2024年2月30日", "2024年2月只有29天"),
            ("2023-02-29", "2023年2月只有28天"),
            ("2026年13月1日", "没有13月"),
            ("2026年0月1日", "没有0月"),
            ("0000年1月1日", "不存在"),
            ("9999年12月32日", "不存在"),
            ("二〇二六年三月五日", "应写成：2026年3月5日"),
            ("二〇二六年十二月三十一日", "应写成：2026年12月31日"),
            ("2026年3月5号", "应写成：2026年3月5日"),
            ("26年3月5日", "应写成：2026年3月5日"),
            ("２０２６年３月５日", "应写成：2026年3月5日"),
            ("2026年3月", "年、月、日齐全"),
            ("近期", "年、月、日齐全"),
        ],
    )
    def test_a_wrong_one_is_told_with_the_right_form(self, written: str, said: str) -> None:
        (sentence,) = faults(BASE + f"成文日期: {written}\n")
        assert said in sentence
        assert lines_of([sentence]) == [6]

    def test_printing_before_signing_is_told(self) -> None:
        assert lines_of(faults(BASE + "成文日期: 2026-03-05\n印发日期: 2026-03-04\n")) == [7]


class TestWrittenAsYaml:
    """What stops YAML, told in the words of somebody who does not know YAML."""

    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            ("缘由：甲\n", 6, "中文冒号"),
            ("缘由:甲\n", 6, "缺一个空格"),
            ("\t缘由: 甲\n", 6, "Tab"),
            ("　　缘由: 甲\n", 6, "全角空格"),
            ("\u00a0缘由: 甲\n", 6, "行首有空格"),
            (" 缘由: 甲\n", 6, "“缘由”前面多了空格"),
            ("   缘由: 甲\n", 6, "“缘由”前面多了空格"),
            (" 事甲: 甲\n", 6, "“事甲”前面多了空格"),
            ("附件:\n  - 标题: 甲\n  缘由: 乙\n", 8, "“缘由”前面多了空格"),
            ("通知事项: |\n  甲\n 缘由: 乙\n", 8, "“缘由”前面多了空格"),
            ("通知事项: |\n  甲\n 时间: 乙\n", 8, "缩进却比上面几行少"),
            ("缘由: | 甲\n  乙\n", 6, "后面要换行"),
            ("缘由: ｜甲\n", 6, "后面要换行"),
            ("附件:\n  - 标题: 甲\n    表格:\n      | 乙 | 丙 |\n", 9, "冒号后先写“\\|”"),
            ("缘由: 甲 # 注\n", 6, "“#”后面的文字"),
            ("缘由: # 注\n", 6, "“#”后面的文字"),
            ("缘由: 甲,'乙 # 丙'\n", 6, "“#”后面的文字"),
            ("缘由: '甲' # 注\n", 6, "“#”后面的文字"),
            ("依据: [甲, 乙] # 注\n", 6, "“#”后面的文字"),
            ("依据:\n  - 甲\n  - # 乙\n", 8, "“#”后面的文字"),
            ("缘由: 甲\t乙\n", 6, "内容里有 Tab"),
            ("附件: 无\n", 6, "没有附件就删去这一项"),
            ("抄送机关: 无\n", 6, "没有抄送机关就删去这一项"),
            ("印发机关: 甲局文件\n", 6, "只写机关名称：甲局。"),
            ("附件:\n  - 标题：甲\n    正文: 乙\n", 7, "中文冒号"),
            ("缘由: 甲: 乙\n", 6, "英文冒号加空格"),
            ("缘由: '甲\n", 6, "引号没有成对"),
            ("缘由: @甲\n", 6, "不能以“@”开头"),
            ("缘由: [2026]5号\n", 6, "以“\\[”开头"),
            ("缘由: *注\n", 6, "以“\\*”开头"),
            ("缘由: &a 甲\n", 6, "以“&”开头"),
            ("缘由: !甲 乙\n", 6, "以“!”开头"),
            ("缘由: {{ 甲 }}\n", 6, "特殊写法"),
            ("通知事项: >\n  甲\n  乙\n", 6, "改成“\\|”"),
            ("缘由: '甲\n  乙'\n", 6, "不能换行"),
            ("通知事项: |\n甲，乙\n", 7, "没有缩进"),
            ("通知事项: |\n    甲\n  乙\n", 8, "缩进"),
            ("依据:\n－ 甲\n", 7, "短横"),
            ("缘由: 甲\x07乙\n", 6, "控制字符"),
            ('缘由: "甲\\x07乙"\n', 6, "控制字符"),
            ("---\n文种: 通知\n", 6, "一个文件只能写一份"),
            ("随便写的一句话\n", 6, "不是“字段名: 内容”"),
            ("附件: - 甲\n", 6, "另起一行"),
            ("缘由:\n  甲: 乙\n", 7, "段落"),
            ("目地: 甲\n", 6, "可能是“目的”"),
            ("事由: 丁\n", 6, "写了两次"),
            ("紧急程度: 急件\n", 6, "特急”“加急"),
            ("密级: 机密1年\n", 6, "机密★1年"),
            ("附件: 甲\n", 6, "应是一个清单"),
            ("附件:\n  - 甲\n", 7, "标题"),
            ("附件:\n  - 标题: 甲\n    表格: 乙\n", 8, "至少要有一行表头"),
            ("落款方式: 加盖签发人签名章\n", 6, "没有写“签名章”"),
            ("标题: 甲局关于丙的通知\n", 4, "只能填一个"),
            ("结语: |\n  一\n  二\n", 6, "应写在一行里"),
        ],
    )
    def test_a_slip_is_told_on_its_line(self, text: str, line: int, said: str) -> None:
        import re

        sentences = faults(BASE + text)
        assert lines_of(sentences)[0] == line
        assert re.search(said, sentences[0]), sentences

    @pytest.mark.parametrize("key", ["缘由\u200b", "\u200b缘由", "\ufeff缘由", "缘\u2060由", "缘由　", "缘由\u00a0", "缘由 \u200b "])
    def test_what_nobody_sees_around_a_name_does_not_count(self, key: str) -> None:
        assert compose(BASE + f"{key}: 甲。\n", "a.yaml") == compose(BASE + "缘由: 甲。\n", "a.yaml")
        assert compose(BASE.replace("文种", key.replace("缘", "文").replace("由", "种")), "a.yaml") == compose(BASE, "a.yaml")
        inner = "附件:\n  - {}: 甲\n    正文: 乙\n"
        said = key.replace("缘", "标").replace("由", "题")
        assert compose(BASE + inner.format(said), "a.yaml") == compose(BASE + inner.format("标题"), "a.yaml")

    def test_after_a_stray_space_the_rest_is_judged_too(self) -> None:
        text = "文种: 通知\n发文机关: 甲局\n事由: 丙\n 主送机关: 乙局\n成文日期: 2026年2月30日\n未知: 丁\n"
        assert lines_of(faults(text)) == [4, 5, 6]
        assert lines_of(faults(" " + text)) == [1, 4, 5, 6]

    def test_an_unknown_name_is_answered_by_the_nearest_and_where_to_see_all(self) -> None:
        (near,) = faults(BASE + "主送单位: 甲\n")
        assert near == "通知.yaml 第 6 行：没有“主送单位”这个字段。可能是“主送机关”；全部字段见 wenmi new 通知 给出的样例。"
        (far,) = faults(BASE + "天气: 甲\n")
        assert far == "通知.yaml 第 6 行：没有“天气”这个字段。全部字段见 wenmi new 通知 给出的样例。"
        (inner,) = faults(BASE + "附件:\n  - 标题: 甲\n    天气: 乙\n")
        assert inner.endswith("可用的字段有：标题、正文、表格。")

    @pytest.mark.parametrize("name", ["甲局文件", "[乙局, 甲局文件]"])
    def test_an_issuer_is_no_mark(self, name: str) -> None:
        (sentence,) = faults(BASE.replace("甲局", name))
        assert lines_of([sentence]) == [2]
        assert "“甲局文件”末尾多了“文件”" in sentence

    def test_an_alias_bomb_is_refused(self) -> None:
        bomb = BASE + "缘由: &a [甲, 甲]\n依据: &b [*a, *a, *a]\n通知事项: [*b, *b, *b]\n"
        assert lines_of(faults(bomb))[0] == 6

    @pytest.mark.parametrize("text", ["[" * 5000, "{" * 5000, "- " * 3000 + "甲"])
    def test_deep_nesting_is_refused(self, text: str) -> None:
        assert any("嵌套太深" in sentence for sentence in faults(f"文种: 通知\n缘由: {text}\n") + faults(f"文种: 通知\n缘由:\n  {text}\n"))

    def test_too_large_a_file_is_refused_unread(self) -> None:
        assert "不像一份公文" in faults("甲" * 1_000_001)[0]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_what_notepad_writes_is_read(self, encoding: str, end: str) -> None:
        text = example_fields(find_kind("通知"))
        assert compose(text.replace("\n", end).encode(encoding), "a.yaml") == compose(text, "a.yaml")

    @pytest.mark.parametrize("data", [b"", b" \r\n \n", b"\xef\xbb\xbf"])
    def test_an_empty_file_is_told(self, data: bytes) -> None:
        assert "文件是空的" in faults(data)[0]

    def test_a_file_that_is_no_text_is_told(self) -> None:
        assert "编码" in faults(b"PK\x03\x04\x00\x01\x02\xff\xfe\x00" * 20)[0]
