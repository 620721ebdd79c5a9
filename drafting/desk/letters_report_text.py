"""The report's own words: every number in them comes from the ledger, every comparison only where the letters reach back so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drafting.letters.periods import Unit, buckets, day_text, span_text

if TYPE_CHECKING:
    from drafting.desk.letters_report_study import Study
    from drafting.documents.typesetting.charts import Chart, ChartKind
    from drafting.letters.figures import Change
    from drafting.letters.periods import Bucket, Period
    from drafting.letters.statistics import Compared

NOW: Mapping[str, bool] = {"current": True}
BEFORE: Mapping[str, bool] = {"before": True}
YEAR_AGO: Mapping[str, bool] = {"year_ago": True}
WHOLE = "本期来信"
_TOPICS, _IN_TABLE, _AREAS, _ORGANS, _SUBTOPICS = 5, 15, 10, 5, 3
_FEWEST_BUCKETS = 3  # months, weeks or days that make a chart
_LINE_FROM = 7  # so many make a line, fewer stand as columns
_TIED = 3  # so many months, weeks or days are still named as those of most or fewest letters


@dataclass(slots=True)
class Content:
    """The charts and tables of a report: each chart with the caption that marks its place, tables by their number."""

    charts: list[tuple[str, Chart]] = field(default_factory=list)
    tables: int = 0

    def figure(self, title: str, chart: Chart) -> str:
        """Keep ``chart`` and return its caption."""
        caption = f"图{len(self.charts) + 1}　{title}"
        self.charts.append((caption, chart))
        return caption

    def table(self, title: str, rows: list[list[str]]) -> tuple[str, dict[str, str]]:
        """Return what the text calls a table, and the table as a field."""
        self.tables += 1
        return f"表{self.tables}", {"表题": title, "行": "\n".join("\t".join(row) for row in rows)}


class Words:
    """How the report speaks of its periods."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.compared = study.compared
        self.ledger = study.ledger
        unit = study.compared.asked.unit if study.compared else Unit.RANGE
        cut = study.compared is not None and study.compared.is_cut
        self.whole_before = unit.value
        self.before = f"{unit.value}同期" if cut else unit.value
        self.year_ago = "上年同期"

    def days_before(self) -> str:
        """Return which days the period before has, where its name does not tell; ``""`` where it does."""
        compared = self.compared
        if compared is None or compared.before is None or not (compared.is_cut or compared.asked.unit is Unit.RANGE):
            return ""
        return span_text(compared.before.first, compared.before.last)

    def change(self, name: str, where: Mapping[str, Any]) -> Change | None:
        """Return how the letters ``where`` of this period differ from those before, None where nothing can be said."""
        if self.compared is None or self.compared.before is None:
            return None
        return self.ledger.change(f"本期{name}", {**where, **NOW}, {**where, **BEFORE}, f"{self.before}{name}")

    def change_of_year(self, name: str, where: Mapping[str, Any]) -> Change | None:
        """Return how the letters ``where`` of this period differ from those of a year ago, None where nothing can be said."""
        if self.compared is None or self.compared.year_ago is None:
            return None
        return self.ledger.change(f"本期{name}", {**where, **NOW}, {**where, **YEAR_AGO}, f"{self.year_ago}{name}")


def overview(words: Words) -> str:
    """Return the paragraph that stands first: how many letters, by how many people, how that compares."""
    ledger, compared = words.ledger, words.compared
    ledger.part = "概述"
    total = ledger.count(WHOLE, **NOW)
    people = ledger.count("本期反映人", person=True)
    period = f"{compared.asked.name}" if compared else "本批材料中"
    until = f"（截至{_day(compared.current)}）" if compared and compared.is_cut else ""
    repeats = ledger.count("本期重复来信", repeat=True, **NOW)
    repeated = "没有重复来信"
    if repeats:
        share = ledger.share("本期重复来信", {"repeat": True, **NOW}, NOW, WHOLE)
        repeated = f"其中重复来信{repeats}件，占{share}"
    return f"{period}{until}，共收到群众来信{total}件，涉及反映人{people}人，{repeated}。{comparison(words)}"


def _day(period: Period) -> str:
    return f"{period.last.month}月{period.last.day}日"


