"""Reads a question for a time limit: what happened, on which day, and that they ask when. Pure; the words stay in the message.

How a day itself is read is in days_read. Where the event or the day is not clear, or the message is about something else, nothing is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from understanding.splitter import split_message
from webhook.services.dates.days_read import Day, find_days
from webhook.services.dates.hour_read import is_after_five

AWAITING = "date:"  # of a conversation: and the event whose day we asked for
LONGEST = 320  # characters: longer messages hold more than one question
LONGEST_ROUGH = 140  # the same of one whose day is only "eight weeks ago", which letters about other things tell too
COUNTED_ROUGHLY = ("request", "advice", "review_meeting", "moved")  # their limits are the council's: nobody loses a right by a day
NEAR = 60  # characters between an event and its day
_ASKS = re.compile(
    r"\bwhen\b|\bhow (?:long|many (?:days|weeks)|much time)\b|\b(?:by )?what (?:date|day)\b|\bdeadline\b|\blast (?:day|date)\b|\btime ?limit\b|\bcut ?off\b|\b(?:over)?due\b|\bby when\b"
    r"|\bcan (?:i|we) (?:still|even) (?:appeal|challenge)"
    r"|\bno (?:answer|reply|response|news|letter(?! from)|decision|outcome|word|contact|changes|paperwork|reports?|amended plan|new plan)\b"
    r"|\b(?:heard|had|got|received|seen) nothing\b|\bnothing (?:back|yet|since|from|at all|has come|come|came|arrived|in the post|in writing)\b"
    r"|(?:\b(?:and|but|with)|[.,;!])\s+nothing(?=\W*$|[.,;!])"
    r"|\bits? (?:is )?(?:now|been)\b|\bit'?s (?:now|been|already)\b|\bit has been\b|\bstill (?:nothing|no)\b"
    r"|\b(?:not|never|haven'?t|havent|hasn'?t|hasnt) (?:yet |even )?(?:had|got|received|seen|come|arrived|been sent|been given)"
    r" (?:a |an |any |the |his |her |our |my )?(?:reply|answer|response|letter|decision|outcome|report|(?:new|amended|changed|final|updated|draft) (?:ehc )?(?:plan|ehcp|version)|anything)\b"
    r"|\bstill waiting\b|\bwaiting (?:for|on) (?:the|a|any|his|her|our|their)\b|\b(?:not|haven'?t|havent|hasn'?t|never) (?:yet |even )?heard\b"
    r"|\b(?:are|is|were) (?:they|it|this|that|the council|you) (?:now |already )?late\b|\bshould (?:i|we) have (?:heard|had)\b|\btoo? late to appeal\b|\bstill (?:in )?time\b"
    r"|\b(?:is it|am i|are we|was it) (?:now |already )?too? late\b",
    re.IGNORECASE,
)
_ABOUT_ELSE = re.compile(
    r"\b(?:blue badge|transport|taxi|travel|short breaks?|respite|dla|pip|carer'?s|benefit|camhs|autism|adhd|asd|speech|salt|physio|diagnos\w+|health visitor|gp"
    r"|medic\w+|hospital|complain\w*"
    r"|ombudsman|exclu\w+|suspen\w+|expel\w*|attendance|fine|penalty|school place|admission|sar|subject access|foi|housing|grant|eng|funding|surgery|social (?:care|worker)|hearing"
    r"|direct payments?|personal budget|re-?assess\w*|discriminat\w+|holiday|club|portage|nursery place)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\b(?:where (?:is|are)|update on|status of|any (?:news|update)|what'?s happening with|check (?:on )?my)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:is(?! dated)|will be|going to be|booked|planned|arranged|scheduled|coming up|next)\b[^.?!]{0,12}$", re.IGNORECASE)
CERTIFICATE = r"(?:mediation )?(?<!birth )(?<!death )(?:certs?\b|[cs][ei]rt\w{0,3}f\w*)"  # "cert", "certifcate"
_CERTIFICATE = re.compile(rf"\b{CERTIFICATE}", re.IGNORECASE)
_PLAN = r"(?:ehc ?p?|ehcna|ehc needs|needs|statutory|education health and care)?\s*(?:assessment|assesment|plan|ehcp|ehcna)"
_TO_CHANGE = r"(?:amend|chang|updat|revis|alter)(?:e|ing)?"
_THE_PLAN = r"(?:(?:his|her|their|our|my|the|\w+'s|this|that) (?:ehc |final )?(?:plan|ehcp)|it(?= after (?:the |his |her )?(?:annual )?review))"
_EVENTS: tuple[tuple[str, str], ...] = (  # the first that fits a place in the text is taken
    ("agreed", r"(?:agreed|accepted|said yes|decided|decision)\s+(?:to|that they(?:'ll| will| would)|they(?:'ll| will| would))\s+(?:do the |do an |carry out an? )?assess\w*"),
    ("certificate", CERTIFICATE),
    ("mediation_no", r"(?:said no to|turned down|refused|declined|didn'?t want) mediation|mediation (?:ended|finished|failed)"),
    ("mediation_asked", r"(?:asked|agreed|said yes|signed up) (?:for|to) (?:go to )?mediation"),
    ("no_plan", r"(?:refus\w+|said no|won'?t|will not|not going|declin\w+|decid\w+ not|no)\s+(?:to )?(?:issue|issuing|give|make|do|write)?\s*(?:an? |the |him |her |us |my \w+ )*(?:ehc ?)?plan\b(?! review)|(?:said no|refused|turned (?:us |him |her )?down) (?:after|once|having) (?:they(?:'d|'ve| had| have)? )?assess\w*"),  # noqa: E501  one pattern, one line
    ("changes", r"amend(?:ment|ed)? notice|notice (?:of|to) amend\w*|proposed (?:changes|amendments)|amended draft|draft amend\w+|(?:letter|notice|copy|draft|plan) with (?:the |all the |their )?(?:changes|amendments)"),  # noqa: E501  one pattern, one line
    ("draft", r"draft"),
    ("amending", rf"(?:they|council|authority|la|team|it)(?:'?ll|'?re|'?s| will| would| are| is| was| were)(?: (?:now|also|be|been|going to|planning to|proposing to|intending to))* {_TO_CHANGE} {_THE_PLAN}|(?<!not )(?<!n't )(?<!nt )(?:agreed|decided|decision|intend\w*|propos\w+|going|want\w*|plan(?:s|ning)?) to {_TO_CHANGE} {_THE_PLAN}|{_THE_PLAN} (?:(?:will|would|is|needs|has|was)(?: (?:now|going))*|to)(?: (?:to|be|being))* (?:amended|changed|updated|revised)"),  # noqa: E501  one pattern, one line
    ("refused", r"refus\w+|reject\w+|turned (?:us |it |me |him |her )?down|said no|(?:a )?no (?:letter|from)|letter (?:said|saying|says) no(?! plan)|(?:say|says|saying|told|tells|telling) (?:us |me )?no to (?:an? |the |doing an? )?(?:ehc )?(?:needs )?assess\w*|no (?:ehc )?(?:needs )?assessment|declin\w+|won'?t assess|will not assess|not (?:to|going to) assess|decision to (?:refuse|cease|stop|end)|(?:cease|ceasing|ending|end) (?:the |his |her )?plan"),  # noqa: E501  one pattern, one line
    ("decision", r"decision(?: letter)?"),
    ("review_meeting", r"(?:annual|yearly|early|emergency|interim)?\s*review(?: meeting)?|\bar\b(?: meeting)?"),
    ("final", r"final(?!ly)(?: amended)?(?: ehc)?(?: plan|ehcp|ised|ized| version| copy)?|amended final"),
    ("advice", r"(?:advice|ep|educational psychologist|psychologist|ot|professionals?) (?:was|were|been|got) (?:asked|requested|contacted)|(?:asked|requested|contacted) (?:the )?(?:ep|educational psychologist|psychologist|professionals?|for advice)"),  # noqa: E501  one pattern, one line
    ("moved", r"moved (?:in|to|into|here|house|home|over|from)|we moved|i moved"),
    ("request", rf"(?:asked|applied|requested|request(?:ed)? (?:went|was)|put in|submitted|sent (?:in|off)?|posted|emailed|handed in|made|wrote)\s*(?:for|off|in|to the council)?\s*(?:an?|the|my|our|his|her|it)?\s*(?:request|application|{_PLAN})?(?:\s+for an? {_PLAN})?|(?:my |our |the |ehc(?:p|na)? )?(?:request|application)|{_PLAN} request"),  # noqa: E501  one pattern, one line
)  # fmt: skip
_EVENT = re.compile("|".join(rf"(?P<{name}>\b(?:{pattern}))" for name, pattern in _EVENTS), re.IGNORECASE)
_REVIEW_HELD = re.compile(r"\b(?:review|ar)(?: meeting)? (?:was|took place|happened)\b|\bhad (?:the |our |his |her |an? )?(?:annual |yearly |early )?(?:review|ar)\b", re.IGNORECASE)
_BY_POST, _BY_EMAIL = re.compile(r"\bpost(?:ed)?\b", re.IGNORECASE), re.compile(r"\be-?mail(?:ed)?\b", re.IGNORECASE)
_COUNCIL_DID = re.compile(r"\b(?:they|council|authority|la)(?:'ve|ve| have| had| just| then)* $", re.IGNORECASE)
_LETTER_WAS = re.compile(r"\b(?:letter|decision|notice|refusal|e-?mail|it)(?:'s| was| is| were| got)? $", re.IGNORECASE)
_WROTE = re.compile(r"\b(?:wrote|written|writing|letters?|e-?mail(?:ed)?|said|told|heard|informed|confirmed|decided|agreed|decision)\b", re.IGNORECASE)
_APPEALS = re.compile(r"\b(?:appeal\w*|tribunal|send35a?|mediat\w+)\b", re.IGNORECASE)
_NEXT_REVIEW = re.compile(r"\bnext (?:annual |yearly )?review\b|\breview (?:is |be )?(?:next )?due\b|\bdue (?:a|another|the next) (?:annual )?review\b", re.IGNORECASE)
_DECISIONS = ("refused", "no_plan", "final", "decision")
_STATEMENT_WORDS = """
    i we just have had ve it my our the a an his her request application ehcp ehc ehcna plan needs assessment for to council off in on at by post email emailed
    e mail mailed asked applied requested sent posted submitted put handed after before pm am evening night monday tuesday wednesday thursday friday saturday sunday
    hi hello ok so well yes think maybe about around roughly guess believe like myself ourselves already
