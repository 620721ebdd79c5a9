"""Options and small helpers that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from drafting.documents.errors import UserError

PATH = click.Path(path_type=Path)
UNIT = click.option(
    "--unit", type=PATH, metavar="单位档案.yaml", help="单位档案；不写则用环境变量 WENMI_UNIT 或个人数据文件夹里的 unit.yaml。"
)
TEMPLATES = click.option("--templates", type=PATH, multiple=True, metavar="文件夹", help="自己的文种模板文件夹。")


def print_json(value: object) -> None:
    """Print ``value`` as JSON, piece by piece."""
    import json

    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


def give_example(name: str, make: Callable[[Path | None], str], output: Path | None, then: str) -> None:
    """Show the example that ``make`` returns, or tell that it wrote it to ``output``, and what to do ``then`` with the file (``{}``).

    An ``output`` of ``-`` is the screen or the pipe, as no file at all is.
    """
    output = None if output == Path("-") else output
    text = make(output)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"已写好{name}样例：{output}。改好后{then.format(output)}。")


def listed(values: tuple[str, ...], option: str) -> list[str]:
    """Split what the user gave with commas, Chinese ones too; an option that is given names something."""
    parts = [part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip()]
    if values and not parts:
        raise UserError(f"选项“{option}”后面没有写内容", remedy="请写出名称，几个名称用逗号分开；不需要就去掉这个选项")
    return parts
