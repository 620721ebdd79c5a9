"""The commands of ``wenmi``: parse, call one function of the desk, print.

Exit codes: 0 done and nothing at level error; 1 ``check`` found an error; 2 could not run, with one Chinese sentence.
Nothing heavy is imported here: each command imports what it calls.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.documents.errors import ManyErrors, UserError
from drafting.terminal import Group, progress

if TYPE_CHECKING:
    from drafting.desk.proofreading import Checked

PATH = click.Path(path_type=Path)
_unit = click.option(
    "--unit", type=PATH, metavar="单位档案.yaml", help="单位档案；不写则用环境变量 WENMI_UNIT 或个人数据文件夹里的 unit.yaml。"
)
_templates = click.option("--templates", type=PATH, multiple=True, metavar="文件夹", help="自己的文种模板文件夹。")


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
@_templates
def kinds(as_json: bool, templates: tuple[Path, ...]) -> None:
    """List the kinds of document, in families."""
    from drafting.desk import drafting as desk

    found = desk.kinds(templates)
    if as_json:
        _print_json(
            {"kinds": [{key: str(getattr(kind, key)) for key in ("id", "name", "family", "direction", "format")} for kind in found]}
        )
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
@_templates
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
    output = _unless_dash(output)
    text = desk.new_fields(kind, output, templates)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"已写好字段样例：{output}。改好后运行 wenmi draft {output}。")


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
@_unit
@_templates
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
@_unit
@_templates
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

    output = _unless_dash(output)
    text = desk.new_unit(output)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"已写好单位档案样例：{output}。改好后用 wenmi unit check --unit {output} 核对。")


@unit.command("check", help="核对单位档案：有没有写错，改动了标准的哪些值。")
@_unit
@_templates
def check_unit(unit: Path | None, templates: tuple[Path, ...]) -> None:
    """Check a unit profile and show what it changes."""
    from drafting.desk import unit as desk

    click.echo(desk.unit_text(unit, templates))


@main.command("format", help="一键排版：把现有文稿按 GB/T 9704—2012 重新排好，文字一个不改，表格、图片、脚注、批注都保留。")
@click.argument("source", metavar="文稿", type=PATH)
@click.option("-o", "output", type=PATH, metavar="输出.docx", help="输出文件；不写则为“原名-排版.docx”。")
@click.option("--kind", metavar="文种", help="按这个文种的格式排。")
@click.option("--preview", type=PATH, metavar="预览.html", help="同时生成网页预览，用浏览器打开看版面。")
@_unit
def format_(source: Path, output: Path | None, kind: str | None, preview: Path | None, unit: Path | None) -> None:
    """Lay an existing draft out to the standard."""
    from drafting.desk import formatting

    made = formatting.format_document(source, output, kind=kind, preview=preview, unit=unit)
    for note in made.notes:
        click.echo(note, err=True)
    for file in made.files:
        click.echo(f"已生成：{file}")


# --- 校对 ---


_profile = click.option(
    "--profile",
    type=PATH,
    metavar="校对设置.yaml",
    help="本单位的校对设置：级别、自定用语、名册、文件库；不写则用个人数据文件夹里的“校对设置.yaml”。",
)


@main.command(help="校对文稿，逐条指出差错、依据和改法。可以给多个文件和文件夹；写 - 表示从标准输入读。有“必须改”的问题时退出码为 1。")
@click.argument("files", metavar="文稿…", type=PATH, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
@click.option("--all", "every", is_flag=True, help="同样的问题也逐处列出，送签前要核对的事项全部列出。")
@click.option("--mark", "marked", metavar="标注稿.docx", help="把问题以批注和修订标在文稿的副本里；多个文件时写文件夹。")
@click.option("--fix", "fixed", metavar="修正稿", help="把有把握的小错直接改好，另存一份，逐处列出改了什么；多个文件时写文件夹。")
@click.option("--html", "page", type=PATH, metavar="结果.html", help="生成一个网页：原文和问题对照，可以筛选、打印。")
@click.option("--docx-report", "slip", metavar="校对单.docx", help="生成送审校对单，打印出来逐条签处理意见；多个文件时写文件夹。")
@click.option("--sarif", "log", type=PATH, metavar="结果.sarif", help="生成 SARIF 2.1.0 文件，供其他系统使用。")
@click.option("--only", multiple=True, metavar="检查项,…", help="只查这些检查项或类别。")
@click.option("--skip", multiple=True, metavar="检查项,…", help="不查这些检查项或类别。")
@click.option("--formal", is_flag=True, help="按正式公文查版式，即使文稿没有版头。")
@_profile
@_unit
def check(
    files: tuple[Path, ...],
    as_json: bool,
    every: bool,
    marked: str | None,
    fixed: str | None,
    page: Path | None,
    slip: str | None,
    log: Path | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    formal: bool,
    profile: Path | None,
    unit: Path | None,
) -> None:
    """Proofread drafts."""
    from dataclasses import replace

    from drafting.desk import proof_control, proof_files
    from drafting.desk import proofreading as desk
    from drafting.desk.unit import unit_notes

    found, notes = proof_files.find_files(files)
    decided = proof_control.find_profile(profile)
    told = [*notes, *proof_control.profile_notes(decided), *unit_notes(unit)]
    piped = sys.stdin.buffer.read() if any(str(file) == "-" for file in found) else None
    with progress("校对", shown=len(found) > 1) as move:
        checked, errors = desk.check(
            found,
            only=_listed(only, "--only"),
            skip=_listed(skip, "--skip"),
            standard_input=piped,
            unit=unit,
            profile=replace(decided, formal=True) if formal else decided,
            progress=move,
        )
    if errors and not checked:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)
    written = _proof_outputs(checked, errors, told, marked=marked, fixed=fixed, page=page, slip=slip, log=log)
    if as_json:
        for piece in desk.json_chunks(checked, errors):
            click.echo(piece, nl=False)
        click.echo()
    else:
        for one in checked:
            click.echo(desk.as_text(one, every=every, one_of_several=len(checked) > 1))
            click.echo()
        if len(checked) + len(errors) > 1:
            click.echo(desk.as_table(checked, errors))
    for line in written:
        click.echo(line, err=as_json)
    for line in [*told, *map(str, errors)]:
        click.echo(line, err=True)
    sys.exit(2 if errors else 0 if all(one.fit_to_sign for one in checked) else 1)


def _proof_outputs(
    checked: Sequence[Checked],
    errors: Sequence[UserError],
    notes: list[str],
    *,
    marked: str | None,
    fixed: str | None,
    page: Path | None,
    slip: str | None,
    log: Path | None,
) -> list[str]:
    """Write the files that were asked for beside the report; return a line on each, and add to ``notes`` what went otherwise."""
    from drafting.desk import proof_fixing, proof_outputs
    from drafting.desk import proofreading as desk

    lines: list[str] = []
    if marked is not None:
        paths, told = desk.mark_all(checked, marked)
        notes += told
        lines += [f"已生成标注稿：{path}" for path in paths]
    if fixed is not None:
        lines += [mended.text for mended in proof_fixing.fix_all(checked, fixed)]
    if page is not None:
        proof_outputs.write_html(checked, page, errors)
        lines.append(f"已生成网页：{page}")
    if slip is not None:
        lines += [f"已生成送审校对单：{path}" for path in proof_outputs.write_slip(checked, slip)]
    if log is not None:
        proof_outputs.write_sarif(checked, log, errors)
        lines.append(f"已生成 SARIF 文件：{log}")
    return lines


@main.command(help="记住某处问题为什么不改，以后不再报。编号见校对结果；写检查项的编号，则这份文稿里的这一项都不再报。")
@click.argument("file", metavar="文稿", type=PATH)
@click.argument("ids", metavar="编号…", nargs=-1, required=True)
@click.option("--reason", required=True, metavar="理由", help="为什么不改，会写在校对单里。")
@_profile
@_unit
def ignore(file: Path, ids: tuple[str, ...], reason: str, profile: Path | None, unit: Path | None) -> None:
    """Remember why a finding is left as it is."""
    from drafting.desk import proof_control

    click.echo(proof_control.ignore(file, ids, reason, profile=profile, unit=unit))


@main.command(help="列出记住不改的问题；--remove 则取消，以后照常报。")
@click.option("--remove", multiple=True, metavar="编号,…", help="取消这些编号。")
@_profile
def ignored(remove: tuple[str, ...], profile: Path | None) -> None:
    """List what was left as it is, or take some of it back."""
    from drafting.desk import proof_control

    if remove:
        click.echo(proof_control.unignore(_listed(remove, "--remove"), profile))
    else:
        click.echo(proof_control.ignored_text(profile))


@main.group("profile", cls=Group, help="校对设置：本单位的级别、用语、名册和文件库。")
def profile_group() -> None:
    """Group the commands on the settings of proofreading."""


@profile_group.command("new", help="给出校对设置的样例，照着改成自己单位的。")
@click.option("-o", "output", type=PATH, metavar="校对设置.yaml", help="写到这个文件；不写则显示在屏幕上。")
def new_profile(output: Path | None) -> None:
    """Give a commented example of the settings."""
    from drafting.desk import proof_control

    output = _unless_dash(output)
    text = proof_control.new_profile(output)
    if output is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"已写好校对设置样例：{output}。改好后用 wenmi profile check --profile {output} 核对。")


@profile_group.command("check", help="核对校对设置：有没有写错，都定了什么。")
@_profile
def check_profile(profile: Path | None) -> None:
    """Check the settings and show what they say."""
    from drafting.desk import proof_control

    click.echo(proof_control.profile_text(profile))


@main.command(help="列出全部检查项；给出编号则解释这一项，并附正误例。")
@click.argument("code", metavar="[编号]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
def checks(code: str | None, as_json: bool) -> None:
    """List the checks, or explain one."""
    from drafting.desk import proofreading as desk

    if as_json:
        _print_json({"checks": desk.checks_json(code)})
    else:
        click.echo(desk.explain(code) if code else desk.checks_text())


# --- 来信 ---


@main.group(cls=Group, help="来信：分类、找热点、学习本单位的分类。")
def letters() -> None:
    """Group the commands on letters."""


COLUMN = click.option("--column", "columns", multiple=True, metavar="内容=F", help="指定某一列，如 内容=F 或 内容=群众反映。可以多次给。")


@letters.command(help="给每封来信分类，附把握、依据词、地点、人群和重复件。")
@click.argument("files", metavar="来信…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="分类.xlsx", help="写成工作簿；不写则为“第一个文件名-分类.xlsx”。")
@click.option("--json", "as_json", is_flag=True, help="每封来信输出一行 JSON，顺序与输入相同。")
@click.option("--model", metavar="名称", help="使用 letters learn 训练的模型。")
@click.option("--labels", metavar="A,B,…", help="只在这些一级分类里归类。")
@COLUMN
def sort(
    files: tuple[Path, ...], output: Path | None, as_json: bool, model: str | None, labels: str | None, columns: tuple[str, ...]
) -> None:
    """Sort letters by topic."""
    import json

    from drafting.desk import letters as desk

    with progress("来信分类") as move:
        done = desk.sort(
            files, columns=_columns(columns), model=model, labels=_listed(() if labels is None else (labels,), "--labels"), progress=move
        )
    _tell_unread(done.unread)
    if as_json:
        for verdict in done.verdicts:
            click.echo(json.dumps(verdict.as_json(), ensure_ascii=False))
    if output is not None or not as_json:
        click.echo(desk.sorted_summary(done), err=as_json)
        click.echo(f"已生成：{desk.write_sorted(done, output, files)}", err=as_json)


@letters.command(help="从来信中找出反复出现的问题，按热度排列。")
@click.argument("files", metavar="来信…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="热点.xlsx", help="写成工作簿；不写则为“第一个文件名-热点.xlsx”。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
@COLUMN
def issues(files: tuple[Path, ...], output: Path | None, as_json: bool, columns: tuple[str, ...]) -> None:
    """Find recurring issues."""
    from drafting.desk import letters as desk

    found = desk.issues(files, columns=_columns(columns))
    _tell_unread(found.unread)
    if as_json:
        _print_json({"issues": [issue.as_json() for issue in found.issues]})
    if output is not None or not as_json:
        click.echo(desk.issues_summary(found), err=as_json)
        click.echo(f"已生成：{desk.write_issues(found, output, files)}", err=as_json)


@letters.command(help="用已分好类的来信训练本单位的模型，并如实报告交叉验证的结果。")
@click.argument("files", metavar="已分类来信…", type=PATH, nargs=-1, required=True)
@click.option("--model", metavar="名称", default="本单位", show_default=True, help="给模型起的名字。")
@COLUMN
def learn(files: tuple[Path, ...], model: str, columns: tuple[str, ...]) -> None:
    """Learn the office's own labels."""
    from drafting.desk import letters as desk

    click.echo(desk.learned_summary(desk.learn(files, model, columns=_columns(columns))))


