"""Asking: the words that a question opens or asks with, in the languages that a question is told apart in.

A language without words here is never claimed by its words; its script may still tell.
"""

from __future__ import annotations

__all__ = ["ASKING", "NAMES", "RELATED"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ISO 639-1 code → words that ask. Those that are as often something else elsewhere ("is", "war", "kim", "per")
# are left out. English has others besides: it is the language that the rest is most often held against.
ASKING: dict[str, frozenset[str]] = {
    "en": _words(
        "who whom whose what when where why how which were did does has could would should the and with from about tell"
    ),
    "de": _words(
        "wer wen wem wessen was wann wo woher wohin warum wieso weshalb wie wieviel wieviele welche welcher welches"
        " welchen welchem worüber wofür womit wovon gibt ist sind wird wurde wurden kann können haben"
    ),
    "fr": _words("qui que qu quoi quand où pourquoi comment combien quel quelle quels quelles lequel laquelle"),
    "es": _words(
        "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles hay quien quienes que cuando"
        " donde cuanto cuanta cuantos cuantas cual cuales porqué"
    ),
    "it": _words("chi che cosa quando dove perché perche quanto quanta quanti quante quale quali come è"),
    "pt": _words("quem que quê quando onde como porque quanto quanta quantos quantas qual quais"),
    "ca": _words("qui què quan quant quanta quants quantes quin quina quins quines"),
    "nl": _words("wie wat wanneer waar waarom hoe hoeveel welke welk waarover heeft zijn wordt werd"),
    "sv": _words("vem vad när var varför hur vilken vilket vilka vems är finns"),
    "da": _words("hvem hvad hvornår hvor hvorfor hvordan hvilken hvilket hvilke"),
    "no": _words("hvem hva når hvor hvorfor hvordan hvilken hvilket hvilke"),
    "fi": _words("kuka ketkä kenen mikä mitä mitkä milloin missä mistä mihin miksi miten kuinka montako onko"),
    "et": _words("kes kelle keda mis mida mille millal kus kust kuhu miks kuidas mitu palju milline millised kas"),
    "lv": _words("kas kad kur kāpēc kā cik kurš kura kuri kāds kāda kādi ko"),
    "lt": _words("kas kada kur kodėl kaip kiek kuris kuri kurie koks kokia kokie ką"),
    "pl": _words("kto kogo komu co kiedy gdzie dlaczego czemu jak ile ilu który która które jaki jaka jakie czy"),
    "cs": _words("kdo koho co kdy kde kam proč jak kolik který která které jaký jaká jaké"),
    "sk": _words("kto koho čo kedy kde kam prečo ako koľko ktorý ktorá ktoré aký aká aké"),
    "sl": _words("kdo koga kaj kdaj kje kam zakaj kako koliko kateri katera katero ali"),
    "hr": _words("tko ko koga što šta kada kad gdje gde zašto kako koliko koji koja koje"),
    "hu": _words("ki kik kit mi mit mikor hol hová miért hogyan hány mennyi melyik"),
    "ro": _words("cine ce când cand unde cum cât câți câte cati cate care"),
    "tr": _words("kimdir kimin ne neden niçin niye nasıl nerede zaman kaç hangi mı mi mu mü"),
    "id": _words("siapa apa apakah kapan dimana mana mengapa kenapa bagaimana berapa"),
    "vi": _words("ai gì đâu nào sao nhiêu"),
}

NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mr": "Marathi", "ms": "Malay", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

# So near to each other that a short question does not tell them apart: asked of one, none of them is foreign.
RELATED = (
    frozenset({"da", "no", "nn", "sv"}),
    frozenset({"hr", "sr", "bs", "sl"}),
    frozenset({"cs", "sk"}),
    frozenset({"es", "gl", "ca", "pt"}),
    frozenset({"id", "ms"}),
    frozenset({"nl", "af"}),
    frozenset({"ru", "uk", "be", "bg", "mk"}),
)
