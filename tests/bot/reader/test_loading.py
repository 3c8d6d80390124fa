import pytest
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

from bot.reader import load_reader, loading, reader_name
from corpus.errors import ReaderError
from corpus.passage import Passage
from embeddings.encoder import DEFAULT_ENCODER, find_weights


def test_off_means_no_trained_reader():
    assert load_reader("off") is None
    assert reader_name("off") == "off"


def test_the_shipped_reader_is_named_by_its_weights():
    name, _, digest = reader_name().partition("-")
    assert (name, len(digest)) == ("newsdesk", 12)


def test_without_its_weights_there_is_no_reader_and_no_error(monkeypatch, tmp_path):
    monkeypatch.setattr(loading, "WEIGHTS_FILE", tmp_path / "gone.safetensors")
    assert load_reader() is None
    assert reader_name() == "off"


def test_the_weights_shipped_are_small_enough_for_the_repository():
    assert loading.WEIGHTS_FILE.stat().st_size < 25 * 1024 * 1024


def test_any_question_answering_model_in_a_folder_can_be_named(tmp_path, stories):
    folder = tmp_path / "tiny"
    tokenizer = AutoTokenizer.from_pretrained(find_weights(DEFAULT_ENCODER))
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    reader = load_reader(str(folder))
    read = reader.read("Who?", [Passage(0, stories[0], 0, len(stories[0].text))])[0]
    assert len(read.sentences) == 3
    assert reader.name == str(folder)


@pytest.mark.parametrize("name", ["no/such/folder", "./nowhere", "empty"])
def test_what_is_no_model_is_named_in_one_line(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReaderError) as raised:
        load_reader(name)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)
