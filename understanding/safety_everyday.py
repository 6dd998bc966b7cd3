"""Hard days that are told in the words of danger: parting, strain, an accident at school, a meltdown, the fear of losing the children; and who comes along. Notation: safety_notation.

Each is read only in a message of at most SHORT words in which no other worrying word stands (`against`). Then the classifier must be sure, as beside WORN; and
of a meltdown the rule that a child hurts somebody at home is not met, since a child who lashes out in one is asked about as behaviour (conduct 4).
A plain day (who fetches the child, what is not to hand) is one only where every word of the message is among its `only`: one word more, and it is read as ever. It is met
with no pity either, and the classifier must be all but certain, as beside TIRED.
"""

from __future__ import annotations

from dataclasses import dataclass

from understanding.safety_text import split_words
from understanding.safety_vetoes import WORRYING

ADULTS = split_words(
    "husband husbands partner partners wife ex boyfriend girlfriend fiance dad dads daddy father fathers mum mums mother mothers stepdad stepmum stepfather man men woman uncle "
    "uncles aunt neighbour boyfriends"
)
STAFF = split_words(
    "staff teacher teachers ta tas driver drivers escort escorts carer carers worker senco sendco headteacher tutor keyworker assistant adult adults another "
    "sir miss lady someone somebody told say says saying said did secret purpose deliberately self nobody noone why restraint held holding sat dragged grabs restrains again keeps kept "
    "twice always"
)
BIG = split_words(
    "teen teenager teenage 12 13 14 15 16 17 18 19 20 21 22 23 24 25 bigger stronger hard badly day daily constantly always worse safe unsafe baby sister brother siblings "
    "headbutt headbutts strangle throat face eye eyes teeth rib ribs concussion neck head kids children boys girls them"
)
CLUBS = split_words("club clubs group groups session sessions swimming nursery class classes trip trips lesson lessons playscheme camp autism autistic adhd asd old year years age")
AGAIN = split_words("want wish rather suicidal myself himself herself anyone nobody noone alive tonight here")
_KIDS = "kids|kid|children|child|son|daughter|boy|girl|boys|girls|baby|babies|him|her|them|twins"
_MELTDOWN = "meltdown|meltdowns|melts|melt|melting|overload|overloaded|overwhelmed|overstimulated|dysregulated|tantrum|tantrums|shutdown|sensory"
_PART = "splitting|split|separating|separated|divorcing|divorced|divorce|separation"
_LIMBS = "knee|knees|ankle|ankles|finger|fingers|thumb|toe|toes|nose|lip|tooth|elbow|shoulder|hip|chin|forehead"
_LASHES = "hits|hit|hitting|kicks|kick|kicking|bites|bite|biting|punches|punch|scratches|scratch|slaps|pinches|pinch|pushes|lashes|hurts|pulls"


@dataclass(frozen=True)
class Everyday:
    """One kind of hard day: its patterns, the words beside which they count for nothing, and the rule that is not met then."""

    name: str
    written: str
    against: frozenset[str]
    instead_of: str | None = None
    only: frozenset[str] = frozenset()  # all words there may be; empty: any


_SMALL = split_words(
    "a an the to at in on of for from and or but so then is are am be do does has have had got get gets will would can could should may might need needs not it this that they "
    "we i me us my our your his her their you he she ill well sorry please hi hello thanks thank ok okay if its when what where there here today tomorrow now still just also too only as "
    "because same time monday tuesday wednesday thursday friday saturday sunday am pm morning afternoon one two three"
)
_FETCHED = split_words(
    "husband wife partner ex dad dads father mum mums mother nan nana gran grandma grandad sister brother aunt uncle friend neighbour childminder son sons daughter daughters child "
    "children kid kids boy boys girl girls baby toddler twins pick picks picking picked collect collects collecting fetch fetches fetching drop drops dropping up off take takes taking "
    "school nursery club clubs college swimming football class work working appointment meeting surgery slot place bring come comes coming late later earlier early make another other "
    "with along half past oclock which before after"
)
_CARED_FOR = split_words(
    "look after looking care carer carers autistic autism adhd disabled disability disabilities learning difficulties downs syndrome special dementia old years year yrs young adult grown "
    "husband wife partner dad father mum mother nan nana gran grandma grandad sister brother aunt uncle son sons daughter daughters grandson granddaughter nephew niece child children kids "
    "twins both help support money benefits advice groups group anything any some more what who full lives with me him her them myself like who whos which someone there"
)
_NOT_TO_HAND = split_words(
    "front hand letter letters plan number numbers reference ref code paper papers paperwork form forms card details date dates email report book folder file them those any near "
    "home work bag car phone computer moment right yet sure think find look check get back later see having no nothing"
)
_FETCHERS = "husband|wife|partner|ex|dad|father|mum|mother|nan|nana|gran|grandma|grandad|sister|brother|aunt|uncle|friend|neighbour|childminder"
_RELATIVES = "mum|mums|mother|nan|nana|gran|granny|grandma|grandad|dad|sister|brother|husband|wife|partner|friend|aunt|auntie|daughter|son|neighbour"
_AIDS = "stick|sticks|wheelchair|frame|walker|crutches|scooter|rollator"

