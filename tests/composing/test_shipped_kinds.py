"""The shipped kinds, each of them: what it declares, what its example makes, and the page about it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from drafting.composing import compose, example_fields, find_kind, kinds, kinds_markdown, rendering
from drafting.composing.reference import PICTURED
from drafting.composing.schema import Demand, Kind, Part
from drafting.composing.shared import shared_fields
from drafting.documents.faults import Faults
from drafting.documents.model import Format, Role
from drafting.documents.resources import resource

KINDS = [kind.id for kind in kinds()]


class TestShipped:
    def test_every_folder_is_listed_once_in_the_order_of_the_list(self) -> None:
        listed = shared_fields(resource("templates") / "any").order
        assert [*listed] == KINDS
        assert len({kind.name for kind in kinds()}) == len(KINDS)

    def test_one_kind_of_each_family_is_pictured(self, root: Path) -> None:
        assert [find_kind(one).family for one in PICTURED] == list(dict.fromkeys(kind.family for kind in kinds()))
        assert all((root / "docs" / "images" / "kinds" / f"{one}.png").is_file() for one in PICTURED)

    def test_no_name_or_alias_stands_for_two_kinds(self) -> None:
        names = [name for kind in kinds() for name in (kind.id, kind.name, *kind.aliases)]
        assert sorted(names) == sorted(set(names))

    def test_the_kinds_of_a_family_stand_together(self) -> None:
        families = [kind.family for kind in kinds()]
        assert sum(a != b for a, b in pairwise(families)) == len(set(families)) - 1

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_example_makes_a_whole_document(self, kind: str) -> None:
        found = find_kind(kind)
        made = compose(example_fields(found), "样例.yaml")
        assert made.notes == ()
        assert made.document.kind == kind
        assert made.document.format is found.format
        signed = next((n for n, p in enumerate(made.document.paragraphs) if p.role is Role.SIGNATURE), len(made.document.paragraphs))
        titles = [n for n, _ in made.document.of(Role.TITLE) if n < signed or found.format is Format.MINUTES]
        assert bool(titles) is not found.untitled
        assert sum(len(p.text) for p in made.document.paragraphs if p.role in (Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3)) > 60

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_drafts_from_what_is_required_alone(self, kind: str) -> None:
        found = find_kind(kind)
        text = _only(example_fields(found), found)
        document = compose(text, "必填.yaml").document
        for item in document.paragraphs:
            assert item.text.strip() or item.place.cell
            assert not item.text.startswith(("，", "。", "、", "；", "：")), item.text
            assert not any(mark in item.text for mark in ("，，", "，。", "。。", "：。", "、、", "；；", "，；", "（）", "《》")), (
                item.text
            )

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_document_to_a_superior_names_its_signer(self, kind: str) -> None:
        found = find_kind(kind)
        if found.direction == "上行" and found.format is Format.DOCUMENT and found.id != "bill":
            signer = found.field_of(Part.SIGNER)
            assert signer is not None
            assert signer.required

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_fields_and_templates_use_each_other(self, kind: str) -> None:
        faults = Faults("")
        rendering.check_templates(find_kind(kind), faults)
        faults.raise_any()

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_levels_follow_each_other_in_the_example(self, kind: str) -> None:
        made = compose(example_fields(find_kind(kind)), "样例.yaml")
        marks = [p.text[0] for p in made.document.paragraphs if p.role is Role.HEADING1 and p.text[0] != "第"]
        body = marks[: marks.index("一", 1)] if marks.count("一") > 1 else marks  # an attachment counts anew
        assert "".join(body) == "一二三四五六七八九"[: len(body)]

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_field_stands_in_its_example_text_with_what_it_takes(self, kind: str) -> None:
        found = find_kind(kind)
        lines = example_fields(found).split("\n")
        assert lines[0] == f"文种: {found.name}"
        for one in found.fields:
            at = next(n for n, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{one.name}:"))
            above = at - 1
            while lines[above].startswith("#   · "):
                above -= 1
            said = lines[above] if lines[above].startswith("#") else ""
            assert one.help.rstrip("。") in said
            assert ("★" in said) is one.required
            assert f"◇{'★' * one.required}{one.name}" in said or not lines[at].startswith("#")
            assert all(any(item.name in line for line in lines[above + 1 : at]) for item in one.items)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_parts_of_the_page_head_the_fields_of_its_example_text(self, kind: str) -> None:
        text = example_fields(find_kind(kind))
        headings = [line.strip("# =") for line in text.split("\n") if line.startswith("# =====")]
        assert headings == [part for part in ("版头", "标题和正文", "出席和附件", "附件和落款", "版记") if part in headings]
        assert "标题和正文" in headings
        for block in text.split("# ---- ")[1:]:  # what is left out stands below what is used
            assert all(line.startswith("#") for line in block.split("\n\n")[0].split("\n")[1:] if line)

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_field_left_out_of_the_example_holds_once_its_comment_marks_are_taken_away(self, kind: str) -> None:
        found = find_kind(kind)
        text = example_fields(found)
        left_out = [one for one in found.fields if f"\n# {one.name}:" in text]
        for one in left_out:
            lines = text[text.index(f"\n# {one.name}:") + 1 :].split("\n")
            end = next(n for n, line in enumerate(lines) if n and not line.startswith("#  "))
            block = "".join(line + "\n" for line in lines[:end])
            used = text.replace(block, "".join(line[2:] + "\n" for line in lines[:end]))
            if one.name == "标题":  # a whole title stands instead of what it is made of
                body = rendering.variables(rendering.body_source(found))
                for other in found.fields:
                    if other.part is None and other.name in rendering.variables(found.title_pattern) - body:
                        used = used.replace(f"\n{other.name}:", f"\n# {other.name}:")
            for rule in found.rules:
                for name in rule.fields if rule.demand is Demand.AT_MOST_ONE and one.name in rule.fields else ():
                    used = used if name == one.name else re.sub(rf"\n{name}:.*\n(?: .*\n)*", "\n", used)
            if one.name == "签名章":
                used += "落款方式: 加盖签发人签名章\n"
            made = compose(used, one.name)
            assert one.example.split("……")[0] in "".join(p.text for p in made.document.paragraphs) or one.name == "落款方式", one.name

    @pytest.mark.parametrize("name", ["通知", "会议纪要", "讲话稿", "调研报告"])
    def test_the_file_in_examples_is_what_wenmi_new_gives(self, name: str, root: Path) -> None:
        assert (root / "examples" / f"{name}.yaml").read_text(encoding="utf-8") == example_fields(find_kind(name))

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


def _only(text: str, kind: Kind) -> str:
    """Return the fields file with nothing but what must be given, by the declarations and by the rules."""
    needed = {one.name for one in kind.fields if one.required}
    for rule in kind.rules:
        if rule.demand is Demand.AT_LEAST_ONE or (rule.demand is Demand.REQUIRED and not rule.when):
            needed |= set(rule.fields)
    whole, pattern = kind.field_of(Part.TITLE), rendering.variables(kind.title_pattern)
    needed |= pattern - {"文种"} if pattern or whole is None else {whole.name}
    kept, keeping = [], True
    for line in text.split("\n"):
        if line[:1] not in ("", " ", "#", "-"):
            keeping = line.split(":")[0] in needed or line.startswith("文种")
        if keeping:
            kept.append(line)
    return "\n".join(kept) + "\n"
