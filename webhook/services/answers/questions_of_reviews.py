"""Rows of named_questions on a review at which help is to be cut: it is only proposed until the changed plan is final, and that plan can be appealed."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words

_TOPIC = "annual_review"
_AFTER = (_TOPIC, "ehcp_late", "ehcp_what", "ehcp_final", "ehcp_draft", "amend_reassess", "provision_not_delivered", "ceasing_plan", "short_breaks", "sen_support_school", "tribunal",
          "mediation", "speech_therapy", "school_complaint")  # fmt: skip
_JOINS = r"^\W*(?:(?:and|so|ok|okay|but|then|right|thanks|well|please|surely)\W+)*"
_REVIEW = rf"(?:\breviews?\b|\bar\b(?: meeting)?|\bamend\w*\b|\bpropos\w+|\b{PLAN}\b)"
_HELP = r"(?:hours?|hrs|1[: -]?(?:1|to ?1)|one.to.one|support|help|provision|ta\b|therapy|salt\b|speech|ot\b|section f|funding)"
_CUT = (
    r"(?:cut(?:s|ting)?|reduc\w+|drop(?:s|ped|ping)?|halv\w+|lower\w*|slash\w*|decreas\w+|take (?:away|off|out)|tak\w+ (?:away|out)|took (?:away|out)|remov\w+|less(?:en)?"
    r"|fewer|lose|losing|water\w* down)"
)
_TO_BE_CUT = (
    rf"(?=.*{_REVIEW})(?:.*\b{_CUT}\b.{{0,30}}\b{_HELP}|.*\b{_HELP}.{{0,30}}\b(?:(?:be|being|is|are|get|gets|getting|was|were) )?{_CUT}\b|.*\bfrom \d+ (?:hours?"
    rf"|hrs )?(?:to|down to) \d+\b)"
)
_WILL_BE_CUT = rf".*\b{_HELP}.{{0,20}}\b(?:will|going to|gonna|to|would) (?:be|get) {_CUT}\b.{{0,15}}\bfrom \d+"
_ELSE = (
    r"\b(?:short.?breaks?|respite|time ?tables?|half days?|mornings?|direct payments?|transport|taxi|dla|pip|personal budget|carers?|nursery|grant|if they|school day"
    r"|home educat\w+|home school\w*"
    r"|end (?:the|his|her) plan|ceas\w+|stop (?:the|his|her) (?:plan|ehcp)|(?:lose|losing|remove|take away) (?:the|his|her|their) (?:plan|ehcp)|more (?:hours|support|help))\b"
)
TO_BE_CUT = words(rf"\A(?!.*{_ELSE})(?:{_TO_BE_CUT}|{_WILL_BE_CUT})")
_MAY = (
    rf"{_JOINS}(?:(?:can|could|are|may) (?:they|school|the school|the council|a school|it)(?: (?:just|really|even|actually|legally|allowed|simply))*(?: to)?(?: (?:do|cut"
    rf"|reduce|drop|change|take"
    r"|lower|halve)\b.{0,30})?|(?:is|are|isn'?t) (?:that|this|it|they) (?:even |actually |really )?(?:legal|lawful|allowed|right|ok|illegal)(?: to)?.{0,20}|(?:do|must|can"
    r"|should) (?:i|we) (?:have to )?"
    r"(?:say yes|say no|agree|accept|refuse|sign|go along)\b.{0,25}|who decides\b.{0,20})\W*$"
)
_FIGHT = (
    rf"{_JOINS}(?:(?:how|can|could|what|should|where) (?:do |can |could |would |should )?(?:i|we)(?: (?:do|say))?(?: to)? ?(?:fight|stop|challenge|appeal|contest|dispute"
    rf"|object|oppose|argue|disagree)\b.{{0,35}}"
    r"|what (?:can|should|do|could) (?:i|we) (?:do|say)\b.{0,25}|what (?:are )?(?:my|our) (?:rights|options)\b.{0,15}|i (?:don'?t|do not) (?:want (?:that|this|it)|agree|accept)\b.{0,25}"
    r"|(?:is there|do (?:i|we) have|have (?:i|we) got) (?:a |any )?(?:right (?:to|of) )?appeal\b.{0,20}|(?:what|and)(?: happens?)? if (?:i|we) (?:say no|don'?t agree"
    r"|refuse|disagree)\b.{0,20})\W*$"
)
_KEEPS = r"(?:keep\w*|still (?:get|have|gets?|has)|lose|loses|stays?|carr(?:y|ies) on|continues?|get|gets|happens? to|stop|stops|have|has|go down|goes down|cut)"
_MEANWHILE = (
    rf"\b{_KEEPS}\b.{{0,45}}\b(?:while|whilst|during|until|till|til|meantime|mean time|meanwhile|if) ?(?:the |an |my |our |i |we |i'?m "
    rf"|we'?re )?(?:\w+ ){{0,2}}?(?:appeal\w*|tribunal|fight\w*|wait\w*|challeng\w*|then|hearing"
    r"|decid\w+)?"
    rf"|\b(?:while|whilst|during|until|if) (?:the |an |my |our |i |we |i'?m |we'?re )?(?:\w+ ){{0,2}}?(?:appeal\w*|tribunal|fight\w*|wait\w*|challeng\w*)\b.{{0,45}}\b{_KEEPS}\b"
    rf"|{_JOINS}(?:in the )?(?:meantime|meanwhile)\b.{{0,30}}$|\b(?:in the )?(?:meantime|mean time|meanwhile)\W*$"
)
_NOT_MEANT = words(r"\b(?:transport|taxi|exclu\w+|suspen\w+|dla|pip|mediation|blue badge|short breaks?|respite|how long|deadline|when)\b")
_ASKS_HOW = r"(?=.*\b(?:how|what|where) (?:do|can|should|could) (?:i|we) (?:do|stop|fight|appeal|challenge|object)\b)"
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
_NOT_TOLD = words(rf"{_NOT_MEANT.pattern}|\b(?:tribunal|appeal\w*|final|ended|late|[0-3]?\d(?:st|nd|rd|th)? (?:of )?{_MONTHS}\w*)\b")
_PAPERS = r"(?:reports?|paper ?work|papers|advice|documents?|(?:professionals?|salt|ot|ep|school)'?s? (?:report|advice)s?)"
_NOT_SENT = r"(?:never|not|n'?t|didnt|havent|hasnt|wasnt|werent|no|without|only|nobody|none|late|refus\w+|on the day|same day|night before|day before|morning of)"
_BEFORE_IT = (
    rf"\b{_NOT_SENT}\b.{{0,45}}\b{_PAPERS}\b|\b{_PAPERS}\b.{{0,45}}\b{_NOT_SENT}\b"
    rf"|\b(?:when|how (?:long|many|soon|far)|should|do|must|am|are|can|what)\b.{{0,50}}\b{_PAPERS}\b.{{0,30}}\b(?:before|in advance|first|ahead)\b"
    rf"|\bhow (?:long|many|far|soon)\b.{{0,30}}\b(?:before|in advance|ahead)\b.{{0,40}}\b{_PAPERS}\b"
    r"|\b(?:how much|enough|\d+ days?'?|one day'?s?|a (?:day|week)'?s?|short|no|any|days|weeks?) notice\b"
)
_OF_A_REVIEW = r"\b(?:annual|yearly|early|his|her|their|the|our|a) reviews?\b|\breview meeting\b|\bar\b(?: meeting)?(?= |$)"
_OTHER_PAPERS = words(
    r"\b(?:(?:we|our|my) (?:sent|reports?) (?:went|sent|was|were|in|it|them))\b"
    r"|\b(?:after (?:the |it|that)|since the (?:meeting|review)|assessment reports?|ehcna|needs assessment|tribunal|appeal\w*|draft|final plan|(?:the|an|his|her) assessment|hospital|gp"
    r"|camhs|private report|school report card|court|sar|subject access"
    r"|exclu\w+|suspen\w+|end of year|parents'? evening|social work\w*|job|landlord|eviction|transport|taxi|surger\w+)\b"
)

OF_REVIEWS: tuple[Question, ...] = (
    Question(_TOPIC, "reports", words(_BEFORE_IT), words(_OF_A_REVIEW), _OTHER_PAPERS, (_TOPIC,), None),
    Question(_TOPIC, "reports", words(_BEFORE_IT), None, _OTHER_PAPERS, ("ehcp_late",), words(_OF_A_REVIEW)),
    Question(_TOPIC, "hours_cut_meanwhile", words(_MEANWHILE), TO_BE_CUT, _NOT_MEANT, _AFTER, TO_BE_CUT),
    Question(_TOPIC, "hours_cut_fight", words(_FIGHT), None, _NOT_MEANT, _AFTER, TO_BE_CUT),
    Question(_TOPIC, "hours_cut", words(_MAY), None, _NOT_MEANT, _AFTER, TO_BE_CUT),
    Question(_TOPIC, "hours_cut_fight", words(rf"{TO_BE_CUT.pattern}{_ASKS_HOW}"), None, _NOT_MEANT),
    Question(_TOPIC, "hours_cut", TO_BE_CUT, None, _NOT_TOLD),
)  # fmt: skip
