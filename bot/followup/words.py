"""Words: a text as tokens with stems, and what kind of word each one is.

No tagger: closed lists of the words of questions (articles, pronouns, auxiliaries, fillers, nouns of relation) are
enough, because whatever is on none of them is a word of the topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from embeddings.stems import stem_words

__all__ = [
    "AUXILIARIES",
    "CALENDAR",
    "DETERMINERS",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "RELATIONAL",
    "SPANS_OF_TIME",
    "VERBS",
    "Token",
    "stem_of",
    "tokens_of",
]

TOKENS_KEPT = 400  # of one text: a question has 2,000 characters at most, an answer span a sentence

QUESTION_WORDS = frozenset("what which who whom whose when where why how whats whos wheres".split())
AUXILIARIES = frozenset(
    "am is are was were be been being do does did done doing has have had having can could will would shall should "
    "may might must ain isn aren wasn weren don doesn didn hasn haven hadn couldn wouldn shouldn won cannot "
    "isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt couldnt wouldnt shouldnt cant".split()
)
DETERMINERS = frozenset("a an the".split())
PREPOSITIONS = frozenset(
    "about above across after against along among around as at before behind below beneath beside besides between "
    "beyond by despite down during except for from in inside into like near of off on onto out outside over past per "
    "since than through throughout to toward towards under until up upon versus vs via with within without".split()
)
SPANS_OF_TIME = frozenset("day week month year decade century".split())
CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_PRONOUNS = (
    "i me my mine myself you your yours yourself we us our ours he him his himself she her hers herself it its "
    "itself they them their theirs themselves this that these those there here one ones"
)
_FILLERS = (
    "and or but nor so yet if then else also too very just only even still now again not no yes ok okay please "
    "thanks thank some any many much more most less least few little several all both each every either neither "
    "such other others another same own because while though although s t re ve ll d m let tell know say said says "
    "saying told want like need explain describe give show find get got go goes going gone went me mean means "
    "example examples e g etc interesting something anything everything nothing someone anyone everyone people "
    "thing things way ways kind kinds type types well really actually exactly back away instead rather quite ever "
    "never always often usually later earlier soon already afterwards anyway"
)
FUNCTION = (
    QUESTION_WORDS
    | AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | frozenset(_PRONOUNS.split())
    | frozenset(_FILLERS.split())
)
# Nouns that say something of another thing, and little by themselves: "the causes", "the cost", "a difference".
_RELATIONAL = (
    "advantage age amount answer approach area argument aspect author background basis beginning benefit cause "
    "century challenge change characteristic city con consequence cost country creation criticism date day death "
    "definition detail development difference disadvantage effect end environment event evidence experience fact "
    "factor family feature form function future goal group health history idea impact importance influence "
    "information ingredient interest issue job kind law leader length level life link list location main meaning "
    "method model month name nature number option order origin outcome parent part past period person place plan "
    "point popularity position possibility price principle pro problem process property purpose quality question "
    "reaction reason recommendation relation relationship requirement response result risk role root rule scene "
    "season sense sign significance similarity size solution source state status step story strategy structure "
    "study style success symptom system technique term test theme theory time tip topic town treatment type use "
    "value variety version view week work world year"
)
# Verbs that are common in questions: what is done to the topic, seldom the topic.
_VERBS = (
    "accept achieve act add affect agree allow announce appear apply argue arrest arrive ask attack attend avoid "
    "ban base become begin believe belong break bring build buy call cancel care carry catch cause celebrate change "
    "charge choose claim close come compare complain compete conclude connect consider consist contain continue "
    "contribute control cook cost cover create criticise criticize cure damage deal decide declare decrease define "
    "deliver demand deny depend destroy develop die differ direct disappear discover discuss draw drive drop earn "
    "eat elect enable encourage end enjoy evolve exist expand expect extend face fail fall feel fight finance fix "
    "follow force form found gain grow happen hear help hit hold hope hurt identify ignore impact implement improve "
    "include increase influence inspire integrate introduce invent investigate invest involve join keep kill lack "
    "last launch lead learn leave lie listen live look lose love maintain make manage manufacture matter measure "
    "meet move name obtain occur offer open operate own participate pass pay perform plan play point prefer prepare "
    "prevent prevail produce promise promote prosper protect prove provide publish put quit raise react read "
    "receive recommend recover reduce refer refuse regard reject relate release rely remain remember remove replace "
    "report represent require resign respond rest result return rise run save see seem sell send separate serve set "
    "sink sign sit solve speak spend split spread stand start stay stop store study succeed suffer suggest support "
    "survive take talk teach think travel treat try turn understand use visit vote wait walk warn watch wear weigh "
    "win work write worry accuse acquit approve beat condemn defeat "
    "dismiss escape flee hire inherit injure insist kill marry "
    "merge oppose overturn plead pledge ratify restore sack score steal sue urge vow withdraw "
    "wound beaten fled shot stolen withdrew withdrawn ate bought brought built came caught chose died drew drove fell "
    "fought gave grew heard held hung kept knew led left lost made met paid ran rose sang sank sat saw sent sold "
    "spent spoke stood stole "
    "struck swam taught thought took woke won wore written wrote been begun broken chosen done driven eaten fallen "
    "forgotten given grown known risen seen spoken stolen taken worn blew blown broke crept dealt dug fed flew flown "
    "forbade forgave froze hid knelt laid lent rode rang shook shaken slept sought sprang swept swore sworn swung tore "
    "born threw thrown wept fly boil"
)


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word of a text: where it stands, its lower-case form and its stem ("" for a function word)."""

    start: int
    end: int
    lower: str
    stem: str
    capital: bool  # begins with a capital letter, and is no month and no weekday

    @property
    def temporal(self) -> bool:
        """Say whether it is a month, a weekday or a number: it says when, not what."""
        return self.lower in CALENDAR or self.lower.isdigit()

    @property
    def relational(self) -> bool:
        """Say whether it is a noun that says something of another thing."""
        return self.lower in RELATIONAL

    @property
    def verbal(self) -> bool:
        """Say whether it may be a verb."""
        return self.stem in VERBS


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order, apostrophes and hyphens dividing them as in the keyword index."""
    found: list[Token] = []
    shouted = text.isupper()
    for match in _WORD.finditer(text):
        word = match.group()
        lower = word.lower()
        aboard = lower == "board" and found and found[-1].lower == "on"
        # "US" and "WHO" are names, "us" and "who" are not.
        short_name = not shouted and word.isupper() and len(word) > 1
        found.append(
            Token(
                *match.span(),
                lower,
                lower if short_name else "" if aboard else stem_of(lower),
                word[0].isupper() and lower not in CALENDAR,
            )
        )
        if len(found) == TOKENS_KEPT:
            break
    return tuple(found)


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """Return the stem of a lower-case word as the keyword index has it, "" for a function word."""
    return "" if word in FUNCTION else " ".join(stem_words(word))


def _forms(noun: str) -> tuple[str, str]:
    """Return a noun and its plural."""
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun, f"{noun[:-1]}ies"
    return noun, f"{noun}es" if noun.endswith(("s", "sh", "ch", "x")) else f"{noun}s"


# By form, not by stem: "experience" is one, "experiment" is not.
RELATIONAL = frozenset(form for noun in _RELATIONAL.split() for form in _forms(noun))
VERBS = frozenset(stem_of(word) for word in _VERBS.split()) - {""}
