"""Serve articles with the encoder of the tests: no torch, so it is up soon. Its options are a JSON object.

{"folder", "articles": a file to index, "rules": {…}, "log": a file, "hold": a file, "hold_questions": a file}; it
prints the address and serves until stopped. While the file "hold" is there, nothing is embedded: the encoder waits;
while "hold_questions" is, no question is.
"""

import importlib.util
import json
import sys
import time
from pathlib import Path

from bot.chatbot import Chatbot
from bot.journal import start_journal
from bot.page import launch_page
from bot.page.page import lay_out
from bot.page.rules import Rules
from corpus.archive import Archive
from corpus.reading import read_articles
from embeddings.indexes import Indexes
from embeddings.indexing import index_articles

spec = importlib.util.spec_from_file_location("tests_conftest", Path(__file__).parents[2] / "conftest.py")
conftest = importlib.util.module_from_spec(spec)
sys.modules["tests_conftest"] = conftest
spec.loader.exec_module(conftest)

options = json.loads(sys.argv[1])


def wait_while(held):
    while held in options and Path(options[held]).exists():
        time.sleep(0.02)


class HeldEncoder(conftest.WordEncoder):
    def encode_document(self, texts):
        wait_while("hold")
        return super().encode_document(texts)

    def encode_query(self, texts):
        wait_while("hold_questions")
        return super().encode_query(texts)


words = HeldEncoder()
archive = Archive(Path(options["folder"]), create=True)
archive.set_fact("encoder", f"{words.digest} words")
indexes = Indexes(archive, words.digest)
with archive.writer():
    index_articles(archive, read_articles(Path(options["articles"])), lambda: words, indexes)
if "log" in options:
    start_journal(Path(options["log"]))
rules = Rules(**options.get("rules", {}))
launch_page(lay_out(Chatbot(archive, indexes, lambda: words)), port=options.get("port"), rules=rules)
