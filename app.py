"""The chat in the browser: open the archive (a new one gets the sample newspaper), build the page, launch it."""

import sys
from pathlib import Path

from bot.chatbot import open_chatbot
from bot.page import build_page, launch_page
from corpus import SAMPLE
from embeddings.indexing import index_folder

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "newsdesk-archive")
    if not (folder / "archive.sqlite").exists():
        print("Indexing the sample newspaper …", flush=True)
        index_folder(folder, SAMPLE)
    launch_page(build_page(open_chatbot(folder)), open_browser=True)
