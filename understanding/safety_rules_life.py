"""Written patterns for danger to life: wishes to die, plans and means, injuries to oneself, medical emergencies, threats. Notation: safety_notation."""

from __future__ import annotations

from understanding.safety_notation import Rule

RULES = [
    Rule("adult_wish_to_die", "crisis", "suicidal_adult", """
        like this any|anymore more? and i will not // kill|killing myself // wish|wishes|wished ~6 were|was dead
        do not|not want to ~1 alive|live|wake // {I} ~3 {WANT} to? {DIE} // {I} ~3 want|wish to|i be|was|were {DIE}
        {I} do|did not ~2 want to be here any|anymore // {I} do not ~2 want to be alive // {I} ~1 would be better|best off dead
        {I} do not ~2 want to live // {I} would ~1 rather be {DIE} // {I} ~2 tired|sick of being alive // had enough of living|life
        had enough of being alive // {I} do|can not ~2 want|wanna|be|bear to? exist|existing|live|living any|anymore
        {I} do not want to wake up // wish|wished i would|did|had|could just? not? ~2 never|not woken|wake|waking
        not wake up tomorrow|again // never woke|wake up // die in my sleep // existing anymore // {I} can not ~2 go on living
        i|id ~2 rather|sooner be {DIE} // i|id ~2 rather|sooner not be alive // i|id ~2 rather|sooner not be here any|anymore
        i|id ~2 rather|sooner die than carry|live|go|wake|keep|face on|like|through|up|this|another // no reason to live // might|may as well not? be dead // might|may as well not be alive
        nothing ~1 to live for // {I} wish i was|were dead // i should just die // once i am dead // when i am dead
    """),
    Rule("adult_plan", "crisis", "suicidal_adult", """
        throw|chuck|fling|launch myself ~2 under|off|in|into|infront|out ~4 train|tube|bus|lorry|bridge|window|roof|road|traffic|river
        took|taken an? overdose // saving|saved|stockpiling|hoarding ~3 tablets|pills|medication|meds
        edge|ledge|top of the? ~1 roof|cliff|building|platform|bridge|carpark
        standing|stood|sat|sitting on|at ~2 bridge|ledge|platform|roof // not safe with myself
        thinking about|of jumping|drowning|hanging|overdosing // thoughts|think|thinking about|of not existing
        picked|chosen|decided ~3 where and when|how // picked|chosen a|the day|date|place|spot // i have decided ~4 no more
        done|finished with life // knife on|to|at my wrist|throat|arm // look after him|her|them|the|my ~2 for me ~4
        nothing|thing ~2 stopping me is // kill|killing|end|ending myself // {I} ~4 kill|killing|hang|hanging|drown|overdose myself
        end|ending my life // take|taking my own? life // end|ending it all // {I} ~3 end|ending it tonight|tomorrow|now
        {I} ~2 taken|took ~2 overdose // took|taken too many ~3 {PILLS} // {I} ~2 took|taken|swallowed all ~3 {PILLS}
        took|taken|swallowed a? load|bunch|box|pack|bottle|lots|whole of ~3 {PILLS} // {I} ~2 feel|feeling|am ~1 suicidal
        feeling suicidal // {I} ~3 thoughts of suicide|ending // thinking about|of ending it|suicide|death|dying // how i would|will do it
        tablets|pills|medication ~2 for us both|all // tablets|pills ready for us|me
        thinking|thought|think|keep|could|tempted ~5 take|taking it|them all // goodbye ~1 letter|note|letters|notes // suicide note
        written ~2 letters|letter to ~3 kids|children|family|everyone
        {I} ~1 got|have|bought ~2 rope|noose // {I} am on the bridge|ledge|roof|platform|tracks // drive|driving ~3 into ~2 wall|tree|river|canal|lorry
        {I} ~3 {WANT} to? ~1 walk|go|jump|step|run|lie|get under a|the ~1 bus|train|car|lorry|tube|truck // {I} ~3 {WANT} to? ~1 get|be run|knocked over|down
        how ~2 would be enough to die|kill // cut|cutting|slit my wrists|arms|wrist|arm // cut my arms|wrists
        tablets|pills ~3 in front of me // engine on ~3 garage // kill me and|then ~2 {KID} // kill us both // {I} ~2 overdosed
    """),
    Rule("adult_burden", "crisis", "suicidal_adult", """
        better off without me // be better off if i was|were not|gone|dead // better off if i
        better without me ~3 picture|here|around|alive // nobody|noone would ~1 notice|miss|care ~2 if i
        no one would ~1 notice|miss|care ~2 if i // if i am|was|were gone // no point ~3 being here|alive|living // no point in me being
        point in|of me being here // i will not be here|around ~2 for|when|tomorrow|by|next|much // not be here any|anymore
        can not be here any|anymore // no way out except // who gets|has|takes my son|daughter|kids|children|boys|girls|boy if something|i
        said my goodbyes // died|dead ~8 want|wish|going|ready to ~1 join|follow him|her|them
        died|dead ~8 want|wish to be with him|her|them
    """),
    Rule("adult_in_danger_reported", "crisis", "suicidal_adult", """
        {SURE_PARTNER}|mum|sister|friend|dad|mate|brother ~6 kill|hang|drown himself|herself|themselves // left a note saying|sorry
        {SURE_PARTNER}|mum|sister|friend|dad ~6 swallowed|taken|took ~4 {PILLS}
        {SURE_PARTNER}|sister|mum|friend ~4 says|said ~3 can not go on // {SURE_PARTNER}|mum|sister|friend|mate ~3 is|feeling suicidal
    """),
    Rule("child_wish_to_die", "crisis", "child_suicide_self_harm", """
        he|she will|would not be here|13|14|15|16|alive ~1 on|by|for|next|monday|christmas|birthday
        told|tells ~3 he|she has|had|have a plan // nice knowing us|you|everyone
        ending|end|kill|killing|hanging it|herself|himself ~4 he|she|daughter|son
        won|would|will do it ~2 properly|next|monday|tonight|weekend|birthday // {KID} ~4 {WANT} to? be? {DIE}
        {KID} ~4 {WANT} to ~2 kill|hang|hurt|stab|drown {SELF} // {KID} ~4 {WANT} he|she was|were dead
        {KID} ~5 kill|killing|kills|hang|hanging|hung {SELF} // {KID} ~4 do|does not ~2 want to be here any|anymore
        {KID} ~4 do|does not ~2 want to be alive|live // {KID} ~4 end|ending|ends his|her|their life // {KID} ~5 suicidal
        {KID} ~3 attempted|attempting suicide // {KID} ~4 wants|want to go to heaven // {KID} ~5 be|being alive anymore|any
        {KID} ~5 can not be alive // {KID} ~4 rather be dead // {KID} ~4 commit suicide // suicide attempt|note|plan|pact
        attempted suicide // wants to kill|hurt|harm himself|herself|themselves
        i am 9|10|11|12|13|14|15|16|17 ~6 want|feel ~2 die|killing|kill|dying|ending // ways to die|kill
        {KID} ~3 looking|searching|googling ~3 ways ~1 die
    """),
    Rule("child_means", "crisis", "child_suicide_self_harm", """
        whole|entire ~1 box|bottle|packet|pack|strip of ~2 {PILLS}|tablets|pills
        stand|stands|standing|stood|stepped close|near|on|to|by ~3 edge|tracks|track|rails|line|platform
        refusing|refuses|stopped|skipping her|his|their insulin ~4 die|dies|purpose
        going|wants|threatened|threatening to jump off|out|from|now|if|in|he|she // walk|step|jump|run|throw ~3 in front of|under
        {KID} ~3 took|taken|swallowed|drank|drunk|ate|eaten ~4 {PILLS} // {KID} ~3 overdose|overdosed // her|his overdose
        round|around his|her|their own? neck|throat // bag over his|her|their head
        {KID} ~4 jump|jumping|climbed ~4 window|balcony|bridge|roof|train|car // {KID} ~1 on|onto|out the? ~2 ledge|roof
        run|running|runs|ran|step|steps|walks into|in the? road|traffic ~2 on purpose // in front of a? ~1 car|cars|train|bus|lorry
        {KID} ~4 {WANT} to? ~1 walk|go|jump|step|run|lie|fall|dive|be|get under a|the|an ~1 bus|buses|train|trains|car|cars|lorry|truck|tube|tram|van
        {KID} ~4 {WANT} to? ~2 get|be|getting run|ran|knocked|squashed over|down|flat // {KID} ~4 {WANT} a|the|something ~1 bus|car|lorry|train|truck to? ~1 hit|squash|crush|flatten
        {KID} ~4 {WANT} a|the|something ~1 bus|car|lorry|train|truck to? ~1 run ~1 over|him|her
        car|train to hit him|her // goodbye note|letter|text // said|says|wrote bye|goodbye ~3 mummy|mum|cat|dog|brother|us
        holding ~3 to his|her own throat|neck|wrist|wrists // voice|voices ~3 telling|tell|tells him|her ~2 kill|jump|die|hurt
        {KID} ~3 tried to ~1 hang|kill|jump|strangle|drown|die|overdose
    """),
    Rule("child_took", "crisis", "child_suicide_self_harm", """
        {SOMEONE_YOUNG} has|have|is|was? just|only|gone|now|again? and|just? {SWALLOWED} ~2 {MUCH}|my|our|mums|dads|nans ~5 {PILLS}
        {SOMEONE_YOUNG} has|have? just|only? took|taken|take an? overdose
    """),
    Rule("adult_took", "crisis", "suicidal_adult", """
        i have|had|just|already? took|taken|swallowed|necked {MUCH}|all ~4 {PILLS}
    """),
    Rule("child_with_blade", "crisis", "child_suicide_self_harm", """
        he|she|they|{YOUNG} ~4 in|on his|her|their|the ~1 room|bedroom|bathroom|bed|toilet|shower ~3 with|holding|has|got|hold ~3 {WEAPON}|blade|razor
        he|she|they|{YOUNG} ~4 locked ~3 in ~4 with|holding ~3 {WEAPON}|blade|razor
        {WEAPON}|blade|razor ~3 in|into his|her|their|the ~1 room|bedroom|bathroom|bed|toilet // sitting|sits|sat|standing|hiding|staring ~3 with|holding|at ~3 {WEAPON}|blade|razor
        {WEAPON}|blade|razor ~2 to|at|on|against his|her|their own? wrist|wrists|throat|neck|arm|arms|stomach|chest
    """),
    Rule("child_injures_self", "crisis", "child_suicide_self_harm", """
        {KID} ~3 cut|cuts|cutting|slit|slashed|slashing his|her|their|them wrists|wrist|arms|arm|legs|leg|thighs|thigh|self|selves
        {KID} ~3 cut|cutting {SELF} // blades|blade|razor|razors in|under|from his|her|my ~3 case|bag|room|bed|pillow|shaver
        cut|cuts ~2 marks? on her|his thighs|arms|legs|wrists|tummy // burns|cuts on|up|down her|his|their arms|legs|thighs
        cuts are deep|deeper // self harming ~3 badly|deep|deeper|tonight|now|worse // i cut|cutting myself
        i cut|cutting my ~2 {BODY}|skin|self|forearm|forearms|hip|hips|ankle|ankles|body
    """),
    Rule("medical_now", "crisis", None, """
        ate|eaten|swallowed|drank|drunk ~3 whole|entire|all|bottle ~3 tablets|pills|bottle|medicine|bleach|weedkiller
        allergic|anaphylaxis|anaphylactic ~3 reaction|shock|swelling|now // not|stopped waking|responding
        not|stopped breathing // is not breathing ~1 // lips ~3 blue // still fitting|seizing
        seizure|fit ~6 minutes|stop|working|worked|longer // fit|seizure ~4 will not stop // swallowed ~3 battery|magnet|magnets|bleach
        he|she|baby is choking // will|would not wake ~1 up|properly // has|just|is fallen|fell out|from ~2 window|balcony|roof
        face|tongue|throat is? swelling // chest pain|pains ~5 arm|breathe|jaw
    """),
    Rule("fire_or_gas", "crisis", None, """
        smoke ~1 coming ~2
        smell|smoke|gas ~2 gas|smoke|fire|leak ~3 flat|house|and|in|coming // house|flat|kitchen is on fire
    """),
    Rule("threat_to_staff", "crisis", None, """
        {I} ~5 stab|shoot|burn|bomb|petrol|kill|machete ~6 office|you|your|officer|staff|council|worker
        know where she|he|you lives|live ~6
    """),
    Rule("call_for_rescue", "crisis", None, """
        please|pls somebody|someone|anybody come|help
        send|get|need|call|ring|phone the|an|a? police|ambulance|999 ~2 now|quick|please|us|me|hurry|for // need|want|send the? police
        send|get|need|call|fetch help quick|quickly|hurry|fast // send help ~2 now|please|us|me
        pretend ~3 about|wrong ~4 police|school|number|help
    """),
]  # fmt: skip
