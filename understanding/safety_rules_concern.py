"""Written patterns for a safeguarding worry without immediate danger. Notation: safety_notation."""

from __future__ import annotations

from understanding.safety_notation import Rule

RULES = [
    Rule("restraint_by_staff", "concern", "harm_to_child", """
        {STAFF} ~6 held|holding|pinned|restrained|restrain|sat|hold ~2 him|her|them|my|son|daughter ~4 down|floor|wall|face
        {STAFF} ~6 held|holding|pinned|restrained|restrain|sat|hold ~2 him|her|them|my|son|daughter ~4 by|again|minutes|three|prone
        restrained him|her|my|them again|today|yesterday|on|three|twice|several|and|because|at|this // restrained ~2 son|daughter ~5
        held|hold|holding|pinned|pinning him|her|them|my ~2 down|face
        lock|locks|locked|locking|shut|shuts|shutting ~1 him|her|them|my|kids|son|daughter ~3 in|inside|out|room|cupboard
        locked|lock|locks ~2 room ~6 him|her|son|daughter|he|she|came|time
        strap|straps|strapped|tied|tie|ties|tying him|her|them|his ~3 in|into|to|down|hands|buggy|wheelchair|bed
        strapped in ~2 buggy|chair|wheelchair // harness ~3 left on
        seclusion|isolation|calm ~2 room|booth|at ~6 him|her|hours|door|locked|placement|hold|wall|facing // in seclusion
        no handle on|inside ~3 // dragged|pulled|grabbed ~2 him|her|my ~3 arm|out|corridor|van|minibus|bus|class
        carried him|her ~6 arms|legs|shoulder // grabbed my|his|her ~3 arm
    """),
    Rule("staff_conduct", "concern", "harm_to_child", """
        told|asked|begged me|us|him|her ~2 not to say|tell|mention|talk // told|asked me|us ~1 to keep quiet|silent|mum|secret|schtum
        {STAFF} ~4 shouts|shouting|shouted|screams|screaming|screamed in|into|inches ~3 face|faces
        {STAFF} ~5 hits|hit|hurts|hurt|pinches|pinched|slapped|smacked him|her|my|with|them|son|daughter|the
        {STAFF} ~5 smacks|pushes|pushed|kicks|rough|roughly|handles|swears him|her|my|with|them|son|daughter|the
        {STAFF} ~3 grabs|grabbed|grabbing|drags|dragging|shakes|shook him|her|them // {STAFF} ~1 takes|took|taking|removes his|her|their ~1 lunch|snack|dinner|drink
        left ~2 on the|a minibus|bus|taxi|coach ~6 hour|alone|depot|own|himself|herself|forgot|hours|self // off the record ~8 happened
        not to ask questions // handles|handled|handling|rough|roughly ~2 children|kids|him|her|with|roughly ~2 roughly|changing|how|club
        starve|starved|starving|withhold|refuse|not giving him|her|them ~2 lunch|food|drink|dinner|it|out|water
    """),
    Rule("frightened_of_someone", "concern", "harm_to_child", """
        terrified|scared|frightened of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 staff|ta|tas|teacher
        terrified|scared|frightened of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 driver|escort|carer|worker|dad
        petrified|flinches|afraid of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 staff|ta|tas|teacher
        petrified|flinches|afraid of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 driver|escort|carer|worker|dad
        terrified|scared|frightened of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 uncle|stepdad|man|men|pa
        terrified|scared|frightened of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 helper|sitter|her|him|hand
        petrified|flinches|afraid of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 uncle|stepdad|man|men|pa
        petrified|flinches|afraid of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 helper|sitter|her|him|hand
        hides|screams|wets|flinches|cries ~6 when ~2 carer|driver|escort|ta|pa|sitter comes|arrives|near|picks|turns|is
        hides|screams|wets|flinches|cries ~6 when ~2 dad|uncle|stepdad|nana|worker|helper comes|arrives|near|picks|turns|is
        {YOUNG}|he|she ~3 {SCARED} ~1 of {THEIRS} {PARENT}
        since the? new ~2 driver|carer|escort|ta|worker|sitter|teacher|helper|night
        terrified|scared|frightened ~2 of going ~4 overnight|respite|dads|dad|unit|sleepover|stay
    """),
    Rule("smacking", "concern", "harm_to_child", """
        lost my temper ~3 and // i pushed|shoved|grabbed|shook him|her|them
        i|we|husband|wife|dad ~3 smacked|smacks|smack|slapped him|her|them|my|our|the|son|daughter|kids|round
        i|we|husband|wife|dad ~3 slaps|slipper|caned|clipped him|her|them|my|our|the|son|daughter|kids|round
        ex|mum|grandma|nan|partner|stepdad ~3 smacked|smacks|smack|slapped him|her|them|my|our|the|son|daughter|kids|round
        ex|mum|grandma|nan|partner|stepdad ~3 slaps|slipper|caned|clipped him|her|them|my|our|the|son|daughter|kids|round
        hits|hit our|my|the son|daughter|kids|boy|girl ~1 with|sometimes|when // beat|beaten ~3 out of him|her
    """),
    Rule("neglect_seen", "concern", "harm_to_child", """
        always|often|so hungry ~6 kids|clothes|dirty|stinks|neglected|and|the // being|are|is neglected
        kids|children|child|boy|girl ~4 neglected|neglecting|starving|starved
        mother|mum|dad|father|parent ~4 drunk at|and|when ~4 pick|school|drives|driving
    """),
    Rule("breaking_point", "concern", "carer_breakdown", """
        i can not cope // not want to be ~2 parent|carer // i can not go on // can not do it ~1 any|anymore|no more?
        hand|give him|her|them back ~1 to|adopted|please // i am broken // out of my depth ~2 // near to|at breaking // who is help me
        going under // can not do this any|anymore|no // can not ~1 look|looking after him|her|them|my ~1 any|anymore|son|daughter
        i can not cope|coping any|anymore|with|at|no // i|we|and ~1 can not keep him|her|them ~2 safe|any|anymore|here|with|on // at breaking point|my
        take him|her|them away|off ~1 me|please|tonight|now // please|someone|somebody ~3 come ~1 get|collect|fetch him|her|them
        put|putting|placing|take|taken|go|going my?|him?|her?|our? ~1 in|into ~1 care // having|have had? a|another breakdown
        going|gone under|mad|insane ~2 i|and|with|four|kids|looking // we are not coping // i am not coping
        do not|not want ~2 be his|her|their mum|mother|dad|mam ~1 any|anymore|physically
        wish i had never|not had him|her|them|kids|children // before i hit|hurt|slap|smack|shake // nothing left in me|to give
        drinking every|all|in|to ~2 night|day|cope|get|morning // resent|hate|hating him|her ~4 barely|can|touch
        give|giving him|her|them up // hearing voices // seeing things that
    """),
    Rule("no_food_or_heat", "concern", "carer_breakdown", """
        food bank ~4 again|nothing|hungry|third|weekly|only // no nappies|milk // toast|beans|rice ~3 again|tea|dinner ~4 nothing|pay|left
        no|run food in|left|until|till|out|for|at|of // there is no food
        nothing|no food|milk left|in ~3 eat|until|till|cupboard|fridge|house|pay|money|now // cupboards|fridge ~2 empty|bare
        not|have eaten ~3 days|yesterday|so ~3 kids|they|he|can // i eat what|nothing|less ~2 she|he|they|so|leaves
        nothing left? in ~2 cupboard|cupboards|fridge|freezer|larder // cupboard|cupboards|fridge|freezer|larder ~3 empty|bare // can not afford ~1 food|shopping|eat|feed
        can not afford to feed // no money for ~1 food|shopping|dinner|tea // went|go|going to bed hungry // not eaten since
        no|any food ~3 til|till|until|left // only meal|meals they|he|she get|gets|have
        gas|electric|electricity|heating ~1 is|has|off|run|cut ~4 off|out|money|plugging|feed|and|no
        sold ~4 for ~2 gas|food|electric|nappies // skip|skipping my|meals|mine|dinner ~3 so|they|kids|he
    """),
    Rule("low_mood_adult", "concern", "suicidal_adult", """
        do not|not|stopped ~1 care|caring ~1 what happens to me|us // dark thoughts|place
        {I} ~2 feel|feeling ~2 empty|worthless|hopeless|dead|nothing // want to disappear|vanish
        just want it ~2 to|all to|go ~2 stop|quiet|end // do not see ~1 a|the|any future|point of|in
        stopped taking|my ~2 antidepressants|tablets|medication ~3
    """),
    Rule("child_low", "concern", "child_suicide_self_harm", """
        life is|life pointless|worthless // wants|want|wish|wishes to disappear|vanish
        depressed|suicidal|withdrawn ~8 son|daughter|he|she // {KID} ~4 hates himself|herself|themselves|themself
        {KID} ~4 self harms|harm|harming|harmed|injures // {KID} ~4 never born|been|not ~1 been? born
        {KID} ~5 wish|wishes|wished he|she was|were|had never|not|nt born|been|here // nobody|noone|one would miss her|him
        happier|better off without a|him|her|me ~2 // waste of space
        hurting|hurts|harming|harms himself|herself|themselves|own ~6 deserves|school|again|face|hates|started|stupid|bad|compass
        punches|scratches|cuts|hit|hits himself|herself|themselves|own ~6 deserves|school|again|face|hates|started|stupid|bad|compass
        no future|life is|pointless for|pointless|people|him|her // long sleeves in|all ~2 heat|summer|time
        making|makes|make herself|himself sick|throw|vomit // weighs|starving|starves herself|himself|them // does it hurt to die
        not waking up ~4 // deserves|wants to be punished|bin
    """),
    Rule("left_violence", "concern", "domestic_abuse", """
        left|moved|fled|ran|escaped ~5 because|cause|cos of his|her|dads|exs ~2 fists|beatings|violence
    """),
    Rule("their_parent_feared", "concern", "domestic_abuse", """
        {THEIRS} {PARENT} ~4 follow|follows|following|followed|stalks|stalking|stalked|watches|watching|tracks|tracking me|us // {THEIRS} {PARENT} ~4 threatens|threatened|threatening me|us
        {THEIRS} {PARENT} ~4 turns|turned|turning|shows|showing ~1 up ~3 wherever|everywhere|work|job // i|we am|are|feel|get ~2 {SCARED} of {THEIRS} {PARENT}
        i|we am|are ~2 {SCARED} of my ~1 {THEIRS} {PARENT}
    """),
    Rule("controlled", "concern", "domestic_abuse", """
        phone is|phones not ~1 mine|private|safe // delete this after|message // on a|my spouse visa
        cameras|camera in every|the|our|all ~1 room|rooms|house|bedroom // everything ~2 opens|reads|checks
        home|phone|house is not|not private|safe // opens|reads everything|all // asks|ask|account for ~2 every|everything ~2 penny|pound
        {PARTNER} ~3 checks|check|reads|read|goes ~2 my|these|through ~2 phone|messages|texts|letters|post
        {PARTNER} ~3 looks|sees|opens|monitors|tracks ~2 my|these|through ~2 phone|messages|texts|letters|post
        {PARTNER} ~3 checks|check|reads|read|goes ~2 my|these|through ~2 emails|phone|everything|mileage|me|it
        {PARTNER} ~3 looks|sees|opens|monitors|tracks ~2 my|these|through ~2 emails|phone|everything|mileage|me|it
        he|she reads these|this|my // he|she has all my passwords // {PARTNER} ~2 will|does|would not let me ~2
        he|she ~1 never let|lets|allowed me // i am not allowed out|to ~3 except|leave|see|go|have|work|phone|talk|speak
        he|she|husband|partner|ex controls|takes|took|keeps|has the?|my?|all? ~1 money|wages|passport|papers|bank|card|visa|passwords
        do not|not text|ring|call|message|contact|phone|write ~4 he|husband|partner|him|after|home|answers|reads|dad|wife
        without him|her|husband|my ~2 knowing|seeing|finding|hearing // scared|frightened|afraid|terrified of|what ~2 my ~1 {SURE_PARTNER}
        scared|afraid|frightened|worried of|what|how he|she|husband|partner will|might|would do|react|say
        do|must not ~2 want ~2 husband|partner|ex|wife|him|his ~2 to know|see|find|father
        {SURE_PARTNER}|father|him must|can|to not ~1 find|know ~3 us|me|where|i|address // walking|walk on eggshells
        non molestation order|occupation // in a|the refuge ~1 now|because|we|with|son // used to beat|hit|punch me
        left him ~6 turning|address|where|following|contact|stalking // we fled|ran|escaped ~6 him|old|records|where|from|last|in
        track|tracker|tracking|tracks on|us|me|my ~3 phone|pram|car|ipad|us|through // must not find us|me|out // nobody can know ~4
        where we|i live ~4
    """),
    Rule("child_hurts_family", "concern", "child_to_parent_violence", """
        {YOUNG} ~4 {HIT} me // {KID} ~2 {HIT} me every|most|when|hard|all|daily|days|if|after|each|again
        he|she ~3 pulls|grabs|grab|pull ~2 me|hair|my|by ~3 hair
        frightened|scared|afraid|terrified of my|our own? ~1 son|daughter|child|boy|girl|kid
        scared|frightened|afraid of her|him now|he|his|when|our // all|are frightened|scared of her|him
        hide|hides|hid|hiding|lock|locked|locking the|all|up ~2 knives|knife|sharps // lock|chair|bolt on|against my|our ~1 bedroom door
        own child|son|daughter hurts|hits|beats|scares|attacks ~1 me|us // parents who|that are? ~1 getting? hit|hurt|attacked
        threatens|threatened|threatening to kill|hurt|stab me|us|his|her|the
        {KID} ~3 hits|kicks|punches|hurts|bites|attacks the|his|her|our ~1 baby|sister|brother|siblings|gran|nan|grandma
        gets|puts|put|got me in a headlock // black eyes|eye ~6 from|using|year|him|her|by
        get|got punched|kicked|bitten|headbutted every|when|by|again|this|most // goes for them|anyone|us|me|people
    """),
]  # fmt: skip