# --- 其他 ---


@main.command(help="检查本机装了什么、缺什么、缺了有什么影响。")
def doctor() -> None:
    """Say what is installed and what is missing."""
    from drafting.desk.doctor import diagnose

    for item in diagnose():
        click.echo(f"{'有' if item.there else '缺'}  {item.name}：{item.means}")


def _print_json(value: object) -> None:
    import json

    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


def _unless_dash(output: Path | None) -> Path | None:
    """Return where a text goes: ``-`` is the screen or the pipe, as no file at all is."""
    return None if output == Path("-") else output


def _listed(values: tuple[str, ...], option: str) -> list[str]:
    """Split what the user gave with commas, Chinese ones too; an option that is given names something."""
    parts = [part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip()]
    if values and not parts:
        raise UserError(f"选项“{option}”后面没有写内容", remedy="请写出名称，几个名称用逗号分开；不需要就去掉这个选项")
    return parts


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        name, separator, column = pair.replace("＝", "=").partition("=")
        if not (separator and name.strip() and column.strip()):
            raise UserError(f"--column 的写法不对：{pair}", remedy="请写成 --column 内容=F 或 --column 内容=列名")
        columns[name.strip()] = column.strip()
    return columns


def _tell_unread(unread: tuple[object, ...]) -> None:
    if unread:
        click.echo(f"有 {len(unread)} 行没有读入：", err=True)
        for row in unread[:10]:
            click.echo(f"  {row}", err=True)
        if len(unread) > 10:
            click.echo(f"  其余 {len(unread) - 10} 行见工作簿的“未读入”表。", err=True)


if __name__ == "__main__":
    main()
