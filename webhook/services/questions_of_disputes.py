"""Rows of named_questions on a decision that a family does not accept: mediation that is over, a council that stays with its no, a suspension."""

from __future__ import annotations

from webhook.services.question_row import Question, words

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

OF_DISPUTES: tuple[Question, ...] = (
    Question("tribunal", "mediation_over_time", words(_TIME_LEFT), words(MEDIATION_OVER), _NOT_OVER, awaits="certificate"),
    Question(
        "tribunal",
        "mediation_over_time",
        words(rf"^(?!.*\b(?:hearing|judge|decide|answer|reply|wait|take)\b).{{0,25}}?(?:{_TIME_LEFT})"),
        None,
        None,
        APPEALS,
        words(rf"\A(?!.*(?:{_NOT_OVER.pattern})).*(?:{MEDIATION_OVER})"),
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
        words(rf"\A(?!.*(?:{_NOT_OVER.pattern})).*(?:{MEDIATION_OVER})"),
        awaits="certificate",
    ),
)  # fmt: skip
