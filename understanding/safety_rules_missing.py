"""Written patterns for a child nobody can find: not home, not where they should be, gone from bed, phone off. Notation: safety_notation."""

from __future__ import annotations

from understanding.safety_notation import Rule

RULES = [
    Rule("missing_child", "crisis", "harm_to_child", """
        i|we lost him|her|my ~2 in|at the? ~2 park|fair|shop|shops|market|crowd|station|centre|pool // he|she|has is got lost
        got out|away ~6 can not|cannot|four|five|talk|searching|please // phone ~3 off since // is not home ~6 midnight|phone|dark|night
        {YOUNG}|he|she ~1 missing since|please|and|help // {YOUNG} is|has|gone ~1 missing|disappeared|vanished
        can not find him|her|them // can not find my|our ~1 son|daughter|boy|girl|child|baby // can not find {YOUNG}
        he|she|daughters|sons|lads|boys|girls ~1 gone missing // he|she|{YOUNG} is missing from school|college|nursery|club|respite // {YOUNG} ~3 vanished|disappeared
        ran|run|walked|wandered|slipped|got|escaped out|off|away ~8 can|have|is|been not ~1 find|found|seen|looking|searching
        not come|came|got home ~4 phone|dark|autistic|yet // did not get|come|off|home ~3 bus|taxi|minibus|school
        he|she is not home|here and|it|its // ex|dad|father|mother took|taken|kidnapped|snatched ~3 {YOUNG}|kids ~6 not|never|where
        staff|police are? searching|looking for // walked out ~5 no sense of danger|road|danger
        has|have|did not|never come|came|got|get|made|been|returned|return ~1 home|back ~10 {NO_NEWS}
        never come|came|got|made|returned home|back ~10 {NO_NEWS} // {NO_NEWS} ~8 has|have|did|is|was not ~1 come|came|get|got|return|returned|home ~1 home|back
        {YOUNG}|he|she ~5 is|are|was not at? home|back ~8 {NO_NEWS} // {YOUNG} ~2 not home|back ~8 {NO_NEWS}
        {YOUNG}|he|she ~3 has|did not|never come|came|got|get|return|returned home|back from school|college|club|nursery|park|shop|shops|contact
        {YOUNG}|he|she ~3 never come|came|got|returned home|back from school|college|club|nursery|park|shop|shops|contact
        {YOUNG}|he|she did|has not come|came|returned|return home|back last? night|tonight
        {YOUNG} ~6 did|has not come|came|returned|return|been home|back ~2 night|tonight
        {YOUNG} ~8 went|gone|left|popped ~8 never|not come|came|returned|been home|back|seen
        he|she went|gone|popped ~1 out|to|on|for ~6 never come|came|returned home|back
        he|she went|gone|popped ~1 out|to|on|for ~6 has|did|have not ~1 come|came|returned|been ~1 home|back|seen
        {YOUNG}|he|she should ~1 have|of|ve been home ~8 {NO_NEWS} // {YOUNG}|he|she should ~1 have|of|ve been back ~6 hours|hour|hrs|phone
        {SAYS} ~4 he|she|{YOUNG} ~2 never|not arrived|arrive|reached|appeared // {SAYS} ~4 he|she|{YOUNG} ~2 never|not got|get|made ~1 there
        {SAYS} ~4 he|she|{YOUNG} ~2 never|not turned|turn|showed|show up ~8 left|dropped|bus|where|went|gone|gate|answer|answering|phone
        {SAYS} ~4 he|she ~1 not there|in ~4 dropped|left|went|sent|where // where is|are ~1 he|she|{YOUNG} ~1 was|is not ~1 at|there|in
        never arrived|reached ~1 at|to? school|college|nursery|club ~6 phone|where|answer|answering|she|he // not at school ~2 not at home
        {RIDE} ~8 never|not collected|picked|fetched|had|got ~8 gone|missing|nobody|noone|where|left // {YOUNG} is not at school ~2 is not at
        do|does|did not know|knows|no where|were he|she ~1 is|was|gone|went|has // nobody|noone knows|know ~1 where he|she ~1 is|was|gone|went|has
        no one|idea|clue ~2 where he|she ~1 is|was|gone|went|has // do|does not know|knows where my|our ~2 {YOUNG} ~1 is|was|gone|went|has
        no one|idea|clue ~2 where my|our ~2 {YOUNG} ~1 is|was|gone|went|has // nobody|noone knows|know ~1 where my|our ~2 {YOUNG} ~1 is|was|gone|went
        gone|missing|disappeared|vanished from ~1 his|her|their|the bed|bedroom|room|house|home|garden|flat|school|playground|classroom
        bed|room is|was empty ~8 window|door|gone|know|find|where|open|shoes|pyjamas
        not in|inside his|her ~1 bed|room|bedroom ~6 window|door|gone|where|open|phone|missing|shoes|know // woke|window|door ~6 not in his|her ~1 bed|room|bedroom
        been gone ~3 hours|hour|hrs|hr|overnight|ages // been gone|missing since ~1 morning|lunch|lunchtime|yesterday|night|breakfast|afternoon
        can not get hold of my|our ~2 {YOUNG} // can not reach|contact my|our ~1 {YOUNG} ~4 since|phone|left|and|been
        no sign of him // no sign of my|our {YOUNG} // no sign of her and|since|anywhere|he|she|it|its|at
        seen him|her|them since ~1 lunch|lunchtime|break|playtime|morning|afternoon|registration|night|yesterday|breakfast|dinner
        {STAFF} ~1 lost him // {STAFF}|they ~1 lost my|our {YOUNG} ~2 at|in|on|and // {STAFF}|they ~1 lost her and|he|she|they|at|on|in|an|when
        ran|run away ~3 last? night|tonight|morning|hour|hours|home // ran|run|took off|away ~3 last night|tonight|hour|hours
        ran|run|took off|away ~3 hours|hour|hrs|minutes|mins ago // lost my son|daughter|child|boy|girl ~8 hour|hours|gate|ago|minutes|find|police
        school|college|nursery|club|respite|taxi|driver|escort|they has|have lost my|our ~1 son|daughter|child|boy|girl // missing child // has|have|is|sons|daughters run away again
        climbed|got|jumped|sneaked|snuck|slipped ~3 window|door|gate|fence ~5 gone|missing|disappeared|vanished|run|ran
        wandered|run|ran|gone|slipped|vanished|escaped ~6 looked|looking|searched|searching everywhere|for
        looking for him|her|{YOUNG} for|all|everywhere|since // looking for my|our ~1 {YOUNG} for|all|everywhere|since ~2 hours|hour|hrs|day|night|over
        went|came|gone to ~1 collect|get|fetch|pick ~1 him|her ~3 was|is not ~1 there // not there when ~3 came|come|went ~2 {YOUNG}|school ~6 left|gone
        not at|in school where is|are ~1 he|she|my|our|{YOUNG} // ran|bolted|got|off|out ~6 lost him|her // {STAFF}|they can not find her at|in|anywhere
        {YOUNG} ~2 not home|back ~1 from ~1 school|college|club|nursery|park|shop|shops|contact|football // he|she is not home|back ~1 from ~1 school|college|club|park|shop
        {YOUNG}|he|she is|has not come home|back and|i|we|where|please|what|help // went|left|gone|out ~6 hours|hour|hrs ~1 ago ~3 no|not answer|answering|sign|phone|reply
        left ~2 house|home ~8 absent // dropped ~8 do not know where // {YOUNG}|he|she should be home|here|back by now // my|our {YOUNG} is gone
        got off|out ~4 wrong stop ~6 where|know|find|gone
    """),
]  # fmt: skip

