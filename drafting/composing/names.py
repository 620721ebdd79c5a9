"""The names of documents as a title and a sentence write them: which take 《》, and how one that is passed on is named."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.documents.expressions import expression

_STATUS = expression(r"（[^（）]*）$")  # （试行）（2026年修订）: part of the name
_REGULATIONS = ("条例", "规定", "办法", "细则", "规则", "规程", "章程", "准则", "守则", "制度", "公约")
_NOUNS = "意见|报告|方案|规划|计划|要点|措施|政策|办法|规定|细则|工作安排|建议"
_ITS_NOUN = expression(rf"的(?=(?:若干|实施|指导|工作|管理|暂行|政策){{0,2}}(?:{_NOUNS})$)")
_WRAPPED = expression(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")


def in_marks(name: str) -> str:
    """Return 《name》, marks within it as 〈〉 (GB/T 15834—2011, 4.15); a name that has its marks already stays as it is."""
    name = name.strip()
    if _WRAPPED.fullmatch(name):
        name = name[1:-1]
    return f"《{name.translate(str.maketrans('《》', '〈〉'))}》"


def in_title(name: str) -> str:
    """Return ``name`` as the title of the notice that issues it has it.

    By practice regulations and names that begin with 关于 take 《》; 方案, 要点, 计划, 规划, 名单 only where the writer has put them.
    """
    bare = name.strip()
    if _WRAPPED.fullmatch(bare) or bare.startswith("关于") or _STATUS.sub("", bare).endswith(_REGULATIONS):
        return in_marks(bare)
    return bare


def all_in_title(names: Sequence[str]) -> list[str]:
    """Return ``names`` as one title has them: all of them in 《》 where one of them takes it."""
    made = [in_title(name) for name in names]
    return [in_marks(name) for name in names] if len(made) > 1 and any(name.startswith("《") for name in made) else made


def passed_on(name: str | Sequence[str], verb: str, organs: str, word: str) -> str:
    """Return verb (转发 or 批转) + organs + the name of what is passed on + 的 + ``word``, with no 文种 and no 的 said twice.

    A name that ends with ``word`` is its own ending (转发……关于……的通知); before 意见, 报告 and the like 的 gives way to the one before
    ``word``. A name that does not begin with 关于 is that of a regulation: 关于转发……《……办法》的通知; so are several names.
    """
    if not isinstance(name, str):
        if len(name) != 1:
            return f"关于{verb}{organs}{''.join(in_marks(one) for one in name)}的{word}"
        name = name[0]
    name = in_marks(name)[1:-1].replace("〈", "《").replace("〉", "》")
    if not name.startswith("关于"):
        return f"关于{verb}{organs}{in_title(name)}的{word}"
    if name.endswith(f"的{word}"):
        return verb + organs + name
    return f"{verb}{organs}{_ITS_NOUN.sub('', name)}的{word}"
