"""Finding a kind, and kinds that an office adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.composing import compose, example_fields, find_kind, kinds
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.model import Role

FIELDS = """\
标识: thanks
名称: 感谢信
类别: 书信
版式: 普通
字段:
  - 名称: 标题
    必填: 是
  - 名称: 收信单位
    部位: 主送机关
    必填: 是
    示例: 云溪县人民医院
  - 名称: 事迹
    类型: 段落
    必填: 是
  - 名称: 人数
    类型: 数字
  - 名称: 谢意
    类型: 选项
    选项: [衷心感谢, 诚挚感谢]
  - 名称: 写信日期
    类型: 日期
    部位: 成文日期
"""
BODY = """\
{{ 事迹 }}
{% if 人数 %}
受助的有{{ 人数 }}人。
{% endif %}
谨致{{ 谢意 }}。
"""
EXAMPLE = "标题: 感谢信\n收信单位: 云溪县人民医院\n事迹: |\n  贵院派出医疗队支援。\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one kind of an office's own."""
    write_kind(tmp_path / "kinds" / "thanks")
    return tmp_path / "kinds"


def write_kind(folder: Path, fields: str = FIELDS, body: str = BODY, example: str = EXAMPLE) -> None:
    folder.mkdir(parents=True)
    for name, text in (("fields.yaml", fields), ("body.j2", body), ("example.yaml", example)):
        (folder / name).write_text(text, encoding="utf-8")


class TestFinding:
    @pytest.mark.parametrize("name", ["notice", "通知", " 通知 "])
    def test_by_id_or_name(self, name: str) -> None:
        assert find_kind(name).id == "notice"

    @pytest.mark.parametrize(("name", "near"), [("纪要", "会议纪要"), ("讲话", "讲话稿"), ("speach", "讲话稿"), ("notices", "通知")])
    def test_a_near_miss_names_the_nearest(self, name: str, near: str) -> None:
        with pytest.raises(UserError, match=f"可能要找“.*{near}.*”"):
            find_kind(name)

    @pytest.mark.parametrize("name", ["", "谶", "x" * 1000])
    def test_any_other_tells_how_to_see_all(self, name: str) -> None:
        with pytest.raises(UserError, match=f"全部 {len(kinds())} 个文种用 wenmi kinds 查看。"):
            find_kind(name)

    def test_by_another_name_of_its_own(self, own: Path) -> None:
        path = own / "thanks" / "fields.yaml"
        path.write_text(FIELDS.replace("类别: 书信", "别名: [致谢信, 表扬信]\n类别: 书信"), encoding="utf-8")
        assert find_kind("表扬信", [own]).id == "thanks"


