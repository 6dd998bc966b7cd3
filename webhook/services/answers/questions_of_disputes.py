"""Rows of named_questions on a decision that a family does not accept: mediation that is over, a council that stays with its no, a suspension."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words

APPEALS = ("tribunal", "mediation", "ehcna_refused", "ehcp_not_issued", "ehcp_final", "ceasing_plan", "naming_school", "amend_reassess")
_MEDIATION = r"\b(?:mediation|meditation|mediator|mediating)\b"
_SETTLED_NOTHING = (
    r"(?:fail\w*|collaps\w+|unsuccessful|ended\b|broke\w* down|(?:did|has|have|was|is)(?:n'?t| not) (?:\w+ )?(?:work|help|settle|solve|sort|resolve|go|get|chang|agree|success)\w*"
    r"|(?:went|got|getting|gone|going|goes|led)(?: \w+)? (?:nowhere|no ?where|badly|wrong|to nothing)|no (?:agreement|good|use|help|deal|joy|luck|result)\b|useless|pointless"
    r"|(?:a )?waste of time|rubbish|a joke|without (?:an? )?(?:agreement|result)|(?:is|was|'s|has) (?:now |all )?(?:over|finished|done|complete\w*)\b"
    r"(?! (?:by|over|on|in|with|at|online|through|via|zoom|teams|the phone)))"
)
MEDIATION_OVER = (
    rf"{_MEDIATION}.{{0,30}}?\b{_SETTLED_NOTHING}|{_SETTLED_NOTHING}.{{0,12}}\b(?:at|in|from|after|with) (?:the |our |my )?mediation\b"
    r"|\b(?:lost|failed|finished|completed|did|done|had|tried|attended|been (?:to|through)|gone (?:to|through)|went (?:to|through)|came out of|just out of"
    r"|nothing (?:came|agreed|settled|happened|changed)(?: \w+)?|(?:did|could)(?:n'?t| not) agree(?: \w+)?) (?:our |my |the |a |in |at |from |of |through )*mediation\b"
    r"|\b(?:after|following|since) (?:our |my |the |a )*mediation\b"
)
_NOT_OVER = words(
    r"\b(?:should|shall|must|have to|need to|want(?: to)?|going to|before|instead of|skip|without|refus\w+|not|haven'?t|havent|didn'?t|didnt|don'?t|dont|never|declin\w+"
    r"|said no to|if|could|can) (?:(?:i|we|they|to|had|have|got|do|did|done|try|tried|go|been|through|any|the|a|our|my|ring|yet) )*mediation\b"
    r"|\b(?:is|how is|how does|does|will|who does|can) (?:the )?mediation\b|\bturn\w* (?:\w+ )?(?:mediation|it) down\b|\bmediation (?:is |was )?(?:next|booked"
    r"|on (?:mon|tue|wed|thu|fri)\w+|tomorrow)"
    r"|\b(?:family|divorce|custody|work|neighbou?r) mediation\b|\bmy ex\b|\bhis dad\b|\bher dad\b|\bcontact order\b|\bif (?:the )?mediation\b"
)
_WAS_OVER = words(rf"\A(?!.*(?:{_NOT_OVER.pattern})).*(?:{MEDIATION_OVER})")  # in a message before
_TIME_LEFT = (
    r"\bhow (?:long|soon|many (?:days|weeks|months))\b(?=\W*$|,| (?:have|has|do|did|'?ve|i|we|left|now|for (?:that|it|this|the appeal)|to (?:appeal|do|send|go|put)|then|till|until)\b)"
    r"|\b(?:deadline|time ?limits?|time ?scale|time ?frame|cut ?off|last (?:day|date)|by when|too late|out of time|run out of time)\b"
    r"|\bwhen (?:do|must|should|does|have|can) (?:i|we|it|the appeal)\b.{0,30}\b(?:appeal|by|in|sent|there)\b|\bwhen(?:'?s| is| are)? (?:it|the appeal|that) due\b|\bhow much time\b"
)
_AND_NOW = (
    r"^\W*(?:(?:and|so|ok|then|but)\W+)*(?:what (?:now|next|then|happens (?:now|next|then)|do (?:i|we) do(?: now| next)?)|whats next|now what|then what|what'?s next"
    r"|and then|then)\W*$"
)
_WHAT_THEN = r"\b(?:tribunals?|appeal\w*|certificates?|judge|what (?:now|next|then|happens|do|can|should)|whats next|now what|where (?:now|next|do)|next)\b"
_OTHERS = r"(?:i|we|he|she|my|our|his|her|school|college|nursery|head|senco|teacher|judge|tribunal|nothing|you|that|this|dad|mum|ex|gp|doctor|camhs)"
_THE_COUNCIL = rf"(?:they|it|(?:the )?(?!{_OTHERS}\b)\w+)(?:'?ll|'?re|'?s| will| are| is)?"
_STILL_NO = (
    rf"^\W*(?:(?:and|but|so|ok|okay|what|then|happens|can|do|i|we|should)\W+)*(?:if|when) {_THE_COUNCIL}(?: (?:still|just|simply|even|ever))*"
    r"(?: (?:do(?:es)?|wo|will|would|can?)(?: ?n'?t| not)| (?:dont|doesnt|wont|cant|cannot|never|not|refuse\w* to)"
    r"| (?:still |just |all )*(?:says? (?:no|the same)|saying no|refus\w+|stick\w*|stand\w* (?:by|firm)|keep\w*|stay\w*|insist\w*|hold\w* firm"
    r"|turn\w* (?:us|me|him|her|it) down|dig\w* in))\b.{0,35}$"
)
_OF_TIME = words(
    r"\b(?:answer\w*|reply|replies|respond\w*|send|write|letter|weeks?|in time|by then|on time|get back|arrange|hold (?:it|the|a)|meet|turn up|pay|let (?:me|us)"
    r"|give (?:me|us) (?:the|a) certificate"
    r"|certificates?)\b"
)
_OBEYED = r"\b(?:orders?|obey|comply|follow (?:it|the|what)|do (?:as|what) (?:the|they|it)|do it then)\b"
_NOT_SENT = r"\b(?:send|sent|come|issue\w*|on time|by week|finish\w*|(?:dont|don'?t|do not|wont|won'?t))\W*$"
_DO_NOT = r"(?:(?:do|did|ca|could|wo|have|are|am)(?:n'?t| ?not)|dont|didnt|cant|cannot|wont|havent|never|fail to|forget to|am not able to)"
_WE_DO_NOT = (
    rf"\b(?:if|when) (?:i|we)(?:'?m|'?re|'?ve)?(?: just| really| still| accidentally)* {_DO_NOT} (?:\w+ ){{0,2}}?(?:answer|reply|respond|comment|send|get|say"
    r"|do|finish|manage|return|write|make|have time|(?:hand|give)\b.{0,12}\bin)\b|\b(?:if|when) (?:i|we)(?:'?m|'?re|'?ve| am| are| have)? (?:just |accidentally )?"
    r"(?:miss|missed|run out of|ran out of|forget|forgot|ignore|too late|late|go over|not ready)\b"
    r"|\bwhat happens (?:with|after) no (?:reply|answer|comments)\b"
)
_TO_BE_HAD = words(
    r"\b(?:get|have|hear|receive\w*) (?:the|a|my|his|her|our|any)? ?(?:draft|plan|answer|reply|final)\b|\bagree\b|\blike\b"
    r"|\bappeal\w*|\btribunal|\bmeeting\b|\bget (?:the|a|his|her|our) (?:school|place)\b|\bhear\b"
    r"|\b(?:when|what (?:date|day)|how (?:long|many)|by when) (?:is|are|do|does|must|have|till|until|should|days)\b"
)
_EXCLUSION = "exclusion_reduced_timetable"
_DAYS = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|(?:a )?couple(?: of)?|(?:a )?few)[ -](?:school )?(?:days?|weeks?|wks?)"
_OUT_FOR_DAYS = (
    rf"\bsusp[ea]n\w+|\b(?:exclu\w+|kicked out|sent home)\b.{{0,25}}\b{_DAYS}\b|\b{_DAYS} (?:fixed.?term )?(?:exclusion|out of school)\b|\bfixed[ -]?(?:term|period)\b"
    r"|\btemporar\w+ exclu\w+|\bexclu\w+ (?:temporarily|(?:un)?til+ )"
)
_FOR_GOOD = r"\b(?:perm\b|perm[ae]n\w+|for good|for ?ever|pex(?:ed)?\b|expel\w*)"
_SUSPENDED = words(rf"\A(?!.*{_FOR_GOOD}).*(?:{_OUT_FOR_DAYS})")
_SCHOOL_WORK = r"(?:school ?work|work ?sheets?|work|home ?work|lessons|learning)"
_NO_WORK = (
    rf"\b(?:no|any|not|never|n'?t|dont|doesnt|hasnt|havent|wont|isnt|without|nothing|what|if|who(?:'?s| is)?|do|does|should|must"
    rf"|have to|supposed to|meant to|nobody|no one|refus\w+)\b.{{0,30}}\b{_SCHOOL_WORK}\b"
    rf"|\b{_SCHOOL_WORK}\b.{{0,20}}\b(?:not|n'?t|never|hasn'?t|hasnt|isn'?t|isnt|nobody|no one|mark\w*|sent)\b"
)
_WORK_SENT = r"\b(?:school ?work|work ?sheets?|home ?work|lessons|(?:send\w*|sent|set\w*|any|no|his|her|their|the|mark\w*|giv\w+|gave) (?:\w+ )?work)\b"
_OTHER_WORK = words(
    r"\b(?:(?:it|that|this|they|meds?|medication|what|plan|complaint) (?:does|do|did|has|is|are|will|wo|would)?(?: ?n'?o?t)? ?work(?:s|ed|ing)?\b(?! (?:home|in|to him|to her|or))"
    r"|(?:i|we|i'm|we're|im)(?: \w+){0,3} (?:work|working)|my (?:work|job)|(?:off|from|at|for|miss|missing|lose|to) work|work (?:from home|with)|social work\w*|(?:home)?work club)\b"
)
_THEY_DO_NOT = (
    r"^\W*(?:(?:and|but|so|ok)\W+)*(?:what (?:happens )?)?if (?:they|it|that|this|he|she|school|the (?:school|head|governors?))(?: still| just)? "
    r"(?:do|does|wo|will|did|has|have)?(?: ?n'?t| not|nt)\b.{0,40}$"
    r"|^\W*(?:(?:and|but|so|ok)\W+)*(?:what )?if (?:they|school|the (?:school|head)) (?:say no|refuse\w*|ignore\w*)\b.{0,20}$"
)
_KEPT = (
    r"\b(?:if\b.{0,15}\b(?:governors?|governing body)\b.{0,30}\b(?:back\w*|agree\w*|side\w*|support\w*|uphold\w*|keep\w*|say (?:the )?(?:head|school|yes|no|it)|stick\w*|right"
    r"|refus\w+|reject\w*|against|do(?:es)?n'?t)|(?:governors?|governing body)\b.{0,20}\b(?:backed|agreed|upheld|sided|supported|kept|said no|confirmed|went with"
    r"|turned (?:us|it|him|her) down|rejected|ignored)"
    r"|review panels?)\b"
)
_NOT_ACCEPTED = r"\b(?:appeal\w*|challeng\w+|contest|dispute|overturn\w*|fight|object|don'?t agree|do not agree|disagree)\b"
_SUSPENDED_IS = r"sus?p[ea]n\w*ed"
_HAS_BEEN = r"(?:got|gotten|been|was|is|are|were|getting|gets|has|have|'s|hes|shes|theyve|son|daughter|child|boy|girl|lad|kid|he|she)"
_TOLD_SUSPENDED = (
    rf"\b{_HAS_BEEN} (?:just |now |again |already |been |got )*(?:{_SUSPENDED_IS}|(?:temporarily )?exclu\w+ (?:from school )?(?:for )?{_DAYS})\b|(?<=s) been {_SUSPENDED_IS}\b"
    rf"|\b{_SUSPENDED_IS} (?:him|her|them|my|our)\b|\bexcluded (?:him|her|them|my \w+|our \w+) (?:from school )?(?:for )?{_DAYS}\b"
    rf"|\b(?:got|given|gave|giving|has|had|have|on|received|handed)\b(?: (?:my|our|his|her|him|them|a|an|another|the|son|daughter|first|second|third|fixed|term|{_DAYS}))*"
    rf"(?: (?:suspension|fixed.?term exclusion)| {_DAYS} exclusion)\b"
)
_WHAT_NOW = r"(?:what (?:do|can|should|must) (?:i|we) do|what (?:now|next)|what(?:'?s| is| are| am|) (?:happens|my rights|our rights|i entitled)|(?:can|are) they (?:do|allowed))"
_NOT_A_CHILD = r"(?:transport|taxi|bus|payments?|benefits?|dla|pip|allowance|funding|therapy|budget|licen[cs]e|account|provision|services?|place|club|assessment|plan)"
_NOT_TOLD_SUSPENDED = words(
    rf"{_FOR_GOOD}|{_NO_WORK}|{_NOT_ACCEPTED}|{_KEPT}"
    r"|\b(?:work|lessons?|teach(?:es|ing)?|taught|educat\w+|governors?|panel|day (?:6|six)|separation|part.?time|timetable|reduced|cooling|informal\w*)\b"
    r"|\b(?:not|(?:has|have|had|was|were|is|are|did|do|does|wo)n'?t|never|nearly|almost|if|unless|threat\w*|might|may|could|would|worried|scared"
    r"|afraid|last (?:year|term|month)|years? ago|ago)\b"
    r"|\b(?:how|who|whom|whose|when|where|why|which)\b"
    rf"|(?!\b{_WHAT_NOW})\bwhat\b|(?<!what )\b(?:can|should|must|does|do(?= (?:i|we|they|you|he|she|school)\b))\b(?! they do (?:that|this|it)\b)"
    rf"|\b(?:i|we|teacher|ta|senco|head|driver|escort|husband|wife|partner|ex|{_NOT_A_CHILD})\b(?: (?:have|has|had|just))* (?:was|were|is|are|got|been|being) {_SUSPENDED_IS}\b"
    rf"|\b{_NOT_A_CHILD} {_SUSPENDED_IS}\b|\b{_SUSPENDED_IS} (?:my|our|his|her|the) (?:\w+ )?{_NOT_A_CHILD}\b"
)

_BY_SCHOOL = (
    r"\b(?:can|could|may|does|is|are|do) (?:(?:a|the|our|my|his|her) )?(?:schools?|head(?:teacher)?|senco|sendco|nursery|college)(?: (?:also|allowed to|able to|have to|get to))? appeal\b"
)
_SCHOOL_SPEAKS = words(r"\b(?:i am|i'm|im|we are|we're|as) (?:a |the )?(?:\w+ ){0,2}(?:senco|sendco|head ?teacher|deputy head|school)\b|\b(?:a|our|this|one of our) (?:pupils?|students?)\b")
_OTHER_APPEALS = words(r"\b(?:exclu\w+|suspen\w+|admission\w*|transport|governors?|how (?:do|long)|when)\b")

OF_DISPUTES: tuple[Question, ...] = (
    Question("tribunal", "school_appeals", words(_BY_SCHOOL), None, _OTHER_APPEALS),
    Question("tribunal", "school_appeals", words(r"\b(?:can|could|may) (?:i|we) appeal\b"), _SCHOOL_SPEAKS, _OTHER_APPEALS, ("ehcna_request", "ehcna_refused", "ehcp_what"), _SCHOOL_SPEAKS),
    Question("tribunal", "mediation_over_time", words(_TIME_LEFT), words(MEDIATION_OVER), _NOT_OVER, awaits="certificate"),
    Question(
        "tribunal",
        "mediation_over_time",
        words(rf"^(?!.*\b(?:hearing|judge|decide|answer|reply|wait|take)\b).{{0,25}}?(?:{_TIME_LEFT})"),
        None,
        None,
        APPEALS,
        _WAS_OVER,
        awaits="certificate",
    ),
    Question("tribunal", "mediation_over", words(rf"{MEDIATION_OVER}|{_WHAT_THEN}"), words(MEDIATION_OVER), words(rf"{_NOT_OVER.pattern}|{_TIME_LEFT}"), awaits="certificate"),
    Question(
        "tribunal",
        "bring",
        words(_AND_NOW),
        None,
        None,
        APPEALS,
        _WAS_OVER,
        awaits="certificate",
    ),
    Question("tribunal", "mediation_over_time", words(_STILL_NO), None, _OF_TIME, APPEALS, _WAS_OVER, awaits="certificate", yields=True),
    Question("tribunal", "ordered", words(rf"{_STILL_NO}|\bif (?:they|the council) (?:still )?ignore"), None, words(rf"^(?!.*{_OBEYED})"), ("tribunal",), yields=True),
    Question("tribunal", "still_no", words(_STILL_NO), None, words(_OBEYED), ("ehcna_refused", "ceasing_plan", "tribunal"), yields=True),
    Question("tribunal", "still_no", words(_STILL_NO), None, _OF_TIME, ("ehcp_not_issued", "ehcp_final"), yields=True),
    Question("tribunal", "still_no", words(_STILL_NO), None, words(rf"{_OF_TIME.pattern}|\b(?:don'?t|do not|won'?t|wont)\W*$"), ("mediation",), yields=True),
    Question("ehcp_draft", "no_reply", words(_WE_DO_NOT), words(r"\b(?:draft|15 days|fifteen days)\b"), _TO_BE_HAD, ("ehcp_draft",)),
    Question("ehcp_draft", "after", words(_STILL_NO), None, words(_NOT_SENT), ("ehcp_draft",), yields=True),
    Question(_EXCLUSION, "work", words(_NO_WORK), words(rf"{_OUT_FOR_DAYS}|\bexclu(?:ded|sion)\b"), _OTHER_WORK, (_EXCLUSION,)),
    Question(_EXCLUSION, "suspended_now", words(_TOLD_SUSPENDED), words(_TOLD_SUSPENDED), _NOT_TOLD_SUSPENDED, now=True),
    Question(_EXCLUSION, "suspended_kept", words(_KEPT), words(rf"\A(?!.*{_FOR_GOOD}).*(?:{_OUT_FOR_DAYS})"), words(_FOR_GOOD), (_EXCLUSION,), _SUSPENDED, since=words(_FOR_GOOD)),
    Question(
        _EXCLUSION,
        "suspended",
        words(rf"{_NOT_ACCEPTED}|{_THEY_DO_NOT}|{_AND_NOW}"),
        words(rf"\A(?=.*(?:{_NOT_ACCEPTED}))(?!.*{_FOR_GOOD}).*(?:{_OUT_FOR_DAYS})"),
        words(rf"{_FOR_GOOD}|{_WORK_SENT}|\b(?:tribunal|assess\w*|plan|ehcp|transport|panel)\b"),
        (_EXCLUSION,),
        _SUSPENDED,
        since=words(_FOR_GOOD),
        yields=True,
    ),
)  # fmt: skip
