"""Rules of a kind: what they catch, on which line, and what they leave alone; rules that are badly written themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.composing import compose, find_kind
from drafting.composing.schema import Kind
from drafting.documents.errors import ManyErrors

FIELDS = """\
标识: asking
名称: 商请信
类别: 书信
版式: 普通
字段:
  - 公用: 主送机关
  - 名称: 标题
    必填: 是
  - 名称: 类型
    类型: 选项
    选项: [会议, 其他]
  - 名称: 事项
    类型: 段落
  - 名称: 说明
    类型: 段落
  - 名称: 来文
  - 名称: 会议地点
  - 名称: 开始
    类型: 日期
  - 名称: 结束
    类型: 日期
规则:
"""
BODY = "{{ 类型 }}{{ 事项 }}{{ 说明 }}{{ 来文 }}{{ 会议地点 }}{{ 开始 }}{{ 结束 }}"
GIVEN = "文种: 商请信\n主送机关: 市财政局\n标题: 商请信\n"


Told = Callable[[str, str], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Told:
    """Return the sentences told of a fields file by a kind with these rules."""

    def told(rules: str, fields: str) -> list[str]:
        folder = tmp_path / "asking"
        folder.mkdir(exist_ok=True)
        (folder / "fields.yaml").write_text(FIELDS + rules, encoding="utf-8")
        (folder / "body.j2").write_text(BODY, encoding="utf-8")
        try:
            compose((GIVEN if "主送机关:" not in fields else "文种: 商请信\n") + fields, "a.yaml", extra=[tmp_path])
        except ManyErrors as error:
            return [str(one).replace(f"{folder}/", "") for one in error.errors]
        return []

    return told


@pytest.mark.parametrize(
    ("rule", "bad", "good", "line"),
    [
        ("  - 字段: 说明\n    必填: 是\n", "事项: 甲\n", "说明: 甲\n", None),
        ("  - 字段: [事项, 说明]\n    至少填一项: 是\n", "来文: 甲\n", "说明: 甲\n", None),
        ("  - 字段: [事项, 说明]\n    最多填一项: 是\n", "事项: 甲\n说明: 乙\n", "说明: 甲\n", 5),
        (
            "  - 不得出现: [请遵照执行, '[你您]局(?:必须|务必)']\n",
            "事项: |\n  甲。\n  请你局务必办理。\n",
            "事项: 《请遵照执行》一文不用“请遵照执行”。\n",
            6,
        ),
        ("  - 字段: [事项, 说明]\n    应当出现: [商请, 函请]\n", "事项: 请办理。\n", "说明: 现函请支持。\n", 4),
        ("  - 字段: 来文\n    应当符合: '〔20\\d\\d〕[1-9]\\d*号'\n", "来文: 清政〔26〕3号\n", "来文: 《甲》（清政〔2026〕3号）\n", 4),
        ("  - 字段: 结束\n    不早于: 开始\n", "开始: 2026-03-02\n结束: 2026-03-01\n", "开始: 2026-03-02\n结束: 2026-03-02\n", 5),
        ("  - 如果: 开始\n    字段: 会议地点\n    必填: 是\n", "开始: 2026-03-02\n", "事项: 甲\n", None),
        ("  - 如果: 类型=会议\n    字段: 会议地点\n    必填: 是\n", "类型: 会议\n", "类型: 其他\n", None),
    ],
)
def test_a_rule_tells_what_breaks_it_and_nothing_else(faults: Told, rule: str, bad: str, good: str, line: int | None) -> None:
    assert faults(rule, good) == []
    (sentence,) = faults(rule, bad)
    assert sentence.startswith(f"a.yaml 第 {line} 行：" if line else "a.yaml：")


@pytest.mark.parametrize(
    ("written", "several"),
    [
        ("市财政局、市发展改革委", "2 个：市财政局、市发展改革委"),
        ("\n  - 市财政局\n  - 市审计局\n  - 市司法局", "3 个：市财政局、市审计局、市司法局"),
        ("市财政局（综合科、预算科）", ""),
        ("市财政局：", ""),
    ],
)
def test_only_one_means_one_organ_however_they_are_written(faults: Told, written: str, several: str) -> None:
    found = faults("  - 字段: 主送机关\n    只写一个: 是\n", GIVEN.replace("市财政局", written).removeprefix("文种: 商请信\n"))
    assert len(found) == bool(several)
    assert all(several in sentence and sentence.startswith("a.yaml 第 2 行：") for sentence in found)


def test_the_reason_and_the_remedy_are_those_of_the_rule_and_the_words_are_quoted(faults: Told) -> None:
    rule = "  - 不得出现: 请批准\n    字段: 事项\n    原因: 报告不得夹带请示事项\n    改法: 另写一份请示\n"
    assert faults(rule, "事项: 请批准。\n") == ["a.yaml 第 4 行：报告不得夹带请示事项，这里写的是“请批准”。另写一份请示。"]


def test_a_field_that_could_not_be_read_is_told_once(faults: Told) -> None:
    found = faults("  - 字段: 开始\n    必填: 是\n", "开始: 三月二日\n")
    assert len(found) == 1
    assert "不是规范的日期" in found[0]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("  - 字段: 事情\n    必填: 是\n", "“事情”不是这个文种的字段"),
        ("  - 字段: 事项\n", "这里写了 0 个"),
        ("  - 字段: 事项\n    必填: 是\n    只写一个: 是\n", "这里写了 2 个"),
        ("  - 字段: 事项\n    必填: 对\n", "“必填”只能写“是”"),
        ("  - 字段: 事项\n    不得出现: '（'\n    不早于: 开始\n", "这里写了 2 个"),
        ("  - 字段: 事项\n    应当符合: '['\n", "不是正确的正则表达式"),
        ("  - 必填: 是\n", "没有写是哪些字段"),
        ("  - 如果: 会议\n    字段: 事项\n    必填: 是\n", "“会议”不是这个文种的字段"),
        ("  - 字段: 结束\n    不早于: 开工\n", "“开工”不是这个文种的字段"),
        ("  - 只写一个\n", "没有写“字段"),
        ("  字段: 甲\n", "“规则”应是一个清单"),
    ],
)
def test_a_rule_badly_written_is_told_with_its_file(faults: Told, rule: str, said: str) -> None:
    found = faults(rule, "事项: 甲\n")
    assert any(said in sentence and sentence.startswith("fields.yaml 第 ") for sentence in found), found


class TestShared:
    def test_a_shared_field_takes_what_the_kind_says_of_it(self, tmp_path: Path) -> None:
        kind = self._kind(tmp_path, "  - 公用: 主送机关\n    必填: 否\n    说明: 收信的单位\n  - 落款\n")
        recipients = kind.fields[0]
        assert (recipients.name, recipients.required, recipients.help) == ("主送机关", False, "收信的单位")
        assert [one.name for one in kind.fields[1:-1]] == ["附件", "落款方式", "签名章", "成文日期", "联系人", "联系电话", "附注"]

    def test_a_collection_of_its_own_has_its_own_shared_fields(self, tmp_path: Path) -> None:
        (tmp_path / "common.yaml").write_text("字段:\n  - 名称: 收件人\n    部位: 主送机关\n组:\n  开头: [收件人]\n", encoding="utf-8")
        assert [one.name for one in self._kind(tmp_path, "  - 开头\n").fields] == ["收件人", "标题"]

    def test_a_name_that_is_not_shared_is_told_with_those_that_are(self, tmp_path: Path) -> None:
        with pytest.raises(ManyErrors, match=r"fields.yaml 第 6 行：没有叫“抬头”的公用字段。可用的有：版头、"):
            self._kind(tmp_path, "  - 抬头\n")

    def test_a_group_of_undeclared_fields_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "common.yaml").write_text("字段:\n  - 名称: 收件人\n组:\n  开头: [收信人]\n", encoding="utf-8")
        with pytest.raises(ManyErrors, match="“开头”一组里的“收信人”没有声明"):
            self._kind(tmp_path, "  - 开头\n")

    @staticmethod
    def _kind(folder: Path, fields: str) -> Kind:
        (folder / "own").mkdir()
        text = f"名称: 短信\n类别: 书信\n版式: 普通\n标识: own\n字段:\n{fields}  - 名称: 标题\n"
        (folder / "own" / "fields.yaml").write_text(text, encoding="utf-8")
        return find_kind("own", [folder])
