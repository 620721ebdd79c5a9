"""Who is to handle a letter, by the office's directory, with the reason; what is not clear is left to a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from drafting.letters.batch import Letter
from drafting.letters.directory import Directory, Rule
from drafting.letters.diverting import find_diversions
from drafting.letters.extraction import Extracted

_BODY_CHARACTERS = 120  # of the body in which a place of the directory is looked for: farther on it is mentioned in passing
_LEVEL, _PLACE = 2, 3  # what a level of the topic and a place make a rule more specific


class Routed(NamedTuple):
    """Where a letter goes.

    ``handler`` is the 承办单位, None where nobody can be named; ``assisting`` the 协办. ``diverted`` is 涉法涉诉 (to the judicial organs)
    or 检举控告 (to discipline inspection), None for all others. ``undecided`` tells that a person must decide: no rule, several
    that are as specific, or a topic that is not sure (then ``handler`` is what the rules propose).
    """

    handler: str | None
    assisting: tuple[str, ...]
    reason: str
    diverted: str | None
    undecided: bool

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON has them."""
        return self._asdict() | {"assisting": list(self.assisting)}


def route(
    letter: Letter,
    path: Sequence[str],
    extracted: Extracted,
    directory: Directory,
    *,
    sure: bool = True,
    second: Sequence[str] | None = None,
) -> Routed:
    """Return who is to handle ``letter`` on the topic ``path``.

    ``sure`` tells whether the topic needs no review; where it does, but ``second``, the next likely one, is the same organ's business,
    the letter is decided all the same. 涉法涉诉 and 检举控告 are diverted before any rule is asked. Of the rules that fit the most
    specific wins: each level of the topic counts 2, a place 3.
    """
    diversions = find_diversions(letter, path, extracted.ask)
    if diversions:
        kind, words = diversions[0]
        also = tuple(directory.first[other.kind] for other in diversions[1:])
        reason = f"{kind}（{'、'.join(words)}），先行转送"
        if also:
            reason += f"；同时有{diversions[1].kind}的内容（{'、'.join(diversions[1].words)}）"
        return Routed(directory.first[kind], also, f"{reason}。", kind, undecided=False)
    chosen = _chosen(letter, path, extracted, directory)
    if not chosen:
        return Routed(None, (), _why_none(path, extracted, directory), None, undecided=True)
    handlers = tuple(dict.fromkeys(fit.rule.handler for fit in chosen))
    if len(handlers) > 1:
        lines = "、".join(str(fit.rule.line) for fit in chosen)
        return Routed(
            None, handlers, f"派单目录第 {lines} 行同样符合，承办单位不同（{'、'.join(handlers)}），请人工决定。", None, undecided=True
        )
    fit = chosen[0]
    reason = f"{fit.reason}，符合派单目录第 {fit.rule.line} 行{f'（{fit.rule.note}）' if fit.rule.note else ''}"
    if not sure and fit.topic and not _alike(handlers, _chosen(letter, second, extracted, directory) if second else []):
        return Routed(fit.rule.handler, fit.rule.assisting, f"{reason}；主题把握不大，请核对后再派。", None, undecided=True)
    return Routed(fit.rule.handler, fit.rule.assisting, f"{reason}。", None, undecided=False)


class _Fit(NamedTuple):
    rule: Rule
    score: int
    reason: str
    topic: tuple[str, ...]


def _chosen(letter: Letter, path: Sequence[str], extracted: Extracted, directory: Directory) -> list[_Fit]:
    """Return the most specific rules that fit, in the order of the directory."""
    fitting = [fit for rule in directory.rules if (fit := _fit(rule, letter, path, extracted, directory))]
    best = max((fit.score for fit in fitting), default=0)
    return [fit for fit in fitting if fit.score == best]


def _alike(handlers: tuple[str, ...], others: list[_Fit]) -> bool:
    return bool(others) and {fit.rule.handler for fit in others} == set(handlers)


def _fit(rule: Rule, letter: Letter, path: Sequence[str], extracted: Extracted, directory: Directory) -> _Fit | None:
    topic = max((topic for topic in rule.topics if tuple(path[: len(topic)]) == topic), key=len, default=None)
    if topic is None:
        return None
    place = _place(rule, letter, extracted, directory)
    if rule.places and place is None:
        return None
    said = [f"主题“{'/'.join(topic)}”"] if topic else []
    said += [f"地点“{place}”"] if place else []
    return _Fit(rule, _LEVEL * len(topic) + (_PLACE if place else 0), "、".join(said), topic)


def _place(rule: Rule, letter: Letter, extracted: Extracted, directory: Directory) -> str | None:
    """Return the place of ``rule`` that the letter names, under any of its names."""
    named = "\n".join(filter(None, (extracted.area, extracted.place, letter.title, letter.text[:_BODY_CHARACTERS])))
    return next((place for place in rule.places if any(name in named for name in directory.names_of(place))), None)


def _why_none(path: Sequence[str], extracted: Extracted, directory: Directory) -> str:
    """Return why no rule fits: none for the topic, or only ones for other places."""
    topic = "/".join(path)
    bound = [rule for rule in directory.rules if any(one and tuple(path[: len(one)]) == one for one in rule.topics)]
    if not bound:
        return f"派单目录里没有主题“{topic}”的规则，请人工决定。"
    place = f"来信的地点“{extracted.place}”不在其中" if extracted.place else "来信没有写明地点"
    return f"主题“{topic}”按地点派单，{place}，请人工决定。"
