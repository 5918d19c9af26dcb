"""What each known mistake is called in plain words, the line of formula it breaks, and the page that explains it.

Each formula stands word for word on its page of the book, and what is printed names that line of it.
Proved by tests/practice/test_mistakes.py.
"""

import inspect
import textwrap
from pathlib import Path

import massshuffle
from massshuffle import activations, backpropagation, cost, initializers, optimizers, training

WIDTH = 110

SLOPE = (backpropagation, "dZ_l = dA_l * g_l'(Z_l)")
WEIGHTS = (backpropagation, "dW_l = dZ_l A_(l-1)^T")
BIAS = (backpropagation, "db_l = sum of dZ_l over samples")
FIRST = (backpropagation, "dZ_L = (sigmoid(Z_L) - Y) / N")
THROUGH = (backpropagation, "dA_l = W_(l+1)^T dZ_(l+1)")
FORWARD = (backpropagation, "Z_l = W_l A_(l-1) + b_l")
BEND = (backpropagation, "A_l = g_l(Z_l) for l < L")
CURVE = (activations, "g(z) = 1 / (1 + e^-z)")
CURVE_SLOPE = (activations, "g'(z) = g(z) (1 - g(z))")
COST = (cost, "C = 1/N sum_i [ softplus(z_i) - y_i z_i ]")
ONE_COST = (cost, "c = -y log sigmoid(z) - (1 - y) log(1 - sigmoid(z))")
COST_SLOPE = (cost, "dC/dz_i = (sigmoid(z_i) - y_i) / N")
ADAM_M, ADAM_V = (optimizers, "m <- m + (1 - beta1) (dtheta - m)"), (optimizers, "v <- v + (1 - beta2) (dtheta^2 - v)")
ADAM_STEP = (optimizers, "theta <- theta - lr_t m / (sqrt(v) + epsilon)")
ADAM_RATE = (optimizers, "lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)")
BOUND = (initializers, "a = sqrt(6 / (fan_in + fan_out))")
UNIFORM = (initializers, "U(-a, a)")
START = (initializers, "Biases start at 0.")
LOOP = (training, "theta_(i+1) = step(theta_i, dC/dtheta at theta_i)")