"""
_OF_A_STATEMENT = frozenset(_STATEMENT_WORDS.split())  # all that a plain "we asked on 3 June" is made of
_WORDS_OF_ANY_EVENT = """
    was is its that this they dated date came arrived got received recieved here day think be been then and says say landed opened delivered mat door through thru letterbox
    by top page printed only just last me us
"""
_OF_ANY_EVENT = frozenset(_WORDS_OF_ANY_EVENT.split())
_LETTER = frozenset(["letter", "decision", "refusal", "refused", "no", "said", "from", "of", "council", "wrote", "notice"])
_WORDS_OF_A_CERTIFICATE = """
    mediation mediator mediators adviser advisor s it its ive they ve given gave give me us issued says said say got get has found through thru back already now only come
    sorry wait actually meant
"""
_CERTIFICATE_WORDS = frozenset(_WORDS_OF_A_CERTIFICATE.split())
_OF_AN_EVENT = {
    "refused": _LETTER,
    "no_plan": _LETTER,
    "final": _LETTER | {"final", "finalised"},
    "draft": frozenset(["draft", "letter", "of"]),
    "moved": frozenset(["moved", "move", "moving", "house", "home", "area", "into", "from", "over", "with"]),
    "review_meeting": frozenset(["review", "meeting", "annual", "held", "yearly", "early", "ar", "took", "place", "happened"]),
    "certificate": _CERTIFICATE_WORDS,
    "amending": _LETTER,
    "changes": _LETTER | {"changes", "changed", "amended", "amendments", "amendment", "with", "dated"},
}
_TO_OTHER = re.compile(
    r"\s+(?:to|for) (?!assess|(?:an?|the|his|her|our|my|doing an?) (?:\w+ )?(?:assessment|plan|ehcp?|request|application|ehcna)|ehcp?\b|him\b|her\b|us\b|me\b|it\b)", re.IGNORECASE
)
_BARE_NO_PLAN = re.compile(r"no (?:ehc )?(?:plan|assessment)", re.IGNORECASE)
_LETTER_OF = re.compile(r"\b(?:said|told|wrote|letter|decided|decision|got|be|is)\b[^.!?]{0,20}$", re.IGNORECASE)
_LETTERS_DAY = re.compile(  # what stands before the day that a letter bears, in a clause of its own
    r"(?:\b(?:letter|decision|notice|e-?mail|plan|draft|refusal|copy)(?: itself)?(?:,? (?:was|is|says|said|came|dated|sent|from|arrived|has))*"
    r"|\bit'?s?(?: (?:was|is|says|got))?(?: (?:dated|came|sent|arrived|from))*|\bdated?(?: (?:it|on|of|was|is|the|my|our|this|letter|decision|plan|draft))*)"
    r"[\s:]+(?:on |the |of |a )*$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\b(?:never|not|n't|haven'?t|hasn'?t|didn'?t|if|might|could|may|will|would|going to|think|worried|scared|can|why)\b[^.!?]{0,25}$", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A question for a time limit: the event, its day, the day of the mediation certificate if given too, and how a request was sent."""

    event: str
    day: Day
    certificate: Day | None = None
    sent_by: str = ""  # post | email | ""
    appeal: bool = False  # they ask about an appeal
    after_five: bool = False  # an email sent after 5pm