def comparison(words: Words) -> str:
    """Return 环比 and 同比, or why there is none."""
    compared = words.compared
    if compared is None:
        return "来信没有注明时间，不作环比、同比。"
    told, lacking = [], []
    change, of_year = words.change("来信", {}), words.change_of_year("来信", {})
    if change is None:
        lacking.append("环比" if compared.asked.unit is not Unit.YEAR else "同比")
    else:
        told.append(_compared(words.before, change))
        if days := words.days_before():
            told[-1] += f"（{words.before}指{days}）"
    if of_year is None:
        lacking += ["同比"] if compared.asked.unit is not Unit.YEAR else []
    else:
        told.append(_compared(words.year_ago, of_year))
    text = f"{'；'.join(told)}。" if told else ""
    if lacking:
        text += f"连续的来信材料从{day_text(compared.reach)}起，没有可以对比的数字，不作{'、'.join(lacking)}。"
    return text


def _compared(than: str, change: Change) -> str:
    """Return 比上月（280件）增加86件、上升30.7%; the count before stands with it."""
    if not change.then:
        return f"{than}没有来信"
    before, _, after = change.text(than).partition(than)
    return f"{before}{than}（{change.then}件）{after}"


def general(words: Words, content: Content, unquoted: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the parts of 总体情况: time, topics, areas, organs, letters that a person should check.

    Organs whose names are in ``unquoted`` are not named.
    """
    parts = [_in_time(words, content), _topics(words, content), _areas(words, content), _organs(words, unquoted), _urgent(words)]
    return [part for part in parts if part]


def time_axis(compared: Compared) -> list[Bucket]:
    """Return the months, weeks or days over which the number of letters is shown: as far back as they reach, up to the period's end."""
    return buckets(compared.first_shown, compared.current.last, weekly=compared.asked.unit is Unit.WEEK)


def time_chart(axis: Sequence[Bucket]) -> ChartKind:
    """Return how the number of letters over these months, weeks or days is drawn: as a line where there are many."""
    from drafting.documents.typesetting.charts import ChartKind

    return ChartKind.LINE if len(axis) >= _LINE_FROM else ChartKind.COLUMN


def _in_time(words: Words, content: Content) -> dict[str, Any] | None:
    from drafting.documents.typesetting.charts import Chart, Series

    compared, ledger = words.compared, words.ledger
    if compared is None:
        return None
    axis = time_axis(compared)
    if len(axis) < _FEWEST_BUCKETS:
        return None
    ledger.part = "来信数量"
    counts = [(one, ledger.count(f"{one.label}来信", **letters_of(one))) for one in axis]
    unit = {"month": "月", "week": "周", "day": "日"}[axis[0].field]
    series = Series("来信", tuple(float(count) for _, count in counts))
    about = f"从{axis[0].label}到{axis[-1].label}每{unit}的来信件数"
    chart = Chart(time_chart(axis), unit, "件", tuple(one.name for one in axis), (series,), about=about)
    partly = "".join(f"，{one.name}只有{one.part}的" for one in axis if one.part)
    caption = content.figure(f"来信数量按{unit}变化（件{partly}）", chart)
    text = f"从{axis[0].label}到{axis[-1].label}，"
    whole = [item for item in counts if not item[0].part]  # part of a month is no month of few letters
    if len(whole) > 1:
        text += _extremes(whole, unit)
    else:
        text += f"各{unit}来信分别为{'、'.join(f'{count}件' for _, count in counts)}"
    return {"标题": "来信数量", "内容": f"{text}（见{caption.split('　')[0]}）。", "图": caption}


def _extremes(counts: Sequence[tuple[Bucket, int]], unit: str) -> str:
    """Return in which months, weeks or days most and fewest letters came; of what many of them share nothing is the most or the fewest."""
    numbers = [count for _, count in counts]
    most, least = max(numbers), min(numbers)
    if most == least:
        return f"各{unit}来信都是{most}件"
    told = []
    for word, value in (("最多", most), ("最少", least)):
        labels = [one.label for one, count in counts if count == value]
        if len(labels) <= _TIED:
            told.append(f"{word}的是{'、'.join(labels)}，{'各' if len(labels) > 1 else ''}{value}件")
    return f"来信{'；'.join(told)}" if told else f"各{unit}来信在{least}件到{most}件之间"


def letters_of(bucket: Bucket) -> dict[str, int | bool]:
    """Return the conditions of the letters of a month, week or day."""
    return {bucket.field: bucket.key, "charted": True}


def _topics(words: Words, content: Content) -> dict[str, Any]:
    from drafting.documents.typesetting.charts import Chart, ChartKind, Series
    from drafting.letters.figures import top

    ledger = words.ledger
    ledger.part = "主题"
    found = [topic for topic, _ in top(ledger.rows.tally("topic", **NOW), _IN_TABLE)]
    said = []
    for topic in found[:_TOPICS]:
        where: dict[str, str | bool] = {"topic": topic, **NOW}
        count, share = ledger.count(f"本期{topic}类来信", **where), ledger.share(f"本期{topic}类来信", where, NOW, WHOLE)
        said.append(f"{topic}{count}件，占{share}")
    first = found[0]
    inner = top(ledger.rows.tally("subtopic", topic=first, **NOW), _SUBTOPICS)
    under = "、".join(f"{name}{ledger.count(f'本期{first}类中的{name}', topic=first, subtopic=name, **NOW)}件" for name, _ in inner)
    text = f"来信{'较多的主题依次为' if len(said) > 1 else '的主题为'}：{'；'.join(said)}。"
    if under:
        text += f"{first}类来信中，{'反映较多的' if len(inner) > 1 else '所反映的'}是：{under}。"
    values = [float(ledger.count(f"本期{topic}类来信", topic=topic, **NOW)) for topic in found[:8]]
    series = [Series("本期", tuple(values))]
    if words.compared and words.compared.before:
        earlier = [float(ledger.count(f"{words.before}{topic}类来信", topic=topic, **BEFORE)) for topic in found[:8]]
        series.append(Series(words.before, tuple(earlier)))
    part: dict[str, Any] = {"标题": "主题分布", "内容": text}
    if len(found) > 1:
        high = 0.16 + 0.055 * min(len(found), 8) * len(series) ** 0.5
        chart = Chart(ChartKind.BAR, "主题", "件", tuple(found[:8]), tuple(series), min(high, 0.6), "各主题的来信件数")
        caption = content.figure("主要主题的来信件数（件）", chart)
        number, table = content.table("各主题来信情况", _table(words, "主题", "topic", found, "类来信"))
        part["内容"] = f"{text}各主题的情况见{caption.split('　')[0]}、{number}。"
        part |= {"图": caption, "表格": table}
    return part


def _table(words: Words, head: str, name: str, values: list[str], suffix: str = "来信") -> list[list[str]]:
    """Return the rows of a table of the values of one field: how many, which share, and how that compares."""
    ledger = words.ledger
    compared = [words.before] if words.compared and words.compared.before else []
    compared += [words.year_ago] if words.compared and words.compared.year_ago else []
    rows = [[head, "件数", "占比", *(f"比{than}" for than in compared)]]

    def line(label: str, where: dict[str, Any], counted: str) -> list[str]:
        count = ledger.count(f"本期{counted}", **where, **NOW)
        share = ledger.share(f"本期{counted}", {**where, **NOW}, NOW, WHOLE)
        changes = [words.change(counted, where), words.change_of_year(counted, where)]
        return [label, str(count), share, *(_in_cell(change) for change in changes if change)]

    rows += [line(value, {name: value}, f"{value}{suffix}") for value in values]
    return [*rows, line("本期合计", {}, "来信")]


def _in_cell(change: Change) -> str:
    if change.now == change.then:
        return "持平"
    sign = "+" if change.now > change.then else "-"
    rate = f"（{sign}{change.rate.shown}）" if change.rate else ""
    return f"{sign}{change.difference.shown}{rate}"


def _areas(words: Words, content: Content) -> dict[str, Any]:
    from drafting.letters.figures import top

    ledger = words.ledger
    ledger.part = "地区"
    unnamed = ledger.count("本期没有写明县（市、区）的来信", area="", **NOW)
    found = [area for area, _ in top(ledger.rows.tally("area", **NOW), _AREAS)]
    if not found:
        return {"标题": "地区分布", "内容": "来信都没有写明县（市、区），不作地区分析。"}
    said = []
    for area in found[:_TOPICS]:
        where: dict[str, str | bool] = {"area": area, **NOW}
        count = ledger.count(f"本期{area}来信", **where)
        said.append(f"{area}{count}件，占{ledger.share(f'本期{area}来信', where, NOW, WHOLE)}")
    rest = f"没有写明县（市、区）的{unnamed}件" if unnamed else "来信都写明了县（市、区）"
    part: dict[str, Any] = {"标题": "地区分布"}
    many = f"来信{'较多的地区依次为' if len(said) > 1 else '写明的地区为'}：{'；'.join(said)}。{rest}"
    if len(found) > 1:
        number, part["表格"] = content.table("来信较多的地区", _table(words, "地区", "area", found))
        many += f"，其余见{number}"
    part["内容"] = f"{many}。"
    return part


def organs(words: Words) -> list[str]:
    """Return the organs and firms that the report names: those that most letters complain of, two at least."""
    from drafting.letters.figures import top

    return [organ for organ, _ in top(words.ledger.rows.tally("organ", **NOW), _ORGANS, least=2)]


def _organs(words: Words, unquoted: Collection[str]) -> dict[str, Any]:
    from drafting.letters.figures import top

    ledger = words.ledger
    ledger.part = "单位"
    named = [f"{organ}{ledger.count(f'本期反映{organ}的来信', organ=organ, **NOW)}件" for organ in organs(words) if organ not in unquoted]
    text = f"来信反映较多的单位是：{'；'.join(named)}。" if named else "没有同一单位被两件以上来信点名反映。"
    general = [
        f"{word}{ledger.count(f'本期反映{word}、没有写明名称的来信', unnamed=word, **NOW)}件"
        for word, _ in top(ledger.rows.tally("unnamed", **NOW), _ORGANS, least=2)
    ]
    if general:
        text += f"没有写明单位名称的，反映较多的是：{'；'.join(general)}。"
    if named:
        text += "单位由程序从来信中提取，所反映情况未经核实。"
    return {"标题": "反映较多的单位", "内容": text}


def _urgent(words: Words) -> dict[str, Any] | None:
    """Return how many letters a person should check, by signal, without a word of them: what they say is for the person to judge."""
    from drafting.letters.statistics import SIGNAL_FIELDS
    from drafting.letters.urgent import NOTE

    ledger = words.ledger
    if not ledger.rows.count(urgent=True, **NOW):
        return None
    ledger.part = NOTE
    counted = f"本期{NOTE}的来信"
    count, share = ledger.count(counted, urgent=True, **NOW), ledger.share(counted, {"urgent": True, **NOW}, NOW, WHOLE)
    told = [
        f"{signal}{number}件"
        for name, signal in SIGNAL_FIELDS.items()
        if ledger.rows.count(**{name: True}, **NOW) and (number := ledger.count(f"本期有{signal}信号的来信", **{name: True}, **NOW))
    ]
    text = f"{NOTE}的来信{count}件，占{share}。按信号分：{'、'.join(told)}"
    text += "；一件来信可以有几个信号。" if len(told) > 1 else "。"
    return {"标题": f"{NOTE}的来信", "内容": f"{text}信号由程序按字词找出，不是对来信人的判断，是否属实、是否紧急，请逐件核查。"}


def notes(words: Words, left_out: Collection[str]) -> str:
    """Return 数据说明: what was read and counted, what was not, and how."""
    ledger, compared = words.ledger, words.compared
    ledger.part = "数据说明"
    text = f"本报告的数字由读入的{ledger.count('读入的来信')}件来信逐件统计得出"
    unread = ledger.count_unread("没有作为来信读入的行", len(words.study.batch.unread))
    text += f"，另有{unread}行没有作为来信读入。" if unread else "。"
    undated = ledger.count("没有可以识别的时间的来信", day=0) if compared else 0
    if undated:
        text += f"没有可以识别的时间的来信{undated}件，没有计入本期。"
    review = ledger.count("本期主题需要人工复核的来信", review=True, **NOW)
    if review:
        text += f"来信主题由程序归类，其中{review}件把握不大，需要人工复核。"
    text += "同一人多次来信，反映人只计一次；与此前来信文字基本相同的，计为重复来信。地区、单位和问题由程序从来信中提取，请核对后使用。"
    if left_out:
        text += "有的来信原文不便引用，只列编号。"
    return text
