"""The list to start a batch from: it runs as it is, and makes what the kind's example makes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from drafting.composing import compose, kinds
from drafting.desk.batch import draft_rows
from drafting.desk.batch_new import new_rows
from drafting.documents.errors import UserError
from drafting.documents.layout import lay_out


@pytest.mark.parametrize("kind", [kind.id for kind in kinds()])
def test_every_kinds_list_makes_the_document_of_its_example(kind: str, tmp_path: Path) -> None:
    rows = new_rows(kind, tmp_path / "名单.xlsx")
    batch = draft_rows(kind, rows, tmp_path / "公文")
    assert batch.failed == []
    assert batch.notes == []
    folder = next(one.folder for one in kinds() if one.id == kind)
    example = compose((folder / "example.yaml").read_bytes(), "example.yaml", kind)
    assert batch.made[0].missing == example.notes
    assert batch.made[0].file.read_bytes() == lay_out(example.document)


def test_required_columns_are_marked_and_every_field_is_explained(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(new_rows("通知", tmp_path / "名单.xlsx"))
    assert book.sheetnames == ["名单", "填写说明"]
    header = [str(cell.value) for cell in book["名单"][1]]
    assert "*主送机关" in header
    assert "附件1标题" in header
    assert "密级" not in header
    guide = {str(row[0]): row for row in book["填写说明"].iter_rows(values_only=True)}
    assert guide["*主送机关".lstrip("*")][1] == "必填"
    assert "密级" in guide
    assert not any("- " in str(row[2]) or "冒号后" in str(row[2]) for row in guide.values())


def test_a_list_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="没有覆盖"):
        new_rows("通知", path)
    with pytest.raises(UserError, match=r"\.xlsx"):
        new_rows("通知", tmp_path / "名单.csv")
    assert path.read_bytes() == b"mine"
