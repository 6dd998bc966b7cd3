"""Rows of named_questions on a move with a plan, asked after how a plan moves or with the move itself: start again, the help, the school, how long."""

from __future__ import annotations

from webhook.services.answers.question_row import PLAN, Question, words

_TOPIC = "moving_area"
_MOVES = r"(?:mov(?:e|es|ed|ing)|relocat\w+|transferr?\w*)"
_MOVE_TOLD = words(rf"\A(?=.*\b{_MOVES}\b)(?=.*\b{PLAN}\b)(?!.*\bmov\w+ (?:\w+ ){{0,3}}(?:schools?|class|nursery|set|up|on|year|college|forward|officer)\b)")
_MIDWAY = words(rf"\A(?=.*\b{_MOVES}\b)(?=.*\b(?:assess\w*|ehcna|request)\b)(?!.*\b(?:has|have|had|got|with) (?:an? |the |his |her )?(?:final )?(?:ehc )?(?:plan|ehcp)\b)")
_AGAIN = (
    r"\b(?:start|begin|go|apply|ask|do (?:it|this|that|the whole thing|everything))\b.{0,30}\b(?:again|over|scratch|(?:from )?the (?:beginning|start))\b|\bre-?appl\w+|\bre-?assess\w*"
    rf"|\b(?:new|another|fresh) (?:ehc )?(?:assessment|{PLAN}|application)\b|\b(?:is|does|will) (?:the|his|her|our|my|their"
    rf"|it) ?(?:{PLAN} )?(?:still )?(?:be )?(?:valid|count|carry on|stay|the same)\b"
    rf"|\b(?:keep|lose|loses|still have) (?:the|his|her|our|my|their) {PLAN}\b"
    r"|\b(?:can|will|could|do|are) (?:they|the new (?:council|one|la|borough))(?: just| really| be)* (?:going to )?(?:change|changing|cut|cutting"
    r"|stop|scrap|cancel|rewrite|reduce|redo|refuse|ignore|end)\b"
)
_HELP = r"(?:therap\w+|salt|speech|o\.?t\.?|physio\w*|1[: -]?(?:1|to ?1)|one.to.one|ta|support|help|hours|provision|section f|tutor\w*|tuition|funding|sessions?|eotas|plan says)"
_STILL = r"(?:keep\w*|still|carr(?:y|ies) on|continue\w*|lose|loses|stops?|gets?|have to|must|will|what about|what happens|happens|pay\w*|fund\w*|give|provide|who)"
_OF_HELP = rf"\b{_STILL}\b.{{0,45}}\b{_HELP}\b|\b{_HELP}\b.{{0,35}}\b(?:carr(?:y|ies) on|continue\w*|stops?|stay\w*|keep\w*|move\w*|transfer\w*|be paid|paid)\b|\bkeep paying\b"
_CHILD = r"(?:he|she|they|him|her|them|my \w+|our \w+)"
_OF_SCHOOL = (
    r"\b(?:what about|what happens (?:to|with|about)|and|about) (?:(?:his|her|the|their|my \w+'?s|our) )?(?:current |old |new "
    r"|present )?(?:special )?(?:school|nursery|college)(?: place| then)?\W*$"
    rf"|\b{_CHILD} (?:stay|remain|keep going|still go|go|carry on)\b.{{0,15}}\b(?:school|nursery|college)\b|\b(?:keep|lose|loses) (?:his|her|the|their) (?:school|place|nursery)\b"
    r"|\b(?:change|leave|swap|move) (?:schools?|his school|her school|their school)\b|\b(?:new|another|different|which|what) school\b|\bfind (?:him |her "
    r"|them |us )?a (?:new )?school\b|\bschool (?:is )?(?:now )?(?:too )?far\b"
)
_WHEN = (
    r"\bhow (?:long|soon|many (?:weeks|days))\b(?! (?:ago|have i lived))|\bwhen (?:do|does|will|would|should|can|must|are|is) (?:they|someone|somebody"
    r"|the new (?:council|one)|we hear|i hear|it|the plan)\b"
    r"|\bby when\b"
)
_ELSE = words(
    r"\b(?:transport|taxi|bus|dla|pip|benefits?|universal credit|housing|rent|deposit|council tax|short breaks?|respite|social (?:care|work\w*)"
    r"|direct payments?|appeal\w*|tribunal|blue badge|camhs|gp|autism"
    r"|adhd|diagnos\w+|exclu\w+|suspen\w+|surger\w+|complain\w*|year ?6|secondary|fill (?:in|out)|who (?:helps|can help)|help me|help (?:with|for) (?:the )?(?:form|move|moving)|removal)\b"
)
_OF_A_PLAN = rf"\b(?:get|getting|make|write|have|to) (?:an?|his|her) (?:new )?(?:ehc )?{PLAN}\b|\bassess\w*|\bdraft\b|\bfinal\b"

OF_MOVING: tuple[Question, ...] = (
    Question(_TOPIC, "again_midway", words(_AGAIN), None, None, (_TOPIC,), _MIDWAY),
    Question(
        _TOPIC,
        "start_again",
        words(_AGAIN),
        _MOVE_TOLD,
        words(rf"{_ELSE.pattern}|\bassess\w* (?:is|was|has|isn|not|half|still)|\b(?:still|being|mid|during|half\w*) (?:\w+ )?assess\w*"),
        (_TOPIC,),
    ),
    Question(_TOPIC, "school", words(_OF_SCHOOL), _MOVE_TOLD, _ELSE, (_TOPIC,)),
    Question(_TOPIC, "help", words(_OF_HELP), _MOVE_TOLD, _ELSE, (_TOPIC,)),
    Question(_TOPIC, "how_long", words(_WHEN), None, words(rf"{_ELSE.pattern}|{_OF_A_PLAN}"), (_TOPIC,)),
)
