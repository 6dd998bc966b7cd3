"""Text made comparable before safety is assessed: disguised and mistyped words, contractions, and the windows a long message is read in.

Frightened people write fast, in pieces, and sometimes so that nobody who looks over their shoulder reads it at once. None of that may hide a disclosure.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "`": "'", "´": "'", "–": "-", "—": "-", "…": "."})
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
SPACED = re.compile(r"(?<![^\W_])(?:[a-z][ .\-_]){3,}[a-z](?![^\W_])")
TOKEN = re.compile(r"[^\W_]+(?:['*@$!][^\W_]+)*(?:\*+)?")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
LONG_RUN = 30  # words without a full stop before a run is cut
STEP = 18  # words between the starts of two cuts, so that they overlap


def split_words(written: str) -> frozenset[str]:
    """Words written in one string."""
    return frozenset(written.split())


# Words worth recovering from leet, stars, stretched letters and slips of the thumb. Being here never raises anything by itself.
DANGER_WORDS = split_words(
    "abuse abused abusing attack attacked belt bleed bleeding blood bruise bruised bruises burn burned burns choke choked cutting dead death died "
    "die dying drown drugs hang hanged hanging harm harming hit hits hitting hurt hurting hurts jump kick kicked kicking kill killed killing "
    "knife missing naked overdose paracetamol pills police punch punched punches punching rape raped raping razor rope scared scissors sex smack "
    "smacked stab stabbed stabbing starving strangle strangled strangling suicidal suicide tablets touched touches touching unsafe weapon"
)
LONG_DANGER = sorted(word for word in DANGER_WORDS if len(word) >= 7)
SLIPS = {
    "sucide": "suicide", "suiside": "suicide", "suicied": "suicide", "sucidal": "suicidal", "suicidle": "suicidal", "suisidal": "suicidal",
    "sewerslide": "suicide",
    "unalive": "kill", "kys": "kill", "knif": "knife", "nife": "knife", "knive": "knife", "stabed": "stabbed", "puched": "punched", "punchd": "punched",
    "tonite": "tonight", "2nite": "tonight", "2night": "tonight", "tmrw": "tomorrow", "tomorow": "tomorrow", "tommorow": "tomorrow", "2moro": "tomorrow",
    "pls": "please", "plz": "please", "u": "you", "ur": "your", "r": "are", "hubby": "husband", "bf": "boyfriend", "gf": "girlfriend",
    "tabs": "tablets",
    "brusies": "bruises", "bruses": "bruises", "hert": "hurt", "hurtin": "hurting", "luv": "love", "nxt": "next", "fone": "phone", "cos": "because",
    "od": "overdose", "od'd": "overdosed", "selfharm": "self harm", "selfharming": "self harming", "selfharms": "self harms", "wanting": "want",
    "somethin": "something",
    "frm": "from", "wiv": "with", "wid": "with", "da": "the", "dat": "that", "abt": "about", "coz": "because", "cuz": "because", "bcoz": "because",
}  # fmt: skip
CONTRACTIONS = {
    "im": "i am", "ive": "i have", "dont": "do not", "cant": "can not", "cannot": "can not", "wont": "will not", "isnt": "is not", "arent": "are not",
    "wasnt": "was not", "werent": "were not", "didnt": "did not", "doesnt": "does not", "hasnt": "has not", "havent": "have not", "wouldnt": "would not",
    "couldnt": "could not", "shouldnt": "should not", "hes": "he is", "shes": "she is", "theyre": "they are", "theyve": "they have", "youre": "you are",
    "wanna": "want to", "wana": "want to", "gonna": "going to", "gona": "going to", "gunna": "going to", "tryna": "trying to", "aint": "is not",
    "thats": "that is", "whats": "what is", "theres": "there is", "kms": "kill myself", "weve": "we have", "mustnt": "must not",
    "i'd": "i would", "i'll": "i will", "he'll": "he will", "she'll": "she will", "he'd": "he would", "she'd": "she would", "we're": "we are", 
    "ctb": "kill myself",
}  # fmt: skip


def clean(text: str) -> str:
    """Lower case, plain quotes, no invisible characters, nothing disguised. Sentence marks stay."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(QUOTES).lower()
    return SPACED.sub(lambda match: join_spaced(match.group()), text)


