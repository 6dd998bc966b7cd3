"""Rows of named_questions on money, school, getting there, and growing up."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words

_PUPIL = r"(?:he|she|they|i|we|my \w+|our \w+|(?:the |my |our )?(?:son|daughter|child|boy|girl|lad))"
_TAXI = r"(?:taxi|transport|minibus|school bus|bus pass|travel (?:help|pass|assistance)|escort|passenger assistant|cab)s?"
_TAKEN = (
    r"(?:cut|stopped|stopping|cancell?ed|cancell?ing|ended|ending|axed|withdrawn|withdrew|withdrawing|removed|removing|taken (?:away|off)|took (?:away|off)|taking (?:away|off)"
    r"|pulled|scrapped)"
)
_PART_TIME = (
    r"(?:part.?time (?:time ?table|hours|school)|reduced (?:time ?table|hours)|part.?time ?table|half days?|mornings? only|only (?:\w+ ){0,4}mornings?|just (?:\w+ ){0,3}mornings?"
    r"|(?:a few|couple of|\d|two|three) hours (?:a|per) day)"
)
PART_TIME = (  # told by the hours as well
    rf"\b{_PART_TIME}\b|\bpart.?time(?! (?:job|work))\b|\bhalf a days?\b|\bafternoons? only\b|\b(?:only|just) (?:\w+ ){{0,4}}afternoons?\b"
    r"|\b(?:an|one|four|\d) hours? (?:a|per|each|every) day\b|\b\d{1,2}(?:[.:]\d\d)?(?: ?am)? ?(?:-|to|til+|until|till) ?\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)? (?:every|each|a|per) day\b"
    r"|\b(?:only|just)\b.{0,30}\b(?:in|at school|let(?:s|ting)?|allow\w*|have|has|having|take\w*|goes|does|gets)\b.{0,30}"
    r"(?:\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)?\s*(?:-|to|til|till|until)\s*(?:\d{1,2}|lunch|noon)|\b(?:\d|one|two|three|four|an|half an|few|couple of)(?: and a half)? (?:hours?|hrs?)\b"
    r"|\b(?:mornings?|afternoons?)\b|\b(?:until|till|til) (?:lunch\w*|break|noon|\d))"
)
_OFTEN = (
    r"(?:every ?day|each day|most (?:days|weeks)|daily|all the time|every time|every lunch\w*|every (?:other )?week|a lot|again and again|(?:\w+ ){0,2}times|always|keeps?"
    r"|most lunch\w*)"
)
FETCHED = (  # sent home early, by whoever is rung to fetch the child: never lawful by agreement, as a part-time timetable can be
    r"\b(?:r[iau]ng(?:s|ing)?|phon\w+|call\w*|text(?:s|ed|ing)?|ask(?:s|ed|ing)?|tell(?:s|ing)?|told|mak(?:e|es|ing)|made|want(?:s|ed)?|expect(?:s|ed)?|get(?:s|ting)?|got) "
    r"(?:me|us|my \w+|his \w+|her \w+|mum|dad)\b.{0,25}\b(?:pick|fetch|collect|come (?:and |to )?(?:get|for)|take (?:him|her|them) home|bring (?:him|her|them) home)\w*\b"
    r"|\b(?:i|we|i'm|im|we're)(?: (?:am|are|have|always|then|just|still|get|being|keep|constantly))*(?: (?:have|had|got|getting|being|get|keep))* (?:to )?(?:called|rung|phoned|asked)"
    r"(?: (?:in|up|at work|every day))* to (?:pick|fetch|collect|come|get|take)\b"
    rf"|\b(?:send\w*|sent|pick\w*|collect\w*|fetch\w*)\b.{{0,25}}\b(?:at (?:lunch\w*|noon|12|11|1|dinner ?time)|(?:for|over) lunch\w*|before lunch\w*|early|home)\b.{{0,15}}\b{_OFTEN}"
    rf"|\b(?:every|most|each) (?:day|lunch\w*|dinner ?time|week)\w*\b.{{0,25}}\b(?:send\w*|sent|pick\w*|collect\w*|fetch\w*)\b"
    r"|\blunch\w*\b.{0,15}\b(?:send\w*|sent) (?:him |her |them |my \w+ )?home\b|\b(?:send\w*|sent) (?:(?:him|her|them|my \w+|home) ){0,3}(?:at|for|over) (?:lunch\w*|dinner ?time)\b"
)
FETCHED_NOT = (
    r"\b(?:ill|sick|poorly|unwell|temperature|vomit\w*|threw up|nits|covid|infect\w*|seizure|hurt|nursery|taxi|transport|bus|after.?school club|respite|short breaks?"
    r"|review|meeting)\b"
)
HOURS_CUT = r"\b(?:hours|time|day) (?:has been |have been |was |were |been |is |are )?(?:cut|reduced|shortened)\b"  # may be those of a TA: only where a child at school was spoken of
HOME_EDUCATED = (
    r"\bhome.?(?:educat\w*|school\w*|ed(?:s|d?ing|ded|ders?)?)\b|\bhome.?school|\bde-?regist\w+\b"
    r"|\b(?:teach|educate|school) (?:him|her|them|my \w+|our \w+)(?: (?:my ?self|ourselves)\b(?! (?:to|how|that|about)\b)|(?: (?:my ?self|ourselves))? (?:at|from) home\b)"
    r"|\boff.?roll\w*\b|\btak\w+ (?:him|her|them|my \w+) off (?:the )?(?:school )?roll\b|\behe\b|\belective home\b"
)
_NOT_BY_CHOICE = words(
    r"\bwho(?:'?s| is| are| should| will| has| must| ought)?(?: (?:be|to|supposed|meant|going|responsible|for|have|legally|actually))* (?:teach|educat)\w*\b"
    r"|\b(?:eotas|eotis|groups?|clubs?|tutors? near|home ?school (?:transport|travel|diary|book|link|communication)|between home|by the council|(?:nobody|no ?one"
    r"|not) (?:is )?(?:being )?(?:teach\w*|taught)|(?:send|sent) (?:a |him a |her a )?tutor)\b|\bhome[- ]to[- ]school\b"
)
_GOES_ON = (
    r"(?:keeps?|still|loses?|lose|losing|carr(?:y|ies) on|stops?|stopped|continues?|continue|happens? to|ends?|go on|goes on|taken away|without|get|have|pay|paid|fund\w*"
    r"|entitled)"
)
_HELP_IN_PLAN = (
    r"(?:speech|salt|s&lt|slt|therap\w+|ot|physio\w*|section f|(?:ehc )?plan|ehcp?|support|help|provision|1.?(?:to|:|2).?1|one.to.one|ta|equipment|tutor\w*|sessions?|funding|money)"
)
_KEEPS_HELP = (
    rf"^(?!.*\b(?:how (?:do|can|would)|apply|group|clubs?)\b)(?=.*\b(?:will|would|does|do|can|could|is|what)\b.{{0,30}}\b{_GOES_ON}\b.{{0,40}}\b{_HELP_IN_PLAN}\b"
    rf"|.*\b{_HELP_IN_PLAN}\b.{{0,20}}\b(?:stop|end|carry on|continue|go on)\w*\b|.*\bwhat about (?:his|her|their|the|my \w+?) {_HELP_IN_PLAN}\b)"
)
_SPECIAL_SCHOOL = r"^(?=.*\b(?:special(?:ist)? (?:needs )?(?:school|sen school|provision|placement)|special needs school|sen school|non.?maintained)\b)"
_ORDINARY_SCHOOL = (
    r"^(?=.*\b(?:mainstream|(?:normal|ordinary|regular|local|primary|secondary|usual|comprehensive|state|academy) (?:\w+ )?school|(?:is|was"
    r"|were) (?:an )?academy)\b)(?!.*\bspecial (?:needs )?school\b)"
)
_WHOSE_CONSENT = (
    r"^(?=.*\b(?:do|does|must|should|have|need|can|could|will|would|am|who)\b.{0,25}\b(?:ask|tell|inform|permission|consent|agree\w*|approv\w+|allowed|stop (?:me|us)|say no"
    r"|refuse|let (?:me|us)"
    r"|notify|write to|get (?:his|her) (?:name|place)|notice|just (?:take|stop|pull|leave))\b"
    r"|.*\bhow (?:do|can|would) (?:i|we) (?:do (?:it|that)|start|go about|take|pull)\b)(?!.*\bhow do (?:i|we) (?:ask|get)\b)"
)
_PRESSED = (
    r"^(?=.*\b(?:school|they|head\w*|senco|sendco|teacher|council|la|academy|college)(?:'?s|'?re)?\b.{0,25}\b(?:told|tells?|telling|said|says|saying|want\w*|mak(?:e|es|ing)"
    r"|forc\w+|press\w*"
    r"|suggest\w*|push\w*|advis\w+|recommend\w*|encourag\w+)\b.{0,30}\b(?:home|off.?roll|de-?regist\w+|off (?:the )?(?:school )?roll))"
)


def _home(part: str, asks: str) -> Question:
    """One question of whoever thinks of home education; with no word of it, where that was just spoken of."""
    told = words(HOME_EDUCATED)
    return Question("out_of_school_provision", part, words(asks), told, _NOT_BY_CHOICE, ("out_of_school_provision",), told)


OF_LIFE: tuple[Question, ...] = (
    Question(
        "benefits_money",
        "pip",
        words(r"\bpip\b|\b(?:turn\w*|is|when|he'?s|she'?s|at|be|nearly|almost|before|after) (?:now |nearly |almost |just )?(?:16|sixteen)\b|\b16th\b"),
        words(r"\b(?:dla|pip|disability living|personal independence)\b"),
        words(
            r"\b(?:refus\w+|appeal\w*|turned (?:\w+ )?down|reject\w*|which tribunal|what tribunal|said no|carer'?s?|mandatory|zero points|no points|how much|blue badge"
            r"|in the pip(?:e|eline)|badge|bursary)\b"
        ),
    ),
    Question(
        "benefits_money",
        "pip",
        words(r"^\W*(?:[a-z']+\W+){0,8}(?:16|sixteen)\b(?! ?(?:hours?|hrs?|weeks?|days?|months?|pounds|quid|%))(?:\W+[a-z']+){0,9}\W*$"),
        None,
        words(r"\b(?:carer'?s?|badge|transport|taxi|bus|college|sixth form|plan|ehcp?|school|bursary|how much)\b"),
        ("benefits_money",),
        words(r"\b(?:dla|pip|disability living|personal independence)\b"),
    ),
    Question(
        "benefits_money",
        "on_dla",
        words(
            r"\b(?:what|anything|any thing|any)\b.{0,12}\b(?:else|other|more|extra|next)\b|\bentitled\b|\bcan (?:i|we|he|she) (?:also )?(?:get|claim|have) (?:any|more|other"
            r"|extra)\w*\b|\b(?:any|other"
            r"|more|extra) (?:\w+ )?(?:money|benefits?|help|grants?)\b|\bis there (?:any )?more\b"
        ),
        words(
            rf"\b{_PUPIL}(?:'?s|'?ve|'?re)?\s+(?:(?:is|are|has|have|had|now|already|just|both|been|also|only|on|got|gets?|getting|given|awarded|receiv\w+|claim\w*|the|a|for"
            rf"|him|her|it)\s+){{0,5}}"
            r"(?:(?:low|lower|middle|mid|high|higher|highest|lowest)(?: rates?)?\s+)?(?:(?:rates?|care|mobility)\s+){0,3}dla\b|\bon (?:the )?(?:low|middle|mid"
            r"|high)\w* rate (?:care |mobility )?(?:of )?dla\b|\b(?:already|been) (?:get|gets|getting|on|has"
            r"|have|got|claim\w*|receiv\w+|awarded) (?:\w+ ){0,3}dla\b"
        ),
        words(
            r"\b(?:pip|16|sixteen|badge|nursery|transport|taxi|ehcp?|plan|assess\w*|short breaks?|respite|clubs?|refus\w+|reject\w*|turned down|stopp?ed|appeal\w*"
            r"|carer'?s allowance|renew\w*|forms?|(?:how|can|could|should|do|will|to"
            r"|would) (?:\w+ ){0,4}(?:claim|apply for|get|have) dla|not on dla|isn'?t on dla|apply for dla)\b"
        ),
    ),
    Question(
        "short_breaks",
        "direct_payments",
        words(
            r"\bdirect payments?\b|\b(?:have|get|take|want|give (?:me|us)) (?:the |it as )?(?:money|cash)\b.{0,12}\b(?:instead|myself|ourselves|directly)\b|\bbuy (?:it"
            r"|the help|my own|our own)\b|\bpay (?:for )?(?:a |my own |our own |someone )(?:carer|pa|person|\w+ myself)\b"
        ),
        words(r"\b(?:short.?breaks?|respite|sart|social care|social worker|carer'?s? (?:break|assessment)|disabled children'?s team|cypds)\b"),
        words(
            r"\b(?:section [fj]|personal budget|ehcp?|in (?:the|his|her|my) plan|school place|refus\w+|reject\w*|turned (?:\w+ )?down|said no|stopped|tribunal|appeal\w*|bank"
            r"|benefits?)\b"
        ),
        ("short_breaks", "carer_support"),
    ),
    Question(
        "post16_options",
        "choose",
        words(
            rf"\b(?:can|does|do|is|will|could|may) {_PUPIL}\b.{{0,25}}\b(?:choose|pick|decide|select|say)\b.{{0,30}}\b(?:college|sixth form|6th form)\b|\bwho (?:chooses|picks"
            rf"|decides|gets to (?:choose|pick|decide))\b.{{0,25}}\b(?:college|sixth form|6th form)\b"
            r"|\b(?:choice|choosing|choose|pick|picking) (?:of )?(?:(?:his|her|their|my|a|the|which|what|own) ){0,3}(?:college|sixth form|6th form)\b"
            r"|\bask for (?:a |the |his |her )?college\b.{0,15}\b(?:plan|ehcp?)\b|\b(?:leave|leaving) school\b.{0,20}\bfor\b.{0,12}\b(?:college|training|an? apprenticeship)\b"
            r"|\bto (?:a )?college\b.{0,20}\bwith (?:his|her|their|a|the) (?:plan|ehcp?)\b"
        ),
        None,
        words(r"\b(?:refus\w+|said no|turned down|rejected|appeal\w*|named another|won'?t (?:take|have)|university|moving to|transport|taxi|bus)\b"),
    ),
    Question(
        "preparing_for_adulthood",
        "decides",
        words(
            r"\bwho (?:makes|decides|signs|speaks|takes)\b.{0,30}\b(?:decisions?|for (?:him|her|them)|if (?:he|she|they) can'?t)|(?:\b(?:not|cant|wont|doesnt|unable|cannot"
            r"|never)|n't)\b.{0,12}\b(?:decid\w+|make (?:\w+ ){0,3}(?:decisions?|choices?)|understand (?:money|what it means))\b"
            r"|\bmental capacity\b|\blacks? capacity\b|\bappointee\b|\bdeputyship\b|\b(?:a|his|her|become|be|as) deputy\b(?! head| manager)|\bpower of attorney\b|\bcapacity act\b"
        ),
        words(r"\b(?:1[5-9]|2[0-4]|sixteen|eighteen|adult|young person|college|year ?1[0-3]|capacity|appointee|deputy\w*|attorney)\b"),
        words(
            r"\b(?:deputy head|head ?teacher|deputy manager|(?:i|we) can'?t decide|i (?:am|m) not able|council (?:can'?t|cannot|has not|hasn'?t)|they (?:can'?t|cannot|haven'?t"
            r"|have not) (?:decide|made))\b"
        ),
        within=("post16_options", "benefits_money"),
    ),
    _home("home_help", _KEEPS_HELP),
    _home("home_pressed", _PRESSED),
    _home("home_special", _SPECIAL_SCHOOL),
    _home("home_ordinary", _ORDINARY_SCHOOL),
    _home("home_consent", _WHOSE_CONSENT),
    Question("out_of_school_provision", "home_education", words(HOME_EDUCATED), None, _NOT_BY_CHOICE),
    Question(
        "sen_support_school",
        "exams",
        words(
            r"\b(?:extra time|readers?|scribes?|rest breaks?|access arrangements?|exam arrangements?|separate room|special consideration|laptop|pays?|paid|report|dyslexi\w+|help"
            r"|support)\b"
        ),
        words(r"\b(?:exams?|gcses?|sats|a.?levels?|mocks?|access arrangements?)\b"),
        words(
            r"\b(?:miss(?:ed|ing)?|exclu\w+|plan (?:end|stop)\w*|after (?:his|her|their|the)? ?(?:gcses?|exams?|a.?levels?)|college|sixth form|appeal\w*|tribunal|medical exam\w*"
            r"|eye exam|assessment|plan (?:promised|says|said)|promised|never had|apprent\w+|need (?:maths|english)|too ill|online school)\b"
        ),
    ),
    Question(
        "sen_support_school",
        "charge",
        words(
            r"\b(?:charg(?:e|es|ed|ing)|make (?:us|me) pay|making (?:us|me) pay|(?:want|wants|asked|asking|told|tell) (?:us|me) (?:to )?(?:pay|fund|cover)|(?:have|got) to pay"
            r"|pay (?:extra|more|towards|for (?:his|her|the|a|their)))\b"
        ),
        words(
            r"\b(?:1.?(?:to|:|2).?1|one.?to.?one|tas?|teaching assistants?|support|adjustments?|lsa|helper|carer|wheelchair|equipment|laptop|aids?|trip"
            r"|residential)\b.*\b(?:school|trip|residential|head|senco|sendco|class)\b|\b(?:school|trip|residential|head|senco|sendco|class)\b.*\b(?:1.?(?:to|:|2).?1|one.?to.?one"
            r"|tas?|teaching assistants?|support|adjustments?|lsa|helper|carer|wheelchair|equipment|laptop|aids?|(?:extra|another) adult)\b"
        ),
        words(
            r"\b(?:exams?|gcses?|nursery|childminder|holiday club|after.?school|private|independent|charger|in charge|taxi|transport|council|direct payments?|mobility"
            r"|carer'?s allowance|fee|fees|blue badge)\b"
        ),
    ),
    Question(
        "school_transport",
        "stopped",
        words(rf"\b{_TAKEN}\b.{{0,25}}\b{_TAXI}\b|\b{_TAXI}\b.{{0,30}}\b(?:{_TAKEN}|is being (?:cut|stopped)|stops?|ends?|going to stop|gone)\b(?! (?:at|outside|near|by)\b)"),
        None,
        words(
            r"\b(?:today|this morning|tonight|tomorrow|right now|late|didn'?t (?:come|turn|show)|not (?:come|turned|here|shown)|no ?show|driver|company|firm|provider"
            r"|answering|never (?:come|came|turn\w*)"
            r"|broke\w*|bus stop|cut ?off|strike|if (?:he|she|they|i|we) (?:turn|move|go)\w*|16|sixteen|and the plan)\b"
        ),
    ),
    Question(
        "exclusion_reduced_timetable",
        "part_time",
        words(
            r"\bhow (?:long|many (?:weeks|days|months|terms))\b.{0,45}|\b(?:time ?limit|limit|maximum|max|longest)\b|\bfor (?:ever|how long|months|weeks)\b.{0,20}\?"
            r"|\bwhen (?:does|do|must|should|will) \w+\b.{0,35}\b(?:end|stop|full time|go back)\b"
        ),
        words(rf"\b{_PART_TIME}\b"),
        words(r"\b(?:suspen\w+|exclu(?:ded|sion)|job|work part|my hours|dla|direct payments?|ta hours|1:1)\b"),
    ),
    Question(
        "school_complaint",
        "restraint",
        words(r"\b(?:polic(?:y|ies)|rules?|guidance|guidelines|law|laws|legal|allowed|permitted|when (?:can|is|are|may))\b|\bcan (?:they|schools?|teachers?|staff|tas)\b"),
        words(
            r"\brestrain\w*\b|\bseclusion\b|\b(?:positive|safe) handling\b|\breasonable force\b|\buse (?:of )?force\b|\bisolation rooms?\b"
            r"|\bphysical(?:ly)? (?:intervention|interventions|restrain\w*|handling|hold\w*)\b|\bh[eo]ld(?:ing)? (?:(?:him|her|them|my \w+|an?|the|kids?"
            r"|child(?:ren)?|pupils?|autistic|disabled) ){1,3}down\b|\bteam.?teach\b"
        ),
        words(
            r"\b(?:(?:was|were|been|got|being|gets?|keeps?|keep) (?:\w+ )?(?:restrain\w*|held|pinned)|restrained (?:him|her|them|my)|bruis\w+|marks?|hurt|injur\w+|yesterday|today"
            r"|last (?:week|night)|this (?:morning|week)|car seat|seat ?belt|buggy|wheelchair|straps?|policy number)\b"
        ),
    ),
)
