"""The written half of safety detection: what each pattern says, in words a safeguarding lead can read and sign off.

No word raises anything alone: every pattern needs a person, an act and a context. A veto that overlaps a match cancels it ("want to die of
embarrassment"). Patterns are spaCy Matcher patterns over our own tokens; the short notation below is compiled in `safety_matcher`:

    a|b      one of these words            {NAME}   one of the words of that set in SETS
    word?    may be missing                ~3       up to three words, none of them "not" or "never"
"""

from __future__ import annotations

SETS: dict[str, str] = {
    "I": "i me im",
    "KID": "son daughter ds dd child kid boy girl lad he she him her baby toddler teen teenager grandson granddaughter nephew niece neice brother sister twin they "
    "ds8 ds9 ds10 dd13 dd14 kids children boys girls foster mum friend",
    "YOUNG": "son daughter ds dd child kid boy girl lad baby toddler teen teenager grandson granddaughter nephew niece neice kids children boys girls twins",
    "PARTNER": "husband partner ex boyfriend wife girlfriend he she fiance mother-in-law stepdad stepfather dad father",
    "SURE_PARTNER": "husband partner ex boyfriend wife girlfriend fiance",
    "STAFF": "staff teacher teachers ta tas driver drivers escort escorts carer carers worker assistant senco head pa tutor keyworker school nursery respite coach "
    "helper sitter babysitter childminder unit club placement college transport",
    "ADULT": "uncle stepdad stepfather dad father man men boyfriend grandad brother cousin teacher driver escort carer worker tutor neighbour coach mum mother aunt ex "
    "husband partner he she they",
    "DIE": "die dead",
    "WANT": "want wants wanted wish wishes wished wishing ready going planning planned plans rather prefer thinking",
    "SELF": "myself himself herself themselves themself themselfs hisself",
    "KILL": "kill killing kills killed hang hanging hanged harm harming hurt hurting drown stab choke strangle cut cutting cuts",
    "HIT": "hit hits hitting beat beats beating beaten punch punched punches punching kicked kicks kicking slapped slaps slap strangled strangles strangling choked "
    "chokes attacked attacks attacking stabbed battered headbutted bitten bit bites thrown threw shoved pushed pushes hurt hurts hurting dragged drags drags",
    "HARD_HIT": "beat beats beating punched punches punching strangled strangles strangling choked attacked attacking stabbed battered headbutted kicked kicking throttled "
    "knocked scalded",
    "WEAPON": "knife knives machete hammer scissors screwdriver gun blade axe",
    "INJURY": "bruise bruises bruising burns burn welts marks mark scratches fracture swelling bleeding blood wounds scalds handprint",
    "BODY": "arm arms leg legs back neck thigh thighs face ear eye eyes wrist wrists throat body bottom chest stomach tummy head cheek hand hands foot ribs",
    "PILLS": "tablets pills paracetamol ibuprofen overdose medication meds medicine melatonin bleach antidepressants sleeping sertraline clonazepam insulin weedkiller",
    "MY": "my our his her the",
    "NOW": "now tonight today just again yesterday morning minutes hour ago last",
    "OUT": "missing gone lost disappeared",
}

