"""Figures of speech, behaviour and everyday phrases: each cancels every match it shares a word with. Notation: safety_notation.

TIRED cancels nothing. Where no pattern is met and no WORRYING word is written, it asks the classifier to be all but certain, since a guilty or lonely parent
writes much like a frightened one.
"""

from __future__ import annotations

from understanding.safety_text import DANGER_WORDS, split_words

VETOES = {
    "figurative": """
        die|died|dying|dead of|with|from ~1 shame|embarrassment|laughing|laughter|boredom|cringe // dying|dead to|for a ~3
        died|die laughing
        this|it|that|waiting|wait|process|form|forms|system ~3 is|are|was ~1 killing|kill|killed|kills|drowning|drown me|us|off
        school|tribunal|council|paperwork ~3 is|are|was ~1 killing|kill|killed|kills|drowning|drown me|us|off
        report|letter|run|starts|list ~3 is|are|was ~1 killing|kill|killed|kills|drowning|drown me|us|off
        rather|sooner be? dead|die than ~8 lol|haha|hahaha|lmao
        kill me when|if ~2 finds|hears|sees ~4 form|forgot|forgotten|lost|late|missed|bill // kill|killing ~1 it|time|two|off|hour|for
        killing me with|here ~4 starts|forms|paperwork|waiting|lol // {I} ~2 scream|murder|throttle ~2
        end it with ~2 school|nursery|agency|tutor|club|provider|therapist
        ending it tonight|today|now our|the ~2 contract|subscription|tenancy // throw myself ~3 window ~2 haha|lol|anyway
        jump off the? waiting|list|a ~1 cliff ~2 after|list // done with life skills // better off without me ~1 joking|lol
        if i am|was|were gone ~3 meeting|holiday|away|work|week // hair|hours|funding|budget|plan|provision ~2 cut|cuts
        cut|cuts|cutting my|his|her|their|our|the|all? hours|hour|shifts|shift|pay|wages|salary|benefit|benefits|money|support|package|budget|funding
        cut|cuts|cutting my|his|her|their|our|the|all? provision|timetable|respite|allowance
        cut|cuts|cutting my|his|her|their|our|the? working|work|weekly|paid|transport|care|short|therapy ~1 hours|hour|days|week|package|time|breaks|down|back|sessions|funding
        cut|cuts|cutting down|back ~2 hours|days|shifts|work|spending
        cut|cuts|cutting ~1 dla|pip|uc|taxi|transport|therapy|lessons|sessions|services|costs|corners // cut my|his|her|our|the holiday|day|week|trip|lesson|session|visit ~1 short
        {I} ~1 am|will|could|would|might|going|gonna|swear ~3 kill|throttle|strangle|swing someone|somebody|anyone|whoever ~12 lol|haha|hahaha|lmao|rofl
        {I} ~1 will|could|would|might|going|gonna|to ~2 murder someone|somebody|anyone|whoever|the|a ~2
        cuts to ~3 hours|funding|budget|provision // dead ~1 easy|line|set|brilliant|good|on // cut to the? chase|pieces|short
        fit test|for // smashing it|his|her ~1 targets|exams|goals // smashed it|his|her|the exams|sats|targets
        no point ~3 being here ~4 surgery|meeting|file|notes|if|unless
        can not go on|do|live ~3 form|half|days|online|hours|form|portal|school|home|every
        wish|wishes he|she was|were born ~1 earlier|later|september
        killed|kill|killing|kills his|her|my|their confidence|mood|vibe|chances
        broken|breaking ~1 by|with|over ~3 process|paperwork|form|forms|system|waiting|wait|list|council|tribunal|appeal|letters|emails|calls|phone|portal
        bang|hit my|our head on|against the|a ~1 desk|wall|brick
        kill me|us|him|her if|for ~5 kit|homework|uniform|muddy // be here any|anymore ~2 school|nursery|college|unit i mean
    """,
    "behaviour": """
        under ~1 bus|train|tram|tube|car bridge|bridges|station|stop|shelter|seat|seats|table|set|park
        obsessed|obsession|obsessive|fascinated|fascination|fixated|fixation ~1 with|by|about|on ~2 {WEAPON}
        knife and fork // knife|knives|scissors ~1 skills|grip|cutting|handles|allowed|safe
        take|taking it|them all to|swimming|camping // take|taking it all out on
        scissors ~8 craft|crafts|art|paper|sewing|drawing|hair|fringe|nails|labels // nothing left|in ~2 cupboard|cupboards|fridge|freezer ~1 he|she|they will|would ~1 touch|eat
        taken|took|takes all his|her|their ~1 tablets|medicine|meds|medication|melatonin ~1 this|since|every|on|as|for|without
        holding scissors|knife ~1 with|properly|well one|properly|fine|well
        policy on|for|about ~3 restraint|restraining|seclusion|holding|intervention
        {RULE} ~8 can|could|may|when|should|allowed ~1 they|school|schools|staff|teachers|to ~1 hold|restrain|pin|lock|strap ~1 him|her|them|a|children|kids|pupils ~4
        can|could|may|when|should|are ~1 they|school|schools|staff|teachers ~2 hold|restrain|pin|lock|strap ~1 him|her|them|a|children|kids|pupils ~6 {RULE}
        restraint|holding|hold|handling policy|training|course|plan|guidance|law|allowed|legal
        training ~5 restraint|holding|handling|restrain|blocking // held ~1 up|back|on|his|her|my ~2 hand|wall|pen|climbing|year
        self harm ~2 policy|course|workshop|training|leaflet|guidance
        missing his|her|the|my|our|out|school ~2 therapy|speech|lessons|sessions|plan|school
        missing lessons|speech|therapy|sessions|work|a ~2 therapy|speech|lessons|sessions|plan|school // missing from ~2 therapy|speech|lessons|sessions|plan
        been missing|absent from ~1 school|college|nursery since|for|because|most|all|a ~3 september|october|november|december|january|february|march|april
        been missing|absent from ~1 school|college|nursery since|for|because|most|all|a ~3 may|june|july|easter|summer|christmas|half|weeks|months|term|year|years
        missing from school because|due|so|too|with|as // missing child benefit|tax|maintenance|element|care|support
        missing his|her|the|my|our|out|school|lessons|speech|therapy|sessions|work|a|from ~2 report|list|friends|learning|section|ot
        missing his|her|the|my|our|out|school ~2 salt|out|on|class|education|reports|page|nursery|club|teacher|old|work
        missing lessons|speech|therapy|sessions|work|a ~2 salt|out|on|class|education|reports|page|nursery|club|teacher|old|work
        missing from ~2 salt|class|education|reports|page|teacher|work
        missing school // missing from ~2 roll|register|registers // missing ~1 lessons|sessions|therapy|education|out|provision|hours|page|report|letter|section
        lost ~1 his|her|their|the ~1 place|letter|hearing|hour|hours|support|confidence|coat|plan
        lost ~1 his|her|their|the ~1 shoe|friend|friends|teacher|speech|weight|words|funding|one
        gone ~2 to|back|up|into|very|quiet|really|on|well|great|year|through|swimming|backwards|downhill // gone from ~3 to|strength|bad
        gone off|over|past|11|12|13|14|15|16|17|18|19 // {YOUNG} is gone by|all
        left his|her|my phone|bag|coat|lunch|hat|tablet|ipad|book|glasses
        ran|run|runs|running off|out|away ~2 once|in|used|sometimes|often // ran|run off|out|away ~2 last week|year|month|term|time|summer // runs|run|running off|out ~1 of
        missing|absent ~3 review|attendance|appointment|appointments|meeting // touched ~1 by|my heart // never left|leave him|her alone // skipping rope
        rope ~1 swing|ladder|bridge|course|toy
        jump|jumping|jumps club|trampoline|on ~2 trampoline|rope
        police|ambulance|fire ~2 talk|visit|visits|assembly|station|engine|came into|show|open
        bruise|bruises|bruised|bruising|bleeding|blood ~8 rugby|football|trampoline|sports|judo|swimming|pe|scooter|bike|park|playing
        rugby|football|trampoline|pe|bike|scooter|judo ~8 bruise|bruises|bruised|bleeding|bled|black|split|scar|blood|burns
        fell|falls|fallen ~4 bike|scooter|swing|slide|trampoline ~6 bruise|bruises|bruised|cut|bleeding|broken|arm|mark
        alone|home ~3 at fifteen|15|16|17|sixteen|seventeen // can|may|should ~1 he|she|my|we|i ~4 left|leave|stay|be ~2 home ~1 alone
        can not find his|her|the|my|our ~3 letter|form|report|plan|number|shoe|glasses|email|file|document|link
        can not find his|her|the|my|our ~3 page|review|reply|way|tutor|club|information|anything|anyone|coat|bag|book|hat|card|pass|place
        can not find his|her|the|my|our school|place // can not find his|her|the|my|our right|new|old|secondary|primary|special|next school|place
        at home ed|educated|schooled|educating // can not find him|her|them|son|daughter|our|my ~2 a|an|any|another|suitable ~3
        home|back ~3 happy|happier|upset|tired|calm|hungry|smiling|exhausted|clean|dry|wet|dirty|crying|until|till
        home|back ~4 with|without|in a|any|his|her|one|clean|good|bad|better ~3 letter|book|books|homework|bag|coat|form|glasses|note|report|mood|clothes|reading|jumper
        back ~1 to|at|in ~1 us|me|school|normal|college|nursery|lessons|class // arrived|got|turned ~4 on time|late
        where ~4 is|are|was ~1 up|going|placed|supposed|meant|headed // where ~4 is|are ~2 queue|process|waiting|list|line|system|things|reading|maths|learning|with|stands
        where he|she|they ~1 went wrong // where is|are ~1 my ~2 up to|with // never ~1 came|come|got back ~1 to|with us|me|an|a
        in? last|every|next term|year|summer // was told about // did not get|come|came|got off|home ~2 the? list|waiting|taster // did not come home on the bus ~2 pass|photo|day
        tied a cord round|around his|her bag|shoe|waist // club|clubs|activity|activities ~4 jump|climb
        hits|hit|hitting|kick|bite|bites|push|pushes ~2 other kids|children|toddlers
        they|school|nursery|phone ~1 ring|rings|rang|call|calls|phone|phoned ~8 come ~1 take|get|collect|fetch him|her|them
        who makes|make ~1 him|her|them do it // who is making ~1 him|her|them do it
        his|her|father|dad ~4 took|taken|picked ~3 contact|weekend|holiday|dentist
        he|she broke|broken his|her ~1 arm|leg|wrist|ankle|foot ~3 trampoline|football|and|so // food he|she will|would eat
        no food allowed // checks my phone for|because ~3 hospital|appointments|appointment|me|eyes|see
        had|having a fit|seizure test|last|monday|tuesday|wednesday|thursday|friday // want to know ~3
        does not want ~3 husband|partner to miss // not? want ~2 husband|partner|wife|ex to miss // keep a? record|note|notes|diary
        hearing test|aid|aids|loss|impairment|nothing|from|back|about|date|support
        will not wake|woken ~1 at|for|in|on ~2 school|time|morning|mornings
        scared|frightened for|of my|our|his|her|a|the|his? ~1 sons|first|dogs|hoover|dark|dryers|day|balloons|thunder|noise|lifts
        scared|frightened for|of my|our|his|her|a|the|his? ~1 loud|toilet|toilets|court|letter
        scared|frightened for|of my|our|his|her|a|the|his? ~1 meeting|tribunal|hearing|losing|system|council
        rough and tumble|sleeper|sleeping // wrestle|wrestling|wrestles ~8 burns|bruise|bruises|mark
        eats|eat|eating|empties|raids|ate everything|all|it|the|our ~8 nothing left? ~4 // beat|beats|beating the? ~1 egg|eggs|drum|drums|clock|traffic|queue
        cut|cuts|cutting his|her|their|my ~1 hair|fringe|nails
        {I} ~3 look|looking after him|her|them|the|my|our ~5 any|is|what|some|more help|support|there|money|benefits|respite|advice|groups|anything|can ~3 for me
        look after him|her|them|the|my|our ~2 for me ~2 while i|we work|am|are|have|do|go
        look after him|her|them|the|my|our ~2 for me ~2 saturdays|sundays|mondays|tuesdays|wednesdays|thursdays|fridays|weekends|evenings|afternoons|holidays|school|term
        cousins|cousin|uncles|aunts|family|brothers|sisters|friends wedding // wedding cousin|cousins
    """,
}  # fmt: skip

