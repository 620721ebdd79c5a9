"""What the office decides about proofreading: its profile, and the findings that somebody has decided to leave."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import write_text
from drafting.documents.resources import home

if TYPE_CHECKING:
    from drafting.documents.model import Document, Finding
    from drafting.proofing.control.ignoring import Known
    from drafting.proofing.control.ledger import Entry
    from drafting.proofing.control.profile import Profile

PROFILE_FILE = "校对设置.yaml"
LEDGER_FILE = "已忽略.yaml"
_SHOWN = 24  # characters of a text that a list shows
_LONGEST_REASON = 200


def profile_path(named: Path | None = None) -> Path | None:
    """Return the profile's file: ``named``, else ``校对设置.yaml`` in the user's folder if it is there; None where there is none."""
    if named is not None:
        return named
    usual = home() / PROFILE_FILE
    return usual if usual.is_file() else None


def ledger_path(named: Path | None = None) -> Path:
    """Return where ignored findings are kept: beside the profile that somebody named, otherwise in the user's folder."""
    return (named.parent if named is not None else home()) / LEDGER_FILE


def find_profile(named: Path | None = None) -> Profile:
    """Return what the office has decided, its own words and what it ignores included; where there is no file, nothing is.

    Raises ``ManyErrors`` with every fault of the profile, ``UserError`` where it, the list of words or the ledger cannot be read.
    """
    from drafting.desk.own_words import with_own_words
    from drafting.proofing.control.profile import NO_PROFILE

    path = profile_path(named)
    profile = NO_PROFILE
    if path is not None:
        from drafting.proofing.control.profile_reading import read_profile

        profile = read_profile(path)
    profile = with_own_words(profile)
    ignored = {entry.id: entry.reason for entry in ignored_list(named)}
    return profile._replace(ignored=MappingProxyType(ignored)) if ignored else profile


def profile_notes(profile: Profile) -> tuple[str, ...]:
    """Return what must be said wherever a draft is checked with ``profile``: that it is in force, and what is not checked."""
    if not profile.where:
        return ()
    off = [name for name, level in profile.levels.items() if level is None]
    return (f"按校对设置查：{profile.where}{f'；不查：{_names(off)}' if off else ''}。",)


def new_profile(output: Path | None = None) -> str:
    """Return a commented profile to start from; write it to ``output`` too if given. A file that exists is not overwritten."""
    from drafting.proofing.control.profile_example import new_profile as example

    text = example()
    if output is not None:
        if output.exists():
            raise UserError("文件已经存在，没有覆盖", str(output), "请换一个文件名，或者先把旧文件移走")
        write_text(output, text)
    return text


def profile_text(named: Path | None = None) -> str:
    """Return what the profile in force says, for a terminal. Raises as ``find_profile``."""
    profile = find_profile(named)
    if not profile.where:
        made = home() / PROFILE_FILE
        lines = [
            f"没有校对设置，全部检查按默认级别做。\n用 wenmi profile new -o {made} 建一份，改好就生效；也可以放在别处，用 --profile 指明。"
        ]
    else:
        lines = [f"校对设置：{profile.where}", *_told(profile)]
    if profile.ignored:
        lines.append(f"已忽略：{len(profile.ignored)} 处（{ledger_path(named)}），用 wenmi ignored 查看。")
    return "\n".join(lines)


def _told(profile: Profile) -> Iterable[str]:
    formal = {True: "是", False: "否", None: "按文件"}[profile.formal]
    yield f"  正式公文：{formal}"
    for name, level in profile.levels.items():
        yield f"  级别：{_names([name])} {level.chinese if level else '不查'}"
    forbidden = sum(1 for term in profile.terms if term.right is None)
    status = [document.status for document in profile.documents]
    complete = "，完整" if profile.documents_complete else ""
    for what, count, more in (
        ("自定用语", len(profile.terms), f"，其中 {forbidden} 个不许用" if forbidden else ""),
        ("认可用词", len(profile.accepted), ""),
        ("名册", len(profile.roster), ""),
        ("文件库", len(profile.documents), f"，其中废止 {status.count('废止')} 份、修订 {status.count('修订')} 份{complete}"),
    ):
        yield f"  {what}：{f'{count} 条{more}' if count else '没有写'}"


def _names(names: Iterable[str]) -> str:
    """Return codes and families as a reader knows them."""
    from drafting.proofing.check import FAMILIES

    return "、".join(FAMILIES.get(name, name) for name in names)


def identified(document: Document, findings: Iterable[Finding], profile: Profile) -> tuple[Known, ...]:
    """Return ``findings`` in their order, each with its id and, where somebody has decided to leave it, the reason."""
    from drafting.proofing.control import ignoring

    return tuple(ignoring.identified(document, findings, profile.ignored))


