"""Rows of named_questions that lean on what a school did: half days, travel after 16, a taxi that never came."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words
from webhook.services.answers.questions_of_life import PART_TIME

_EXCLUSION, _OUT = "exclusion_reduced_timetable", "out_of_school_provision"
_SCHOOLS = (_EXCLUSION, _OUT, "attendance_ebsa", "school_complaint", "sen_support_school")
_HOW_LONG = r"\bhow (?:long|many (?:weeks|days|months|terms))\b|\b(?:time ?limit|limit|maximum|longest)\b"
ALLOWED = (
    r"\b(?:is|isn'?t|are|aren'?t|surely|cant be|can'?t be) (?:that|this|it|they|all that|that even|it even)(?: \w+){0,2} (?:legal|allowed|lawful|illegal"
    r"|unlawful|right|ok|okay|against the law)\b"
    r"|\b(?:can|could|are|may) (?:they|school|the school|the council|it|a school|the head)(?: really| even| just| actually)? (?:allowed(?: to)?|do (?:that|this|it|so)|keep (?:doing|on)"
    r"|make (?:me|us|him|her))\b|^\W*(?:so |but |and |ok )*can (?:they|it)(?: really| just)?\W*$|\b(?:is|isnt|isn'?t) (?:that|it|this) (?:the law|a breach|discrimination)\b"
)
_OTHER_LAW = words(r"\b(?:appeal\w*|tribunal|governors?|panel|complain\w*|transport|taxi|plan|ehcp?|dla|work|teach\w*|taught|tuition)\b")
_SO_LONG = r"(?:\d{1,2}|an?|one|two|three|four|half an?|a few|few|(?:a )?couple(?: of)?)(?: and a half)? (?:hours?|hrs?)"
_UNTIL = r"\d{1,2}(?:[.:]\d\d)?(?: ?am)? ?(?:-|to|til+|until|till) ?(?:\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?|lunch\w*|noon)"
_FEW = rf"(?:{_SO_LONG}|{_UNTIL}|(?:the )?mornings?|(?:the )?afternoons?|half(?: a)? days?|(?:til|till|until) (?:lunch\w*|noon|break|\d{1, 2}))"
_CHILD = r"(?:him|her|them|me|my \w+|our \w+|he|she|they|hes|shes|he'?s|she'?s|he is|she is)"
_FEW_HOURS = (  # told and not asked: "school only has him 2 hours a day", "hes only in for 2 hours", "they will only have him mornings"
    rf"\b(?:only|just)\b(?: \w+){{0,2}}? (?:has|have|having|had|takes?|taking|lets?|letting|allows?|wants?|do|does|accept\w*|keeps?) {_CHILD}(?: \w+){{0,4}}? {_FEW}\b"
    rf"|\b(?:school|they|teachers?|head)\b(?: \w+){{0,3}}? (?:takes?|has|have|lets?|allows?) {_CHILD}(?: \w+){{0,2}}? (?:for |in )?(?:only |just )?{_FEW}\b(?: (?:and|then)\b.{{0,40}})?\W*$"
    rf"|\b{_CHILD}(?: (?:is|can|gets to|goes|was|'s))*(?: (?:only|just))+(?: (?:is|can|allowed|goe?s?|going|gets?|comes?|attends?|does|do))*(?: (?:in|(?:(?:in|to|at|into) )?school))"
    rf"(?: (?:for|in|from|about|until|till|til))* {_FEW}\b"
    rf"|\b{_CHILD}(?: (?:is|can|goes|does|gets))*(?: (?:in|at|to))* (?:school )?(?:for )?{_FEW}(?: (?:a|per|each|every) day)?(?: (?:in|at|of)(?: the)? school)?(?: only)\W*$"
    rf"|\b{_CHILD} (?:does|has|gets|is in for|goes for) {_SO_LONG} (?:a|per|each|every) day (?:at|in|of) school\W*$"
)
_NO_FEW_HOURS = words(
    r"\?|\b(?:how|when|what|who|why|can they|are they|is (?:it|that|this)|legal|allowed to (?:do|make)|nursery|pre-?school|play ?group|childminder|child minder|(?:i|we) (?:only|just)|"
    r"ta|tas|1:1|1-1|one to one|support|help|therap\w+|tutor\w*|work|job|homework|club|holiday|respite|short breaks?|carer|transport|taxi|bus|salt|physio|hospital|gp|camhs"
    r"|excluded|suspended"
    r"|dad|father|weekends?|sleep\w*|screen|ipad|meltdown\w*|tuition|phone|college|since|after|agreed|phased)\b"
)
_NURSERY = r"\b(?:nursery|nurseries|pre-?school|play ?group|childminder|child minder|creche)\b"

_LED = r"^\W*(?:(?:and|so|ok|okay|but|well|the (?:first|second|last) (?:one|thing|bit))\W+)*"
_TO_IT = (
    r"(?:\s+(?:to (?:it|that|this)|with (?:it|that|them)|along(?: with (?:it|that))?|a (?:form|paper|letter)|it|yes|ok|okay|fine|yeah|at first|at the time"
    r"|though|tho|because .{0,40}|cos .{0,40}))*\W*$"
)
_AGREED = (
    rf"{_LED}(?:(?:although|though|even though|because|cos) )?(?:i|we)(?:'?ve| have| did| had)?(?: (?:just|did|sort of|kind of|kinda|already|only|have|has"
    rf"|had|stupidly))* (?:agreed?|said|signed?|went|go|gone|accepted|let)\b{_TO_IT}"
)
_NEVER_AGREED = (
    rf"{_LED}(?:(?:i|we)(?:'?ve| have| had)?(?: (?:never|not|didn'?t|didnt|haven'?t|havent|don'?t|dont))(?: (?:even|ever|actually|really))* (?:agreed?|said|signed?|accepted?)\b"
    rf"|(?:nobody|no ?one|they)(?: (?:has|ever|even|never|didn'?t|didnt))+ (?:asked?|told?)\b)(?: us| me)?{_TO_IT}"
)
_NO_AGREEMENT = words(r"\b(?:no|not|never|nothing|n'?t|didnt|dont|havent|assess\w*|plan|ehcp?|taxi|transport|dla)\b")

_HOURS = (
    r"\bhow (?:many|much) (?:hours|time)\b.{0,45}\b(?:in|at) school\b|\bhow (?:many|much) (?:hours|time)\b.{0,30}\b(?:school (?:is|are|should|must|have to))\b"
    r"|\bhow long (?:is|should|must) (?:a|the|his|her) school day\b|\bhow many hours (?:a|per|each) (?:day|week) (?:is|counts? as|does) full.?time\b"
    r"|\bwhat(?:'?s| is| counts as) full.?time (?:in|at) school\b"
)
_NO_HOURS = words(
    r"\b(?:nursery|allowed|pre-?school|childminder|reception|free hours|funded|college|sixth form|ta|tas|1[: ]?1|1-1|one to one|support|help|therap\w+|section f"
    r"|tutor\w*|tuition|homework|tribunal|after school"
    r"|club|short breaks?|respite|plan says|work(?:ing)?|taxi|transport|bus|exam)\b"
)

_NO_FINE = words(
    r"\b(?:parking|speed\w*|traffic|bus lane|car|library|motor|litter\w*|dog|train|tube|fare|council tax|(?:is|are|was|be|feel\w*|i'?m|im"
    r"|it'?s|its|that'?s|thats|all|he'?s|hes|she'?s|shes) fine|fine (?:with|by|for|now|print|at)"
    r"|pay it|(?:do|does|did|wo|can)(?: not|n'?t)|dont|wont|cant)\b"
)

OF_SCHOOL: tuple[Question, ...] = (
    Question("attendance_ebsa", "cost", words(r"\b(?:how much|what)\b.{0,30}\b(?:fines?|penalty notice)\b"), None, _NO_FINE),
    Question("attendance_ebsa", "refused", words(r"\b(?:appeal|challenge|fight|dispute|contest|get out of)\b.{0,20}\b(?:fines?|penalty notice)\b"), None, _NO_FINE),
    Question(_EXCLUSION, "hours", words(_HOURS), words(_HOURS), _NO_HOURS),
    Question(_EXCLUSION, "part_time_told", words(_FEW_HOURS), words(_FEW_HOURS), _NO_FEW_HOURS),
    Question(
        "early_years",
        "hours_cut",
        words(
            rf"\b(?:only|just)\b.{{0,35}}\b{_FEW}\b|\b(?:cut|reduc\w+|shorten\w*|drop\w*)\b.{{0,20}}\b(?:hours?|sessions?|days?)\b|\b{_FEW}(?: (?:a|per|each) day)? only\b"
            r"|\b(?:hours|sessions) (?:(?:has|have|had)? ?been |were |was )?(?:cut|reduced)\b"
        ),
        words(_NURSERY),
        words(
            r"\?|\b(?:how (?:much|many|do|long)|free|fund\w+|entitled|cost|pay|worried|age|find|school (?:nursery )?place|can (?:i|we|they)|are they|is (?:it|that)|what|when|who|work|job)\b"
        ),
    ),
    Question(_EXCLUSION, "part_time_more", words(_HOW_LONG), None, words(r"\b(?:suspen\w+|exclu(?:ded|sion)|work|job|ta hours)\b"), _SCHOOLS, words(PART_TIME)),
    Question(_EXCLUSION, "part_time_more", words(_AGREED), None, _NO_AGREEMENT, _SCHOOLS, words(PART_TIME)),
    Question(_EXCLUSION, "part_time_no", words(_NEVER_AGREED), None, None, _SCHOOLS, words(PART_TIME)),
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
        "school_transport",
        "over_16",
        words(
            r"\b(?:when|if|once|after|and|what about|at|turn\w*|he'?s|hes|she'?s|shes|is) (?:when )?(?:he'?s |hes |she'?s |shes |they'?re |he is |she is |he turns "
            r"|she turns |over |nearly )?(?:1[678]|sixteen|seventeen|eighteen)\b"
            r"|^\W*(?:and|but|so|ok|what about|how about|what if|what happens)\b.{0,25}\b(?:post.?16|sixth form|college)\b"
            r"|\b(?:does|will|can|is) (?:it|that|this|he|she|they|we)\b.{0,25}\b(?:in|at|to|for) (?:the |a )?(?:sixth form|6th form|college)\b"
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
