"""标题: its end, its 文种, its redundant words, its lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.words import boundaries, cut, has_word
from drafting.proofing.check import GB9704, GB15834, REGULATION, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import HAN, KINDS, Draft
from drafting.proofing.families.title_text import titles
from drafting.proofing.shapes import Find, pattern


def in_title(source: str, message: str, better: str | Callable[[re.Match[str]], str | None] | None, group: str = "x") -> Find:
    """Return a finder for ``source`` in the titles; the fault is the group ``x``."""
    compiled = expression(source)

    def find(draft: Draft) -> Iterator[Hit]:
        for title in titles(draft):
            for match in compiled.finditer(title.text):
                suggestion = better(match) if callable(better) else better
                begin, end = match.span(group if match[group] is not None else match.lastgroup or group)
                yield title.hit(begin, end, message, suggestion)

    return find


_ENDED = expression(rf"[^，。；\n]{{0,30}}关于[^，。；！？\n]{{2,60}}(?:{'|'.join(KINDS)})(?P<x>[。.；;，,、]+)\s*$")


def _end(draft: Draft) -> Iterator[Hit]:
    titles = list(draft.each(Role.TITLE))
    for start, paragraph in titles:
        match = expression(r"(?P<x>[。；;.]+)\s*$").search(paragraph.text)
        if match:
            yield Hit(start + match.start("x"), start + match.end("x"), "标题末尾不加标点。", "")
    if not titles and draft.paragraphs:  # a full stop makes a title look like body text
        match = _ENDED.match(draft.paragraphs[0].text)
        if match:
            yield Hit(match.start("x"), match.end("x"), "标题末尾不加标点。", "")


def _kind_only(draft: Draft) -> Iterator[Hit]:
    # 公告 and 通告 alone are customary; the rest leave the reader without a subject.
    for start, paragraph in draft.each(Role.TITLE):
        text = expression(r"\s").sub("", paragraph.text)
        if text in ("请示", "报告", "函", "复函", "通知", "批复", "意见", "通报", "决定") and draft.title.replace(" ", "") == text:
            yield Hit(start, start + len(paragraph.text), f"标题只有文种“{text}”，应当由发文机关名称、事由和文种组成。")


def _split_word(draft: Draft) -> Iterator[Hit]:
    lines: list[tuple[int, str]] = []
    for start, paragraph in draft.each():
        if paragraph.role is not Role.TITLE:
            if lines:
                break
            continue
        at = start
        for line in paragraph.text.split("\n"):
            lines.append((at, line))
            at += len(line) + 1
    for (start, line), (_, following) in itertools.pairwise(lines):
        left, right = line.strip(), following.strip()
        # 案由：……, 提案单位：…… below a title is a line of a form.
        if (
            not (left and right)
            or "：" in right
            or left[-1] in KINDS
            or not expression(rf"{HAN}$").search(left)
            or not expression(rf"{HAN}").match(right)
        ):
            continue
        if _CLEAR_JOINT.search(f"{left}\n{right}"):
            continue  # a word ends there for certain: the dictionary, slow to load, need not be asked
        # A word is told where it lies with one character on one side of the break, and has four at most.
        across = [left[-before:] + right[:after] for before, after in ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1))]
        if has_word(*across) and len(left) not in boundaries(left + right):
            end = start + len(line.rstrip())
            first, second = _across(left, right)
            word = first + second
            # 人民代表大会|常务委员会, 实施|方案: one word in the dictionary, two to a reader. 国防法|国歌法: 法国 is no word here, for on
            # its own side of the break each half belongs to another.
            if len(word) > 4 or (len(first) > 1 and len(second) > 1) or cut(left)[-1] != first or cut(right)[0] != second:
                continue
            yield Hit(end - 1, end, f"标题在词语“{word}”中间回行，回行时应当词意完整。")


def _across(left: str, right: str) -> tuple[str, str]:
    """Return the two parts of the word that the break divides."""
    ends = boundaries(left + right)
    begin, end = max(e for e in ends if e < len(left)), min(e for e in ends if e > len(left))
    return left[begin:], right[: end - len(left)]


_CLEAR_JOINT = expression(r"(?:关于|、)\n|\n(?:关于|印发|转发|批转|做好|开展|加强|推进|实施|进一步|通知|通报|意见|决定|请示|报告|批复|函)")
_LAWS = r"(?:条例|规定|办法|细则|规则|规程|章程|准则|守则|制度|实施办法|管理办法)"

CHECKS = (
    Check(
        code="title-full-stop",
        title="标题末尾用了句号",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="公文标题是一个名词性短语，末尾不加句号、逗号、分号。",
        find=_end,
        examples=(Example("标题| 关于做好防汛工作的通知⟦。⟧", "标题| 关于做好防汛工作的通知"),),
        passes=(
            "标题| 关于做好防汛工作的通知",
            "各单位要做好防汛工作。",
            "标题| 怎样写好一篇讲话稿？",
            "关于做好此事的安排，县里将另行发通知。",
        ),
    ),
    Check(
        code="request-report-title",
        title="请示和报告混用为“请示报告”",
        family="title",
        level=Level.ERROR,
        basis=must(REGULATION, "第八条"),
        why="请示和报告是两个文种，请求指示、批准用请示，汇报工作用报告，不得混用。",
        find=in_title(r"(?P<x>请示报告|申请报告|请示函)\s*$", "没有这个文种，请求指示、批准用“请示”。", "请示"),
        examples=(Example("标题| 关于增加编制的⟦请示报告⟧", "标题| 关于增加编制的请示"),),
        passes=("标题| 关于健全请示报告制度的通知", "标题| 关于重大事项请示报告工作情况的报告"),
    ),
    Check(
        code="invented-kind",
        title="生造文种",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="公文种类有十五种，没有“意见报告”“请求函”“情况报告”等文种，2012年起“会议纪要”也改为“纪要”。",
        find=in_title(
            r"(?P<x>意见报告|请求函|申请函|通知函|报告函|汇报报告|情况汇报的报告|批示函|答复意见函|请示申请|请求报告|函告|批复函|请示批复|决定通知|公告通知|通知通报|报告请示|联系函|商洽函|协调函|情况通知)"
            r"(?:[（(][^）)]{1,8}[）)])?\s*$"
            r"|关于.{2,}(?P<made>的(?:情况报告|会议纪要|报告汇报))\s*$",
            "公文没有这个文种，请改用法定文种。",
            lambda m: {"的情况报告": "情况的报告", "的会议纪要": "的纪要"}.get(m["made"] or ""),
        ),
        examples=(
            Example("标题| 关于商请支持项目建设的⟦请求函⟧", "标题| 关于商请支持项目建设的函"),
            Example("标题| 关于防汛工作⟦的情况报告⟧", "标题| 关于防汛工作情况的报告"),
            Example("标题| 关于研究防汛工作⟦的会议纪要⟧", "标题| 关于研究防汛工作的纪要"),
        ),
        passes=(
            "标题| 关于商请支持项目建设的复函",
            "标题| 关于2024年工作情况的报告",
            "标题| 清源市人民政府常务会议纪要",
            "标题| 清源市2024年经济运行情况报告",
        ),
    ),
    Check(
        code="title-kind-only",
        title="标题只有文种",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（七）"),
        why="标题由发文机关名称、事由和文种组成，只写“请示”“通知”看不出事由。",
        find=_kind_only,
        examples=(Example("标题| ⟦请示⟧\n主送| 某市人民政府：", "标题| 关于增加经费的请示\n主送| 某市人民政府："),),
        passes=("标题| 公告", "标题| 通　告", "正文| 通知"),
        passage=True,
    ),
    Check(
        code="redundant-request-in-title",
        title="请示的标题重复“请求”“申请”",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="文种“请示”已有请求的意思，标题中再写“请求”“申请”是重复。",
        find=in_title(
            r"关于(?P<x>请求|申请|恳请|要求|请予|呈请|报请)(?!书|人|表|材料|条件|程序|事项|强制|执行).*的请示\s*$",
            "“请示”已含请求的意思，标题中可以删去。",
            "",
        ),
        examples=(Example("标题| 关于⟦请求⟧解决防汛经费的请示", "标题| 关于解决防汛经费的请示"),),
        passes=("标题| 关于解决防汛经费的请示", "标题| 关于申请书格式的请示"),
    ),
    Check(
        code="redundant-submission-in-title",
        title="报告的标题重复“上报”“汇报”",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="文种“报告”已有上报的意思，标题中再写“上报”“汇报”是重复。",
        find=in_title(r"关于(?P<x>上报|汇报|呈报)(?!会|制度|材料).*的报告\s*$", "“报告”已含上报的意思，标题中可以删去。", ""),
        examples=(Example("标题| 关于⟦上报⟧安全生产情况的报告", "标题| 关于安全生产情况的报告"),),
        passes=("标题| 关于安全生产情况的报告",),
    ),
    Check(
        code="repeated-kind-in-title",
        title="标题文种重叠",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="转发通知的标题出现“的通知的通知”时，保留一个“通知”即可。",
        find=in_title(
            r"(?P<x>的通知的通知|的意见的意见|的函的函|的报告的报告|的通报的通报)\s*$",
            "标题中文种重叠，保留一个即可。",
            lambda m: m["x"][: len(m["x"]) // 2],
        ),
        examples=(Example("标题| 某市转发省财政厅关于做好决算工作⟦的通知的通知⟧", "标题| 某市转发省财政厅关于做好决算工作的通知"),),
        passes=("标题| 某市财政局关于转发《省财政厅关于做好决算工作的通知》的通知",),
    ),
    Check(
        code="regulation-title-unmarked",
        title="标题中的法规、制度名称没有书名号",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="印发、公布的法规、规章和管理制度，标题中其名称一般加书名号。",
        find=in_title(
            rf"(?:印发|颁布|公布|发布)(?P<x>[^《》“”、关于\s][^《》“”\s]{{2,40}}{_LAWS}(?:（(?:试行|暂行|修订)）)?)的(?:通知|令|公告|决定)\s*$",
            "标题中的法规、制度名称一般加书名号。",
            lambda m: f"《{m['x']}》",
        ),
        examples=(Example("标题| 关于印发⟦差旅费管理办法⟧的通知", "标题| 关于印发《差旅费管理办法》的通知"),),
        passes=("标题| 关于印发2024年工作要点的通知", "标题| 关于印发《差旅费管理办法》的通知"),
        passage=True,
    ),
    Check(
        code="reply-title-with-dui",
        title="批复的标题多一个“对”",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="批复的标题写“关于××的批复”，“对”字多余。",
        find=in_title(r"关于(?P<x>对)(?!外|口|标|接|港|台|俄|美|日).*的批复\s*$", "批复的标题不必写“对”。", ""),
        examples=(Example("标题| 关于⟦对⟧设立开发区的批复", "标题| 关于设立开发区的批复"),),
        passes=("标题| 关于对外投资项目的批复", "标题| 关于设立开发区的批复"),
    ),
    Check(
        code="title-without-about",
        title="授予称号的标题没有“关于”",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="标题中发文机关与事由之间用“关于”，写“××关于授予××称号的通报”，不写“××授予××称号的通报”。",
        find=in_title(
            r"^(?:(?!关于|印发|转发|公布).){2,30}?(?P<x>授予|追授)(?!关于).{2,60}(?:称号|奖|勋章)的(?:通报|决定)\s*$",
            "“授予”前缺“关于”。",
            lambda m: f"关于{m['x']}",
        ),
        examples=(
            Example("标题| 青山市人民政府⟦授予⟧清源街道文明街道称号的通报", "标题| 青山市人民政府关于授予清源街道文明街道称号的通报"),
        ),
        passes=("标题| 青山市人民政府关于授予清源街道文明街道称号的通报", "标题| 关于表彰先进并授予称号的决定"),
    ),
    Check(
        code="status-outside-title-marks",
        title="“（草案）”“（试行）”放在书名号外",
        family="title",
        level=Level.HINT,
        basis=should(GB15834, "4.15"),
        why="“草案”“试行”是文件名称的一部分时，括注放在书名号内。",
        find=pattern(
            r"(?P<close>》)(?P<note>[（(](?:草案|试行|暂行|征求意见稿|送审稿|修订稿|讨论稿|修订草案|修正草案|试点)[）)])",
            "括注是文件名称的一部分，应放在书名号内",
            "{note}》",
            quoted=True,
        ),
        examples=(Example("审议《某市养犬管理条例⟦》（草案）⟧。", "审议《某市养犬管理条例（草案）》。"),),
        passes=("审议《某市养犬管理条例（草案）》。", "修订《某市养犬管理条例》（以下简称《条例》）。"),
    ),
    Check(
        code="word-split-in-title",
        title="标题回行拆开了词语",
        family="title",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.1"),
        why="标题分行时要做到词意完整，不把一个词拆在两行。",
        find=_split_word,
        examples=(Example("标题| 关于加强机关作风⟦建⟧\n标题| 设的通知", "标题| 关于加强机关作风建设的通知"),),
        passes=(
            "标题| 某市人民政府\n标题| 关于扎实推进防汛抗旱工作的通知",
            "标题| 关于印发防汛工作实施\n标题| 方案的通知",
            "标题| 关于加强水利\n标题| 工程管理的通知",
            "标题| 关于学习国旗法国防法\n标题| 国歌法的通知",
            "标题| 关于加快修复河堤的建议\n标题| 案 由：关于加快修复河堤的建议",
        ),
    ),
)
