"""Sentences in other languages that ask for no more texts, and their twins that ask for nothing of the kind. By one writer: short, long, polite, angry, without marks."""

from __future__ import annotations

STOP: dict[str, list[str]] = {
    "so": [
        "ma rabo fariimo dambe", "Ha ii soo dirin fariimo kale", "fariimaha ha ii soo dirin, waan ku filan yahay", "Ma rabo fariimo dambe, ha ii soo dirin",
        "ma rabo fariimo dambe. ha i soo wicin, ha ii soo dirin", "fadlan jooji fariimaha", "walaal fariin dambe ma rabo", "ma doonayo inaad ii soo dirtaan fariimo",
        "mesejyada jooji waan daalay", "fadlan ha ii soo qorin mar kale", "lambarkayga ka saar liiska", "waxaan idinka codsanayaa inaad joojisaan dirida fariimaha",
    ],
    "pl": [
        "nie chce wiecej wiadomosci", "prosze juz nie pisac do mnie", "proszę przestać pisać", "Proszę nie wysyłać mi więcej SMS-ów", "nie piszcie do mnie wiecej",
        "przestańcie mi wysyłać te wiadomości!", "Nie życzę sobie żadnych wiadomości od urzędu", "proszę usunąć mój numer z listy", "nie chcę dostawać smsów w nocy ani w dzień",
        "prosze mnie wypisac", "rezygnuję z tych wiadomości, dziękuję",
    ],
    "es": [
        "no quiero más mensajes", "por favor no me manden mas mensajes", "dejen de mandarme mensajes", "ya no me escriban", "¿pueden dejar de enviarme sms?",
        "No deseo recibir mas mensajes, gracias", "no me envien nada mas", "quiero darme de baja", "borren mi numero de la lista", "basta de mensajes ya",
        "no quiero que me escriban mas",
    ],
    "fr": [
        "arrêtez de m'envoyer des messages svp", "je ne veux plus de messages", "ne m'écrivez plus", "merci de ne plus m'envoyer de sms",
        "je souhaite ne plus recevoir de messages de votre part",
        "pouvez vous arreter les sms s'il vous plait", "m'envoyez plus rien", "stop aux messages", "je veux pas recevoir vos textos", "désinscrivez moi de la liste",
        "ne me contactez plus",
    ],
    "pt": [
        "nao quero mais mensagens", "por favor não me mandem mais mensagens", "parem de me enviar sms", "já não quero receber estas mensagens", "deixem de me escrever",
        "não me enviem mais nada", "não me contactem mais", "podem parar com as mensagens?", "retirem o meu número da lista", "chega de mensagens", "não quero que me escrevam",
    ],
    "tr": [
        "artık mesaj göndermeyin", "bana bir daha yazmayın", "mesajlarınızı istemiyorum", "lutfen mesaj atmayin artik", "sms almak istemiyorum teşekkürler", "mesaj göndermeyi bırakın",
        "bana mesaj yollamayın", "mesajları durdurun lütfen", "numaramı listeden çıkarın", "artik bana yazmayin", "bu mesajları istemiyoruz",
    ],
    "sq": [
        "mos më dërgoni më mesazhe", "nuk dua më mesazhe", "ju lutem mos më shkruani më", "ndaloni mesazhet", "nuk dëshiroj të marr mesazhe prej jush", "mos me dergo sms",
        "ju lutem pushoni së dërguari mesazhe", "hiqeni numrin tim nga lista", "mjaft me mesazhe", "s'dua mesazhe", "mos na shkruani më",
    ],
    "bn-Latn": [
        "amake ar message pathaben na", "ar message chai na", "doya kore message pathano bondho korun", "ar kono sms lagbe na", "amake ar likhben na",
        "message dite hobe na, message chai na",
        "apnara ar msg diben na please", "amar number ta muche felun", "message gula off koren", "amake ar text pathaiyen na", "ami message chaina",
    ],
    "syl": [
        "ar message pathaiyen na", "ar message dio na amare", "amare ar message fataio na", "message bondo khoroukka", "ar kunu message lagto nay", "amare ar text koiro na",
        "afnara ar msg dibanna", "amar ar message sai na", "amare ar lekhio na", "ar sms diba na zeno amare", "message fatani bond khorouka",
        "ar message faithaio na", "amare ar text faithaiben na", "ar msg fathaiba na", "afnara ar sms faitaiyo na", "amare ar message paithaiben na", "ar kunu text faithaibenna",
        "message faithani bondo khoro",
    ],
    "bn": [
        "আমাকে আর মেসেজ পাঠাবেন না", "আমি আর মেসেজ চাই না", "মেসেজ পাঠানো বন্ধ করুন", "আর কোনো এসএমএস লাগবে না", "দয়া করে আমাকে আর লিখবেন না", "আমারে আর মেসেজ দিয়েন না",
        "আপনাদের বার্তা আর চাই না", "আমার নম্বরটা মুছে দিন", "মেসেজ বন্ধ করেন তো", "আর পাঠাবেন না", "এসব মেসেজ দরকার নাই",
    ],
    "ar": [
        "لا أريد المزيد من الرسائل", "لا ترسلوا لي رسائل", "توقفوا عن إرسال الرسائل", "أرجو عدم الإزعاج، لا ترسلوا لي شيء", "ما بدي رسائل", "لو سمحتوا وقفوا المسجات",
        "ما ابي مسجات", "لا تراسلوني بعد اليوم", "مش عايزة رسايل تاني", "احذفوا رقمي من القائمة", "لا تكتبوا لي مرة أخرى",
    ],
    "fa": [
        "دیگر به من پیام ندهید", "لطفا پیام نفرستید", "دیگه پیام نمی‌خوام", "نمی خواهم پیام بگیرم", "لطفا ارسال پیام را متوقف کنید", "به من دیگر پیامک نزنید",
        "نمیخوام دیگه پیام بدین", "شماره من را حذف کنید", "لطفا دیگه ننویسید", "پیام ها را قطع کنید", "من پیامک های شما را نمی‌خواهم",
    ],
    "zh": [
        "请不要再给我发短信", "我不想收到你们的信息", "别给我发消息了", "停止发短信", "請不要再發訊息給我", "不要再联系我", "我不需要这些短信", "请把我的号码删除，删除我的号码",
        "我要退订", "不想再接收任何消息了", "请勿再发送信息",
    ],
}  # fmt: skip
ORDINARY: dict[str, list[str]] = {
    "so": [
        "fariintaadii ma helin", "fariimo dheeri ah ii soo dir", "maxaad fariin iigu soo diri weydeen", "wiilkaygu ma joojiyo oohinta", "ma rabo in wiilkaygu iskuulka ka baxo",
        "fadlan fariin ii soo dir marka jawaabtu timaado", "ha ii soo dirin warqad ee email",
    ],
    "pl": [
        "nie dostałam waszej wiadomości", "proszę o więcej wiadomości na ten temat", "syn nie umie pisać", "dlaczego nie piszecie", "syn przestał pisać w szkole",
        "proszę napisać do mnie jutro", "nie chcę stracić waszej wiadomości", "proszę nie pisać do ojca dziecka",
    ],
    "es": [
        "no recibi su mensaje", "mandenme mas mensajes por favor", "por qué no me mandan mensajes", "no, quiero más mensajes", "mi hijo dejó de escribir",
        "no quiero que le manden a otra escuela",
        "no quiero perder los mensajes", "no me han llegado mensajes",
    ],
    "fr": [
        "je n'ai pas reçu votre message", "envoyez moi plus de messages", "pourquoi vous ne m'envoyez plus de messages", "il a arrêté d'écrire à l'école",
        "je ne veux pas rater vos messages",
        "je voudrais plus d'informations par message", "vous ne m'envoyez plus de messages ?",
    ],
    "pt": [
        "não recebi a mensagem", "mandem-me mais mensagens", "porque não me mandam mensagens", "ele parou de escrever na escola", "não quero perder as mensagens",
        "podem enviar a mensagem outra vez",
        "não, quero mais mensagens",
    ],
    "tr": [
        "mesajınızı almadım", "daha çok mesaj gönderin", "neden mesaj göndermediniz", "mesaj gelmedi", "oğlum yazmayı bıraktı", "mesajları kaçırmak istemiyorum",
        "lütfen bana mesaj yazın",
    ],
    "sq": [
        "nuk e kam marrë mesazhin", "më dërgoni më shumë mesazhe", "pse nuk më dërguat mesazh", "djali ndaloi së foluri", "dua mesazhe shqip ju lutem", "nuk dua të humbas mesazhet",
        "mos e dërgoni djalin në shkollë tjetër",
    ],
    "bn-Latn": [
        "apnar message pai nai", "aro message pathan", "message pathan na keno", "amar chele likhte pare na", "message ashe ni ekhono", "amake message pathaben please",
        "bangla te message chai",
    ],
    "syl": [
        "afnar message fai nai", "aro message fataukka", "kene message dila na", "amar fua lekhto fare na", "message aise na ekhono", "amare message diba ni",
        "amare message faithaiba ni", "ar message faithaiben", "ami message faithaisi na", "Sylheti te message sai",
    ],
    "bn": [
        "আপনার মেসেজ পাইনি", "আরও মেসেজ পাঠান", "মেসেজ পাঠাননি কেন", "আমার ছেলে লিখতে পারে না", "এখনো মেসেজ আসেনি", "আমাকে বাংলায় মেসেজ দেবেন", "স্কুল বন্ধ কেন",
    ],
    "ar": [
        "لم تصلني رسالتكم", "أرسلوا لي المزيد من الرسائل", "لماذا لا ترسلون لي رسائل", "ابني توقف عن الكلام", "أريد رسائل بالعربية", "لا أريد أن تفوتني الرسائل",
        "لا ترسلوا ابني إلى مدرسة أخرى",
    ],
    "fa": [
        "پیام شما را نگرفتم", "پیام بیشتری بفرستید", "چرا پیام نمی‌دهید", "پسرم نمی‌نویسد", "هنوز پیام نیامده", "لطفا به فارسی پیام بدهید", "نمی‌خوام پیام شما رو از دست بدم",
    ],
    "zh": [
        "我没有收到你的短信", "请多发信息给我", "为什么不给我发短信", "孩子不要再发脾气怎么办", "不想错过你们的消息", "请用中文发短信", "孩子不要去学校",
    ],
}  # fmt: skip
# Danger beside the wish: what is said is heard first, whatever it asks of texts
IN_DANGER = [
    "kocam beni dövüyor, lütfen mesaj göndermeyin", "mon mari me frappe, ne m'envoyez plus de messages", "mąż mnie bije, nie piszcie do mnie", "no quiero más mensajes, quiero morir",
    "ma rabo fariimo, waan is dili doonaa", "swami amake mare, ar message diben na", "زوجي يضربني، لا ترسلوا لي رسائل", "我不想活了，不要再给我发短信",
]  # fmt: skip
ENGLISH_NOT = [
    "im so tired of all this", "no more of this please i cant", "had enough of messages from school saying collect him", "stop sending him home",
    "he wont stop sending messages to his friend",
    "plus my messages never get answered", "i didnt get your message", "send me more", "the text was cut off", "no message from the school yet",
    "stop the taxi messages going to his dad",
]  # fmt: skip
