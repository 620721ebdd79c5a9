"""What was read off a letter, as cells and as JSON."""

from __future__ import annotations

import json
from datetime import datetime

from drafting.letters.batch import Letter
from drafting.letters.extracted_columns import EXTRACTED, ROUTED, extracted_cells, routed_cells
from drafting.letters.extraction import extract
from drafting.letters.routing import Routed

TEXT = "电梯关人两次，300户业主联名，每户交了12.5万元和150元。电话13912345678。"


def test_every_column_has_its_cell() -> None:
    found = extract(Letter("1", "投诉B3区锦澜新城小区电梯关人", TEXT, TEXT, datetime(2020, 3, 5)))
    cells = dict(zip((name for name, _, _ in EXTRACTED), extracted_cells(found), strict=True))
    assert cells["诉求"] == "投诉"
    assert cells["提请人工核查"] == "人身安全（电梯关人）"
    assert (cells["区域"], cells["地点（归并）"]) == ("B3区", "锦澜新城")
    assert (cells["涉及人数"], cells["人群"], cells["联名"]) == (300, "业主", "联名")
    assert cells["金额（元）"] == "12.5万、150"
    assert cells["电话"] == "139****5678"


def test_a_routed_letter_has_its_cells() -> None:
    routed = Routed("甲局", ("乙局", "丙局"), "主题“交通运输”，符合派单目录第 2 行。", None, undecided=True)
    assert routed_cells(routed) == ["甲局", "乙局、丙局", "主题“交通运输”，符合派单目录第 2 行。", "", "待定"]
    assert len(routed_cells(routed)) == len(ROUTED)
    assert json.loads(json.dumps(routed.as_json()))["assisting"] == ["乙局", "丙局"]


def test_all_of_it_goes_into_json() -> None:
    found = extract(Letter("1", "投诉B3区锦澜新城小区电梯关人", TEXT, TEXT, datetime(2020, 3, 5)))
    told = json.loads(json.dumps(found.as_json(), ensure_ascii=False))
    assert told["urgent"] == [{"signal": "人身安全", "words": ["电梯关人"], "note": "提请人工核查"}]
    assert told["amounts"] == [125000.0, 150.0]
    assert "13912345678" not in json.dumps(told)
