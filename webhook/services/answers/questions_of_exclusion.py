"""Rows of named_questions on a child who is out for good, or whom school keeps at home until it has the staff: what an answer on a suspension would mislead."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words
from webhook.services.answers.questions_of_life import FETCHED, FETCHED_NOT

_EXCLUSION = "exclusion_reduced_timetable"
_OF_SCHOOL = (_EXCLUSION, "out_of_school_provision", "attendance_ebsa", "school_complaint", "sen_support_school")
_JOINS = r"^\W*(?:(?:and|so|ok|okay|but|then|right|thanks|well|please)\W+)*"
_FOR_GOOD = r"\b(?:perm\b|perm[ae]n\w+|for good|for ?ever|pex(?:ed)?\b|expel\w*)"
_HOW_LONG = (
    rf"{_JOINS}(?:how (?:long|soon|many (?:school )?(?:days|weeks))|by when|(?:what(?:'?s| is) the |is there a )?(?:deadline|time ?limit|last (?:day|date)|cut ?off)"
    r"|when (?:do|must|should|does|is|will|are) (?:i|we|it|they|that))\b.{0,45}$"
)
_MADE_FOR_GOOD = (  # told and not asked, after a suspension: "now the head says its permanent"
    rf"\b(?:(?:it|that|this|he|she|exclusion|suspension)(?:'?s| is| was| has| been| now| gone| become| became| made)+|made (?:it|him|her)|chang\w+ (?:it )?to|says?|said|letter says)"
    rf"(?: (?:now|it'?s|its|it is|just|been|made|excluded|going|a|to be))* {_FOR_GOOD}"
)
_NOT_MADE = words(
    r"\?|^\W*(?:and |so |but |what )?(?:is|can|could|will|if|does|do|are|how|might)\b"
    r"|\b(?:not|n'?t|never|might|could|if|threat\w*|worried|taxi|plan|ehcp?|address|number|staff|job)\b"
)
_OTHER_TIMES = words(r"\b(?:governors?|panel|tribunal|hearing|taught|teach\w*|lessons?|work|transport|taxi|plan|ehcp?|assess\w*|back|return|place|ago)\b")
_CHILD = r"(?:he|she|they|my \w+|our \w+)"
_WHERE = (
    rf"{_JOINS}(?:where|what school|which school|who)\b.{{0,15}}\b(?:{_CHILD} (?:\w+ )?(?:go|goes|going|be|attend|learn|start|send|educated|taught)|teach\w*|educat\w+"
    rf"|takes? (?:him|her|them))\b.{{0,30}}$"
    rf"|{_JOINS}what (?:about|happens (?:to|with|about)) (?:his|her|their|my \w+) (?:education|lessons|learning|schooling|gcses?|exams?)\b.{{0,20}}$"
    rf"|{_JOINS}what (?:about|happens) (?:(?:an?|another|the|on|his|her) )*(?:new|next|different|other|another)? ?(?:school|place|monday|week)\b.{{0,20}}$"
    rf"|{_JOINS}(?:does|do|will|can|must|should|is|are) (?:{_CHILD}|i|we) (?:\w+ ){{0,2}}(?:(?:go|get|send|sent|going|move\w*|have) (?:\w+ ){{0,3}}(?:another|new|different"
    rf"|other|somewhere) ?(?:school|place|else)?"
    r"|stay(?:ing)? (?:at )?home|get (?:any |some )?(?:lessons|education|teaching|work|tutor\w*))\b.{0,20}$"
)
_STAFF_ABSENT = (
    r"(?:\btas?\b|\b1[: ]?(?:1|to ?1)\b|\bone.to.one\b|\bstaff(?:ing|ed)?\b|\bteaching assistant|\bassistants?\b|\b(?:an?|another|extra) adult\b|\bsupport\b|\bfunding\b"
    r"|\b(?:the|a|an|his|her|their) (?:plan|ehcp?)\b"
    r"|\behcp\b|\bkeep (?:him|her|them) safe\b|\b(?:meet|manage|support) (?:his|her|their) needs\b|\b(?:can'?t|cant|cannot|not) (?:cope|manage|meet|support|keep)\b"
    r"|\bsomeone (?:to|for)\b|\bspecialist\b)"
)
_AT_HOME = (
    r"(?:\b(?:stay\w*|keep\w*|kept|remain\w*|be|leave)\b(?: \w+){0,3} (?:at )?home\b|\b(?:keep\w*|kept|stay\w*) (?:\w+ ){0,2}off\b"
    r"|\b(?:can'?t|cant|cannot|not|n'?t|dont|wont) (?:to )?(?:be |have |let |take |allow(?:ed)? |send |bring |come |go |return |accept )(?:\w+ ){0,2}?(?:in|back|to school"
    r"|at school|school)\b"
    r"|\bnot allowed (?:in|back|to (?:come|go|return))\b|\bno (?:coming|going) back\b)"
)
_SCHOOL = r"(?:school|head(?:teacher)?|senco|sendco|teachers?|they|deputy|academy)"
_SAYS = r"(?:sa(?:y|ys|id|ying)|told|tell(?:s|ing)?|wants?|wanted|ask(?:s|ed|ing)?|mak(?:e|es|ing)|keeps?|kept|keeping|won'?t|wont|will not|refus\w+|insist\w*|needs? (?:me|us|him|her))"
_KEPT_HOME = rf"(?=.*\b{_SCHOOL}\b.{{0,25}}\b{_SAYS}\b)(?=.*{_AT_HOME}).*\b(?:un)?till?\b.*{_STAFF_ABSENT}"
_KEPT_FOR = rf"(?=.*\b{_SCHOOL}\b.{{0,25}}\b{_SAYS}\b)(?=.*{_AT_HOME}).*\b(?:because|cos|coz|cus|as|unless|there'?s no|there is no|due to|while)\b.*{_STAFF_ABSENT}"
_OTHER_REASON = words(
    rf"{_FOR_GOOD}|\b(?:ill|sick|poorly|covid|unwell|infect\w+|nits|vomit\w*|temperature|exclu\w+|suspen\w+|part.?time|half days?|mornings?|afternoons?|hours|lunch\w*|nursery"
    rf"|pre-?school|college"
    r"|taxi|transport|bus|driver|escort|refuses to (?:go|attend|leave)|anxi\w+|scared|safe ?guarding|medic\w+|trip)\b"
)
_WAS_KEPT_HOME = words(rf"\A(?!.*(?:{_OTHER_REASON.pattern}))(?:{_KEPT_HOME}|{_KEPT_FOR})")
_ALLOWED = (
    rf"{_JOINS}(?:(?:is|are|was) (?:that|this|it|they|school|the school) (?:even |actually |really )?(?:legal|lawful|allowed|ok(?:ay)?|right|illegal|unlawful)|(?:can|are"
    rf"|could|should|may) (?:they|school|the school)"
    r"(?: (?:just|really|even|actually|legally|allowed))*(?: to)?(?: do (?:that|this|it)| (?:keep|stop|leave) (?:him|her|them)\b.{0,20})?"
    r"|(?:do|must|should|can) (?:i|we) (?:have to )?(?:agree|refuse|say no|accept (?:it|that)|keep (?:him|her|them) (?:at )?home"
    r"|send (?:him|her|them) in)\b.{0,20}"
    r"|what are (?:my|our|his|her) rights)\W*$"
)
_HOW_LONG_OUT = rf"{_JOINS}(?:(?:for )?how (?:long|many (?:school )?(?:days|weeks))\b.{{0,40}}|is there a (?:time ?)?limit\b.{{0,20}})\W*$"
WAS_FETCHED = words(rf"\A(?!.*(?:{FETCHED_NOT})).*(?:{FETCHED})")
_SAID_YES = (
    rf"{_JOINS}(?:(?:i|we)(?:'?ve|'?m| have| had| did| do| am)?(?: (?:always|usually|just|only|sort of|kind of|kinda|never|have|had|did|do|all|already|still|been))* (?:say"
    rf"|said|agree|agreed|agreeing"
    r"|go along|went along|sign(?:ed)?|consent(?:ed)?|let(?: them)?|objected|complained|said anything)\b.{0,40}|(?:but |even |what )?(?:if|though|tho|although|because"
    r"|cos) (?:i|we)(?:'?ve| have)? "
    r"(?:say|said|agree|agreed|did)\b.{0,30}|(?:can|could|do|must|should) (?:i|we) (?:just |have to |got to |really have to |need to )*(?:say no|refuse|agree|go|come"
    r"|pick (?:him|her|them) up"
    r"|fetch (?:him|her|them)|collect (?:him|her|them)|keep (?:going|doing|picking|collecting|fetching)\b.{0,20}|leave (?:him|her|them)(?: there)?)(?: (?:to )?(?:it|that|this))?)\W*$"
)
_FETCHED_NOW = rf"{_JOINS}(?:what (?:can|should|do|must|could) (?:i|we) (?:do|say)|how (?:do|can) (?:i|we) (?:stop|make them stop)|what (?:now|next))\b.{{0,25}}$"
_OURS_TO_ACT = (
    rf"{_JOINS}(?:how (?:long|many (?:school )?days) (?:have|do|did) (?:i|we)\b.{{0,25}}|(?:what(?:'?s| is) the |is there a )?(?:deadline|time ?limit|last (?:day"
    rf"|date))\b.{{0,25}}|by when\b.{{0,25}})$"
)
_WAS_SUSPENDED = words(rf"\A(?!.*{_FOR_GOOD}).*\bsusp[ea]n\w+")

_TEACHES = rf"{_JOINS}who(?:'?s| is| will| should| must| has)?(?: (?:be|to|supposed|meant|going|have))* teach\w* (?:him|her|them)\b.{{0,30}}$"

OF_EXCLUSION: tuple[Question, ...] = (
    Question(_EXCLUSION, "fetched", words(_ALLOWED), None, None, _OF_SCHOOL, WAS_FETCHED),
    Question(_EXCLUSION, "fetched_yes", words(rf"{_SAID_YES}|{_FETCHED_NOW}"), None, words(r"\b(?:no to|assess\w*|plan|ehcp?|taxi|transport|dla)\b"), _OF_SCHOOL, WAS_FETCHED),
    Question(_EXCLUSION, "permanent", words(_MADE_FOR_GOOD), None, _NOT_MADE, _OF_SCHOOL, words(r"\b(?:susp[ea]n\w+|exclu\w+|governors?)")),
    Question(_EXCLUSION, "day_six", words(_TEACHES), None, None, (_EXCLUSION,), _WAS_SUSPENDED, since=words(_FOR_GOOD)),
    Question(_EXCLUSION, "permanent_time", words(_HOW_LONG), None, _OTHER_TIMES, (_EXCLUSION,), words(_FOR_GOOD)),
    Question(_EXCLUSION, "permanent_next", words(_WHERE), None, words(r"\b(?:appeal\w*|complain\w*|ring|call|phone|governors?|panel|transport|taxi|for (?:an?|the|his|her)"
        r"|assess\w*|surger\w+)\b"), (_EXCLUSION,), words(_FOR_GOOD)),
    Question(_EXCLUSION, "sent_home", words(rf"\A(?:{_KEPT_HOME}|{_KEPT_FOR})"), words(rf"\A(?:{_KEPT_HOME}|{_KEPT_FOR})"), _OTHER_REASON),
    Question(_EXCLUSION, "sent_home_more", words(_HOW_LONG_OUT), None, words(r"\b(?:ago|reply|answer|respond|wait)\b"), _OF_SCHOOL, _WAS_KEPT_HOME),
    Question(_EXCLUSION, "sent_home_legal", words(_ALLOWED), None, None, _OF_SCHOOL, _WAS_KEPT_HOME),
    Question(_EXCLUSION, "suspended", words(_OURS_TO_ACT), None, _OTHER_TIMES, (_EXCLUSION,), _WAS_SUSPENDED, since=words(_FOR_GOOD)),
)  # fmt: skip
