"""What the command line says of itself, in Chinese: help, usage errors, the one place where an error becomes exit code 2."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from drafting.documents.display import width, wrapped
from drafting.documents.errors import UserError
from drafting.documents.expressions import COMPILED
from drafting.documents.prepared import PREPARED
from drafting.documents.resources import home

COULD_NOT_RUN = 2

Progress = Callable[[int, int], None]
"""Called with (done, total) as long work goes on."""


class _Formatter(click.HelpFormatter):
    """Help set for Chinese: columns counted as a terminal shows them, full-width colons."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with its colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph, wrapped between Chinese characters."""
        for line in wrapped(text.strip(), self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write (term, description) rows, the descriptions aligned under each other."""
        rows = list(rows)
        first = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 20)
        for term, description in rows:
            lines = wrapped(description, room)
            if width(term) > first - col_spacing:
                self.write(f"{'':>{self.current_indent}}{term}\n")
            else:
                self.write(f"{'':>{self.current_indent}}{term}{' ' * (first - width(term))}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{'':>{self.current_indent + first}}{line}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = _Context

    def __init__(self, *arguments: Any, **more: Any) -> None:
        more.setdefault("options_metavar", "[选项]")
        super().__init__(*arguments, **more)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; whatever is wrong with them is told of this command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a Chinese description."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份帮助。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group of commands: Chinese help, near misses, and errors told in one sentence with exit code 2."""

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands, each with its first sentence."""
        super().format_options(ctx, formatter)
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [
            (name, (command.help or "").partition("。")[0] + "。") for name, command in named if command is not None and not command.hidden
        ]
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the command's name in the usage line."""
        return ["[选项]", "命令", "[参数]…"]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a user meets them, not by the alphabet."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named by ``args``; say what comes near where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise UserError(
                f"没有“{name}”这个命令", remedy=_near(name, list(self.commands), f"请运行 {ctx.command_path} --help 查看全部命令")
            )
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run the command line; every error ends here, as a sentence and exit code 2."""
        if not more.get("standalone_mode", True):
            return super().main(args, *rest, **more)
        _speak_utf8()
        given = list(sys.argv[1:] if args is None else args)
        debug = "--debug" in given
        given = [arg for arg in given if arg != "--debug"]
        more["standalone_mode"] = False
        gc.set_threshold(
            50_000, 20, 50
        )  # the tables of a run are many objects and no garbage: looking through them again and again is a tenth of it
        try:
            cache = home() / "cache"
            with COMPILED.kept(cache / f"expressions-{sys.implementation.cache_tag}"), PREPARED.kept(cache):
                code = _exit_code(lambda: super(Group, self).main(given, *rest, **more))
            if args is None:
                _leave(code)
            sys.exit(code)
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(_complain("已中止。", debug))
        except UserError as error:
            sys.exit(_complain(str(error), debug))
        except click.UsageError as error:
            sys.exit(_complain(usage_sentence(error), debug))
        except BrokenPipeError:  # the reader, `head` say, has had enough
            sys.stderr.close()
            sys.exit(0)
        except Exception as error:
            told = f"程序内部出错（{type(error).__name__}：{error}）。请加上 --debug 再运行一次，把显示的内容交给维护人员。"
            sys.exit(_complain(told, debug))


def _exit_code(run: Callable[[], Any]) -> int:
    """Return what ``run`` returns or exits with."""
    try:
        done = run()
    except SystemExit as stop:
        done = stop.code
    return done if isinstance(done, int) else 0


def _leave(code: int) -> None:
    """End the process at once where it is safe: taking all tables of a run apart again costs a tenth of a one-page check."""
    if sys.gettrace() is None and threading.active_count() == 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def usage_sentence(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a command line."""
    where = error.ctx.command_path if error.ctx else "wenmi"
    remedy = f"请运行 {where} --help 查看用法"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.make_metavar(error.ctx) if error.ctx and error.param.param_type_name == "argument" else error.param.opts[0]
        return str(UserError(f"命令缺少“{name}”", remedy=remedy))
    if isinstance(error, click.NoSuchOption):
        known = [option for parameter in error.ctx.command.params for option in parameter.opts] if error.ctx else []
        return str(UserError(f"没有“{error.option_name}”这个选项", remedy=_near(error.option_name, known, remedy)))
    if isinstance(error, click.BadOptionUsage):
        return str(UserError(f"选项“{error.option_name}”的写法不对，它后面可能缺少值，或者不该带值", remedy=remedy))
    if isinstance(error, click.BadParameter):
        option = error.param.opts[0] if error.param is not None else ""
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        if choices:
            return str(UserError(f"选项“{option}”只能是 {'、'.join(map(str, choices))}", remedy=remedy))
        return str(UserError(f"选项“{option}”的值不对", remedy=remedy))
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message[error.message.find("(") + 1 : error.message.rfind(")")]
        return str(UserError(f"命令多出了“{extra}”", remedy=remedy))
    return str(UserError("命令写得不完整", remedy=remedy))


def _near(name: str, known: list[str], otherwise: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"是不是想用 {close[0]}" if close else otherwise


def _complain(sentence: str, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exc()
    click.echo(sentence, err=True)
    return COULD_NOT_RUN


def _speak_utf8() -> None:
    """A pipe or a file gets UTF-8 everywhere; a console that cannot show a character shows a mark, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8")


@contextmanager
def progress(label: str, *, shown: bool = True) -> Iterator[Progress | None]:
    """Yield a function that moves a progress bar on standard error; ``None`` (and nothing shown) where that is not a terminal.

    So too where the work is too small to be ``shown``.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def move(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield move
