"""The pins: what is installed is what was tested."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def name_of(requirement):
    return re.match(r"[\w-]+", requirement)[0].lower().replace("_", "-")


def test_every_dependency_has_an_exact_pin():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {name_of(line) for line in lines if "==" in line}
    assert {name_of(requirement) for requirement in wanted} <= pinned


def test_torch_is_the_cpu_build_on_linux():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert 'torch==2.13.0+cpu ; sys_platform == "linux"' in lines