# name, lane, topic, patterns
RULES: list[tuple[str, str, str | None, list[str]]] = [
    ("adult_wish_to_die", "crisis", "suicidal_adult", [
        "{I} ~3 {WANT} to? {DIE}", "{I} ~3 want|wish to|i be|was|were {DIE}", "{I} do|did not ~2 want to be here any|anymore", "{I} do not ~2 want to be alive",
        "{I} ~1 would be better|best off dead", "{I} do not ~2 want to live", "{I} would ~1 rather be {DIE}", "{I} ~2 tired|sick of being alive", "had enough of living|life",
        "had enough of being alive", "{I} do|can not ~2 want|wanna|be|bear to? exist|existing|live|living any|anymore", "{I} do not want to wake up",
        "wish|wished i would|did|had|could just? not? ~2 never|not woken|wake|waking", "not wake up tomorrow|again", "never woke|wake up", "die in my sleep", "existing anymore",
        "{I} can not ~2 go on living", "no reason to live", "nothing ~1 to live for", "{I} wish i was|were dead", "i should just die", "once i am dead", "when i am dead"]),
    ("adult_plan", "crisis", "suicidal_adult", [
        "kill|killing|end|ending myself", "{I} ~4 kill|killing|hang|hanging|drown|overdose myself", "end|ending my life", "take|taking my own? life", "end|ending it all",
        "{I} ~3 end|ending it tonight|tomorrow|now", "{I} ~2 taken|took ~2 overdose", "took|taken too many ~3 {PILLS}", "{I} ~2 took|taken|swallowed all ~3 {PILLS}",
        "took|taken|swallowed a? load|bunch|box|pack|bottle|lots|whole of ~3 {PILLS}", "{I} ~2 feel|feeling|am ~1 suicidal", "feeling suicidal", "{I} ~3 thoughts of suicide|ending",
        "thinking about|of ending it|suicide|death|dying", "how i would|will do it", "goodbye ~1 letter|note|letters|notes", "suicide note", "written ~2 letters|letter to ~3 kids|children|family|everyone",
        "{I} am on the bridge|ledge|roof|platform|tracks", "drive|driving ~3 into ~2 wall|tree|river|canal|lorry", "how ~2 would be enough to die|kill", "cut|cutting|slit my wrists|arms|wrist|arm",
        "cut my arms|wrists", "tablets|pills ~3 in front of me", "engine on ~3 garage", "kill me and|then ~2 {KID}", "kill us both", "{I} ~2 overdosed"]),
    ("adult_burden", "crisis", "suicidal_adult", [
        "better off without me", "be better off if i was|were not|gone|dead", "better off if i", "better without me ~3 picture|here|around|alive", "nobody|noone would ~1 notice|miss|care ~2 if i",
        "no one would ~1 notice|miss|care ~2 if i", "if i am|was|were gone", "when i am gone", "no point ~3 being here|alive|living", "no point in me being", "point in|of me being here", "i will not be here|around ~2 for|when|tomorrow|by|next|much",
        "not be here any|anymore", "can not be here any|anymore", "no way out except", "who gets|has|takes my son|daughter|kids|children|boys|girls|boy if something|i", "said my goodbyes"]),
    ("adult_in_danger_reported", "crisis", "suicidal_adult", [
        "{SURE_PARTNER}|mum|sister|friend|dad|mate|brother ~6 kill|hang|drown himself|herself|themselves", "left a note saying|sorry", "{SURE_PARTNER}|mum|sister|friend|dad ~6 swallowed|taken|took ~4 {PILLS}",
        "{SURE_PARTNER}|sister|mum|friend ~4 says|said ~3 can not go on", "{SURE_PARTNER}|mum|sister|friend|mate ~3 is|feeling suicidal"]),
    ("child_wish_to_die", "crisis", "child_suicide_self_harm", [
        "{KID} ~4 {WANT} to? be? {DIE}", "{KID} ~4 {WANT} to ~2 kill|hang|hurt|stab|drown {SELF}", "{KID} ~4 {WANT} he|she was|were dead", "{KID} ~5 kill|killing|kills|hang|hanging|hung {SELF}",
        "{KID} ~4 do|does not ~2 want to be here any|anymore", "{KID} ~4 do|does not ~2 want to be alive|live", "{KID} ~4 end|ending|ends his|her|their life", "{KID} ~5 suicidal", "{KID} ~3 attempted|attempting suicide",
        "{KID} ~4 wants|want to go to heaven", "{KID} ~5 be|being alive anymore|any", "{KID} ~5 can not be alive", "{KID} ~4 rather be dead", "{KID} ~4 commit suicide", "suicide attempt|note|plan|pact", "attempted suicide",
        "wants to kill|hurt|harm himself|herself|themselves", "i am 9|10|11|12|13|14|15|16|17 ~6 want|feel ~2 die|killing|kill|dying|ending", "ways to die|kill", "{KID} ~3 looking|searching|googling ~3 ways ~1 die"]),
    ("child_means", "crisis", "child_suicide_self_harm", [
        "{KID} ~3 took|taken|swallowed|drank|drunk|ate|eaten ~4 {PILLS}", "{KID} ~3 overdose|overdosed", "her|his overdose", "round|around his|her|their own? neck|throat", "bag over his|her|their head",
        "jump|jumping|climbed ~4 window|balcony|bridge|roof|train|car", "{KID} ~1 on|onto|out the? ~2 ledge|roof", "run|running|runs|ran|step|steps|walks into|in the? road|traffic ~2 on purpose", "in front of a? ~1 car|cars|train|bus|lorry",
        "car|train to hit him|her", "goodbye note|letter|text", "said|says|wrote bye|goodbye ~3 mummy|mum|cat|dog|brother|us", "holding ~3 to his|her own throat|neck|wrist|wrists",
        "voice|voices ~3 telling|tell|tells him|her ~2 kill|jump|die|hurt", "{KID} ~3 tried to ~1 hang|kill|jump|strangle|drown|die|overdose"]),
    ("child_injures_self", "crisis", "child_suicide_self_harm", [
        "{KID} ~3 cut|cuts|cutting|slit|slashed|slashing his|her|their|them wrists|wrist|arms|arm|legs|leg|thighs|thigh|self|selves", "{KID} ~3 cut|cutting {SELF}", "blades|blade|razor|razors in|under|from his|her|my ~3 case|bag|room|bed|pillow|shaver",
        "cut|cuts ~2 marks? on her|his thighs|arms|legs|wrists|tummy", "burns|cuts on|up|down her|his|their arms|legs|thighs", "cuts are deep|deeper", "self harming ~3 badly|deep|deeper|tonight|now|worse", "i cut|cutting myself|my"]),
    ("missing_child", "crisis", "harm_to_child", [
        "{YOUNG}|he|she ~1 missing since|please|and|help", "{YOUNG} is|has|gone ~1 missing|disappeared|vanished", "can not find my|our|him|her|them ~1 son|daughter|boy|girl|child|anywhere|baby|been", "can not find {YOUNG}", "he|she ~1 has gone missing",
        "ran|run|walked|wandered|slipped|got|escaped out|off|away ~8 can|have|is|been not ~1 find|found|seen|looking|searching", "not come|came|got home ~4 phone|dark|autistic|yet", "did not get|come off|home ~3 bus|taxi|minibus|school",
        "he|she is not home|here and|it|its", "ex|dad|father|mother took|taken|kidnapped|snatched ~3 {YOUNG}|kids ~6 not|never|where", "staff|police are? searching|looking for", "walked out ~5 no sense of danger|road|danger"]),
    ("child_alone_now", "crisis", "carer_breakdown", [
        "i have|am left|leaving him|her|them|kids|children ~3 home|house|flat|alone|own|in|outside|here|there", "left him|her|them|kids|children ~5 on|by his|her|their|them own|selves|self|themselves", "drove off ~2 left him|her|them",
        "i have walked out ~3 on them|him|her", "i have left him|her|them at|outside|in", "left ~2 baby|toddler|child ~3 alone"]),
    ("child_left_by_others", "crisis", "harm_to_child", [
        "baby|toddler|child|old|boy|girl ~6 on his|her|their own ~4 balcony|street|road|crying|screaming|flat|house", "leaves|left us|me ~3 alone|own all? night|weekend|days", "mum|dad went out last night ~4 crying|alone|i|not"]),
    ("sexual_harm", "crisis", "harm_to_child", [
        "touched|touches|touching|rubbed|rubs|grabbed my|her|his|him|them|me ~3 private|privates|willy|bottom|breast|breasts|vagina|penis|bum|fanny|leg|thigh|night|toilets|there|inappropriately|sexually", "touches|touched|touching me|her|him ~4 i|secret|not|night|down", "makes|made me|him|her|them ~1 touch|kiss|undress|watch|do ~3 him|it|videos|things|her|his|private",
        "comes in|into my|her|his room at night|and", "naked|nude|nudes|undressed|rude ~2 pictures|photos|pics|selfies|videos", "sending|sends|send|sent ~2 pictures|photos|nudes|pics of? ~2 to a?|an? ~1 man|stranger|boy|online|someone", "raped|sexually assaulted|molested|groomed by|my|her|him|me|she",
        "raped|rape|assaulted my|me|her|him", "sexual|sexually ~1 abuse|abused|assault|assaulted|assaulting by|my|her|him|me|from|at", "blood ~2 her|his pants|knickers|underwear|nappy", "someone|somebody else|elses|someones underwear|knickers|pants", "hand ~3 under ~1 skirt|dress|pants",
        "in his|her bed ~3 hurts|touches|hurt|sore", "lies|lay|laid on top of her|him|me", "man|men|guy|lad|someone ~6 meet|meeting her|him|up ~3 park|hotel|station|car", "post|share|send|leak them|photos|pictures|nudes unless|if", "filming|filmed|films her|him|them ~1 getting|in ~2 changed|undressed|bath|shower|toilet",
        "finger|fingers|penis|willy|something in|inside|into his|her|my|up ~1 bottom|bum|vagina|private|privates|pants", "is|she|girl pregnant ~5 11|12|13|14|15", "videos|pictures|images of kids|children|child ~2 naked|laptop|computer|phone|abuse", "willy|bottom|privates|vagina|bits hurts|sore|hurt ~6 since|after|man|helper|carer|now"]),
    ("injury_by_someone", "crisis", "harm_to_child", [
        "finger|hand|thumb|belt|slap|bite|cigarette|rope|cable|strap|grip ~2 marks|mark|prints|burns|burn|shaped|bruise|bruises|welts|print", "unexplained ~2 {INJURY}", "{INJURY} ~5 can|does|is not ~2 say|tell|explain|talk|speak|know", "{INJURY} ~3 nobody|no ~3 explain|one|say|knows",
        "came|comes|come home|back ~2 from|with|off ~5 {INJURY}", "come|came|comes|back|home ~6 black eye|split|broken|fat|burst lip|tooth|nose|arm|eye", "home|back with|off ~5 {INJURY}|split|chipped", "{STAFF} ~4 hurt|hurting|hurts|hit|hitting|punched|slapped|kicked|choked|sat|dragged ~3 him|her|my|son|daughter ~6 {INJURY}|bleeding|bruised|clumps|hospital|passed",
        "dragged|pulled|grabbed ~4 by ~1 hair|neck|throat|ear", "{ADULT} ~4 burned|burnt|burns|shakes|shook|scalded|starves|starving|choked|strangled the?|my?|his?|her? ~1 {YOUNG}|him|her|them|foster", "threw|thrown|throws him|her|my|our ~2 against|across|down|into ~2 wall|room|stairs|floor", "someone is hurting my|him|her",
        "{ADULT} is hurting|beating|abusing him|her|my|the|mum|them|us|me", "sat on him|her|them ~5 passed|breathe|breath|purple|blue", "headlock ~6 purple|blue|breathe", "black eye ~5 from|stepfather|stepdad|dad|him|by|boyfriend", "hit|hits|beats|hitting me|us|him|her with ~2 belt|stick|cable|slipper|shoe|pan|hanger|wire", "{INJURY} on ~4 {BODY} ~8 respite|carer|staff|unit|dad|stepdad|uncle|driver|escort|overnight|residential|school"]),
    ("own_act_injury", "crisis", "harm_to_child", [
        "i hit|slapped|punched|kicked|shook|grabbed him|her|my ~8 {INJURY}|bleeding|mark|hard|throat|neck", "i shook|strangled|smothered|choked ~3 him|her|baby|my", "grabbed her|him by ~1 throat|neck", "i have ~1 hurt|broken|burned|burnt my|him|her ~2", "hiding|beating with ~2 stick|belt"]),
    ("own_act_feared", "crisis", "carer_breakdown", [
        "{I} ~3 hurt|kill|smother|smothering|strangle|drown|suffocate|harm|shake him|her|them|my|the? ~2 if|tonight|child|son|daughter|baby|someone|somebody|nobody", "scared|frightened|afraid|terrified ~2 i will|might|would|could|am ~3 hurt|kill|do|harm|shake|smother", "scared|frightened|afraid of what i will|might|may|could|am do|going", "feel like smothering|strangling|hurting|killing him|her|them|my",
        "thoughts of|about hurting|killing|harming|smothering him|her|them|my", "do something to him|her|them", "pillow ~3 over|near|on his|her|the face|head", "do not trust myself ~2 with|around|near him|her|them|baby|my", "i ~3 kill him|her|them and|then|if", "double|extra|my his|her|medicine|dose|tablets so|to he|she|him|her ~1 sleep|sleeps|slept|quiet",
        "gave|given him|her ~5 will|would not wake"]),
    ("trafficking_fgm_marriage", "crisis", "harm_to_child", [
        "taken|taking|take|sent|sending her|girl|niece|daughter|them ~8 cut|circumcised|ceremony|fgm|marry|married|wedding", "female genital mutilation|cutting ~3 her|my|daughter|niece|plan|planning", "forced|forcing ~3 marry|marriage|married", "marry|wed her|him ~4 flights|pakistan|abroad|bangladesh|week|saturday|home|from",
        "drugs in his|her pants|bag|shoe|room|underwear", "man ~3 car ~8 money|phone|gifts", "going to be cut|married"]),
    ("partner_violence", "crisis", "domestic_abuse", [
        "{SURE_PARTNER} ~5 {HIT} me", "{SURE_PARTNER} ~3 {HIT} ~2 me ~1 {NOW}", "he|she {HARD_HIT} me ~2 {NOW}", "he|she hit|hurt me again|last", "he|she ~2 beat|beats|beating|strangled|raped me", "hands|arm round|around my neck|throat", "he|she ~2 broke|broken|fractured my jaw|arm|wrist|nose|rib|ribs|finger|tooth|hand",
        "he|she pushed|threw|shoved|kicked|dragged me down|against|across|into|in|up|by|out", "forced|forces me|himself ~3 sex|bed|on|last|no", "{SURE_PARTNER}|he|she held|holding|has|with a|the knife|gun|hammer to|at|in me|my|front", "pillow on|over my face", "getting|being beaten|hit|beat by|up ~2 dad|my|him|husband|partner",
        "dad|father|stepdad is|keeps hurting|hitting|beating|strangling my? mum|mother|mam|her", "threw boiling|hot ~1 water|oil|kettle"]),
    ("partner_threat_now", "crisis", "domestic_abuse", [
        "{PARTNER} ~4 kill me|us", "{SURE_PARTNER}|he|she ~3 burn|stab|finish|shoot me|us|house|the", "{SURE_PARTNER} ~3 outside|kicking|breaking|smashing|trying ~5 door|house|window|place|in", "he is outside ~3 door|now|house|again", "he is|has ~3 found out? ~2 address|where ~2 live|us|me|my",
        "locked us|me in ~3 he|house|room|and|the", "he locked us|me in", "not safe at home", "not safe here", "he is in the next room", "need to get|leave|escape|run out|away|tonight ~6 before|kids|him|he|children", "need somewhere|to safe|flee|hide|leave ~5 kids|tonight|tonite|him|children|now", "can not talk he is|he", "hiding|locked ~6 bathroom|room|bedroom|toilet|cupboard ~8 husband|ex|partner|he|drunk|him|outside|boyfriend",
        "ex|husband|partner ~8 out on bail|tag|released|prison", "{SURE_PARTNER} ~4 knife|gun|machete|petrol", "i can hear his|him ~2 van|car|coming|key|outside|keys", "coming ~3 to|and finish|get|hurt|kill me|us", "took ~4 and ran ~4 shoes|mcdonalds|street|nowhere", "boyfriend|husband|partner|ex ~3 smashing|smashed ~3 up|place|house"]),
    ("child_weapon", "crisis", "child_to_parent_violence", [
        "{KID} ~3 has|got|holding|holds|grabbed|had|with|took|using|picked a|the|my|some|got? ~2 {WEAPON}", "{KID} ~4 threatened|threatens|threatening|attacked|attacking|hit|hits|stabbed|stabs|chasing|chased ~3 with ~2 {WEAPON}|pole|chair|lamp|broken", "{WEAPON} ~2 to|at his|her|my|our|the sister|sisters|brother|brothers|brothers|face|throat|neck|me|gate|baby", "throwing|throws|thrown knives|glass|bricks",
        "{KID}|just stabbed|stab|stabbing me|his|her|him|my|teacher|someone", "stab his|her|my|the ~1 teacher|sister|brother|mum|dad|someone|me", "set|sets|setting fire to ~2 room|house|bed|flat|curtains", "suffocate|smother|drown|strangle|choke the?|his|her|my ~1 baby|brother|sister", "strangling|choking|suffocating his|her|my|the ~1 brother|sister|baby|mum", "hands round|around ~3 brothers|sisters|sister|brother|baby|throat|neck"]),
    ("child_attack_now", "crisis", "child_to_parent_violence", [
        "{YOUNG} ~4 {HARD_HIT} me ~6 {NOW}", "{KID} ~4 attacking|strangling|biting|kicking|punching|hurting me|us|his|her ~1 now", "locked ~2 myself|ourselves|us|me|and ~8 in|inside ~2 room|bedroom|bathroom|toilet|car|kitchen", "hiding|hid from my ~2 son|child|daughter|boy|grandson", "hiding in|from ~4 child|son|daughter|he",
        "smashing everything|up|the house|place|telly|windows", "{KID} ~2 broken|broke my nose|rib|ribs|arm|wrist|finger|hand|tooth|jaw", "can not get him|her off me", "pinned|pinning me ~2 against|to|down|on", "had|has|got|grabbed me by|round|around the|my throat|neck ~8?", "he|she strangled|choked me", "he|she knocked me out|over|unconscious", "kicked|stamped|punched my head ~3", "put his|her|me|my ~3 in hospital|a&e", "my ~1 son|daughter|boy|lad|grandson ~3 {HARD_HIT} me ~2 {NOW}",
        "bitten|bit ~3 chunk|bone", "not safe ~3 from|with my|our son|daughter|boy"]),
    ("medical_now", "crisis", None, [
        "not|stopped breathing", "is not breathing ~1", "lips ~3 blue", "still fitting|seizing", "seizure|fit ~6 minutes|stop|working|worked|longer", "fit|seizure ~4 will not stop", "swallowed ~3 battery|magnet|magnets|bleach", "he|she|baby is choking", "will|would not wake ~1 up|properly", "fallen|fell out|from ~2 window|balcony|roof", "face|tongue|throat is? swelling",
        "chest pain|pains ~5 arm|breathe|jaw", "smell|smoke|gas ~2 gas|smoke|fire|leak ~3 flat|house|and|in|coming", "house|flat|kitchen is on fire"]),
    ("threat_to_staff", "crisis", None, [
        "{I} ~5 stab|shoot|burn|bomb|petrol|kill|machete ~6 office|you|your|officer|staff|council|worker", "know where she|he|you lives|live ~6"]),
    ("call_for_rescue", "crisis", None, [
        "please|pls somebody|someone|anybody come|help", "send|get|need|call|ring|phone the? police|ambulance|999|help ~2 now|quick|please|us|me|hurry|for", "need|want|send the? police", "pretend ~3 about|wrong ~4 police|school|number|help"]),
    ("restraint_by_staff", "concern", "harm_to_child", [
        "{STAFF} ~6 held|holding|pinned|restrained|restrain|sat|hold ~2 him|her|them|my|son|daughter ~4 down|floor|wall|face|by|again|minutes|three|prone", "restrained him|her|my|them again|today|yesterday|on|three|twice|several|and|because|at|this", "restrained ~2 son|daughter ~5", "held|hold|holding|pinned|pinning him|her|them|my ~2 down|face", "lock|locks|locked|locking|shut|shuts|shutting ~1 him|her|them|my|kids|son|daughter ~3 in|inside|out|room|cupboard",
        "locked|lock|locks ~2 room ~6 him|her|son|daughter|he|she|came|time", "strap|straps|strapped|tied|tie|ties|tying him|her|them|his ~3 in|into|to|down|hands|buggy|wheelchair|bed", "strapped in ~2 buggy|chair|wheelchair", "harness ~3 left on", "seclusion|isolation|calm ~2 room|booth|at ~6 him|her|hours|door|locked|placement|hold|wall|facing", "in seclusion", "no handle on|inside ~3", "dragged|pulled|grabbed ~2 him|her|my ~3 arm|out|corridor|van|minibus|bus|class",
        "carried him|her ~6 arms|legs|shoulder", "grabbed my|his|her ~3 arm"]),
    ("staff_conduct", "concern", "harm_to_child", [
        "told|asked|begged me|us|him|her ~2 not to say|tell|mention|talk", "told|asked me|us ~1 to keep quiet|silent|mum|secret|schtum", "{STAFF} ~4 shouts|shouting|screams|screaming in|at ~4 face|him|her", "{STAFF} ~5 hits|hit|hurts|hurt|pinches|pinched|slapped|smacked|smacks|pushes|pushed|kicks|rough|roughly|handles|swears|mocks him|her|my|with|them|son|daughter|the", "left ~2 on the|a minibus|bus|taxi|coach ~6 hour|alone|depot|own|himself|herself|forgot|hours|self",
        "off the record ~8 happened", "not to ask questions", "handle|handles|handled|handling|rough|roughly ~2 children|kids|him|her|with|roughly ~2 roughly|changing|how|club", "starve|starved|starving|withhold|refuse|not giving him|her|them ~2 lunch|food|drink|dinner|it|out|water"]),
    ("frightened_of_someone", "concern", "harm_to_child", [
        "terrified|scared|frightened|petrified|flinches|afraid of|when|at|around one|the|a|her|his|him|that|new|mr|mrs|miss ~3 staff|ta|tas|teacher|driver|escort|carer|worker|dad|uncle|stepdad|man|men|pa|helper|sitter|her|him|hand", "hides|screams|wets|flinches|cries ~6 when ~2 carer|driver|escort|ta|pa|sitter|dad|uncle|stepdad|nana|worker|helper comes|arrives|near|picks|turns|is", "since the? new ~2 driver|carer|escort|ta|worker|sitter|teacher|helper|night", "terrified|scared|frightened ~2 of going ~4 overnight|respite|dads|dad|unit|sleepover|stay"]),
    ("smacking", "concern", "harm_to_child", [
        "i|we|husband|wife|dad|ex|mum|grandma|nan|partner|stepdad ~3 smacked|smacks|smack|slapped|slaps|slipper|caned|clipped him|her|them|my|our|the|son|daughter|kids|round", "hits|hit our|my|the son|daughter|kids|boy|girl ~1 with|sometimes|when", "beat|beaten ~3 out of him|her"]),
    ("neglect_seen", "concern", "harm_to_child", [
        "always|often|so hungry ~6 kids|clothes|dirty|stinks|neglected|and|the", "being|are|is neglected", "kids|children|child|boy|girl ~4 neglected|neglecting|starving|starved", "mother|mum|dad|father|parent ~4 drunk at|and|when ~4 pick|school|drives|driving"]),
    ("breaking_point", "concern", "carer_breakdown", [
        "can not do this any|anymore|no", "can not ~1 look|looking after him|her|them|my ~1 any|anymore|son|daughter", "i can not cope|coping any|anymore|with|at|no", "can not keep him|her|them ~2 safe|any|anymore|here|with|on", "at breaking point|my", "take him|her|them away|off ~1 me|please|tonight|now", "come ~1 take|get|collect|fetch him|her|them",
        "put|putting|placing|take|taken|go|going my?|him?|her?|our? ~1 in|into ~1 care", "having|have had? a|another breakdown", "going|gone under|mad|insane ~2 i|and|with|four|kids|looking", "we are not coping", "i am not coping", "do not|not want ~2 be his|her|their mum|mother|dad|mam ~1 any|anymore|physically", "wish i had never|not had him|her|them|kids|children", "before i hit|hurt|slap|smack|shake", "nothing left in me|to give", "drinking every|all|in|to ~2 night|day|cope|get|morning",
        "resent|hate|hating him|her ~4 barely|can|touch", "give|giving him|her|them up", "hearing|seeing voices|things ~1"]),
    ("no_food_or_heat", "concern", "carer_breakdown", [
        "no|run food in|left|until|till|out|for|at|of", "there is no food", "nothing|no food|milk left|in ~3 eat|until|till|cupboard|fridge|house|pay|money|now", "cupboards|fridge ~2 empty|bare", "not|have eaten ~3 days|yesterday|so ~3 kids|they|he|can", "i eat what|nothing|less ~2 she|he|they|so|leaves", "only meal|meals they|he|she get|gets|have", "gas|electric|electricity|heating ~1 is|has|off|run|cut ~4 off|out|money|plugging|feed|and|no", "sold ~4 for ~2 gas|food|electric|nappies", "skip|skipping my|meals|mine|dinner ~3 so|they|kids|he"]),
    ("low_mood_adult", "concern", "suicidal_adult", [
        "do not|not|stopped ~1 care|caring ~1 what happens to me|us", "dark thoughts|place", "{I} ~2 feel|feeling ~2 empty|worthless|hopeless|dead|nothing", "want to disappear|vanish", "just want it ~2 to|all to|go ~2 stop|quiet|end", "do not see ~1 a|the|any future|point of|in", "stopped taking|my ~2 antidepressants|tablets|medication ~3"]),
    ("child_low", "concern", "child_suicide_self_harm", [
        "{KID} ~4 hates himself|herself|themselves|themself", "{KID} ~4 self harms|harm|harming|harmed|injures", "{KID} ~4 never born|been|not ~1 been? born", "{KID} ~5 wish|wishes|wished he|she was|were|had never|not|nt born|been|here", "nobody|noone|one would miss her|him", "happier|better off without a|him|her|me ~2", "waste of space", "hurting|hurts|harming|harms|punches|scratches|cuts|hit|hits himself|herself|themselves|own ~6 deserves|school|again|face|hates|started|stupid|bad|compass",
        "no future|life is|pointless for|pointless|people|him|her", "long sleeves in|all ~2 heat|summer|time", "making|makes|make herself|himself sick|throw|vomit", "weighs|starving|starves herself|himself|them", "does it hurt to die", "not waking up ~4", "deserves|wants to be punished|bin"]),
    ("controlled", "concern", "domestic_abuse", [
        "{PARTNER} ~3 checks|check|reads|read|goes|looks|sees|opens|monitors|tracks ~2 my|these|through ~2 phone|messages|texts|letters|post|emails|phone|everything|mileage|me|it", "he|she reads these|this|my", "he|she has all my passwords", "{PARTNER} ~2 will|does|would not let me ~2", "he|she ~1 never let|lets|allowed me", "i am not allowed out|to ~3 except|leave|see|go|have|work|phone", "controls|takes|took|keeps|has the?|my?|all? money|wages|passport|papers|bank|card|visa|passwords",
        "do not|not text|ring|call|message|contact|phone|write ~4 he|husband|partner|him|after|home|answers|reads|dad|wife", "without him|her|husband|my ~2 knowing|seeing|finding|hearing", "scared|frightened|afraid|terrified of|what ~2 my ~1 {SURE_PARTNER}", "scared|afraid|frightened|worried of|what|how he|she|husband|partner will|might|would do|react|say", "do|must not ~2 want ~2 husband|partner|ex|wife|him|his ~2 to know|see|find|father", "{SURE_PARTNER}|father|him must|can|to not ~1 find|know ~3 us|me|where|i|address", "walking|walk on eggshells",
        "non molestation order|occupation", "in a|the refuge ~1 now|because|we|with|son", "used to beat|hit|punch me", "left him ~6 turning|address|where|following|contact|stalking", "we fled|ran|escaped ~6 him|old|records|where|from|last|in", "track|tracker|tracking|tracks on|us|me|my ~3 phone|pram|car|ipad|us|through", "must not find us|me|out", "nobody can know ~4", "where we|i live ~4"]),
    ("child_hurts_family", "concern", "child_to_parent_violence", [
        "{YOUNG} ~4 {HIT} me", "{KID} ~2 {HIT} me every|most|when|hard|all|daily|days|if|after|each|again", "he|she ~3 pulls|grabs|grab|pull ~2 me|hair|my|by ~3 hair", "frightened|scared|afraid|terrified of my|our own? ~1 son|daughter|child|boy|girl|kid", "scared|frightened|afraid of her|him now|he|his|when|our", "all|are frightened|scared of her|him", "hide|hides|hid|hiding|lock|locked|locking the|all|up ~2 knives|knife|sharps", "lock|chair|bolt on|against my|our ~1 bedroom door",
        "own child|son|daughter hurts|hits|beats|scares|attacks ~1 me|us", "parents who|that are? ~1 getting? hit|hurt|attacked", "threatens|threatened|threatening to kill|hurt|stab me|us|his|her|the", "{KID} ~3 hits|kicks|punches|hurts|bites|attacks the|his|her|our ~1 baby|sister|brother|siblings|gran|nan|grandma", "gets|puts|put|got me in a headlock", "black eyes|eye ~6 from|using|year|him|her|by", "get|got punched|kicked|bitten|headbutted every|when|by|again|this|most", "goes for them|anyone|us|me|people"]),
]  # fmt: skip

