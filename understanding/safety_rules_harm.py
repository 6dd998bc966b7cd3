"""Written patterns for harm by others or at home that cannot wait: children, partners, weapons, being left alone. Notation: safety_notation."""

from __future__ import annotations

from understanding.safety_notation import Rule

RULES = [
    Rule("child_alone_now", "crisis", "carer_breakdown", """
        leaving|left the? kids|children|them|him|her ~3 alone // locked ~4 door behind me // walked out ~5 on ~1 own
        got|has no one with|to look|watch ~3 hospital|ambulance
        i have|am left|leaving him|her|them|kids|children ~3 home|house|flat|alone|own|in|outside|here|there
        left him|her|them|kids|children ~5 on|by his|her|their|them own|selves|self|themselves // drove off ~2 left him|her|them
        i have walked out ~3 on them|him|her // i have left him|her|them at|outside|in // left ~2 baby|toddler|child ~3 alone
    """),
    Rule("child_left_by_others", "crisis", "harm_to_child", """
        baby|toddler|child|old|boy|girl ~6 on his|her|their own ~4 balcony|street|road|crying|screaming|flat|house
        leaves|left us|me ~3 alone|own all? night|weekend|days // mum|dad went out last night ~4 crying|alone|i|not
    """),
    Rule("sexual_harm", "crisis", "harm_to_child", """
        touched|touching by a|an|his|her|my ~2 boy|man|uncle|brother|teacher|driver|worker|girl
        kisses|kissed|kissing her|him|me on the|his|her? lips|mouth // asks|asked|asking|asked ~2 for ~2 photos|selfies|pictures|nudes
        pulled ~4 trousers|pants|knickers|skirt down // doing|do|does stuff|things to me|him|her
        has|had|found|watching videos|pictures|images ~6 of kids|children|child // touching other children ~5 // love bite
        touched|touches|touching|rubbed|rubs|grabbed my|her|his|him|them|me ~3 private|privates|willy|bottom
        touched|touches|touching|rubbed|rubs|grabbed my|her|his|him|them|me ~3 breast|breasts|vagina|penis
        touched|touches|touching|rubbed|rubs|grabbed my|her|his|him|them|me ~3 bum|fanny|leg|thigh
        touched|touches|touching|rubbed|rubs|grabbed my|her|his|him|them|me ~3 night|toilets|there|inappropriately|sexually
        touches|touched|touching me|her|him ~4 i|secret|not|night|down
        makes|made me|him|her|them ~1 touch|kiss|undress|watch|do ~3 him|it|videos|things|her|his|private
        comes in|into my|her|his room at night|and // naked|nude|nudes|undressed|rude ~2 pictures|photos|pics|selfies|videos
        sending|sends|send|sent ~2 pictures|photos|nudes|pics of? ~2 to a?|an? ~1 man|stranger|boy|online|someone
        raped|sexually assaulted|molested|groomed by|my|her|him|me|she // raped|rape|assaulted my|me|her|him
        sexual|sexually ~1 abuse|abused|assault|assaulted|assaulting by|my|her|him|me|from|at
        blood ~2 her|his pants|knickers|underwear|nappy // someone|somebody else|elses|someones underwear|knickers|pants
        hand ~3 under ~1 skirt|dress|pants // in his|her bed ~3 hurts|touches|hurt|sore // lies|lay|laid on top of her|him|me
        man|men|guy|lad|someone ~6 meet|meeting her|him|up ~3 park|hotel|station|car
        post|share|send|leak them|photos|pictures|nudes unless|if
        filming|filmed|films her|him|them ~1 getting|in ~2 changed|undressed|bath|shower|toilet
        finger|fingers|penis|willy|something in|inside|into his|her|my|up ~1 bottom|bum|vagina|private|privates|pants
        is|she|girl pregnant ~5 11|12|13|14|15 // videos|pictures|images of kids|children|child ~2 naked|laptop|computer|phone|abuse
        willy|bottom|privates|vagina|bits hurts|sore|hurt ~6 since|after|man|helper|carer|now
    """),
    Rule("injury_by_someone", "crisis", "harm_to_child", """
        grabs|grabbed|grips|gripped|holds|squeezes|squeezed his|her|their ~1 wrist|wrists|arm|arms ~6 bruise|bruises|bruised|marks
        finger|hand|thumb|belt|slap ~2 marks|mark|prints|burns|burn|shaped|bruise|bruises|welts|print
        bite|cigarette|rope|cable|strap|grip ~2 marks|mark|prints|burns|burn|shaped|bruise|bruises|welts|print // unexplained ~2 {INJURY}
        {INJURY} ~5 can|does|is not ~2 say|tell|explain|talk|speak|know // {INJURY} ~3 nobody|no ~3 explain|one|say|knows
        came|comes|come home|back ~2 from|with|off ~5 {INJURY}
        come|came|comes|back|home ~6 black eye|split|broken|fat|burst lip|tooth|nose|arm|eye
        home|back with|off ~5 {INJURY}|split|chipped
        {STAFF} ~4 hurt|hurting|hurts|hit|hitting ~3 him|her|my|son|daughter ~6 {INJURY}|bleeding|bruised|clumps|hospital|passed
        {STAFF} ~4 punched|slapped|kicked|choked|sat|dragged ~3 him|her|my|son|daughter ~6 {INJURY}|bleeding|bruised
        {STAFF} ~4 punched|slapped|kicked|choked|sat|dragged ~3 him|her|my|son|daughter ~6 clumps|hospital|passed
        dragged|pulled|grabbed ~4 by ~1 hair|neck|throat|ear
        {ADULT} ~4 burned|burnt|burns|shakes|shook the?|my?|his?|her? ~1 {YOUNG}|him|her|them|foster
        {ADULT} ~4 scalded|starves|starving|choked|strangled the?|my?|his?|her? ~1 {YOUNG}|him|her|them|foster
        threw|thrown|throws him|her|my|our ~2 against|across|down|into ~2 wall|room|stairs|floor // someone is hurting my|him|her
        {THEIRS} {PARENT} ~3 {STRIKES}|hurt ~1 my|our|the {YOUNG}|sons|daughters
        my|our ~1 {YOUNG} is|was|has|gets ~2 hit|beaten|punched|kicked|slapped by {THEIRS} {PARENT}
        {ADULT} is hurting|beating|abusing him|her|my|the|mum|them|us|me // sat on him|her|them ~5 passed|breathe|breath|purple|blue
        headlock ~6 purple|blue|breathe // black eye ~5 from|stepfather|stepdad|dad|him|by|boyfriend
        hit|hits|beats|hitting me|us|him|her with ~2 belt|stick|cable|slipper|shoe|pan|hanger|wire
        {INJURY} on ~4 {BODY} ~8 respite|carer|staff|unit|dad|stepdad|uncle|driver|escort|overnight|residential|school
    """),
    Rule("own_act_injury", "crisis", "harm_to_child", """
        i hit|slapped|punched|kicked|shook|grabbed him|her|my ~8 {INJURY}|bleeding|mark|hard|throat|neck
        i shook|strangled|smothered|choked ~3 him|her|baby|my // grabbed her|him by ~1 throat|neck
        i have ~1 hurt|burned|burnt him|her ~2 // i have ~1 hurt|broken|burned|burnt his|her ~1 {BODY}|finger|fingers|ribs|nose
        i have ~1 hurt|broken|burned|burnt my ~1 son|daughter|child|kid|baby|boy|girl|lad|toddler|sons|daughters|kids // hiding|beating with ~2 stick|belt
    """),
    Rule("own_act_feared", "crisis", "carer_breakdown", """
        going to|gonna snap // held|hold him|her under
        put|throw|push|drop him|her ~1 in|into|off the ~1 canal|river|sea|bridge|window|balcony // my hands were|are round|around
        {I} ~3 hurt|kill|smother|smothering him|her|them|my|the? ~2 if|tonight|child|son|daughter|baby|someone|somebody|nobody
        {I} ~3 strangle|drown|suffocate|harm|shake him|her|them|my|the? ~2 if|tonight|child|son|daughter|baby|someone|somebody|nobody
        scared|frightened|afraid|terrified ~2 i will|might|would|could|am ~3 hurt|kill|do|harm|shake|smother
        scared|frightened|afraid of what i will|might|may|could|am do|going
        feel like smothering|strangling|hurting|killing him|her|them|my
        thoughts of|about hurting|killing|harming|smothering him|her|them|my // do something to him|her|them
        pillow ~3 over|near|on his|her|the face|head // do not trust myself ~2 with|around|near him|her|them|baby|my
        i ~3 kill him|her|them and|then|if
        double|extra|my his|her|medicine|dose|tablets so|to he|she|him|her ~1 sleep|sleeps|slept|quiet
        gave|given him|her ~5 will|would not wake
    """),
    Rule("trafficking_fgm_marriage", "crisis", "harm_to_child", """
        taken|taking|take|sent|sending her|girl|niece|daughter|them ~8 cut|circumcised|ceremony|fgm|marry|married|wedding
        female genital mutilation|cutting ~3 her|my|daughter|niece|plan|planning // forced|forcing ~3 marry|marriage|married
        marry|wed her|him ~4 flights|pakistan|abroad|bangladesh|week|saturday|home|from // drugs in his|her pants|bag|shoe|room|underwear
        man ~3 car ~8 money|phone|gifts // going to be cut|married
    """),
    Rule("partner_violence", "crisis", "domestic_abuse", """
        threw ~3 at my head|face // put his|her hands on me // hurting|hurt|hit|hits|beating mummy|mum|mam|mom
        broke|smashed ~3 on my head // hold|held|has|holding a? knife to me|my|us
        {SURE_PARTNER}|he|she dragged|pulled|drags|pulls me ~4 hair|stairs|bed|clothes|by|floor // {SURE_PARTNER} ~5 {HIT} me
        {SURE_PARTNER} ~3 {HIT} ~2 me ~1 {NOW} // he|she {HARD_HIT} me ~2 {NOW} // he|she hit|hurt me again|last
        he|she ~2 beat|beats|beating|strangled|raped me // hands|arm round|around my neck|throat
        he|she ~2 broke|broken|fractured my jaw|arm|wrist|nose|rib|ribs|finger|tooth|hand
        he|she pushed|threw|shoved|kicked|dragged me down|against|across|into|in|up|by|out
        forced|forces me|himself ~3 sex|bed|on|last|no
        {SURE_PARTNER}|he|she held|holding|has|with a|the knife|gun|hammer to|at|in me|my|front // pillow on|over my face
        getting|being beaten|hit|beat by|up ~2 dad|my|him|husband|partner
        dad|father|stepdad is|keeps hurting|hitting|beating|strangling my? mum|mother|mam|her // threw boiling|hot ~1 water|oil|kettle
    """),
    Rule("partner_threat_now", "crisis", "domestic_abuse", """
        {SURE_PARTNER} ~3 thrown|threw|throwing|kicked|chucked|chucking us|me ~4 out|street // throw acid|petrol // out on bail // he|she will get me|us ~5 tomorrow|tonight|school|run
        is trying to get in
        looking|driving ~3 for us|me // going to do us|me all? in? // took the kids|baby|children|little ~2 and ran
        broken in|into ~3 and|taken // on his|her way ~3 here|back|home|round // {PARTNER} ~4 kill me|us
        {SURE_PARTNER}|he|she ~3 burn|stab|finish|shoot me|us|house|the
        {SURE_PARTNER} ~3 outside|kicking|breaking|smashing|trying ~5 door|house|window|place|in // he is outside ~3 door|now|house|again
        he is|has ~3 found out? ~2 address|where ~2 live|us|me|my // locked us|me in ~3 he|house|room|and|the // he locked us|me in
        not safe at home // not safe here // he is in the next room
        need to get|leave|escape|run out|away|tonight ~6 before|kids|him|he|children
        need somewhere|to safe|flee|hide|leave ~5 kids|tonight|tonite|him|children|now // can not talk he is|he
        hiding|locked ~6 bathroom|room|bedroom|toilet|cupboard ~8 husband|ex|partner|he|drunk|him|outside|boyfriend
        ex|husband|partner ~8 out on bail|tag|released|prison // {SURE_PARTNER} ~4 knife|gun|machete|petrol
        he|she|{SURE_PARTNER} says|said|swears|promises|threatens he|she|to? will|would|going|gonna? to? murder|strangle|kill me|us
        he|she|{SURE_PARTNER} ~5 hurt|hit|batter|beat|kill|punch|stab|smash me if i ~2 tell|say|speak|talk|leave|ring|report|call|text|write
        i can hear his|him ~2 van|car|coming|key|outside|keys // coming ~3 to|and finish|get|hurt|kill me|us
        took ~4 and ran ~4 shoes|mcdonalds|street|nowhere // boyfriend|husband|partner|ex ~3 smashing|smashed ~3 up|place|house
    """),
    Rule("their_parent_violent", "crisis", "domestic_abuse", """
        {THEIRS} {PARENT} ~4 {STRIKES} ~1 me|us
        {THEIRS} {PARENT} ~4 threw|throws|throwing|chucked|chucks ~3 at me|us // {THEIRS} {PARENT} ~4 grabbed|grabs|pinned ~1 me|us ~2 by|against|down|round|around
        {THEIRS} {PARENT} ~5 {SMASHES} ~4 door|doors|window|windows|house|flat|place|up|furniture|wall|walls|plates|chairs
        {THEIRS} {PARENT} ~5 {SMASHES} stuff|things|everything // {THEIRS} {PARENT} ~4 smashed|broke|broken my phone|door|window|arm|wrist|nose|jaw
        {THEIRS} {PARENT} ~4 throwing|throws|threw stuff|things|chairs|plates|furniture ~1 around|about|across|at
        {THEIRS} {PARENT} ~6 threatens|threatened|threatening ~2 kill|hurt|hit|burn|stab|acid
        {THEIRS} {PARENT} ~6 will|would|going|gonna|threatened ~2 kill|hurt|batter|stab|burn me|us|the
        {THEIRS} {PARENT} ~8 outside|here|round|back ~4 drunk|drinking|banging|smashing|kicking|threatening|knife
        {THEIRS} {PARENT} ~8 drunk|drinking|banging|hammering|kicking ~4 outside|door|window
        {THEIRS} {PARENT} ~14 i|we am|are|is|feel ~2 {SCARED} ~2 he|she|hell|shell|hes|shes ~4 back|come|comes|coming|round|here|find|finds|turn|turns|show
        i|we am|are|feel ~2 {SCARED} ~1 {THEIRS} {PARENT} ~3 back|come|comes|coming|round|find|finds|turn|turns|show|out
        i|we am|are|feel ~2 {SCARED} ~1 {THEIRS} {PARENT} ~3 kill|hurt|hit me|us
    """),
    Rule("child_weapon", "crisis", "child_to_parent_violence", """
        {KID} ~3 has|got|holding|holds|grabbed|had|with|took|using|picked ~3 {WEAPON}
        {KID} ~4 threatened|threatens|threatening|attacked|attacking ~3 with ~2 {WEAPON}|pole|chair|lamp|broken
        {KID} ~4 hit|hits|stabbed|stabs|chasing|chased ~3 with ~2 {WEAPON}|pole|chair|lamp|broken
        {WEAPON} ~2 to|at his|her|my|our|the sister|sisters|brother|brothers|brothers|face|throat|neck|me|gate|baby
        throwing|throws|thrown knives|glass|bricks // {KID}|just stabbed|stab|stabbing me|his|her|him|my|teacher|someone
        stab his|her|my|the ~1 teacher|sister|brother|mum|dad|someone|me // set|sets|setting fire to ~2 room|house|bed|flat|curtains
        suffocate|smother|drown|strangle|choke the?|his|her|my ~1 baby|brother|sister
        strangling|choking|suffocating his|her|my|the ~1 brother|sister|baby|mum
        hands round|around ~3 brothers|sisters|sister|brother|baby|throat|neck
    """),
    Rule("child_attack_now", "crisis", "child_to_parent_violence", """
        {YOUNG} ~6 hurt|hit|batter|beat|kill|punch|stab|smash me if i ~2 tell|say|speak|talk|leave|ring|report|call|text|write
        pinned ~2 against|to|down|on // going for his|her|my|the dad|mum|sister|brother|nan|gran
        on top of his|her|my dad|mum|sister|brother|me // kicked|pushed|threw|shoved me down|off|into|against
        hiding ~5 from my|our own? ~1 child|son|daughter|him|her // threw|thrown ~3 at me|my // {YOUNG} ~4 {HARD_HIT} me ~6 {NOW}
        {KID} ~4 attacking|strangling|biting|kicking|punching|hurting me|us|his|her ~1 now
        locked ~2 myself|ourselves|us|me|and ~8 in|inside ~2 room|bedroom|bathroom|toilet|car|kitchen
        hiding|hid from my ~2 son|child|daughter|boy|grandson // hiding in|from ~4 child|son|daughter|he
        smashing everything|up|the house|place|telly|windows // {KID} ~2 broken|broke my nose|rib|ribs|arm|wrist|finger|hand|tooth|jaw
        can not get him|her off me // pinned|pinning me ~2 against|to|down|on
        had|has|got|grabbed me by|round|around the|my throat|neck ~8? // he|she strangled|choked me
        he|she knocked me out|over|unconscious // kicked|stamped|punched my head ~3 // put his|her|me|my ~3 in hospital|a&e
        my ~1 son|daughter|boy|lad|grandson ~3 {HARD_HIT} me ~2 {NOW} // bitten|bit ~3 chunk|bone
        not safe ~3 from|with my|our son|daughter|boy
    """),
]  # fmt: skip
