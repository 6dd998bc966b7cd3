"""Rows of named_questions that lean on what a school did: half days, a child kept home, an exclusion for good, home education, medicine, a taxi that never came."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words

_EXCLUSION, _OUT = "exclusion_reduced_timetable", "out_of_school_provision"
_SCHOOLS = (_EXCLUSION, _OUT, "attendance_ebsa", "school_complaint", "sen_support_school")
_HOME = (
    r"\b(?:home.?(?:ed(?:d?ing|ded|ucat\w+)?|school\w*)|(?:teach|educate|school) (?:him|her|them|my \w+|our \w+) (?:at|from) home|de-?regist\w+|off.?roll\w*|ehe"
    r"|tak\w+ (?:him|her|them|my \w+) off (?:the )?(?:school )?roll)\b"
)
_NOT_HOME = words(
    r"\b(?:home[- ]to[- ]school|home ?school (?:transport|travel|diary|book|link|communication)|eotas|eotis|by the council|clubs?|groups?|exams?|dla|benefits?"
    r"|(?:told|push\w*|press\w*|made|asked) (?:me|us))\b"
)
PART_TIME = (
    r"\b(?:part.?time(?! (?:job|work))|reduced (?:time ?table|hours)|half (?:a )?days?|(?:mornings?|afternoons?) only|(?:only|just) (?:\w+ ){0,4}(?:mornings?|afternoons?)"
    r"|(?:a few|couple of|an|\d|one|two|three|four) hours? (?:a|per|each|every) day|\d{1,2}(?:[.:]\d\d)?(?: ?am)? ?(?:-|to|til+|until|till) ?\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?"
    r" (?:every|each|a|per) day)\b"
)
_KEPT_HOME = (
    r"\b(?:(?:stay|stays|staying|kept|keep|keeping|be|remain) (?:him |her |them |my \w+ )?(?:at |off )?home|(?:sent|sends|sending|send) (?:him |her |them |my \w+ )?home"
    r"|(?:can'?t|cannot|cant|not|won'?t|wont) (?:let )?(?:\w+ ){0,3}(?:come in|in school|go in|come back|have (?:him|her|them)(?: in)?)|stay off|kept off)\b"
)
_CANT_COPE = (
    r"\b(?:no|an?|the|another|find|get|got|without|enough|short of|lack of|until) (?:\w+ ){0,3}(?:tas?|1.?(?:to|:).?1|one.?to.?one|staff|lsa|support worker|teaching assistants?)\b"
    r"|\b(?:can'?t|cannot|cant|couldn'?t) (?:cope|manage|meet|support|handle|look after|deal)\b|\bmeet (?:his|her|their) needs?\b|\bunsafe\b|\bfunding\b"
)
_OUT_FOR_GOOD = r"\b(?:perm\w*|expel\w*|for good|pex\w*)\b"
_HOW_LONG = r"\bhow (?:long|many (?:weeks|days|months|terms))\b|\b(?:time ?limit|limit|maximum|longest)\b"
ALLOWED = (
    r"\b(?:is|isn'?t|are|aren'?t|surely|cant be|can'?t be) (?:that|this|it|they|all that|that even|it even)(?: \w+){0,2} (?:legal|allowed|lawful|illegal"
    r"|unlawful|right|ok|okay|against the law)\b"
    r"|\b(?:can|could|are|may) (?:they|school|the school|the council|it|a school|the head)(?: really| even| just| actually)? (?:allowed(?: to)?|do (?:that|this|it|so)|keep (?:doing|on)"
    r"|make (?:me|us|him|her))\b|^\W*(?:so |but |and |ok )*can (?:they|it)(?: really| just)?\W*$|\b(?:is|isnt|isn'?t) (?:that|it|this) (?:the law|a breach|discrimination)\b"
)
_OTHER_LAW = words(r"\b(?:appeal\w*|tribunal|governors?|panel|complain\w*|transport|taxi|plan|ehcp?|dla|work|teach\w*|taught|tuition)\b")

OF_SCHOOL: tuple[Question, ...] = (
    Question(
        _OUT,
        "home_education_help",
        words(
            r"\b(?:still|keep\w*|lose|loses|losing|get|gets|have|has|happen\w* (?:to|with)|stop\w*|carry on|continue\w*|goes? on|entitled|what about|council (?:pay"
            r"|provide|fund|give))\b.{0,40}"
            r"\b(?:speech|salt|slt|therap\w+|ot|physio|help|support|section f|provision|tas?|1:1|hours|tutor\w*|funding)\b|\b(?:still|keep|lose)\b.{0,20}\b(?:plan|ehcp)\b"
        ),
        words(_HOME),
        _NOT_HOME,
        (_OUT,),
        words(_HOME),
        ("speech_therapy", "provision_not_delivered", "personal_budget"),
    ),
    Question(
        _OUT,
        "home_education_leave",
        words(
            r"\b(?:do|must|should|need|have|got|has|can|could)\b.{0,20}\b(?:ask|tell|inform|notify|let|write|permission|consent|agree\w*|leave|just (?:take|stop|pull))\b"
            r"|\b(?:permission|consent|notice)\b|\b(?:normal|mainstream|ordinary|regular|special) (?:one|school)\b|\bwho (?:do|should|must) (?:i|we) (?:ask|tell|write|inform)\b"
            r"|\bhow (?:do|can|would) (?:i|we) (?:do (?:it|that)|start|go about|take|get|pull)\b"
        ),
        words(_HOME),
        _NOT_HOME,
        (_OUT,),
        words(_HOME),
    ),
    Question(_EXCLUSION, "part_time_more", words(_HOW_LONG), None, words(r"\b(?:suspen\w+|exclu(?:ded|sion)|work|job|ta hours)\b"), _SCHOOLS, words(PART_TIME)),
    Question(
        _EXCLUSION,
        "part_time_legal",
        words(ALLOWED),
        words(PART_TIME),
        words(rf"{_OTHER_LAW.pattern}|\b(?:nursery|pre-?school|childminder|playgroup)\b"),
        _SCHOOLS,
        words(PART_TIME),
        ("school_complaint",),
    ),
    Question(
        _EXCLUSION,
        "sent_home_more",
        words(rf"{ALLOWED}|{_HOW_LONG}"),
        None,
        _OTHER_LAW,
        _SCHOOLS,
        words(rf"\A(?=.*(?:{_KEPT_HOME}))(?=.*(?:{_CANT_COPE})).*"),
        ("school_complaint",),
    ),
    Question(
        _EXCLUSION,
        "sent_home",
        words(rf"{_KEPT_HOME}.{{0,30}}\b(?:until|till|til|unless|cos|because|as|while)\b.{{0,40}}(?:{_CANT_COPE})"),
        None,
        words(r"\b(?:suspen\w+|exclu\w+|anxi\w+|ill|poorly|sick|hospital|bullied|nursery|preschool|pre-school|childminder|transport|taxi|respite|college)\b"),
    ),
    Question(
        _EXCLUSION,
        "permanent_time",
        words(r"\bhow long\b.{0,20}\b(?:i|we)\b|\b(?:deadline|time ?limit|by when|last (?:day|date))\b|\bhow many (?:school )?days\b.{0,20}\b(?:i|we)\b|\bwhen (?:do|must) (?:i|we)\b"),
        None,
        words(r"\b(?:part.?time|suspen\w+|teach\w*|wait|governors?)\b"),
        (_EXCLUSION,),
        words(rf"{_OUT_FOR_GOOD}"),
    ),
    Question(
        _EXCLUSION,
        "permanent_next",
        words(
            r"\bwhere (?:does|do|will|would|can|should|is|are)\b.{0,25}\b(?:go|goes|going|school|taught|learn|educated)\b|\b(?:who|what|which) (?:\w+ ){0,3}(?:school"
            r"|teach\w*|educat\w+)\b.{0,25}"
            r"|\bwhat (?:happens|about) (?:on |next )?(?:mon|tues|wednes|thurs|fri)day\b|\bnext school\b|\bnew school\b|\bother school\b"
        ),
        None,
        words(r"\b(?:part.?time|suspen\w+|governors?|panel|appeal\w*)\b"),
        (_EXCLUSION,),
        words(rf"{_OUT_FOR_GOOD}"),
    ),
    Question(
        "health_equipment",
        "medicine_law",
        words(ALLOWED),
        None,
        words(r"\b(?:appeal\w*|tribunal|wheelchair|physio)\b"),
        ("health_equipment",),
        words(r"\b(?:medic\w+|meds?|tablets?|inhalers?|epi.?pens?|insulin|pumps?|epilep\w+)\b"),
    ),
    Question(
        _OUT,
        "how_long",
        words(
            r"\bhow (?:long|many (?:days|weeks)|soon)\b.{0,25}\b(?:before|until|till|til|does|do|have|has|must|should|can|got|is|council|they)\b.{0,45}|\bwhen (?:do"
            r"|does|must|should|will) (?:they|the council)\b.{0,30}"
        ),
        None,
        words(rf"{_HOME}|\b(?:appeal\w*|tribunal|plan|ehcp?|assess\w*|complain\w*|ombudsman|exclu\w+|suspen\w+|part.?time)\b|{_KEPT_HOME}"),
        (_OUT,),
        words(rf"\A(?!.*(?:{_HOME}))(?!.*(?:{_CANT_COPE})).*"),
    ),
    Question(
        "school_transport",
        "over_16",
        words(
            r"\b(?:when|if|once|after|and|what about|at|turn\w*|he'?s|hes|she'?s|shes|is) (?:when )?(?:he'?s |hes |she'?s |shes |they'?re |he is |she is |he turns "
            r"|she turns |over |nearly )?(?:1[678]|sixteen|seventeen|eighteen)\b"
            r"|^\W*(?:and|but|so|ok|what about|how about|what if|what happens)\b.{0,25}\b(?:post.?16|sixth form|college)\b"
        ),
        None,
        words(r"\b(?:refus\w+|appeal\w*|stopp?ed|cut|plan|ehcp?|dla|pip)\b"),
        ("school_transport",),
        None,
        ("preparing_for_adulthood", "post16_options", "phase_transfer"),
    ),
    Question(
        "school_transport",
        "failed_send",
        words(r"\b(?:who|where)\b.{0,15}\b(?:send|email|post|claim|apply|ask|write|contact|ring)\b|\bwhat(?:'?s| is) the (?:address|email)\b"),
        None,
        None,
        ("school_transport",),
        words(r"\A(?=.*\b(?:taxi|cab|uber|fare|transport)\b)(?=.*\b(?:money back|refund\w*|reimburs\w*|claim|paid|pay (?:me|us) back)\b).*"),
    ),
)
