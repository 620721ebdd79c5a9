"""--fix puts right what is sure, in a copy, and tells every change."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.desk import proofreading
from drafting.desk.proof_fixing import fix_all
from drafting.documents.errors import UserError
from drafting.documents.reading import read
from drafting.proofing import CHECKS

TEXT = "\r\n".join(
    [
        "青山市水利局关于做好防汛工作的通知",
        "各县（区）水利局：",
        "各单位要高度重视,立即行动。截止2024年5月，已排查隐患。",
        "青山市水利局",
        "2024年5月8日",
        "",
    ]
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "稿.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    return file


def test_a_text_file_is_mended_in_a_copy_and_every_change_is_told(draft: Path, tmp_path: Path) -> None:
    checked, _ = proofreading.check([draft])
    (mended,) = fix_all(checked, str(tmp_path / "改.txt"))
    assert (tmp_path / "改.txt").read_bytes() == TEXT.replace("重视,立即", "重视，立即").encode("gb18030")
    assert mended.changes == ("第3段：位要高度重视【,】立即行动。截 → 【，】",)
    assert mended.remaining == len(checked[0].findings) - 1
    assert "已自动改正1处" in mended.text
    assert f"还有{mended.remaining}处" in mended.text
    assert draft.read_bytes() == TEXT.encode("gb18030")


def test_a_mended_file_has_none_of_the_sure_faults_left(draft: Path, tmp_path: Path) -> None:
    sure = {check.code for check in CHECKS if check.sure}
    before, _ = proofreading.check([draft])
    fix_all(before, str(tmp_path / "改.txt"))
    after, _ = proofreading.check([tmp_path / "改.txt"])
    left = [finding.code for finding in before[0].findings if finding.code not in sure]
    assert [finding.code for finding in after[0].findings] == left


def test_a_word_file_stays_one(root: Path, tmp_path: Path) -> None:
    checked, _ = proofreading.check([root / "examples" / "问题文稿.docx"])
    (mended,) = fix_all(checked, f"{tmp_path}/")
    assert mended.output == tmp_path / "问题文稿-修正.docx"
    texts = [item.text for item in read(mended.output).paragraphs]
    assert mended.changes
    assert len(texts) == len(checked[0].document.paragraphs)
    assert texts != [item.text for item in checked[0].document.paragraphs]


def test_a_file_without_sure_faults_is_written_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "好.txt"
    file.write_text("各单位要抓好落实。\n", encoding="utf-8")
    checked, _ = proofreading.check([file])
    (mended,) = fix_all(checked, str(tmp_path / "改.txt"))
    assert (tmp_path / "改.txt").read_bytes() == file.read_bytes()
    assert "没有可以自动改的问题" in mended.text


def test_several_files_want_a_folder(draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "另.txt"
    other.write_text("各单位要抓好落实,不得拖延。\n", encoding="utf-8")
    checked, _ = proofreading.check([draft, other])
    with pytest.raises(UserError, match="文件夹"):
        fix_all(checked, str(tmp_path / "改.txt"))
    assert [mended.output.name for mended in fix_all(checked, f"{tmp_path}/改/")] == ["稿-修正.txt", "另-修正.txt"]


@pytest.mark.parametrize(("name", "told"), [("稿.txt", "不能覆盖"), ("改.docx", "改正后是 .txt 文件")])
def test_an_input_is_not_overwritten_nor_another_kind_of_file_made(draft: Path, tmp_path: Path, name: str, told: str) -> None:
    checked, _ = proofreading.check([draft])
    with pytest.raises(UserError, match=told):
        fix_all(checked, str(tmp_path / name))
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["稿.txt"]
