"""残留: characters that are not what they look like: from PDF files, from fonts of their own, from a wrong encoding, from other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.shapes import Find, lines, pattern

# What PDF files give instead of characters: radicals as signs of their own, and characters kept for old Korean and Japanese codes.
_TWIN = expression(
    "[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9\U0002f800-\U0002fa1d]"
)
_PRIVATE = expression("[\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010fffd]+")
_CONTROL = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]+")
# UTF-8 read as GBK: 锛 is what “，” begins with, 銆 “。”, 鈥 a quotation mark; none of them stands in real text.
_WIDE = r"[^\x00-\x7f，。；：、“”]"
_GBK = expression(rf"(?:{_WIDE}{{0,12}}[锛銆鈥]{_WIDE}?){{2,}}|[锛銆][\ue000-\uf8ff屽傘]|锘縗")
_GBK_KEYS = ("锛", "銆", "鈥", "锘")
# GBK read as Latin-1: a run of accented letters; ×, ° and · may stand in a row.
_LATIN = expression("[\u00a1-\u00b6\u00b8-\u00d6]?(?:[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff][\u00a1-\u00b6\u00b8-\u00ff]?){4,}")
_CYRILLIC = dict(zip("АВСЕНІЈКМОРЅТХаеосрхуіјѕ", "ABCEHIJKMOPSTXaeocpxyijs", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_ALIKE = _CYRILLIC | _GREEK
_FOREIGN = expression("[\u0391-\u03ff\u0400-\u04ff]")
_WORD = "[A-Za-z0-9\u0370-\u03ff\u0400-\u04ff]"
_BEFORE, _AFTER = expression(f"{_WORD}{{0,30}}\\Z"), expression(f"{_WORD}{{1,60}}")
_NUMERAL = "〇零一二三四五六七八九○"


_ACCENTED = expression("[\u00c0-\u00ff]")
_INTERPUNCTS = "[•‧・･∙⋅●]"


def where_rare(source: str, find: Find) -> Find:
    """Return ``find``, asked only of a text that holds one of the rare characters of ``source``."""
    rare = expression(source)

    def narrowed(draft: Draft) -> Iterable[Hit]:
        return find(draft) if rare.search(draft.rare) else ()

    return narrowed


@cache
def _radicals() -> dict[str, str]:
    return {row[0]: row[1] for row in lines("radicals")}


def _twins(draft: Draft) -> Iterator[Hit]:
    if not _TWIN.search(draft.rare):
        return
    for match in _TWIN.finditer(draft.text):
        sign = match.group()
        better = _radicals().get(sign) or unicodedata.normalize("NFKC", sign)
        if better != sign and len(better) == 1:
            told = f"这个“{better}”不是汉字，而是形状相同的部首或者兼容字符（U+{ord(sign):04X}），查找不到、会变成方框。"
            yield Hit(match.start(), match.end(), told, better)


def _mojibake(draft: Draft) -> Iterator[Hit]:
    accented = _LATIN.finditer(draft.text) if len(_ACCENTED.findall(draft.rare)) > 2 else ()
    for match in (*draft.find(_GBK, _GBK_KEYS, 80), *accented):
        yield Hit(match.start(), match.end(), "这里是编码错误的乱码，请对照原文重新输入。")


def _foreign_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word is that has a letter of the Greek or Cyrillic alphabet in it."""
    end = 0
    for match in _FOREIGN.finditer(text):
        if match.start() >= end:
            low = max(end, match.start() - 30)
            before = _BEFORE.search(text, low, match.start())
            word = _AFTER.match(text, before.start() if before else match.start())
            if word:
                end = word.end()
                yield word.span()


def _lookalikes(draft: Draft) -> Iterator[Hit]:
    if not _FOREIGN.search(draft.rare):
        return
    for start, end in _foreign_words(draft.text):
        word = draft.text[start:end]
        strange = [c for c in word if c > "\u0370"]
        if not all(c in _ALIKE for c in strange) or draft.is_address(start, end):
            continue  # a word of that language, or α, β, μ, Ω that mean themselves
        before, after = draft.text[max(0, start - 1) : start], draft.text[end : end + 1]
        if (before and before in _NUMERAL) or (after and after in _NUMERAL):
            continue  # stands for 〇: told by the checks of dates
        beside = (before + after).strip()
        if len(word) == len(strange) > 1 and all(c in _CYRILLIC for c in strange) and not expression(rf"{HAN}").search(beside):
            continue
        better = "".join(_ALIKE.get(c, c) for c in word)
        script = "俄文" if strange[0] in _CYRILLIC else "希腊文"
        yield Hit(start, end, f"“{word}”里有{script}字母，形状与英文字母相同，请改为英文字母“{better}”。", better)


_ASKS = expression(r"什么|[吗呢谁哪怎几啥]|如何|何[在时以为]|多少|是否|能否|可否|是不是|能不能|会不会|有没有|为何|难道|岂")


