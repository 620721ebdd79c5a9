"""前后一致: one thing called by two names – what the paper calls itself, cited papers, leading groups, persons, telephones."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.shapes import lines

_SELF = "办法|规定|细则|条例|方案|意见|通知|规则|规程|通告|公告|指南|指引|章程|措施|规划|制度|预案|纲要"
_OWN = expression(
    rf"本(?<![根基成资样版文日课原书剧该]本)(?P<x>{_SELF})(?=(?:自|所称|由|的|中|第|规定|未|适用|印发|经|从|有效|施行|实施|执行|精神|要求|附件|及其|和|下发|发布)|[（，。])"
)


_ISSUED = expression(r"现将[^。\n]{2,80}(?:印发|公布|发布)")


def _own_kind(draft: Draft) -> Iterator[Hit]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in draft.find(_OWN):
        if not draft.is_quoted(*match.span("x")):
            places[match["x"]].append(match.span("x"))
    if not places:
        return
    roles = (Role.TITLE, Role.ATTACHMENT_TITLE, Role.ATTACHMENT_NOTE)
    called = "\n".join(p.text for _, p in draft.each(*roles))
    called += "".join(m[0] for m in draft.find(_ISSUED, ("现将",), 100))
    known = {kind for kind in places if kind in called}
    if not known:
        return
    main = max(known, key=lambda kind: len(places[kind]))
    for kind, found in places.items():
        if kind not in known and len(places[main]) >= len(found):
            for start, end in found:
                yield Hit(start, end, f"本文是“{main}”，此处自称“本{kind}”，请核对是否套用了别的文件。", main)


_CITED = expression(r"《(?P<x>[^《》\n]{8,60}(?:〈[^〉\n]*〉[^《》\n]*)*)》")
_ORDERED = expression(r"[\d一二三四五六七八九十百〇零两上中下前后甲乙丙丁新旧老大小高低男女东西南北左右内外初终正副主次市县区省州镇乡级]")


_REPLACED = expression(r"废止|代替|替代|取代|失效|修订|原《|被[^。]{0,60}代")


def _cited_variants(draft: Draft) -> Iterator[Hit]:
    count: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in draft.find(_CITED, ("《",), 130):
        count[match["x"]] += 1
        first.setdefault(match["x"], match.span("x"))
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for title in count:
        by_ends[title[:3], title[-2:]].append(title)
    for alike in by_ends.values():
        for one, other in itertools.combinations(alike[:40], 2):
            odd = _slip(one, other)
            if odd and not any(_REPLACED.search(draft.text[first[title][0] - 20 : first[title][1] + 60]) for title in (one, other)):
                less, more = (one, other) if (count[one], -first[one][0]) < (count[other], -first[other][0]) else (other, one)
                start, end = first[less]
                yield Hit(start, end, f"同一文件前后名称不一：前后还写作《{_inner(more)}》，请核对哪一个是全称。")
                break


def _inner(title: str) -> str:
    return title if len(title) <= 30 else f"{title[:14]}…{title[-14:]}"


def _slip(one: str, other: str) -> bool:
    """Tell whether two titles differ by one or two characters in the middle that make no other title of them."""
    if one == other or abs(len(one) - len(other)) > 2:
        return False
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = next((n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other)))
    tail = min(tail, len(one) - head, len(other) - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    if left and right:
        # Two names of equal length with other words inside are two papers; one wrong character is a slip only where it sounds alike.
        return len(left) == 1 == len(right) and not one.startswith("中华人民共和国") and _sound(left) == _sound(right)
    odd = left or right
    return odd in _FILLERS


_FILLERS = frozenset(
    (
        "关于",
        "暂行",
        "试行",
        "的",
        "和",
        "与",
        "管理",
        "工作",
        "若干",
        "建设",
        "进一步",
        "、",
        "及",
        "中华人民共和国",
        "“",
        "”",
        "等",
    )
)


def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(character, style=Style.NORMAL)[0])


_STATUS = expression(r"《(?P<base>[^《》（）\n]{6,50})（(?P<x>试行|暂行|征求意见稿|送审稿|讨论稿|草案|修订草案|修订稿|修订)）》")


def _status_differs(draft: Draft) -> Iterator[Hit]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for match in draft.find(_STATUS, ("（试行）", "（暂行）", "稿）", "草案）", "（修订）"), 70):
        found[match["base"]][match["x"]] += 1
        places.setdefault((match["base"], match["x"]), match.span("x"))
    for base, statuses in found.items():
        if len(statuses) > 1:
            (main, _), *others = sorted(statuses.items(), key=lambda item: (-item[1], places[base, item[0]][0]))
            for status, _ in others:
                start, end = places[base, status]
                yield Hit(start, end, f"同一文件前面写“（{main}）”，此处写“（{status}）”，请核对版本。")


_GROUP = expression(rf"(?P<name>{HAN}{{4,16}})(?P<kind>领导小组|工作专班|协调小组|指挥部|联席会议)")
_ADDED = ("工作", "发展", "建设", "推进", "改革", "管理", "专项", "综合", "协调", "攻坚", "整治", "治理")


def _groups(draft: Draft) -> Iterator[Hit]:
    named: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for match in draft.find(_GROUP, ("领导小组", "工作专班", "协调小组", "指挥部", "联席会议"), 24):
        named[match["kind"]].append((match["name"], *match.span()))
    for kind, places in named.items():
        cores = Counter(name[-4:] for name, _, _ in places)
        for name, start, end in places:
            for added in _ADDED:
                core = name[: -len(added)][-4:] if name.endswith(added) else ""
                # 安全生产工作领导小组 beside 安全生产领导小组; what ends in the word in both is another group.
                if len(core) == 4 and cores.get(core, 0) and core not in [a + b for a in _ADDED for b in _ADDED]:
                    short = cores[core]
                    long = cores[name[-4:]]
                    if short < long:
                        continue
                    at = end - len(kind) - len(added)
                    yield Hit(at - len(core), end, f"前后又写作“{core}{kind}”，请核对是否同一机构，名称应当一致。")
                    break
            del start


_POSTS = (
    "书记|副书记|市长|副市长|县长|副县长|区长|副区长|省长|副省长|局长|副局长|厅长|副厅长|主任|副主任|部长|副部长|镇长|乡长|主席|副主席|院长|秘书长"
    "|组长|副组长|州长|处长|科长"
)
_NAMED = expression(
    rf"(?P<post>{_POSTS})(?P<name>{HAN}{{2,3}}?)"
    r"(?=同志|主持|出席|指出|强调|要求|宣布|率队|带队|参加|作了?|在|传达|汇报|介绍|到|讲话|致辞|任|[、，。；：\n（）(])"
)


def _persons(draft: Draft) -> Iterator[Hit]:
    if not any(post in draft.text for post in ("书记", "长", "主任", "主席")):
        return
    surnames = _surnames()
    found: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for match in draft.find(_NAMED, ("记", "长", "任", "席"), 12):
        name = match["name"]
        if name[0] in surnames:
            found[match["post"], name[0], len(name)][name] += 1
            places.setdefault((match["post"], name), match.span("name"))
    for (post, _, _), counts in found.items():
        for one, other in itertools.combinations(counts, 2):
            differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
            words = all(draft.is_word(*places[post, name], name) for name in (one, other))
            if len(differing) == 1 and words and _sound(differing[0][0]) == _sound(differing[0][1]):
                less, more = (one, other) if counts[one] < counts[other] else (other, one)
                start, end = places[post, less]
                yield Hit(start, end, f"“{post}”的姓名前后写作“{more}”“{less}”，请核对。")


def _surnames() -> frozenset[str]:
    return frozenset("".join(row[0] for row in lines("surnames")))


_CONTACT = expression(
    rf"联\s?系\s?人[:：]\s?(?P<name>{HAN}{{2,4}})[，,；;\s　、]{{0,4}}(?:联系)?(?:电话|手机|方式)[:：]\s?"
    r"(?P<x>[\d—\-－（）() 转]{7,20}\d)"
)


def _contacts(draft: Draft) -> Iterator[Hit]:
    first: dict[str, str] = {}
    for match in draft.find(_CONTACT, ("系人", "系 人"), 60):
        figure = expression(r"\D").sub("", match["x"])
        before = first.setdefault(match["name"], figure)
        if before != figure and not (before.endswith(figure) or figure.endswith(before)):
            yield Hit(match.start("x"), match.end("x"), f"联系人{match['name']}的电话前后不一致，请核对。")


CHECKS = (
    Check(
        code="own-kind-mistaken",
        title="自称的文种与标题不符",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN,
        why="《管理办法》里写“本规定自印发之日起施行”，多半是套用了别的文件。",
        find=_own_kind,
        examples=(
            Example(
                "标题| 清源市防汛物资管理办法\n本办法适用于全市。\n本办法所称物资，是指抢险物料。\n本⟦规定⟧自印发之日起施行。",
                "标题| 清源市防汛物资管理办法\n本办法适用于全市。\n本办法所称物资，是指抢险物料。\n本办法自印发之日起施行。",
            ),
        ),
        passes=(
            "标题| 关于印发防汛物资管理办法的通知\n现印发给你们。\n本办法适用于全市。\n本办法由市水利局解释。\n本通知自印发之日起施行。",
            "标题| 清源市防汛物资管理办法\n本办法适用于全市。\n本办法由市水利局解释。\n依照基本制度规定办理。",
        ),
    ),
    Check(
        code="cited-title-varies",
        title="同一文件前后名称不一",
        family="consistency",
        level=Level.HINT,
        basis=PLAIN_FACT,
        why="同一个文件一处写《××管理办法》，一处写《××管理暂行办法》，必有一处不是全称。",
        find=_cited_variants,
        examples=(
            Example(
                "落实《清源市防汛物资管理暂行办法》。\n修订《清源市防汛物资管理暂行办法》。\n执行《⟦清源市防汛物资管理办法⟧》。",
                "落实《清源市防汛物资管理暂行办法》。\n修订《清源市防汛物资管理暂行办法》。\n执行《清源市防汛物资管理暂行办法》。",
            ),
        ),
        passes=(
            "落实《清源市防汛物资管理办法》。\n执行《清源市抗旱物资管理办法》。",
            "落实《清源市第一批建设项目清单》《清源市第二批建设项目清单》。",
        ),
    ),
    Check(
        code="status-varies",
        title="同一文件的版本前后不一",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一个文件一处写“（试行）”，一处写“（暂行）”“（送审稿）”，版本要统一。",
        find=_status_differs,
        examples=(
            Example(
                "印发《防汛物资管理办法（试行）》。\n按照《防汛物资管理办法（⟦暂行⟧）》执行。",
                "印发《防汛物资管理办法（试行）》。\n按照《防汛物资管理办法（试行）》执行。",
            ),
        ),
        passes=("印发《防汛物资管理办法（试行）》。\n按照《抗旱物资管理办法（暂行）》执行。",),
    ),
    Check(
        code="group-name-varies",
        title="领导小组、指挥部名称前后不一",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="同一个议事协调机构一处有“工作”“发展”二字，一处没有，名称应当统一为成立文件里的全称。",
        find=_groups,
        examples=(
            Example(
                "成立数字经济领导小组。\n⟦数字经济发展领导小组⟧每月开会。", "成立数字经济发展领导小组。\n数字经济发展领导小组每月开会。"
            ),
        ),
        passes=("成立数字经济领导小组。\n数字经济领导小组每月开会。", "成立数字经济领导小组和乡村建设领导小组。"),
    ),
    Check(
        code="person-name-varies",
        title="同一职务的姓名前后写法不一",
        family="consistency",
        level=Level.HINT,
        basis=PLAIN_FACT,
        why="姓名写成同音字是最不该有的错，同一职务前后两个同音的姓名必有一个写错。",
        find=_persons,
        examples=(
            Example(
                "市长王建国主持会议。\n会上，市长王建国强调，要抓好落实。市长⟦王健国⟧要求限期整改。",
                "市长王建国主持会议。\n会上，市长王建国强调，要抓好落实。市长王建国要求限期整改。",
            ),
        ),
        passes=("市长王建国主持会议。\n副市长李建国参加。", "市长王建国主持会议。"),
    ),
    Check(
        code="contact-varies",
        title="同一联系人的电话前后不一",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="正文、附注和附件里的联系电话要一致，改了一处忘了另一处，基层就打不通。",
        find=_contacts,
        examples=(
            Example(
                "联系人：赵某某，联系电话：0999-2358041。\n附注| （联系人：赵某某，联系电话：⟦0999-2358014⟧）",
                "联系人：赵某某，联系电话：0999-2358041。\n附注| （联系人：赵某某，联系电话：0999-2358041）",
            ),
        ),
        passes=("联系人：赵某某，联系电话：0999-2358041。\n联系人：钱某某，联系电话：0999-2358014。",),
    ),
)
