"""What was read off a letter, and where it goes, as cells of a workbook."""

from __future__ import annotations

from drafting.documents.sheet_writing import Column
from drafting.letters.extraction import Extracted
from drafting.letters.routing import Routed
from drafting.letters.urgent import NOTE

EXTRACTED: tuple[Column, ...] = (
    ("诉求", 8, "text"),
    (NOTE, 30, "long"),
    ("区域", 12, "text"),
    ("地点（归并）", 18, "text"),
    ("事发时间", 12, "text"),
    ("涉及人数", 10, "number"),
    ("人群", 12, "text"),
    ("联名", 8, "text"),
    ("被反映单位", 24, "text"),
    ("金额（元）", 20, "text"),
    ("电话", 16, "text"),
    ("证件号", 20, "text"),
)
ROUTED: tuple[Column, ...] = (
    ("承办单位", 24, "text"),
    ("协办单位", 24, "text"),
    ("派单理由", 40, "long"),
    ("先行转送", 12, "text"),
    ("待定", 8, "text"),
)


def extracted_cells(extracted: Extracted) -> list[str | int | None]:
    """Return the cells of ``EXTRACTED``; sums are told as people write them, largest figures in 万元."""
    return [
        extracted.ask,
        "；".join(map(str, extracted.urgent)),
        extracted.area,
        extracted.place_key,
        extracted.event_time,
        extracted.people_count,
        extracted.group,
        "联名" if extracted.joint else "",
        extracted.organ,
        "、".join(map(_money, extracted.amounts)),
        "、".join(extracted.phones_masked),
        "、".join(extracted.ids_masked),
    ]


def routed_cells(routed: Routed) -> list[str | None]:
    """Return the cells of ``ROUTED``."""
    return [routed.handler, "、".join(routed.assisting), routed.reason, routed.diverted or "", "待定" if routed.undecided else ""]


def _money(amount: float) -> str:
    if amount >= 10_000:
        return f"{amount / 10_000:,.4f}".rstrip("0").rstrip(".") + "万"
    return f"{amount:,.2f}".removesuffix(".00")
