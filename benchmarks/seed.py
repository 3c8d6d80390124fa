"""The user's own article among 293 of Wikinews: four questions, each answered first by the sentence that answers.

python -m benchmarks.seed
"""

from __future__ import annotations

import sys

from benchmarks.realtimeqa import ARCHIVES, DATA
from benchmarks.record import write_record
from bot.chatbot import open_chatbot
from embeddings.indexing import index_folder

FOLDER = ARCHIVES / "seed"
URL_PART, PUBLISHED = "sputnikglobe.com/20231012/", "2023-10-12"
EXPECTED = {
    "What did Putin say Russia would deliver to its base in Kyrgyzstan?": "modern weapons",
    "When did the Kant air base open?": "October 2003",
    "Who is the president of Kyrgyzstan?": "Sadyr Japarov",
    "What did Japarov say about terrorism?": "fight against international terrorism",
}


def main() -> None:
    """Print each first quote; exit with 1 if one does not answer, or a statement is quoted twice."""
    reports = [index_folder(FOLDER, DATA.parent / name).as_json() for name in ("seed", "wikinews")]
    chatbot = open_chatbot(FOLDER)
    shown, wrong = {}, []
    for question, words in EXPECTED.items():
        answer = chatbot.ask(question)
        texts = [quote.text for quote in answer.quotes]
        source = answer.citations[0].article
        right = answer.found and words in texts[0] and URL_PART in (source.url or "") and len(set(texts)) == len(texts)
        if not right or str(source.published) != PUBLISHED:
            wrong.append(question)
        shown[question] = {"quotes": len(texts), "confidence": round(answer.confidence, 3), "right": right}
        print(f"{'right' if right else 'WRONG'}: {question}\n  “{texts[0]}” {source.published} {source.url}")
    figures = {"read": [report["read"] for report in reports], "skipped": [report["skipped"] for report in reports]}
    print(f"recorded in {write_record('seed', {**figures, 'questions': shown})}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
