"""The words of answers: topic, part and channel ▸ text from content/, with its sources; a question back, and that we don't know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.content import Answer
from webhook.services.answers.named_questions import find_questions
from webhook.services.answers.part_asked import COST_ALONE, asks_cost, asks_of_refusal, find_own_part
from webhook.services.answers.part_first import read_first_part, says_most_of
from webhook.services.cases.who_asks import at_work
from webhook.services.letters.letters import find_letter
from webhook.services.render.escalation import show_next_steps
from webhook.services.render.situation import soften
from webhook.services.texts.text import count_segments
from webhook.services.turn.also_asked import find_also, may_miss_one
from webhook.services.turn.follow_ups import REFUSED
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_topics import is_alike

SURGERIES = frozenset(("surgery_info", "surgery_book"))
PROFESSIONAL = "professional"  # the part of an answer for those who work with a child
ALONE = (PROFESSIONAL, "pip", "on_dla")  # parts for whom the short answer, how a parent begins, is not meant
LETTER_PARTS = ("short", "how", "if_late")  # where an answer says to write


def answer_turn(parts: Parts, heard: Heard, topics: list[str], confidence: float = 1.0, more: Sequence[str] = ()) -> Turn:
    """Answer up to three topics on the web; by SMS the first, then what fits one more text, else MORE for the others, and for `more` (conduct 19)."""
    answers = [parts.content.answers[topic] for topic in topics if topic in parts.content.answers]
    urgent = "urgent_today" in heard.flags
    gentle_sms = heard.lane == "gentle" and heard.channel == "sms"  # the sentence that comes before needs the room
    named = [*more, *(topic for topic in find_also(parts.content, heard.masked, [*topics, *more]) if not is_alike(parts.content, topic, topics))]
    others, left = say_others(parts, heard, answers[1:], named, urgent=urgent)
    part = _part_told(parts, heard, answers[0], alone=len(answers) == 1)
    replies = [answer_reply(parts, answers[0], heard.channel, part, urgent=urgent, with_letter=not gentle_sms, with_short=True), *others]
    changes: dict[str, Any] = {"last_topic": answers[0].topic, "options": left, "unsure_count": 0, "awaiting": None}
    turn = Turn(lane="answer", topics=[answer.topic for answer in answers], replies=replies, confidence=confidence, flags=heard.flags, changes=changes)
    show_next_steps(parts, heard, turn, letter_line)
    if part == "short" and len(answers) == 1 and not urgent:
        _add_named_part(parts, heard, turn)
    if may_miss_one(parts.content, heard.masked, len(answers) + len(named)):
        _add_line(turn, parts.content.messages["may_miss_one"].on(heard.channel), heard.channel)
    soften(parts.content, heard, turn)
    return turn


def _add_named_part(parts: Parts, heard: Heard, turn: Turn) -> None:
    """What the message names of the one topic it is about ("how do we appeal that") comes before the rest of it, a cost asked for beside other things after it.

    Never before the steps of a route, nor where by SMS the sentence that comes first needs the room.
    """
    answer = parts.content.answers[turn.topics[0]]
    first = None if heard.flags or turn.changes.get("ladder") or (heard.lane is not None and heard.channel == "sms") else read_first_part(parts.content, heard.masked, answer.topic)
    first = None if first == "how" and heard.channel == "sms" and answer.topic in parts.content.says_how else first
    part = first or ("cost" if asks_cost(answer, heard.masked) else None)
    if part is None:
        return
    told = answer_reply(parts, answer, heard.channel, part, with_letter=False)
    if first and says_most_of(answer.parts[part].on(heard.channel), answer.short.on(heard.channel)):
        turn.replies[0] = answer_reply(parts, answer, heard.channel, part)
    elif first and heard.channel == "web":
        turn.replies[0].text = f"{told.text}\n\n{turn.replies[0].text}"
    else:
        turn.replies.insert(0 if first else 1, told)


def _part_told(parts: Parts, heard: Heard, answer: Answer, *, alone: bool) -> str:
    """What a question to this topic is about: how it is done by work, a no to it, something it has of its own, else the short answer."""
    if PROFESSIONAL in answer.parts and at_work(heard.masked):
        return PROFESSIONAL
    named = next((row.part for row in find_questions(heard.masked) if row.topic == answer.topic and row.part in answer.parts), None)
    if named is not None:
        return named
    if REFUSED in answer.parts and asks_of_refusal(parts.content, answer, heard.masked, alone=alone):
        return REFUSED
    only_cost = asks_cost(answer, heard.masked) and len(heard.masked.split()) <= COST_ALONE
    return find_own_part(answer, heard.masked) or ("cost" if only_cost else "short")


def say_others(parts: Parts, heard: Heard, answers: list[Answer], named: list[str], urgent: bool = False) -> tuple[list[Reply], list[str]]:
    """The replies on what else was asked, and the topics that MORE will give: `named` ones, and by SMS what does not fit one more text."""
    replies = [answer_reply(parts, answer, heard.channel, _part_told(parts, heard, answer, alone=False), urgent=urgent, with_short=True) for answer in answers]
    fits = heard.channel == "web" or not answers or (len(answers) == 1 and count_segments(replies[0].text) <= 2)
    left = [*([] if fits else [answer.topic for answer in answers]), *named]
    if not left:
        return replies, []
    *first, last = [parts.content.answers[topic].plain for topic in left]
    text = parts.content.messages["more_many_topics" if first else "more_topics"].on(heard.channel)
    return [*(replies if fits else []), Reply(text.format(first=", ".join(first), last=last, plain=last))], left


def offer_others(parts: Parts, turn: Turn, channel: str, topics: list[str]) -> Turn:
    """What the message may have meant instead: briefly on the web, by SMS one line and MORE."""
    said = {parts.content.answers[topic].short.sms for topic in turn.topics if topic in parts.content.answers}
    for answer in (parts.content.answers[topic] for topic in topics):
        if answer.short.sms in said:
            continue  # the same words by another name ("no assessment", "no plan")
        text = parts.content.messages["or_meant"].on(channel).format(plain=answer.plain, text=answer.short.web)
        if channel == "web":
            turn.replies.append(Reply(text, sources=[dict(source) for source in answer.sources]))
        elif turn.changes.get("options"):
            continue  # MORE has its meaning already
        elif (joined := with_room(turn.replies[-1].text, text)) != turn.replies[-1].text:
            turn.replies[-1].text = joined
        else:
            turn.replies.append(Reply(text))
        turn.topics.append(answer.topic)
        turn.perhaps += 1
        turn.changes["options"] = [] if channel == "web" else [answer.topic]
    return turn


def answer_reply(parts: Parts, answer: Answer, channel: str, part: str = "short", urgent: bool = False, with_letter: bool = True, with_short: bool = False) -> Reply:
    """The words of one answer on one channel, with where they come from and when they were checked, and the topic's letter. `with_short`: on the web the short answer follows a part."""
    frame = parts.content.messages["answer_frame"]
    letter = letter_line(parts, answer.topic, channel) if with_letter and part in LETTER_PARTS else ""
    text = answer.parts.get(part, answer.short)
    sources = [dict(source) for source in answer.sources]
    if channel == "sms":
        body = answer.urgent.sms if urgent and answer.urgent else text.sms
        return Reply(with_room(frame.sms.format(text=body, checked=answer.checked_on.strftime("%-d %b %Y")), letter), sources=sources)
    with_short = with_short and part not in ALONE
    body = frame.web.format(text=answer.short.web, next_step=answer.next_step) if with_short or part == "short" else text.web
    if with_short and part != "short":
        body = f"{text.web}\n\n{body}"
    if urgent and answer.urgent:
        body = f"{answer.urgent.web}\n\n{body}"
    return Reply(f"{body}\n\n{letter}" if letter else body, sources=sources)


