"""One page of HTML that needs nothing else: the documents as they read, their faults underlined, the list of them beside the text.

It opens from a folder without a network: style and script are in the page, and its policy lets nothing else run or load.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from drafting.documents.model import Finding
from drafting.proofing.check import FAMILIES, REGULATION
from drafting.proofing.reports.excerpts import excerpt, visible
from drafting.proofing.reports.page_text import CLASSES, document_html, shown
from drafting.proofing.reports.places import ROLE_NAMES, places
from drafting.proofing.reports.report import LEVELS, Ignored, Report
from drafting.proofing.reports.text import summary

_BESIDE = 14  # characters of an excerpt on each side
_LONG = 60  # findings: of a longer list equal ones are shown once, until the reader asks for all
_MANY = 400  # paragraphs: of a longer document only what is on the screen is laid out


def as_html(reports: Sequence[Report], unread: Sequence[tuple[str, str]] = (), *, now: datetime | None = None) -> str:
    """Return the page on ``reports``; ``unread`` are the files that could not be read, each with the reason."""
    return "".join(html_chunks(reports, unread, now=now))


def html_chunks(reports: Sequence[Report], unread: Sequence[tuple[str, str]] = (), *, now: datetime | None = None) -> Iterator[str]:
    """Yield the page of ``as_html`` in pieces."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    name = _name(reports[0].file) if len(reports) == 1 and not unread else f"{len(reports) + len(unread)}个文件"
    several = len(reports) + len(unread) > 1
    yield (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>校对结果：{name}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    made = f"{now:%Y年}{now.month}月{now.day}日{now:%H:%M}" if now else ""
    yield f'<header class="top"><h1>校对结果</h1><span class="made">{made}</span>{_tabs(reports) if several else ""}</header>\n<main>\n'
    if several:
        yield _summary(reports, unread)
    for number, report in enumerate(reports):
        yield from _file(number, report)
    yield (
        '</main>\n<div class="panes" role="group" aria-label="显示">'
        '<button type="button" data-pane="text" aria-pressed="true">文稿</button>'
        '<button type="button" data-pane="list" aria-pressed="false">问题</button></div>\n'
    )
    yield f"<script>{script}</script>\n</body>\n</html>\n"


@cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}"


def _name(file: str) -> str:
    return shown(visible(file)) or "文稿"


def _tabs(reports: Sequence[Report]) -> str:
    links = ['<a href="#all" data-file="all">汇总</a>']
    for number, report in enumerate(reports):
        short = visible(report.file.replace("\\", "/").rpartition("/")[2])
        bad = "" if report.fit else ' class="bad"'
        links.append(f'<a href="#f{number}" data-file="{number}"{bad} title="{_name(report.file)}">{shown(short) or "文稿"}</a>')
    return f'<nav class="tabs" aria-label="文件">{"".join(links)}</nav>'


def _summary(reports: Sequence[Report], unread: Sequence[tuple[str, str]]) -> str:
    rows = [
        f'<tr><td><a href="#f{number}" data-file="{number}">{_name(one.file)}</a></td>'
        + "".join(f'<td class="n">{one.counts[level]}</td>' for level in LEVELS)
        + f'<td class="n">{len(one.ignored)}</td><td class="{"good" if one.fit else "bad"}">{one.short_verdict}</td></tr>'
        for number, one in enumerate(reports)
    ]
    rows += [f'<tr><td>{_name(file)}</td><td colspan="5" class="bad">没有读成：{shown(reason)}</td></tr>' for file, reason in unread]
    heads = "".join(f"<th>{head}</th>" for head in ("文件", *(level.chinese for level in LEVELS), "忽略", "结论"))
    told = summary(reports, [file for file, _ in unread])
    return (
        f'<section class="all" id="all"><h2>{told}</h2><div class="table"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></section>\n"
    )


def _file(number: int, report: Report) -> Iterator[str]:
    long = " long" if len(report.document.paragraphs) > _MANY else ""
    yield (
        f'<section class="file" id="f{number}" data-file="{number}">\n<div class="head"><h2>{_name(report.file)}</h2>'
        f'<p class="verdict {"good" if report.fit else "bad"}">{shown(report.verdict)}</p>{_jump(number, report)}</div>\n'
        f'<div class="both"><article class="paper{long}" aria-label="文稿">\n{document_html(report, number)}\n</article>\n'
        f'<aside class="side" aria-label="问题清单">\n{_toolbar(number, report)}'
    )
    if report.findings:
        yield f'<div class="list" role="list" id="l{number}">\n'
        where = places(report.document)
        kinds = [_kind_of_fault(report, finding) for finding in report.findings]
        same = _Same(Counter(kinds))
        for order, finding in enumerate(report.findings):
            yield _note(number, order, report, finding, where, same.told(kinds[order]))
        yield "</div>\n"
    yield '<p class="none" hidden>没有符合条件的问题。</p>\n'
    if report.ignored:
        yield _ignored(report)
    yield f"{_checklist(number, report)}</aside></div>\n</section>\n"


def _jump(number: int, report: Report) -> str:
    count = len(report.checklist.items)
    return f'<a class="jump" href="#c{number}">送签前还要由人核对{count}项</a>' if count else ""


def _kind_of_fault(report: Report, finding: Finding) -> tuple[str, str, str | None]:
    """Return what makes faults equal: the check, the very characters, and what is to stand instead."""
    span = finding.span
    return finding.code, report.document.paragraphs[span.paragraph].text[span.start : min(span.end, span.start + _MANY)], finding.suggestion


