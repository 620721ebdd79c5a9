"""来信: letters sort, issues, routing, learn, replies, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafting.commands.shared import PATH, UNIT, give_example, listed, print_json
from drafting.documents.errors import UserError
from drafting.terminal import Command, Group, progress

if TYPE_CHECKING:
    from drafting.letters.filed import Filed


@click.group(cls=Group, help="来信：分类、找热点、学习本单位的分类、写形势分析报告、检查答复。")
def letters() -> None:
    """Group the commands on letters."""


COLUMN = click.option("--column", "columns", multiple=True, metavar="内容=F", help="指定某一列，如 内容=F 或 内容=群众反映。可以多次给。")
WORKERS = click.option("--workers", metavar="N", help="用几个进程；不写则由文秘决定：五万封以上用上全部处理器，以下用一个。")
SCHEDULER = click.option(
    "--scheduler", metavar="地址", help="交给 Dask 集群的各台机器做，如 tcp://10.0.0.5:8786；要先装 wenmi[cluster]，见 docs/scale.md。"
)
_MOST_WORKERS = 61  # that Windows lets a pool have
_UNREAD_SHOWN = 10  # rows told on a terminal where a workbook lists all


@letters.command(cls=Command, help="给每封来信分类，附把握、依据词、地点、人群和重复件。")
@click.argument("files", metavar="来信…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="分类.xlsx", help="写成工作簿；不写则为“第一个文件名-分类.xlsx”。")
@click.option("--json", "as_json", is_flag=True, help="每封来信输出一行 JSON，顺序与输入相同。")
@click.option("--model", metavar="名称", help="使用 letters learn 训练的模型。")
@click.option("--labels", metavar="A,B,…", help="只在这些一级分类里归类，可以写别名；加上“不属于以上”，都不像的就归这一类。")
@click.option("--topics", type=PATH, metavar="分类树", help="本单位自己的分类树：一个文件或一个文件夹，写法同文秘自带的。")
@click.option("--routing", type=PATH, metavar="派单目录.yaml", help="按派单目录派单；不写则用个人数据文件夹里的 routing.yaml，没有就不派。")
@click.option("--details", "with_details", is_flag=True, help="JSON 里也写明诉求、紧急情况、人数、单位、金额等（工作簿里总有）。")
@WORKERS
@SCHEDULER
@COLUMN
def sort(
    files: tuple[Path, ...],
    output: Path | None,
    as_json: bool,
    model: str | None,
    labels: str | None,
    topics: Path | None,
    routing: Path | None,
    with_details: bool,
    workers: str | None,
    scheduler: str | None,
    columns: tuple[str, ...],
) -> None:
    """Sort letters by topic."""
    import json

    from drafting.desk import letters as desk

    if topics is not None and model is not None:
        raise UserError("--topics 和 --model 不能同时用", remedy="用本单位的分类树就去掉 --model，用训练好的模型就去掉 --topics")
    number = _workers(workers, scheduler)
    to_file = output is not None or not as_json
    if to_file:
        desk.sorted_path(output, files)  # a name that will not do is told before the work
    directory = desk.directory(routing, model=model, topics=topics)

    def tell(one: Filed) -> None:
        told = one.verdict.as_json()
        if one.extracted is not None:
            told["extracted"] = one.extracted.as_json()
        if one.routed is not None:
            told["routed"] = one.routed.as_json()
        out.write(encode(told) + "\n")

    encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: for each letter anew it takes as long as its work
    out = sys.stdout  # as it is now: a progress bar takes its place, and would take the lines
    with progress("来信分类", shown=not (as_json and out.isatty())) as move:
        done = desk.sort(
            files,
            columns=_columns(columns),
            model=model,
            labels=_labels(labels),
            topics=topics,
            details=with_details or to_file,
            routing=directory,
            workers=number,
            scheduler=scheduler,
            progress=move,
        )
        if to_file:
            written = desk.write_sorted(done, output, files, tell if as_json else None)
        else:
            for one in done:
                tell(one)
    _tell_unread(done.unread, whole=not to_file)
    if to_file:
        click.echo(desk.sorted_summary(done), err=as_json)
        click.echo(f"已生成：{written}", err=as_json)


@letters.command(cls=Command, help="从来信中找出反复出现的问题，按热度排列。")
@click.argument("files", metavar="来信…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="热点.xlsx", help="写成工作簿；不写则为“第一个文件名-热点.xlsx”。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
@click.option("--earlier", type=PATH, multiple=True, metavar="以前的来信", help="以前各批来信；与它们重复的也指出来。可以多次给。")
@click.option("--state", type=PATH, metavar="台账.json", help="记住每次的问题：编号不变，标出新增、升温、降温、复发。第一次会新建。")
@COLUMN
def issues(
    files: tuple[Path, ...],
    output: Path | None,
    as_json: bool,
    earlier: tuple[Path, ...],
    state: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Find recurring issues."""
    from drafting.desk import letters as desk

    desk.issues_path(output, files, earlier, state)  # a name that will not do is told before the work
    with progress("来信热点"):
        found = desk.issues(files, columns=_columns(columns), earlier=earlier, state=state)
    _tell_unread(found.unread, whole=as_json and output is None)
    if as_json:
        more = {
            "common": [one.as_json() for one in found.common],
            "notable": [one.as_json() for one in found.notable],
            "repeats": [one.as_json() for one in found.repeated],
        }
        print_json({"issues": [issue.as_json() for issue in found.issues], **more})
    if output is not None or not as_json:
        click.echo(desk.issues_summary(found), err=as_json)
        written = desk.write_issues(found, output, files, state, earlier)
        if found.lists:
            click.echo(desk.lists_told(found), err=as_json)
        click.echo(f"已生成：{written}", err=as_json)
    else:
        desk.remember(found, state)