def read_question(text: str, today: date, told: bool = False) -> Asked | None:
    """The question for a time limit in a message; None unless event, day and asking are all clear. `told`: what was told is enough, they ask now."""
    states = _only_states(text, today)
    told = told or (bool(_CERTIFICATE.search(text)) and find_refusal(text) is not None and len(find_days(text, today)) > 1)  # both days: what else are they for
    told = told or _tells_refusal(text, today)
    if len(text) > LONGEST or not (told or states or _ASKS.search(text)) or _ABOUT_ELSE.search(text) or _STATUS.search(text):
        return None
    spans = find_days(text, today)
    pairs = _pair(text, spans)
    if not pairs or (not told and _TO_COME.search(text[: spans[0][0]]) and not spans[0][2].sure and not _LETTERS_DAY.search(text[: spans[0][0]])):
        return None
    certificate, appeal = pairs.pop("certificate", None), bool(_APPEALS.search(text))
    if not pairs and certificate:
        return Asked("certificate", certificate, appeal=appeal)
    event = _choose_event(text, pairs)
    if event is None or (event == "decision" and not appeal):  # a decision may be a yes
        return None
    if pairs[event].margin and len(text) > LONGEST_ROUGH:
        return None
    if _NEXT_REVIEW.search(text):
        return Asked("plan", pairs[event])
    sent_by = "post" if _BY_POST.search(text) else "email" if _BY_EMAIL.search(text) else ""
    if states and not (told or _ASKS.search(text)) and event != "request":
        return None
    name = "refused" if event == "decision" else event
    after_five = event == "request" and is_after_five(text)
    return Asked(name, fit_day(name, pairs[event]), certificate if event in _DECISIONS else None, sent_by or "email" * after_five, appeal, after_five)


