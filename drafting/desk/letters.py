"""来信: a batch sorted, recurring issues found, the office's own labels learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting

if TYPE_CHECKING:
    from drafting.letters.batch import Batch, Unread
    from drafting.letters.common import Common
    from drafting.letters.directory import Directory
    from drafting.letters.filed import Filed, Tally
    from drafting.letters.issue_state import Known, State
    from drafting.letters.issues import Issue
    from drafting.letters.learning import Learned
    from drafting.letters.notable import Notable
    from drafting.letters.repeats import Repeat

Progress = Callable[[int, int], None]
"""Called with (letters done, all letters) as long work goes on."""

_SHOWN = 10  # rows of a summary on a terminal; the workbook has all


class Sorted:
    """A batch being sorted: going through it gives its letters as they are filed, once, in input order; ``tally`` then has their figures.

    ``lists`` are the files that ``write_sorted`` wrote beside the workbook, where no sheet holds so many letters; ``undecided_lists`` those
    of the letters that a person must route.
    """

    def __init__(self, batch: Batch, filed: Iterator[Filed], tally: Tally, *, routed: bool) -> None:
        self.batch, self.tally, self.routed = batch, tally, routed
        self.lists: tuple[Path, ...] = ()
        self.undecided_lists: tuple[Path, ...] = ()
        self._filed = filed

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The rows that are no letters, with the reason."""
        return self.batch.unread

    def __iter__(self) -> Iterator[Filed]:
        return self._filed


