"""The templates: a sandbox in which a kind's ``body.j2`` and title meet the values of the fields.

Values are put in as they are: what a user writes is text and never a template. A fact that is wanted and missing comes out as
【待补：字段】, a name that is no field is an error with its line.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, meta
from jinja2.sandbox import SandboxedEnvironment

from drafting.composing.articles import numbered_articles
from drafting.composing.body import NEXT_LEVEL, has_sections
from drafting.composing.names import all_in_title, in_marks, passed_on
from drafting.composing.phrases import (
    bare_subject,
    closing,
    followed_by,
    issuers_in_title,
    led_by,
    listed,
    official_title,
    running_on,
    sentence,
    texts,
    transition,
    without_end,
)
from drafting.composing.schema import Field, Kind
from drafting.composing.values import Day, nearest
from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.numerals import in_chinese

BODY = "body.j2"
OFFICIAL_TITLE = "{{ 发文机关|公文标题(事由, 文种) }}"
_LONGEST = 2_000_000  # characters of a rendered body; a template that loops for ever stops here
_WEEKDAYS = "一二三四五六日"
_NUMBER = expression(  # not 一是一、二是二: what is cut off must be a number and not a word
    r"\A[ \t\u3000]*(?:第[一二三四五六七八九十百]{1,4}[章节编][ \t\u3000]*|第[一二三四五六七八九十]{1,2}[，、]"
    r"|[一二三四五六七八九十]{1,3}(?:、|是(?!一))"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、.．]?|\d{1,2}(?:[.．](?!\d)|、))[ \t\u3000]*"
)

GLOBALS = {
    "一级": "下一个一级标题的序号，如“三、”；接着前面的文字往下排，不论是谁写的",
    "二级": "下一个二级标题的序号，如“（二）”",
    "三级": "下一个三级标题的序号，如“1.”",
    "四级": "下一个四级标题的序号，如“（1）”",
    "文种": "文种的名称，如“通知”",
    "规范结语": "fields.yaml 里的结语，如“特此通知。”",
}
"""The names that every template has besides its fields, with what they stand for."""


class ToBeSupplied(Undefined):
    """A fact that was not given: false in a condition, 【待补：字段】 in the text."""

    def __init__(self, label: str) -> None:
        super().__init__(name=label)
        self.label = label

    def __str__(self) -> str:
        return to_be_supplied(self.label)

    def __iter__(self) -> Iterator[ToBeSupplied]:
        yield self

    def __getattr__(self, name: str) -> ToBeSupplied:
        if name.startswith("_"):
            raise AttributeError(name)
        return ToBeSupplied(f"{self.label}的{name}")

    def __getitem__(self, name: object) -> ToBeSupplied:  # type: ignore[override]
        return ToBeSupplied(f"{self.label}的{name}")


def to_be_supplied(label: str) -> str:
    """Return the mark of a missing fact."""
    return f"【待补：{label}】"


def context(values: Mapping[str, Any], fields: tuple[Field, ...], label: str = "") -> dict[str, Any]:
    """Return ``values`` as a template sees them: what is missing tells its own name."""
    made: dict[str, Any] = {}
    for one in fields:
        value = values.get(one.name)
        if value is None:
            made[one.name] = ToBeSupplied(label + one.name)
        elif one.items:
            made[one.name] = [context(record, one.items, f"{one.name}第{n}项的") for n, record in enumerate(value, 1)]
        else:
            made[one.name] = value
    return made


def body_source(kind: Kind) -> str:
    """Return the text of the kind's ``body.j2``. Raises ``UserError`` where it cannot be read."""
    path = kind.folder / BODY
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("读不了文种的正文模板", str(path), "文种文件夹里要有 UTF-8 编码的 body.j2") from error


def render_body(kind: Kind, values: Mapping[str, Any]) -> str:
    """Return the rendered body. Raises ``UserError`` with file and line where the template is at fault."""
    return _render(kind, body_source(kind), values, str(kind.folder / BODY))


def render_title(kind: Kind, values: Mapping[str, Any]) -> str:
    """Return the title that the kind's pattern makes. Raises ``UserError`` where the pattern is at fault."""
    return _render(kind, kind.title_pattern, values, f"{kind.folder / 'fields.yaml'} 的标题写法").strip()


