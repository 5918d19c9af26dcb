"""The numbers that the notebook published, for its two runs.

Nothing in the notebook was seeded, so these are one draw out of many: another run agrees with them in shape, not in
digits.

Source: the notebook's sections 1, 2 and 3. Proved by tests/experiments/test_runs.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """What the notebook printed or drew about one run.

    costs         : in nats, at iterations 0, every, 2 every, ...
    start, end    : W[0] and W[1], read off the published curves to +-0.005
    label_shares  : share of label 1 in the whole sample, train set and test set
    """

    costs: tuple[float, ...]
    accuracy_train: float
    accuracy_test: float
    start: tuple[float, float]
    end: tuple[float, float]
    label_shares: tuple[float, ...] = ()
    every: int = 1000


# fmt: off
LINEAR_COSTS = (
    4.3329387, 3.4253223, 2.5442781, 1.718967, 1.024744, 0.5893747, 0.40491867, 0.31554875, 0.25768864, 0.21581575,
    0.18390281, 0.15878399, 0.13858381, 0.12209348, 0.108478755, 0.09713336, 0.0876004, 0.0795272, 0.0726378,
    0.06671402, 0.061582662, 0.057105456, 0.05317184, 0.049692594, 0.046595518, 0.043822154, 0.041324873, 0.039064627,
    0.037009157, 0.035131622,
)
SINE_COSTS = (
    1.3417832, 0.79833853, 0.47583246, 0.32199946, 0.2611546, 0.23907354, 0.23003292, 0.22525847, 0.22249818,
    0.2209907,
)
# fmt: on

LINEAR = Published(
    costs=LINEAR_COSTS,
    accuracy_train=1.0,
    accuracy_test=0.995,
    start=(-0.418, 0.528),
    end=(1.906, 0.019),
    label_shares=(0.467, 0.4675, 0.465),
)
SINE = Published(
    costs=SINE_COSTS, accuracy_train=0.890625, accuracy_test=0.85, start=(0.063, 0.347), end=(0.516, -0.007)
)