def ignore(
    file: Path,
    ids: Sequence[str],
    reason: str,
    *,
    profile: Path | None = None,
    unit: Path | None = None,
    now: datetime | None = None,
) -> str:
    """Remember findings of ``file`` as left: ``ids`` are ids as the report shows them (or how they begin), or codes of checks.

    A code stands for all findings of that check that the report shows. Returns what to tell the user. Raises ``UserError`` without a
    reason, for an id or a code that the file has no finding of (then nothing is remembered), and where the ledger is damaged.
    """
    from drafting.letters.masking import mask
    from drafting.proofing.control import ledger
    from drafting.proofing.control.ignoring import sentence_around

    why = " ".join(reason.split())
    if not why:
        raise UserError("没有写忽略的理由", remedy='请加 --reason "理由"，别人才知道为什么不改')
    if len(why) > _LONGEST_REASON:
        raise UserError(f"理由超过 {_LONGEST_REASON} 字", remedy="请写短一些")
    decided = find_profile(profile)
    document, chosen = _chosen(file, ids, decided, unit)
    entries = {}
    for known in chosen:
        span = known.finding.span
        words = document.paragraphs[span.paragraph].text[span.start : span.end]
        # The list stays in the office for years: what is kept for the reader names nobody's number.
        texts = (mask(_short(words)), _short(mask(sentence_around(document, known.finding)), 60))
        entries[known.id] = ledger.Entry(known.id, known.finding.code, *texts, why, ledger.written(now or datetime.now()), file.name)
    path = ledger_path(profile)
    ledger.add(path, entries.values())
    lines = [f"  {entry.id}  {_title(entry.code)}  “{entry.words}”" for entry in entries.values()]
    return "\n".join([f"已忽略 {len(entries)} 处，以后校对这些文字不再提示（理由：{why}）。记在 {path}。", *lines])


def _chosen(file: Path, ids: Sequence[str], profile: Profile, unit: Path | None) -> tuple[Document, list[Known]]:
    """Return the document and the findings that ``ids`` mean."""
    from drafting.desk.proofreading import with_kind
    from drafting.desk.unit import find_house
    from drafting.documents.intake.opening import read_file
    from drafting.documents.reading import read_bytes
    from drafting.proofing import CHECKS, proofread
    from drafting.proofing.control.deciding import is_on
    from drafting.proofing.control.ledger import chosen_ids
    from drafting.proofing.draft import Draft

    if str(file) == "-":
        raise UserError("从标准输入读的文稿不能忽略问题", remedy="请写文件名")
    if not ids:
        raise UserError("没有写要忽略哪些问题", remedy="请写问题的编号（wenmi check 的结果里有），或者检查的代码")
    document = with_kind(read_bytes(read_file(file), file.name))
    house = find_house(unit)
    codes = {name for name in ids if name in {check.code for check in CHECKS}}
    shown = identified(document, proofread(document, house=house, profile=profile), profile)
    chosen = {known.id: known for known in shown if known.finding.code in codes}
    lacking = sorted(codes - {known.finding.code for known in shown})
    if lacking:
        raise UserError(f"这份文稿里没有这些检查的问题：{'、'.join(lacking)}", str(file), "请对照 wenmi check 的结果")
    names = [name for name in ids if name not in codes]
    if names:
        # What one check hides of another in the report of all may have been shown by --only.
        draft = Draft(document, house, profile)
        every = [finding for check in CHECKS if is_on(check, profile) for finding in check.findings(draft)]
        there = {known.id: known for known in (*identified(document, every, profile), *shown)}
        try:
            wanted = chosen_ids(names, there, "这份文稿的校对结果里没有", "文稿改过的，请重新校对，用新的编号；也可以写检查的代码")
        except UserError as error:
            raise UserError(error.what, str(file), error.remedy) from None
        chosen |= {name: known for name, known in there.items() if name in wanted}
    return document, list(chosen.values())


def ignored_list(profile: Path | None = None) -> tuple[Entry, ...]:
    """Return the findings that were left, oldest first. Raises ``UserError`` where the ledger is damaged."""
    path = ledger_path(profile)
    if not os.path.lexists(path):  # most offices have none, and a check need not load what reads it
        return ()
    from drafting.proofing.control.ledger import read_ledger

    return read_ledger(path)


def ignored_text(profile: Path | None = None) -> str:
    """Return the findings that were left, oldest first, for a terminal. Raises as ``ignored_list``."""
    entries = ignored_list(profile)
    if not entries:
        return "没有忽略过问题。"
    lines = [f"已忽略 {len(entries)} 处（{ledger_path(profile)}）。要恢复，用 wenmi ignored --remove 编号。"]
    for entry in entries:
        lines.append(f"  {entry.id}  {_title(entry.code)}  “{entry.words}”")
        lines.append(f"            理由：{entry.reason}（{entry.when}，{entry.file}）")
    return "\n".join(lines)


def unignore(ids: Sequence[str], profile: Path | None = None) -> str:
    """Take findings out of what is ignored, by their ids (or how they begin); return what to tell the user.

    Raises ``UserError`` for an id that was not ignored (then nothing is taken out), and where the ledger is damaged.
    """
    from drafting.proofing.control import ledger

    removed = ledger.remove(ledger_path(profile), ids)
    lines = [f"  {entry.id}  {_title(entry.code)}  “{entry.words}”" for entry in removed]
    return "\n".join([f"已恢复 {len(removed)} 处，以后校对照常提示。", *lines])


def _title(code: str) -> str:
    from drafting.proofing import CHECKS

    return next((check.title for check in CHECKS if check.code == code), code)


def _short(text: str, most: int = _SHOWN) -> str:
    """Return ``text`` on one line, not longer than ``most`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most] + "……"