def _tells_refusal(text: str, today: date) -> bool:
    """Whether a short message only tells of a no and of its day: the last day to appeal is what a family loses if nobody says it."""
    if len(text) > LONGEST_ROUGH or find_refusal(text) is None or any(part.asks for part in split_message(text)):
        return False
    days = [day for _, _, day in find_days(text, today)]
    return len(days) == 1 and days[0].day is not None and not (days[0].margin or days[0].wrong)


def read_among(text: str, today: date) -> tuple[Asked, bool] | None:
    """The one question for a time limit among the sentences of a longer message, and whether the others ask something; None where its day is not plain, or two are meant."""
    pieces = [part.text for part in split_message(text)]
    found: list[tuple[int, int, Asked]] = []
    for start in range(len(pieces)):
        for end in (start + 1, start + 2):
            piece = ". ".join(pieces[start:end])
            if end <= len(pieces) and not (found and start < found[-1][1]) and _ASKS.search(piece) and (asked := read_question(piece, today)) is not None:
                found.append((start, end, asked))
    if len(pieces) < 2 or _STATUS.search(text) or len(found) != 1 or found[0][2].day.wrong or found[0][2].day.day is None:
        return None
    start, end, asked = found[0]
    if asked.event == "request" and asked.appeal and find_refusal(text) is not None:
        return None
    rest = pieces[:start] + pieces[end:]
    if any(_event_near(piece, at, to) not in (None, asked.event) for piece in rest for at, to, _ in find_days(piece, today)):
        return None
    return asked, any(part.asks for piece in rest for part in split_message(piece))


