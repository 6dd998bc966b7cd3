"""Rows of named_questions on whose yes is needed and whose duty it is: a school that asks for an assessment, a foster carer, the NHS or the council, what the Ombudsman may do."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words

_REQUEST, _OMBUDSMAN, _NOT_GIVEN, _EXCLUSION = "ehcna_request", "ombudsman", "provision_not_delivered", "exclusion_reduced_timetable"
_JOINS = r"^\W*(?:(?:and|so|ok|okay|but|then|right|thanks|well|please|also|surely|oh)\W+)*"
_OF_A_REQUEST = (_REQUEST, "ehcna_timeline", "ehcp_what", "ehcna_refused")
_OF_HELP = ("sen_support_school", "adhd_assessment", "autism_assessment", "behaviour_sleep", "early_years", "attendance_ebsa", "camhs_mental_health", "speech_therapy", "carer_support")
_OF_A_PLAN = ("tribunal", "ehcp_not_issued", "ehcp_draft", "ehcp_final")
_ASSESS = rf"(?:{PLAN}s?|ehcna|ehc (?:needs )?assess\w*|(?:needs |statutory )?assess\w*)"
_SCHOOL = r"(?:schools?|nursery|nurseries|college|senco|sendco|head(?:teacher)?|teachers?|pre-?school)"
_REQUESTS = (
    r"(?:ask(?:s|ed|ing)?|appl(?:y|ies|ied|ying)|request(?:s|ed|ing)?|put(?:s|ting)? in|send(?:s|ing)?|sent|start(?:s|ed|ing)?|make|making|submit\w*|refer\w*|go(?:es"
    r"|ing)? for|do(?:es|ing)?)"
)
_CONSENTS = r"(?:consent\w*|permission|agree\w*|agreement|approv\w+|say yes|said yes|sign(?:s|ed|ing)?|signature|the ok|ok it|okay it|(?:be )?(?:told|asked|informed))"
_PARENTS = r"(?:parents?'?|parental|family|families|famil(?:y|ies)'s?|mum|dad|mother|father|carers?|guardians?|me|my|us|our|we|i)"
_WHOSE_YES = (
    rf"\b(?:do|does|did|must|should|need|needs|have|has|will|would|can|could|if|is|what if|are)\b.{{0,35}}\b{_PARENTS}\b.{{0,15}}\b{_CONSENTS}\b|\bparental (?:consent"
    rf"|permission|agreement)\b"
    rf"|\b(?:do|does|did|must|need|needs|get|require|want|without)\b.{{0,20}}\b(?:my|our|the parents?'?|a parent'?s?|mum'?s?|dad'?s?|the family'?s?) (?:\w+ )?(?:consent"
    rf"|permission|agreement"
    r"|signature|ok|say so)\b"
    r"|\b(?:never|didn'?t|did not|hadn'?t|not|without ever|haven'?t) (?:even )?(?:tell|told|tells|ask|asked|inform\w*|telling|asking|consulted) (?:me|us)\b|\bbehind (?:my|our) backs?\b"
    r"|\bwithout (?:my|our|me|us|asking|telling)\b.{0,25}|\b(?:do|does|must|should|can) (?:they|school|we|i) (?:have to |need to )?(?:ask|tell|inform|check with) (?:me|us"
    r"|the parents?|parents?|the family|mum|dad)\b"
)
_SCHOOL_ASKS = rf"\b{_SCHOOL}(?:'?s)?\b.{{0,35}}\b{_REQUESTS}\b.{{0,35}}\b{_ASSESS}\b|\b{_REQUESTS}\b.{{0,25}}\b{_ASSESS}\b.{{0,25}}\b(?:by|from|through) (?:\w+ )?{_SCHOOL}\b"
_AT_SCHOOL = (
    r"(?:\b(?:i am|i'm|im|we are|we're|as) (?:a |an |the )?(?:\w+ ){0,2}(?:senco|sendco|head ?teacher|deputy head|teacher)\b|\b(?:we are|we're) (?:a|the) (?:\w+ )?(?:school"
    r"|nursery|college)\b"
    r"|\b(?:senco|sendco) here\b|\b(?:a|our|this|one of our) (?:pupils?|students?)\b)"
)
_IS_AT_SCHOOL = words(rf"\A(?!.*\b(?:my|our) (?:\w+ )?(?:son|daughter|child|kid|boy|girl)s?\b).*{_AT_SCHOOL}")
_WE_ASK = rf"\b(?:can|could|may|do|should|how (?:do|can|would)) (?:we|i)\b.{{0,25}}\b{_REQUESTS}\b.{{0,25}}\b{_ASSESS}\b"
_OTHER_YES = words(
    r"\b(?:autis\w+|adhd|asd|camhs|diagnos\w+|medic\w+|photos?|trips?|reviews?|drafts?|amend\w*|appeal\w*|tribunal|mediat\w+|exclu\w+|suspen\w+|part.?time|time ?table|hours|transport"
    r"|taxi|records?|report|data|share|sharing|(?:ehc )?plan says|names?|social worker|psycholog\w+|ep|therap\w+|speech|ot|short breaks?|dla|pip|agree(?:d|s)? (?:to"
    r"|that) (?:the )?(?:final"
    r"|draft)|surger\w+|call|ring|text|birth (?:mum|mother|parents?)|how long|weeks|when|who do)\b"
)
_MAY_SCHOOL = (
    rf"\b(?:can|could|may|does|do|should|will|would|is it|must|has|have)\b(?: (?:the|a|my|his|her|our|their|your|only))? ?{_SCHOOL}\b(?:(?! (?:have|has) to (?:give|pay)).){{0,30}}?"
    rf"\b{_REQUESTS}\b.{{0,25}}\b{_ASSESS}\b|\b(?:is it|does it have to be|who)\b.{{0,20}}\b(?:me|i|us|we"
    rf"|parents?)\b.{{0,12}}\bor\b.{{0,8}}\b{_SCHOOL}\b.{{0,40}}\b(?:{_REQUESTS}|{_ASSESS})"
    rf"|\b(?:is it|does it have to be|who)\b.{{0,20}}\b{_SCHOOL}\b.{{0,12}}\bor\b.{{0,8}}\b(?:me|i|us|we|parents?)\b.{{0,40}}\b(?:{_REQUESTS}|{_ASSESS})"
    rf"|\bwho\b.{{0,12}}\b{_REQUESTS}\b.{{0,25}}\b{_ASSESS}\b.{{0,12}}\b{_SCHOOL} or\b|\bwho\b.{{0,12}}\b{_REQUESTS}\b.{{0,25}}\b{_ASSESS}\b.{{0,12}}\b(?:me|us"
    rf"|parents?) or (?:the )?{_SCHOOL}\b"
)
_NOT_SCHOOL_ASKS = words(
    rf"{_OTHER_YES.pattern}|{_WHOSE_YES}|{_AT_SCHOOL}|\b(?:refus\w+|won'?t|wont|will not|n'?t|not|never|said no|without|before|how|what|why|stop|instead|late|overdue|deadline|grant|eng"
    r"|dyslexi\w*|dyspraxi\w*|give (?:me|us|him|her)|teach\w*|special school|school place|move|moving|year \d+|gets?)\b"
)

_FOSTER = (
    r"\b(?:foster\w*|kinship|special guardian\w*|sgo|looked.?after|in care|grand ?(?:son|daughter|child|kid)\w*|gran(?:dmother|dad|dfather|ny|ma|dparents?)?|nan|nana|nephew|niece"
    r"|(?:he|she|they) lives? with (?:me|us)|bring(?:ing)? (?:him|her|them) up)\b"
)
_PARENT_BY_BIRTH = r"(?:mum|mother|mom|dad|father|parents?|family)"
_OFFICIALS = (
    rf"(?:social ?workers?'?s?|(?:their|his|her|the) sw\b|(?:birth|real|biological) {_PARENT_BY_BIRTH}'?s?|social (?:services|care)|the fostering (?:agency|team)|(?:fostering )?agency)"
)
_ITS_FAMILY = rf"(?:(?:his|her|their|the) {_PARENT_BY_BIRTH}'?s?)"


def _yes_of(others: str) -> str:
    return (
        rf"\b(?:do|does|did|must|should|need|needs|have|has|will|would|can|could|if|is|what if)\b.{{0,30}}\b{others}(?: \w+)?(?: (?:have to|has to|need to|needs to|got to"
        rf"|must|say|to|give|be))*"
        rf" {_CONSENTS}\b|\b(?:need|needs|get|have|ask|without|require)\b.{{0,15}}\b{others} (?:\w+ )?(?:consent|permission|agreement|signature|ok|say so|approval)\b"
        rf"|\b(?:permission|consent|agreement|signature|approval|ok) (?:of|from) (?:the |his |her |their )?{others}|\bwithout (?:the |his |her |their |asking |telling )*{others}\b"
        rf"|\bcan {others} (?:stop|say no to|block|refuse) (?:me|us|it)\b|\bcan (?:the |his |her |their )?{others} (?:stop|say no|block|refuse)\b|\b(?:do|must"
        rf"|should) (?:i|we) (?:have to |need to |got to )?(?:ask|tell|inform) (?:the |his |her |their )?{others}|\bwhat if (?:the )?{others} (?:says? no|refuses?"
        rf"|do(?:es)?n'?t agree|do(?:es)? not agree)\b"
    )


_OTHER_SOCIAL = words(
    r"\b(?:short breaks?|respite|sart|direct payments?|contact (?:order|time)|case status|see (?:the|my|his|her)|reports?|advice|medic\w+|holiday|passport|haircut|transport|taxi|dla|pip"
    r"|school trip|photos?|exclu\w+|review|adult|section (?:17|20)|18|surger\w+|autis\w+|adhd|diagnos\w+|camhs)\b"
)
_CARER_ASKS = (
    rf"\b(?:can|could|may|am|are|is|do|does|allowed|entitled|right|able|eligible|if)\b.{{0,40}}\b(?:{_REQUESTS}|get|have)\b.{{0,25}}\b{_ASSESS}\b"
    rf"|\b{_JOINS}can (?:i|we) (?:ask|apply|request it|do it)\b.{{0,15}}$"
)
_A_CARER = (
    r"\b(?:i'?m|i am|im|we'?re|we are|as|being) (?:a |an |his |her |the |their )?(?:\w+ ){0,2}(?:foster(?:ing)?(?: (?:carers?|parents?|mum|dad))?|kinship carers?|special guardians?"
    r"|gran\w*|nan|nana|aunt\w*|uncle|guardian|step.?(?:mum|dad|parent))\b|\b(?:can|could|may|do) (?:a |an )?(?:foster (?:carers?|parents?)|kinship carers?|special guardians?"
    r"|gran\w+|nans?|carers?"
    r"|step.?(?:mums?|dads?|parents?))\b|\bmy foster (?:son|daughter|child|kid|boy|girl)\b|\b(?:i|we) foster\b|\bno parental responsibility\b"
    r"|^\W*(?:(?:hi|hello)\W+)*(?:a )?(?:foster (?:carer|parent|mum|dad)|kinship carer|special guardian|gran\w*|nan|nana) here\b"
)
_OTHER_OF_CARER = words(
    r"\b(?:appeal\w*|tribunal|review|refus\w+|said no|turned down|late|overdue|how long|where|status|what stage|allowance|carer'?s assess\w*|assess\w* for (?:me|myself"
    r"|carers?)|autis\w+|adhd|diagnos\w+"
    r"|short breaks?|respite|dla|pip|become|fostering (?:panel|assess\w*)|viability|draft|final|transport|see (?:the|his|her)|copy|social worker|which council|whose|who)\b"
)

_NHS = r"(?:nhs|health(?: service| team| trust)?|icb|hospital|cnwl|therapy (?:service|team)|(?:speech |salt )?(?:therapists?|therapy)|trust)"
_WHOSE_DUTY = (
    rf"\b(?:who(?:'?s|se| is| are)?|is it|which(?: one)?|is that|are they|do i (?:blame|chase|ask|go to))\b.{{0,45}}\b(?:{_NHS}\b.{{0,12}}\bor\b.{{0,12}}\b(?:council|la|you"
    rf"|school|local authority)"
    rf"|(?:council|la|you|school|local authority)\b.{{0,12}}\bor\b.{{0,12}}\b{_NHS})\b"
    r"|\bwho(?:'?s| is|'?s actually| is actually)? (?:responsible|in charge|to blame|legally responsible|accountable|meant to (?:provide|pay|give)|supposed to (?:provide|pay"
    r"|give)|has to (?:provide|pay|give))\b"
    r"|\b(?:whose|who'?s) (?:job|duty|fault|responsibility|problem) (?:is (?:it|that|this))?"
)
_NHS_BLAMED = (
    rf"\b(?:can|could|are|do|may|is) (?:they|the council|council|you|it)\b.{{0,25}}\b(?:blam\w+|pass\w*|put\w*|say\w*|hide|fob|push\w*|shift\w*|use"
    rf"|claim\w*)\b.{{0,25}}\b(?:{_NHS}|therapists?|staff"
    r"|no one|nobody)\b"
    rf"|\b(?:council|they|la|school) (?:\w+ )?(?:say|says|said|saying|blam\w+|keep\w* (?:saying|blaming)|pass\w* (?:me|us|the buck)|reckon\w*|told (?:me"
    rf"|us))\b.{{0,30}}\b(?:{_NHS}|health)(?:'s)?\b.{{0,25}}"
    rf"|\b(?:is|isn'?t) it (?:the |an? )?(?:{_NHS})(?:'?s)? (?:job|duty|fault|problem|responsibility|matter|to blame)\b|\bit'?s (?:the )?{_NHS}(?:'?s)? (?:job|fault|problem"
    rf"|duty|responsibility)\b"
)
_F_NOT_GIVEN = words(
    r"\bsection f\b|\b(?:in|on) (?:the|his|her|my|our|their) (?:ehc )?(?:plan|ehcp?)\b|\b(?:plan|ehcp?)\b.{0,15}\b(?:says?|said|states?|promis\w+|gives?|has|have)\b"
    r"|\b(?:ot|salt|slt|speech(?: therapy| and language)?|physio\w*|therap\w+)\b.{0,45}\b(?:plan|ehcp?)\b|\b(?:plan|ehcp?)\b.{0,45}\b(?:ot|salt|slt|speech|physio\w*|therap\w+)\b"
)
_OTHER_DUTY = words(r"\b(?:transport|taxi|my case|wheelchair|school place|diagnos\w+|autis\w+|adhd|assess\w*|waiting list|referral|camhs|exclu\w+|adaptations?|nappies|gp"
    r"|draft|social care|appeal\w*|tribunal)\b")

_GIVES_MONEY = (
    r"\b(?:do|does|can|could|will|would|might|may|is there|are there|get|got|how much|any|what|how)\b.{0,35}\b(?:money|compensation|compo|payout|pay ?out|payments?|paid"
    r"|they pay\b|pay (?:me|us|you|out|compensation|anything)"
    r"|award\w*|damages|refund\w*|cash|financial(?:ly)?|redress|remedy|remedies)\b|\bcompensat\w+\b"
    rf"|{_JOINS}(?:what|which) (?:can|could|do|does|will) (?:they|it|the ombudsman)(?: actually| really| even)? (?:do|give|get(?: me| us)?|order|make them do)\b.{{0,25}}$"
    rf"|{_JOINS}(?:can|could|do|does|will) (?:they|it|the ombudsman)(?: actually| really| even)? (?:force|make|fine|punish|order|tell) (?:the council|them|you)\b.{{0,30}}$"
)
_NOT_THEIR_MONEY = words(r"\b(?:dla|pip|benefits?|grants?|direct payments?|personal budget|cost(?:s)? (?:me|us|to)|do (?:i|we) (?:have to )?pay|fee|free|charge\w*|bursary"
    r"|carer'?s|allowance|taxi|fares?|mileage|tribunal)\b")
_THE_OMBUDSMAN = words(r"\b(?:ombuds\w+|ombudm\w+|lgsco|lgo)\b")
_WAS_AT_TRIBUNAL = (
    r"\b(?:went|gone|been|was|were|taken|took|had|lost|won|already|after|since|in|at|through|did|done|lodged|waiting)\b.{0,25}\b(?:tribunal|appeal\w*|hearing|sendist|judge)\b"
    r"|\b(?:i|we)(?:'?ve| have|'?m| am|'?re| are)? (?:\w+ )?appeal(?:ed|ing)\b|\b(?:tribunal|appeal|judge)\b.{0,15}\b(?:decided|ruled|over|finished|heard|dismissed|said no"
    r"|open|going on)\b"
)
_NOT_AT_TRIBUNAL = words(
    r"\b(?:or|not|never|haven'?t|didn'?t|instead of|before|should (?:i|we)|how (?:do|long|can)|whats|what is|difference|refus\w+ to|exclu\w+|dla|pip|transport|ignor\w+"
    r"|not done what|order\w*)\b"
)

_DISABLED = (
    r"\b(?:autis\w+|asd|adhd|audhd|add|disab\w+|sen|send|special needs|ehcp?|tourette\w*|pda|asperger\w*|dyslexi\w+|learning (?:disab\w+|difficult\w+)|fasd|down'?s?|epilep\w+|ocd|ptsd"
    r"|anxiety|sensory|non ?verbal|condition|diagnos\w+)\b"
)
_KNEW = (
    r"\b(?:they|school|the school|head|senco|teachers?|everyone) (?:\w+ )?(?:knew|know|knows|were told|was told|had (?:the|his|her) (?:report|diagnosis|letter)s?|(?:were "
    r"|are |was )?(?:well )?aware|ignored|did nothing|never (?:helped"
    r"|put|did|made|gave)|did ?n'?t (?:help|put|do|make|give|follow|support)|have (?:his|her|the) diagnosis)\b"
)
_DISCRIMINATES = r"\bdiscriminat\w+\b|\b(?:disability|equality) (?:law|act|claim)\b"
_FOR_DISABILITY = (
    rf"{_DISCRIMINATES}|\breasonable adjustments?\b|\A(?=.*{_DISABLED})(?=.*(?:{_KNEW}"
    r"|\b(?:because of|cos of|due to|linked to|caused by|part of|down to) (?:his|her|their|the|a) (?:\w+ )?(?:autism|adhd|disab\w+|condition|needs|sen|asd|anxiety|tics|diagnosis)"
    r"|\b(?:it'?s|was|is|all) (?:because|down to|due)\b|\bpunish\w+\b))"
)
_OTHER_OF_DISABILITY = words(
    r"\b(?:assess\w*|diagnosed\?|refer\w*|how (?:do|can) (?:i|we) get|blue badge|dla|pip|benefits?|transport|nursery|college|job|work|employer|council (?:discriminat\w+|knew))\b"
)
_EXCLUDED = words(r"\b(?:exclu\w+|suspen\w+|expel\w*|kicked out|pex(?:ed)?|sent home)\b")

_HOW_TO_CLAIM = (
    rf"{_JOINS}(?:how (?:do|can|would) (?:i|we) (?:make (?:a |the |that )?claim|claim|do (?:that|it|this)|start(?: (?:a claim|that|it))?|go about (?:it|that))"
    rf"|(?:which|what) form\b.{{0,25}}|where (?:do|can) (?:i|we) (?:claim|send it|start)|who (?:can )?helps? (?:me |us )?with (?:that|it|a claim))\W*$"
)
_CLAIM_FORM = rf"\A(?=.*{_DISCRIMINATES})(?=.*\b(?:how (?:do|can) (?:i|we)|which form|what form|make a claim|by when|how long|deadline|time limit)\b)"
_WHO_CHOOSES = (
    r"\bwho (?:\w+ )?(?:decides?|chooses?|picks?|(?:gets|has) (?:the (?:final |last )?(?:say|choice|decision)|to (?:decide|choose|pick)))\b|\bwhos?e? (?:choice|decision|say"
    r"|call) is (?:it|that)\b"
    r"|\bis it (?:my|his|her|their|up to) (?:choice|decision|me|him|her|them)\b|\b(?:can|could) (?:i|we) (?:make|stop|say no)\b"
)
_GROWN_AND_COLLEGE = words(
    r"\A(?=.*\b(?:sons?|daughters?|child|he|she|boy|girl|lad|he'?s|she'?s|hes|shes)\b)(?=.*\b(?:1[6-9]|2[0-4]|sixteen|seventeen|eighteen|nineteen|year ?1[1-3]|after (?:his|her"
    r"|their) gcses)\b)"
    r"(?=.*\b(?:college|sixth form|6th form|school|apprentic\w+|course)\b)"
)
_NO_CHOICE = words(
    r"\b(?:can'?t (?:make|decide|choose)|cannot|capacity|deputy\w*|attorney|money|bank|medic\w+|transport|taxi|council (?:refus\w+|said)|said no|refus\w+|appeal\w*|tribunal"
    r"|exclu\w+|i'?m 1[6-9]"
    r"|im 1[6-9]|what they|understand)\b"
)

OF_RIGHTS: tuple[Question, ...] = (
    Question(_REQUEST, "consent", words(_WHOSE_YES), words(_SCHOOL_ASKS), _OTHER_YES, _OF_A_REQUEST, words(rf"{_SCHOOL_ASKS}|{_IS_AT_SCHOOL.pattern}")),
    Question(_REQUEST, "professional", words(_WE_ASK), None, _OTHER_YES, ("sen_support_school", *_OF_A_REQUEST), _IS_AT_SCHOOL),
    Question(_REQUEST, "school_asks", words(_MAY_SCHOOL), None, _NOT_SCHOOL_ASKS),
    Question(_REQUEST, "carer_agree", words(_yes_of(_OFFICIALS)), words(rf"\A(?=.*{_FOSTER})(?=.*(?:{_ASSESS}|\bappeal\w*))"), _OTHER_SOCIAL, (*_OF_A_REQUEST, *_OF_A_PLAN)),
    Question(_REQUEST, "carer_agree", words(_yes_of(_ITS_FAMILY)), None, _OTHER_SOCIAL, (*_OF_A_REQUEST, *_OF_A_PLAN), words(_FOSTER)),
    Question(_REQUEST, "carer", words(_CARER_ASKS), words(_A_CARER), _OTHER_OF_CARER, (*_OF_A_REQUEST, *_OF_HELP), words(_A_CARER)),
    Question(_NOT_GIVEN, "nhs", words(_WHOSE_DUTY), _F_NOT_GIVEN, _OTHER_DUTY, (_NOT_GIVEN,)),
    Question(_NOT_GIVEN, "nhs_fault", words(_NHS_BLAMED), None, _OTHER_DUTY, (_NOT_GIVEN,)),
    Question(_NOT_GIVEN, "nhs_fault", words(_NHS_BLAMED), _F_NOT_GIVEN, _OTHER_DUTY, ("speech_therapy", "health_equipment"), _F_NOT_GIVEN),
    Question(_NOT_GIVEN, "nhs", words(_WHOSE_DUTY), _F_NOT_GIVEN, _OTHER_DUTY, ("speech_therapy", "health_equipment"), _F_NOT_GIVEN),
    Question(_OMBUDSMAN, "money", words(_GIVES_MONEY), _THE_OMBUDSMAN, _NOT_THEIR_MONEY, (_OMBUDSMAN,)),
    Question(_OMBUDSMAN, "tribunal_done", words(_WAS_AT_TRIBUNAL), _THE_OMBUDSMAN, _NOT_AT_TRIBUNAL, (_OMBUDSMAN,)),
    Question("post16_options", "choose", words(_WHO_CHOOSES), _GROWN_AND_COLLEGE, _NO_CHOICE),
    Question(_EXCLUSION, "disability_claim", words(_HOW_TO_CLAIM), None, _OTHER_OF_DISABILITY, (_EXCLUSION,), words(_FOR_DISABILITY)),
    Question(_EXCLUSION, "disability_claim", words(_CLAIM_FORM), _EXCLUDED, _OTHER_OF_DISABILITY, (_EXCLUSION, "school_complaint")),
    Question(_EXCLUSION, "disability", words(_DISCRIMINATES), _EXCLUDED, _OTHER_OF_DISABILITY),
    Question(_EXCLUSION, "disability", words(_FOR_DISABILITY), None, _OTHER_OF_DISABILITY, (_EXCLUSION,), _EXCLUDED),
)  # fmt: skip
