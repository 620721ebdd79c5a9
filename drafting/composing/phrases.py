"""How a field becomes part of a sentence: lists, the words before and behind it, transitions and closings.

Whatever a writer puts in a field, its frame says nothing twice and leaves no mark without its sentence.
"""

from __future__ import annotations

import re

from jinja2 import Undefined

from drafting.documents.expressions import expression
from drafting.documents.numerals import in_chinese
from drafting.documents.roles.headings import line_enumerator

_MANY_ISSUERS = 5  # from here a title says ××等五部门
_NONE = frozenset({"无", "不写", "不要", "不用"})  # what people write where a customary phrase is not wanted
_AS_FOLLOWS = expression(r"(?:如下|以下)[^，。；：]{0,6}$")
_OTHER_JING = expression("经[济贸信开营]")  # 经济技术开发区 does not begin with the 经 of 经……同意
_END = "。，；、：,;:"
_SOURCE = expression(r"[。！？]（[^（）]*）$")  # ……建成投用。（市水利局牵头）: said of the whole sentence, which has ended


def listed(value: object, mark: str = "、") -> str:
    """Join the items of a list in a sentence: no 、 between 》《 and between ”“ (GB/T 15834—2011, 4.5.3.5)."""
    if isinstance(value, str | Undefined):
        return str(value)
    text = ""
    for item in value if isinstance(value, list | tuple) else [value]:
        said = str(item)
        close = mark == "、" and (text[-1:] + said[:1]) in ("》《", "”“")
        text += said if not text or close else mark + said
    return text


def issuers_in_title(issuers: object) -> str:
    """Return the issuers as a title has them: parted by a space, five and more as ××等五部门 (practice)."""
    names = texts(issuers)
    if len(names) < _MANY_ISSUERS or any(name.endswith("人民政府") for name in names):
        return listed(names, "　")
    return f"{names[0]}等{in_chinese(len(names))}部门"


def official_title(issuers: object, subject: object, word: object) -> str:
    """Return 发文机关+关于+事由+的+文种; 转发 and 批转 repeat neither 关于 nor the 文种 of what they pass on."""
    names, about, kind = issuers_in_title(issuers), without_end(subject).strip(), str(word)
    if re.fullmatch(rf"(?:转发|批转).+的{re.escape(kind)}", about):
        return names + about
    return f"{names}关于{bare_subject(about, kind)}的{kind}"


def bare_subject(subject: object, *words: str) -> str:
    """Return the subject without 关于 before it and 的 + one of ``words`` behind it."""
    about = without_end(subject).strip().removeprefix("关于")
    return next((about.removesuffix(f"的{word}") for word in words if about.endswith(f"的{word}")), about)


def texts(value: object) -> list[str]:
    """Return the items of a value, each without the mark at its end."""
    return [str(item).strip().rstrip(_END) for item in (value if isinstance(value, list | tuple) else [value])]


def without_end(value: object) -> str:
    """Return a value as part of a sentence, without the mark at its end."""
    return listed(texts(value))


def sentence(value: object) -> str:
    """End a text with 。 where nothing ends it; a mark inside closing quotes or brackets ends it too."""
    text = listed(value).rstrip("，、；,;")
    if _SOURCE.search(text) or _is_list(text):
        return text
    return text if text.rstrip("”’）)》」』】")[-1:] in ("", *"。！？!?…：:.") else text + "。"


def _is_list(text: str) -> bool:
    """Tell whether a text of three lines or more ends with names below each other, not sentences."""
    lines = [line.strip() for line in text.split("\n")]
    return len(lines) > 2 and bool(lines[-2]) and line_enumerator(lines[-2])[0] is None and lines[-2][-1] not in "。！？!?…：:；;”"


def _begins(text: str, words: tuple[str, ...]) -> str:
    """Return the one of ``words`` that ``text`` begins with, "" if none."""
    return "" if _OTHER_JING.match(text) else next((word for word in words if text.startswith(word)), "")


def led_by(value: object, *words: str) -> str:
    """Return ``words[0]`` + value; where the value begins with one of ``words`` it is not said again."""
    first, *others = texts(value) or [""]
    text = listed([first, *(item.removeprefix(_begins(item, words)) for item in others)])
    return text if _begins(text, words) else words[0] + text


def followed_by(value: object, word: str) -> str:
    """Return value + ``word``; where the value ends with it, it is not said again."""
    text = without_end(value)
    return text if text.endswith(word) else text + word


def running_on(value: object) -> str:
    """Return a passage that another sentence follows: one that stops at a comma runs on."""
    before, line, last = listed(value).rstrip().rpartition("\n")
    return before + line + (last.rstrip("，,") + "，" if last.endswith(("，", ",")) else sentence(last))


def transition(value: object, default: str) -> str:
    """Return the phrase between the opening and the matters: “……如下：”, any other with 。, none where the value says so."""
    text = str(value).strip() if value else default
    if text in _NONE:
        return ""
    return text if text.endswith("。") else (bare := text.rstrip(_END)) + ("：" if _AS_FOLLOWS.search(bare) else "。")


def closing(value: object, default: object = "") -> str:
    """Return the closing sentence, the customary one where none is given, none where the value says so."""
    text = listed(value).strip() if value else str(default)
    return "" if text.rstrip(_END) in _NONE else sentence(text)
