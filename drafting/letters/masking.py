"""Personal data covered, so that what leaves the office names nobody."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from drafting.letters.lexicon import word_rows

SIGNERS = 5
"""A letter that so many people sign is a joint one (集体信) in the statistics of petition offices."""

_MOBILE = r"(?<!\d)(?:\+?86[- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
_LANDLINE = (
    r"(?<![\d*])[0０]\d{2,3}[-－—– ]\d{7,8}(?!\d)"  # behind * stands what a number masked before has left
    r"|[(（][0０]\d{2,3}[)）][-－—– ]?\d{7,8}(?!\d)"
    # without a mark between, only the area codes there are: 010 and 02x with eight digits, 03xx to 09xx with seven or eight
    r"|(?<![\d.*A-Za-z])[0０](?:[1１][0０]\d{8}|[2２]\d{9}|[3-9３-９]\d{2}\d{7,8})(?!\d|\.\d)"
)
_BIRTH = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = rf"(?<![\dA-Za-z])[1-9]\d{{5}}(?:(?:19|20)\d{{2}}{_BIRTH}\d{{3}}[\dXx]|\d{{2}}{_BIRTH}\d{{3}})(?![\dA-Za-z])"
_CARD = r"(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])|(?<![\dA-Za-z])\d{4}(?: \d{4}){3}(?: \d{1,3})?(?![\dA-Za-z])"
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PLATE = rf"[{_PROVINCES}][A-Z][·. ]?(?=[A-Z]*\d)[A-Z0-9]{{5,6}}(?![A-Z0-9])"
_MAIL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"  # no longer: by RFC 5321
_ACCOUNT = r"(?<=QQ)[号群]?[码：: ]*[1-9]\d{4,11}(?!\d)|(?<=微信号)[码：: ]*[A-Za-z][A-Za-z0-9_-]{5,19}"
_TITLES = (
    *("反映人", "投诉人", "举报人", "申请人", "控告人", "信访人", "上访人", "报告人", "来信人", "写信人", "求助人", "留言人", "签名人"),
    *("联系人", "姓名", "署名"),
)
_NAME = (
    r"(?<=我叫)[一-鿿]{2,3}(?=[，,。；;、（(\s]|$)"
    rf"|(?:{'|'.join(_TITLES)})[：:]\s*[一-鿿]{{2,4}}(?:[、 ]+[一-鿿]{{2,3}}(?![一-鿿：:]))*"
    r"|(?:投诉人|举报人|反映人|联系人)[一-鿿]{2,3}(?=[，,]?(?:电话|手机|联系))"
)

_DOUBLE_SURNAMES = (
    *("欧阳", "上官", "司马", "司徒", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "东方", "独孤", "宇文", "长孙"),
)
# Surnames that are too common as words where no column and no 本人 tells that a name follows: not in the list for signers.
_MORE_SURNAMES = "高马方于白万金常安齐关米谷边戚穆丛冷巫桂桑蒲郎郁甄隋佟敖粟娄褚芦滕湛岑邬麻卞臧冼麦戈虞邝蔺储闵席屠栾荆缪仲宫池闫刁苟占"
# 本人 and a name: what begins with a surname but is a common word (本人申请、本人房产) is none.
_INTRODUCED = re.compile(
    r"(?<![其由经需凭])(?:本人(?:名?叫)?|我[，,]?名叫|真名叫)"
    r"(?!申[请报诉述明领]|费|房[产屋子东]|车[辆位主牌库]|曾[经多在于]|任[何职教期]|向[来您你贵]|简[单历]|包[括裹]|方[面便才]|文[化盲]"
    r"|严[重正肃格]|管理|项目|时[常间]|易[怒于]|路[过上]|常[年常住在]|于[昨今去前上本当]"
    r"|万[分般幸]|马[上路]|白[天白]|莫名|温馨|明[确白天]"
    r"|程[序度]|高[中龄度兴]|司[机法]|金[额融]|季度|安[全置]|宁[愿可]|尚[未且])"
    rf"((?:{'|'.join(_DOUBLE_SURNAMES)})[一-鿿]{{1,2}}|[一-鿿]{{2,3}})(?=[，,。；;、（(：:\s]|$|系|现年|家住|电话|手机|身份证)"
)
_WRITER = re.compile(r"[一-鿿]{2,4}")
# What the column of writers has in place of a name: 张先生 and the like say no more than a masked name does.
_NO_NAME = re.compile(r".+(?:先生|女士|小姐|同志|老师|师傅|阿姨|医生|经理|大爷|大妈|某+)|.*(?:市民|网友|匿名|业主|村民|居民).*")
# A name of two characters is part of a longer one here: 阳光小区, 高明区.
_PART_OF_PLACE = r"(?!小区|花园|大道|路(?!过|上)|街|广场|公园|社区|公司|集团|学校|中学|小学|医院|酒店|[市县区镇乡])"

_PERSONAL = re.compile(
    f"(?P<identity>{_IDENTITY})|(?P<phone>{_MOBILE}|{_LANDLINE})|(?P<card>{_CARD})|(?P<mail>{_MAIL})"
    f"|(?P<account>{_ACCOUNT})|(?P<name>{_NAME})|(?P<plate>{_PLATE})"
)
_NUMBERS = re.compile(f"(?=[0-9０-９+(（])(?:(?P<identity>{_IDENTITY})|(?P<phone>{_MOBILE}|{_LANDLINE}))")
# Every number needs these digits, everything else one of these words: most texts are done after this quick look. Beginning with one set
# of characters, an expression is tried at few places.
_DIGITS = re.compile(r"[0-9０-９](?:\d{6}|\d{2,3}[-－—– ]\d{4})")
_WORDS = ("@", "QQ", "微信号", "我叫", *_TITLES)
_TOLD = re.compile(
    f"[{_PROVINCES}{''.join(sorted({word[0] for word in _WORDS}))}]"
    rf"(?:(?<=[{_PROVINCES}])[A-Z]|{'|'.join(f'(?<={word[0]}){word[1:]}' for word in _WORDS)})"
)
_CHINESE_NAME = re.compile(r"[一-鿿·]{2,5}")
_NUMBERED = re.compile(r"[0-9](?<!\d[0-9])[0-9]{0,2}(?P<mark>[、.．,，:：\s]{0,2})(?P<name>[一-鿿]{2,4})(?=[\s、，,。；;\d]|$)")
_SHORTEST = 3  # characters of a number and a name
_SIGNED = re.compile(r"(?:^|[。！!？?，,\n/：:\s])([一-鿿]{2,3})\s?(?=(?:\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?)?[。.]?\s*$)")


def mask(text: str, writer: str = "") -> str:
    """Return ``text`` with personal data covered by ``*``.

    Covered are phone, identity card and bank card numbers, number plates, mail addresses, accounts, and the names of those who write
    where the text tells that they are names: behind 我叫, 本人 or 投诉人：, in a numbered list of signers, under the letter. With
    ``writer`` (the letter's ``user``) that name is covered wherever it stands, if it is a Chinese name (``is_name``).
    """
    if _DIGITS.search(text) or _TOLD.search(text):
        text = _PERSONAL.sub(_cover, text)
    if names := {*signers(text), *_signature(text), *_introduced(text)}:
        for begin, end in sorted(names, reverse=True):
            text = f"{text[: begin + 1]}{'*' * (end - begin - 1)}{text[end:]}"
    if writer and writer in text and is_name(writer):
        part = _PART_OF_PLACE if len(writer) == 2 else ""
        text = re.sub(re.escape(writer) + part, mask_name(writer), text)
    return text


@lru_cache(maxsize=1024)
def is_name(writer: str) -> bool:
    """Whether what stands for the writer is a Chinese name: two to four characters that begin with a surname, no 张先生 or 热心市民."""
    return bool(_WRITER.fullmatch(writer)) and _surnamed(writer) and not _NO_NAME.fullmatch(writer)


def mask_name(name: str) -> str:
    """Return a writer's name with all but the surname covered; a nickname or number that is no Chinese name stays, numbers are masked."""
    return f"{name[0]}{'*' * (len(name) - 1)}" if _CHINESE_NAME.fullmatch(name) else mask(name)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(word_rows("letters_people.tsv")["姓"])


@lru_cache(maxsize=4)  # asked for by all that is read off one letter
def signers(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the names of a numbered list of signers stand (1张…、2李…), nothing where there is none of ``SIGNERS`` or more.

    At least three in five must begin with a surname: other things are numbered too.
    """
    if len(text) < _SHORTEST * SIGNERS:
        return ()
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    last = 0
    for found in _NUMBERED.finditer(text):
        number = int(text[found.start() : found.start("mark")])
        if number == 1:
            run = [found]
        elif run and 0 < number - last <= 3:  # a name or two may be written otherwise
            run.append(found)
        else:
            continue
        last = number
        if len(run) > len(best):
            best = list(run)
    named = sum(found["name"][0] in _surnames() for found in best)
    return tuple(found.span("name") for found in best) if len(best) >= SIGNERS and 5 * named >= 3 * len(best) else ()


def _signature(text: str) -> list[tuple[int, int]]:
    """Return where the name under a letter stands: behind the last mark, before the date or the end; a surname must begin it."""
    if not (text.endswith("日") or text[-1:].isdecimal()):
        return []
    found = _SIGNED.search(text, max(0, len(text) - 24))
    return [found.span(1)] if found and found[1][0] in _surnames() else []


def _introduced(text: str) -> list[tuple[int, int]]:
    """Return where the names stand by which writers introduce themselves with 本人 or 名叫; a surname must begin them."""
    if "本人" not in text and "名叫" not in text:
        return []
    return [found.span(1) for found in _INTRODUCED.finditer(text) if _surnamed(found[1])]


def _surnamed(name: str) -> bool:
    return name[0] in _surnames() or name[0] in _MORE_SURNAMES or name.startswith(_DOUBLE_SURNAMES)


def masked_phones(text: str) -> str | None:
    """Return the phone numbers in ``text``, masked and joined by 、, or None where there is none."""
    return "、".join(_masked(text, "phone")) or None


def masked_identities(text: str) -> tuple[str, ...]:
    """Return the identity card numbers in ``text``, masked, each once."""
    return _masked(text, "identity")


def _masked(text: str, kind: str) -> tuple[str, ...]:
    if not _DIGITS.search(text):
        return ()
    return tuple(dict.fromkeys(_cover(match) for match in _NUMBERS.finditer(text) if match.lastgroup == kind))


def _cover(found: re.Match[str]) -> str:
    text = found[0]
    if found.lastgroup == "phone" and text[0] in "(（":  # the area code in its brackets stays whole
        return _middle(text, 1 + max(text.find(")"), text.find("）")), 4)
    if found.lastgroup == "phone":
        return _middle(text, 3, 4)
    if found.lastgroup == "identity":
        return _middle(text, 6, 2)
    if found.lastgroup == "card":
        return _middle(text, 4, 4)
    if found.lastgroup == "plate":
        return _middle(text, 2, 2)
    if found.lastgroup == "mail":
        name, _, host = text.partition("@")
        return f"{name[0]}***@{host}"
    if found.lastgroup == "name":
        return _without_names(text)
    return re.sub(r"[A-Za-z0-9](?=[\w-]{2})", "*", text)


def _without_names(text: str) -> str:
    """Return names with all but the first character of each covered; the word that says whose they are stays."""
    title = next((title for title in _TITLES if text.startswith(title)), "")
    return title + re.sub(r"[一-鿿]+", lambda name: f"{name[0][0]}{'*' * (len(name[0]) - 1)}", text[len(title) :])


def _middle(text: str, head: int, tail: int) -> str:
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"
