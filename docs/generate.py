"""Write the pages of docs/ that come from the code; with ``--check`` only say whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

HEAD = "<!-- 本页由 make docs 生成，请勿手改。 -->\n\n"


def cli_markdown() -> str:
    """Return the help of every command, as it is shown."""
    import click
    from click.testing import CliRunner

    import cli

    def sections(command: click.Command, words: list[str]) -> list[str]:
        shown = CliRunner().invoke(cli.main, [*words, "--help"], prog_name="wenmi", terminal_width=100).output.rstrip()
        parts = [f"## {' '.join(['wenmi', *words])}\n\n```text\n{shown}\n```\n"]
        if isinstance(command, click.Group):
            for name in command.commands:
                parts += sections(command.commands[name], [*words, name])
        return parts

    intro = (
        "# 命令\n\n"
        "退出码：0 表示完成，并且没有“必须改”的问题；1 表示 `check` 发现“必须改”的问题；"
        "2 表示没能运行，并用一句话说明是什么、为什么、怎么办。\n\n"
    )
    return intro + "\n".join(sections(cli.main, []))


def pages() -> dict[str, str]:
    """Return every generated page by its name."""
    from drafting.composing import kinds_markdown, templates_markdown
    from drafting.proofing.reference import checks_markdown

    return {"checks.md": checks_markdown(), "kinds.md": kinds_markdown(), "templates.md": templates_markdown(), "cli.md": cli_markdown()}


def main() -> int:
    """Write the pages, or compare them; return the exit code."""
    only_check = "--check" in sys.argv[1:]
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        wanted = HEAD + text.rstrip() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(name)
        if not only_check:
            path.write_text(wanted, encoding="utf-8")
    if stale:
        print(("需要重新生成：" if only_check else "已生成：") + "、".join(stale) + "。")
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
