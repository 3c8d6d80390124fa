"""Another encoder beside the one in use, with two real ones: the shipped one, and its first three layers."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

import pytest

from bot.chatbot import open_chatbot
from bot.programs import find_passages
from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import EncoderError
from embeddings import changing
from embeddings.changing import change_encoder, choose_encoder, drop_unneeded, encoder_state, roll_back
from embeddings.checking import check_indexes
from embeddings.compacting import compact_archive
from embeddings.encoder import DEFAULT_DIGEST, DEFAULT_ENCODER, encoder_digest, find_weights, load_encoder
from embeddings.indexes import Indexes
from embeddings.indexing import encoder_of, index_articles, rebuild_indexes, remove_articles

ROOT = Path(__file__).parents[2]
MORE = [
    Article(f"https://port.example.net/{n}", f"Landing {n}", f"Boat {n} landed {n + 2} tons of herring.", None)
    for n in range(40)
]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The folder of a second encoder: the first three layers of the shipped one."""
    from sentence_transformers import SentenceTransformer

    folder = tmp_path_factory.mktemp("encoders") / "small"
    model = SentenceTransformer(str(find_weights(DEFAULT_ENCODER)), local_files_only=True)
    network = model[0].auto_model
    network.encoder.layer = network.encoder.layer[:3]
    network.config.num_hidden_layers = 3
    model.save(str(folder), create_model_card=False)
    return str(folder)


loaded = cache(load_encoder)


class Counting:
    """A real encoder that counts what it is given, and can be stopped."""

    def __init__(self, name):
        self.model = loaded(name)
        self.name, self.digest = self.model.name, self.model.digest
        self.given, self.left = 0, None

    def encode_query(self, texts):
        return self.model.encode_query(texts)

    def encode_document(self, texts):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
        self.given += len(texts)
        return self.model.encode_document(texts)


