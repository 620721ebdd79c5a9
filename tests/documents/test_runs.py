"""A text's runs: marks that Chinese and Latin share name the Chinese font, and nothing of the text is lost or added."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.typesetting.runs import runs
from drafting.documents.wml import NAMESPACES, W

TEXTS = st.text(st.sampled_from("测试，。“”‘’—…·×①→A1 <>&\"'\u3000\n\t\x00\x0b\ufffe"), max_size=40)


def read(markup: str) -> list[tuple[str, str | None, str | None]]:
    """Return (text, Latin font, size) of every run."""
    tree: Any = etree.fromstring(f"<w:p {NAMESPACES}>{markup}</w:p>")
    found = []
    for item in tree:
        marks = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
        text = "".join(node.text if node.tag == f"{{{W}}}t" else marks.get(node.tag, "") for node in item)
        font, size = item.find(f".//{{{W}}}rFonts"), item.find(f".//{{{W}}}sz")
        found.append((text, *(None if node is None else node.get(f"{{{W}}}{name}") for node, name in ((font, "ascii"), (size, "val")))))
    return found


@given(TEXTS, st.sampled_from([{}, {"sz": 21, "szCs": 21}]))
@example("“一”", {})
@example("", {})
def test_runs_part_where_shared_marks_begin_and_end_and_hold_the_whole_text(text: str, properties: dict[str, Any]) -> None:
    held = text.replace("\x0b", "\n").translate({0: None, 0xFFFE: None})
    expected = [
        ("".join(chars), "仿宋_GB2312" if mark else None, "21" if properties else None)
        for mark, chars in groupby(held, lambda char: char in "“”‘’—…·×①→")
    ]
    assert merged(read(runs(text, "仿宋_GB2312", properties))) == expected


def merged(found: list[tuple[str, str | None, str | None]]) -> list[tuple[str, str | None, str | None]]:
    """Neighbours that look alike as one; a character that XML cannot hold may stand between two of them."""
    return [("".join(text for text, *_ in group), *look) for look, group in groupby((row for row in found if row[0]), lambda row: row[1:])]
