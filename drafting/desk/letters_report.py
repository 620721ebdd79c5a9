"""来信分析: the report on the letters of a period, drafted with its charts and checked, and the workbook that it is counted from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from drafting.desk.letters import counting, result_path
from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes
from drafting.letters.periods import day_text
from drafting.letters.results import FIGURES, REPORT, REPORT_TITLE

if TYPE_CHECKING:
    from drafting.composing.unit import Unit
    from drafting.desk.letters import Progress
    from drafting.desk.letters_report_study import Study
    from drafting.documents.house import House
    from drafting.documents.model import Document, Finding
    from drafting.documents.typesetting.charts import Chart
    from drafting.letters.batch import Letter, Unread
    from drafting.letters.sorting import Verdict

KIND = "letters-report"
_MADE = "made"  # the folder of the templates whose fields the program itself fills in


@dataclass(frozen=True, slots=True)
class Reported:
    """A report: the .docx, what it rests on, and what proofreading found in it.

    ``unquoted`` are words of letters that it does not quote: quoted, they would have been faults of the report.
    """

    document: bytes
    title: str
    study: Study
    charts: tuple[Chart, ...]
    findings: tuple[Finding, ...]
    unquoted: frozenset[str]

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The rows that are no letters, with the reason."""
        return self.study.batch.unread

    @property
    def is_clean(self) -> bool:
        """Whether proofreading found nothing that must be changed."""
        from drafting.documents.model import Level

        return all(one.level is not Level.ERROR for one in self.findings)


def report(
    files: Sequence[Path],
    *,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
    model: str | None = None,
    labels: Sequence[str] = (),
    unit: Path | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Reported:
    """Read ``files``, sort their letters, find their issues, and draft the report on those of ``period``.

    ``period`` is as ``periods.parse_period`` reads it; None takes all letters that have a time. ``columns``, ``model`` and ``labels`` are
    as in ``letters.sort``, ``unit`` the office's profile, otherwise that of ``desk.unit.unit_path``; ``today`` dates the report.
    Raises ``UserError`` where a file cannot be read, the period cannot be understood or has no letters.
    """
    from drafting.desk.letters_report_study import study
    from drafting.desk.unit import find_unit
    from drafting.letters.periods import parse_period
    from drafting.letters.reading import read_letters
    from drafting.letters.shipped import SHIPPED
    from drafting.letters.sorting import sort_letters

    asked = parse_period(period) if period is not None else None
    profile = find_unit(unit)
    batch = read_letters(files, columns)
    move = counting(progress, len(batch.letters))

    def classify(letters: Sequence[Letter]) -> Sequence[Verdict]:
        return sort_letters(letters, model or SHIPPED, labels or None, move)

    return drafted(study(batch, asked, classify), profile, unit, today or date.today())


def drafted(found: Study, profile: Unit | None, unit: Path | None, today: date) -> Reported:
    """Draft the report on ``found`` and check it; words of letters that would be faults of the report are not quoted in it."""
    from drafting.desk.letters_report_issues import Problems
    from drafting.desk.letters_report_text import Words, organs

    unquoted: frozenset[str] = frozenset()
    while True:
        made = _made(replace(found, ledger=found.ledger.fresh()), profile, today, unquoted)
        findings, texts = _checked(made.document, unit)
        words = Words(found)
        quotes = {*Problems(words, unquoted).quotes(), *organs(words)} - unquoted
        faulty = {quote for one in findings for quote in quotes if _stands_in(one, quote, texts[one.span.paragraph])}
        if not faulty:
            return replace(made, findings=findings)
        unquoted |= faulty


def _stands_in(finding: Finding, quote: str, text: str) -> bool:
    """Tell whether what is wrong with ``text`` is in its ``quote``, and is more than to be looked at."""
    from drafting.documents.model import Level

    if finding.level is Level.HINT:
        return False
    starts = [found.start() for found in re.finditer(re.escape(quote), text)]
    return any(start <= finding.span.start and finding.span.end <= start + len(quote) for start in starts)


def _made(found: Study, profile: Unit | None, today: date, unquoted: frozenset[str]) -> Reported:
    from drafting import composing
    from drafting.desk.drafting import template_folders
    from drafting.desk.letters_report_issues import Problems
    from drafting.desk.letters_report_text import Content, Words, general, notes, overview
    from drafting.documents.house import STANDARD
    from drafting.documents.layout import lay_out
    from drafting.documents.model import Role
    from drafting.documents.resources import resource
    from drafting.documents.typesetting.charts import with_charts

    words, content = Words(found), Content()
    problems = Problems(words, unquoted)
    fields: dict[str, Any] = {"标题": f"{found.compared.asked.name if found.compared else ''}{REPORT_TITLE}"}
    if profile and profile.names:
        fields["报告单位"] = profile.names[0]
    fields["报告日期"] = day_text(today)
    fields["概述"] = overview(words)
    fields["总体情况"] = general(words, content, unquoted)
    fields["问题概况"] = problems.overview()
    fields["突出问题"] = problems.told()
    if table := problems.table(content):
        fields["问题一览"] = table
    if notable := problems.notable():
        fields["高关注单件"] = notable
    fields["变化情况"] = problems.changes()
    fields["工作建议"] = problems.suggestions()
    fields["数据说明"] = notes(words, unquoted)
    source = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value)
    folders = (*template_folders(), resource("templates") / _MADE / KIND)
    made = composing.compose(source, REPORT_TITLE, KIND, folders, profile)
    house = profile.house if profile else STANDARD
    charts = [chart for _, chart in content.charts]
    document = _with_places(made.document, [caption for caption, _ in content.charts], charts, house)
    package = with_charts(lay_out(document, house=house), charts, house)
    return Reported(package, document.text_of(Role.TITLE), found, tuple(charts), (), unquoted)