@dataclass(slots=True)
class Found:
    """A batch and its recurring issues, the hottest first; what is common to many places, which letters repeat others, and
    which single ones deserve attention (``notable``).

    ``unread`` has the rows of earlier batches that were read beside it too. With the state of earlier runs, ``quiet`` are the issues on
    which nobody wrote this time, and ``state`` is for the next run. ``lists`` are the files that ``write_issues`` wrote beside the
    workbook, where no sheet holds so many letters.
    """

    batch: Batch
    issues: tuple[Issue, ...]
    common: tuple[Common, ...] = ()
    repeated: tuple[Repeat, ...] = ()
    quiet: tuple[Known, ...] = ()
    state: State | None = None
    lists: tuple[Path, ...] = ()
    notable: tuple[Notable, ...] = ()

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The rows that are no letters, with the reason."""
        return self.batch.unread


def sort(
    files: Sequence[Path],
    *,
    columns: Mapping[str, str] | None = None,
    model: str | None = None,
    labels: Sequence[str] = (),
    topics: Path | None = None,
    details: bool = True,
    routing: Directory | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Sorted:
    """Read ``files``; what is returned sorts every letter by topic as it is gone through, in memory that does not grow with the batch.

    ``columns`` names columns that are not recognised (``{"内容": "F"}``), ``model`` a model made by ``learn``, ``labels`` the
    first-level topics to choose from, ``topics`` the office's own tree of topics (a file or a folder; not together with ``model``). With
    ``details`` what can be read off the letters is told too, with the directory ``routing`` whose business each is. ``workers`` processes
    do the work (default: several for many letters), or the machines of the Dask cluster at the address ``scheduler``. Raises ``UserError``
    where a file cannot be read, a model or label is not known, or there is no such cluster; that may be while the letters are gone through.
    """
    from drafting.letters.filed import Tally
    from drafting.letters.shipped import SHIPPED
    from drafting.letters.sorting import PART, sorter_for
    from drafting.letters.spread import reach
    from drafting.letters.streaming import file_letters, read_any

    if scheduler is not None:
        reach(scheduler)  # told before a million letters are read
    batch = read_any(files, columns)
    sorter = sorter_for(batch.letters, model or SHIPPED, labels or None, topics=topics)
    tally = Tally()

    def filed() -> Iterator[Filed]:
        move = counting(progress, len(batch.letters))
        found = file_letters(batch.letters, sorter, details=details, directory=routing, workers=workers, scheduler=scheduler)
        for one in tally.counting(found):
            if tally.letters % PART == 0 or tally.letters == len(batch.letters):
                move(tally.letters % PART or PART)
            yield one

    return Sorted(batch, filed(), tally, routed=routing is not None)


def counting(progress: Progress | None, total: int) -> Callable[[int], None]:
    """Return a function that is told how many letters more are done, and tells ``progress`` how many that makes of ``total``."""
    done = 0

    def move(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, total)

    return move


def issues(
    files: Sequence[Path], *, columns: Mapping[str, str] | None = None, earlier: Sequence[Path] = (), state: Path | None = None
) -> Found:
    """Read ``files`` and find what several people write about.

    ``earlier`` are batches of before: letters that repeat one of theirs are told. ``state`` is the file in which the issues of earlier runs
    are remembered (none yet: the first run); ``write_issues`` writes it anew. Raises ``UserError`` where a file cannot be read.
    """
    from drafting.letters.batch import Batch
    from drafting.letters.common import find_common
    from drafting.letters.issue_state import follow, read_state
    from drafting.letters.issues import issues_of
    from drafting.letters.matters import find_matters
    from drafting.letters.notable import find_notable
    from drafting.letters.repeats import repeats
    from drafting.letters.streaming import read_any

    known = None if state is None else read_state(state)
    before = read_any(earlier, columns) if earlier else Batch(())
    batch = read_any(files, columns)
    batch = replace(batch, unread=(*batch.unread, *before.unread))
    matters = find_matters(batch.letters)
    followed = None if known is None else follow(batch.letters, known, matters)
    found = tuple(issues_of(batch.letters, matters)) if followed is None else followed.issues
    return Found(
        batch,
        found,
        tuple(find_common(batch.letters, found)),
        tuple(repeats(batch.letters, before.letters, None if before.letters else matters)),
        () if followed is None else followed.quiet,
        None if followed is None else followed.state,
        notable=tuple(find_notable(batch.letters, found)),
    )


def learn(files: Sequence[Path], name: str, *, columns: Mapping[str, str] | None = None) -> Learned:
    """Train the model ``name`` on letters that have categories; return its cross-validated figures. Raises ``UserError``."""
    from drafting.letters.learning import learn as learn_labels

    return learn_labels(files, name, columns)


def directory(named: Path | None = None, *, model: str | None = None, topics: Path | None = None) -> Directory | None:
    """Return the 派单目录 in ``named``, else the office's own (``routing.yaml`` in the user's folder), None where there is none.

    Its rules may name the topics of the shipped tree and those of ``model`` or ``topics`` (see ``sort``). Raises ``UserError`` or
    ``ManyErrors`` where a file that is there, or was named, is no directory.
    """
    from drafting.documents.resources import home

    path = named or home() / "routing.yaml"
    if named is None and not path.exists():
        return None
    from drafting.letters.directory import read_directory

    if model is None and topics is None:
        return read_directory(path)
    from drafting.letters.shipped import SHIPPED
    from drafting.letters.sorting import known_paths
    from drafting.letters.topics import topic_tree

    return read_directory(path, known_paths(model or SHIPPED, topics=topics) | {leaf.path for leaf in topic_tree()})


def new_directory(output: Path | None = None) -> str:
    """Return a commented 派单目录 to start from; write it to ``output`` too if given. A file that exists is not overwritten."""
    from drafting.documents.files import write_text
    from drafting.letters.directory import example

    text = example().read_text(encoding="utf-8")
    if output is not None:
        if output.exists():
            raise UserError("文件已经存在，没有覆盖", str(output), "请换一个文件名，或者先把旧文件移走")
        write_text(output, text)
    return text


def write_sorted(done: Sorted, output: Path | None, files: Sequence[Path], told: Callable[[Filed], None] | None = None) -> Path:
    """Write the workbook of ``letters sort``; return its path (default: the first file's name + “-分类”).

    A batch that no sheet holds with comfort is listed in CSV files beside the workbook (``done.lists``). ``told`` is called with each
    letter on the way. Raises ``UserError`` as ``sorted_path`` does, and where anything cannot be written.
    """
    from drafting.letters.lists import LISTED, write_lists
    from drafting.letters.workbook import write_filed

    target = sorted_path(output, files)

    def passing() -> Iterator[Filed]:
        for one in done:
            if told is not None:
                told(one)
            yield one

    count = len(done.batch.letters)
    if count <= LISTED:
        write_filed(target, passing(), count, done.unread, routed=done.routed)
    else:
        done.lists, done.undecided_lists = write_lists(target, passing(), done.unread, files, routed=done.routed)
    return target


def sorted_path(output: Path | None, files: Sequence[Path]) -> Path:
    """Return where the workbook of ``letters sort`` goes.

    Raises ``UserError`` for a name that will not do, for one of ``files``, and for a workbook, or a list beside it, that holds a clerk's
    corrections.
    """
    from drafting.letters.corrections import has_corrections, read_labelled
    from drafting.letters.lists import corrected_list
    from drafting.letters.results import SORTED

    target = result_path(output, files, SORTED)
    found = read_labelled([target]) if target.is_file() and has_corrections(target) else None
    if found is not None and (found.corrected or found.refused):
        remedy = f"请先运行 wenmi letters learn {target.name}，或者用 -o 另起文件名"
        raise UserError("这份工作簿的“更正”列里有人工定的类别，没有覆盖", str(target), remedy)
    listed = corrected_list(target)
    if listed is not None:
        remedy = f"请先运行 wenmi letters learn {listed.name}，或者用 -o 另起文件名"
        raise UserError("这份清单的“更正”列里有人工写的内容，没有覆盖", str(listed), remedy)
    return target


def issues_path(output: Path | None, files: Sequence[Path], earlier: Sequence[Path] = (), state: Path | None = None) -> Path:
    """Return where the workbook of ``letters issues`` goes; neither it nor ``state`` may be a file that is read, else ``UserError``."""
    from drafting.letters.results import ISSUES

    target = result_path(output, [*files, *earlier], ISSUES)
    if state is not None:
        refuse_overwriting(state, [*files, *earlier, target])
    return target


def write_issues(found: Found, output: Path | None, files: Sequence[Path], state: Path | None = None, earlier: Sequence[Path] = ()) -> Path:
    """Write the workbook of ``letters issues``; return its path (default: the first file's name + “-热点”).

    ``state`` is where what the next run must know is written, after the workbook.
    """
    from drafting.letters.issues_workbook import write_issues as write

    target = issues_path(output, files, earlier, state)
    found.lists = write(target, found.batch, found.issues, found.common, found.repeated, found.notable, [*files, *earlier])
    remember(found, state)
    return target


def remember(found: Found, state: Path | None) -> None:
    """Write what the next run must know to ``state``, where there is one."""
    if state is not None and found.state is not None:
        from drafting.letters.issue_state import write_state

        write_state(state, found.state)


def result_path(output: Path | None, files: Sequence[Path], ending: str) -> Path:
    """Return where a result goes: ``output``, else beside the first of ``files`` under its name with ``ending`` (``"-分类.xlsx"``).

    Raises ``UserError`` for an ``output`` of another type of file, and for one of ``files``.
    """
    first = files[0]
    target = output or first.with_name(f"{first.stem or first.name}{ending}")
    wanted = Path(ending).suffix
    if target.suffix.lower() != wanted:
        raise UserError(f"结果只能写成 {wanted} 文件", str(target), f"请把输出文件名改成 {wanted} 结尾")
    refuse_overwriting(target, files)
    return target


def sorted_summary(done: Sorted) -> str:
    """Return what a clerk wants to know at once: how many letters, of which topics, how many to look at, what is urgent, whose they are.

    It is that of the letters that have been gone through.
    """
    tally = done.tally
    letters = tally.letters
    lines = [f"读入来信 {letters} 封{f'，未读入 {len(done.unread)} 行' if done.unread else ''}。"]
    lines += [f"  {topic}  {count} 封，占 {count / letters:.1%}" for topic, count in tally.first.most_common()]
    review, repeated = tally.review.total(), tally.repeats.total()
    lines.append(f"可以直接归类 {letters - review} 封，建议人工复核 {review} 封；重复件 {repeated} 封。")
    if tally.urgent:
        kinds = "、".join(f"{signal}{count}封" for signal, count in tally.signals.most_common())
        lines.append(f"提请人工核查 {tally.urgent} 封（{kinds}）。")
    if tally.routed:
        kinds = f"（{'、'.join(f'{kind}{count}封' for kind, count in tally.diverted.most_common())}）" if tally.diverted else ""
        where = f"“{done.undecided_lists[0].name}”" if done.undecided_lists else "“待定派单”"
        lines.append(f"先行转送 {tally.diverted.total()} 封{kinds}；按派单目录待定 {tally.undecided} 封，见{where}。")
    if done.lists:
        lines.append(f"{_listed('逐封的清单', done.lists)}，工作簿里是汇总和未读入的行。")
    return "\n".join(lines)


def _listed(what: str, lists: Sequence[Path]) -> str:
    from drafting.letters.lists import LISTED

    names = " 到 ".join(dict.fromkeys((lists[0].name, lists[-1].name)))
    return f"来信超过 {LISTED // 10_000} 万封，一张表放不下：{what}在工作簿旁边的 {len(lists)} 个 CSV 文件里（{names}）"


def lists_told(found: Found) -> str:
    """Return where the letters of the issues are listed; ``""`` where that is in the workbook."""
    return f"{_listed('热点问题留言明细', found.lists)}。" if found.lists else ""


def issues_summary(found: Found) -> str:
    """Return the hottest issues, a line each."""
    if not found.issues:
        return f"读入来信 {len(found.batch.letters)} 封，没有发现反复出现的问题。"
    lines = [f"读入来信 {len(found.batch.letters)} 封，反复出现的问题 {len(found.issues)} 个，最热的 {min(_SHOWN, len(found.issues))} 个："]
    for issue in found.issues[:_SHOWN]:
        change = issue.status or issue.trend
        lines.append(f"  {issue.rank}. {issue.title}（热度 {issue.heat:.1f}，{len(issue.letters)} 封，{issue.users} 人，{change}）")
    if found.common:
        most = "；".join(f"{one.title}（{one.places} 个地方）" for one in found.common[:3])
        lines.append(f"面上共性问题 {len(found.common)} 个：{most}。")
    if found.notable:
        most = "；".join(f"{one.title}（{'、'.join(one.reasons)}）" for one in found.notable[:3])
        lines.append(f"高关注单件 {len(found.notable)} 封：{most}。")
    kinds = Counter(one.kind for one in found.repeated if one.merge)
    if kinds:
        lines.append("重复件：" + "，".join(f"{kind} {count} 封" for kind, count in kinds.most_common()) + "。")
    apart = sum(not one.merge for one in found.repeated)
    if apart:
        lines.append(f"同地异事 {apart} 封，不要合并。")
    if found.quiet:
        lines.append(f"以前的问题这次没有来信的 {len(found.quiet)} 个。")
    return "\n".join(lines)


def learned_summary(learned: Learned) -> str:
    """Return the honest figures of a model: against its baselines, by label, and how much of the work it can take over."""
    lines = [
        f"模型“{learned.name}”已训练好：{learned.letters} 封已分类来信，{len(learned.labels)} 个类别"
        f"{f'，另有 {learned.unlabelled} 封没有类别，未使用' if learned.unlabelled else ''}。"
    ]
    if learned.corrected:
        lines.append(f"其中 {learned.corrected} 封用的是分类工作簿“更正”列里人工定的类别。")
    if learned.accepted:
        lines.append(f"另有 {learned.accepted} 封文秘归好、没有人改的，也学了（不计入下面的数字）。")
    lines += [
        "以下数字来自五折交叉验证（内容相近的来信不拆开），是对没见过的来信的估计：",
        f"  本模型        宏平均F1 {learned.score.macro_f1:.3f}  正确率 {learned.score.accuracy:.1%}",
        f"  只数关键词    宏平均F1 {learned.keywords.macro_f1:.3f}  正确率 {learned.keywords.accuracy:.1%}",
        f"  全归最多的类  宏平均F1 {learned.majority.macro_f1:.3f}  正确率 {learned.majority.accuracy:.1%}",
    ]
    lines += [f"  {one.label}：{one.letters} 封，准确率 {one.precision:.1%}，召回率 {one.recall:.1%}" for one in learned.labels]
    lines.append(f"前两个类别里有正确的：{learned.top2:.1%}；把握最大的八成来信里归对的：{learned.right_of_surest:.1%}。")
    if learned.unjudged:
        lines.append(f"这些类别没有人工定过的来信，没法验证：{'、'.join(learned.unjudged)}。")
    if learned.new:
        told = "、".join(f"{label} {count} 封" for label, count in learned.new)
        lines.append(f"“更正”里有文秘和模型都没有的类别：{told}，若是笔误请改正后重新学习。")
    if learned.reliability:
        told = "，".join(f"说 {one.promised:.2f} 实际 {one.right:.2f}" for one in learned.reliability)
        lines.append(f"把握与实际归对的比例：{told}。")
    if learned.any_sure:
        lines.append(f"把握不低于 {learned.sure:.2f} 的来信占 {learned.coverage:.0%}，预计 {learned.wanted:.0%} 以上归对，可直接归类。")
    else:
        lines.append(f"没有哪一档把握达到 {learned.wanted:.0%}，全部请人复核。")
    lines.append(f"使用：wenmi letters sort 来信.xlsx --model {learned.name}")
    return "\n".join(lines)