@lru_cache(maxsize=64)
def variables(source: str) -> frozenset[str]:
    """Return the fields that a template uses; raises jinja2's ``TemplateSyntaxError``."""
    return frozenset(meta.find_undeclared_variables(environment().parse(source)) - GLOBALS.keys())


def check_templates(kind: Kind, faults: Faults) -> None:
    """Note every fault of the kind's templates: what is badly written, names that are no field, fields that nothing uses."""
    used: set[str] = set()
    for source, where in ((body_source(kind), str(kind.folder / BODY)), (kind.title_pattern, f"{faults.where}：标题写法")):
        own = Faults(where)
        try:
            _compiled(source)
            names = variables(source)
        except TemplateSyntaxError as error:
            own.add(error.lineno, *_told(error))
        else:
            known = {f.name for f in kind.fields}
            for name in sorted(names - known):
                line = next((n for n, text in enumerate(source.split("\n"), 1) if re.search(rf"\b{name}\b", text)), None)
                near = nearest(name, known)
                own.add(
                    line,
                    f"模板里用了“{name}”，但 fields.yaml 没有这个字段",
                    f"请在 fields.yaml 里加上，或改成那里已有的字段{'，可能是' + near if near else ''}",
                )
            used |= names
        faults.extend(own)
    if not faults:
        for one in kind.fields:
            if one.part is None and one.name not in used:
                faults.add(
                    None,
                    f"字段“{one.name}”没有用到：body.j2 和标题写法里都没有它，它也不是版头、落款这些固定部位",
                    "请在 body.j2 里用上，或者删掉",
                )


@cache
def environment() -> SandboxedEnvironment:
    """Return the sandbox that all templates are read in."""
    made = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, finalize=_final)
    made.filters.update(
        列举=listed, 公文标题=official_title, 星期=_weekday, 月日=_month_day, 汉字=_in_chinese, 去尾=without_end, 成句=sentence
    )
    made.filters.update(去序号=_without_number, 一是=_first_second, 编条=numbered_articles)
    made.filters.update(
        冠以=led_by, 缀以=followed_by, 接续=running_on, 过渡=transition, 收尾=closing, 标题机关=issuers_in_title, 纯事由=bare_subject
    )
    made.filters.update(
        书名号=lambda names: listed([in_marks(name) for name in texts(names)]),
        标题书名=lambda names: listed(all_in_title(texts(names))),
        转发标题=lambda name, verb, organs, word: passed_on(texts(name), verb, listed(organs, "　"), word),
    )
    made.tests["分条"] = lambda text: has_sections(str(text))
    for number, name in enumerate(("一级", "二级", "三级", "四级"), 1):
        made.globals[name] = NEXT_LEVEL.format(number)
    return made


FILTERS = {
    "列举": "把清单连成一句：用顿号隔开，书名号之间、引号之间不加顿号",
    "公文标题": "发文机关|公文标题(事由, 文种)：按“发文机关+关于+事由+的+文种”拼成标题",
    "星期": "日期是星期几，如“星期四”",
    "月日": "日期的月和日，如“3月5日”",
    "汉字": "把数目写成汉字，如“三”",
    "去尾": "去掉末尾的句号、逗号、分号，好接着往下写；清单的各项都去掉",
    "成句": "末尾没有句号、问号这类标点的，补上句号，后面好再写一句",
    "去序号": "去掉开头的“一、”“（一）”“1.”“一是”“第一章”这样的序号",
    "一是": "把清单连成一段：一是……。二是……。只有一项的不加；各项自己写了“一是”的不重复",
    "编条": "一章一项的清单，各章的条文连着编“第一条”“第二条”；以“（一）”“1.”“－”开头的行接在上一条里；自己写了“第几条”的照原样",
    "冠以": '接在别的话后面：依据|冠以("根据", "按照")，写成“根据……”；本来就以其中一个词开头的不重复',
    "缀以": '同意机关|冠以("经")|缀以("同意")，写成“经……同意”；本来就以这个词结尾的不重复',
    "接续": "开头的一段：以逗号收住的接着往下写，其他的补上句号",
    "过渡": '过渡语|过渡("现将有关事项通知如下")：不填就用括号里的话，写“无”就不要；“……如下”后面用冒号，其他用句号',
    "收尾": "结语|收尾(规范结语)：不填就用括号里的话，写“无”就不要结语",
    "纯事由": '事由|纯事由("汇报", 文种)：去掉开头的“关于”和结尾的“的汇报”这样的话，标题里不会重复',
    "标题机关": "标题里的发文机关：联合行文的用空格隔开，五个以上的写成“××等五部门”",
    "书名号": "给文件名加书名号，已有的不重复，里面的书名号改成单书名号；清单的各项都加",
    "标题书名": "文件名写进标题的样子：办法、规定、条例、制度和“关于……”加书名号，方案、要点、计划、名单不加",
    "转发标题": '来文标题|转发标题("转发", 来文机关, 文种)：拼成“转发+来文机关+来文标题”，不重复“的通知”',
}
"""What the filters of our own do; ``分条`` is a test: has the text headings of the first level?"""


