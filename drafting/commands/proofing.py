"""校对: check, checks, ignore, ignored, profile."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafting.commands.shared import PATH, UNIT, give_example, listed, print_json
from drafting.documents.errors import ManyErrors, UserError
from drafting.terminal import Command, Group, progress

if TYPE_CHECKING:
    from drafting.desk.proofreading import Checked

_profile = click.option(
    "--profile",
    type=PATH,
    metavar="校对设置.yaml",
    help="本单位的校对设置：级别、自定用语、名册、文件库；不写则用个人数据文件夹里的“校对设置.yaml”。",
)


@click.command(
    cls=Command, help="校对文稿，逐条指出差错、依据和改法。可以给多个文件和文件夹；写 - 表示从标准输入读。有“必须改”的问题时退出码为 1。"
)
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
@UNIT
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
            only=listed(only, "--only"),
            skip=listed(skip, "--skip"),
            standard_input=piped,
            unit=unit,
            profile=decided._replace(formal=True) if formal else decided,
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


@click.command(cls=Command, help="记住某处问题为什么不改，以后不再报。编号见校对结果；写检查项的编号，则这份文稿里的这一项都不再报。")
@click.argument("file", metavar="文稿", type=PATH)
@click.argument("ids", metavar="编号…", nargs=-1, required=True)
@click.option("--reason", metavar="理由", help="为什么不改，会写在校对单里。")
@_profile
@UNIT
def ignore(file: Path, ids: tuple[str, ...], reason: str | None, profile: Path | None, unit: Path | None) -> None:
    """Remember why a finding is left as it is."""
    from drafting.desk import proof_control

    if not (reason and reason.strip()):
        raise UserError("没有写为什么不改", remedy='请加 --reason "理由"，以后看校对单的人才知道为什么')

    click.echo(proof_control.ignore(file, ids, reason, profile=profile, unit=unit))


@click.command(cls=Command, help="列出记住不改的问题；--remove 则取消，以后照常报。")
@click.option("--remove", multiple=True, metavar="编号,…", help="取消这些编号。")
@_profile
def ignored(remove: tuple[str, ...], profile: Path | None) -> None:
    """List what was left as it is, or take some of it back."""
    from drafting.desk import proof_control

    if remove:
        click.echo(proof_control.unignore(listed(remove, "--remove"), profile))
    else:
        click.echo(proof_control.ignored_text(profile))


@click.group("profile", cls=Group, help="校对设置：本单位的级别、用语、名册和文件库。")
def profile_group() -> None:
    """Group the commands on the settings of proofreading."""


@profile_group.command("new", help="给出校对设置的样例，照着改成自己单位的。")
@click.option("-o", "output", type=PATH, metavar="校对设置.yaml", help="写到这个文件；不写则显示在屏幕上。")
def new_profile(output: Path | None) -> None:
    """Give a commented example of the settings."""
    from drafting.desk import proof_control

    give_example("校对设置", proof_control.new_profile, output, "用 wenmi profile check --profile {} 核对")


@profile_group.command("check", help="核对校对设置：有没有写错，都定了什么。")
@_profile
def check_profile(profile: Path | None) -> None:
    """Check the settings and show what they say."""
    from drafting.desk import proof_control

    click.echo(proof_control.profile_text(profile))


@click.command(cls=Command, help="列出全部检查项；给出编号则解释这一项，并附正误例。")
@click.argument("code", metavar="[编号]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
def checks(code: str | None, as_json: bool) -> None:
    """List the checks, or explain one."""
    from drafting.desk import proofreading as desk

    if as_json:
        print_json({"checks": desk.checks_json(code)})
    else:
        click.echo(desk.explain(code) if code else desk.checks_text())


COMMANDS: tuple[click.Command, ...] = (check, checks, ignore, ignored, profile_group)
"""The commands of this room, in the order in which the help lists them."""
