"""错别字和用词: tables of wrong characters, variant forms, redundant phrases, confused words."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Strength
from drafting.proofing.check import PLAIN, Check, Example, Hit, practice
from drafting.proofing.common_words import straddles
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.shapes import avoid, consistent, context, inside_quotes, pattern, prefer
from drafting.proofing.tables import excepted, places, row

_VARIANTS = Basis("《第一批异形词整理表》（GF 1001—2001）、《现代汉语词典》", "", Strength.SHOULD)
_AFFAIRS = Basis("新闻报道和公文的规范提法", "", Strength.SHOULD)


_characters = prefer("confusables")
_slips = prefer("slips")


def _quoted(draft: Draft, name: str, message: str, *, alone: bool) -> Iterator[Hit]:
    """Tell of the terms of table ``name`` inside quotation marks and title marks, as a slogan or a title has them.

    A quotation that is nothing but a misspelt word speaks of the word (“布署”是错别字): only what stands ``alone`` as a slogan is told.
    """
    text = draft.text
    for which, start, end in places(draft, name):
        if not draft.is_quoted(start, end) or draft.is_address(start, end):
            continue
        if not alone and text[start - 1] in "“‘「《〈" and text[end] in "”’」》〉":
            continue
        found = row(name, which)
        if found.unless and excepted(found.unless, text, start, end):
            continue
        if ((not found.since and not found.until) or found.holds(draft.date, draft.year)) and draft.is_word(start, end, found.right):
            told = message.format(wrong=inside_quotes(found.wrong), right=inside_quotes(found.right))
            yield Hit(start, end, f"{told}（{found.note}）。" if found.note else f"{told}。", found.right)


_NUMBER_AFTER = expression(rf"{HAN}{{0,3}}[〔\[［【﹝](?:19|20)\d\d")


def _wrong_characters(draft: Draft) -> Iterator[Hit]:
    yield from _characters(draft)
    for hit in _slips(draft):
        if _NUMBER_AFTER.match(draft.text, hit.end):
            continue  # 青水[保验]备〔2023〕8号: the short name of an office, one character for each word
        if hit.end - hit.start > 2 or not straddles(draft.text, hit.start, hit.end):
            yield hit


def _wrong_characters_quoted(draft: Draft) -> Iterator[Hit]:
    return _quoted(draft, "confusables", "“{wrong}”应为“{right}”；引用的标题、原话要与原文一致，请对照原文再改", alone=False)


_FIXED = "“{wrong}”的规范提法是“{right}”"
_phrases = prefer("fixed_phrases", _FIXED)
_members = context("fixed_in_context", _FIXED)


def _fixed(draft: Draft) -> Iterator[Hit]:
    yield from _phrases(draft)
    yield from _quoted(draft, "fixed_phrases", _FIXED, alone=True)
    yield from _members(draft)


def _jiezhi(draft: Draft) -> Iterator[Hit]:
    deadline = expression(
        rf"截止(?P<to>到)?(?=(?:(?:19|20)\d\d年|\d{{1,2}}月(?:\d{{1,2}}日|底|末)|今年|去年|本月|上月|目前|当前|现在|今天|昨日|今日|[一二][〇零○{CJK}]{{3}}年))"
    )
    for match in deadline.finditer(draft.text):
        after = draft.text[match.end() : match.end() + 40].split("\n")[0]
        # 截止到某日（为止） and 报名于某日截止 are right: there 截止 is the verb “to close”.
        if match["to"] or expression(r"[^，。；]{0,16}(?:为止|止[，。；]|截止)").match(after) or draft.is_quoted(*match.span()):
            continue
        before = draft.text[max(0, match.start() - 6) : match.start()]
        if expression(r"(?:报名|申报|投标|受理|征集|申请|缴费|活动|时间|日期|期限|招标|登记)[:：为]?$").search(before):
            continue
        yield Hit(match.start(), match.end(), "“截止”是停止，后面接时间点表示到某时为止，应用“截至”。", "截至")


CHECKS = (
    Check(
        code="wrong-characters",
        title="错别字",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why="输入法同音、形近造成的错字，一个错字就会在会上被念出来。",
        find=_wrong_characters,
        examples=(
            Example("请按时⟦布署⟧相关工作。", "请按时部署相关工作。"),
            Example("做到⟦独挡一面⟧。", "做到独当一面。"),
        ),
        passes=(
            "依照第十六条列入名单。",
            "备案号：青水保验备〔2024〕8号。",
            "加强单位与企业合作。",
            "坚持以经济建设为中心。",
            "向委员会报送材料。",
            "按装机容量计算。",
            "“布署”是错别字。",
            "撑起帐篷安置群众。",
            "根据规划安排工作。",
        ),
        sure=True,
    ),
    Check(
        code="wrong-characters-quoted",
        title="书名号、引号里的错别字",
        family="wrong-characters",
        level=Level.WARNING,
        basis=PLAIN,
        why="引用的文件标题、原话、口号里有错字，可能是抄错了，也可能原文就是这样，要对照原文再改。",
        find=_wrong_characters_quoted,
        examples=(
            Example("印发《关于⟦布署⟧防汛工作的通知》。", "印发《关于部署防汛工作的通知》。"),
            Example("开展“按时⟦布署⟧、按时落实”活动。", "开展“按时部署、按时落实”活动。"),
        ),
        passes=("“布署”是错别字。", "《布署》一书已经印发。", "印发《关于部署防汛工作的通知》。"),
    ),
    Check(
        code="wrong-characters-in-context",
        title="音同义近的词用错",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why="两个词都有，只是搭配不同：反映情况与反应迅速、必须坚持与必需品、权利与权力。",
        find=context("in_context"),
        examples=(
            Example("群众多次来信⟦反应⟧问题。", "群众多次来信反映问题。"),
            Example("各单位⟦必需⟧加强管理。", "各单位必须加强管理。"),
        ),
        passes=("应急反应迅速。", "提供生活必需品。", "行使权力要受监督。", "快速反应机制", "必需加工的原料"),
    ),
    Check(
        code="deadline-word",
        title="“截止”应为“截至”",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why="“截止”表示停止，不带时间宾语；“截至2024年5月”才对。",
        find=_jiezhi,
        examples=(Example("⟦截止⟧2024年5月底，已完成八成。", "截至2024年5月底，已完成八成。"),),
        passes=("报名截止2024年5月8日。", "报名于2024年5月8日截止。", "截止日期为2024年5月8日。", "截止2024年5月8日止。"),
    ),
    Check(
        code="variant-words",
        title="异形词没有用推荐词形",
        family="wording",
        level=Level.WARNING,
        basis=_VARIANTS,
        why="同一个词有几种写法时，公文用国家推荐的词形。",
        find=prefer("variants", "“{wrong}”推荐写作“{right}”"),
        examples=(Example("妥善处理⟦其它⟧事项。", "妥善处理其他事项。"), Example("建立工作⟦台帐⟧。", "建立工作台账。")),
        passes=("妥善处理其他事项。", "尤其它的作用。", "撑起帐篷安置群众。", "《报导文学选》"),
    ),
    Check(
        code="redundant-words",
        title="词语重复累赘",
        family="wording",
        level=Level.WARNING,
        basis=PLAIN,
        why="“涉及”已含“到”，“凯旋”已含“归来”，重复的字删去更简明。",
        find=prefer("redundant", "“{wrong}”语义重复，写“{right}”即可"),
        examples=(Example("此事⟦涉及到⟧三个部门。", "此事涉及三个部门。"), Example("代表团⟦凯旋归来⟧。", "代表团凯旋。")),
        passes=("此事涉及三个部门。",),
    ),
    Check(
        code="fixed-phrases",
        title="固定提法写错",
        family="wording",
        level=Level.ERROR,
        basis=PLAIN,
        why="政治表述和固定提法一字不能差。",
        find=_fixed,
        examples=(
            Example("坚持⟦青山绿水就是金山银山⟧的理念。", "坚持绿水青山就是金山银山的理念。"),
            Example("增强⟦“五个意识”⟧，坚定“四个自信”。", "增强“四个意识”，坚定“四个自信”。"),
            Example("深化“⟦放服管⟧”改革。", "深化“放管服”改革。"),
            Example("树牢“⟦青山绿水就是金山银山⟧的理念”。", "树牢“绿水青山就是金山银山的理念”。"),
            Example("树牢⟦创新、绿色、协调、开放、共享⟧的理念。", "树牢创新、协调、绿色、开放、共享的理念。"),
        ),
        passes=("村里青山绿水环绕。", "增强“四个意识”，坚定“四个自信”，做到“两个维护”。", "走有中国特色的社会主义道路。"),
    ),
    Check(
        code="outdated-terms",
        title="提法已经不用或者不宜用",
        family="wording",
        level=Level.WARNING,
        basis=_AFFAIRS,
        why="称呼残疾人、老年人等群体和涉外表述，有规范提法，旧提法不宜再用。",
        find=avoid("outdated_terms", "“{wrong}”不宜使用，规范提法为“{right}”"),
        examples=(
            Example("关爱⟦残废人⟧。", "关爱残疾人。"),
            Example("融入⟦“一带一路”战略⟧。\n日期| 2024年5月8日", "融入“一带一路”倡议。\n日期| 2024年5月8日"),
        ),
        passes=("关爱残疾人。", "融入“一带一路”战略。\n日期| 2017年5月8日", "一级伤残军人"),
    ),
    Check(
        code="two-faced-sentence",
        title="句式杂糅",
        family="wording",
        level=Level.WARNING,
        basis=PLAIN,
        why="两种句式混在一起：“原因是因为”“本着……为原则”“切忌不要”。",
        find=context("mixed_sentences", "“{wrong}”句式杂糅，可改为“{right}”"),
        examples=(Example("主要⟦原因是因为⟧责任不落实。", "主要原因是责任不落实。"),),
        passes=("主要原因是责任不落实。", "本着实事求是的原则办理。"),
    ),
    Check(
        code="subject-missing",
        title="“通过……使……”“在……下使……”缺主语",
        family="wording",
        level=Level.WARNING,
        basis=PLAIN,
        why="“通过”“经过”“由于”“在……下”与“使”连用，句子没有主语，删去其中一个。",
        find=pattern(
            r"(?:(?m:^)[\s　]*|(?<=[。；]))"
            r"(?P<h>通过|经过|由于|在(?=[^，。；：\n]{2,40}(?:领导|关心|支持|帮助|指导|努力|推动|带动|配合)下，使))"
            rf"[^，。；：\n“《]{{2,40}}，(?P<x>使得?)(?!用)(?={HAN}{{2}})",
            "“{h}……，使……”缺主语，删去“{h}”或者“使”",
            None,
            keys=("，使",),
            reach=50,
            group="x",
        ),
        examples=(
            Example("通过开展专项整治行动，⟦使⟧市场秩序明显好转。", "开展专项整治行动，使市场秩序明显好转。"),
            Example("由于连续强降雨，⟦使⟧河道水位上涨。", "由于连续强降雨，河道水位上涨。"),
            Example("在上级部门的大力支持下，⟦使⟧各项工作顺利完成。", "在上级部门的大力支持下，各项工作顺利完成。"),
        ),
        passes=("开展专项整治行动，使市场秩序明显好转。", "通过学习，我们使用了新设备。"),
    ),
    Check(
        code="make-decisions",
        title="“做出决定”宜作“作出决定”",
        family="wording",
        level=Level.HINT,
        basis=practice("党政机关和法律文本用字惯例"),
        why="与“决定”搭配，公文和法律文本用“作出”；做出贡献、做出安排两种写法都行。",
        find=pattern(
            r"(?P<x>做出)(?=了?(?:[\u4e00-\u9fff]{0,6}的|重大|重要|行政|处罚|处理)?决定)",
            "公文用“作出”",
            "作出",
            group="x",
        ),
        examples=(Example("会议⟦做出⟧重要决定。", "会议作出重要决定。"),),
        passes=("做出突出贡献的单位", "做出安排部署", "做出一批好产品"),
    ),
    Check(
        code="spoken-words",
        title="用了口语",
        family="wording",
        level=Level.HINT,
        basis=practice("公文文风要求"),
        why="“咋”“啥”“甭”是口语，公文用书面语；引用群众原话时加引号。",
        find=pattern(
            rf"(?<![惊令让])咋(?!呼|舌|咋)(?={HAN})|啥(?!时候?们)|甭|俺们?|忽悠|瞎(?:折腾|指挥|忙活)|压根儿",
            "“{0}”是口语，公文用书面语",
            lambda m: {"咋": "怎么", "啥": "什么", "甭": "不用"}.get(m.group()),
            keys=("咋", "啥", "甭", "俺", "忽悠", "瞎", "压根儿"),
            reach=6,
        ),
        examples=(
            Example("这项工作⟦咋⟧推进，要拿出办法。", "这项工作怎么推进，要拿出办法。"),
            Example("说⟦啥⟧都不能放松监管。", "说什么都不能放松监管。"),
        ),
        passes=("群众说：“这事咋办？”", "令人咋舌", "这项工作怎么推进，要拿出办法。"),
    ),
    Check(
        code="hereinafter-short",
        title="“下称”应写“以下简称”",
        family="wording",
        level=Level.HINT,
        basis=practice(),
        why="公文中简称第一次出现时，写“以下简称”。",
        find=pattern(r"(?P<x>(?<!以)(?:下称|下简称))(?=[“《])", "公文中写“以下简称”", "以下简称", keys=("下称", "下简称"), group="x"),
        examples=(Example("某某发展规划纲要（⟦下称⟧《纲要》）", "某某发展规划纲要（以下简称《纲要》）"),),
        passes=("某某发展规划纲要（以下简称《纲要》）", "（以下称“甲方”）"),
    ),
    Check(
        code="terms-not-uniform",
        title="同一用语前后写法不一",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="同一份文件里同一个用语只用一种写法。",
        find=consistent(
            (
                ("账号", "帐号"),
                ("图像", "图象"),
                ("想象", "想像"),
                ("含义", "涵义"),
                ("交代", "交待"),
                ("亟须", "亟需"),
                ("登录", "登陆"),
            )
        ),
        examples=(Example("两处写含义，又写含义，一处写⟦涵义⟧。", "两处写含义，又写含义，一处写含义。"),),
        passes=("台风登陆我市。", "一处写含义，“涵义”在引号里。"),
    ),
    Check(
        code="adverb-with-de",
        title="“的”“地”“得”用错",
        family="wrong-characters",
        level=Level.WARNING,
        basis=PLAIN,
        why="修饰名词用“的”，修饰动词用“地”，补语前用“得”。",
        find=context("de_particles"),
        examples=(
            Example("政府办公室将一如既往⟦的⟧支持基层工作。", "政府办公室将一如既往地支持基层工作。"),
            Example("各项工作做⟦的⟧很扎实。", "各项工作做得很扎实。"),
            Example("取得了显著⟦地⟧成绩。", "取得了显著的成绩。"),
        ),
        passes=(
            "感谢社会各界一如既往的关心。",
            "坚定不移的决心",
            "巩固重要地位。",
            "依法做出有效的处理。",
            "本次会议做的较多的是工作部署。",
        ),
    ),
)
