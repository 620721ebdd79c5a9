"""A glance over many texts at once, character by character: at which places an expression for figures, dates or people need be tried.

An expression that is tried at every figure finds something at few. What must stand beside the figure is looked for in all texts together,
on arrays. A place that is told here may lead to nothing; one that is not told never leads to anything.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from drafting.letters.features import CODE_POINTS
from drafting.letters.finding import Laid
from drafting.letters.lexicon import word_rows
from drafting.letters.places import FUNCTION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Runs = tuple[Places, Places]

_DIGITS_WITHIN = ((0x30, 0x3A), (0x600, 0x2000), (0xA600, 0xAC00), (0xFF10, 0xFF1A), (0x10000, 0x20000))  # elsewhere there are none
_CHINESE = slice(0x4E00, 0x9FA6)
_BLANKS = (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CALLED_WITHIN = 22  # characters from 我 to the kind of people that the writer is
_COUNTED_WITHIN = 8  # from the end of a figure to the word for what it counts
_OF_YEAR, _OF_MONTH = 4, 2  # characters of the longest figures of a date
_PHONE, _AREA_CODE, _BEHIND_CODE = 7, 3, 4  # digits

# Classes of characters; each has a bit of a number that is kept for every code point.
_CLASSES = {
    "digit": "",  # of all scripts: found out when the classes are made
    "ascii digit": "0123456789",
    "between digits": " -－—–",
    "of date": "一二三四五六七八九十两〇零○",
    "begins date": "一二三四五六七八九十两",
    "dot": "-./",
    "ago": "前以之",
    "day": "去前昨刚上后",
    "behind day": "年天晚日夜才月个周星",
    "this": "今明本当",
    "behind this": "天日早晨晚",
    "bracket": "〔[（(",
    "begins year": "12",
    "year goes on": "09",
    "begins number": "0123456789０１２３４５６７８９一二两三四五六七八九十百千万上数几近",
    "of number": "0123456789０１２３４５６７８９一二两三四五六七八九十百千万上数几近,.",  # and what the list has for about so many
    "no number behind": f".第每一几数好栋座元楼#-0123456789{_LATIN}",
    "counted": "人户",  # and the measure words of the list
    "people": "户人",
    "numbers parts": "二2２",
    "behind part": "、是.．）)",
    "before part": "第其",
    "calls himself": "我咱",
    "may call himself": "本笔一",
    "himself": "人者名位个",
    "money": "元块圆万亿",
    "of name": "",  # Chinese, without what no name has
    "before money": "一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟,，.多余来几美、-—~～至到" + "".join(map(chr, _BLANKS)),
}
_BIT = {name: 1 << at for at, name in enumerate(_CLASSES)}


@cache
def _kinds() -> NDArray[np.uint32]:
    """Return the classes of each code point."""
    import numpy as np

    digits = re.findall(r"\d", "".join(map(chr, (code for start, end in _DIGITS_WITHIN for code in range(start, end)))))
    rows = word_rows("letters_people.tsv")
    listed = {"digit": digits, "counted": rows["量词"], "of number": rows["约数"]}
    kinds = np.zeros(CODE_POINTS, np.uint32)
    for name, characters in _CLASSES.items():
        kinds[[ord(character) for word in listed.get(name, ()) for character in word]] |= np.uint32(_BIT[name])
        kinds[[ord(character) for character in characters]] |= np.uint32(_BIT[name])
    kinds[_CHINESE] |= np.uint32(_BIT["of name"])
    kinds[[ord(character) for character in FUNCTION]] &= ~np.uint32(_BIT["of name"])
    return kinds


class Glance:
    """Texts laid end to end, looked at; places are told in ascending order."""

    def __init__(self, laid: Laid) -> None:
        self._codes = laid.codes
        self._kinds = _kinds().take(laid.codes)

    def _those(self, *names: str) -> Places:
        """Return the places of all characters of some classes."""
        import numpy as np

        return np.flatnonzero((self._kinds & np.uint32(sum(_BIT[name] for name in names))) != 0)

    def _are(self, places: Places, *names: str) -> NDArray[np.bool_]:
        """Return for each place whether its character is of one of the classes; before the first one stands a character of none."""
        import numpy as np

        result: NDArray[np.bool_] = (self._kinds.take(places, mode="wrap") & np.uint32(sum(_BIT[name] for name in names))) != 0
        return result

    @cached_property
    def _numbers(self) -> Runs:
        """Return the places of the characters of numbers, and where the run of each ends."""
        return _runs(self._those("of number"))

    def names(self, places: Places) -> Places:
        """Return for each of ``places`` from where on there are only characters before it that may stand in a name."""
        import numpy as np

        others = np.flatnonzero((self._kinds & np.uint32(_BIT["of name"])) == 0)
        return np.append(others, -1).take(np.searchsorted(others, places) - 1) + 1

    def phones(self) -> Places:
        """Return where digits begin that are enough for a phone number, or more."""
        import numpy as np

        digits = self._those("digit")
        last = np.flatnonzero(np.diff(digits, append=-1) != 1)
        lengths, ends = np.diff(last, prepend=-1), digits.take(last) + 1
        begins = ends - lengths
        follows = np.append(begins[1:] == ends[:-1] + 1, False)[: len(ends)]
        coded = follows & (lengths >= _AREA_CODE) & (np.append(lengths[1:], 0)[: len(ends)] >= _BEHIND_CODE)
        coded &= self._are(ends, "between digits")
        return begins[(lengths >= _PHONE) | coded]

    def figures(self) -> Places:
        """Return where Arabic figures begin."""
        places = self._those("ascii digit")
        return places[~self._are(places - 1, "digit")]

    def parts(self) -> Places:
        """Return where the second part of a letter may be numbered (二、, 2., 其二)."""
        import numpy as np

        places = self._those("numbers parts")
        beside = self._are(places + 1, "behind part") | self._are(places - 1, "before part")
        return places[np.flatnonzero(beside | (self._codes.take(places) == ord("２")))]

    def counting(self) -> Places:
        """Return where figures may begin that count people or households: 200多户, 上千名."""
        places, ends = self._numbers
        return places[self._are(places, "begins number") & self._are(ends, "counted")]

    def crowds(self, words: Places) -> Places:
        """Return where figures may begin that count people, also without a word for one (三千余业主); ``words``: those for people."""
        import numpy as np

        places, ends = self._numbers
        free = np.flatnonzero(self._are(places, "begins number") & ~self._are(places - 1, "no number behind"))
        places, ends = places.take(free), ends.take(free)
        people = np.concatenate([self._those("people"), words])
        people.sort()
        return places[_next(people, places) <= ends + _COUNTED_WITHIN]

    def callings(self, words: Places) -> Places:
        """Return where writers may call themselves something (我是…的业主); ``words`` is where those for kinds of people begin."""
        places = self._those("calls himself", "may call himself")
        places = places[self._are(places, "calls himself") | self._are(places + 1, "himself")]
        return places[_next(words, places) <= places + _CALLED_WITHIN]

    def dates(self) -> Places:
        """Return where dates and words for days may begin."""
        import numpy as np

        places, ends = _runs(self._those("digit", "of date"))
        few = np.flatnonzero(self._are(places, "digit", "begins date") & (ends - places <= _OF_YEAR))
        places, ends = places.take(few), ends.take(few)
        unit, length = self._codes.take(ends), ends - places
        year, long, short = unit == ord("年"), length == _OF_YEAR, length <= _OF_MONTH
        dated = short & (unit == ord("月")) | long & (year | self._are(ends, "dot")) | short & year & self._are(places, "digit")
        dated |= short & (year | (unit == ord("天"))) & self._are(ends + 1, "ago")
        dated |= short & (unit == ord("个")) & self._are(ends + 2, "ago")
        days, these = self._those("day"), self._those("this")
        days = days[self._are(days + 1, "behind day")]
        month = (self._codes.take(these + 1) == ord("年")) & self._are(these + 2, "digit", "of date")
        these = these[self._are(these + 1, "behind this") | month]
        result = np.concatenate([places[dated], days, these])
        result.sort()
        return result

    def documents(self) -> Places:
        """Return where titles in 《》 and numbers of documents may begin."""
        import numpy as np

        brackets, years = self._those("bracket"), self._those("begins year")
        brackets, years = brackets[self._are(brackets + 1, "begins year")], years[self._are(years + 1, "year goes on")]
        result = np.concatenate([np.flatnonzero(self._codes == ord("《")), brackets, years])
        result.sort()
        return result

    def sums(self) -> Places:
        """Return where words for money or for large figures stand behind a figure."""
        import numpy as np

        codes = self._codes
        people, roman = self._those("people"), np.flatnonzero(codes == ord("R"))
        hints = [self._those("money"), people[codes.take(people + 1) == ord("民")], roman[codes.take(roman + 1) == ord("M")]]
        places = np.concatenate(hints)
        places.sort()
        return places[self._are(places - 1, "digit", "before money")]


def _runs(places: Places) -> Runs:
    """Return ``places``, and for each where the run of places that follow each other ends."""
    import numpy as np

    last = np.flatnonzero(np.diff(places, append=-1) != 1)
    return places, np.repeat(places.take(last) + 1, np.diff(last, prepend=-1))


def _next(wanted: Places, places: Places) -> Places:
    """Return for each place the first of ``wanted`` behind it, a place far behind all where there is none."""
    import numpy as np

    return np.append(wanted, np.iinfo(np.int64).max).take(np.searchsorted(wanted, places, side="right"))


def told(places: Places, begins: Places, ends: Places) -> list[list[int]]:
    """Return for each text those of ``places`` that lie between its begin and end, counted from its begin."""
    import numpy as np

    rows = np.searchsorted(begins, places, side="right") - 1
    kept = np.flatnonzero(places < ends.take(rows))
    rows = rows.take(kept)
    values: list[int] = (places.take(kept) - begins.take(rows)).tolist()
    bounds = np.searchsorted(rows, np.arange(len(begins) + 1)).tolist()
    return [values[start:end] for start, end in pairwise(bounds)]


def counted(places: Places, begins: Places, ends: Places) -> list[int]:
    """Return for each text how many of ``places`` lie between its begin and end."""
    import numpy as np

    result: list[int] = (np.searchsorted(places, ends) - np.searchsorted(places, begins)).tolist()
    return result
