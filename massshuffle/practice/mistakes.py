"""The known mistakes: the line of the book that each breaks, what is said of it, and the ways in which it is made.

A way is words of reference.py and what somebody wrote in their place: "W.T => W" where a transpose was forgotten.
Several changes have & between them. A wrong answer is compared with what comes of these changes, and its mistake has a
name only where the numbers are the same (diagnosis.py). "overflows" needs no way: numbers far out show it.

Tested by tests/practice/test_mistakes.py.
"""

import inspect
from functools import cache

from massshuffle import activations, backpropagation, cost, initializers, optimizers, training
from massshuffle.activations import ACTIVATIONS
from massshuffle.practice import reference

CURVE = (activations, "g(z) = 1 / (1 + e^-z)")
CURVE_FAR_OUT = (activations, "1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2")
CURVE_SLOPE = (activations, "g'(z) = g(z) (1 - g(z))")
COST = (cost, "C = 1/N sum_n [ softplus(z_n) - y_n z_n ]")
ONE_COST = (cost, "c = -y log sigmoid(z) - (1 - y) log(1 - sigmoid(z))")
COST_SLOPE = (cost, "dC/dz_n = (sigmoid(z_n) - y_n) / N")
LAYER = (backpropagation, "Z_l = W_l A_(l-1) + b_l")
BEND = (backpropagation, "A_l = g_l(Z_l) for l < L")
FIRST = (backpropagation, "dZ_L = (sigmoid(Z_L) - Y) / N")
THROUGH = (backpropagation, "dA_l = W_(l+1)^T dZ_(l+1)")
SLOPE = (backpropagation, "dZ_l = dA_l * g_l'(Z_l)")
WEIGHTS = (backpropagation, "dW_l = dZ_l A_(l-1)^T")
BIAS = (backpropagation, "db_l = sum of dZ_l over samples")
SHAPE = (backpropagation, "W_l (n_l, n_(l-1))")
BOUND = (initializers, "a = sqrt(6 / (fan_in + fan_out))")
UNIFORM = (initializers, "U(-a, a)")
START = (initializers, "Biases start at 0.")
ADAM_M = (optimizers, "m <- m + (1 - beta1) (dtheta - m)")
ADAM_V = (optimizers, "v <- v + (1 - beta2) (dtheta^2 - v)")
STEP = (optimizers, "theta <- theta - lr_t m / (sqrt(v) + epsilon)")
ADAM_RATE = (optimizers, "lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)")
LOOP = (training, "theta_(i+1) = step(theta_i, dC/dtheta at theta_i)")

# Activation functions that are not the layer's own: the list counts from 0 and layers from 1; some take one for all.
PLACES = ("0", "-1", "layer", "layer - 2", "-layer", "max(layer - 2, 0)", "min(layer, len(activation_functions) - 1)")
OTHERS = [*(f"activation_functions[{place}]" for place in PLACES), *(f"ACTIVATIONS['{name}']" for name in ACTIVATIONS)]
OTHER_CURVES = [f"activation_functions[layer - 1] => {other}" for other in OTHERS]

