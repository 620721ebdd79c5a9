"""版头和版记: 份号、密级 together, how long a secret lasts, 签发人, the order of joint issuers, the lines of 印发."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, PLAIN_FACT, REGULATION, Check, Example, Hit, must, practice
from drafting.proofing.draft import Draft, read_date

_SECRECY_LAW = "《中华人民共和国保守国家秘密法》"
_LONGEST = {"绝密": 30, "机密": 20, "秘密": 10}  # years, article 20
_LEVEL = expression(
    r"(?P<level>绝密|机密|秘密)(?P<mark>[\s　]*[*＊☆·•\-—－:：]?[\s　]*)(?P<star>★?)[\s　]*"
    r"(?P<period>\d{1,3}|长期)?(?P<unit>年|个月|月|日)?"
)
_DOWNWARD = ("通知", "通报", "批复", "决定", "通告", "公告", "命令")
_TELEGRAM = expression(r"电报|明电|密电|传真|电〔")
_PRINTED_DATE = expression(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?P<after>[^\n]*)$")

_IMPRINT = 4  # paragraphs at the end of the file that may be 版记
_PRINTED_AND = expression(r"\d日印发[ 　\t]*[（(]?(?:共印|打字|校对|核稿|印数|份数)")
_EXTRA = expression(r"[（(]?共印\s?\d+\s?份[）)]?|(?:打字|校对|核稿|责任编辑|印数|份数)[：:]\S*")


def _secrecy_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.SECRECY):
        found = _LEVEL.search(paragraph.text)
        if not found or found["star"]:
            continue
        if found["period"] and found["mark"]:
            yield Hit(start + found.end("level"), start + found.start("period"), "密级和保密期限之间用“★”隔开。", "★")
        elif found["period"]:
            right = f"{found['level']}★{found['period']}"
            yield Hit(start + found.start("level"), start + found.end("period"), "密级和保密期限之间用“★”隔开。", right)
        elif found["mark"].strip():
            yield Hit(start + found.end("level"), start + found.end("mark"), "密级和保密期限之间用“★”隔开。", "★")


def _secrecy_period(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.SECRECY):
        found = _LEVEL.search(paragraph.text)
        if not found:
            continue
        if found["period"] is None:
            if not expression(r"[一二三四五六七八九十长]").search(paragraph.text[found.end("level") :]):
                message = "只标了密级，没有标保密期限，涉密公文应当同时标注（如“机密★1年”）。"
                yield Hit(start + found.start("level"), start + found.end("level"), message)
        elif found["unit"] is None and found["period"] != "长期":
            yield Hit(start + found.start("period"), start + found.end("period"), "保密期限没有写明是年、月还是日。")


def _secrecy_too_long(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.SECRECY):
        found = _LEVEL.search(paragraph.text)
        if found and found["unit"] == "年" and (found["period"] or "").isdigit():
            longest = _LONGEST[found["level"]]
            if int(found["period"]) > longest:
                message = f"{found['level']}级的保密期限不超过{longest}年，这里写了{found['period']}年。"
                yield Hit(start + found.start("period"), start + found.end("unit"), message)


def _copy_number_missing(draft: Draft) -> Iterator[Hit]:
    if Role.COPY_NUMBER in draft.by_role or Role.ISSUER_MARK not in draft.by_role:
        return
    for start, paragraph in draft.each(Role.SECRECY):
        if not _LEVEL.search(paragraph.text):
            continue
        yield Hit(start, start + len(paragraph.text), "涉密公文应当标注份号（6位数字，在密级上面一行）。")
        return


_TOP_DOWN = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)


def _order(draft: Draft) -> Iterator[Hit]:
    places = [(draft.by_role[role][0], role) for role in _TOP_DOWN if role in draft.by_role]
    for ((index, start), _), ((above, _), _) in zip(places[1:], places, strict=False):
        if index < above:
            message = "版头左上角自上而下的顺序是份号、密级和保密期限、紧急程度，这一行的次序不对。"
            yield Hit(start, start + len(draft.paragraphs[index].text), message)
            return


def _mark_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.ISSUER_MARK):
        found = expression(r"(?P<end>(?:[（(“《]\s*文\s*件\s*[）)”》]|红头文件|发文|文件)[。．.！：:、，]?)\s*$").search(paragraph.text)
        if found and expression(r"\s").sub("", found["end"]) != "文件":
            told = "发文机关标志由发文机关全称或者规范化简称加“文件”二字组成，不加其他字和标点。"
            yield Hit(start + found.start("end"), start + found.end("end"), told, "文件")


def _telegram_urgency(draft: Draft) -> Iterator[Hit]:
    head = draft.document.text_of(Role.DOCUMENT_NUMBER) + draft.document.text_of(Role.ISSUER_MARK)
    for start, paragraph in draft.each(Role.URGENCY):
        word = expression(r"[\s　]").sub("", paragraph.text)
        if word in ("特提", "平急") and Role.ISSUER_MARK in draft.by_role and not _TELEGRAM.search(head):
            yield Hit(start, start + len(paragraph.text), f"“{word}”是电报的等级，公文的紧急程度只有特急、加急两种。")


def _signer_downward(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in _DOWNWARD:
        return
    for start, paragraph in draft.each(Role.SIGNER):
        yield Hit(start, start + len(paragraph.text), f"“{draft.kind}”不是上行文，版头一般不标注签发人，请核对。")


def _signer_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.SIGNER, Role.DOCUMENT_NUMBER):
        found = expression(r"签[ 　]*发(?:[ 　]*人)?(?:[ 　]*[：:]|[ 　\t]*)").search(paragraph.text)
        if found and found.group() != "签发人：":
            yield Hit(start + found.start(), start + found.end(), "应写“签发人”三字，后标全角冒号。", "签发人：")


def _joint_order(draft: Draft) -> Iterator[Hit]:
    marks = [expression(r"[\s　]|文件$").sub("", draft.paragraphs[index].text) for index, _ in draft.by_role.get(Role.ISSUER_MARK, ())]
    marks = [mark for mark in marks if mark]
    signed = [
        (start, expression(r"[\s　]").sub("", draft.paragraphs[index].text), draft.paragraphs[index].text)
        for index, start in draft.by_role.get(Role.SIGNATURE, ())
    ]
    names = [name for _, name, _ in signed]
    if len(marks) < 2 or sorted(marks) != sorted(names) or marks == names:
        return
    at = next(n for n, (mark, name) in enumerate(zip(marks, names, strict=True)) if mark != name)
    start, _, text = signed[at]
    yield Hit(start, start + len(text), f"联合行文的署名顺序应与版头一致，这里应是“{marks[at]}”。")


def _printed_early(draft: Draft) -> Iterator[Hit]:
    signed = [read_date(paragraph.text) for _, paragraph in draft.each(Role.DATE)]
    dates = [date for date in signed if date]
    for start, paragraph in draft.each(Role.PRINTER):
        found = expression(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日").search(paragraph.text)
        printed = read_date(found.group()) if found else None
        if found and printed and dates and printed < min(dates):
            day = min(dates)
            message = f"印发日期早于成文日期（{day.year}年{day.month}月{day.day}日），请核对两处日期。"
            yield Hit(start + found.start(), start + found.end(), message)


def _printed_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.PRINTER):
        text = paragraph.text.rstrip()
        found = _PRINTED_DATE.search(text)
        if not found or found["after"].strip() == "印发":
            continue
        at = start + found.start("after")
        after = found["after"].strip()
        if after in ("", "印", "发", "印制", "印刷", "印出", "印发。", "打印", "制发", "发布", "发出"):
            day = text[found.start() : found.start("after")]
            yield Hit(start + found.start(), at + len(found["after"]), "印发日期后面应当加“印发”二字，不加其他字和句号。", f"{day}印发")


def _imprint_extra(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal:
        return
    last = len(draft.paragraphs) - _IMPRINT
    for index, (start, paragraph) in enumerate(zip(draft.starts, draft.paragraphs, strict=True)):
        if paragraph.role is Role.PRINTER or (index >= last and _PRINTED_AND.search(paragraph.text)):
            found = _EXTRA.search(paragraph.text)
            if found:
                yield Hit(start + found.start(), start + found.end(), "版记里没有印数、校对这些要素（旧标准的写法），请核对是否删去。", "")


def _old_copies_label(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.COPIES_TO):
        found = expression(r"[\s　]*(抄[\s　]*[报发]|报送|分送|呈送)(?=[\s　]*[：:])").match(paragraph.text)
        if found:
            yield Hit(start + found.start(1), start + found.end(1), f"版记里只用“抄送”，不用“{found[1]}”。", "抄送")


_HEAD = "机关标志| 青山市财政局文件"

CHECKS = (
    Check(
        code="secrecy-separator",
        title="密级与保密期限之间没有用★",
        family="header",
        level=Level.HINT,
        basis=practice("GB/T 9704—2012的式样"),
        why="国家标准式样写作“机密★1年”。",
        find=_secrecy_form,
        examples=(
            Example("密级| 机密⟦*⟧1年", "密级| 机密★1年"),
            Example("密级| 秘密⟦　⟧6个月", "密级| 秘密★6个月"),
            Example("密级| ⟦机密1⟧年", "密级| 机密★1年"),
        ),
        passes=("密级| 机密★1年", "密级| 秘密"),
        sure=True,
    ),
    Check(
        code="secrecy-without-period",
        title="密级没有保密期限",
        family="header",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（二）"),
        why="涉密公文应当根据涉密程度分别标注“绝密”“机密”“秘密”和保密期限。",
        find=_secrecy_period,
        examples=(Example("密级| ⟦机密⟧", "密级| 机密★1年"), Example("密级| 机密★⟦1⟧", "密级| 机密★1年")),
        passes=("密级| 机密★1年", "密级| 绝密★长期", "密级| 秘密★6个月"),
    ),
    Check(
        code="secrecy-period-too-long",
        title="保密期限超过法定最长期限",
        family="header",
        level=Level.ERROR,
        basis=must(_SECRECY_LAW, "第二十条"),
        why="绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。",
        find=_secrecy_too_long,
        examples=(Example("密级| 秘密★⟦20年⟧", "密级| 秘密★10年"),),
        passes=("密级| 绝密★30年", "密级| 机密★20年", "密级| 秘密★12个月"),
    ),
    Check(
        code="copy-number-missing",
        title="涉密公文没有份号",
        family="header",
        level=Level.ERROR,
        basis=must(REGULATION, "第九条（一）"),
        why="涉密公文应当标注份号，便于清点、登记、收回。",
        find=_copy_number_missing,
        examples=(Example(f"密级| ⟦机密★1年⟧\n{_HEAD}", f"份号| 000001\n密级| 机密★1年\n{_HEAD}"),),
        passes=("密级| 机密★1年", _HEAD),
        passage=True,
    ),
    Check(
        code="head-order",
        title="份号、密级、紧急程度次序不对",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.2.3"),
        why="如需同时标注，按照份号、密级和保密期限、紧急程度的顺序自上而下分行排列。",
        find=_order,
        examples=(
            Example(f"份号| 000001\n紧急程度| ⟦特急⟧\n密级| 机密★1年\n{_HEAD}", f"份号| 000001\n密级| 机密★1年\n紧急程度| 特急\n{_HEAD}"),
        ),
        passes=(f"份号| 000001\n密级| 机密★1年\n紧急程度| 特急\n{_HEAD}",),
    ),
    Check(
        code="issuer-mark-form",
        title="发文机关标志写法不合规定",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.2.4"),
        why="发文机关标志由发文机关全称或者规范化简称加“文件”二字组成，也可以只用机关名称。",
        find=_mark_form,
        examples=(
            Example("机关标志| 青山市财政局⟦（文件）⟧", "机关标志| 青山市财政局文件"),
            Example("机关标志| 青山市财政局⟦文件。⟧", _HEAD),
        ),
        passes=(_HEAD, "机关标志| 青山市财政局　文　件", "机关标志| 青山市财政局"),
    ),
    Check(
        code="telegram-urgency",
        title="公文用了电报的等级",
        family="header",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（三）"),
        why="紧急公文分别标注“特急”“加急”，电报才分“特提”“特急”“加急”“平急”。",
        find=_telegram_urgency,
        examples=(Example(f"紧急程度| ⟦平急⟧\n{_HEAD}", f"紧急程度| 加急\n{_HEAD}"),),
        passes=(f"紧急程度| 特急\n{_HEAD}", "紧急程度| 平急\n机关标志| 内部明电"),
    ),
    Check(
        code="signer-in-downward-document",
        title="不是上行文却标了签发人",
        family="header",
        level=Level.HINT,
        basis=must(REGULATION, "第九条（六）"),
        why="上行文应当标注签发人姓名；下行文不标，多是套用请示、报告的版头留下的。",
        find=_signer_downward,
        examples=(
            Example(
                f"{_HEAD}\n签发人| ⟦签发人：赵某某⟧\n标题| 关于做好决算工作的通知",
                f"{_HEAD}\n标题| 关于做好决算工作的通知",
            ),
        ),
        passes=(f"{_HEAD}\n签发人| 签发人：赵某某\n标题| 关于增加经费的请示", f"{_HEAD}\n签发人| 签发人：赵某某\n标题| 关于防汛工作的意见"),
    ),
    Check(
        code="signer-label",
        title="“签发人”写法不合规定",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.2.6"),
        why="由“签发人”三字加全角冒号和签发人姓名组成。",
        find=_signer_form,
        examples=(
            Example("签发人| ⟦签发:⟧赵某某", "签发人| 签发人：赵某某"),
            Example("文号| 某财〔2024〕5号　⟦签发人 ⟧赵某某", "文号| 某财〔2024〕5号　签发人：赵某某"),
        ),
        passes=("签发人| 签发人：　赵某某", "签发人| 签发人：赵某某", "文号| 某财〔2024〕5号"),
        sure=True,
    ),
    Check(
        code="joint-order-differs",
        title="联合行文的署名顺序与版头不一致",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.5"),
        why="联合行文时，署名按照发文机关顺序编排，主办机关在前。",
        find=_joint_order,
        examples=(
            Example(
                "机关标志| 青山市财政局\n机关标志| 青山市水利局\n标题| 关于防汛的通知\n落款| ⟦青山市水利局⟧\n落款| 青山市财政局",
                "机关标志| 青山市财政局\n机关标志| 青山市水利局\n标题| 关于防汛的通知\n落款| 青山市财政局\n落款| 青山市水利局",
            ),
        ),
        passes=("机关标志| 青山市财政局文件\n标题| 关于防汛的通知\n落款| 青山市水利局\n落款| 青山市财政局",),
    ),
    Check(
        code="printed-before-signed",
        title="印发日期早于成文日期",
        family="header",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="先签发成文、后印制发出，印发日期不会早于成文日期。",
        find=_printed_early,
        examples=(
            Example(
                "日期| 2024年5月8日\n印发| 某市财政局办公室　⟦2024年5月7日⟧印发",
                "日期| 2024年5月8日\n印发| 某市财政局办公室　2024年5月8日印发",
            ),
        ),
        passes=("日期| 2024年5月8日\n印发| 某市财政局办公室　2024年5月9日印发", "印发| 某市财政局办公室　2024年5月7日印发"),
    ),
    Check(
        code="printed-line-form",
        title="印发日期没有“印发”二字",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.4.3"),
        why="印发日期用阿拉伯数字将年、月、日标全，后加“印发”二字。",
        find=_printed_form,
        examples=(
            Example("印发| 某市财政局办公室　⟦2024年5月9日⟧", "印发| 某市财政局办公室　2024年5月9日印发"),
            Example("印发| 某市财政局办公室　⟦2024年5月9日印⟧", "印发| 某市财政局办公室　2024年5月9日印发"),
        ),
        passes=("印发| 某市财政局办公室　2024年5月9日印发", "印发| 某市财政局办公室　　　"),
        sure=True,
    ),
    Check(
        code="imprint-extra-line",
        title="版记里有旧标准的要素",
        family="header",
        level=Level.HINT,
        basis=practice("GB/T 9704—2012，旧标准的印数、校对已不列"),
        why="共印份数、打字、校对是1999年以前的写法，现行标准的版记只有抄送机关、印发机关和印发日期。",
        find=_imprint_extra,
        examples=(
            Example(
                f"{_HEAD}\n印发| 某市财政局办公室　2024年5月9日印发　⟦（共印50份）⟧", f"{_HEAD}\n印发| 某市财政局办公室　2024年5月9日印发　"
            ),
        ),
        passes=(f"{_HEAD}\n印发| 某市财政局办公室　2024年5月9日印发",),
    ),
    Check(
        code="copies-old-label",
        title="版记用了“抄报”",
        family="header",
        level=Level.WARNING,
        basis=must(GB9704, "7.4.2"),
        why="对上级、平级、下级都用“抄送”，不再分抄报、抄送、抄发。",
        find=_old_copies_label,
        examples=(Example("抄送| ⟦抄报⟧：市人民政府。", "抄送| 抄送：市人民政府。"),),
        passes=("抄送| 抄送：市人民政府。", "抄送| 主送：市人民政府。"),
        sure=True,
    ),
)
