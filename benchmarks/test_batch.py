"""How fast a list becomes documents, against making each from a fields file of its own, as somebody with a script over ``draft`` would.

``pytest benchmarks/test_batch.py`` prints the table for 1,000 notices of a page; the ratio is what counts. Both lay out and write the same
files; the batch reads its list, names its files, and writes 清单.xlsx besides.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafting.desk.batch import draft_rows
from drafting.desk.drafting import draft

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

_ROWS = 1000
_COMMON = "文种: 通知\n发文机关: 清源市水利局\n目的: 为确保水利工程安全度汛\n成文日期: 2026年3月5日\n"
_HEADER = ("主送机关", "事由", "发文字号", "通知事项")


@pytest.fixture(autouse=True)
def _no_profile_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_UNIT", "")


def _row(number: int) -> tuple[str, str, str, str]:
    text = "请于2026年4月10日前完成自查，登记造册，明确责任单位、责任人和整改时限。"
    return f"第{number}水利管理站", "开展2026年汛前安全检查", f"清水发〔2026〕{number}号", f"{text}\n自查情况报送市水利局备案。"


def test_a_list(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    common, rows, output = tmp_path / "通知.yaml", tmp_path / "名单.csv", tmp_path / "公文"
    common.write_text(_COMMON, "utf-8")
    with rows.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([_HEADER, *map(_row, range(1, _ROWS + 1))])

    def fresh() -> None:
        shutil.rmtree(output, ignore_errors=True)

    batch = benchmark.pedantic(draft_rows, (str(common), rows, output), setup=fresh, rounds=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert len(batch.made) == _ROWS


def test_a_fields_file_each(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    output = tmp_path / "公文"
    files = []
    for number in range(1, _ROWS + 1):
        *values, text = _row(number)
        said = "".join(f"{name}: {value}\n" for name, value in zip(_HEADER, values, strict=False))
        lines = "".join(f"  {line}\n" for line in text.split("\n"))
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(f"{_COMMON}{said}通知事项: |\n{lines}", "utf-8")

    def make() -> int:
        shutil.rmtree(output, ignore_errors=True)
        return sum(len(draft(file, output / f"{file.stem}.docx").files) for file in files)

    assert benchmark.pedantic(make, rounds=1, warmup_rounds=1) == _ROWS  # type: ignore[no-untyped-call]
