"""Rows of named_questions that lean on the answer before them and on what it was about: "how long can they do that" after half days is no suspension."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words
from webhook.services.answers.questions_of_school import OF_SCHOOL

_NEXT = (
    r"^\W*(?:(?:ok|okay|so|and|but|right|thanks|then)\W+)*(?:what(?:'?s| is| happens| comes| will happen)?(?: \w+)? (?:next|then|after that|after|at 16|now)"
    r"|wh?ats next|and then(?: what)?|then what|what then)\W*$"
)
ENDS = r"(?:tak\w+ (?:\w+ ){1,3}(?:away|off)|stop\w*|end(?:s|ed|ing)?|ceas\w+|cancel\w*|tak\w+ (?:away|off)|took|taken|remov\w+|lose|losing|get rid of)"
SAID_YES = (
    rf"(?<!\ban )(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\bi )(?<!\bwe )(?<!\bi've )(?<!\bwe've )(?<!\bive )(?<!\bweve )\b(?:(?:said|say|says|saying|told (?:me"
    rf"|us)) (?:yes|ok)|agreed?|approved|(?:said "
    rf"|say )?(?:they|council|the council)(?:'?ll| will| would|'?re going to| are going to| are))"
    rf" (?:to |that they(?:'?ll| will) |they(?:'?ll| will) )?(?:writ\w+|do|doing|issu\w+|mak\w+|giv\w+|draft\w*|produc\w+)?(?: (?:him|her|us|me|my \w+))? ?(?:to )?(?:an? "
    rf"|the |his |her |our )?{PLAN}\b"
)
_NO_YES = words(
    r"\b(?:refus\w+|said no|say no|not (?:to|going to|agree\w*)|n'?t (?:agree\w*|writ\w+|do|issue|give)|won'?t|wont|no plan|assess\w* (?:him|her|my)|amend\w*"
    r"|chang\w+|review|appeal\w*|if they|final (?:plan )?(?:came|arrived|is here)"
    r"|section|transport|to assess|draft (?:came|arrived|is here)|got (?:the|a|our|his|her) (?:final|draft))\b"
)
_REFORM = r"\b(?:scrap\w*|abolish\w*|get(?:ting)? rid of|do(?:ing)? away with|axe[ds]?|axing|end(?:ing)? all|no more (?:ehc )?(?:plans|ehcps)|phas\w+ out|white paper|reforms?)\b"
_PLANS = r"\b(?:ehcps?|ehc plans?|plans?|echps?)\b"
_RELATIVE = (
    r"\b(?:gran\w*|nan|nana|nanny|nans|aunt\w*|uncle|foster\w*|kinship|special guardian\w*|step.?(?:mum|dad|mother|father|parent)|no (?:papers|court order"
    r"|legal order|parental responsibility))\b"
)

OF_FOLLOW_UPS: tuple[Question, ...] = (
    Question("provision_not_delivered", "how", words(rf"{_NEXT}|^\W*(?:(?:ok|so|and)\W+)*then\W*$"), None, None, ("ehcp_what",), words(r"\bsection f\b|^\W*(?:and|what about) f\W*$")),
    *OF_SCHOOL,
    Question(
        "benefits_money",
        "form_help",
        words(r"^\W*(?:(?:ok|so|and|but)\W+)*who (?:helps?|can help|would help|does that|do i ask)\b.{0,25}$|\b(?:help|someone|anyone)\b.{0,25}\bfill(?:ing)?\b.{0,15}\b(?:form|it)\b"),
        words(r"\b(?:dla|pip)\b"),
        words(r"\b(?:ehcp?|plan|sart|badge|refus\w+|appeal\w*|apply|near|[nesw]{1,2}\d+)\b"),
        ("benefits_money",),
        words(r"\b(?:dla|pip|form|benefits?)\b"),
    ),
    Question(
        "benefits_money",
        "refused_time",
        words(r"\bhow long\b.{0,20}\b(?:i|we)\b|\b(?:deadline|time ?limit|by when|last (?:day|date))\b"),
        None,
        words(r"\b(?:ehcp?|plan|short breaks?|transport|taxi|decide|take|hear|wait)\b"),
        ("benefits_money",),
        words(r"\A(?=.*\bdla\b)(?=.*\b(?:refus\w+|turned down|turned \w+ down|said no|reject\w*)\b).*"),
    ),
    Question(
        "ehcna_timeline",
        "said_yes",
        words(
            r"\b(?:nothing|not heard|heard|no (?:news|draft|letter|word|sign)|still|when|how long|week ?\d+|\d+ weeks?|waiting|yet|what (?:now|next|happens)|since)\b",
        ),
        words(SAID_YES),
        _NO_YES,
        within=("ehcp_not_issued", "ehcp_late"),
    ),
    Question(
        "ehcna_timeline",
        "said_yes_time",
        words(
            r"\b(?:still|enough) time\b|\b(?:are|is) (?:they|it|the council) (?:late|overdue|in time)\b|\bhow long (?:do|have|has) (?:they|the council)\b|\bwhen (?:is it|are they) late\b"
        ),
        None,
        words(r"\b(?:appeal\w*|tribunal|refus\w+)\b"),
        ("ehcna_timeline",),
        words(SAID_YES),
    ),
    Question(
        "ceasing_plan",
        "can_they",
        words(rf"\b{ENDS}\b.{{0,20}}\b{PLAN}\b"),
        words(r"\b(?:cos|coz|cuz|because|as|since|now|when|just because)\b.{0,15}\b(?:19|nineteen|18|eighteen|20|21)\b"),
        words(r"\b(?:universit\w*|uni|letter|notice|appeal\w*|tribunal|dla|pip)\b"),
    ),
    Question(
        "ceasing_plan",
        "how_long",
        words(
            r"\b(?:keep|keeps|have|has|get|gets|lose|loses|stay|stays)\b.{0,25}\b(?:meantime|mean time|meanwhile|until then|till then|while|during)\b|^\W*(?:and "
            r"|so |but )*(?:in the )?(?:meantime|meanwhile)\b.{0,25}$"
        ),
        None,
        None,
        ("ceasing_plan",),
        within=("annual_review",),
    ),
    Question(
        "ceasing_plan",
        "leaves",
        words(rf"\b{ENDS}\b.{{0,20}}\b{PLAN}\b"),
        words(r"\b(?:leav\w+|left|quit\w*|drop\w* out|out of|not in|stop\w* going(?: to)?)\b.{0,15}\b(?:college|school|education|sixth form|training)\b"),
        words(r"\b(?:letter|notice|appeal\w*|tribunal|moving|moved|universit\w*|uni)\b"),
        ("post16_options", "preparing_for_adulthood", "ceasing_plan", "ehcp_what"),
        words(r"\b(?:leav\w+|left|quit\w*|drop\w* out|college is)\b"),
        ("post16_options",),
    ),
    Question(
        "tribunal",
        "ordered_next",
        words(r"\bwhat (?:can|do|should|now)\b.{0,20}$|\bwhat(?:'?s| is| happens)? next\b|\bwhat then\b|\bhow (?:do|can) (?:i|we) (?:make|force|get) them\b"),
        None,
        words(r"\b(?:if we|if i|lose|lost my|hearing|form)\b"),
        ("tribunal",),
        words(r"\b(?:tribunal|judge)\b.{0,25}\b(?:order\w*|ruled|said|decided|told)\b|\b(?:we|i|we've|i've) (?:just )?won\b|\b(?:council|they|la) (?:\w+ )?lost\b|\btribunal order\b"),
    ),
    Question(
        "tribunal",
        "conceded",
        words(
            r"\b(?:if|when|once) (?:they|the council|council|the la|la)(?:'?ll)?(?: (?:will|do|does|just|suddenly|then))*"
            r" (?:giv(?:es?|ing) in|gave in|backs? down|cav(?:es?|ed)(?: in)?|agrees? before)\b"
        ),
        None,
        None,
        ("tribunal", "mediation", "ehcna_refused", "ehcp_not_issued", "ehcp_final"),
    ),
    Question(
        "ehcp_what",
        "reform",
        words(_REFORM),
        words(_PLANS),
        words(r"\b(?:taxi|transport|my (?:son|daughter)'?s? (?:school|place)|scrap\w* (?:his|her|my|our|the) (?:hours|support|place)|appeal\w*|tribunal|refus\w+|paper plan|letter)\b"),
    ),
    Question("ehcp_what", "reform_when", words(r"^\W*(?:(?:ok|so|and|but)\W+)*when\b.{0,35}$|\bis (?:it|that) true\b|\bwhat (?:year|date)\b"), None, None, ("ehcp_what",), words(_REFORM)),
    Question(
        "ehcp_what",
        "reform_lose",
        words(rf"\b(?:will|would|could|can|do|does|is|are|going)\b.{{0,35}}\b{ENDS}\b|\b(?:what (?:about|happens to)) (?:his|her|my|our|their|the)\b"),
        None,
        None,
        ("ehcp_what",),
        words(_REFORM),
    ),
    Question(
        "tribunal",
        "carer",
        words(r"\b(?:can|could|may|am|are|do|allowed)\b.{0,30}\bappeal\b"),
        None,
        words(r"\b(?:exclu\w+|dla|pip|transport|deadline|how long)\b"),
        ("ehcna_request", "ehcna_refused", "ehcp_what", "ehcp_not_issued", "ehcp_final"),
        words(_RELATIVE),
    ),
)