def _stands_for_a_character(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether a lone ? is no question, and a lone □ no box to tick."""
    sign = match["x"]
    if sign not in "?□" or draft.text[match.start() - 1] in _NUMERALS:
        return True
    index = draft.index(match.start())
    text = draft.paragraphs[index].text
    at = match.start() - draft.starts[index]
    if sign == "□":
        return text.count("□") == 1 and draft.paragraphs[index].place.cell is None and "。" in text
    clause = expression(r"[。！；？?!;]").split(text[:at])[-1]
    return not _ASKS.search(clause) and len(text) > 20


_NUMERALS = frozenset("一二三四五六七八九十")


CHECKS = (
    Check(
        code="lost-character",
        title="字符丢失或者乱码",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="编码转换时丢了字，只剩问号或者方块，要对照原文补上。",
        find=pattern(
            rf"(?P<x>\ufffd+|锟斤拷|烫烫烫|(?<=[一二三四五六七八九十])[?？](?=[一二三四五六七八九十])|(?<={HAN})\?{HAN}?(?=[A-Z][a-z]?[(（])|(?<={HAN})\?{{2,}}(?={HAN})|ï»¿|Ã.|â€."
            rf"|(?<={HAN})[?□](?={HAN})"
            # A syllable of pinyin that has lost its character, and what came out of step after it.
            rf"|(?<=[^\s\x00-\x28\x2a-\x7f])\?[a-z\u00e0-\u01dc]{{1,6}}\)(?:[^\s，。；：,.;:!?()（）\n]{{1,14}}(?=\([a-z]))?"
            # A character that the web page could not show.
            rf"|(?<={HAN})_(?={HAN}[^\n_]{{12}}))",
            "此处字符丢失，请对照原文补上（如“七·一”的间隔号）",
            None,
            keys=("\ufffd", "锟", "烫", "?", "？", "ï", "Ã", "â", "_", "□"),
            group="x",
            quoted=True,
            where=_stands_for_a_character,
        ),
        examples=(
            Example("“七⟦?⟧一”期间走访慰问困难党员。", "“七一”期间走访慰问困难党员。"),
            Example("推进行⟦_⟧力公开透明运行，加强监督和检查。", "推进行政权力公开透明运行，加强监督和检查。"),
            Example("我們還需要在今⟦?cè)诮窈蟮墓⟧(gōng)作中改進(jìn)。", "我們還需要在今後的工作中改進(jìn)。"),
        ),
        passes=("附件_名单", "“七·一”期间走访慰问困难党员。", "怎么办？十条措施来解决。"),
    ),
    Check(
        code="radical-for-character",
        title="部首、兼容字符代替汉字",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="从PDF复制的文字里，“⽤”“⻓”等是部首符号，看着一样，却查找不到，换字体就变成方框。",
        find=_twins,
        examples=(Example("各单位要⟦⽤⟧好资金。", "各单位要用好资金。"), Example("做好市⟦⻓⟧信箱办理工作。", "做好市长信箱办理工作。")),
        passes=("各单位要用好资金。", "部首“丶”"),
        sure=True,
    ),
    Check(
        code="private-use-character",
        title="只有自己电脑能显示的字符",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="造字、符号字体里的字符换一台电脑就是方框或者空白。",
        find=where_rare(
            _PRIVATE.pattern, pattern(_PRIVATE.pattern, "这个字符只在装了专用字体的电脑上能显示，请换成通用的字", None, quoted=True)
        ),
        examples=(Example("由李⟦\ue123⟧同志负责。", "由李某同志负责。"),),
        passes=("由李某同志负责。",),
    ),
    Check(
        code="control-character",
        title="控制字符",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="控制字符看不见，是从别的程序复制时带来的，会使排版、检索出错。",
        find=where_rare(_CONTROL.pattern, pattern(_CONTROL.pattern, "这里有看不见的控制字符，请删去", "", quoted=True)),
        examples=(Example("各单位⟦\x07⟧要抓好落实。", "各单位要抓好落实。"),),
        passes=("各单位要抓好落实。",),
        sure=True,
    ),
    Check(
        code="mojibake",
        title="编码错误的乱码",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="文件用错误的编码打开过，文字变成了“锛屻€”一类的乱码，要找原文重新复制。",
        find=_mojibake,
        examples=(Example("⟦鍏充簬鍋氬ソ锛屾湁鍏冲伐浣滐紝銆傚⟧", "关于做好，有关工作。"), Example("⟦¹ØÓÚ×öºÃ⟧", "关于做好")),
        passes=("锑铋锡等有色金属", "摄氏度±2°", "café、naïve", "××××××同志"),
    ),
    Check(
        code="look-alike-letter",
        title="俄文、希腊文字母代替英文字母",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="输入法或者网页带来的俄文А、希腊文Α与英文A形状相同，检索不到。",
        find=_lookalikes,
        examples=(Example("各县区：\n⟦А⟧类企业12家。", "各县区：\nA类企业12家。"), Example("减少⟦СO2⟧排放。", "减少CO2排放。")),
        passes=("各县区：\nα粒子、β射线、γ射线", "俄罗斯Москва代表团", "单位为μm、Ω", "二О一九年"),
    ),
    Check(
        code="interpunct-variant",
        title="间隔号用了别的圆点",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="人名、书名中的间隔号是“·”（U+00B7），日文中点、项目符号、数学点号看着相近，检索不到。",
        find=where_rare(_INTERPUNCTS, pattern(rf"(?<={HAN}){_INTERPUNCTS}(?={HAN})", "间隔号应为“·”", "·", quoted=True)),
        examples=(Example("阿不都⟦•⟧热合曼同志", "阿不都·热合曼同志"),),
        passes=("阿不都·热合曼同志", "• 第一项"),
        sure=True,
    ),
)