EVERYDAY = (
    Everyday(
        "fetched",
        f"""
        {_FETCHERS} ~4 pick|picks|picking|picked ~3 up // {_FETCHERS} ~4 drop|drops|dropping ~3 off // {_FETCHERS} ~4 collect|collects|collecting|fetch|fetches|fetching ~2
        {_FETCHERS} ~4 get|take|takes|taking ~3 to|from ~2 school|nursery|club|college|swimming|football|class
        """,
        WORRYING,
        only=_SMALL | _FETCHED,
    ),
    Everyday(
        "fetched",
        f"{_FETCHERS} can not|nt ~2 come|make|be ~6 pick|picks|picking|collect|fetch|get|drop ~3",
        WORRYING,
        only=(_SMALL | _FETCHED | {"not"}) - split_words("bring take takes"),
    ),
    Everyday(
        "carer_asks",
        "i|am look|looking after ~9 any|is|what|some|more help|support|there|money|benefits|advice|groups|anything|can ~4 // any|what|is ~4 help|support|money ~4 look|looking after",
        WORRYING - {"money"},
        only=(_SMALL - {"they"}) | _CARED_FOR,
    ),
    Everyday("not_to_hand", "not ~5 in front of me|us // not ~5 to hand // not ~3 got ~4 on|with me|us", WORRYING, only=_SMALL - split_words("he she they we his her their") | _NOT_TO_HAND),
    Everyday(
        "companion",
        f"""
        {_RELATIVES} ~3 coming|comes|come ~4 uses|use|needs|walks|has|in ~2 {_AIDS}
        {_RELATIVES} ~3 coming|comes|come ~5 can not ~1 do|manage|climb|use|walk ~2 stairs|steps|far|lift|long
        {_RELATIVES} ~2 is|are ~1 deaf|blind|disabled|elderly ~4 coming|comes|come
        {_RELATIVES} ~3 coming|comes|come ~4 is|are|hes|shes ~1 deaf|blind|disabled|elderly
        bring|bringing ~1 {_RELATIVES} ~5 uses|use|has|in|needs|walks ~2 {_AIDS}
        """,
        (
            WORRYING
            | AGAIN
            | split_words("hits hit hitting beat beats beating throws throw threatens house round home drunk at after get got waves waving swings raises raised bat angry shouting")
        )
        - split_words("here"),
    ),
    Everyday(
        "parting",
        f"""
        {_PART} ~9 he|she|they|{_KIDS}|partner|husband|wife|ex ~2 not ~2 cope|coping
        he|she|they|{_KIDS} ~2 not ~2 cope|coping ~6 {_PART}
        """,
        (WORRYING | AGAIN) - split_words("cope coping"),
    ),
    Everyday(
        "strain",
        """
        need|needs|want|get|getting ~3 respite|break|breaks|rest ~4 can not ~1 do|cope|manage|keep
        can not ~1 do|cope|manage|keep ~5 need|needs|want|without ~3 respite|break|breaks|rest|support
        """,
        (WORRYING | (AGAIN - split_words("want"))) - split_words("cope coping"),
    ),
    Everyday(
        "accident",
        f"""
        {_KIDS}|he|she ~2 was|got|been|is|gets ~1 hurt|injured at|in ~2 school|nursery|college|pe|playground|class|playtime|lunchtime|football|playing
        {_KIDS}|he|she ~2 hurt|injured his|her ~1 {{BODY}}|{_LIMBS} ~2 at|in ~2 school|nursery|college|pe|playground|class|playtime|lunchtime|football|playing
        fell|fallen|falls|tripped|slipped|bumped ~5 hurt|injured|cut|bumped ~2
        hurt|injured ~6 fell|fallen|tripped|slipped
        """,
        (WORRYING | STAFF) - split_words("hurt hurts injured injury accident hospital jump"),
    ),
    Everyday(
        "meltdown",
        f"""
        {_LASHES} ~1 me|us|out ~3 when|if|during|in|while|because|as|after|every ~4 {_MELTDOWN}
        {_MELTDOWN} ~5 {_LASHES} ~1 me|us|out
        """,
        (WORRYING | ADULTS | BIG) - split_words("hit hits hitting kick kicks kicking bite punch punches hurt hurts hurting slaps throws cope coping"),
        "child_hurts_family",
    ),
    Everyday(
        "taken",
        f"""
        will|would|could|might|may|going they|you ~2 take|taking|remove|removing my|our ~1 kids|children|babies
        they ~1 will|would|could|might|may|going|try ~2 take|taking|remove|removing my|our ~1 kids|children|babies
        take|taking|remove|removing my|our ~1 {_KIDS} away|off
        social|services|ss|council ~4 take|taking|remove|removing ~2 {_KIDS}
        """,
        (WORRYING | ADULTS | CLUBS | split_words("his him does tonight now today told tell")) - split_words("scared frightened afraid fear cope coping police"),
    ),
)