WORDS = {
    "sigmoid": {
        "overflows": ("e is raised to a large power, more than a float can hold. The same curve can be written so "
                      "that this never happens.", CURVE),
        "wrong-sign": ("the sign of z is the wrong way round: the curve falls where it should rise.", CURVE),
    },
    "sigmoid_derivative": {
        "slope-at-output": ("something has gone through the curve too rarely or too often: the slope is wanted at z, "
                            "and each of its two factors holds g(z), neither z nor g(g(z)).", CURVE_SLOPE),
        "forgot-factor": ("the slope is a product of two factors, and one of them is missing.", CURVE_SLOPE),
    },
    "binary_cross_entropy": {
        "forgot-mean": ("the costs of the samples are added up or left one by one; wanted is their mean.", COST),
        "overflows": ("far out the sigmoid rounds to 0 or 1 and its logarithm breaks, or e is raised to a power too "
                      "large for a float. The same cost can be had without ever forming the sigmoid.", COST),
        "wrong-sign": ("the sign is the wrong way round: a logarithm of a probability is negative, a cost is not.",
                       ONE_COST),
        "labels-swapped": ("labels 0 and 1 have changed places: a sample of label 1 costs what one of label 0 should.",
                           ONE_COST),
    },
    "binary_cross_entropy_gradient": {
        "forgot-mean": ("the cost is a mean over N samples, so each sample's slope carries a 1 / N.", COST_SLOPE),
        "wrong-sign": ("the sign is the wrong way round: prediction minus truth, so that the slope is positive where "
                       "the prediction is too high.", COST_SLOPE),
        "extra-slope": ("the slope of the sigmoid is multiplied in as well. This cost's own slope cancels it, and "
                        "what is left is the plain difference.", COST_SLOPE),
        "factor-two": ("a factor of two too much or too little, as from the slope of a square. This cost has "
                       "none.", COST_SLOPE),
        "forgot-sigmoid": ("the label is compared with the logit itself; it is to be compared with the probability.",
                           COST_SLOPE),
    },
    "forward": {
        "bends-last-layer": ("the last layer is bent too. The cost wants its logits as they are.", BEND),
        "forgot-bias": ("a bias is never added.", FORWARD),
        "forgot-activation": ("what a hidden layer hands on is not bent, and all layers together are no more than one.",
                              BEND),
        "wrong-curve": ("a hidden layer is bent by a curve that is not its own: another layer's, the same one "
                        "everywhere, or the slope in place of the curve.", BEND),
    },
    "backward": {
        "forgot-slope": ("on the way back through a hidden layer its slope is left out.", SLOPE),
        "slope-at-output": ("the slope is taken at what came out of the curve, A. It is wanted where the numbers went "
                            "in. (The book's g' do not expect to be given g(z).)", SLOPE),
        "curve-for-slope": ("blame is multiplied by the curve, where the curve's slope belongs: the first of a pair "
                            "in `curves` for the second.", SLOPE),
        "slope-of-wrong-curve": ("a hidden layer gets the slope of a curve that is not its own: another layer's, or "
                                 "one for all. `curves` counts from 0 and layers from 1.", SLOPE),
        "weights-not-transposed": ("on the way back the weights are used as on the way forward. Blame runs from "
                                   "outputs to inputs, so rows and columns change places.", THROUGH),
        "gradient-transposed": ("rows and columns of dW are swapped: dW[i, j] belongs to node i and input j.", WEIGHTS),
        "wrong-layer-input": ("dW is made with something else than what went into its layer, say what came out of "
                              "it; a weight acts on what went in.", WEIGHTS),
        "extra-slope": ("the last layer gets a slope of a curve. It does not bend, and the sigmoid in the cost has "
                        "cancelled its own slope.", FIRST),
        "forgot-mean": ("the cost is a mean over N samples, and somewhere its 1 / N is missing.", FIRST),
        "mean-twice": ("the 1 / N of the mean comes in more than once. It belongs to the first dZ, and everything "
                       "after that inherits it.", FIRST),
        "wrong-sign": ("the sign is the wrong way round from the start: prediction minus truth.", FIRST),
        "factor-two": ("a factor of two too much or too little from the start, as from the slope of a square. This "
                       "cost has no square.", FIRST),
        "bias-mean": ("db is a mean over samples; it is a sum (the mean's 1 / N is already in dZ).", BIAS),
        "bias-zero": ("db is 0: a bias acts on every sample, by a factor 1, and has a slope like any weight.", BIAS),
        "bias-wrong-axis": ("db adds up along the wrong axis. Samples are columns, and a node's bias acts on all "
                            "samples of its own row.", BIAS),
        "bias-shape": ("the numbers of db are right and stand in the wrong shape: b_l is a column, one row a node.",
                       BIAS),
        "blocks-reversed": ("the blocks are listed from the last layer to the first, as they were found.", WEIGHTS),
    },
    "xavier_uniform": {
        "fan-in-only": ("the bound counts the nodes that feed the layer and not those that leave it.", BOUND),
        "forgot-root": ("the bound lacks its square root.", BOUND),
        "one-sided": ("all weights have one sign; the draw is to reach as far below 0 as above.", UNIFORM),
        "weights-transposed": ("rows and columns of the weights are swapped: a row for each node of the layer, a "
                               "column for each input.", (backpropagation, "W_l (n_l, n_(l-1))")),
        "bias-not-zero": ("biases are drawn too; only weights have to differ from one another.", START),
    },
    "adam_step": {
        "forgot-correction": ("m and v start at 0 and are too small at first. What makes up for that is missing, "
                              "for one of them or for both.", ADAM_RATE),
        "forgot-square": ("v follows the gradient or its size; it is to follow the square.", ADAM_V),
        "forgot-root": ("a mean square, or what makes up for its start, stands where its root belongs.", ADAM_STEP),
        "betas-swapped": ("beta1 and beta2 have changed places: m forgets fast, v slowly.", ADAM_M),
        "wrong-sign": ("the step goes uphill, with the gradient; it is to go against it.", ADAM_STEP),
        "t-off-by-one": ("t does not count this step: it starts from 0 or 2 in place of 1, or stays where it is.",
                         ADAM_RATE),
    },
    "train": {
        "gradient-once": ("the gradient is asked for once, at the start. Every step needs that of where it stands.",
                          LOOP),
        "memory-lost": ("what Adam remembers (m, v or both) is lost between steps: every step starts it again.",
                        ADAM_M),
        "one-step-off": ("there is one step too many or too few.", LOOP),
        "t-off-by-one": ("t is not the number of the step: it starts from 0 or 2 in place of 1, or never counts on.",
                         ADAM_RATE),
    },
}  # fmt: skip


def words(exercise, codes):
    """The sentences for mistakes: what happened, the formula it breaks, and where the book explains it."""
    told = []
    for code in codes:
        sentence, (page, formula) = WORDS[exercise][code]
        sentence = textwrap.fill(f"Most likely ({code}): {sentence}", WIDTH)
        told.append(f"{sentence}\n    {formula}\n    explained in {place(page, formula)}")
    return "\n".join(told)


def place(page, formula):
    """Where a formula stands in the book: "massshuffle/cost.py, line 20"."""
    lines = Path(inspect.getsourcefile(page)).read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if formula in line)
    path = Path(page.__file__).relative_to(Path(massshuffle.__file__).parent.parent)
    return f"{path.as_posix()}, line {number}"
