"""个人信息: numbers and addresses of persons that must not go out in a document that will be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft

_LAW = Basis("《中华人民共和国个人信息保护法》", "第二十八条、第三十四条", Strength.MUST)
_OPENNESS = Basis("《中华人民共和国政府信息公开条例》", "第十五条", Strength.MUST)

_WIDE = str.maketrans("０１２３４５６７８９ＸｘX", "0123456789XXX")
_GAP = r"[ \-]?"  # people part long numbers to read them
_IDENTITY = expression(
    rf"(?<![\dA-Za-z０-９])[1-9１-９][0-9０-９]{{5}}{_GAP}[12１２][0-9０-９]{{3}}{_GAP}[0-9０-９]{{4}}{_GAP}[0-9０-９]{{3}}[0-9０-９XxＸｘ](?![\dA-Za-z０-９])"
)
_OLD_IDENTITY = expression(r"(?<![\dA-Za-z])[1-9]\d{14}(?![\dA-Za-z])")
_IDENTITY_WORDS = expression(r"身份证|身份号码|证件号|身份证明号")
_MOBILE = expression(r"(?<![\d\-.A-Za-z])(?:\+?86[ \-]?)?(?P<n>1[3-9]\d[ \-]?\d{4}[ \-]?\d{4})(?![\d.]\d|\d)")
_CARD = expression(r"(?<![\d\-.A-Za-z])(?:62|4\d|5[1-5]|35|9[0-9])\d{2}(?:[ \-]?\d{4}){2,3}[ \-]?\d{1,7}(?![\dA-Za-z])")
_CARD_WORDS = expression(r"卡号|银行卡|储蓄卡|社保卡|一卡通|账号|帐号|账户|帐户|存折")
_PAPER = expression(
    r"(?P<paper>护照|通行证|台胞证|回乡证|军官证|士兵证|警官证|居留证|居住证)(?:证件)?(?:号码?|编号)?[^\dA-Za-z\n。]{0,6}"
    r"(?P<n>[A-Za-z]{1,2}\d{7,9}|\d{8,9})(?![\dA-Za-z])"
)
_PLATE = expression(
    r"[A-HJ-NP-Z][·• ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警]|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF])(?![A-Za-z\d])"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE_WORDS = expression(r"车牌|牌照|号牌|车辆|轿车|货车|客车|驾驶|车号|小车|汽车|越野车|面包车|电动车")
_HOME = expression(
    r"(?:家庭(?:详细)?(?:住址|地址)|(?:现|常)住址|现居住地址?|居住地址|户籍(?:所在地)?(?:地址|住址)|身份证(?:住址|地址)|家住)"
    r"[:：为是在]?[ 　]*(?P<n>[\u4e00-\u9fff][^，。；、,;\n]{3,40}?\d{1,5}[ \-]?(?:号|室|组|栋|幢|单元|户|弄)[^，。；、,;\n]{0,16})"
)
_MAIL = expression(
    r"(?P<who>[\w.+-]{3,40})@(?:qq|163|126|sina|sohu|gmail|outlook|hotmail|foxmail|139|189|yeah|aliyun)\.(?:com|cn|net)(?:\.cn)?"
)
_ACCOUNT = expression(r"(?P<what>微信号?|QQ号?码?|支付宝(?:账号|帐号)?)[:：为是][ 　]*(?P<n>[A-Za-z][\w-]{5,19}|\d{5,11})(?![\w@])")
_TO_PUBLISH = expression(r"公示|公开|名单|公告|公布|答复|通告")


_LONG = expression("[0-9０-９][0-9０-９ \\-]{9,40}[0-9０-９XxＸｘ]")
_NUMBERS: WeakKeyDictionary[Draft, list[tuple[int, int]]] = WeakKeyDictionary()
"""Where each draft has a number of eleven digits or more: nothing else need be looked at more closely."""


def _numbers(draft: Draft, expression: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of ``expression``, which begins with a digit or the code of the country, in the long numbers of the text."""
    if draft not in _NUMBERS:
        _NUMBERS[draft] = [match.span() for match in _LONG.finditer(draft.text)]
    last = 0
    for start, end in _NUMBERS[draft]:
        yield from expression.finditer(draft.text, max(last, start - 1), end + 2)
        last = end


def _is_born(year: int, month: int, day: int) -> bool:
    """Tell whether somebody alive can have been born on a date."""
    try:
        return date(1900, 1, 1) <= date(year, month, day) <= date.today()
    except ValueError:
        return False


def _is_valid(number: str) -> bool:
    """Tell whether the check digit, the date and the place of an identity number are right."""
    from stdnum.cn import ric

    return bool(ric.is_valid(number))