@pytest.fixture
def encoders(monkeypatch, small):
    """Both encoders by name, counting; whatever embeds in this process takes these."""
    found = {name: Counting(name) for name in (DEFAULT_ENCODER, small)}
    monkeypatch.setattr(changing, "load_encoder", found.__getitem__)
    monkeypatch.setattr(changing, "PASSAGES_A_COMMIT", 8)
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The folder of an archive of forty short articles, embedded with the shipped encoder."""
    archive = Archive(tmp_path_factory.mktemp("prepared") / "archive", create=True)
    index_articles(archive, MORE, lambda: loaded(DEFAULT_ENCODER), Indexes(archive, DEFAULT_DIGEST))
    archive.empty_log()
    archive.close()
    return archive.folder


@pytest.fixture
def filled(prepared, encoders, tmp_path, stories):
    """The forty articles, and the six stories."""
    shutil.copytree(prepared, tmp_path / "archive")
    archive = Archive(tmp_path / "archive")
    index_articles(archive, stories, lambda: encoders[DEFAULT_ENCODER], Indexes(archive, DEFAULT_DIGEST))
    return archive


def states(archive):
    return {found.name: found for found in check_indexes(archive, encoder_of(archive)[1])}


def count(archive, digest):
    return archive.stats(digest)["embedded"]


def test_another_encoder_is_put_in_use_when_it_has_every_passage_and_the_way_back_embeds_nothing(
    filled, encoders, small
):
    passages = filled.stats()["passages"]
    assert change_encoder(filled, small) == passages == encoders[small].given
    assert encoder_state(filled).used == (small, encoder_digest(small))
    assert encoder_state(filled).before == (DEFAULT_ENCODER, DEFAULT_DIGEST)
    assert {file.stem for file in filled.folder.glob("vectors-*")} == {f"vectors-{encoder_digest(small)[:12]}"}
    assert all(found.state == "good" for found in states(filled).values())
    returned = roll_back(filled)
    assert (returned.used, returned.left, returned.embedded) == (DEFAULT_ENCODER, small, 0)
    assert encoder_of(filled) == (DEFAULT_ENCODER, DEFAULT_DIGEST)
    assert all(found.state == "good" for found in states(filled).values())
    roll_back(filled)  # and forth again
    assert encoder_of(filled)[0] == small
    assert encoders[small].given == passages


def test_a_change_that_was_stopped_leaves_the_old_encoder_in_use_and_goes_on_without_embedding_twice(
    filled, encoders, small
):
    passages = filled.stats()["passages"]
    encoders[small].left = 2
    with pytest.raises(KeyboardInterrupt):
        change_encoder(filled, small)
    assert encoder_of(filled) == (DEFAULT_ENCODER, DEFAULT_DIGEST)
    found = states(filled)
    assert found["meaning"].state == "good"
    assert found["encoder"].state == "heals"
    assert f"16 of {passages} passages so far" in found["encoder"].words
    encoders[small].left = None
    assert change_encoder(filled, small) == passages - 16
    assert encoders[small].given == passages
    assert all(found.state == "good" for found in states(filled).values())


def test_articles_come_and_go_while_another_encoder_is_made(filled, encoders, small, stories):
    """Between two batches another writer adds one article, changes one and removes one."""
    done = []

    def meanwhile(stage, first, total):
        if first == 8 and not done:
            done.append(True)
            with filled.writer(wait=False):
                indexes = Indexes(filled, DEFAULT_DIGEST)
                new = Article("https://port.example.net/new", "Seal", "A seal was seen in the harbour of Sund.", None)
                changed = Article(MORE[0].url, MORE[0].title, "Boat 0 sank off Sund.", None)
                index_articles(filled, [new, changed], lambda: encoders[DEFAULT_ENCODER], indexes)
                remove_articles(filled, [MORE[1].key], indexes)

    change_encoder(filled, small, meanwhile)
    assert done
    assert filled.without_vector(encoder_digest(small)) == []
    assert all(found.state == "good" for found in states(filled).values())
    index_articles(
        filled,
        [Article("https://port.example.net/later", "Eel", "An eel was caught.", None)],
        lambda: encoders[small],
        Indexes(filled, encoder_digest(small)),
    )
    before = encoders[DEFAULT_ENCODER].given
    assert roll_back(filled).embedded == 1 == encoders[DEFAULT_ENCODER].given - before
    assert all(found.state == "good" for found in states(filled).values())


def test_going_back_gives_up_a_change_that_is_not_complete(filled, encoders, small):
    encoders[small].left = 1
    with pytest.raises(KeyboardInterrupt):
        change_encoder(filled, small)
    returned = roll_back(filled)
    assert (returned.gave_up, returned.used, returned.left) == (True, DEFAULT_ENCODER, small)
    assert count(filled, encoder_digest(small)) == 0
    assert states(filled)["encoder"].state == "good"
    with pytest.raises(EncoderError, match="no encoder to go back to"):
        roll_back(filled)


def test_compacting_takes_the_way_back_and_keeps_what_is_being_made(filled, encoders, small):
    change_encoder(filled, small)
    encoders[DEFAULT_ENCODER].left = 0
    other = Article("https://port.example.net/other", "Crab", "A crab was caught.", None)
    index_articles(filled, [other], lambda: encoders[small], Indexes(filled, encoder_digest(small)))
    with pytest.raises(KeyboardInterrupt):
        change_encoder(filled, DEFAULT_ENCODER)
    kept = count(filled, DEFAULT_DIGEST)
    assert kept
    compact_archive(filled, Indexes(filled, encoder_digest(small)))
    assert count(filled, DEFAULT_DIGEST) == kept
    assert encoder_state(filled).before is None
    roll_back(filled)
    compact_archive(filled, Indexes(filled, encoder_digest(small)))
    assert count(filled, DEFAULT_DIGEST) == 0
    assert all(found.state == "good" for found in states(filled).values())
    with filled.writer():
        assert drop_unneeded(filled, encoder_digest(small)) == 0


def test_weights_that_were_replaced_are_not_gone_back_to(filled, encoders, small, monkeypatch):
    change_encoder(filled, small)
    monkeypatch.setattr(changing, "encoder_digest", lambda name: "0" * 64)
    with pytest.raises(EncoderError, match="not those that this archive had before"):
        roll_back(filled)
    assert encoder_of(filled)[0] == small


def test_the_encoder_in_use_only_makes_the_indexes_again(filled, encoders):
    for file in filled.folder.glob("vectors-*"):
        file.unlink()
    assert change_encoder(filled, DEFAULT_ENCODER) == 0
    assert encoder_state(filled).before is None
    assert len(list(filled.folder.glob("vectors-*"))) == 2


def test_a_new_archive_takes_its_encoder_by_a_name_that_holds_from_anywhere(archive, small, monkeypatch, stories):
    monkeypatch.chdir(Path(small).parent)
    assert choose_encoder(archive, "small") == small
    assert encoder_of(archive) == (small, encoder_digest(small))
    archive.put(stories)
    choose_encoder(archive, DEFAULT_ENCODER)  # no longer empty
    assert encoder_of(archive)[0] == small


def test_whoever_answers_questions_takes_the_new_encoder_by_himself(filled, encoders, small):
    chatbot = open_chatbot(filled.folder, "off")
    question = "What did the lighthouse keeper wind?"
    assert "clockwork" in chatbot.ask(question).quotes[0].text
    change_encoder(filled, small)
    filled.put([Article("https://port.example.net/otter", "Otter", "An otter was seen by Tove Brask at Lund.", None)])
    rebuild_indexes(filled, lambda: encoders[small], Indexes(filled, encoder_digest(small)))
    assert "clockwork" in chatbot.ask(question).quotes[0].text
    assert (chatbot.indexes.encoder, chatbot.encoder.digest) == (encoder_digest(small), encoder_digest(small))
    assert "otter" in chatbot.ask("Who saw the otter?").quotes[0].text
    roll_back(filled)
    assert "clockwork" in chatbot.ask(question).quotes[0].text
    assert chatbot.indexes.encoder == chatbot.encoder.digest == DEFAULT_DIGEST


def test_a_program_that_searches_takes_the_new_encoder_too(filled, small):
    chatbot = open_chatbot(filled.folder, "off")
    change_encoder(filled, small)
    found = find_passages(chatbot, "What did the lighthouse keeper wind?", count=1)
    assert "clockwork" in found["passages"][0]["text"]
    assert chatbot.encoder.digest == chatbot.indexes.encoder == encoder_digest(small)


def test_questions_asked_while_the_encoder_changes_are_all_answered(filled, encoders, small):
    chatbot = open_chatbot(filled.folder, "off")
    chatbot.ask("What did the lighthouse keeper wind?")
    failed, ended = [], threading.Event()

    def ask_on():
        while not ended.is_set():
            try:
                assert "clockwork" in chatbot.ask("What did the lighthouse keeper wind?").quotes[0].text
            except BaseException as error:
                failed.append(error)

    threads = [threading.Thread(target=ask_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    change_encoder(filled, small)
    roll_back(filled)
    ended.set()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_killed_change_is_gone_on_with_by_the_same_command(filled, small):
    command = [sys.executable, "-m", "bot", "--archive", str(filled.folder), "rebuild", "--encoder", small, "--json"]
    slow = "import embeddings.changing as c, runpy, sys; c.PASSAGES_A_COMMIT = 4; sys.argv = sys.argv[1:]; "
    run = [sys.executable, "-c", f"{slow}runpy.run_module('bot', run_name='__main__')", *command[2:]]
    digest = encoder_digest(small)
    process = subprocess.Popen(run, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not stored(filled, digest) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = stored(filled, digest)
    assert 0 < kept < filled.stats()["passages"]
    assert encoder_of(filled)[0] == DEFAULT_ENCODER
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f'"embedded": {filled.stats()["passages"] - kept}' in done.stdout
    assert encoder_of(filled)[0] == small
    assert all(found.state == "good" for found in states(filled).values())


def stored(archive, digest):
    """Count the vectors of an encoder, on a connection of its own."""
    with sqlite3.connect(archive.path) as connection:
        return connection.execute("SELECT count(*) FROM vectors WHERE encoder = ?", (digest,)).fetchone()[0]
