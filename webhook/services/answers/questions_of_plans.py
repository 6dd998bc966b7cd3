"""Rows of named_questions on the plan, its time limits, and who to turn to."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words

_APPEALS = ("tribunal", "ehcna_refused", "ehcp_not_issued", "ehcp_final", "mediation", "ceasing_plan")
_OF_AN_APPEAL = words(
    r"\b(?:tribunal'?s?|sendist|appeal\w*|send ?35a?)\b|\b(?:said|says|saying|say) no to assess"
    r"|\brefus\w+ (?:to|of an?) assess|\bturned down for an? assess|\bwo(?:n'?t|nt) assess"
)

_OTHER_WAITS = words(
    r"\b(?:autis\w+|asd|adhd|camhs|speech|salt|ot|physio|diagnos\w+|nhs|hospital|clinic|gp|social (?:care|work\w*)|carers?|dla|pip|benefit|re-?assess\w*"
    r"|reviews?|amend\w*|appeal\w*|tribunal|refus\w+"
    r"|said no|transport|sart|short breaks?|respite|blue badge|financial|risk|sats|exam|grant|ep|psycholog\w+|paediatric\w*|due|late|asked on|\d+ weeks|\[date\])\b"
)

OF_PLANS: tuple[Question, ...] = (
    Question(
        "ehcna_timeline",
        "how_long",
        words(
            r"\b(?:when (?:do|will|would|should|can|are)|how (?:long|soon) (?:until|till|til|before)) (?:i|we)(?: going to| gonna)? (?:hear|know|find out|be told|get told)\b"
            r"[^?.!]{0,15}\b(?:about|on|if|whether|from|back)\b[^?.!]{0,25}\bassess\w*"
        ),
        words(r"\bassess\w*"),
        _OTHER_WAITS,
    ),
    Question(
        "ehcna_timeline",
        "how_long",
        words(
            rf"\b(?:when (?:do|will|would|should|can|are)|how (?:long|soon) (?:until|till|til|before)) (?:i|we)(?: going to| gonna)?"
            rf" (?:hear|know|find out|be told|get told)\b.{{0,35}}\b{PLAN}\b"
        ),
        words(rf"\b{PLAN}\b"),
        words(
            r"\b(?:reviews?|amend\w*|chang\w+|appeal\w*|tribunal|refus\w+|said no|said yes|agreed|draft|transport|ceas\w+|end(?:ed|ing)?|stop\w*|school named|place|mov\w+|panel"
            r"|year (?:6|7|9|11)|grant|due|late|asked on|\d{1,2}(?:st|nd|rd|th)|\[date\]|\d+ weeks"
            r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
        ),
    ),
    Question(
        "ehcp_draft",
        "how_long",
        words(
            r"\b(?:when|by when|what (?:date|day)|how (?:long|many days))\b.{0,25}\b(?:due back|(?:do|must|should|have|can) (?:i|we)\b.{0,40}\b(?:back|reply|respond|comments?"
            r"|answer|return|send|in by)\b)"
            r"|\b(?:do|must|should|have) (?:i|we)\b.{0,25}\b(?:get|send|hand|have)\b.{0,25}\b(?:back|in|comments?|changes)\b.{0,10}\bby(?: when)?\b"
            r"|\bdate\b.{0,25}\b(?:comments?|changes|reply|response)\b.{0,30}\b(?:in|back|due|by)\b|\b(?:deadline|last (?:day|date)|time ?limit|cut ?off"
            r"|due date)\b.{0,30}\b(?:comments?|respon\w+|repl\w+|changes|feedback|views|amendments|draft|send)\b"
            r"|\bhow (?:long|many days)\b.{0,15}\b(?:i|we)\b.{0,25}\b(?:comments?|respond|reply|changes|feedback|draft|send it back)\b"
        ),
        words(r"\bdrafts?\b|\b(?:my|our) (?:comments|feedback|views)\b.{0,30}\b(?:plan|ehcp?)?\b|\bproposed plan\b"),
        words(
            r"\b(?:back from|back to (?:me|us)|send (?:it|the draft|one) to (?:me|us)|hear back|get (?:it|the \w+|one|an answer|a reply) back(?! to (?:them|the|you))"
            r"|(?:council|they|la)\b.{0,15}\b(?:send|repl\w+|respon\w+))\b"
            r"|\b(?:appeal|tribunal|dla|pip|mandatory|transport|complain\w*|blue badge|school report|consultation|white paper|reform)\b"
        ),
        ("ehcp_draft",),
    ),
    Question(
        "ehcna_request",
        "diagnosis_needed",
        words(
            r"^(?=.*\b(?:need|needs|needed|require\w*|necessary|have to (?:have|be|get|wait)|has to (?:have|be|get|wait)|must (?:\w+ )?(?:have|be|get|wait)|got to (?:have|be|get"
            r"|wait)|wait(?:ing)? (?:for|till|until)|first|before)\b"
            r".{0,45}\bdiagnos\w+|.*\bdiagnos\w+\b.{0,25}\b(?:needed|required|necessary|first|before)\b)"
        ),
        words(
            rf"^(?=.*\b(?:do|does|did|don'?t|doesn'?t|is|are|must|should|would|will|can|could|if)\b)(?=.*\bdiagnos\w+)(?=.*\b(?:{PLAN}s?|ehc\w*|ehc (?:needs )?assess\w*"
            rf"|needs assess\w*)\b)"
        ),
        words(
            r"\b(?:refus\w+|reject\w+|turned (?:\w+ )?down|said no|appeal\w*|tribunal|late|overdue|how long|review|draft|transport|taxi|respite|short breaks?|dla|pip|badge"
            r"|medic\w+|college|university"
            r"|exams?|waiting list|private\w*|changed?|has (?:now )?(?:got )?an? (?:plan|ehcp?)|(?:where|how) (?:do|can|would) (?:i|we) get (?:a |his |her )?diagnos\w+|in (?:the"
            r"|his|her|my) (?:plan|ehcp?))\b"
        ),
    ),
    Question(
        "ehcna_request",
        "diagnosis",
        words(
            r"\b(?:can|could|does|do|will|would|is|are|may|might|should)\b.{0,35}\b(?:gets?|have|having|apply for|ask for|need|entitled to|eligible for|qualif\w+ for"
            rf"|enough for|count for|reason for)\b.{{0,25}}(?<!the )(?<!his )(?<!her )(?<!my )\b{PLAN}\b"
            rf"|\b(?:eligible|entitled|qualify|enough|count)\b.{{0,12}}\b(?:for|to|towards) (?:an? )?{PLAN}\b"
            rf"|\b(?:give|get) (?:him|her|us|me|them|you) an? {PLAN}\b"
        ),
        words(
            r"\b(?:adhd|audhd|autis\w+|asd|asc|asperger\w*|pda|dyslexi\w+|dyspraxi\w+|dyscalculi\w+|tourette\w*|down'?s?|epilep\w+|anxiety|ocd|fasd|foetal alcohol|cerebral palsy"
            r"|deaf\w*|blind|gdd|global delay|developmental delay|dld|stammer\w*|selective mutism|diagnos\w+|sensory (?:processing|needs))\b"
        ),
        words(
            r"\b(?:refus\w+|reject\w+|turned (?:\w+ )?down|said no|appeal\w*|tribunal|late|overdue|how long|weeks?|months?|review|draft|transport|taxi|respite|short breaks?"
            r"|dla|pip|badge|medic\w+|meds|camhs|college|university|exams?|in (?:the|his|her|my) (?:plan|ehcp?)|with (?:an?|the|his|her) (?:plan|ehcp?)|has an? (?:plan|ehcp?)"
            r"|and an? (?:plan|ehcp?)|lose|end|school place|special school"
            r"|what is|whats|what's|difference|how (?:do|can|would|to)|who|waiting list|(?:assessment|assessed|diagnosed|referral|referred) for|changed?|private)\b"
        ),
    ),
    Question(
        "tribunal",
        "who",
        words(
            r"\b(?:can|could|do|may|should|am|must) i\b.{0,20}\bappeal\b|\bwho (?:can |has to |should |must )?appeals?\b"
            r"|\b(?:does|must|should|can) (?:he|she|they) (?:have to )?(?:appeal|do it)\b"
        ),
        words(
            r"\b(?:my|our) (?:\w+ )?(?:son|daughter|child|boy|girl|lad)(?:'?s| is| just turned| turned| who is|,)? (?:now |nearly |just )?(?:1[6-9]|2[0-4])\b"
            r"|\b(?:he|she)(?:'?s| is| turned| just turned) (?:now |nearly |just )?(?:1[6-9]|2[0-4])\b"
        ),
        words(r"\bhow (?:do|long|can)\b|\bwhen\b|\b(?:exclu\w+|suspen\w+|transport|taxi|fines?|dla|pip|benefit\w*|admissions?|badge|grade|gcse\w*|exams?|college place|late|deadline)\b"),
    ),
    Question(
        "tribunal",
        "form",
        words(r"\b(?:which|wich|what|wot|wat|the|a|right|correct|any) (?:\w+ ){0,2}(?:form|paperwork)s?\b|\bforms?\b.{0,30}\b(?:do|should|need|fill|use)\b|\bsend ?35a?\b"),
        _OF_AN_APPEAL,
        words(
            r"\b(?:dla|pip|benefits?|transport|taxi|travel|badge|short breaks?|sart|respite|complain\w*|grant|eng|exclu\w+|suspen\w+|admissions?|school (?:place|form|application)|consent"
            r"|mandatory|reconsideration|housing|mediat\w+|advis[eo]r|council'?s? number|duty|case officer|camhs|governors?|request form|discriminat\w+|reform\w*|case number"
            r"|ref|reference)\b"
        ),
        _APPEALS,
    ),
    Question(
        "tribunal",
        "number",
        words(
            r"\b(?:phone|telephone|contact|tel|their|tribunal'?s?|a) (?:phone |contact )?(?:number|no)\b(?! to assess)|\bnumber (?:for|of) the (?:send )?tribunal"
            r"|\be-?mail address\b|\b(?:their|tribunal'?s?) e-?mail\b"
            r"|\bhow (?:do|can) (?:i|we) (?:ring|phone|call|contact|email|reach)\b.{0,15}\b(?:them|tribunal)\b"
        ),
        _OF_AN_APPEAL,
        words(
            r"\b(?:forms?|dla|pip|benefits?|transport|taxi|travel|badge|short breaks?|sart|respite|complain\w*|grant|eng|exclu\w+|suspen\w+|admissions?|school (?:place|form"
            r"|application)|consent"
            r"|mandatory|reconsideration|housing|mediat\w+|advis[eo]r|council'?s? number|duty|case officer|camhs|governors?|request form|discriminat\w+|reform\w*|case number"
            r"|ref|reference|before (?:i |we )?appeal\w*)\b"
        ),
        _APPEALS,
    ),
    Question(
        "tribunal",
        "hearing",
        words(
            r"\bhow (?:long|soon)\b.{0,40}\b(?:tribunals?|appeals?|hearings?|judge|heard)\b.{0,30}|\bhow (?:long|soon)\b.{0,30}\b(?:wait|take|until|till"
            r"|before)\b.{0,30}\b(?:tribunal|hearing|heard|judge)\b"
            r"|\b(?:what|any|the|long|is there)\b.{0,12}\bwait(?:ing)?(?: times?| lists?)?\b.{0,12}\b(?:for|of|at)\b.{0,12}\b(?:tribunal|hearing|appeals?)\b"
            r"|\bwhen\b.{0,15}\b(?:hearing|tribunal|appeal)\b.{0,12}\b(?:be heard|happen|come|take place|be(?! in\b| there\b))\b"
            r"|\b(?:tribunal|hearing|appeal)s?\b.{0,20}\b(?:waits?|waiting (?:time|list)s?|backlog|timescales?|take|takes|taking)\b"
        ),
        words(r"\b(?:tribunals?|hearings?|appeals?|heard)\b"),
        words(
            r"\b(?:have|has|do|did) (?:i|we) (?:got|get|have)\b|\bto (?:appeal|lodge|send|submit|put in|make)\b|\b(?:i|we) (?:have|got|'ve got) to\b|\bcertificate\b"
            r"|\bdeadline\b|\btime ?limit\b"
            r"|\b(?:exclu\w+|suspen\w+|badge|transport|benefits?|dla|pip|panel|governors?|complain\w*|late|fines?|admissions?|decision|hearing (?:test|aid|loss|impair\w+"
            r"|check|clinic)|audiolog\w+"
            r"|reason\w*|forms?|conce\w+|order\w*|after (?:the|a) hearing|(?:can|can'?t|cannot|may|could) (?:\w+ )?appeal|after the letter)\b"
        ),
        ("tribunal",),
    ),
    Question(
        "tribunal",
        "if_late",
        words(
            r"\b(?:i|we|i'?ve|we'?ve)\b.{0,20}\bmiss(?:ed|ing)?\b.{0,25}\b(?:deadline|2 months?|two months?|date|time ?limit|last day|window|appeal|cut ?off)\b"
            r"|\b(?:too )?late (?:appeal\w*|to appeal|with (?:my|our|the) appeal|(?:for|lodging|sending) (?:an?|my|our|the) appeal)\b|\bappeal\w*\b.{0,20}\b(?:too )?late\b"
            r"|\b(?:days?|weeks?) (?:over|late|past|too late|out)\b|\bout of time\b|\b(?:over|past|after|outside|beyond) the (?:deadline|2 months?|two months?|time ?limit)\b"
        ),
        words(r"\b(?:appeal\w*|tribunal)\b|\b(?:2|two) months\b"),
        words(
            r"\b(?:they|council|school|la|you)\b.{0,20}\b(?:miss\w*|late|over|out of time)\b|\b(?:exclu\w+|suspen\w+|dla|pip|benefits?|mandatory|transport|taxi"
            r"|complain\w*|ombudsman|discriminat\w+|fine|badge"
            r"|draft|plan is|weeks? late|panel|governors?|mediat\w+)\b|\b(?:what (?:if|happens)|nearly|almost)\b"
        ),
        _APPEALS,
    ),
    Question(
        "ceasing_plan",
        "age",
        words(
            rf"\b{PLAN}\b.{{0,25}}\b(?:stops?|ends?|finish(?:es)?|ceases?|carr(?:y|ies) on|continues?|goes on|go on|lasts?|runs? out|still (?:count|valid|stand|there|in place))\b"
            rf"|\b(?:stops?|ends?|finish(?:es)?|lose|keep|continue)\b.{{0,15}}\b{PLAN}\b"
        ),
        words(
            r"\b(?:(?:turn\w*|is|at|he'?s|she'?s|be|when|reach\w*|after|past|over|hits?|i'?m) (?:now |nearly |just |only |age )?(?:16|17|18|19|sixteen|seventeen|eighteen"
            r"|nineteen)|1[6-9]th birthday|year ?11|gcses?|age 1[6-9])\b"
        ),
        words(
            r"\b(?:letter|notice|they (?:want|said|say|are|have|decided|ended|stopped)|council (?:want\w*|is|said|says|has|ended|stopped)|appeal\w*|tribunal|universit\w*|uni"
            r"|dla (?:stop|end)\w*|week ?\d+|late"
            r"|moving|move|moved|section f|leav(?:e|es|ing) (?:college|sixth form)|quit\w*|drop\w* out)\b"
        ),
    ),
    Question(
        "ombudsman",
        "finished",
        words(
            r"\b(?:came|come|coming|got|sent|wrote) (?:it )?back\b|\b(?:answered|replied|responded|response|reply|answer|letter|outcome|finished|done|over|closed|exhausted"
            r"|used up|been through|gone through)\b"
            r"|\b(?:said no|reject\w*|not upheld|turned (?:\w+ )?down|dismissed|nowhere|no good|useless|rubbish|back each other)\b|\b(?:where|what|who|how)\b.{0,12}\b(?:now|next)\b"
        ),
        words(
            r"\b(?:stage|level|step) ?(?:2|two)\b|\bsecond stage\b|\bboth stages\b|\b(?:all|end) (?:of )?(?:the |their |your )?(?:complaints? )?(?:stages|process|procedure)\b"
            r"|\bcomplaints? (?:process|procedure|review)\b"
            r"|\bcomplaint\b.{0,25}\b(?:finished|over|closed|exhausted|final (?:reply|response|answer|letter))\b|\bfinal (?:reply|response|answer|letter)\b.{0,20}\bcomplaint\b"
        ),
        words(
            r"\b(?:waiting|no (?:reply|answer|response)|haven'?t|havent|hasn'?t|hasnt|not (?:come|had|heard|answered|replied)|didn'?t (?:answer|reply)|how (?:do|can) (?:i"
            r"|we) (?:ask|get|go|start|make)|how long|when (?:will|do|does|should)|school|head"
            r"|governors?|academy|nhs|hospital|camhs|trust|social (?:care|worker)|key stage|stage (?:1|one)|ombudsman (?:said|says|refused|replied|answered)|if)\b"
        ),
    ),
    Question(
        "complaint_council",
        "refused",
        words(
            r"\b(?:council|they|la)\b.{0,15}\b(?:replied|answered|responded|came back|wrote back|got back|reply|response)\b.{0,30}\bcomplaint\b|\b(?:reply|answer|response"
            r"|outcome)\b.{0,20}\bcomplaint\b"
            r"|\bcomplaint\b.{0,20}\b(?:came back|come back|(?:was |been |is )?(?:rejected|dismissed|turned down|not upheld|refused|thrown out|answered))\b|\b(?:rejected"
            r"|dismissed|refused|turned down|threw out) (?:my|our|the) complaint\b"
        ),
        words(r"\bcomplaint\b"),
        words(
            r"\b(?:waiting|no (?:reply|answer|response)|haven'?t|havent|hasn'?t|hasnt|never|nobody|no one|not (?:yet |come|had|heard|answered|replied)|didn'?t|how long"
            r"|when (?:will|do|does|should)|school|head|governors?|academy|nhs|hospital|camhs"
            r"|trust|dwp|(?:stage|step) ?(?:2|two)|second stage|final|ombudsman|review|if|get (?:a|an|any) (?:reply|answer|response)|social (?:care|worker)|how (?:many|long)"
            r"|by when|have to answer)\b"
        ),
    ),
    Question(
        "complaint_council",
        "judicial_review",
        words(
            r"\bjudicial(?:ly)? review\w*\b|\bpre.?action\b|\bletter before (?:action|claim)\b|\b(?:take|taking|took) (?:the council|them|the la|\w+) to (?:the )?high court\b"
            r"|\b(?:a|for|bring|start|go) (?:a )?jr\b(?! (?:school|football|club))"
        ),
    ),
    Question(
        "phase_transfer",
        "still_assessed",
        words(
            r"\b(?:normal|ordinary|usual|standard|regular|common|mainstream|secondary|reception|primary|in.?year|e-?)\b.{0,22}\b(?:forms?|applications?|admissions?|route)\b"
            r"|\bthe (?:normal|usual|ordinary) (?:way|process)\b|\badmissions? (?:form|application|way|route)\b"
            r"|\bapply\b.{0,15}\b(?:the normal way|as normal|normally|through admissions|like everyone|for (?:a |his |her |the )?(?:secondary|primary|reception"
            r"|high)? ?schools?(?: places?)?)\b"
        ),
        words(
            r"\b(?:still|being|are|they'?re|theyre|mid|in|under|during|through) (?:being |the middle of |the |an? )?(?:assess\w*|ehc (?:needs )?assessment)\b|\b(?:don'?t|dont"
            r"|haven'?t|havent|not|no|hasn'?t|hasnt) (?:yet )?(?:have |got |had |a |the |his |her |their |our )*(?:final )?(?:ehc )?(?:plan|ehcp)\b"
            r"|\b(?:plan|ehcp) (?:isn'?t|isnt|is not|not|hasn'?t|hasnt|won'?t|wont)\b.{0,25}|\bwaiting (?:for|on)\b.{0,25}\b(?:plan|ehcp|assessment|decision)\b|\b(?:only|just"
            r"|still) (?:got |have |had )?(?:a |the |at )?draft\b"
        ),
        words(r"\b(?:appeal\w*|blue badge|transport|dla|college|nursery place)\b"),
    ),
    Question("ehcp_draft", "moving_forward", words(r"\bmoving.?forwards?\b.{0,10}\bmeeting|\bmeeting\b.{0,20}\bmoving.?forwards?\b|\bmove forward meeting")),
    Question(
        "ehcp_draft",
        "ai",
        words(
            r"(?:\bai\b|\ba\.i\.|\bartificial intelligence|\bchat ?gpt|\bcopilot|\bcomputer|\brobot|\bbot\b).{0,40}\b(?:writ\w+|wrote|draft\w*|mak\w+|made|do(?:es|ne)?|produc\w+"
            r"|us\w+|decid\w+)\b|\b(?:writ\w+|wrote|draft\w*|made|produc\w+|us(?:e|es|ed|ing))\b.{0,30}(?:\bai\b|\ba\.i\.|\bartificial intelligence|\bchat ?gpt|\bcopilot"
            r"|\bby a (?:computer|robot|bot))"
        ),
        words(rf"\b{PLAN}s?\b|\bdrafts?\b|\bassessments?\b|\breports?\b"),
        words(r"\b(?:are you|is this|am i (?:talking|speaking)|you an?|i used|i use|can i use|laptop|assistive|at school|in class|lessons?|homework|section f)\b"),
    ),
    Question(
        "ceasing_plan",
        "how_long",
        words(
            r"\b(?:what|and|but|so)?\s*(?:happens )?if (?:they|the council|it)(?:'?ll)? (?:still|just|go ahead (?:and|anyway)?|do|does|try to|decide to"
            r"|then)\s?(?:\w+ )?(?:stop|end|cease|take|cancel|do)s?\b.{0,25}$"
        ),
        None,
        words(r"\b(?:taxi|transport|dla|payments?|therapy|salt|respite|support|hours|1:1|school)\b"),
        ("ceasing_plan",),
    ),
)
