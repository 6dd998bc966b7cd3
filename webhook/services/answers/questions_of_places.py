"""Rows of named_questions on a place that is due: a school that a plan names and that says no, a school after one is lost for good, a plan before school."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words

_NAMES = (
    rf"(?:\b{PLAN}\b.{{0,15}}\b(?:names?|named|naming|says? (?:he|she|they) (?:goes|should go|is to go) to)\b|\bnam(?:ed|es)\b.{{0,25}}\b(?:{PLAN}|section i)\b"
    rf"|\bnamed (?:school|academy|college)\b|\b(?:school|academy|college)\b.{{0,12}}\b(?:that is |that'?s |which is |it'?s )?(?:in|on) (?:the|his|her|my|our|their) (?:final )?{PLAN}\b)"
)
_TAKES = r"(?:have|take|taking|admit|admitting|accept|accepting|let|letting|enrol|offer|give|start|giving|welcome|want)"
_SAYS_NO = (
    rf"(?:(?:\bis|\bare|\bthey'?re|\btheyre|\bit'?s|\bits|\bbeing|\bsays?) (?:already |now |completely )?full\b|\b(?:no|without|any) (?:more )?(?:space|room|places?)\b"
    rf"|\b(?:won'?t|wont|will not|wouldn'?t|can'?t|cant|cannot|can not|not going to|don'?t|dont|doesn'?t|doesnt|isn'?t|not)(?: \w+)? {_TAKES}\b"
    rf"|\brefus\w+(?: to {_TAKES})?\b|\bturn\w* (?:him|her|them|us|my \w+) (?:down|away)\b|\bsa(?:y|ys|id) no\b)"
)
_OTHER_NO = words(
    r"\b(?:drafts?|proposed|consult\w*|asked for|would like|(?:we|i) want\w*|prefer\w*|choice|appeal\w*|tribunal|mediat\w+|transport|taxi|bus|suspen\w+|exclu\w+|sent home|home ed\w*"
    r"|private|independent|fee|section f|(?:teach|support|help|therap|hours|trip)\w*|assess\w*|(?:he|she|son|daughter|child) (?:refuses|won'?t go|wont go|will not go)"
    r"|refus\w+ to (?:go|attend)"
    r"|(?:council|la|they|it) (?:\w+ )?(?:refus\w+|won'?t|wont|will not|said no) to? ?name)\b"
)
_NAMED_SAYS_NO = rf"\A(?=.*{_NAMES})(?=.*{_SAYS_NO})(?=.*\b(?:school|academy|college|head\w*|they|nursery)\b)"

_FOR_GOOD = r"\b(?:perm\b|perm[ae]n\w+|for good|for ?ever|pex(?:ed)?\b|expel\w*)"
_UNTIL_SCHOOL = (
    r"\b(?:how (?:long|soon|many (?:school )?(?:days|weeks))|by when|when|what (?:day|date))\b.{0,45}?\b(?:(?:find|finds|give|gives|get|gets|got|sort|sorts|sorted|offer|offers"
    r"|arrange|arranges"
    r"|be|is|go|goes|start|starts|have|has)\b.{0,25}\b(?:schools?|place|somewhere|education|educated|taught|teaching|lessons|tutor\w*)|back in (?:a |any )?school"
    r"|(?:new|another|different) school)\b"
)
_NO_NEW_SCHOOL = words(r"\b(?:governors?|panel|tribunal|appeal\w*|transport|taxi|ehcp?|plan|assess\w*|complain\w*|surger\w+|ago|letter|reinstat\w+|fight|work sent)\b")

_WHILE_APPEALING = (
    r"\b(?:can|could|does|do|will|would|is|are|must|should|has|have|may)\b.{0,35}\b(?:go|goes|going|start|starts|attend|stay|stays|school|place|help|support|therap\w+"
    r"|hours|ot|salt)\b.{0,35}"
    r"\b(?:while|whilst|during|when|until|till|if)\b.{0,20}\b(?:appeal\w*|tribunal|hearing)\b"
)
_PLAN_STANDS = words(r"\A(?!.*\b(?:end|ending|stop\w*|ceas\w+|refus\w+|assess\w*|cut\w*|reduc\w+|less|fewer|drop\w*|review|draft|amend\w*|exclu\w+)\b).*\b(?:final|section f)\b")
_NOT_OF_FINAL = words(r"\b(?:exclu\w+|suspen\w+|transport|taxi|cut\w*|reduc\w+|less|fewer|end|ends|ending|stop\w*|keep|lose|refus\w+|assess\w*|dla|pip|admissions?|who|how (?:do|long))\b")
_MAY_HAVE = rf"\b(?:can|could|does|do|will|would|is|are|may|how (?:old|young))\b.{{0,40}}\b(?:get|have|having|given|apply for|for|need|be)\b.{{0,12}}\b{PLAN}\b"
_SMALL = words(
    r"\b(?:[0-4]|one|two|three|four)[ -]?(?:yr|year|y/o|yo|month)s?[ -]?(?:olds?)?\b|\b(?:is|he'?s|she'?s|hes|shes|at|aged|age|under|turned) (?:only |just |now "
    r"|age )?(?:[1-5]|two|three|four|five)\b"
    r"|\b(?:toddler|baby|pre-?schoolers?|nursery|under.?(?:fives?|5s?))\b"
)
_NOT_YET_A_PLAN = words(
    r"\b(?:refus\w+|said no|turned down|appeal\w*|tribunal|late|overdue|how (?:do|long)|review|draft|final|taxi|diagnos\w+|weeks|change|end|amend\w*"
    r"|year \d|\d+ (?:in|weeks|months))\b"
)

OF_PLACES: tuple[Question, ...] = (
    Question("naming_school", "named_full", words(_NAMED_SAYS_NO), words(_NAMED_SAYS_NO), _OTHER_NO),
    Question("exclusion_reduced_timetable", "permanent_place", words(rf"\A(?=.*{_UNTIL_SCHOOL})"), words(_FOR_GOOD), _NO_NEW_SCHOOL, ("exclusion_reduced_timetable",), words(_FOR_GOOD)),
    Question("ehcp_final", "while_appeal", words(_WHILE_APPEALING), words(r"\bfinal (?:ehc )?(?:plan|ehcp)\b"), _NOT_OF_FINAL, ("ehcp_final", "tribunal", "mediation"), _PLAN_STANDS),
    Question("early_years", "plan_age", words(_MAY_HAVE), _SMALL, _NOT_YET_A_PLAN, ("early_years",)),
)
