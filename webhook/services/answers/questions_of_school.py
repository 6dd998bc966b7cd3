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

OF_SCHOOL: tuple[Question, ...] = (
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