def join_spaced(letters: str) -> str:
    """Makes "kill" of "k i l l", but only where that is a word worth recovering."""
    joined = re.sub(r"[ .\-_]", "", letters)
    return joined if joined in DANGER_WORDS else letters


@lru_cache(maxsize=8192)
def recover(token: str) -> str:
    """The plain spelling of one token."""
    if token in SLIPS:
        return SLIPS[token]
    if "*" in token:
        return next((word for word in sorted(DANGER_WORDS) if fits_stars(token, word)), token.replace("*", ""))
    if re.search(r"[\d@$!]", token) and re.search(r"[a-z]", token):
        plain = token.translate(LEET)
        return plain if plain in DANGER_WORDS or plain in SLIPS else token
    shrunk = re.sub(r"(.)\1{2,}", r"\1\1", token)
    if shrunk != token:
        single = re.sub(r"(.)\1+", r"\1", shrunk)
        token = shrunk if shrunk in DANGER_WORDS else single if single in DANGER_WORDS or single in ("so", "please", "help", "no") else shrunk
    if len(token) >= 7 and token not in DANGER_WORDS:
        return next((word for word in LONG_DANGER if is_one_slip(token, word)), token)
    return token


def fits_stars(token: str, word: str) -> bool:
    """Whether a token with stars may stand for the word."""
    return bool(re.fullmatch("".join("[a-z]{1,3}" if part == "*" else re.escape(part) for part in re.split(r"(\*)\**", token) if part), word))


def is_one_slip(token: str, word: str) -> bool:
    """One letter dropped, doubled or swapped inside the word; the first and last letters must be right, so that real words stay themselves."""
    if token[0] != word[0] or token[-1] != word[-1] or abs(len(token) - len(word)) > 1:
        return False
    if len(token) == len(word):
        wrong = [i for i, (a, b) in enumerate(zip(token, word, strict=True)) if a != b]
        return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and token[wrong[0]] == word[wrong[1]] and token[wrong[1]] == word[wrong[0]]
    longer, shorter = (token, word) if len(token) > len(word) else (word, token)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1))


def tokens(sentence: str) -> list[str]:
    """The words of a cleaned sentence, spelled out: "i'm" is two words, "kn1fe" is "knife"."""
    found: list[str] = []
    for raw in TOKEN.findall(sentence):
        word = raw if raw in CONTRACTIONS else recover(raw)
        bare = word.replace("'", "")
        if word in CONTRACTIONS:
            found.extend(CONTRACTIONS[word].split())
        elif bare in CONTRACTIONS:
            found.extend(CONTRACTIONS[bare].split())
        else:
            found.extend(bare.split())
    return found


Span = tuple[int, int]  # of words: first, and one past the last


def cut(text: str) -> tuple[list[str], list[Span]]:
    """The words of a cleaned text, and its sentences as spans of them; a run of words without a full stop is cut into overlapping spans."""
    words: list[str] = []
    spans: list[Span] = []
    for part in SENTENCE_END.split(text):
        start = len(words)
        words += part.split()
        if len(words) - start <= LONG_RUN:
            spans += [(start, len(words))] if len(words) > start else []
        else:
            spans += [(first, min(first + LONG_RUN, len(words))) for first in range(start, len(words) - LONG_RUN + STEP, STEP)]
    return words, spans


def sentences(text: str) -> list[str]:
    """The sentences of a cleaned text."""
    words, spans = cut(text)
    return [" ".join(words[start:end]) for start, end in spans]


def windows(spans: list[Span]) -> list[Span]:
    """Each sentence, short ones with the sentence after them: "He's in the kitchen. With a knife." is one thing said."""
    following = [*spans[1:], None]
    return [(start, after[1]) if after and end - start <= 7 else (start, end) for (start, end), after in zip(spans, following, strict=True)]
