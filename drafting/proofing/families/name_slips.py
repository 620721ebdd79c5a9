"""前后一致: names of organs and papers with a character dropped, or two changed round, against the form that they have elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.words import cut
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft
from drafting.proofing.families.gazetteer import mentions
from drafting.proofing.families.name_forms import dropped, scattered, swapped
from drafting.proofing.literals import know

# The last four are what is left of 委员会, 办公室 and 服务中心 where a character of the ending itself is gone.
_NAMES_END = (
    *("局", "厅", "院", "委员会", "办公室", "人民政府", "中心", "指挥部", "领导小组", "联席会议", "协会", "公司"),
    *("委会", "办室", "公室", "务心"),
)
know(_NAMES_END)
_SHORTEST = 5
_LONGEST_LEAD = 8
_LONGER = (7, 9, 11)
_NO_ORGAN = expression(r"[格布大全结新开破战时政困僵当棋终]局$")
_HAN = expression(r"[\u4e00-\u9fff]+")
_LEADS = "的由经报向和与及对是在为将请至从给于同商按各等并届"

_ANOTHER_WORD = expression(r"(?:同|商|诊|谈|审|议|见|晤)")  # 工作委|会同财政局


def _incomplete(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for mention in mentions(draft):
        if not mention.note or mention.note[0] != "漏字":
            continue
        start, end, right = mention.start, mention.end, mention.note[1]
        wrong = text[start:end]
        if wrong.endswith("会") and _ANOTHER_WORD.match(text, end):
            continue
        # 市政|协商|会议: what falls into words of its own is no slip.
        before, after = text[max(0, start - 4) : start].rpartition("\n")[2], text[end : end + 2].partition("\n")[0]
        if scattered(before + wrong + after) > scattered(before + right + after):
            yield Hit(start, end, f"机关名称写漏或者写颠倒了字，应为“{right}”。", right)


def _ends(draft: Draft) -> dict[str, list[int]]:
    """Return where names of organs end, by their last ``_SHORTEST`` characters."""
    text = draft.text
    ends: dict[str, list[int]] = defaultdict(list)
    for ending in _NAMES_END:
        size = len(ending)
        for at, _ in draft.windows((ending,), 0):
            if at + size >= _SHORTEST:
                ends[text[at + size - _SHORTEST : at + size]].append(at + size)
    return ends


def _names(text: str, ends: dict[str, list[int]]) -> dict[str, int]:
    """Return the names that stand twice or more, as far as they are the same, with their counts."""
    found: dict[str, int] = {}
    for tail, places in ends.items():
        if len(places) < 2 or not _HAN.fullmatch(tail) or _NO_ORGAN.search(tail):
            continue
        found[tail] = len(places)
        longest: dict[str, int] = {}
        for length in _LONGER:
            longer = Counter(text[end - length : end] for end in places if end >= length)
            again = {name: count for name, count in longer.items() if count > 1 and name[0] not in _LEADS and _HAN.fullmatch(name)}
            if not again:
                break
            longest = again
        found |= longest
    return found


def _inner_words(name: str) -> list[int]:
    """Return the places of the characters in words of two or more, but for the first word: it may be cut off or another verb."""
    found: list[int] = []
    at = 0
    for word in cut(name):
        if at and len(word) > 1:
            found += range(at, at + len(word))
        at += len(word)
    return found[:-1]


def _near(tail: str) -> Iterator[str]:
    """Yield ``tail`` without one of its inner characters, and with two that stand together changed round."""
    for at in range(1, len(tail) - 1):
        yield tail[:at] + tail[at + 1 :]
        yield tail[:at] + tail[at + 1] + tail[at] + tail[at + 2 :]


def _lead(text: str, one: int, other: int) -> str:
    """Return what stands before both places alike and may belong to the name: Chinese characters, up to a word that leads up to one."""
    size = 0
    while size < min(one, other, _LONGEST_LEAD) and text[one - size - 1] == text[other - size - 1]:
        if text[one - size - 1] in _LEADS or not _HAN.fullmatch(text[one - size - 1]):
            break
        size += 1
    return text[other - size : other]


def _varies(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    ends = _ends(draft)
    names = _names(text, ends)
    # What may be a slip at all ends as a name does but for one character: in most papers there is none.
    near = {form for tail in names if len(tail) == _SHORTEST for form in _near(tail)}
    candidates = [end for tail, found in ends.items() if tail not in names and (tail[1:] in near or tail in near) for end in found]
    # Further to the left, the end of a longer name is the same.
    near = {name[:at] + name[at + 1 :] for name in names for at in range(1, len(name) - _SHORTEST + 1)}
    if near:
        candidates += [
            end for found in ends.values() for end in found if any(text[max(0, end - size + 1) : end] in near for size in _LONGER)
        ]
    if not candidates:
        return
    slips: dict[str, str] = {}
    for name in sorted(names, key=len, reverse=True):
        inner = _inner_words(name)
        for slip, _ in (*dropped(name, inner), *swapped(name, [at for at in inner if at + 1 in inner])):
            if slip not in names:
                slips.setdefault(slip, name)
    sizes = range(max(map(len, slips), default=0), _SHORTEST - 2, -1)
    found: dict[str, list[int]] = defaultdict(list)
    for end in sorted(set(candidates)):
        cut_short = (text[max(0, end - size) : end] for size in sizes)
        slip = next((ending for ending in cut_short if ending in slips), "")
        if slip:
            found[slip].append(end)
    for slip, places in found.items():
        name = slips[slip]
        for end in places if len(places) * 2 <= names[name] else ():
            start = end - len(slip)
            before = text[max(0, start - 3) : start].rpartition("\n")[2]
            if scattered(before + slip) > scattered(before + name):
                lead = _lead(text, text.find(name), start)
                better = lead + name
                yield Hit(start - len(lead), end, f"同一机关别处写作“{better}”，此处少字或者字序颠倒，请核对。", better)


def _titles(draft: Draft) -> Iterator[Hit]:
    count: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for start, end, name in draft.cited:
        if 6 <= len(name) <= 60 and end - start == len(name):
            count[name] += 1
            first.setdefault(name, (start, end))
    alike = Counter(key for name in count for key in ((name[:3], len(name)), (name[-3:], len(name))))
    for name in count:
        size = len(name)
        inside = range(1, size - 1)
        # What is left on one side of the slip is the same in both.
        shorter = (name[:3], size - 1) in alike or (name[-3:], size - 1) in alike
        as_long = alike[name[:3], size] > 1 or alike[name[-3:], size] > 1
        slips = (*(dropped(name, inside) if shorter else ()), *(swapped(name, inside[:-1]) if as_long else ()))
        for slip, _ in slips:
            if slip not in count or count[slip] > count[name]:
                continue
            if scattered(slip) > scattered(name):
                shown = name if len(name) <= 30 else f"{name[:14]}…{name[-14:]}"
                yield Hit(*first[slip], f"同一文件别处写作《{shown}》，此处少字或者字序颠倒，请核对。", name)


CHECKS = (
    Check(
        code="organ-name-incomplete",
        title="机关名称漏字、倒字",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN,
        why="机关名称一字不能差，“人民政府办厅”“发展和改革委会”都是漏了字，落款、标题里尤其不能错。",
        find=_incomplete,
        examples=(
            Example("由市⟦人民政府办室⟧负责。", "由市人民政府办公室负责。"),
            Example("报市⟦发展和改革委会⟧。", "报市发展和改革委员会。"),
            Example("落款| 清源省⟦人民政府办厅⟧", "落款| 清源省人民政府办公厅"),
        ),
        passes=(
            "由市人民政府办公室负责。",
            "市委教育工作委会同市财政局印发。",
            "区管委会、村委会、常委会",
            "全体人民政治协商",
        ),
    ),
    Check(
        code="organ-name-varies",
        title="同一机关的名称漏字、倒字",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一机关在别处都写全了，这一处少一个字或者两个字颠倒，是漏校。",
        find=_varies,
        examples=(
            Example(
                "由云溪河道事务中心牵头。云溪河道事务中心要抓好落实。⟦云溪河道务中心⟧定期通报。",
                "由云溪河道事务中心牵头。云溪河道事务中心要抓好落实。云溪河道事务中心定期通报。",
            ),
        ),
        passes=(
            "由清源市水利局牵头。清源市水利局要抓好落实。清源县水利局定期通报。",
            "由市住房和城乡建设局牵头。市住房和城乡建设局要抓好落实。市住房城乡建设局定期通报。",
        ),
    ),
    Check(
        code="cited-title-slip",
        title="引用的文件名称漏字、倒字",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一文件别处的名称是完整的，这一处少一个字，读的人会去找一个不存在的文件。",
        find=_titles,
        examples=(
            Example(
                "落实《清源市防汛物资管理办法》。\n执行《⟦清源市防汛物管理办法⟧》。",
                "落实《清源市防汛物资管理办法》。\n执行《清源市防汛物资管理办法》。",
            ),
        ),
        passes=(
            "落实《清源市防汛物资管理办法》。\n执行《清源县防汛物资管理办法》。",
            "落实《清源市防汛物资管理办法》。\n执行《清源市防汛物资管理新办法》。",
        ),
    ),
)
