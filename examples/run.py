"""Do the three jobs on the examples, as a user would type them, and say what was made and where."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = Path("out")

STEPS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("拟一份通知", ("draft", "examples/通知.yaml", "-o", "out/通知.docx"), 0),
    ("拟一份会议纪要", ("draft", "examples/会议纪要.yaml", "-o", "out/会议纪要.docx"), 0),
    ("拟一篇讲话稿", ("draft", "examples/讲话稿.yaml", "-o", "out/讲话稿.docx"), 0),
    (
        "拟一篇调研报告，同时生成网页预览",
        ("draft", "examples/调研报告.yaml", "-o", "out/调研报告.docx", "--preview", "out/调研报告.html"),
        0,
    ),
    ("按名单一次拟八份函", ("draft", "函", "--rows", "examples/函名单.xlsx", "-o", "out/函", "--overwrite"), 0),
    ("给一份现有的稿子排版", ("format", "examples/问题文稿.docx", "-o", "out/问题文稿-排版.docx"), 0),
    (
        "按本单位的校对设置校对一份有问题的文稿：标在它的副本里，改好有把握的小错，另出网页和送审校对单",
        (
            *("check", "examples/问题文稿.docx", "--profile", "examples/校对设置.yaml"),
            *("--mark", "out/问题文稿-标注.docx", "--fix", "out/问题文稿-修正.docx"),
            *("--html", "out/问题文稿-校对.html", "--docx-report", "out/问题文稿-校对单.docx"),
        ),
        1,
    ),
    ("把刚才拟的函放在一起校对", ("check", "out/函"), 0),
    ("给一批来信分类", ("letters", "sort", "examples/来信.xlsx", "-o", "out/来信-分类.xlsx"), 0),
    ("从来信中找热点问题", ("letters", "issues", "examples/来信.xlsx", "-o", "out/来信-热点.xlsx"), 0),
)
"""What is done, the command, and the exit code that it ends with (1: the draft has faults, as it should)."""


def main() -> int:
    """Run every step in the checkout; return 0 if each ended as expected."""
    (HERE.parent / OUT).mkdir(exist_ok=True)
    began = time.monotonic()
    for title, arguments, expected in STEPS:
        print(f"\n◆ {title}\n$ wenmi {' '.join(arguments)}", flush=True)
        done = subprocess.run([sys.executable, "cli.py", *arguments], cwd=HERE.parent, check=False)
        if done.returncode != expected:
            print(f"这一步没有按预期结束（退出码 {done.returncode}）。", file=sys.stderr)
            return 1
    print(f"\n{len(STEPS)} 步都完成了，用时 {time.monotonic() - began:.0f} 秒。做出的文件在 out/ 文件夹：")
    for file in sorted((HERE.parent / OUT).iterdir()):
        about = f"{len(list(file.iterdir()))} 个文件" if file.is_dir() else f"{file.stat().st_size / 1024:.0f} KB"
        print(f"  {OUT / file.name}（{about}）")
    return 0


if __name__ == "__main__":
    sys.exit(main())
