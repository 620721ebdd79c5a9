"""The commands of ``wenmi``: parse, call one function of the desk, print.

Exit codes: 0 done and nothing at level error; 1 ``check`` found an error; 2 could not run, with one Chinese sentence.
Nothing heavy is imported here: each command imports what it calls.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from drafting.commands import letters, proofing, words
from drafting.commands.shared import PATH, TEMPLATES, UNIT, give_example, print_json
from drafting.documents.errors import UserError
from drafting.terminal import Group, progress


@click.group(cls=Group, invoke_without_command=True, help="文秘：机关办公室的拟稿、校对、来信工具。离线使用，文稿不出本机。")
@click.option("--version", "show_version", is_flag=True, help="显示版本号。")
@click.option("--debug", is_flag=True, help="出错时显示详细的技术信息，放在命令的任何位置都可以。")
@click.pass_context
def main(context: click.Context, show_version: bool, debug: bool) -> None:
    """Show the version or the help where no command is given."""
    if show_version:
        from importlib.metadata import version

        click.echo(f"wenmi {version('wenmi')}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


# --- 拟稿 ---


@main.command(help="列出可以拟的文种。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
@TEMPLATES
def kinds(as_json: bool, templates: tuple[Path, ...]) -> None:
    """List the kinds of document, in families."""
    from drafting.desk import drafting as desk

    found = desk.kinds(templates)
    if as_json:
        print_json({"kinds": [{key: str(getattr(kind, key)) for key in ("id", "name", "family", "direction", "format")} for kind in found]})
        return
    for family in dict.fromkeys(kind.family for kind in found):
        click.echo(f"{family}")
        for kind in found:
            if kind.family == family:
                layout = "普通" if kind.format == "plain" else kind.format
                click.echo(f"  {kind.name}（{kind.id}）{'，' + kind.direction if kind.direction else ''}，{layout}格式")


@main.command(help="给出某个文种的字段样例，照着改成自己的内容。文种写中文名或英文编号都可以。")
@click.argument("kind", metavar="文种")
@click.option("-o", "output", type=PATH, metavar="字段.yaml", help="写到这个文件；不写则显示在屏幕上。")
@click.option("--rows", is_flag=True, help="给出批量拟稿用的名单样例（.xlsx），要用 -o 写明文件名。")
@TEMPLATES
def new(kind: str, output: Path | None, rows: bool, templates: tuple[Path, ...]) -> None:
    """Give the commented example fields of a kind, or an example list for drafting many."""
    from drafting.desk import drafting as desk

    if rows:
        from drafting.desk import batch_new

        if output is None:
            raise UserError("没有写名单样例写到哪里", remedy="请加 -o 名单.xlsx")
        click.echo(
            f"已写好名单样例：{batch_new.new_rows(kind, output, templates)}。改好后运行 wenmi draft {kind} --rows {output} -o 文件夹。"
        )
        return
    give_example("字段", lambda path: desk.new_fields(kind, path, templates), output, "运行 wenmi draft {}")


@main.command(help="按字段文件拟稿，生成符合 GB/T 9704—2012 的 .docx。字段文件写 - 表示从标准输入读。加 --rows 则按名单一行拟一份。")
@click.argument("fields", metavar="字段.yaml|文种", type=PATH)
@click.option("-o", "output", type=PATH, metavar="公文.docx", help="输出文件，不写则与字段文件同名；批量拟稿时是文件夹。")
@click.option("--kind", metavar="文种", help="文种；字段文件里已写“文种”时不必给。")
@click.option("--pdf", is_flag=True, help="同时生成 PDF（需要 LibreOffice）。")
@click.option("--preview", type=PATH, metavar="预览.html", help="同时生成网页预览，用浏览器打开看版面。")
@click.option("--rows", type=PATH, metavar="名单", help="名单（.xlsx、.xls、.csv、.tsv），一行拟一份，放进 -o 写的文件夹。")
@click.option("--sheet", metavar="工作表", help="名单在哪个工作表；不写则用第一个有这个文种字段的。")
@click.option(
    "--name", metavar="文件名", help='批量拟稿的文件名写法，列名写在大括号里，如 "{主送机关}的函"；不写则用序号加主送机关或标题。'
)
@click.option("--overwrite", is_flag=True, help="批量拟稿时覆盖文件夹里同名的文件。")
@UNIT
@TEMPLATES
def draft(
    fields: Path,
    output: Path | None,
    kind: str | None,
    pdf: bool,
    preview: Path | None,
    rows: Path | None,
    sheet: str | None,
    name: str | None,
    overwrite: bool,
    unit: Path | None,
    templates: tuple[Path, ...],
) -> None:
    """Draft a document from a fields file, or one for each row of a list."""
    from drafting.desk import drafting as desk

    if rows is not None:
        if preview is not None:
            raise UserError("批量拟稿不生成网页预览", remedy="请去掉 --preview，或者单独对一份字段文件使用")
        _draft_rows(
            str(fields), rows, output, kind=kind, templates=templates, unit=unit, sheet=sheet, name=name, pdf=pdf, overwrite=overwrite
        )
        return
    for option, given in (("--sheet", sheet), ("--name", name), ("--overwrite", overwrite)):
        if given:
            raise UserError(f"{option} 只在批量拟稿时使用", remedy="请加上 --rows 名单，或者去掉这个选项")
    piped = str(fields) == "-"
    if piped and output is None:
        raise UserError("从标准输入拟稿时要说明写到哪里", remedy="请加 -o 公文.docx")
    data = sys.stdin.buffer.read() if piped else None
    made = desk.draft(fields, output, kind=kind, pdf=pdf, preview=preview, templates=templates, data=data, unit=unit)
    for note in made.notes:
        click.echo(note, err=True)
    for file in made.files:
        click.echo(f"已生成：{file}")


def _draft_rows(kind_or_fields: str, rows: Path, output: Path | None, **options: Any) -> None:
    from drafting.desk import batch as desk

    if output is None:
        raise UserError("批量拟稿没有写放到哪个文件夹", remedy="请加 -o 文件夹")
    done = 0

    def moved(number: int, total: int) -> None:
        nonlocal done
        done = max(done, number)
        if move:
            move(number, total)

    with progress("批量拟稿") as move:
        try:
            batch = desk.draft_rows(kind_or_fields, rows, output, progress=moved, **options)
        except KeyboardInterrupt:
            if not done:
                raise
            remedy = "要接着做，请加 --overwrite 从头再做，或者换一个文件夹"
            raise UserError(f"已中止，做到第 {done} 份；已经生成的文件都是完整的，没有写清单", str(output), remedy) from None
    for line in batch.told:
        click.echo(line, err=True)
    click.echo(batch.summary)
    for what, file in (("清单", batch.listing), ("没有生成的行和原因", batch.report)):
        if file is not None:
            click.echo(f"{what}：{file}")
    sys.exit(2 if batch.failed else 0)


@main.group(invoke_without_command=True, help="单位档案：本单位的名称、机关代字、字体和版面习惯。不写子命令则显示正在用的单位档案。")
@UNIT
@TEMPLATES
@click.pass_context
def unit(context: click.Context, unit: Path | None, templates: tuple[Path, ...]) -> None:
    """Show the profile in force where no command is given."""
    if context.invoked_subcommand is None:
        from drafting.desk import unit as desk

        click.echo(desk.unit_text(unit, templates))


@unit.command("new", help="给出单位档案的样例，照着改成自己单位的。")
@click.option("-o", "output", type=PATH, metavar="unit.yaml", help="写到这个文件；不写则显示在屏幕上。")
def new_unit(output: Path | None) -> None:
    """Give a commented example of a unit profile."""
    from drafting.desk import unit as desk

    give_example("单位档案", desk.new_unit, output, "用 wenmi unit check --unit {} 核对")


@unit.command("check", help="核对单位档案：有没有写错，改动了标准的哪些值。")
@UNIT
@TEMPLATES
def check_unit(unit: Path | None, templates: tuple[Path, ...]) -> None:
    """Check a unit profile and show what it changes."""
    from drafting.desk import unit as desk

    click.echo(desk.unit_text(unit, templates))


@main.command("format", help="一键排版：把现有文稿按 GB/T 9704—2012 重新排好，文字一个不改，表格、图片、脚注、批注都保留。")
@click.argument("source", metavar="文稿", type=PATH)
@click.option("-o", "output", type=PATH, metavar="输出.docx", help="输出文件；不写则为“原名-排版.docx”。")
@click.option("--kind", metavar="文种", help="按这个文种的格式排。")
@click.option("--preview", type=PATH, metavar="预览.html", help="同时生成网页预览，用浏览器打开看版面。")
@UNIT
def format_(source: Path, output: Path | None, kind: str | None, preview: Path | None, unit: Path | None) -> None:
    """Lay an existing draft out to the standard."""
    from drafting.desk import formatting

    made = formatting.format_document(source, output, kind=kind, preview=preview, unit=unit)
    for note in made.notes:
        click.echo(note, err=True)
    for file in made.files:
        click.echo(f"已生成：{file}")


for _command in (*proofing.COMMANDS, *words.COMMANDS, *letters.COMMANDS):
    main.add_command(_command)


# --- 其他 ---


@main.command(help="检查本机装了什么、缺什么、缺了有什么影响。")
def doctor() -> None:
    """Say what is installed and what is missing."""
    from drafting.desk.doctor import diagnose

    for item in diagnose():
        click.echo(f"{'有' if item.there else '缺'}  {item.name}：{item.means}")


if __name__ == "__main__":
    main()
