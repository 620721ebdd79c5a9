"""What the program's own results are called: beside the letters, after the first file of them, with one of these endings.

Who gives a folder to be read gives the results in it too: by their names they are known not to be letters.
"""

from __future__ import annotations

import re
from pathlib import Path

REPORT_TITLE = "信访形势分析报告"

SORTED = "-分类.xlsx"
ISSUES = "-热点.xlsx"
REPLIES = "-答复检查.xlsx"
REPORT = f"-{REPORT_TITLE}.docx"
FIGURES = "-数据.xlsx"
"""Of the workbook beside a report, after the report's own name."""

_LIST = re.compile(r"-(?:分类|分类-待定派单|热点-明细)-\d+\.csv$")  # beside the workbook of a batch that no sheet holds
_ENDINGS = (SORTED, ISSUES, REPLIES, REPORT, f"-{REPORT_TITLE}{FIGURES}")


def is_result(path: Path) -> bool:
    """Tell whether a file bears a name that the program gives to its results."""
    name = path.name.lower()
    return name.endswith(_ENDINGS) or _LIST.search(name) is not None
