"""What is said when a list is to go from the page to a phone: a number, another one after it, one that is none, why, no; and who would rather have it printed or by email."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.directory.lists import speaker_for, ways_on
from webhook.services.directory.next import AGREE, next_step, place_not_named
from webhook.services.directory.state import Search
from webhook.services.directory.texting import AWAIT_NUMBER, AWAIT_SENT, text_list
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.steps.search_turns import search_turn
from webhook.services.turn.heard import Heard, Reply, Turn

FEW_WORDS = 8  # of a message that corrects a number
LEAST_FIGURES = 4  # of what is meant to be a phone number
_NO = re.compile(
    r"\W*(?:(?:actually|oh|sorry|no|nah|hmm|um|ok|well|please)\W+)*(?:no|nope|nah|not now|changed my mind|ive changed my mind|leave it|forget it|forget that|never ?mind|cancel that"
    r"|(?:i'?d |i would )?rather not(?: say)?|i don'?t want (?:to|that|it|texts?|you to)\b.*|don'?t (?:text|bother)\b.*|no (?:mobile|phone)\b.*"
    r"|(?:i )?(?:don'?t|do not|haven'?t|have not) (?:have |got |own )?(?:a |any )?(?:mobile|phone|mobile phone|smartphone)\b.*)\W*",
    re.IGNORECASE,
)
_WHY = re.compile(r"\b(?:why|what for|what do you (?:need|want) (?:it|that|my)|is it safe|who (?:sees|gets|will see)|do you keep|will you keep|what will you do with)\b", re.IGNORECASE)
_LIST = r"(?:it|this|these|them|that|the list|this list)"
_KEEP = re.compile(
    r"\W*(?:(?:can|could|please|pls|ok|and|i|you|we|how do i|how can i|want to|like to|id|is there a way to)\W+)*"
    rf"(?:print(?: {_LIST})?(?: out)?|e-?mail (?:me|us)(?: {_LIST})?|e-?mail {_LIST}(?: to (?:me|us))?|send {_LIST}(?: to (?:me|us))? (?:by|to my) e-?mail)\W*(?:instead|please|pls)?\W*",
    re.IGNORECASE,
)


def take_phone(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """What a message says of the phone that a list goes to; None for anything else."""
    awaiting, speaker = heard.conversation.awaiting or "", speaker_for(parts, heard.channel)
    say = speaker.say
    if search.shown and _KEEP.fullmatch(heard.text) and not heard.form_open:
        return search_turn([Reply(say("keep_list"), buttons=ways_on(speaker))], AWAIT_NUMBER if awaiting == AWAIT_NUMBER else "search")
    if awaiting not in (AWAIT_NUMBER, AWAIT_SENT):
        return None
    if "phone" in heard.personal_kinds:
        return text_list(parts, heard, search) if awaiting == AWAIT_NUMBER or len(heard.text.split()) <= FEW_WORDS else None
    if awaiting == AWAIT_SENT:
        return None
    if _NO.fullmatch(heard.text) or place_not_named(heard.text, vocabulary) == "refuses":
        return search_turn([Reply(say("no_texts"), buttons=ways_on(speaker))])
    if _is_figures(heard.text):
        return search_turn([Reply(say("number_again"))], AWAIT_NUMBER)
    if _WHY.search(heard.text) or next_step(heard.text, vocabulary) == AGREE:
        return search_turn([Reply(say("ask_number"))], AWAIT_NUMBER)
    return None


def _is_figures(text: str) -> bool:
    """Whether a message is meant to be a number: more figures than letters, "0770 nine hundred"."""
    figures = sum(character.isdigit() for character in text)
    return figures >= LEAST_FIGURES and (figures > sum(character.isalpha() for character in text) or text.strip().startswith("07"))