class _Same:
    """Which findings are equal: of each kind the first is told how many there are, and which of the kinds it is."""

    def __init__(self, counts: Counter[tuple[str, str, str | None]]) -> None:
        self._counts = counts
        self._met: set[tuple[str, str, str | None]] = set()

    def told(self, kind: tuple[str, str, str | None]) -> tuple[str, str]:
        """Return the attribute and the remark of the next finding of this kind."""
        if kind in self._met:
            return " data-again", ""
        self._met.add(kind)
        count = self._counts[kind]
        return "", f'<p class="same">同样的问题共{count}处。</p>' if count > 1 else ""


def _toolbar(number: int, report: Report) -> str:
    if not report.findings:
        return '<p class="clean">没有发现问题。</p>\n'
    chips = "".join(
        f'<button type="button" class="chip {CLASSES[level]}" data-level="{CLASSES[level]}" aria-pressed="true">'
        f"{level.chinese} <b>{report.counts[level]}</b></button>"
        for level in LEVELS
        if report.counts[level]
    )
    counts = Counter(finding.family for finding in report.findings)
    options = "".join(
        f'<option value="{family}">{name}（{counts[family]}）</option>' for family, name in FAMILIES.items() if counts[family]
    )
    again = len(report.findings) - len({_kind_of_fault(report, finding) for finding in report.findings})
    checked = " checked" if len(report.findings) > _LONG else ""
    once = f'<label class="once"><input type="checkbox"{checked}> 同样的只列一处</label>' if again else ""
    return (
        f'<div class="tools"><div class="chips" role="group" aria-label="级别">{chips}</div><div class="row">'
        f'<select aria-label="类别"><option value="">全部类别（{len(report.findings)}）</option>{options}</select>'
        '<input type="search" placeholder="在问题里查找（按 / ）" aria-label="在问题里查找"></div>'
        f"{once}"
        f'<div class="row"><span class="count" role="status">共{len(report.findings)}处</span>'
        '<button type="button" class="step" data-step="-1" title="上一处（k）">上一处</button>'
        '<button type="button" class="step" data-step="1" title="下一处（j）">下一处</button></div></div>\n'
    )


def _note(file: int, number: int, report: Report, finding: Finding, where: Sequence[str], same: tuple[str, str]) -> str:
    kind = CLASSES[finding.level]
    name = report.id_of(number)
    told = f'<span class="id">{shown(name)}</span>' if name else ""
    return (
        f'<div role="listitem" id="n{file}-{number}" class="note {kind}"{same[0]} data-i="{number}"'
        f' data-l="{kind}" data-f="{finding.family}">'
        f'<a class="go" href="#m{file}-{number}"><span class="no">{number + 1}</span><span class="lv">{finding.level.chinese}</span>'
        f'<span class="pl">{_place(report, finding, where)}</span></a>{_body(report, finding)}{same[1]}'
        f'<p class="basis">依据：{shown(str(finding.basis))}　<span class="code">{finding.code}</span> {told}</p></div>\n'
    )


def _place(report: Report, finding: Finding, where: Sequence[str]) -> str:
    at = finding.span.paragraph
    role = ROLE_NAMES[report.document.paragraphs[at].role]
    return where[at] if role in where[at] else f"{where[at]} · {role}"


def _body(report: Report, finding: Finding) -> str:
    span = finding.span
    around = excerpt(report.document.paragraphs[span.paragraph].text, span.start, span.end, _BESIDE)
    fault = shown(around.fault) or "‸"
    told = f'<p class="ex">{shown(around.before)}<b class="fault">{fault}</b>{shown(around.after)}</p>'
    told += f'<p class="msg">{shown(finding.message)}</p>'
    if finding.suggestion is None:
        return told
    if not finding.suggestion:
        return f'{told}<p class="fix">建议：<ins>删去</ins></p>'
    return f'{told}<p class="fix">改为：<ins>{shown(visible(finding.suggestion))}</ins></p>'


def _ignored(report: Report) -> str:
    rows = "".join(_left(report, one) for one in report.ignored)
    return f'<details class="ignored"><summary>已经决定不改的（{len(report.ignored)}处）</summary><ul>{rows}</ul></details>\n'


def _left(report: Report, one: Ignored) -> str:
    where = places(report.document) if len(report.ignored) < _MANY else ()
    place = _place(report, one.finding, where) if where else ""
    return f'<li><span class="pl">{place}</span>{_body(report, one.finding)}<p class="why">不改的理由：{shown(one.reason)}</p></li>'


def _checklist(number: int, report: Report) -> str:
    groups = []
    for group in report.checklist.groups:
        items = "".join(
            f'<li><label><input type="checkbox"> {shown(item.text)}</label>'
            f'<p class="basis">{shown(item.note(report.checklist.families))}依据：{shown(item.basis)}</p></li>'
            for item in group.items
        )
        groups.append(f"<h4>{shown(group.name)}</h4><ul>{items}</ul>")
    unseen = "".join(f"<li>{shown(sentence)}</li>" for sentence in report.scope.unseen)
    told = f'<h3>没有查的</h3><ul class="unseen">{unseen}</ul>' if unseen else ""
    made = f"<p>做了{report.scope.checks}项检查。</p>" if report.scope.checks else ""
    listed = (
        f"<h3>送签前还要由人核对（{len(report.checklist.items)}项）</h3><p>“条例”指{REGULATION}。</p>{''.join(groups)}" if groups else ""
    )
    return f'<div class="checklist" id="c{number}">{made}{told}{listed}</div>\n'
