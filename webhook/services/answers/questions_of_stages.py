"""Rows of named_questions on what comes next at a stage of a draft, an exclusion, an appeal or a move, and what a section is."""

from __future__ import annotations

from webhook.services.answers.question_row import Question, words

_EXCLUDED = r"(?:exclu\w+|expel\w*|suspen\w+|pex(?:ed)?|kicked out)"
MEDICINE = (
    r"(?:medic(?:ine|ines|ation|ations|s)|meds?|tablets?|pills?|inhalers?|pumps?|epi.?pens?|adrenaline|insulin|ritalin|methylphenidate|antihistamines?"
    r"|eye drops|emollients?|injections?|doses?)"
)
_STAFF = r"(?:schools?|nursery|college|teachers?|head(?:teacher)?|ta|tas|staff|senco|sendco|office|reception|they|nurse)"
_NO = (
    r"(?:wo(?:n'?t|nt)|will not|wouldn'?t|wouldnt|refus\w+|not|ca(?:n'?t|nt)|cannot|don'?t|dont|doesn'?t|doesnt|isn'?t|isnt|aren'?t|arent|never|forget\w*"
    r"|forgot|no one|nobody|says? no|said no|stopped)"
)
_GIVES = r"(?:giv\w+|gave|let(?:s|ting)?|hold\w*|stor\w+|keep\w*|administer\w*|allow\w*|supervis\w+|tak(?:e|ing) on|do(?:ing)?|handl\w+|look\w* after|help\w*|take)"
_MOVES = r"(?:mov(?:e|es|ed|ing)|relocat\w+)"
_MIDWAY = (
    r"(?:still (?:\w+ )?(?:assess\w*|being assessed|(?:going )?through)|being assessed|(?:mid|middle|half.?way|part.?way|during|while|whilst|through|before)\b.{0,35}\b(?:assess\w*"
    r"|ehcna)"
    r"|(?:assess\w*|ehcna|request)\b.{0,40}\b(?:still|not (?:yet )?(?:finish\w*|done|complete\w*|over)|hasn'?t|hasnt|wasn'?t|wasnt|isn'?t|isnt|in progress|under ?way|on ?going"
    r"|going on|pending|start again|start over"
    r"|carr(?:y|ies) on|stops?|finish\w*|halfway|half way|continue\w*|transfer\w*)|(?:start|finish\w*|carry on|continue|do)\b.{0,20}\b(?:assess\w*|ehcna|request)\b)"
)
_COUNCIL = r"(?:(?!i\b|we\b|i'|we')\w+)"  # by whatever name it goes
_OTHER_APPEAL = r"\b(?:exclu\w+|suspen\w+|governors?|dla|pip|benefits?|dwp|transport|taxi|badge|admissions?|discriminat\w+|housing|school place)\b"
_TIMES = (
    r"\b(?:when|how (?:long|soon|many (?:days|weeks))|by when|what (?:now|next|happens|then|do|can|should|must|date|day)|whats next|what'?s next|now what|deadline|time ?limits?|next"
    r"|now|must (?:they|it|the)|(?:have|has) to|supposed|still|yet|ignor\w+|nothing|late)\b"
)
_KIN = (
    r"(?:gran\w*|nan|nana|nanny|nans|aunt\w*|uncle|foster\w*|kinship|special guardian\w*|step.?(?:mum|dad|mother|father|parent)|guardian"
    r"|great.?gran\w*|cousin|(?:big |older )?(?:sister|brother)|carer)"
)
_RAISES = (
    r"(?:bring(?:ing)?\b.{0,25}\bup|rais(?:e|ing)|look(?:s|ing)? after|lives? with (?:me|us)|in my care|car(?:e|es|ing) for"
    r"|have (?:him|her|them) (?:full.?time|with)|got (?:him|her|them)|adopt\w*)"
)


