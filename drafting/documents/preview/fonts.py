"""Which fonts a browser may take for one that a document names: any of the same category, then what systems come with."""

from __future__ import annotations

import re
from functools import cache

from drafting.documents.standard import LATIN_FONT, Font, font_of

# What the systems at hand (Windows, macOS, Linux and the domestic ones) have that looks most like the category.
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "宋体", "SimSun")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "微软雅黑", "WenQuanYi Zen Hei")
_SUBSTITUTES = {
    Font.XIAO_BIAO_SONG: (*Font.XIAO_BIAO_SONG.names, "方正小标宋", "华文中宋", "STZhongsong", *_SERIF),
    Font.FANG_SONG: (*Font.FANG_SONG.names, *_SERIF),
    Font.KAI: (*Font.KAI.names, "Kaiti SC", "AR PL UKai CN", *_SERIF),
    Font.HEI: (*Font.HEI.names, *_SANS),
    Font.SONG: (*Font.SONG.names, *_SERIF),
}
_TIMES = (LATIN_FONT.value, "Liberation Serif", "Nimbus Roman", "Tinos", "Times")
_UNSAFE = re.compile(r"[^\w \-.]")  # in a font's name: nothing that could end the declaration


@cache
def chinese_stack(name: str) -> str:
    """Return the value of ``font-family`` for Chinese characters set in the font ``name``."""
    category = font_of(name)
    generic = "sans-serif" if category is Font.HEI else "serif"
    return _stack((name, *(_SUBSTITUTES[category] if category else _SERIF)), generic)


@cache
def latin_stack(name: str, chinese: str = "") -> str:
    """Return the value of ``font-family`` for letters and digits set in the font ``name``, by the Chinese font where it is one."""
    if font_of(name) is not None:
        return chinese_stack(name)
    return _stack((name, *(_TIMES if name in ("", LATIN_FONT.value) else ()), *((chinese,) if chinese else ())), "serif")


def _stack(names: tuple[str, ...], generic: str) -> str:
    safe = (_UNSAFE.sub("", name).strip() for name in names)
    return ", ".join([*(f'"{name}"' for name in dict.fromkeys(safe) if name), generic])
