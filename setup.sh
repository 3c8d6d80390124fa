#!/bin/sh
# Build .venv: Python 3.11+, the pinned packages, the CPU build of torch, this project in place.
set -eu

say() { printf '%s\n' "$*"; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if new_enough "$candidate"; then say "$candidate"; return; fi
    done
    say "Newsdesk needs Python 3.11 or newer; none was found. Install one, or name it: make setup PYTHON=/path/to/python3" >&2
    exit 2
}

python=$(find_python)
say "Setting up .venv with $("$python" --version) (once; a few minutes) …"
"$python" -m venv .venv || {
    say "Could not make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2
    exit 2
}
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }

# On Linux the plain torch of the package index is the CUDA build, gigabytes of it; the CPU build has a
# version of its own (+cpu), found here if pip is configured for it, else in PyTorch's index.
if [ "$(uname -s)" = Linux ]; then
    torch=$(sed -n 's/^\(torch==[^ ;]*\).*== "linux".*/\1/p' constraints.txt)
    pip install --constraint constraints.txt "$torch" 2>/dev/null ||
        pip install --constraint constraints.txt "$torch" \
            --index-url https://download.pytorch.org/whl/cpu --extra-index-url https://pypi.org/simple
fi
PIP_CONSTRAINT=constraints.txt pip install --editable '.[dev]'
touch .venv/ready
say "Ready."