# A veto cancels every match it shares a word with.
VETOES: dict[str, list[str]] = {
    "figurative": [
        "die|died|dying|dead of|with|from ~1 shame|embarrassment|laughing|laughter|boredom|cringe", "dying|dead to|for a ~3", "died|die laughing", "this|it|that|waiting|wait|process|form|forms|system|school|tribunal|council|paperwork|report|letter|run|starts|list ~3 is|are|was ~1 killing|kill|killed|kills|drowning|drown me|us|off",
        "kill me when|if ~2 finds|hears|sees ~4 form|forgot|forgotten|lost|late|missed|bill", "kill|killing ~1 it|time|two|off|hour|for", "killing me with|here ~4 starts|forms|paperwork|waiting|lol", "{I} ~2 scream|murder|throttle ~2", "end it with ~2 school|nursery|agency|tutor|club|provider|therapist", "ending it tonight|today|now our|the ~2 contract|subscription|tenancy",
        "throw myself ~3 window ~2 haha|lol|anyway", "jump off the? waiting|list|a ~1 cliff ~2 after|list", "done with life skills", "better off without me ~1 joking|lol", "if i am|was|were gone ~3 meeting|holiday|away|work|week", "hair|hours|funding|budget|plan|provision ~2 cut|cuts", "cuts to ~3 hours|funding|budget|provision", "dead ~1 easy|line|set|brilliant|good|on", "cut to the? chase|pieces|short", "fit test|for", "smashing it|his|her ~1 targets|exams|goals", "smashed it|his|her|the exams|sats|targets", "no point ~3 being here ~4 surgery|meeting|file|notes|if|unless",
        "wish|wishes he|she was|were born ~1 earlier|later|september", "killed|kill|killing|kills his|her|my|their confidence|mood|vibe|chances", "bang|hit my|our head on|against the|a ~1 desk|wall|brick"],
    "behaviour": [
        "knife and fork", "knife|knives|scissors ~1 skills|grip|cutting|handles|allowed|safe|drawer?", "holding scissors|a|the? scissors|knife? ~2 with|properly|one|well", "policy on|for|about ~3 restraint|restraining|seclusion|holding|intervention", "restraint|holding|hold|handling policy|training|course|plan|guidance|law|allowed|legal", "training ~5 restraint|holding|handling|restrain|blocking", "held ~1 up|back|on|his|her|my ~2 hand|wall|pen|climbing|year",
        "self harm ~2 policy|course|workshop|training|leaflet|guidance", "missing his|her|the|my|our|out|school|lessons|speech|therapy|sessions|work|a|from ~2 therapy|speech|lessons|sessions|plan|school|report|list|friends|learning|section|ot|salt|out|on|class|education|reports|page|nursery|club|teacher|old|work", "missing ~1 school|lessons|sessions|therapy|education|out|provision|hours|page|report|letter|section", "lost ~1 his|her|their|the ~1 place|letter|hearing|hour|hours|support|confidence|coat|plan|shoe|friend|friends|teacher|speech|weight|words|funding|one", "gone ~2 to|back|up|into|very|quiet|really|on|well|great|from|year|through|swimming|backwards|downhill",
        "ran|run|runs|running off|out|away ~2 last|once|in|used|sometimes|often", "runs|run|running off|out ~1 of", "missing|absent ~3 review|attendance|appointment|appointments|meeting", "touched ~1 by|my heart", "never left|leave him|her alone", "jump|jumping|jumps club|trampoline|on ~2 trampoline|rope", "police|ambulance|fire ~2 talk|visit|visits|assembly|station|engine|came into|show|open", "bruise|bruises|bruised|bruising|bleeding|blood ~8 rugby|football|trampoline|sports|judo|swimming|pe|scooter|bike|park|playing", "rugby|football|trampoline|pe|bike|scooter|judo ~8 bruise|bruises|bruised|bleeding|bled|black|split|scar|blood|burns",
        "fell|falls|fallen ~4 bike|scooter|swing|slide|trampoline ~6 bruise|bruises|bruised|cut|bleeding|broken|arm|mark", "alone|home ~3 at fifteen|15|16|17|sixteen|seventeen", "can|may|should ~1 he|she|my|we|i ~4 left|leave|stay|be ~2 home ~1 alone", "can not find his|her|the|my|our ~3 letter|form|report|plan|number|shoe|glasses|email|file|document|link|page|review|reply|way|place|school|tutor|club|information|anything|anyone|anything", "did not get|come|came|got off|home ~2 the? list|waiting|taster", "did not come home on the bus ~2 pass|photo|day",
        "tied a cord round|around his|her bag|shoe|waist", "club|clubs|activity|activities ~4 jump|climb", "hits|hit|hitting|kick|bite|bites|push|pushes ~2 other kids|children|toddlers", "his|her|father|dad ~4 took|taken|picked ~3 contact|weekend|holiday|dentist", "he|she broke|broken his|her ~1 arm|leg|wrist|ankle|foot ~3 trampoline|football|and|so", "food he|she will|would eat", "no food allowed", "checks my phone for|because ~3 hospital|appointments|appointment|me|eyes|see", "had|having a fit|seizure test|last|monday|tuesday|wednesday|thursday|friday",
        "want to know ~3", "does not want ~3 husband|partner to miss", "not? want ~2 husband|partner|wife|ex to miss", "keep a? record|note|notes|diary", "hearing test|aid|aids|loss|impairment|nothing|from|back|about|date|support", "will not wake|woken ~1 at|for|in|on ~2 school|time|morning|mornings", "scared|frightened for|of my|our|his|her|a|the|his? ~1 sons|first|dogs|hoover|dark|dryers|day|balloons|thunder|noise|lifts|loud|toilet|toilets|court|letter|meeting|tribunal|hearing|losing|system|council", "rough and tumble|sleeper|sleeping", "wrestle|wrestling|wrestles ~8 burns|bruise|bruises|mark"],
}  # fmt: skip