class TestOwnKinds:
    def test_one_comes_first_and_drafts(self, own: Path) -> None:
        assert next(kind.id for kind in kinds([own])) == "thanks"
        made = compose(example_fields(find_kind("感谢信", [own])), "a.yaml", extra=[own])
        assert [p.text for p in made.document.paragraphs] == [
            "感谢信",
            "云溪县人民医院：",
            "贵院派出医疗队支援。",
            "谨致【待补：谢意】。",
            "【待补：写信日期】",
        ]
        assert made.notes == ("谢意", "写信日期")

    def test_one_replaces_the_shipped_kind_of_its_id(self, tmp_path: Path) -> None:
        write_kind(tmp_path / "notice", FIELDS.replace("thanks", "notice").replace("感谢信", "通知"))
        assert [kind.family for kind in kinds([tmp_path]) if kind.id == "notice"] == ["书信"]
        assert len(kinds([tmp_path])) == len(kinds())

    def test_the_english_keys_and_types_mean_the_same(self, own: Path, tmp_path: Path) -> None:
        english = "id: thanks\nname: 感谢信\nfamily: 书信\nformat: plain\nfields:\n"
        english += "  - {name: 标题, required: true}\n  - {name: 收信单位, part: 主送机关, required: true, example: 云溪县人民医院}\n"
        english += "  - {name: 事迹, type: paragraphs, required: yes}\n  - {name: 人数, type: number}\n"
        english += "  - {name: 谢意, type: choice, choices: [衷心感谢, 诚挚感谢]}\n  - {name: 写信日期, part: 成文日期}\n"
        write_kind(tmp_path / "english" / "thanks", english)
        assert kinds([tmp_path / "english"])[0] == kinds([own])[0]

    def test_a_declaration_may_have_comments_behind_its_values(self, own: Path, tmp_path: Path) -> None:
        write_kind(tmp_path / "commented" / "thanks", FIELDS.replace("版式: 普通", "版式: 普通 # 没有版头"))
        assert kinds([tmp_path / "commented"])[0] == kinds([own])[0]

    def test_recipients_of_its_own_may_be_a_list(self, own: Path) -> None:
        text = "文种: 感谢信\n" + EXAMPLE.replace(" 云溪县人民医院", "\n  - 甲医院\n  - 乙医院")
        assert compose(text, "a.yaml", extra=[own]).document.text_of(Role.RECIPIENTS) == "甲医院、乙医院："

    def test_the_folder_of_one_kind_may_be_given_itself(self, own: Path) -> None:
        assert kinds([own / "thanks"])[0].name == "感谢信"

    def test_all_faults_of_a_declaration_are_told_with_their_lines(self, tmp_path: Path) -> None:
        text = "名称: 感谢信\n版示: 普通\n版式: 信涵\n行文方向: 斜行\n字段:\n  - 名称: 收信 单位\n  - 名称: 事迹\n    类型: 段洛\n"
        text += "  - 名称: 事迹\n  - 名称: 谢意\n    类型: 选项\n  - 名称: 成文日期\n    类型: 段落\n  - 说明: 没有名称\n  - 文种\n"
        write_kind(tmp_path / "a", text)
        with pytest.raises(ManyErrors) as told:
            kinds([tmp_path])
        sentences = [str(error).replace(str(tmp_path), "") for error in told.value.errors]
        assert [sentence.split("：")[0] for sentence in sentences[1:]] == [
            f"/a/fields.yaml 第 {n} 行" for n in (2, 3, 4, 6, 8, 9, 11, 13, 14, 15)
        ]
        for sentence, word in zip(
            sentences, ("没有标题", "版示", "信涵", "斜行", "收信 单位", "段洛", "两次", "选项", "日期", "名称"), strict=False
        ):
            assert word in sentence

    @pytest.mark.parametrize(
        ("body", "line", "said"),
        [
            ("{{ 事迹 }}{{ 人数 }}{{ 谢意 }}\n{{ 没有 }}", 2, "没有这个字段"),
            ("{{ 事迹 }}{{ 人数 }}{{ 谢意 }}\n{{ 事绩 }}", 2, "可能是“事迹”。"),
            ("甲\n{{ 事迹 }}{{ 人数 }}{{ 谢意 }}{% if 事迹 %}", 2, "没有写完"),
            ("{{ 事迹 }}{{ 人数 }}{{ 谢意 }}\n\n{{ 事迹|乱来 }}", 3, "乱来"),
            ("{{ 事迹 }}{{ 人数 }}{{ 谢意 }}\n{% 如果 事迹 %}", 2, "如果"),
            ("{{ 人数 }}{{ 谢意 }}\n{{ 事迹.甲.乙 }}", 2, "甲"),
            ("{{ 人数 }}{{ 谢意 }}\n{{ 事迹.__class__ }}", 2, "出错"),
            ("{{ 人数 }}{{ 谢意 }}{{ 事迹 }}\n{{ 1 // 0 }}", 2, "出错"),
        ],
    )
    def test_a_fault_of_its_template_is_told_with_its_line(self, tmp_path: Path, body: str, line: int, said: str) -> None:
        write_kind(tmp_path / "a", body=body)
        with pytest.raises(UserError, match=said) as told:
            compose("文种: 感谢信\n" + EXAMPLE, "a.yaml", extra=[tmp_path])
        assert f"body.j2 第 {line} 行" in str(told.value)

    def test_a_field_that_nothing_uses_is_told(self, tmp_path: Path) -> None:
        write_kind(tmp_path / "a", body="{{ 事迹 }}{{ 谢意 }}")
        with pytest.raises(UserError, match="字段“人数”没有用到"):
            compose("文种: 感谢信\n" + EXAMPLE, "a.yaml", extra=[tmp_path])

    def test_an_endless_template_stops(self, tmp_path: Path) -> None:
        loop = "{% for a in range(99999) %}{% for b in range(99999) %}{{ 事迹 }}{% endfor %}{% endfor %}{{ 人数 }}{{ 谢意 }}"
        write_kind(tmp_path / "a", body=loop)
        with pytest.raises(UserError, match="太长"):
            compose("文种: 感谢信\n" + EXAMPLE, "a.yaml", extra=[tmp_path])

    @pytest.mark.parametrize("missing", ["没有这个文件夹", "."])
    def test_a_folder_without_kinds_is_told(self, tmp_path: Path, missing: str) -> None:
        with pytest.raises(UserError, match="文件夹"):
            kinds([tmp_path / missing])

    def test_a_kind_without_its_body_is_told(self, own: Path) -> None:
        (own / "thanks" / "body.j2").unlink()
        with pytest.raises(UserError, match="正文模板"):
            compose("文种: 感谢信\n" + EXAMPLE, "a.yaml", extra=[own])
