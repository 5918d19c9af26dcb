import numpy as np
import pytest

from massshuffle.experiments.runs import Method
from massshuffle.history import History
from massshuffle.network import Network
from massshuffle.running.learning_advice import learning_advice


def history(*costs):
    """Frames 20 steps apart."""
    n = len(costs)
    return History(Network((1, 1)), 20 * np.arange(n), np.array(costs), np.zeros((n, 2)))


FALLING, SETTLED, GROWN, NO_STEPS = (history(*costs) for costs in ((0.7, 0.6), (0.7, 0.6, 0.6), (0.7, 70), (0.7,)))
RAISE_EPOCHS = "the cost was still falling at the end: raise --epochs, now 20"


@pytest.mark.parametrize(
    ("histories", "sentences"),
    [
        ({"adam": FALLING}, [f"By adam {RAISE_EPOCHS}, or --learning-rate, now 0.0001."]),
        ({"adam": SETTLED}, []),
        ({"adam": NO_STEPS}, []),
        ({"adam": GROWN}, ["By adam the cost did not fall: lower --learning-rate, now 0.0001."]),
        ({"adam": SETTLED, "b": FALLING, "c": FALLING}, [f"By b, c {RAISE_EPOCHS}."]),
        (
            {"adam": FALLING, "b": GROWN},
            [f"By adam {RAISE_EPOCHS}, or for adam --learning-rate, now 0.0001.", "By b the cost did not fall."],
        ),
    ],
)
def test_advice(histories, sentences):
    methods = {name: Method(name) for name in histories}
    assert learning_advice(methods, histories) == sentences


def test_each_method_is_measured_by_its_own_rate():
    slow, fast = Method("slow", learning_rate=1e-5), Method("fast", learning_rate=1.0)
    histories = {"slow": history(0.7, 0.6999), "fast": history(0.7, 0.6999)}
    assert learning_advice({"slow": slow, "fast": fast}, histories) == [
        f"By slow {RAISE_EPOCHS}, or for slow --learning-rate, now 1e-05."
    ]
