"""The shipped kinds, and kinds that an office adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.composing import compose, example_fields, find_kind, kinds, kinds_markdown, rendering
from drafting.composing.faults import Faults
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.model import Format, Role

SHIPPED = {
    "notice": ("通知", Format.DOCUMENT, "下行"),
    "meeting-minutes": ("会议纪要", Format.MINUTES, "下行"),
    "speech": ("讲话稿", Format.PLAIN, ""),
    "research-report": ("调研报告", Format.PLAIN, ""),
}

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


class TestShipped:
    def test_the_four_kinds_are_there(self) -> None:
        assert {kind.id: (kind.name, kind.format, kind.direction) for kind in kinds()} == SHIPPED

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_its_example_makes_a_whole_document(self, kind: str) -> None:
        made = compose(example_fields(find_kind(kind)), "样例.yaml")
        assert made.notes == ()
        assert made.document.kind == kind
        assert made.document.format is SHIPPED[kind][1]
        assert made.document.text_of(Role.TITLE)
        assert len(made.document.of(Role.BODY)) > 3

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_its_fields_and_templates_use_each_other(self, kind: str) -> None:
        faults = Faults("")
        rendering.check_templates(find_kind(kind), faults)
        faults.raise_any()

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_its_levels_follow_each_other_in_the_example(self, kind: str) -> None:
        made = compose(example_fields(find_kind(kind)), "样例.yaml")
        marks = [p.text[0] for p in made.document.paragraphs if p.role is Role.HEADING1]
        body = marks[: marks.index("一", 1)] if marks.count("一") > 1 else marks  # an attachment counts anew
        assert "".join(body) == "一二三四五六七八九"[: len(body)]

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_every_field_stands_in_its_example_text_with_a_comment(self, kind: str) -> None:
        found = find_kind(kind)
        lines = example_fields(found).split("\n")
        assert lines[0] == f"文种: {found.name}"
        for one in found.fields:
            at = next(n for n, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{one.name}:"))
            comments = []
            while lines[at - 1].startswith("#"):
                at -= 1
                comments.append(lines[at])
            assert comments[-1].startswith(f"# 【{'必填' if one.required else '选填'}】{one.type.chinese}")

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_each_field_left_out_of_the_example_holds_once_its_comment_marks_are_taken_away(self, kind: str) -> None:
        found = find_kind(kind)
        text = example_fields(found)
        left_out = [one for one in found.fields if f"\n# {one.name}:" in text]
        assert left_out
        for one in left_out:
            block = text[text.index(f"\n# {one.name}:") + 1 :].split("\n\n")[0].rstrip("\n") + "\n"
            used = text.replace(block, "".join(line[2:] + "\n" for line in block.rstrip("\n").split("\n")))
            if one.name == "标题":  # a whole title stands instead of what it is made of
                used = used.replace("\n事由:", "\n# 事由:")
                used = used.replace("\n会议名称:", "\n# 会议名称:") if kind == "speech" else used
            if one.name == "签名章":
                used += "落款方式: 加盖签发人签名章\n"
            made = compose(used, one.name)
            assert one.example.split("……")[0] in "".join(p.text for p in made.document.paragraphs) or one.name == "落款方式", one.name

    @pytest.mark.parametrize("kind", SHIPPED)
    def test_the_file_in_examples_is_what_wenmi_new_gives(self, kind: str, root: Path) -> None:
        found = find_kind(kind)
        assert (root / "examples" / f"{found.name}.yaml").read_text(encoding="utf-8") == example_fields(found)

    def test_the_page_names_every_field_of_every_kind(self) -> None:
        page = kinds_markdown()
        for kind in kinds():
            assert f"## {kind.name}\n" in page
            assert all(f"| {one.name} |" in page for one in kind.fields)

    def test_every_row_of_its_tables_has_as_many_cells_as_the_head(self) -> None:
        width = 0
        for line in kinds_markdown().split("\n"):
            cells = line.replace("\\|", "").count("|") if line.startswith("|") else 0
            assert not (width and cells) or cells == width, line
            width = cells


class TestFinding:
    @pytest.mark.parametrize("name", ["notice", "通知", " 通知 "])
    def test_by_id_or_name(self, name: str) -> None:
        assert find_kind(name).id == "notice"

    @pytest.mark.parametrize(("name", "near"), [("纪要", "会议纪要"), ("讲话", "讲话稿"), ("speach", "讲话稿"), ("notices", "通知")])
    def test_a_near_miss_names_the_nearest(self, name: str, near: str) -> None:
        with pytest.raises(UserError, match=f"可能要找“{near}”"):
            find_kind(name)

    @pytest.mark.parametrize("name", ["", "谶", "x" * 1000])
    def test_any_other_names_all(self, name: str) -> None:
        with pytest.raises(UserError, match="可用的文种有：通知、会议纪要、讲话稿、调研报告。"):
            find_kind(name)


class TestOwnKinds:
    def test_one_comes_first_and_drafts(self, own: Path) -> None:
        assert [kind.id for kind in kinds([own])][:2] == ["thanks", "notice"]
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
        assert len(kinds([tmp_path])) == len(SHIPPED)

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