def _only_states(text: str, today: date) -> bool:
    """Whether a message is a plain "we asked on 3 June" and nothing else: the clock is all it can be for."""
    rest = text
    for start, end, _ in reversed(find_days(text, today)):
        rest = f"{rest[:start]} {rest[end:]}"
    return "?" not in text and rest != text and not {word for word in re.findall(r"[a-z]+", rest.lower())} - _OF_A_STATEMENT


def fit_day(event: str, day: Day) -> Day:
    """ "3 weeks ago" is near enough for what the council owes, and too rough for a day to appeal or to reply."""
    return Day(day.said, None, "rough") if event not in COUNTED_ROUGHLY and day.margin else day


def read_day_of(event: str, text: str, today: date) -> Day | None:
    """The same in the words of the event that was just answered: "the letter was 21 sept", "we moved 20 october"; None if it says more, or asks."""
    rest, found = text, find_days(text, today)
    for start, end, _ in reversed(found):
        rest = f"{rest[:start]} {rest[end:]}"
    if event == "certificate":
        rest, named = re.subn(rf"\b{CERTIFICATE}", " ", rest, flags=re.IGNORECASE)
        if not named:
            return None
    others = {word for word in re.findall(r"[a-z]+", rest.lower())} - _OF_A_STATEMENT - _OF_AN_EVENT.get(event, frozenset()) - _OF_ANY_EVENT
    return found[0][2] if len(found) == 1 and not others and "?" not in text else None


def is_about_else(text: str) -> bool:
    """Whether a sentence is about something that has other limits, or none."""
    return bool(_ABOUT_ELSE.search(text))


def list_events(text: str, today: date) -> list[tuple[str, Day]]:
    """The events of one sentence that have a day, each with it."""
    found = ((_event_near(text, start, end), day) for start, end, day in find_days(text, today))
    return [(event, day) for event, day in found if event is not None]


def read_review_held(text: str, today: date) -> Asked | None:
    """ "AR meeting was 2 November", and nothing else."""
    day = read_day_of("review_meeting", text, today) if _REVIEW_HELD.search(text) else None
    return Asked("review_meeting", day) if day is not None else None


def find_refusal(text: str) -> str | None:
    """refused or no_plan, where a text says that the council said no; None where it says something else."""
    if _ABOUT_ELSE.search(text):
        return None
    found = next((match for match in _EVENT.finditer(text) if match.lastgroup in ("refused", "no_plan")), None)
    if found is None or (_BARE_NO_PLAN.match(found.group()) and not _LETTER_OF.search(text[: found.start()])):
        return None
    if _TO_OTHER.match(text[found.end() :]) or _NOT_DONE.search(text[: found.start()]):
        return None
    return str(found.lastgroup)


