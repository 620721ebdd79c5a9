"""认可用词: words add, list, remove."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafting.commands.shared import PATH, print_json
from drafting.terminal import COULD_NOT_RUN, Command, Group


@click.group("words", cls=Group, help="认可用词：本单位的专门用词、人名、地名，记下来校对就不当错字报。")
def words_group() -> None:
    """Group the commands on the office's own words."""


@words_group.command("add", cls=Command, help="记下认可的词，可以一次写几个；已经有的词再写一次，可以改理由。")
@click.argument("words", metavar="词…", nargs=-1)
@click.option("--note", default="", metavar="理由", help="为什么认可，列出时看得到。")
@click.option(
    "--from", "file", type=PATH, metavar="词表.txt", help="从文件里加，一行一个词，词后面空一个制表符可以写理由；写 - 表示从标准输入读。"
)
def add(words: tuple[str, ...], note: str, file: Path | None) -> None:
    """Accept words."""
    from drafting.desk import own_words

    if file is None:
        added = own_words.add_words(words, note)
    else:
        piped = sys.stdin.buffer.read() if str(file) == "-" else None
        added = own_words.add_words_from(file, words, note, standard_input=piped)
    click.echo(added.text)
    if added.faults:
        click.echo(added.faults, err=True)
        sys.exit(COULD_NOT_RUN)


@words_group.command("list", cls=Command, help="列出认可的词，校对设置里的也在内。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
def list_words(as_json: bool) -> None:
    """List the accepted words."""
    from drafting.desk import own_words

    if as_json:
        print_json({"words": own_words.own_words_json()})
    else:
        click.echo(own_words.own_words_text())


@words_group.command("remove", cls=Command, help="取消认可的词，以后照常检查。")
@click.argument("words", metavar="词…", nargs=-1, required=True)
def remove(words: tuple[str, ...]) -> None:
    """Take accepted words back."""
    from drafting.desk import own_words

    click.echo(own_words.remove_words(words))


COMMANDS: tuple[click.Command, ...] = (words_group,)
"""The commands of this room, in the order in which the help lists them."""