def _with_places(document: Document, captions: Sequence[str], charts: Sequence[Chart], house: House) -> Document:
    """Return ``document`` with the place of each chart above its caption. Raises ``UserError`` where a caption has got lost."""
    from drafting.documents.model import Role
    from drafting.documents.typesetting.charts import chart_paragraph

    numbers = {caption: number for number, caption in enumerate(captions)}
    paragraphs = []
    for item in document.paragraphs:
        number = numbers.pop(item.text, None)
        if number is not None:
            paragraphs.append(chart_paragraph(charts[number], number + 1, house))
            item = item.with_role(Role.CAPTION)
        paragraphs.append(item)
    if numbers:
        raise UserError(f"报告的模板里没有放“{next(iter(numbers))}”的位置", KIND, "请在 body.j2 里单独一行写上 {{ 项.图 }}")
    return replace(document, paragraphs=tuple(paragraphs))


def _checked(package: bytes, unit: Path | None) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return what proofreading finds in the .docx, and the texts of its paragraphs."""
    from drafting.desk.proofreading import check

    with TemporaryDirectory(prefix="wenmi-") as folder:
        path = Path(folder) / f"{REPORT_TITLE}.docx"
        path.write_bytes(package)
        checked, errors = check([path], unit=unit)
    if errors:
        raise errors[0]
    return checked[0].findings, tuple(item.text for item in checked[0].document.paragraphs)


def report_paths(output: Path | None, files: Sequence[Path]) -> tuple[Path, Path]:
    """Return where the report and its workbook go: beside each other, by default called after the first of ``files``.

    Raises ``UserError`` where the report would not be a .docx, or one of the two would overwrite an input.
    """
    target = result_path(output, files, REPORT)
    book = target.with_name(f"{target.stem}{FIGURES}")
    refuse_overwriting(book, files)
    return target, book


def write_report(done: Reported, output: Path | None, files: Sequence[Path]) -> tuple[Path, Path]:
    """Write the report and, beside it, the workbook that it is counted from; return both paths. Raises as ``report_paths``."""
    from drafting.desk.letters_report_book import write_figures

    target, book = report_paths(output, files)
    write_figures(book, done)
    write_bytes(target, done.document)
    return target, book


def report_summary(done: Reported) -> str:
    """Return what the clerk wants to know at once: of how many letters, what must still be looked at."""
    from drafting.desk.letters_report_text import NOW
    from drafting.documents.model import Level

    rows, ledger = done.study.ledger.rows, done.study.ledger
    read = f"读入来信 {len(done.study.rows)} 封{_unread(done)}，其中本期 {rows.count(**NOW)} 封"
    lines = [f"《{done.title}》：{read}；报告用到的数字 {len(ledger.figures)} 个。"]
    if done.unquoted:
        lines.append(f"有 {len(done.unquoted)} 处来信原文没有引用（原文有差错，引用后校对不能通过），报告里改用编号。")
    errors = [one for one in done.findings if one.level is Level.ERROR]
    if errors:
        lines.append(f"校对发现必须改的 {len(errors)} 处，请运行 wenmi check 查看。")
    else:
        others = len(done.findings)
        lines.append(f"校对通过，没有必须改的{f'；另有 {others} 处请核对' if others else ''}。")
    return "\n".join(lines)


def _unread(done: Reported) -> str:
    return f"，未读入 {len(done.unread)} 行" if done.unread else ""