def _is_card(digits: str) -> bool:
    """Tell whether the check digit of a card's number is right."""
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def _masked(number: str, head: int, tail: int) -> str:
    """Return ``number`` with every digit or letter between the first ``head`` and the last ``tail`` of them starred, marks left out."""
    plain = expression(r"[^0-9A-Za-z]").sub("", number)
    return plain[:head] + "*" * (len(plain) - head - tail) + plain[len(plain) - tail :]


def _identities(draft: Draft) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each eighteen-digit number with a date of birth in it, and its plain digits."""
    for match in _numbers(draft, _IDENTITY):
        number = expression(r"[ \-]").sub("", match.group()).translate(_WIDE).upper()
        if _is_born(int(number[6:10]), int(number[10:12]), int(number[12:14])):
            yield match, number


def _identity(draft: Draft) -> Iterator[Hit]:
    for match, number in _identities(draft):
        if _is_valid(number):
            told = "这是居民身份证号码（校验码正确），公开前应当隐去。"
            yield Hit(match.start(), match.end(), told, _masked(number, 6, 4))
    for match in _numbers(draft, _OLD_IDENTITY):
        number = match.group()
        born = 1900 + int(number[6:8]), int(number[8:10]), int(number[10:12])
        if _is_born(*born) and _said_before(draft, match.start(), _IDENTITY_WORDS):
            yield Hit(match.start(), match.end(), "这是15位的旧居民身份证号码，公开前应当隐去。", _masked(number, 6, 3))


def _said_before(draft: Draft, at: int, words: re.Pattern[str], reach: int = 24) -> bool:
    return bool(words.search(draft.text, max(0, at - reach), at))


def _identity_wrong(draft: Draft) -> Iterator[Hit]:
    for match, number in _identities(draft):
        if not _is_valid(number) and _said_before(draft, match.start(), _IDENTITY_WORDS):
            message = "这个身份证号码的校验码或者地区代码不对，像是抄错了一位，请核对；公开前还应隐去。"
            yield Hit(match.start(), match.end(), message)


def _mobile(draft: Draft) -> Iterator[Hit]:
    for match in _numbers(draft, _MOBILE):
        if not draft.is_address(*match.span()):
            start, end = match.span("n")
            yield Hit(start, end, "手机号码属于个人信息，公务联系以外请隐去。", _masked(match["n"], 3, 4))


def _card(draft: Draft) -> Iterator[Hit]:
    for match in _numbers(draft, _CARD):
        digits = expression(r"\D").sub("", match.group())
        known = digits.startswith("62") or (len(digits) == 16 and digits[0] in "45") or _said_before(draft, match.start(), _CARD_WORDS, 16)
        if 16 <= len(digits) <= 19 and known and _is_card(digits) and not _IDENTITY.fullmatch(digits):
            yield Hit(match.start(), match.end(), "这是银行卡号（校验位正确），公开前应当隐去。", _masked(digits, 4, 4))


def _paper(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_PAPER, ("护照", "通行证", "台胞证", "回乡证", "军官证", "士兵证", "警官证", "居留证", "居住证"), 40):
        if match["n"][0].isalpha() or match["paper"] in ("台胞证", "军官证", "士兵证", "警官证"):
            yield Hit(*match.span("n"), f"这是{match['paper']}号码，公开前应当隐去。", _masked(match["n"], 2, 2))


def _plate(draft: Draft) -> Iterator[Hit]:
    for match in _PLATE.finditer(draft.text):
        start, end = match.start() - 1, match.end()
        if match.start() == 0 or draft.text[start] not in _PROVINCES:
            continue
        number = draft.text[start:end]
        if expression(r"\d{2}").search(number) and _PLATE_WORDS.search(draft.text, max(0, start - 40), end + 20):
            yield Hit(start, end, "车牌号码可以查到车主，公开前请核对是否隐去。", f"{number[:2]}***{number[-2:]}")


def _home(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_HOME, ("住址", "地址", "住地", "家住"), 80):
        yield Hit(*match.span("n"), "这是个人的住址，公开前请隐去门牌号码。")


def _accounts(draft: Draft) -> Iterator[Hit]:
    if not _TO_PUBLISH.search(draft.title or draft.text[:200]):
        return
    for match in draft.find(_MAIL, ("@",), 80):
        yield Hit(*match.span(), "这像是个人的电子邮箱，公开的文件里请用单位邮箱或者隐去。")
    for match in draft.find(_ACCOUNT, ("微信", "QQ", "支付宝"), 40):
        yield Hit(*match.span("n"), f"{match['what']}属于个人信息，公开前请核对是否隐去。", _masked(match["n"], 2, 2))


CHECKS = (
    Check(
        code="identity-number",
        title="居民身份证号码没有隐去",
        family="privacy",
        level=Level.WARNING,
        basis=_LAW,
        why="公示、通报里出现完整身份证号码，是政府信息公开中最常见的泄露；校验码不对的数字串不报。",
        find=_identity,
        examples=(
            Example("张某某，身份证号⟦11010519491231002X⟧。", "张某某，身份证号110105********002X。"),
            Example("身份证号：⟦110105 19491231 002x⟧", "身份证号：110105********002X"),
            Example("身份证号⟦110105491231002⟧。", "身份证号110105******002。"),
        ),
        passes=(
            "项目编号110105194912310021。",
            "身份证号110105********002X。",
            "统一社会信用代码：91330100MA2GXXXXX1",
            "项目编码110105491231002。",
        ),
    ),
    Check(
        code="identity-number-wrong",
        title="身份证号码有误",
        family="privacy",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="身份证号码的最后一位是前17位算出来的校验码，对不上就是抄错了。",
        find=_identity_wrong,
        examples=(Example("身份证号：⟦110105194912310021⟧", "身份证号：110105********002X"),),
        passes=("身份证号：11010519491231002X", "项目编号110105194912310021。"),
    ),
    Check(
        code="bank-card-number",
        title="银行卡号没有隐去",
        family="privacy",
        level=Level.WARNING,
        basis=_LAW,
        why="补贴公示表里常带银行卡号；校验位不对的数字串不报。",
        find=_card,
        examples=(
            Example("发放至⟦6222020000000000000⟧账户。", "发放至6222***********0000账户。"),
            Example("卡号⟦6222 0200 0000 0000 000⟧", "卡号6222***********0000"),
        ),
        passes=("统一编号6222020000000000001。", "统一社会信用代码：91330100MA2GXXXXX1", "合同编号9558800000000000"),
    ),
    Check(
        code="mobile-number",
        title="手机号码",
        family="privacy",
        level=Level.HINT,
        basis=_OPENNESS,
        why="公示、答复类文件里的个人手机号码应当隐去；公务联系电话可以保留。",
        find=_mobile,
        examples=(
            Example("反映人联系电话⟦13800000000⟧。", "反映人联系电话138****0000。"),
            Example("电话：+86 ⟦138-0000-0000⟧", "电话：+86 138****0000"),
        ),
        passes=("联系电话0571-85000000。", "编号2138000000001。", "金额13800000000.55元"),
    ),
    Check(
        code="passport-number",
        title="护照、通行证等证件号码没有隐去",
        family="privacy",
        level=Level.WARNING,
        basis=_LAW,
        why="护照、通行证、军官证号码与身份证号码一样是个人身份信息。",
        find=_paper,
        examples=(Example("持护照⟦E00000000⟧出境。", "持护照E0*****00出境。"),),
        passes=("办理护照5000本。", "护照号码E0*****00"),
    ),
    Check(
        code="plate-number",
        title="车牌号码",
        family="privacy",
        level=Level.HINT,
        basis=_OPENNESS,
        why="车牌号码可以查到车主；公务用车、运营车辆可以保留。",
        find=_plate,
        examples=(Example("驾驶⟦京A00000⟧小型轿车。", "驾驶京A***00小型轿车。"),),
        passes=("京A牌照管理办法", "国道G45京承段", "型号鲁K12345号标准"),
    ),
    Check(
        code="home-address",
        title="个人住址没有隐去",
        family="privacy",
        level=Level.HINT,
        basis=_LAW,
        why="公示、答复中的家庭住址写到村、社区即可，门牌号码应当隐去。",
        find=_home,
        examples=(Example("家庭住址：⟦某市某区某路12号3栋101室⟧", "家庭住址：某市某区"),),
        passes=("公司注册地址：某市某区某路12号", "家庭住址：某市某区某村"),
    ),
    Check(
        code="personal-account",
        title="个人邮箱、微信号",
        family="privacy",
        level=Level.HINT,
        basis=_OPENNESS,
        why="公示、公开的文件里个人的邮箱、微信号、QQ号应当核对是否需要；只看要公布的文件。",
        find=_accounts,
        examples=(
            Example(
                "标题| 关于拟聘用人员的公示\n报名邮箱：⟦zhang000000@qq.com⟧", "标题| 关于拟聘用人员的公示\n报名邮箱：office@example.cn"
            ),
        ),
        passes=("标题| 关于防汛的通知\n邮箱：zhang000000@qq.com", "标题| 关于拟聘用人员的公示\n邮箱：office@example.gov.cn"),
    ),
)