def _about_section(letter: str) -> Question:
    named = rf"section {letter}(?:1|2)?\b" if letter == "h" else rf"section {letter}\b"
    return Question(
        "ehcp_what",
        f"section_{letter}",
        words(
            rf"\b(?:what(?:'?s| is| are| does| do)?|wh?ats?|explain|tell me|meaning|which|understand|about|know)\b.{{0,30}}\b{named}(?:.{{0,25}}\b(?:mean|means|for|about|stand for"
            rf"|cover|of (?:the|a|an|his|her|my) (?:plan|ehcp?)))?(?:\W+(?:mean|for|please|pls|about|then))*\W*$"
            rf"|^\W*(?:and |so |ok )*(?:the )?{named}\W*$"
        ),
        None,
        words(
            r"\b(?:not|n't|isn'?t|isnt|arent|late|stopp\w+|refus\w+|wrong|missing|vague|should|if|appeal\w*|deliver\w*|happen\w*|fund\w*|chang\w+|do about|complain\w*|letter|tribunal"
            r"|judicial|getting|given|wont|won'?t|never|enforce)\b"
        ),
    )


def _next_section(letter: str) -> Question:
    """ "And F", after one section was explained."""
    asks = rf"^\W*(?:(?:and|so|ok|okay|or|then|what about|how about|what is|what'?s|whats)\W+)*(?:the )?(?:section |sect )?{letter}[12]?(?: then| please| pls)?\W*$"
    return Question("ehcp_what", f"section_{letter}", words(asks), None, None, ("ehcp_what",), words(r"\bsections? [a-k]\b"))


