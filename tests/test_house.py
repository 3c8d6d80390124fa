"""The house rules of ARCHITECTURE.md, held against the code."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("corpus", "embeddings", "bot")
FILES = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
DOORS = {
    "sqlite3": {"corpus/database.py"},
    "sentence_transformers": {"embeddings/encoder.py"},
    "faiss": {"embeddings/vectors.py"},
    "tantivy": {"embeddings/keywords.py", "embeddings/stems.py"},
    "torch": {"embeddings/encoder.py", "bot/reader"},
    "gradio": {"bot/page"},
    "mcp": {"bot/page"},
}


def imports_of(file):
    """Return the modules that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def name_of(file):
    return str(file.relative_to(ROOT))


def order_of(text):
    """Return the files named in ARCHITECTURE.md's table, in its order: the allowed direction of imports."""
    block = text.split("```")[1]
    folder, found = [], []
    for line in block.splitlines():
        match = re.match(r"( *)([\w.]+/?)(?= |$)", line)
        if match:
            depth = len(match[1]) // 2
            folder[depth:] = [match[2]]
            found.append("".join(folder[: depth + 1]))
    return found


ORDER = order_of((ROOT / "ARCHITECTURE.md").read_text("utf-8"))


def place_of(module):
    """Return the place in the table of the file (or the folder) that a module stands in; None if not ours."""
    path = module.replace(".", "/")
    if path.split("/")[0] not in FOLDERS:
        return None
    for candidate in (f"{path}.py", f"{path}/", *(f"{'/'.join(path.split('/')[:n])}/" for n in (3, 2, 1))):
        if candidate in ORDER:
            return ORDER.index(candidate)
    return None


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_file_stands_in_the_table(file):
    name = name_of(file)
    parents = [f"{parent.relative_to(ROOT)}/" for parent in file.parents if parent != ROOT and ROOT in parent.parents]
    assert name in ORDER or file.name == "__init__.py" or parents[0] in ORDER


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_imports_only_what_stands_above_it(file):
    module = name_of(file).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    own = place_of(module)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for imported in imports_of(file):
        place = place_of(imported)
        inside = imported.startswith(f"{package}.") and package.count(".") > 0
        if place is not None and not inside and file.name != "__main__.py":
            assert place <= own, f"{name_of(file)} imports {imported}, which stands below it"


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library):
    inside = {
        name_of(file)
        for file in FILES
        if any(name == library or name.startswith(f"{library}.") for name in imports_of(file))
    }
    assert inside
    assert all(any(name.startswith(door) for door in DOORS[library]) for name in inside), inside


@pytest.mark.parametrize("file", [file for file in FILES if file.name != "__main__.py"], ids=name_of)
def test_what_a_module_offers_is_there(file):
    module = importlib.import_module(name_of(file).removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    assert all(hasattr(module, name) for name in getattr(module, "__all__", ()))
    assert (module.__doc__ or "").split("\n")[0].strip()


def test_the_command_starts_without_the_heavy_libraries():
    code = f"import sys, bot.__main__; print(*(name for name in {list(DOORS)!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []
