"""Implicit bias: in which direction do the weights of each method grow, if training goes on?

The samples of the straight boundary can be separated. A network that does it makes its cost as small as it likes by
scaling theta = [W, b] up, so theta has no end, but its direction can settle. Others have proved where, for samples that
can be separated:

    gradient descent        to the L2 separator, as slowly as 1 / log t, if its steps are small enough           Soudry
    momentum                to the L2 separator                                                               Wang 2022
    steepest descent        to the separator of its norm, if its steps shrink to 0 slowly enough                    Fan
    Adam, full batch        to the Linf separator, without epsilon, with such steps, beta1 <= beta2          Zhang, Fan
                            to the L2 separator, with epsilon, in the end                              Wang 2021, 2022
    Adam, one sample        to one that depends on the samples, for some the L2 separator                          Baek

How near a run of a given length comes is another question, and is measured here: the cosine between theta and each
separator (separators.py), 1 if they point the same way, and how much it has of the largest margin that there is. For
Adam the answer depends on the length of the run. Its cosine with Linf has a peak, and falls once the root of v is below
epsilon for most weights (docs/where-the-mass-goes.md).

Source, read as abstracts: Soudry and others (2018), arXiv 1710.10345; Gunasekar and others (2018), 1802.08246, for any
norm, where steps keep to the gradient's size and the cost is exponential; Fan, Schmidt and Thrampoulidis (2025),
2502.04664, for steps of given lengths and for Adam; Zhang, Zou and Cao (2024), 2406.10650; Wang and others (2021),
2012.06244, without momentum, and (2022), 2110.03891, with it; Baek, Song and Yun (2025), 2510.26303. Tested by
tests/experiments/test_implicit_bias.py and tests/experiments/test_long_runs.py.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from massshuffle import checks, mass
from massshuffle.experiments.runs import ADAM, LINEAR, Method, Run, run_each_way
from massshuffle.experiments.separators import length, margins, max_margin
from massshuffle.experiments.studies import DESCENT, MOMENTUM
from massshuffle.optimizers import Adam
from massshuffle.steepest_descent import SteepestDescent

# norm -> the methods that step its way, for Adam: while it can be taken for sign descent
METHODS = {
    "Linf": (
        replace(ADAM, name="Adam 1e-4, the notebook's"),
        Method("Adam 1e-3", learning_rate=1e-3),
        Method("Adam 1e-2", learning_rate=1e-2),
        Method("Adam 1e-3, epsilon 1e-16", partial(Adam, epsilon=1e-16), 1e-3),
        Method("Adam 1e-3, 100 a step", learning_rate=1e-3, batch_size=100),
        Method("sign descent", partial(SteepestDescent, "Linf", decay=0.5), 0.1),
    ),
    "L2": (DESCENT, MOMENTUM, Method("normalized descent", partial(SteepestDescent, "L2"), 0.1)),
    "L1": (Method("coordinate descent", partial(SteepestDescent, "L1", decay=0.5), 0.3),),
}


HEADER = (
    f"{'':<26}{'training':>9}{'share of':>17}{'effective':>10}{'cosine with separator':>24}{'margin, of the best':>24}",
    f"{'':<26}{'accuracy':>9}{'W[0]':>9}{'W[1]':>8}{'number':>10}{'Linf':>10}{'L2':>7}{'L1':>7}"
    f"{'Linf':>10}{'L2':>7}{'L1':>7}",
)


@dataclass(frozen=True, eq=False)
class Path:
    """The way that theta took in a run, seen from the separators of its training samples."""

    name: str
    steps: np.ndarray  # (F,) steps done before each frame
    run: Run
    separators: dict  # norm -> (P,)

    def cosines(self, norm):
        """Between theta and the separator of a norm, frame by frame, (F,)."""
        return cosine(self.run.history.thetas, self.separators[norm])

    def row(self, name=None, theta=None):
        """Where it ended, as a line of the table; or where another theta (P,) is, whoever found it."""
        theta = self.run.history.theta if theta is None else theta
        X, Y = self.run.dataset.X_train, self.run.dataset.Y_train
        share = mass.shares(theta[None, None, :-1])  # (1, k)
        cosines = [cosine(theta, other) for other in self.separators.values()]
        margin = margins(theta, X, Y).min()
        of_best = [margin / length(theta, norm) * length(other, norm) for norm, other in self.separators.items()]
        near = f"   {''.join(f'{c:>7.3f}' for c in cosines)}   {''.join(f'{part:>7.2f}' for part in of_best)}"
        return (
            f"{name or self.name:<26}{self.run.network.accuracy(theta, X, Y):>9.5f}"
            f"{share[0, 0]:>9.3f}{share[0, 1]:>8.4f}{mass.effective_number(share)[0]:>10.1f}{near}"
        )


def follow(method, seeds, steps, n_frames=1000):
    """Train by a method, a run for each of seeds, side by side, in about as many steps. Returns a Path for each."""
    n_samples = LINEAR.draw_data().Y_train.size
    an_epoch = -(-n_samples // (method.batch_size or n_samples))  # in steps
    epochs = steps // an_epoch
    experiment = replace(LINEAR, epochs=epochs, record_every=max(1, epochs // n_frames))
    [runs] = run_each_way(experiment, seeds, [method])
    return [Path(method.name, an_epoch * run.history.iterations, run, separators(run.dataset)) for run in runs]


def separators(dataset):
    """{norm: the separator of the training samples, (P,)}."""
    return {norm: max_margin(dataset.X_train, dataset.Y_train, norm) for norm in METHODS}


def cosine(theta, other):
    """Of the angle between theta (..., P) and other (P,): 1 if they point the same way, 0 if at right angles; (...)."""
    theta, other = checks.finite("theta", theta), checks.finite("other", other)
    return theta @ other / (length(theta, "L2") * length(other, "L2"))