def _final(value: object) -> object:
    return listed(value) if isinstance(value, list | tuple) else value


def _without_number(value: object) -> str:
    """Return a text without the number at its beginning, which the template puts there itself."""
    return _NUMBER.sub("", str(value), count=1)


def _first_second(value: object) -> str:
    """Join the items of a list in one paragraph, each a sentence that begins with 一是, 二是; one alone goes without."""
    items = [sentence(_without_number(item)) for item in (value if isinstance(value, list | tuple) else [value])]
    if len(items) == 1:
        return items[0]
    return "".join(f"{in_chinese(n)}是{item}" for n, item in enumerate(items, 1))


def _weekday(value: object) -> str:
    if isinstance(value, Day):
        return f"星期{_WEEKDAYS[value.day.weekday()]}"
    return str(value)


def _month_day(value: object) -> str:
    return f"{value.day.month}月{value.day.day}日" if isinstance(value, Day) else str(value)


def _in_chinese(value: object) -> str:
    return in_chinese(int(str(value))) if str(value).isdecimal() else str(value)


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return environment().from_string(source)


def _render(kind: Kind, source: str, values: Mapping[str, Any], where: str) -> str:
    given = {**context(values, kind.fields), "文种": kind.word, "规范结语": kind.closing}
    text = ""
    try:
        for piece in _compiled(source).generate(given):
            text += piece
            if len(text) > _LONGEST:
                raise UserError("模板生成的文字太长，停了下来", where, "请检查模板里的循环")
    except TemplateSyntaxError as error:
        what, remedy = _told(error)
        raise UserError(what, f"{where} 第 {error.lineno} 行", remedy) from error
    except UserError:
        raise
    except Exception as error:  # a template runs code that somebody wrote: whatever it raises is a fault of that template
        line = _line_of(error)
        what, remedy = _told(error)
        raise UserError(what, f"{where} 第 {line} 行" if line else where, remedy) from error
    return text


def _line_of(error: Exception) -> int | None:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename in ("<template>", "<unknown>")]
    return lines[-1] if lines else None


def _told(error: Exception) -> tuple[str, str]:
    """Return what is wrong with a template and what to do, in Chinese."""
    message = str(error.message if isinstance(error, TemplateError) else error)
    name = (re.findall(r"'([^']*)'", message) or [""])[-1]
    if "unknown tag" in message:
        return f"不认识的模板指令“{name}”", "可用 {% if %}、{% for %}、{% set %}，并以 {% endif %}、{% endfor %} 收尾"
    if "end of template" in message or "was never closed" in message or "Missing end" in message:
        return "模板没有写完：{% if %}、{% for %} 没有收尾，或括号没有成对", "请补上 {% endif %}、{% endfor %} 或右括号"
    if "No filter named" in message:
        return f"不认识的过滤器“{name}”", f"我们自带的有：{'、'.join(FILTERS)}"
    if "No test named" in message:
        return f"不认识的判断“{name}”", "我们自带的有：分条"
    if isinstance(error, UndefinedError):
        return f"模板用到了没有的内容“{name}”", "请检查字段名，循环里的字段写成“项.字段名”"
    if isinstance(error, TemplateSyntaxError):
        return f"模板写法有误（{message}）", "字段写成 {{ 字段名 }}，条件写成 {% if 字段名 %}……{% endif %}"
    return f"模板运行出错（{message}）", "请检查这一行的过滤器和运算"
