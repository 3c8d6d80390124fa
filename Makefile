# The whole workflow on one screen. Every target sets up what it needs by itself.
#
#   make run      set up, then open the chat on the sample newspaper (or on your own archive)
#   make test     set up, then run all tests, two files at a time
#   make setup    only the set-up: a virtual environment in .venv, nothing global
#   make lint     ruff          make types   mypy --strict
#   make train    train the reader (70 to 100 minutes on two cores; data in ../shared/data)
#   make bench    the benchmarks that need no data from outside the repository
#   make shots    a screenshot of every state of the page, wide, dark and on a phone, in screenshots/
#   make wheel    build the wheel into dist/
#   make clean    remove .venv, the sample archive and what was built

ARCHIVE ?= newsdesk-archive
BIN     := .venv/bin

.PHONY: run test setup lint types train bench shots wheel clean

run: setup
	@$(BIN)/python app.py "$(ARCHIVE)"

test: setup
	@sh tests/chromium.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile

setup: .venv/ready

.venv/ready: pyproject.toml constraints.txt setup.sh
	@sh setup.sh

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

train: setup
	@$(BIN)/python -m training

bench: setup
	@$(BIN)/python -m benchmarks.sentences && $(BIN)/python -m benchmarks.page && $(BIN)/python -m benchmarks.visitors

shots: setup
	@sh tests/chromium.sh
	@$(BIN)/python -m benchmarks.screenshots

wheel: setup
	@$(BIN)/python -m build --wheel

clean:
	rm -rf .venv $(ARCHIVE) dist screenshots .pytest_cache .mypy_cache .ruff_cache
