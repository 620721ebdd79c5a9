"""Many files through LibreOffice: a few starts of it, each file in its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from drafting.documents.conversion import convert_many
from drafting.documents.errors import UserError


def files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"第{number}份.txt" for number in range(count)]
    for number, file in enumerate(made):
        file.write_text(f"document number {number}\n", "utf-8")
    return made


@pytest.mark.rendering
def test_every_file_is_converted_in_its_place_over_several_starts(tmp_path: Path, libreoffice: Path) -> None:
    converted = list(convert_many(files(tmp_path, 5), "html", together=2))
    assert [f"document number {number}".encode() in (data or b"") for number, data in enumerate(converted)] == [True] * 5


@pytest.mark.skipif(sys.platform == "win32", reason="the program here is a shell script")
def test_one_that_cannot_be_converted_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office here copies what it is given, save the file that says it is broken."""
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; shift 2; mkdir -p "$out"\n'
        'for f in "$@"; do grep -q "number 1" "$f" || cp "$f" "$out/$(basename "$f" .txt).pdf"; done\n',
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("WENMI_SOFFICE", str(program))
    assert list(convert_many(files(tmp_path, 3), "pdf")) == [b"document number 0\n", None, b"document number 2\n"]


def test_without_libreoffice_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_SOFFICE", "/nowhere/soffice")
    with pytest.raises(UserError, match="LibreOffice"):
        list(convert_many(files(tmp_path, 2), "pdf"))