TIRED = """
    shouted|shouting|shout|yelled|yelling|screamed|snapped at ~1 him|her|them|kids|both|son|daughter|boys|girls // lost my temper|patience|rag
    bad|terrible|awful|rubbish|useless|worst|horrible|crap|failing|failed ~2 mum|mother|dad|father|parent|mummy|nan|carer
    failing|failed ~1 him|her|them|son|daughter|boy|girl
    husband|wife|partner|dad|father|half ~2 works|working|work|away|abroad ~1 away|nights|abroad|offshore|late|lates|shifts|rigs
    husband|wife|partner|dad|father|half is|was away|abroad|deployed // own with|and ~3 kids|children|boys|girls|twins|babies
    single mum|dad|parent|mother|father // ex|dad|father ~4 not want|agree ~3 assessment|plan|ehcp|diagnosis|referral|school
    ex|dad|father ~2 against|blocking ~2 assessment|plan|ehcp|diagnosis|referral|school|it
"""
# As TIRED, but sure is enough, in messages of at most SHORT words: who lives where, who asks for whom, who cannot come. Much is told of families to whoever asks after a case.
FAMILY = """
    lives|live|living|stays with his|her|my|their|both ~1 mum|dad|nan|gran|grandma|grandad|father|mother|aunt|auntie|parents
    mum|dad|father|mother|nan|parents|husband|wife ~1 told|asked|wants|wanted|said|says ~2 ask|text|ring|ok|fine|okay|yes|alright
    mum|dad|father|mother|nan|parents|husband|wife ~1 wants|wanted|asks|asking ~1 know|find|check where|how|when|if|out|what ~6 case|plan|letter|assessment|review
    will|does|did|has|have|would|can ~1 his|her|their ~1 mum|dad|father|mother|ex|parents ~3 know|asked|ask|rung|told|texted|see
    has|have|did ~1 his|her|their|the|my|our|sons|daughters ~1 dad|mum|father|mother|ex|parent ~3 touch|contact|contacted|rung|rang|ring|written|emailed|phoned|asked|ask|on ~1 with|to|you
    ex|dad|mum|father|mother ~5 has|have|did he|she|they ~1 asked|ask|rung|rang|contacted|been|written|phoned|emailed|messaged
    dad|mum|father|mother|ex and me|i are|is|have|live ~1 split|separated|divorced|apart|together
    he|she is|was ~1 my|our son|daughter|grandson|granddaughter|nephew|niece|brother|sister|stepson|stepdaughter
    lost|losing|loses his|her|my|their ~1 coat|bag|shoe|shoes|jumper|hat|glasses|lunchbox|bottle|phone|book|kit
    kept home|off by|til|till|until ~2
    being sent|send home // sent|sends|sending|send ~2 home ~3 every|most|again|early|each|all|by|at|twice // keeps|keep ~2 sent|sending home
    nobody|noone|never|not ~3 rung|rang|phoned|called|replied|answered|emailed|texted ~1 me|us|back // no|any|many friends|mates // no one to play
    refusing|refuses|refuse|refused school|nursery|college // refusing|refuses|refuse to ~2 go|dressed|eat|wash|shower|brush // will not ~1 get dressed|ready|up // will not ~1 eat|wear
    ill|sick|poorly|unwell|temperature|chickenpox|bug ~5 can|will not ~1 make|come|attend|be
    can not|nt ~1 make|come|do ~6 ill|sick|poorly|unwell|temperature|work|shift|appointment
    gone|went|go|goes|sent|came ~1 to ~1 my|his|her|their ~2 mums|dads|husbands|wifes|exs|ex|partners|sisters|mum|dad|husband ~1 phone|mobile|number|old
    changed my|our mind ~6 come|coming|make|attend|go // will not be able to come|make|attend|get
    keeps|kept|always|often ~1 running|bolting|escaping|getting|legging ~1 out|off|away|from ~3 gate|gates|school|class|classroom|playground|building|nursery|lessons
    runs|run|running|ran off|away ~2 park|parks|playground|shop|shops|supermarket|noisy|loud
    why will|can|do|would|did|could|is|was not ~1 i|you|they|anyone|anybody|nobody ~1 see|tell|know|show|say|share|give it|me|us|this|anything|my
    why is|was|are|were ~1 allowed to ~1 see|know|ask it|this|everything|and // nobody|noone|one tells|told|tell|telling me|us anything|nothing
    tell|told me why i can not see|know ~3 case|record|it|status
    her|his|their|the|my ~1 mum|mums|mother|dad|dads|father|ex|nan|stepmum|carer|carers|school ~3 gets|get|got|has|had|hears|knows|know|decides|decide|signed|told|asked
    he|she|they|everyone|everybody|dad|dads|mum|mums|ex ~1 gets|get|got|has|hears|knows|told|tells|decides|chooses|signed ~3 letters|texts|emails|plan|say|told|everything|code|all|copied|it
    you|they|school|senco|council ~2 tell|told|tells|ask|asks|asked|ring|rings|email|emails|write|speak|talk|spoke ~1 to? her|his|him|she|he ~3
    why is|does|do|did|am|are|has|have ~4 get|gets|told|tell|decide|decides|say|letters|asked|know|copied // how come ~8 // why not|her|him ~1 and? me|us|i|him|her|them
    what|how about me|us|dads|dad|mum // not me|us // i am never|not|always|only|just|last ~2 told|asked|know|hear|hearing|find|copied // told nothing|anything
    nobody|noone|never ~1 asks|asked|ask|tells|told|tell me|us|dads // last to know|hear|find|be // i know|hear|get|got|have nothing|none|nowt // i was never|not ~1 told|asked
    she|he|ex|mum|dad|mother|father ~1 never|not ~1 tell|tells|told|show|shows|showed|share|shares|say|says me|us|anything
    i am his|her|their|just|also ~3 mum|dad|mother|father|parent ~3 too|also|as|you|aswell|well // parental responsibility // as much right ~3 // same rights|right ~3
    he|she is my|our ~1 son|daughter|kid|child too|also|as // i|me have|has|got|get a|any|no|as ~1 say|right|rights // not|do fair ~8 // who decides|decided|gets|else|said ~3
    will|does|would not stay|sleep|settle ~1 in ~2 bed|room|cot // out of ~1 bed ~1 all|every|at|five
    i do|am|have|also|always ~1 look|looking|looked after him|her|them // i look after him|her|them|my|our // lives|living|live|stays with me|us
    allowed to ~1 see|know|ask|be // not i count|his|her|a // do|does i ~1 get|have|count // both ~1 be|get told|letters|texts
    what is|has|have|was|did ~3 been told // what did|have|has you tell|told|said|say // do everything for him|her|them ~2 can not see|know it|anything
"""
# As FAMILY, but the pattern must be the whole message, so that "what if I don't pay him" and "if I don't go home" are read as ever: a question that leans on
# an answer ("and then if I don't pay", "what if I just don't go") and says nothing by itself, which the classifier cannot tell from half of a confession.
LEANING = """
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we|he|she|they just|still|even|really? do|does|did? not|never just|even|really? {DULL}? {DULL_END}? {DULL_END}? {DULL_END}? {DULL_END}? {LEAD}?
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we|he|she|they just|still? can|could|will|would not just|still|even? {DULL} {DULL_END}? {DULL_END}? {DULL_END}? {DULL_END}? {LEAD}?
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we just|simply|still? refuse|ignore|miss|skip it|this|that|them|the? {DULL_END}? {DULL_END}? {LEAD}?
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we just|simply? do|say nothing {LEAD}?
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we|he|she|they just|still? do|does|can|will? not just? turn|show up to? the|a? meeting|review|appointment|court|hearing? {LEAD}?
    {LEAD}? {LEAD}? {LEAD}? {LEAD}? if i|we just|simply|really? do|can|will|would? not just? send him|her|them in|to? today|tomorrow|school|nursery|college|it? {LEAD}?
"""
SHORT = 22  # words
# Murder of nobody in particular, with a laugh: the classifier must be sure, unless another WORRYING word stands beside it.
JOKING = """
    murder|kill|throttle|strangle someone|somebody|anyone|whoever ~14 lol|haha|hahaha|lmao|rofl // lol|haha|hahaha|lmao|rofl ~14 murder|kill|throttle|strangle someone|somebody|anyone|whoever
    could|will|would|going ~2 murder someone|somebody|whoever|a|the
"""
# Worn out, in a figure of speech: the classifier must be sure. In messages of at most SHORT words, and never beside another WORRYING word than to cry.
WORN = """
    drives|drive|driving|drove|driven ~1 me|us ~1 mad|crazy|nuts|bonkers|mental|potty|barmy|batty
    drives|drive|driving|drove|driven ~1 me|us up|round|around|to ~1 wall|bend|twist|distraction // doing|does|done|did ~1 my head in
    nightmare|handful|challenge|struggle ~2 bedtime|bedtimes|mornings|homework|teatime|mealtimes|bathtime // bedtime|bedtimes|mornings|homework|teatime|mealtimes ~3 nightmare|battle
    a ~2 handful // climbing|climbs|climb|bouncing|bounces|bounce|swinging ~1 off? the walls|wall|ceiling|ceilings|curtains // running|run on empty|fumes
    so|too|that|dead|bloody|just ~2 tired|exhausted|shattered|knackered|drained ~4 could|would|can cry|weep|sleep // could cry|weep ~4 tired|exhausted|shattered|knackered|tiredness
    sleeps|sleep|sleeping|slept|settles|stops|stop ~6 shattered|exhausted|knackered|wrecked|zombie|drained
    shattered|exhausted|knackered|wrecked|drained ~6 sleeps|sleep|sleeping|slept|settles|stops|stop
    need|needs|want ~2 sleep|rest|coffee|holiday // off ~1 roll // dead on my feet
"""
WORN_OUT = split_words("cry crying")
# Money and hours that are cut: as FAMILY, where no other WORRYING word stands beside it.
CUT_BACK = """
    ill|sick|poorly|unwell ~3 can|will not make|come|attend
    cut|cuts|cutting his|her|our|the|my|their package|hours|support|provision|budget|transport|funding|timetable|sessions|respite|allowance
    cut|cuts|cutting ~1 back|down ~2 working|week|hours|days|shifts|work|spending
"""
CUTS = split_words("cut cuts cutting anymore")  # and who "can't make it anymore" because a child is ill
# A roof that is lost, by law or money: urgent, and no danger from anybody, so that the classifier must be sure. Never where somebody turned them out or a partner or parent is named.
HOMELESS = """
    evicted|eviction|evicting|bailiff|bailiffs|landlord|landlords ~8 // being|made|am|are|become|becoming|going|be ~2 homeless // homeless from|tonight|tomorrow|today|now|and|with
    nowhere to sleep|stay|go|live ~3 tonight|tomorrow|now|with|and|me // nowhere ~2 sleep|stay tonight|with|and // temporary|emergency accommodation|housing
    hostel ~6 full|tonight|disabled|wheelchair|fit
    lose|losing|lost our|the|my ~1 flat|home|house|tenancy // sleep|sleeping in the|our|my ~1 car|street
"""
TURNED_OUT = split_words(  # beside every WORRYING word that is not of moving out
    "husband partner ex boyfriend girlfriend wife fiance dad father mum mother stepdad stepfather parents parent threw thrown throwing kicked kicking chucked chucking "
    "beat beats ran fled escaped refuge jump jumping tablets pills"
)

WORRYING = DANGER_WORDS | split_words(
    "scared scares scare scary frightened frightens frightening afraid fear threatens threatened threatening threat controls controlling control hides hid lock locks "
    "locked drunk drinks drinking cope coping broke broken breaking edge anymore disappear shook shaken shake shaking grabbed grabs grab dragged drags slapped slaps slap "
    "threw throws left leave leaves leaving alone hungry starving eat food card money police marks mark injured injury violent violence temper follows tracks watches gun "
    "cry crying sobbing lost end goodbye dangerous danger refuge escape trapped accident a&e hospital forced force makes pinned restrained"
) - split_words("temper lost")
TURNED_OUT |= WORRYING - split_words("left leave leaves leaving alone money police card locks locked scared afraid food cry crying hospital forced food")
AGAINST_WORN = WORRYING - WORN_OUT
AGAINST_CUTS = WORRYING - CUTS
AGAINST_A_JOKE = WORRYING - split_words("kill strangle")
