"""Replies to letters, scored from 0 to 100 in four respects, with the reasons as sentences.

相关 (does it answer what was asked), 完整 (is it addressed, answered, concluded, signed and dated), 可解释 (are there grounds, and do they
hold), 及时 (did it come in time). What is scored is the text, by rules that are printed with the scores: a low score names what a person
should look at, a high one is no proof that the matter was settled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from drafting.letters.batch import Letter, Reply, time_text
from drafting.letters.masking import mask
from drafting.letters.reply_grounds import (
    BOTH,
    BRIEF,
    FAULT,
    MEASURES,
    NAMED,
    NOT_OURS,
    REASONS,
    TOLD,
    UNNAMED,
    Grounds,
    Judge,
    find_grounds,
    grounds_score,
)
from drafting.letters.reply_parts import Kind, Part, read_reply
from drafting.letters.reply_relevance import ENOUGH, NEAR, Relevance, relevances, scale_of
from drafting.letters.reply_timing import LATE, Limits, timing
from drafting.letters.working_days import Calendar

WEIGHTS: Mapping[str, int] = {"相关": 40, "完整": 20, "可解释": 25, "及时": 15}
"""Hundredths of the whole; a respect that cannot be judged is left out and the others weigh more."""

GOOD, FAIR = 70, 40
"""A respect is 好 from 70, 一般 from 40, else 差."""

LEVELS = ("好", "一般", "差", "不能评")
"""What a respect may be, the best first; the last where it cannot be judged."""

ADDRESSED = 30
"""What an answer has for relevance that shares no word with its letter: it may be one in other words."""

_GREETING, _ANSWER, _CLOSING, _SIGNATURE, _DATE = 15, 35, 15, 15, 20
_WITHOUT_ANSWER = {
    Kind.NOT_OURS: 40,
    Kind.MORE_WANTED: 40,
    Kind.REFERRED: 40,
    Kind.PROMISED: 40,
    Kind.VAGUE: 40,
    Kind.ELSEWHERE: 30,
    Kind.FORWARDED: 20,
    Kind.PENDING: 20,
    Kind.RECEIVED: 5,
    Kind.FRAGMENT: 0,
}
_TO_DO = {
    Kind.NOT_OURS: "请核对职责；确不属本单位的，写明该找的单位和电话。",
    Kind.MORE_WANTED: "请核对能否先按来信答复，信息补来后及时办理。",
    Kind.REFERRED: "请核对能否直接答复；确需另向他处反映的，写明单位、电话和理由。",
    Kind.PROMISED: "请写明研究的时间安排，有结果后告知来信人。",
    Kind.VAGUE: "请写明办理的经过和结果。",
    Kind.ELSEWHERE: "请把答复的内容写出来，不要只说已经答复。",
    Kind.FORWARDED: "办结后请补充实质答复。",
    Kind.PENDING: "办结后请补充实质答复。",
    Kind.RECEIVED: "请办理，并作出实质答复。",
    Kind.FRAGMENT: "答复只有开头或者空话，请核对原文后补全。",
}
_HOTLINE = 20
_PERSONAL = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_ONLY_HOTLINE = re.compile("12345|(?:市长|县长|区长|书记)(?:热线|信箱)")
_QUOTE = 24  # characters of a question that a reason quotes
_WORDS = 5  # words that a reason names

FORMULA = "\n".join(
    (
        f"总分＝{'＋'.join(f'{name}×{weight}%' for name, weight in WEIGHTS.items())}；不能评的一项不计，其余按比例折算。",
        f"相关：有实质答复的，{ADDRESSED}＋{100 - ADDRESSED}×切合程度。切合程度＝来信要点被答复提到的份额×60%"
        "＋问题逐个答到的份额×30%（来信有两个以上问题时）＋说的是不是同一地点×10%（双方都说到地点时），按有的项折算。"
        f"来信要点是来信里最能说明事情的词，越少见的越重，提到 {ENOUGH:.0%} 就算足；"
        f"这一份额与两文用字相近的程度（余弦 {NEAR} 就算足）各算一半。只是照抄来信标题的，不算提到。",
        f"相关：没有实质答复的，{'，'.join(f'{kind.value} {points} 分' for kind, points in _WITHOUT_ANSWER.items())}；"
        f"只请来信人另打热线的 {_HOTLINE} 分。",
        f"完整：称呼或问候 {_GREETING}，有实质内容 {_ANSWER}，结束语 {_CLOSING}，署名 {_SIGNATURE}，落款日期 {_DATE}。",
        f"可解释：写明依据的法规文件（国家法律的名称查不到的不算），或者查明的事实、具体数据 {NAMED}，"
        f"两样都有 {BOTH}；只说“根据有关规定” {UNNAMED}；"
        f"只有说明 {TOLD}，不足一句话的 {BRIEF}；说明不属本单位职责的 {NOT_OURS}；其他没有实质答复的 0。",
        f"可解释：另加说明原因 {REASONS}，办理措施或者办理途径 {MEASURES}；引用的依据名称有误或者已经废止，每处扣 {FAULT}。",
        f"及时：从来信次日起算，在期限内 100；逾期的从 {LATE} 分起扣，用到两倍期限为 0。没有实质答复的按告知期限算。",
        f"{GOOD} 分以上为好，{FAIR} 分以上为一般，以下为差。分数只看文字，不能代替对办理结果的核查。",
    )
)
"""How the scores are made, as users read it."""


@dataclass(frozen=True, slots=True)
class Score:
    """One respect: the points from 0 to 100 (None: cannot be judged) and the reasons, each a sentence."""

    points: int | None
    reasons: tuple[str, ...]

    @property
    def level(self) -> str:
        """One of ``LEVELS``."""
        good, fair, poor, unknown = LEVELS
        if self.points is None:
            return unknown
        return good if self.points >= GOOD else fair if self.points >= FAIR else poor


@dataclass(frozen=True, slots=True)
class Checked:
    """One letter with what was found of its reply; ``total`` is None where there is no reply. ``notes`` are no part of the scores."""

    letter: Letter
    kind: Kind
    relevant: Score
    complete: Score
    grounded: Score
    timely: Score
    total: int | None
    advice: str
    notes: tuple[str, ...] = ()
    days: int | None = None
    working_days: int | None = None

    @property
    def scores(self) -> dict[str, Score]:
        """The four respects by name, in the order of ``WEIGHTS``."""
        return dict(zip(WEIGHTS, (self.relevant, self.complete, self.grounded, self.timely), strict=True))

    def as_json(self) -> dict[str, object]:
        """Return what ``--json`` prints of it: of letter and reply only what the reasons quote, personal data masked."""
        return {
            "id": self.letter.id,
            "kind": self.kind.value,
            "total": self.total,
            "scores": {name: score.points for name, score in self.scores.items()},
            "reasons": {name: list(score.reasons) for name, score in self.scores.items()},
            "advice": self.advice,
            "notes": list(self.notes),
            "asked": time_text(self.letter.time),
            "answered": time_text(self.letter.reply.time) if self.letter.reply else None,
            "days": self.days,
            "working_days": self.working_days,
        }


def check_replies(
    letters: Sequence[Letter],
    rule: Limits,
    calendar: Calendar,
    judge: Judge | None = None,
    move: Callable[[int], None] | None = None,
) -> list[Checked]:
    """Return the verdict on each reply, in order; ``judge`` says which of the cited rules hold, ``move`` hears of each that is done."""
    parts = [read_reply(letter.reply.text) if letter.reply else () for letter in letters]
    answered = [(letter, those[0]) for letter, those in zip(letters, parts, strict=True) if those]
    ones, mains = [letter for letter, _ in answered], [main for _, main in answered]
    relevant = iter(relevances(ones, mains, scale_of(letters, mains)))
    result = []
    for letter, those in zip(letters, parts, strict=True):
        result.append(_check(letter, those, next(relevant) if those else None, rule, calendar, judge))
        if move is not None:
            move(1)
    return result


def _check(
    letter: Letter, parts: Sequence[Part], found: Relevance | None, rule: Limits, calendar: Calendar, judge: Judge | None
) -> Checked:
    reply = letter.reply
    if reply is None or found is None:
        none = Score(None, ())
        return Checked(letter, Kind.NONE, none, none, none, _waiting(letter, rule, calendar), None, "请尽快答复。")
    main = parts[0]
    answered = _answered(letter, reply, main)
    grounds = find_grounds(main, answered or main.dated, judge)
    when = timing(letter.time.date() if letter.time else None, answered, main.kind, rule, calendar)
    relevant, complete, grounded = _relevant(main, found), _complete(main, reply.office), _grounded(main, grounds)
    timely = Score(when.score, (when.reason,))
    scores = dict(zip(WEIGHTS, (relevant, complete, grounded, timely), strict=True))
    return Checked(
        letter,
        main.kind,
        relevant,
        complete,
        grounded,
        timely,
        total=_total(scores),
        advice=_advice(main, scores, grounds),
        notes=tuple(_notes(letter, reply, parts)),
        days=when.days,
        working_days=when.working_days,
    )


def _answered(letter: Letter, reply: Reply, main: Part) -> date | None:
    """Return the day of the answer: that of the table, or the later one under it, for the table often has the day of the first notice."""
    given = reply.time.date() if reply.time else None
    if main.dated is None or (letter.time and main.dated < letter.time.date()):
        return given
    return max(given, main.dated) if given else main.dated


def _waiting(letter: Letter, rule: Limits, calendar: Calendar) -> Score:
    """Return, in place of a score, until when a letter without reply must have been answered."""
    if letter.time is None:
        return Score(None, ("没有答复；没有来信时间，不能算期限。",))
    asked = letter.time.date()
    told, done = (term.last_day(asked, calendar) for term in (rule.told, rule.done))
    return Score(None, (f"没有答复；应当在 {told} 前告知，{done} 前办结。" if told != done else f"没有答复；应当在 {done} 前办结。",))


def _total(scores: Mapping[str, Score]) -> int | None:
    judged = [(WEIGHTS[name], score.points) for name, score in scores.items() if score.points is not None]
    return round(sum(weight * points for weight, points in judged) / sum(weight for weight, _ in judged)) if judged else None


def _relevant(part: Part, found: Relevance) -> Score:
    if part.kind is Kind.REFERRED and _ONLY_HOTLINE.search(part.answer):
        return Score(_HOTLINE, ("只请来信人另打热线，没有写明该找哪个单位。",))
    if part.kind is not Kind.ANSWER:
        return Score(_WITHOUT_ANSWER[part.kind], (f"{part.kind.value}，来信所问没有得到实质答复。",))
    points = round(ADDRESSED + (100 - ADDRESSED) * found.share)
    reasons = []
    if found.found:
        reasons.append(f"答复提到来信的要点：{_listed(found.found)}。")
    if found.matter < 1 and found.missed:
        reasons.append(f"没有提到：{_listed(found.missed)}。")
    if found.matter < 1 and found.echoed:
        reasons.append(f"只照抄了标题，没有说到{_listed(found.echoed)}。")
    if found.matter < 1 and found.restated:
        reasons.append(f"只在称呼或者转述来信时提到：{_listed(found.restated)}。")
    if not found.found:
        reasons.append("请核对是否答非所问，或者是换了说法。")
    if found.place is False:
        reasons.append("来信说的地点，答复没有提到，却提到别的地点。")
    if len(found.questions) > 1:
        answered = len(found.questions) - len(found.unanswered)
        reasons.append(f"来信提出 {len(found.questions)} 个问题，看来答到 {answered} 个。")
    if found.unanswered and len(found.unanswered) < 4:
        reasons += [f"没有看到对“{_short(question)}”的答复。" for question in found.unanswered]
    return Score(points, tuple(mask(reason) for reason in reasons))


def _listed(words: Sequence[str]) -> str:
    return "、".join(words[:_WORDS]) + ("等" if len(words) > _WORDS else "")


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else f"{text[:_QUOTE]}……"


def _complete(part: Part, organ: str) -> Score:
    has = {
        "称呼或问候": (_GREETING, part.greeted),
        "实质内容": (_ANSWER, part.kind is Kind.ANSWER),
        "结束语": (_CLOSING, part.closed),
        "署名": (_SIGNATURE, bool(part.signed or organ)),
        "落款日期": (_DATE, part.dated is not None),
    }
    points = sum(worth for worth, there in has.values() if there)
    missing = [name for name, (_, there) in has.items() if not there]
    reasons = [f"缺少{'、'.join(missing)}。" if missing else "称呼、内容、结束语、署名、日期齐全。"]
    if organ and not part.signed:
        reasons.append("正文没有署名，按表中的答复单位计。")
    return Score(points, tuple(reasons))


def _grounded(part: Part, grounds: Grounds) -> Score:
    if part.kind is not Kind.ANSWER and not grounds.cited:
        told = "说明了不属本单位职责。" if part.kind is Kind.NOT_OURS else "没有实质答复，也就没有可以评的依据。"
        return Score(grounds_score(grounds), (told, *_not_on_record(grounds)))
    reasons = []
    if grounds.cited:
        known = [name for name in grounds.cited if name in grounds.known]
        reasons.append(f"写明了依据：{_listed([_short(mask(name)) for name in grounds.cited])}。")
        if known:
            reasons.append(f"其中{_listed(known)}查有此名。")
    elif grounds.general:
        reasons.append("只说根据有关规定、政策，没有写明是哪一件。")
    if grounds.looked or grounds.concrete:
        reasons.append("写明了调查核实的情况或者具体数据。")
    if not (grounds.cited or grounds.general or grounds.looked or grounds.concrete):
        reasons.append("没有写明依据，也没有写明查明的事实。")
    if not grounds.reasons:
        reasons.append("没有说明原因。")
    if not grounds.measures:
        reasons.append("没有说明办理措施或者办理途径。")
    reasons += [*_not_on_record(grounds), *(fault.message for fault in grounds.faults)]
    return Score(grounds_score(grounds), tuple(mask(reason) for reason in reasons))


def _not_on_record(grounds: Grounds) -> list[str]:
    return [f"没有查到{mask(name)}，请核对名称。" for name in grounds.unknown]


def _advice(part: Part, scores: Mapping[str, Score], grounds: Grounds) -> str:
    """Return what to do first, as a sentence; ``""`` where the reply can stay as it is."""
    if part.kind is not Kind.ANSWER:
        return _TO_DO[part.kind]
    if grounds.faults or grounds.unknown:
        return "请核对引用的依据。"
    weak = [name for name, score in scores.items() if score.points is not None and score.points < FAIR]
    if "相关" in weak:
        return "请核对是否答非所问。"
    if "可解释" in weak:
        return "请补充依据或者查明的事实。"
    return "请补全格式。" if "完整" in weak else ""


def _notes(letter: Letter, reply: Reply, parts: Sequence[Part]) -> list[str]:
    """Return what a person should look at beside the scores."""
    notes = []
    if len(parts) > 1:
        notes.append(f"一格里有 {len(parts)} 次答复，按内容最多的一次评。")
    dated = parts[0].dated
    if dated and letter.time and dated < letter.time.date():
        notes.append(f"落款日期 {dated} 早于来信时间 {letter.time:%Y-%m-%d}，请核对。")
    elif dated and reply.time and dated > reply.time.date():
        notes.append(f"落款日期 {dated} 晚于表中的答复时间 {reply.time:%Y-%m-%d}，及时按落款日期算。")
    if _PERSONAL.search(reply.text):
        notes.append("答复里有手机号码或者身份证号码，公开前请核对。")
    return notes
