"""What the package is made of: the book imports no subpackage, and every package that is imported is declared.

Read it after docs/maintaining.md.
"""

import ast
import configparser
import re
import subprocess
import sys

import pytest
from conftest import ROOT

SOURCES = {path.relative_to(ROOT): path for path in (ROOT / "massshuffle").rglob("*.py")}
IMPORTED_AS = {"scikit-learn": "sklearn", "pillow": "PIL"}
FROM_SCIKIT_LEARN = {"data.py": {"sklearn"}, "estimator.py": {"sklearn"}}


def imported(path):
    """The dotted names of the modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(name):
    """ "view" for massshuffle.view.figures, "" for what is not in a room."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and (ROOT / "massshuffle" / parts[1]).is_dir() else ""


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_the_book_imports_no_subpackage_and_nothing_imports_view(path):
    own, modules = room(".".join(path.with_suffix("").parts)), imported(SOURCES[path])
    rooms = {room(name) for name in modules if name.startswith("massshuffle.")} - {"", own}
    if own == "":
        outside = {name.split(".")[0] for name in modules} - sys.stdlib_module_names - {"numpy", "massshuffle"}
        assert outside <= FROM_SCIKIT_LEARN.get(path.name, set())
        assert rooms == set(), "the book stands on itself"
    elif own != "view":
        assert "view" not in rooms


def test_every_package_that_is_imported_is_declared():
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    needed = re.findall(r"^[\w-]+", setup["options"]["install_requires"], re.MULTILINE)
    declared = {IMPORTED_AS.get(name, name).replace("-", "_") for name in needed}
    paths = [*SOURCES.values(), *(ROOT / "scripts").glob("*.py")]
    used = {name.split(".")[0] for path in paths for name in imported(path)}
    used -= sys.stdlib_module_names | {"massshuffle"} | {path.stem for path in (ROOT / "scripts").glob("*.py")}
    assert used - {"dask", "distributed", "playwright"} == declared, "extras apart"


def test_the_lesson_loads_no_library_but_numpy():
    lesson = "training, gradient_check, initializers, optimizers, random_walk, mass"
    code = f"import sys; from massshuffle import {lesson}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert not loaded & {"matplotlib", "sklearn", "imageio_ffmpeg", "tqdm", "joblib", "scipy"}


def test_no_assert_decides_anything():
    """`python -O` takes them all away."""
    for path in [*SOURCES.values(), *(ROOT / "scripts").glob("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)], path