# Not enough by themselves: where the classifier alone hears harm to a child, they say that the child is missing.
SIGNS = """
    {YOUNG}|he|she|school|they|driver ~6 not|never ~3 home|back|arrived|arrive|turned|there|collected|picked|seen|found|answering|returned
    not|never ~1 in|at ~1 his|her|school ~1 room|bed|building|gate // where he|she|my|our ~2 is|was|are|went|gone // where is|are he|she|my|our ~2
    {YOUNG}|he|she ~4 gone|missing|vanished|disappeared|bolted|wandered|escaped|lost // lost|locate|find|finding him|her|them|my|our
    ran|run|got|took off|away|out ~4 // gone out|off|from // no sign of // should ~3 home|back // still looking|searching|out
    nobody|noone|no ~2 seen|knows|where|sign // walked out ~3 // wrong|early ~3 house|stop|woman|man
"""
# A child who was missed and is there again: what was heard of a missing child counts for nothing, and the classifier decides.
FOUND = """
    found him|them // found her safe|now|in|at|ok|okay|alive|after|outside|and|but|eventually|hiding|asleep|by|near|thank|thankfully
    he|she|they|both|{YOUNG} ~1 is|are|got|came|was|turned|safely ~2 home|back|safe|found|up ~1 now|safe|safely|thank|thankfully|eventually|tonight
    he|she|they is|are ~1 back|home ~1 and|asleep|now // he|she turned up // panic over // false alarm // {YOUNG} turned up
"""