OF_STAGES: tuple[Question, ...] = (
    Question(
        "exclusion_reduced_timetable",
        "day_six",
        words(
            r"\b(?:when|how (?:soon|long|many days)|by when|(?:what|which|from what|from which) day|after how many)\b.{0,45}\b(?:teach\w*|taught|educat\w+|tuition|tutor\w*|lessons?"
            r"|(?:school ?)?work|somewhere else|another school|provision)\b"
            r"|\b(?:day (?:6|six)|(?:6th|sixth) day)\b"
            r"|\b(?:do|does|must|should|have|has|will|would|shouldn'?t|is|are)\b.{0,25}\b(?:teach|educate|tutor"
            r"|(?:set|setting|send\w*|giv(?:e|ing)|provid\w+|arrang\w+|sort\w*|get|have)\b.{0,20}\b(?:work|lessons?|education|teaching|tuition))\b"
            r"|\bwho (?:teaches|(?:has to|should|will|must) (?:teach|educate|sort|arrange))\b"
        ),
        words(r"\b(?:suspen(?:ded|sion|ding)|(?:temporarily|fixed.?term) exclu\w+|exclu(?:ded|sion) (?:for|since|on|until)|exclu(?:ded|sion)|fixed.?term)\b"),
        words(
            r"\b(?:permanent\w*|perm|pex\w*|expel\w*|for good|part.?time|half days?|separation|governors?|panel|appeal\w*|overturn|challenge|how long can they"
            r"|home ?educat\w+|home ?school\w*|transport|taxi"
            r"|autism|dla|ehcp?|plan|assess\w*|college|ta|staff|teachers?)\b"
        ),
    ),
    Question(
        "ehcp_draft",
        "after",
        words(
            r"\b(?:what|whats|what'?s|wat)\b.{0,20}\b(?:happens?|next|happen|comes?|do they do|does the council do|will they do)\b.{0,15}\b(?:after|once|when|at the end of"
            r"|following)\b.{0,30}\b(?:15|fifteen|days|comments?|reply|replied|changes|sen[dt]|feedback|it in|them in)\b"
            r"|\b(?:after|once|when)\b.{0,25}\b(?:15|fifteen) days\b.{0,25}\b(?:what|happens?|next|then)\b|\b(?:after|once|when) (?:i|we)(?:'?ve| have)? (?:sen[dt]|repl\w+|return\w*"
            r"|comment\w*|given)\b.{0,40}\b(?:what|happens?|next|then|hear)\b"
            r"|\bwhat (?:do|will|does) (?:they|the \w+|\w+) do with (?:my|our) (?:comments|changes|reply|feedback|views)\b|\b(?:sent|given|emailed|returned|done) (?:them "
            r"|the council |off |in |back )*(?:my|our) (?:comments|changes|reply|feedback|views)\b.{0,40}\b(?:what|happens?|next|now"
            r"|then|hear)\b|^\W*(?:so |and |ok |then )*(?:what happens|then what|what(?:'s| is)? next|what comes next|what happens next|and then)(?: then| after that| after| next)?\W*$"
        ),
        words(r"\bdrafts?\b|\b(?:15|fifteen) days\b|\b(?:my|our) (?:comments|changes|feedback|views)\b"),
        words(
            r"\b(?:school days|exclu\w+|suspen\w+|governors?|review meeting|amend\w*|tribunal|appeal\w*|mediat\w+|complain\w*|final plan (?:came|arrived|is)|absen\w+|off school|ill"
            r"|sick|surgery|hear(?:ing)? test)\b"
        ),
        ("ehcp_draft",),
    ),
    Question(
        "health_equipment",
        "medicine",
        words(
            rf"\b{_STAFF}\b.{{0,25}}\b{_NO}\b.{{0,15}}\b{_GIVES}\b.{{0,40}}\b{MEDICINE}\b"
            rf"|\b(?:who|can|does|do|should|must|will|would|is|are|how|has|have)\b.{{0,12}}\b{_STAFF}\b.{{0,25}}\b{_GIVES}\b.{{0,25}}\b{MEDICINE}\b"
            rf"|\bwho\b.{{0,15}}\b{_GIVES}\b.{{0,25}}\b{MEDICINE}\b.{{0,15}}\b(?:school|nursery|lunch|trip)\b"
            rf"|\b{MEDICINE}\b.{{0,25}}\b(?:at|in|during|into|on) (?:the |his |her |a )?(?:school|nursery|lunch(?:time)?|school (?:day|time|hours|trip)|class|reception|year)\b"
            rf"|\b(?:come|go|coming|going|called|drive|driving)\b.{{0,12}}\b(?:in|into school|up|to school)\b.{{0,20}}\bgiv(?:e|ing)\b.{{0,20}}\b{MEDICINE}\b"
        ),
        words(r"\b(?:school|nursery|college|teachers?|head|class|lunch(?:time)?|senco|sendco|reception|year \d+|ta|trip)\b"),
        words(
            r"\b(?:side.?effects?|overdos\w*|too many|too much|swallow\w*|stole|wrong|double|camhs|psychiatrist|clinic|prescri\w+|shortage|review|titrat\w+|gp (?:won'?t|wont|refus\w+)"
            r"|diagnos\w+"
            r"|(?:he|she|son|daughter) (?:won'?t|wont|refuses? to|will not|doesn'?t|doesnt|hates?) (?:take|taking|have|swallow)|makes? (?:him|her)|stopp?ed working|wears? off)\b"
        ),
    ),
    Question(
        "moving_area",
        "mid_assessment",
        words(rf"\b(?:{_MOVES}|start (?:\w+ ){{0,2}}(?:again|over)|carr(?:y|ies) on|continue|finish\w*|who does it)\b"),
        words(rf"\A(?=.*\b{_MOVES}\b)(?=.*\b{_MIDWAY}\b)"),
        words(
            rf"\b(?:autis\w+|adhd|asd|camhs|speech|salt|ot|diagnos\w+|nhs|re-?assess\w*|social (?:care|work\w*)|carers?|dla|pip|annual|final|review|moving.?forwards?|move forward"
            rf"|blue badge)\b"
            rf"|\b{_MOVES}\b (?:\w+ ){{0,3}}(?:schools?|class|nursery|year|set|officer|forward|on|up)\b|\b(?:has|have|had|got|with) (?:an? |the |his |her )?(?:final )?(?:ehc )?(?:plan"
            rf"|ehcp)\b|\b(?:plan|ehcp)\b.{{0,15}}\b(?:move|moves|transfer\w*)\b"
        ),
    ),
    Question(
        "exclusion_reduced_timetable",
        "upheld",
        words(
            r"\bif\b.{0,15}\b(?:governors?|they|board|panel|governing body)\b.{0,30}\b(?:back\w*|agree\w*|side\w*|support\w*|uphold\w*|keep\w*|say (?:the )?(?:head|school|yes|no|it)"
            r"|stick\w*|go along|right|refus\w+|reject\w*|against|don'?t (?:let|take|change|overturn))\b"
            r"|\b(?:governors?|governing body)\b.{0,20}\b(?:backed|agreed|upheld|sided|supported|kept|said no|rubber.?stamp\w*|confirmed|decided against|went with|turned (?:us|it|him"
            r"|her) down|rejected)\b"
            r"|\bindependent review panels?\b|\breview panels?\b|\b(?:after|beyond) the governors?\b"
        ),
        words(rf"\b{_EXCLUDED}\b"),
        words(r"\b(?:complain\w*|taxi|transport|admission\w*|how (?:long|soon)\b.{0,20}\bgovernors|benefits?|dla)\b"),
        ("exclusion_reduced_timetable",),
        words(r"\b(?:perm\w*|exclu\w+|expel\w*|for good|governors?|pex\w*)\b"),
    ),
    Question(
        "exclusion_reduced_timetable",
        "governors",
        words(
            r"\b(?:how (?:long|soon|many (?:days|weeks))|when|deadline|by when|time ?limit|what date)\b.{0,35}\b(?:governors?|governing body)\b|\b(?:governors?"
            r"|governing body)\b.{0,40}\b(?:meet|meets|meeting|how (?:long|soon)|when|deadline|have to|got to|must|supposed)\b"
        ),
        words(rf"\b{_EXCLUDED}\b"),
        words(r"\b(?:complain\w*|complaints?|parent governors?|become|join|elect\w*|if (?:the )?governors? (?:back|agree|side|uphold|say))\b"),
        ("exclusion_reduced_timetable",),
    ),
    Question(
        "exclusion_reduced_timetable",
        "permanent",
        words(
            r"\b(?:permanent(?:ly)?|perm|permanant(?:ly)?|permenant(?:ly)?|permanently been) ?(?:\w+ ){0,2}ex(?:c?l?ud\w*|clu\w+)\b|\bexclud\w+ (?:\w+ ){0,3}(?:permanently|permanent"
            r"|for good|forever|for ever|perm)\b|\bpex(?:ed|'d)?\b|\bexpel\w*\b"
            r"|\bkicked (?:him|her|them|my \w+)? ?out (?:of (?:the |his |her |their )?school )?(?:for good|permanently|for ever|forever)\b"
            r"|\b(?:what (?:do|can|should|happens|now|next|are)|how (?:do|can) (?:i|we) (?:appeal|fight|challenge|stop|get)|can (?:i|we|they|he|she|the school)|is (?:that|this"
            r"|it) (?:allowed|legal|right)|any (?:help|advice)|where (?:will|does|do|can) (?:he|she|they|i|we))\b"
        ),
        words(
            r"\b(?:permanent(?:ly)?|perm|permanant(?:ly)?|permenant(?:ly)?) ?(?:\w+ ){0,2}ex(?:c?l?ud\w*|clu\w+)\b|\bexclud\w+ (?:\w+ ){0,3}(?:permanently|permanent|for good|forever"
            r"|for ever|perm)\b|\bpex(?:ed|'d)?\b|\bexpel\w*\b"
            r"|\bkicked (?:him|her|them|my \w+)? ?out (?:of (?:the |his |her |their )?school )?(?:for good|permanently|for ever|forever)\b"
        ),
        words(
            r"\b(?:might|may|threat\w*|warn\w*|risk|could (?:be|get)|avoid|prevent|instead of|facing|going to be|managed move|want to|scared|worried|how many|year ago|years ago"
            r"|last year|previous\w*|before|used to)\b"
        ),
    ),
    Question(
        "exclusion_reduced_timetable",
        "separation_time",
        words(r"\bhow (?:long|many (?:days|weeks))\b.{0,25}\b(?:can|could|do|does|will|may|are|is|it)\b.{0,40}\b(?:keep|last|out|off|away|go on|carry on|allowed|be|separation)\b"),
        words(r"\bsafe ?guarding (?:seperation|separation|seperat\w+|separat\w+)\b"),
        None,
        ("exclusion_reduced_timetable",),
        words(r"\bsafe ?guarding (?:sep\w+)\b"),
    ),
    Question(
        "exclusion_reduced_timetable",
        "separation",
        words(r"\bsafe ?guarding (?:seperation|separation|seperat\w+|separat\w+)\b"),
        None,
        words(r"\bhow (?:long|many (?:days|weeks))\b"),
    ),
    Question(
        "tribunal",
        "conceded",
        words(rf"{_TIMES}|\b(?:conced\w+|gave in|given in|back\w* down|unopposed|oppos\w+|caved|climbed down)\b"),
        words(
            r"\A(?=.*\b(?:appeal\w*|tribunal|hearing|sendist|conced\w+|unopposed)\b).*?(?:"
            rf"\b{_COUNCIL}\b.{{0,25}}\b(?:conced\w+|conseed\w*|gave in|given in|giv(?:e|es|ing) in|gave way|(?:back|climb)(?:ed|ing|s)? down|caved|folded"
            r"|(?:not|n'?t|no longer|stopped) (?:going to )?(?:oppos\w+|defend\w*|contest\w*|fight\w*|resist\w*)|dropp?ed (?:their|the) (?:case|defence|opposition)"
            r"|withdr(?:awn|ew) (?:their|the) (?:case|defence|opposition))\b"
            r"|\b(?:appeal|case)\b.{0,15}\b(?:was|is|been|got|has been) (?:now )?(?:conceded|unopposed)\b|\bconced\w+\b.{0,20}\b(?:appeal|tribunal|case)\b|\bunopposed\b"
            rf"|\b{_COUNCIL}\b.{{0,15}}\bagreed\b.{{0,30}}\b(?:after|before|because|since)\b.{{0,15}}\b(?:we|i|our|my|the)\b.{{0,12}}\b(?:appeal\w*|tribunal|hearing)\b)"
        ),
        words(
            rf"{_OTHER_APPEAL}|\b(?:if (?:the |they )?(?:council|la|\w+ concedes?|concede)|will (?:they|the \w+|\w+) (?:concede|give in|back down)|would (?:they|the \w+) |(?:i"
            rf"|we)(?:'?ve| have| had| just)? (?:conceded|gave in|given in|withdrew|withdrawn|dropped|backed down)|ever|often|how many|don'?t concede"
            rf"|won'?t concede|not conced\w+)\b"
        ),
    ),
    Question(
        "tribunal",
        "ordered",
        words(rf"{_TIMES}|\b(?:won|win|order\w*|ruled|judge)\b"),
        words(
            r"\b(?:tribunal|judge|sendist)\b.{0,25}\b(?:order(?:ed|s)?|told (?:them|the \w+|\w+)|ruled|found (?:for|in)|decided (?:for|in|they|he|she|that)|directed"
            r"|agreed with (?:us|me)|sided"
            r"|said (?:they|the \w+|\w+) (?:must|have to|has to|had to|should)|allowed (?:our|my|the) appeal)\b"
            r"|\b(?:tribunal|judge'?s?)(?: ?'?s)? (?:order|ruling|judgm?ent)\b|\b(?:council|they|la) (?:\w+ )?lost (?:\w+ )?(?:at )?(?:the |our |my )?(?:tribunal"
            r"|appeal|hearing)\b|\b(?:we|i|i'?ve|we'?ve|just) (?:just )?(?:won|win)\b.{0,15}\b(?:appeal|tribunal|hearing|case)\b"
            r"|\b(?:tribunal|judge|appeal)\b.{0,20}\bin our favou?r\b"
        ),
        words(
            rf"{_OTHER_APPEAL}|\b(?:if (?:we|i|the tribunal|they)|what are (?:my|our|the) chances|how (?:do|can) (?:i|we) (?:win|appeal)|how long (?:do|does|will|until|till|before"
            rf"|for) (?:the |a )?(?:tribunal|judge|hearing)|until the|before the"
            r"|wait\w* for (?:the|a) (?:tribunal|judge|decision|hearing)|when (?:will|does|do|is|are) (?:the|we|i) (?:tribunal|judge|get the (?:order|ruling|decision|judg\w+)))\b"
        ),
    ),
    Question(
        "tribunal",
        "carer",
        words(
            r"\b(?:can|could|may|am|are|is|do|does|allowed|entitled|right|able|eligible|if)\b.{0,40}\bappeal\b|\bappeal\b.{0,30}\b(?:allowed|can i|can we|parents? only|only parents?"
            r"|too|as well|or (?:is it )?(?:just|only))\b"
        ),
        words(
            rf"\b(?:i'?m|i am|im|we'?re|we are|were|as|being)\b.{{0,15}}\b{_KIN}\b|^\W*(?:(?:hi|hello)\W+)*(?:a |an |the |his |her |foster )?{_KIN} (?:here|bringing|raising|looking)"
            rf"|\b{_RAISES}\b.{{0,25}}\b(?:gran\w*|niece|nephew|foster\w*|brother|sister|godson|god\w*)\b"
            rf"|\bno (?:papers|court order|legal order|parental responsibility)\b|\bmy (?:\w+ )?(?:gran\w+|nephew|niece|foster (?:son|daughter|child))\b.{{0,40}}\b{_RAISES}\b"
            rf"|\b(?:can|do|are|could|may) (?:foster (?:carers?|parents?)|gran\w+|nans?"
            rf"|kinship carers?|special guardians?|step.?(?:parents?|dads?|mums?)|aunts?|carers?)\b"
        ),
        words(rf"{_OTHER_APPEAL}|\b(?:form|certificate|how long|deadline|lives with (?:his|her|their)|case officer|carer'?s allowance)\b"),
    ),
    Question(
        "early_years",
        "cost",
        words(
            r"\b(?:how many|what|any|free|funded|get|gets|getting|entitled|qualify|have|extra|15|fifteen|30|thirty)\b.{0,35}\b(?:hours?|hrs)\b|\bfree (?:nursery|childcare|child care"
            r"|pre-?school|place)\b|\bfunded (?:nursery|childcare|place|hours)\b|\bnursery\b.{0,15}\bfree\b"
        ),
        words(r"\b(?:nursery|childcare|child care|pre-?school|funded|free hours|free entitlement|childminder|playgroup)\b"),
        words(
            r"\b(?:1:1|one.to.one|1 to 1|section f|school|attend|sent home|collect|reduced|only (?:let|allow\w*)|cut|refus\w+|won'?t|wont|turned|respite|short breaks?|plan says|ta"
            r"|support hours|full hours|transport|open\w*)\b"
        ),
    ),
    Question(
        "benefits_money",
        "carers_work",
        words(
            r"\b(?:can|could|may|am|are|do|if|should|allowed to|able to)\b.{0,20}\b(?:work|working|earn|earning|job)\b|\bhow much (?:can|could|may|am) (?:i|we)\b.{0,12}\b(?:earn"
            r"|allowed)\b|\b(?:part.?time|full.?time) (?:job|work)\b|\bgive up (?:my |our )?(?:work|job)\b|\b(?:i|we) (?:still )?work\b|\b(?:and|while|when|plus|would) (?:i am "
            r"|i'm )?working\b"
        ),
        words(r"\bcarer'?s? (?:allowance|element|benefit|money)\b"),
        words(
            r"\b(?:(?:he|she|son|daughter|they) (?:can |could )?(?:work|get a job)|apprentic\w+|intern\w*|social work\w*|how (?:does|do) (?:it|they|this) work|work out|works?heets?"
            r"|school ?work|home ?work|work with (?:us|me|him|her|them|school|a))\b"
        ),
        ("benefits_money",),
        words(r"\bcarer'?s?\b"),
    ),
    *(_about_section(letter) for letter in "abcdefghijk"),
    *(_next_section(letter) for letter in "abcdefghijk"),
)  # fmt: skip
