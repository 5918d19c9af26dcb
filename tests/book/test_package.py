import subprocess
import sys

import pytest

import massshuffle


@pytest.mark.parametrize("name", massshuffle.__all__)
def test_every_public_module_is_an_attribute(name):
    assert getattr(massshuffle, name).__name__ == f"massshuffle.{name}"


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="has no attribute 'deep_learning'"):
        _ = massshuffle.deep_learning


def test_the_lesson_loads_no_library_but_numpy():
    lesson = "training, gradient_check, initializers, optimizers, random_walk, mass"
    code = (
        f"import sys; from massshuffle import {lesson}; print(*sys.modules)\n"
        "assert sys.excepthook is sys.__excepthook__"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert not loaded & {"matplotlib", "sklearn", "imageio", "tqdm", "joblib", "scipy"}