def letter_line(parts: Parts, topic: str, channel: str) -> str:
    """One line that leads to the topic's letter, or nothing. The letter itself is only ever filled in on the page (conduct 17)."""
    letter = find_letter(parts.content.letters, topic)
    if letter is None:
        return ""
    url = f"{parts.settings.public_base}/letters/{letter.key}"
    return parts.content.messages["letter_line"].on(channel).format(title=letter.title, url=url.removeprefix("https://") if channel == "sms" else url)


def with_room(text: str, line: str) -> str:
    """The text and the line, if two segments still hold them."""
    return f"{text} {line}" if line and count_segments(f"{text} {line}") <= 2 else text


def _add_line(turn: Turn, line: str, channel: str) -> None:
    """A line after the replies: in the last one by SMS, where there is room."""
    joined = with_room(turn.replies[-1].text, line) if channel == "sms" else ""
    if joined and joined != turn.replies[-1].text:
        turn.replies[-1].text = joined
    else:
        turn.replies.append(Reply(line))


def clarify_turn(parts: Parts, heard: Heard, options: list[str], confidence: float) -> Turn:
    """One short question between two or three topics; a second time in a row it is a person's turn (conduct 21)."""
    options = [option for option in options if option in parts.content.answers or f"plain_{option}" in parts.content.messages][:3]
    if heard.conversation.unsure_count >= 1 or len(options) < 2:
        return unsure_turn(parts, heard, confidence)
    names = [parts.content.plain_name(option) for option in options]
    listed = ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    text = parts.content.messages["unsure_options"].on(heard.channel).format(options=listed)
    buttons = [{"title": name, "text": str(number)} for number, name in enumerate(names, 1)] if heard.channel == "web" else []
    changes = {"options": options, "unsure_count": heard.conversation.unsure_count + 1}
    turn = Turn(lane="clarify", topics=[], options=options, replies=[Reply(text, buttons=buttons)], confidence=confidence, flags=heard.flags, changes=changes)
    soften(parts.content, heard, turn)
    return turn


def unsure_turn(parts: Parts, heard: Heard, confidence: float) -> Turn:
    """No checked answer: say so, and a way on to a person or PASS."""
    again = heard.conversation.unsure_count >= 1
    text = parts.content.messages["unsure_again" if again else "dont_know"].on(heard.channel)
    changes = {"options": [], "unsure_count": heard.conversation.unsure_count + 1}
    turn = Turn(lane="out_of_scope", topics=[], replies=[Reply(text)], confidence=confidence, flags=heard.flags, changes=changes)
    soften(parts.content, heard, turn)
    return turn
