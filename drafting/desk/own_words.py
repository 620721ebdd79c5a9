"""The office's own accepted words: kept in a list of their own, beside those that 校对设置 accepts, and in force with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.errors import UserError
from drafting.documents.faults import shortened
from drafting.documents.resources import home

if TYPE_CHECKING:
    from drafting.proofing.control.profile import Profile

WORDS_FILE = "认可用词.tsv"
_MOST_BYTES = 20_000_000
_SHOWN = 10  # words that a sentence names


class OwnWord(NamedTuple):
    """An accepted word, why it is (``""``: nobody said), the file it stands in; not in force where the profile calls it wrong."""

    word: str
    note: str
    where: str
    in_force: bool


class Refused(NamedTuple):
    """A line of a list that is no word: its number from 1, what it says, why not."""

    line: int
    text: str
    reason: str


class Added(NamedTuple):
    """What came of adding words: new ones, those whose reason was changed, those that were there, lines that are no words."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[Refused, ...]
    path: Path

    @property
    def text(self) -> str:
        """What to tell the user."""
        lines = [f"已认可 {len(self.new)} 个词，以后校对不算错：{_shown(self.new)}。记在 {self.path}。"] if self.new else []
        if self.changed:
            lines.append(f"改了理由：{_shown(self.changed)}。")
        if self.known:
            lines.append(f"原来就有：{_shown(self.known)}。")
        return "\n".join(lines or ["没有增加认可用词。"])

    @property
    def faults(self) -> str:
        """The lines that were not taken, ``""`` where all were."""
        if not self.refused:
            return ""
        return "\n".join(
            [f"有 {len(self.refused)} 行没有收：", *(f"  第 {one.line} 行“{shortened(one.text)}”：{one.reason}。" for one in self.refused)]
        )


def words_path() -> Path:
    """Return where the office's own words are kept."""
    return home() / WORDS_FILE


def with_own_words(profile: Profile) -> Profile:
    """Return ``profile`` with the office's own words among its accepted ones; a word that it calls wrong (自定用语) stays wrong.

    Raises ``UserError`` that names the line where the list is damaged.
    """
    path = words_path()
    if not path.exists():  # most offices have none, and a check need not load what reads it
        return profile
    from drafting.proofing.control.word_list import read_words

    wrong = {term.wrong for term in profile.terms}
    accepted = {word: note for word, note in read_words(path).items() if word not in wrong} | dict(profile.accepted)
    return profile._replace(accepted=MappingProxyType(accepted)) if len(accepted) > len(profile.accepted) else profile


def add_words(words: Sequence[str], note: str = "", *, lines: Iterable[str] = ()) -> Added:
    """Accept ``words``, and those of ``lines`` (one a line, its own reason behind a tab); ``note`` is the reason where there is no other.

    A word that is there already keeps its reason unless a new one is given. Raises ``UserError`` where one of ``words`` is none, where
    there is nothing to add, where the profile calls a word wrong, and where the list is damaged or cannot be written: nothing is added
    then. Lines that are no words are told in what is returned, the others are added.
    """
    from drafting.proofing.control import word_list

    why = word_list.plain(note)
    if fault := word_list.fault_of_note(why):
        raise UserError(fault, remedy="请写短一些，只写一行")
    profile = _usual_profile()
    wrong = {term.wrong for term in profile.terms}
    given: dict[str, str] = {}
    for word in map(word_list.plain, words):
        if fault := word_list.fault_of(word):
            raise UserError(f"“{shortened(word)}”不能作认可用词：{fault}", remedy="一个词也没有加，请改好再试")
        if word in wrong:
            raise UserError(f"校对设置的“自定用语”把“{word}”定为误写，不能再认可", profile.where, "要认可它，请先在校对设置里删去这一条")
        given[word] = why
    refused: list[Refused] = []
    for number, line in enumerate(lines, 1):
        if not word_list.is_content(line):
            continue
        word, reason, fault = word_list.parsed(line)
        fault = fault or ("校对设置的“自定用语”定为误写" if word in wrong else "")
        if fault:
            refused.append(Refused(number, line.strip(), fault))
        else:
            given.setdefault(word, reason or why)
    if not given and not refused:
        raise UserError("没有写要认可哪些词", remedy="请写一个或几个词，或者用 --from 指明一行一个词的文件")
    return _added(given, tuple(refused))


def _added(given: dict[str, str], refused: tuple[Refused, ...]) -> Added:
    from drafting.proofing.control import word_list

    path = words_path()
    new: list[str] = []
    changed: list[str] = []

    def with_given(there: Mapping[str, str]) -> dict[str, str]:
        new.extend(word for word in given if word not in there)
        changed.extend(word for word, reason in given.items() if reason and word in there and there[word] != reason)
        if len(there) + len(new) > word_list.MOST:
            raise UserError(f"认可用词超过 {word_list.MOST} 个", str(path), "请只留校对时会误报的词")
        return {**there, **{word: given[word] for word in (*new, *changed)}}

    if given:
        word_list.change(path, with_given)
    known = tuple(word for word in given if word not in new and word not in changed)
    return Added(tuple(new), tuple(changed), known, refused, path)