def _choose_event(text: str, pairs: dict[str, Day]) -> str | None:
    """The event that the question is about; None where two could be meant."""
    if _APPEALS.search(text):
        if set(pairs) == {"request"} and find_refusal(text) is not None:
            return None  # the day of the request says nothing about an appeal
        return next((name for name in _DECISIONS if name in pairs), next(iter(pairs)) if len(pairs) == 1 and "review_meeting" not in pairs else None)
    if _NEXT_REVIEW.search(text):
        return next((name for name in ("review_meeting", "final") if name in pairs), None)
    if "request" in pairs and set(pairs) <= {"request", "agreed", "advice"}:
        return "request"
    return next(iter(pairs)) if len(pairs) == 1 else None


def _pair(text: str, spans: list[tuple[int, int, Day]]) -> dict[str, Day]:
    """The events that have a day. A letter of one day that came, or was opened, on another counts from its own: the time to appeal runs from the sending."""
    pairs: dict[str, Day] = {}
    for start, end, day in spans:
        name = _event_near(text, start, end)
        if name is not None and not (name in pairs and name != "request" and day.came and not pairs[name].came):
            pairs[name] = day
    if set(pairs) == {"decision"} and (refusal := find_refusal(text)) is not None:
        pairs = {refusal: pairs["decision"]}
    if not pairs and len(spans) == 1 and _LETTERS_DAY.search(text[: spans[0][0]]) and (name := _event_told(text)) is not None:
        pairs[name] = spans[0][2]
    return pairs


def _event_told(text: str) -> str | None:
    """What a letter is about whose day stands in another sentence: "they refused to assess. Letter was 23 Sept"; None where it is not plain."""
    refusal = find_refusal(text)
    told = {str(found.lastgroup) for found in _EVENT.finditer(text) if found.lastgroup in ("final", "draft") and not _NOT_DONE.search(text[: found.start()])}
    told |= {refusal} if refusal else set()
    return told.pop() if len(told) == 1 else None


def _event_near(text: str, start: int, end: int) -> str | None:
    """The event that a day belongs to: the nearest before it in its sentence, else the nearest after."""
    low = max(max(text.rfind(mark, 0, start) for mark in ".?!\n") + 1, start - NEAR)
    before = [found for found in _EVENT.finditer(text, low, start) if _counts(text, found)]
    stop = re.search(r"[.?!\n]", text[end:])
    after = [found for found in _EVENT.finditer(text, end, min(end + NEAR, end + stop.start() if stop else len(text))) if _counts(text, found)]
    if after and after[0].lastgroup == "amending":  # "they wrote on 3 Oct that they'll amend it": the letter's day, whatever else stands before it
        before = [found for found in before if found.lastgroup != "request" or _counts("", found)]
        before = [] if before and before[-1].lastgroup in ("review_meeting", "decision") and _WROTE.search(text, before[-1].start(), start) else before
    if before:
        return str(before[-1].lastgroup) if not _is_letter(before) else str(before[-2].lastgroup)
    return str(after[0].lastgroup) if after else None


def _is_letter(found: list[re.Match[str]]) -> bool:
    """ "The draft was sent on": the sending is the draft's, no request."""
    sent = found[-1].lastgroup == "request" and re.match(r"(?:sent|posted|emailed|made|wrote)", found[-1].group(), re.IGNORECASE)
    return len(found) > 1 and bool(sent) and found[-2].lastgroup not in ("request", "agreed") and found[-1].start() - found[-2].end() < 20


def _counts(text: str, found: re.Match[str]) -> bool:
    """A bare "sent" or "made" is no request unless it says what was; "plan" in "final plan" is not asked for."""
    if found.lastgroup != "request":
        return True
    word = found.group().strip().lower()
    if _LETTER_WAS.search(found.string[: found.start()]) and find_refusal(found.string) is not None:
        return False  # "letter sent 28 october", after a no
    if _COUNCIL_DID.search(found.string[: found.start()]) and find_refusal(found.string) is not None:
        return False  # "they emailed on 3 Oct that they refuse": the council's letter
    return word not in ("sent", "made", "wrote", "posted", "emailed", "put in", "plan") or bool(re.search(r"\b(?:request|application|assess\w*|ehc\w*)\b", text, re.IGNORECASE))
