"""A step that answers one thing for sure (a counted date, a day we ask for) answers what else the message asks too, and never swallows it.

A child without lessons comes before a date; everything else after it. By SMS what does not fit one more text is had with MORE.
"""

from __future__ import annotations

from collections.abc import Sequence

from webhook.bootstrap import Parts
from webhook.services.render.render import answer_reply, say_others
from webhook.services.turn.also_asked import find_also
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.told_topics import MOST_ANSWERED, WITHOUT_LESSONS, find_told_topics

OF_A_PLAN = ("ehcna_timeline", "ehcp_final", "ehcp_late")  # where a request's day was counted: the plan that comes of it


def answer_told(parts: Parts, heard: Heard, turn: Turn, told: Sequence[str] | None = None, covered: Sequence[str] = ()) -> Turn:
    """The turn with the answers on what else was told in the message; `told` where that was read already, `covered` are topics that the turn has answered besides its own."""
    covered = [*turn.topics, *covered]
    told = find_told_topics(parts, heard, covered) if told is None else told
    answers = [parts.content.answers[topic] for topic in told][: MOST_ANSWERED - 1]
    before = [answer for answer in answers if answer.topic in WITHOUT_LESSONS]
    after = [answer for answer in answers if answer not in before]
    own = turn.topics[:1] if answers else turn.topics
    named = [topic for topic in (*told[MOST_ANSWERED - 1 :], *find_also(parts.content, heard.masked, [*covered, *told])) if topic not in own]
    urgent, mine = "urgent_today" in heard.flags, "urgent_today" in turn.flags
    first = [answer_reply(parts, answer, heard.channel, urgent=urgent, with_letter=heard.channel == "web") for answer in before]
    kept = after if first and heard.channel == "sms" else []  # two texts are enough: MORE gives the others
    others, left = say_others(parts, heard, [answer for answer in after if answer not in kept], list(dict.fromkeys([*(answer.topic for answer in kept), *named])))
    turn.replies = [*turn.replies, *first, *others] if mine and not urgent else [*first, *turn.replies, *others]
    turn.topics = [*(answer.topic for answer in before), *own, *(answer.topic for answer in after)]
    turn.changes["options"] = left
    return turn
