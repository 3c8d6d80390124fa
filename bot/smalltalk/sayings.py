"""Sayings: what Newsdesk says of itself, one short text a kind. Plain words, always the same, nothing promised."""

from __future__ import annotations

__all__ = ["SAYINGS"]

SAYINGS = {
    "greeting": "Hello. Ask something that the articles may answer; Newsdesk quotes the passages that do.",
    "wellbeing": "Newsdesk is a program and feels nothing, but it is ready. Ask it something about the articles.",
    "thanks": "You are welcome.",
    "goodbye": "Goodbye.",
    "praise": "Good to know. Every quote can be checked against its source.",
    "noted": "All right. Ask whenever there is something to look up in the articles.",
    "complaint": (
        "Newsdesk may have chosen the wrong passages: it finds sentences by words and meaning, and cannot judge them. "
        "Other words, a name or a date in the question often help."
    ),
    "doubt": (
        "The quotes are word for word what the articles say; whether the articles are right, Newsdesk cannot tell. "
        "The source shows each sentence in its place."
    ),
    "no answer": (
        "Either no article says it, or one does in words too far from those of the question. "
        "Try other words, a name, or fewer filters."
    ),
    "identity": (
        "This is Newsdesk, a program that answers questions with quotes from a collection of articles. "
        "It is no person, and no language model such as ChatGPT writes its answers."
    ),
    "abilities": (
        "Ask who, what, when, where, why or how many: Newsdesk quotes the sentences of the articles that answer, with "
        "source and date. It also says how many articles there are, from which outlets and days, and how a source "
        "begins (“summarise [1]”)."
    ),
    "workings": (
        "A question is compared with the passages of the articles, by words and by meaning, and the sentences that "
        "answer best are quoted unchanged, with source and date. Newsdesk knows nothing else: it does not search the "
        "internet, and writes no text of its own about the news."
    ),
    "honesty": (
        "Every quote is copied word for word from an article; none is made up. But the wrong sentence may be chosen, "
        "and an article may be wrong, so the source is always given."
    ),
    "privacy": (
        "Questions are answered on the machine that Newsdesk runs on, and are sent to no other service. "
        "Newsdesk does not learn from them."
    ),
    "writing": "Newsdesk writes no texts; it only quotes what the articles say. Ask what they say on the subject.",
    "translation": "Newsdesk does not translate; it quotes the articles in their own language.",
    "elsewhere": "Newsdesk can only quote its articles, and they do not tell this. Ask about something reported.",
    "opinion": "Newsdesk has no opinions. Ask what the articles say about it, or who said what.",
    "adding": (
        "Articles are added and removed in the tab Library of the page: text, JSON, CSV or HTML files, or a zip of "
        "them. The commands newsdesk index and newsdesk remove do the same."
    ),
    "filtering": (
        "On the page, Filters beside the question restricts the answers to days and outlets. "
        "The command newsdesk ask has --since, --until and --outlet for it."
    ),
    "more": (
        "Newsdesk shows the best passages that it finds for a question. Ask for what is missing; “summarise [1]” "
        "quotes how a source begins."
    ),
    "aside": (
        "This seems to be said to Newsdesk itself, a program that can only quote its articles. "
        "Ask about something that they report."
    ),
    "remark": "Newsdesk is only a program and cannot say much to that. Ask it something that the articles may answer.",
    "summary of all": (
        "Newsdesk writes no summaries of its own. After an answer, “summarise [1]” quotes how its first source begins."
    ),
}