MISTAKES = {
    "sigmoid": {
        "overflows": (CURVE_FAR_OUT, "e is raised to a large power, more than a float can hold. The same curve can be "
            "written so that this never happens."),
        "wrong-sign": (CURVE, "the sign of z is the wrong way round: the curve falls where it should rise.",
            "np.asarray(z) => -np.asarray(z)"),
    },
    "sigmoid_derivative": {
        "slope-at-output": (CURVE_SLOPE, "something has gone through the curve too rarely or too often: the slope is "
            "wanted at z, and each of its two factors holds g(z), neither z nor g(g(z)).",
            "sigmoid(z) => z", "sigmoid(z) => sigmoid(sigmoid(z))"),
        "forgot-factor": (CURVE_SLOPE, "the slope is a product of two factors, and one of them is missing.",
            "a * (1 - a) => a", "a * (1 - a) => 1 - a"),
    },
    "binary_cross_entropy": {
        "forgot-mean": (COST, "the costs of the samples are added up or left one by one; wanted is their mean.",
            "np.mean => np.sum", "np.mean => np.asarray", "np.mean => np.ravel"),
        "overflows": (COST, "far out the sigmoid rounds to 0 or 1 and its logarithm breaks, or e is raised to a "
            "power too large for a float. The same cost can be had without ever forming the sigmoid."),
        "wrong-sign": (ONE_COST, "a sign is the wrong way round: that of y z, or that of the whole (a logarithm of a "
            "probability is negative, a cost is not).",
            "np.mean => -np.mean", "- y * z => + y * z"),
        "labels-swapped": (ONE_COST, "labels 0 and 1 have changed places: a sample of label 1 costs what one of "
            "label 0 should.",
            "y * z => (1 - y) * z"),
    },
    "binary_cross_entropy_gradient": {
        "forgot-mean": (COST_SLOPE, "the cost is a mean over N samples, so each sample's slope carries a 1 / N.",
            "/ dZ.size =>"),
        "wrong-sign": (COST_SLOPE, "the sign is the wrong way round: prediction minus truth, so that the slope is "
            "positive where the prediction is too high.",
            "return dZ => return -dZ", "- np.asarray => + np.asarray"),
        "extra-slope": (COST_SLOPE, "the slope of the sigmoid is multiplied in as well. This cost's own slope "
            "cancels it, and what is left is the plain difference.",
            "return dZ => return sigmoid_derivative(logits) * dZ"),
        "factor-two": (COST_SLOPE, "a factor of two too much or too little, as from the slope of a square. This cost "
            "has none.",
            "return dZ => return 2 * dZ", "return dZ => return dZ / 2"),
        "forgot-sigmoid": (COST_SLOPE, "the label is compared with the logit itself; it is to be compared with the "
            "probability.",
            "sigmoid(logits) => logits"),
    },
    "forward": {
        "bends-last-layer": (BEND, "the last layer is bent too. The cost wants its logits as they are.",
            *(f"A[L] = Z[L] => {bent} = {g}(Z[L])" for bent in ("A[L]", "A[L] = Z[L]")
              for g in ("sigmoid", *(f"activation_functions[{index}][0]" for index in ("-1", "0", "L - 1"))))),
        "forgot-bias": (LAYER, "a bias is never added.",
            "+ b =>", "+ b => + b * (layer == L)", "+ b => + b * (layer < L)"),
        "forgot-activation": (BEND, "what a hidden layer hands on is not bent, and all layers together are no more "
            "than one.",
            "activation_functions[layer - 1][0](Z[layer]) => Z[layer]",
            "A[layer - 1] => (Z[layer - 1] if layer > 1 else X)"),
        "wrong-curve": (BEND, "a hidden layer is bent by a curve that is not its own: another layer's, the same one "
            "everywhere, or the slope in place of the curve.",
            *OTHER_CURVES, "[0](Z[layer]) => [1](Z[layer])"),
    },
    "backward": {
        "forgot-slope": (SLOPE, "on the way back through a hidden layer its slope is left out.",
            "dA * slope(Z[layer]) => dA"),
        "slope-at-output": (SLOPE, "the slope is taken at what came out of the curve, A. It is wanted where the "
            "numbers went in. (The book's g' do not expect to be given g(z).)",
            "slope(Z[layer]) => slope(A[layer])"),
        "curve-for-slope": (SLOPE, "blame is multiplied by the curve, where the curve's slope belongs: the first of "
            "a pair in `activation_functions` for the second.",
            "[layer - 1][1] => [layer - 1][0]"),
        "slope-of-wrong-curve": (SLOPE, "a hidden layer gets the slope of a curve that is not its own: another "
            "layer's, or one for all. `activation_functions` counts from 0 and layers from 1.",
            *OTHER_CURVES, "slope(Z[layer]) => (A[layer] * (1 - A[layer]))", "slope(Z[layer]) => (1 - A[layer]**2)"),
        "weights-not-transposed": (THROUGH, "on the way back the weights are used as on the way forward. Blame runs "
            "from outputs to inputs, so rows and columns change places.",
            "W.T => W", "W.T.dot(dZ) => np.einsum('ij,jn->in', W, dZ)"),
        "gradient-transposed": (WEIGHTS, "rows and columns of dW are swapped: dW[i, j] belongs to node i and input "
            "j.",
            "(dW, db) => (dW.T, db)"),
        "wrong-layer-input": (WEIGHTS, "dW is made with something else than what went into its layer, say what came "
            "out of it; a weight acts on what went in.",
            "A[layer - 1] => A[layer]", "A[layer - 1] => A[min(layer, L - 1)]", "A[layer - 1] => A[0]",
            "A[layer - 1] => {**A, L: sigmoid(Z[L])}[layer]", "A[layer - 1] => {**Z, 0: A[0]}[layer - 1]"),
        "extra-slope": (FIRST, "the last layer gets a slope of a curve. It does not bend, and the sigmoid in the "
            "cost has cancelled its own slope.",
            *(f"gradients = [] => dZ = dZ * {slope}(Z[L]); gradients = []"
              for slope in ("sigmoid_derivative", "activation_functions[-1][1]", "activation_functions[L - 1][1]"))),
        "forgot-mean": (FIRST, "the cost is a mean over N samples, and somewhere its 1 / N is missing.",
            ") / N => )", "dW = dZ => dW = N * dZ", "db = dZ => db = N * dZ"),
        "mean-twice": (FIRST, "the 1 / N of the mean comes in more than once. It belongs to the first dZ, and "
            "everything after that inherits it.",
            "dW = dZ => dW = 1 / N * dZ & db = dZ => db = 1 / N * dZ", "dW = dZ => dW = 1 / N * dZ",
            "dA = => dA = 1 / N *"),
        "wrong-sign": (FIRST, "the sign is the wrong way round from the start: prediction minus truth.",
            "sigmoid(Z[L]) - Y => Y - sigmoid(Z[L])"),
        "factor-two": (FIRST, "a factor of two too much or too little from the start, as from the slope of a square. "
            "This cost has no square.",
            "dZ = ( => dZ = 2 * (", "dZ = ( => dZ = 1 / 2 * ("),
        "bias-mean": (BIAS, "db is a mean over samples; it is a sum (the mean's 1 / N is already in dZ).",
            "dZ.sum => dZ.mean"),
        "bias-zero": (BIAS, "db is 0: a bias acts on every sample, by a factor 1, and has a slope like any weight.",
            "True) => True) * 0"),
        "bias-wrong-axis": (BIAS, "db adds up along the wrong axis. Samples are columns, and a node's bias acts on "
            "all samples of its own row.",
            "axis=1 => axis=0", "axis=1, keepdims=True => axis=0", "axis=1, keepdims=True) => axis=0)[:, None]",
            "axis=1 => axis=None", "axis=1, keepdims=True =>"),
        "bias-shape": (BIAS, "the numbers of db are right and stand in the wrong shape: b_l is a column, one row a "
            "node.",
            ", db)) => , db.ravel()))", ", db)) => , db.T))"),
        "blocks-reversed": (WEIGHTS, "the gradients are listed from the last layer to the first, as they were found.",
            "gradients[::-1] => gradients"),
    },
    "xavier_uniform": {
        "fan-in-only": (BOUND, "the bound counts the nodes that feed the layer and not those that leave it.",
            *(f"6 / (fan_in + fan_out) => {c} / fan_in" for c in (6, 3, 1, 2))),
        "forgot-root": (BOUND, "the bound lacks its square root.",
            "np.sqrt =>"),
        "one-sided": (UNIFORM, "all weights have one sign; the draw is to reach as far below 0 as above.",
            "return -a => return 0"),
        "weights-transposed": (SHAPE, "rows and columns of the weights are swapped: a row for each node of the "
            "layer, a column for each input.",
            "(n, m) => (m, n)"),
        "bias-not-zero": (START, "biases are drawn too; only weights have to differ from one another.",
            "np.zeros((n, 1)) => rng.uniform(low, high, (n, 1))"),
    },
    "adam_step": {
        "forgot-correction": (ADAM_RATE, "m and v start at 0 and are too small at first. What makes up for that is "
            "missing, for one of them or for both.",
            "m_up, v_up = => m_up, v_up = 1, 1 #", "1 / (1 - beta1**t) => 1", "1 / (1 - beta2**t) => 1"),
        "forgot-square": (ADAM_V, "v follows the gradient or its size; it is to follow the square.",
            "np.square => abs", "np.square(gradient) => gradient"),
        "forgot-root": (STEP, "a mean square, or what makes up for its start, stands where its root belongs.",
            "np.sqrt =>", "np.sqrt(v) => v", "np.sqrt(v_up) => v_up"),
        "betas-swapped": (ADAM_M, "beta1 and beta2 have changed places: m forgets fast, v slowly.",
            "m = m => beta1, beta2 = beta2, beta1; m = m",
            "m = m => beta1, beta2 = beta2, beta1; m = m & m_up, v_up = => v_up, m_up =",
            "m_up, v_up = => v_up, m_up ="),
        "wrong-sign": (STEP, "the step goes uphill, with the gradient; it is to go against it.",
            "theta - step => theta + step"),
        "t-off-by-one": (ADAM_RATE, "t does not count this step: it starts from 0 or 2 in place of 1, or stays where "
            "it is.",
            "**t => **(t - 1)", "**t => **(t + 1)", "**t => **1"),
    },
    "train": {
        "gradient-once": (LOOP, "the gradient is asked for once, at the start. Every step needs that of where it "
            "stands.",
            "m, v = np => start, m, v = theta, np & gradient_of(theta), m => gradient_of(start), m"),
        "memory-lost": (ADAM_M, "what Adam remembers (m, v or both) is lost between steps: every step starts it "
            "again.",
            "(theta), m, v, t => (theta), 0 * m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, v, t",
            "(theta), m, v, t => (theta), m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, 0 * v, 1"),
        "one-step-off": (LOOP, "there is one step too many or too few.",
            "epochs + 1 => epochs + 2", "epochs + 1 => epochs"),
        "t-off-by-one": (ADAM_RATE, "t is not the number of the step: it starts from 0 or 2 in place of 1, or never "
            "counts on.",
            "v, t, learning_rate) => v, t - 1, learning_rate)", "v, t, learning_rate) => v, t + 1, learning_rate)",
            "v, t, learning_rate) => v, 1, learning_rate)"),
    },
}  # fmt: skip

# What a right function also calls, where a mistake may stand in it.
WITH = {"xavier_uniform": ("bound", "xavier_uniform"), "train": ("adam_step", "train")}

# Right in more than one way: epsilon as the paper has it; the mean over all logits, where a layer has several.
PAPER = "+ epsilon => + epsilon / np.sqrt(v_up)"
FORMS = {"adam_step": PAPER, "train": PAPER, "backward": ") / N => ) / Y.size"}


def forms(exercise):
    """The forms of a right function, each as ways for `changed`."""
    return ((), (FORMS[exercise],)) if exercise in FORMS else ((),)


@cache
def _source(exercise):
    return "\n\n".join(inspect.getsource(getattr(reference, name)) for name in WITH.get(exercise, (exercise,)))


@cache
def changed(exercise, ways):
    """The right function with its words changed in some ways (mistakes.py), or None where one finds none to change."""
    source = _source(exercise)
    for change in " & ".join(ways).split(" & ") if ways else ():
        old, new = (words.strip() for words in change.split("=>"))
        if old not in source:
            return None
        source = source.replace(old, new)
    space = dict(vars(reference))
    exec(source, space)
    return space[exercise]