def add_words_from(file: Path, words: Sequence[str] = (), note: str = "", *, standard_input: bytes | None = None) -> Added:
    """Accept ``words`` and those that ``file`` has, one a line (``-`` is ``standard_input``); empty lines and comments (#) are passed by.

    Returns and raises as ``add_words``, and ``UserError`` where the file cannot be read or holds no word at all.
    """
    from drafting.documents.intake import text_reading
    from drafting.proofing.control import word_list

    try:
        if standard_input is None and file.stat().st_size > _MOST_BYTES:
            raise UserError("文件太大，不像一行一个词的词表", str(file), "请换一个文件")
        data = file.read_bytes() if standard_input is None else standard_input
    except FileNotFoundError:
        raise UserError("找不到这个文件", str(file), "请检查文件名和所在的文件夹") from None
    except OSError as error:
        raise UserError("读不了这个文件", str(file), "请确认它是一个文件，有读取权限") from error
    lines = text_reading.decode(data, str(file)).replace("\r\n", "\n").split("\n")
    if not any(map(word_list.is_content, lines)):
        raise UserError("文件里没有词", str(file), "请一行写一个词")
    return add_words(words, note, lines=lines)


def remove_words(words: Sequence[str]) -> str:
    """Take ``words`` out of the list; return what to tell the user.

    Raises ``UserError`` that names every word which is not in it (then nothing is taken out), and where the list is damaged.
    """
    from drafting.proofing.control import word_list

    wanted = list(dict.fromkeys(map(word_list.plain, words)))

    def without(there: Mapping[str, str]) -> dict[str, str]:
        unknown = [word for word in wanted if word not in there]
        if unknown:
            raise _not_there(unknown, there)
        return {word: note for word, note in there.items() if word not in wanted}

    word_list.change(words_path(), without)
    return f"已取消 {len(wanted)} 个认可用词，以后校对照常检查：{_shown(wanted)}。"


def _not_there(unknown: Sequence[str], there: Iterable[str]) -> UserError:
    """Return the error for words that are not in the list: they may stand in the profile, or be mistyped."""
    from difflib import get_close_matches

    profile = _usual_profile()
    told = f"认可用词里没有“{'”“'.join(map(shortened, unknown))}”，一个也没有取消"
    if all(word in profile.accepted for word in unknown):
        return UserError(told, remedy=f"写在校对设置（{profile.where}）里的，请在那里删去")
    near = get_close_matches(unknown[0], list(there), n=1, cutoff=0.5)
    return UserError(told, remedy=f"是不是“{near[0]}”" if near else "用 wenmi words list 可以看到全部")


def own_words() -> tuple[OwnWord, ...]:
    """Return every accepted word: the office's own list, then those of the usual 校对设置, each in the order of its file.

    Raises ``UserError`` where either is damaged.
    """
    from drafting.proofing.control.word_list import read_words

    path = words_path()
    profile = _usual_profile()
    wrong = {term.wrong for term in profile.terms}
    own = read_words(path)
    rest = {word: note for word, note in profile.accepted.items() if word not in own}
    return (
        *(OwnWord(word, note, str(path), word not in wrong) for word, note in own.items()),
        *(OwnWord(word, note, profile.where, True) for word, note in rest.items()),
    )


def own_words_text() -> str:
    """Return the accepted words for a terminal. Raises as ``own_words``."""
    words = own_words()
    if not words:
        return "没有认可用词。校对把本单位的专门用词当成差错时，用 wenmi words add 词 记下来，以后不再报。"
    usual = str(words_path())
    lines = [f"认可用词 {len(words)} 个，校对时不算错："]
    for one in words:
        more = [one.note] if one.note else []
        if not one.in_force:
            more.append("校对设置的“自定用语”定为误写，仍按误写报")
        elif one.where != usual:
            more.append(f"写在 {one.where}")
        lines.append(f"  {one.word}" + (f"（{'；'.join(more)}）" if more else ""))
    return "\n".join(lines)


def own_words_json() -> list[dict[str, object]]:
    """Return the accepted words as plain values: word, note, file, in_force. Raises as ``own_words``."""
    return [{"word": one.word, "note": one.note, "file": one.where, "in_force": one.in_force} for one in own_words()]


def _usual_profile() -> Profile:
    """Return what the profile in the user's folder says, without the own words."""
    from drafting.desk.proof_control import profile_path
    from drafting.proofing.control.profile import NO_PROFILE

    path = profile_path()
    if path is None:
        return NO_PROFILE
    from drafting.proofing.control.profile_reading import read_profile

    return read_profile(path)


def _shown(words: Sequence[str]) -> str:
    more = f" 等 {len(words)} 个" if len(words) > _SHOWN else ""
    return "、".join(words[:_SHOWN]) + more