@letters.command(cls=Command, help="给出派单目录的样例，照着改成自己单位的：哪类事、哪个地方归哪个单位承办。")
@click.option("-o", "output", type=PATH, metavar="routing.yaml", help="写到这个文件；不写则显示在屏幕上。")
def routing(output: Path | None) -> None:
    """Give a commented example of a routing directory."""
    from drafting.desk import letters as desk

    give_example("派单目录", desk.new_directory, output, "运行 wenmi letters sort 来信.xlsx --routing {}")


@letters.command(cls=Command, help="用已分好类的来信训练本单位的模型，并如实报告交叉验证的结果。")
@click.argument("files", metavar="已分类来信…", type=PATH, nargs=-1, required=True)
@click.option("--model", metavar="名称", default="本单位", show_default=True, help="给模型起的名字。")
@COLUMN
def learn(files: tuple[Path, ...], model: str, columns: tuple[str, ...]) -> None:
    """Learn the office's own labels."""
    from drafting.desk import letters as desk

    with progress("学习分类"):
        done = desk.learn(files, model, columns=_columns(columns))
    _tell_unread(done.unread, whole=True)
    click.echo(desk.learned_summary(done))


@letters.command(cls=Command, help="检查答复：是不是答其所问、格式完整、有据可查、按期答复，逐封打分并说明理由。")
@click.argument("files", metavar="来信和答复…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="检查.xlsx", help="写成工作簿；不写则为“第一个文件名-答复检查.xlsx”。")
@click.option("--json", "as_json", is_flag=True, help="每封来信输出一行 JSON，顺序与输入相同，个人信息已遮盖。")
@click.option("--rule", type=click.Choice(["信访", "12345"]), default="信访", metavar="信访|12345", help="按哪种时限评及时，不写按信访。")
@click.option("--told", default="", metavar="15日", help="另定告知期限，如 15日、5个工作日。")
@click.option("--done", default="", metavar="60日", help="另定办结期限，如 60日、10个工作日。")
@COLUMN
def replies(files: tuple[Path, ...], output: Path | None, as_json: bool, rule: str, told: str, done: str, columns: tuple[str, ...]) -> None:
    """Check the replies to letters."""
    import json

    from drafting.desk import letter_replies as desk

    if output is not None or not as_json:
        desk.replies_path(output, files)  # a name that will not do is told before the work
    with progress("检查答复") as move:
        found = desk.check_replies(files, columns=_columns(columns), rule=rule, told=told, done=done, progress=move)
    _tell_unread(found.unread)
    if as_json:
        for one in found.checked:
            click.echo(json.dumps(one.as_json(), ensure_ascii=False))
    if output is not None or not as_json:
        click.echo(desk.replies_summary(found), err=as_json)
        click.echo(f"已生成：{desk.write_replies(found, output, files)}", err=as_json)


@letters.command(cls=Command, help="写信访形势分析报告：一份带图表的 .docx，一份列出每个数字怎样算出的工作簿。")
@click.argument("files", metavar="来信…", type=PATH, nargs=-1, required=True)
@click.option("-o", "output", type=PATH, metavar="报告.docx", help="报告的文件名；不写则为“第一个文件名-信访形势分析报告.docx”。")
@click.option("--period", metavar="2020-01", help="时段：2020-01、2020-Q1、2020、2020-W02（周）或 2020-01-06至2020-02-10；不写则为全部。")
@click.option("--model", metavar="名称", help="使用 letters learn 训练的模型。")
@click.option("--labels", metavar="A,B,…", help="只在这些一级分类里归类。")
@UNIT
@COLUMN
def report(
    files: tuple[Path, ...],
    output: Path | None,
    period: str | None,
    model: str | None,
    labels: str | None,
    unit: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Draft the analysis of a period's letters."""
    from drafting.desk import letters_report as desk

    desk.report_paths(output, files)  # a name that will not do is told before the work
    with progress("来信分析") as move:
        done = desk.report(files, period=period, columns=_columns(columns), model=model, labels=_labels(labels), unit=unit, progress=move)
    _tell_unread(done.unread)
    click.echo(desk.report_summary(done))
    for path in desk.write_report(done, output, files):
        click.echo(f"已生成：{path}")


def _labels(labels: str | None) -> list[str]:
    """Return the first-level topics that ``--labels`` names, none where it is not given."""
    return listed(() if labels is None else (labels,), "--labels")


def _workers(given: str | None, scheduler: str | None) -> int | None:
    """Return how many processes ``--workers`` asks for, None where it is not given. Raises ``UserError`` for what is no such number."""
    if given is None:
        return None
    if scheduler is not None:
        raise UserError("--workers 和 --scheduler 不能同时用", remedy="用多台机器就去掉 --workers，进程数在各台机器上用 dask worker 定")
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= _MOST_WORKERS):
        remedy = f"请写 1 到 {_MOST_WORKERS} 的整数，例如 --workers 4；不写则由文秘决定"
        raise UserError(f"--workers 的写法不对：{given}", remedy=remedy)
    return int(given)


def _columns(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return field → column as ``--column`` names them. Raises ``UserError`` for a choice of another form."""
    columns = {}
    for pair in pairs:
        name, separator, column = pair.replace("＝", "=").partition("=")
        if not (separator and name.strip() and column.strip()):
            raise UserError(f"--column 的写法不对：{pair}", remedy="请写成 --column 内容=F 或 --column 内容=列名")
        columns[name.strip()] = column.strip()
    return columns


def _tell_unread(unread: tuple[object, ...], *, whole: bool = False) -> None:
    """Tell of the rows that are no letters: the first ones, or the ``whole`` of them where no workbook will list them."""
    if unread:
        click.echo(f"有 {len(unread)} 行没有读入：", err=True)
        shown = len(unread) if whole else _UNREAD_SHOWN
        for row in unread[:shown]:
            click.echo(f"  {row}", err=True)
        if len(unread) > shown:
            click.echo(f"  其余 {len(unread) - shown} 行见工作簿的“未读入”表。", err=True)


COMMANDS = (letters,)
