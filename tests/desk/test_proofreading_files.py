"""Which files one run reads, and where what it makes of them goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafting.desk.proof_files import READABLE, find_files, is_folder, output_paths
from drafting.desk.proofreading import check, mark_all
from drafting.documents.errors import UserError
from drafting.documents.reading import read_bytes

FAULTY = "关于做好防汛工作的通知\n请按时布署。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "送审"
    (place / "下级").mkdir(parents=True)
    (place / ".git").mkdir()
    for name in (
        "乙.txt",
        "甲.MD",
        "下级/丙.txt",
        "~$甲.docx",
        ".暂存.txt",
        ".git/说明.txt",
        "乙-标注.docx",
        "乙-校对单.docx",
        "表.xlsx",
        "README",
    ):
        (place / name).write_text(FAULTY, "utf-8")
    return place


def test_a_folder_gives_its_readable_files_sorted_and_says_what_it_left_out(folder):
    files, notes = find_files([folder])
    assert [str(file.relative_to(folder)) for file in files] == ["乙.txt", "甲.MD", "下级/丙.txt"]
    assert notes == (
        f"{folder}：乙-标注.docx、乙-校对单.docx，共2个文件是以前校对时生成的，没有再校对。",
        f"{folder}：README、表.xlsx，共2个文件不是文稿，没有校对。",
    )


def test_a_file_that_is_named_is_read_whatever_it_is_called_and_only_once(folder, monkeypatch):
    monkeypatch.chdir(folder)
    files, _ = find_files([Path("乙-标注.docx"), folder, folder / "乙.txt", Path("下级/../乙.txt"), Path("-"), Path("没有.txt")])
    assert [file.name for file in files] == ["乙-标注.docx", "乙.txt", "甲.MD", "丙.txt", "-", "没有.txt"]


def test_folders_without_any_file_to_read_are_an_error_but_not_beside_a_file(tmp_path, folder):
    (tmp_path / "空").mkdir()
    with pytest.raises(UserError, match="文件夹里没有可以校对的文稿"):
        find_files([tmp_path / "空"])
    files, notes = find_files([tmp_path / "空", folder / "乙.txt"])
    assert [file.name for file in files] == ["乙.txt"]
    assert notes == (f"{tmp_path / '空'}：文件夹里没有可以校对的文稿。",)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_back_into_the_folder_is_not_followed_for_ever(folder):
    (folder / "下级" / "回去").symlink_to(folder, target_is_directory=True)
    assert len(find_files([folder])[0]) == 3


@pytest.mark.parametrize("suffix", sorted(READABLE))
def test_what_is_looked_for_is_what_can_be_read(suffix):
    try:
        told = read_bytes("文字".encode(), f"稿{suffix}").source
    except UserError as error:
        told = error.what
    assert "不能读取" not in told


def test_one_bad_file_does_not_hide_the_others_and_is_told_by_the_name_that_was_given(folder):
    (folder / "下级" / "坏.docx").write_bytes(b"PK\x03\x04 no")
    told: list[tuple[int, int]] = []
    checked, errors = check(find_files([folder])[0], progress=lambda done, of: told.append((done, of)))
    assert [one.document.source for one in checked] == ["乙.txt", "甲.MD", "丙.txt"]
    assert [error.where for error in errors] == [str(folder / "下级" / "坏.docx")]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_folder_is_one_that_exists_or_ends_in_a_slash(tmp_path):
    assert is_folder(str(tmp_path))
    assert is_folder(f"{tmp_path}/还没有/")
    assert not is_folder(str(tmp_path / "标注.docx"))


def test_files_of_the_same_name_do_not_overwrite_one_another(tmp_path):
    made = output_paths(["甲/稿.docx", "乙/稿.doc", "丙/稿.txt", "-"], f"{tmp_path}/", "-标注", "--mark")
    assert [path.name for path in made] == ["稿-标注.docx", "稿-标注（2）.docx", "稿-标注（3）.docx", "标准输入-标注.docx"]
    kept = output_paths(["甲/稿.txt"], f"{tmp_path}/", "-修正", "--fix", [".txt"])
    assert [path.name for path in kept] == ["稿-修正.txt"]


def test_several_files_need_a_folder_to_write_into(folder, tmp_path):
    checked, _ = check(find_files([folder])[0])
    with pytest.raises(UserError, match="--mark 要写文件夹"):
        mark_all(checked, str(tmp_path / "标注.docx"))
    assert not (tmp_path / "标注.docx").exists()


def test_marked_copies_of_several_files_go_into_the_folder(folder, tmp_path):
    checked, _ = check(find_files([folder])[0])
    paths, notes = mark_all(checked, f"{tmp_path / '标注稿'}/")
    assert [path.name for path in paths] == ["乙-标注.docx", "甲-标注.docx", "丙-标注.docx"]
    assert all(read_bytes(path.read_bytes(), path.name).residue.comments for path in paths)
    assert notes == ()


def test_an_input_is_never_overwritten(tmp_path):
    file = tmp_path / "稿-标注.docx"
    other = tmp_path / "稿.docx"
    with pytest.raises(UserError, match="不能覆盖原件"):
        output_paths([str(other), str(file)], f"{tmp_path}/", "-标注", "--mark")
    with pytest.raises(UserError, match="不能覆盖原件"):
        output_paths([str(other)], str(other), "-标注", "--mark")
