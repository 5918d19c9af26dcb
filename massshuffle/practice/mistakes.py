"""The nine functions once more, each with a switch for every mistake that people make in it.

`made` says which switches are on: made = {} is the right function, {"wrong-sign": True} one that went wrong in one
place, {"wrong-curve": "first"} one of several ways to make the same mistake. VARIANTS lists the ways. An answer that
is wrong is compared with what these give, and its mistake has a name only where the numbers are the same.

Proved by tests/practice/test_mistakes.py.
"""

import itertools
from types import MappingProxyType

import numpy as np

from massshuffle.activations import ACTIVATIONS
from massshuffle.activations import sigmoid as curve
from massshuffle.activations import sigmoid_derivative as slope_of_sigmoid
from massshuffle.cost import softplus

NONE = MappingProxyType({})


def sigmoid(z, made):
    """1 / (1 + e^-z)."""
    return curve(-z if "wrong-sign" in made else z)


def sigmoid_derivative(z, made):
    """g'(z) = g(z) (1 - g(z))."""
    a = curve(z)
    if "slope-at-output" in made:
        a = {"z": z, "twice": curve(a)}[made["slope-at-output"]]
    return {"a": a, "1 - a": 1 - a}.get(made.get("forgot-factor"), a * (1 - a))


def binary_cross_entropy(logits, labels, made):
    """The mean of softplus(z) - y z."""
    y = 1 - labels if "labels-swapped" in made else labels
    costs = softplus(logits) - y * logits * (-1 if made.get("wrong-sign") == "label" else 1)
    sign = -1 if made.get("wrong-sign") == "all" else 1
    whole = {"sum": np.sum, "each": np.asarray, "each, flat": np.ravel}.get(made.get("forgot-mean"), np.mean)
    return sign * whole(costs)


def binary_cross_entropy_gradient(logits, labels, made):
    """(sigmoid(z) - y) / N, for backward as well; N counts samples (or all logits, where a layer has several)."""
    labels = -labels if made.get("wrong-sign") == "label" else labels
    dZ = (logits if "forgot-sigmoid" in made else curve(logits)) - labels
    if made.get("forgot-mean") != "all":
        dZ = dZ / (dZ.size if "all logits" in made else dZ.shape[1])
    if made.get("extra-slope") == "sigmoid":
        dZ = dZ * slope_of_sigmoid(logits)
    if made.get("wrong-sign") == "all":
        dZ = -dZ
    return dZ * made.get("factor-two", 1)


def pick(curves, layer, way):
    """The (g, g') of a hidden layer, or in one of the wrong ways another layer's, or always the same."""
    if way in ACTIVATIONS:
        return ACTIVATIONS[way]
    place = {
        None: layer - 1,
        "first": 0,
        "last": -1,
        "next": layer,
        "previous": layer - 2,
        "backwards": -layer,
        "own": layer - 1,
    }[way]
    if way == "next or last":
        place = min(layer, len(curves) - 1)
    return curves[place]


def neighbour(curves, layer, way):
    """As pick; at the ends of the list, where there is no neighbour, the layer's own curve stays."""
    if way == "next, own at the end":
        return curves[min(layer, len(curves) - 1)]
    if way == "previous, own at the start":
        return curves[max(layer - 2, 0)]
    return pick(curves, layer, way)


def forward(blocks, curves, X, made):
    """Z_l = W_l A_(l-1) + b_l and A_l = g_l(Z_l); A_L is added as Z_L, for those who return it too."""
    L = len(blocks)
    Z, A = {}, {0: X}
    way = made.get("wrong-curve")
    without = {"all": range(1, L + 1), "hidden": range(1, L), "last": [L]}.get(made.get("forgot-bias"), ())
    for layer, (W, b) in enumerate(blocks, 1):
        fed = Z if made.get("forgot-activation") == "on the way" and layer > 1 else A
        Z[layer] = W @ fed[layer - 1] + (0 if layer in without else b)
        if layer == L or made.get("forgot-activation") == "all":
            A[layer] = Z[layer]
        else:
            A[layer] = neighbour(curves, layer, None if way == "slope" else way)[way == "slope"](Z[layer])
    if "bends-last-layer" in made:
        where, which = made["bends-last-layer"]
        bent = curve(Z[L]) if which == "sigmoid" else pick(curves, L, which)[0](Z[L])
        A[L] = bent
        if where == "Z":
            Z[L] = bent
    return Z, A


def backward(blocks, curves, Z, A, Y, made):
    """The way back, line by line as in backpropagation.py."""
    L, N = len(blocks), Y.shape[1]
    dZ = binary_cross_entropy_gradient(Z[L], Y, made)
    if made.get("extra-slope") in ("last", "own"):
        dZ = dZ * pick(curves, L, made["extra-slope"])[1](Z[L])
    gradients = []
    for layer in range(L, 0, -1):
        if layer < L:
            W = blocks[layer][0]
            if made.get("weights-not-transposed") == "einsum":
                dA = np.einsum("ij,jn->in", W, dZ)  # which takes a size of 1 for any size
            else:
                dA = (W if "weights-not-transposed" in made else W.T).dot(dZ)
            dZ = dA * slope(curves, layer, Z, A, made)
            if made.get("mean-twice") == "every layer":
                dZ = dZ / N
        dW = dZ @ fed(layer, L, Z, A, made).T
        db = bias(dZ, made)
        if made.get("mean-twice") in ("both", "dW"):
            dW = dW / N
        if made.get("forgot-mean") == "dW":
            dW = dW * N
        if made.get("mean-twice") == "both":
            db = db / N
        gradients.append((dW.T if "gradient-transposed" in made else dW, db))
    return gradients if "blocks-reversed" in made else gradients[::-1]


def fed(layer, L, Z, A, made):
    """A_(l-1), what went into a layer."""
    way = made.get("wrong-layer-input")
    if way == "first":
        return A[0]
    if way == "Z":
        return Z[layer - 1] if layer > 1 else A[0]
    if way == "bent at the end" and layer == L:
        return curve(Z[L])
    return A[layer if way in ("everywhere", "bent at the end") or (way == "hidden" and layer < L) else layer - 1]


def slope(curves, layer, Z, A, made):
    """g_l'(Z_l), the factor that blame goes through at a hidden layer."""
    if "forgot-slope" in made:
        return 1
    way = made.get("slope-of-wrong-curve")
    if way in BY_OUTPUT:
        return BY_OUTPUT[way](A[layer])
    g, g_slope = neighbour(curves, layer, way)
    at = A[layer] if "slope-at-output" in made else Z[layer]
    return g(at) if "curve-for-slope" in made else g_slope(at)


def bias(dZ, made):
    """db: the sum of dZ over samples, one number a node, in a column."""
    way = made.get("bias-wrong-axis")
    axis = {None: 1, "all": None}.get(way, 0)
    db = np.mean(dZ, axis, keepdims=True) if "bias-mean" in made else np.sum(dZ, axis, keepdims=True)
    if made.get("forgot-mean") == "db":
        db = db * dZ.shape[1]
    if "bias-zero" in made:
        db = np.zeros_like(db)
    if "bias-shape" in made:
        return db.ravel() if made["bias-shape"] == "flat" else db.T
    return {"flat": db.ravel, "column": lambda: db.T, "number": lambda: db.sum()}.get(way, lambda: db)()


def bound(fan_in, fan_out, made):
    """(low, high) of the weights of a layer, for xavier_uniform: that one is judged by what it drew, not by numbers."""
    a = np.sqrt(made["fan-in-only"] / fan_in) if "fan-in-only" in made else np.sqrt(6 / (fan_in + fan_out))
    a = a**2 if "forgot-root" in made else a
    return (0 if "one-sided" in made else -a), a


def xavier_uniform(nodes_per_layer, rng, made):
    """Weights from U(-a, a), biases 0."""
    blocks = []
    for m, n in itertools.pairwise(nodes_per_layer):
        low, high = bound(m, n, made)
        W = rng.uniform(low, high, (m, n) if "weights-transposed" in made else (n, m))
        blocks.append((W, rng.uniform(low, high, (n, 1)) if "bias-not-zero" in made else np.zeros((n, 1))))
    return blocks


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, made=NONE):
    """Adam as TensorFlow has it, or with made["paper"] as the paper does; epsilon apart they are the same."""
    if made.get("betas-swapped") in ("all", "memory"):
        beta1, beta2 = beta2, beta1
    square = {"|g|": abs, "g": np.asarray}.get(made.get("forgot-square"), np.square)
    m = m + (1 - beta1) * (gradient - m)
    v = v + (1 - beta2) * (square(gradient) - v)
    if made.get("betas-swapped") in ("correction", "memory"):  # the latter puts them back
        beta1, beta2 = beta2, beta1
    t = counted(t, made)
    forgot = made.get("forgot-correction", "")
    m_factor = 1 if "m" in forgot else 1 / (1 - beta1**t)
    v_factor = 1 if "v" in forgot else 1 / (1 - beta2**t)
    size = np.asarray if made.get("forgot-root") in ("v", "both") else np.sqrt
    size_of_factor = np.asarray if made.get("forgot-root") in ("factor", "both") else np.sqrt
    if "paper" in made:
        step = learning_rate * (m * m_factor) / (size(v * v_factor) + epsilon)
    else:
        step = learning_rate * m_factor / size_of_factor(v_factor) * m / (size(v) + epsilon)
    return (theta + step if "wrong-sign" in made else theta - step), m, v


def counted(t, made):
    """Which t a step goes by: its own, or one that is off."""
    return {"from 0": t - 1, "from 2": t + 1, "never": 1}.get(made.get("t-off-by-one"), t)


def train(theta, gradient_of, learning_rate, epochs, made=NONE):
    """So many steps of Adam."""
    m, v = np.zeros_like(theta), np.zeros_like(theta)
    first = gradient_of(theta)
    lost = made.get("memory-lost", "")
    for t in range(1, epochs + 1 + made.get("one-step-off", 0)):
        gradient = first if "gradient-once" in made else gradient_of(theta)
        m, v = (np.zeros_like(m) if "m" in lost else m), (np.zeros_like(v) if "v" in lost else v)
        theta, m, v = adam_step(theta, gradient, m, v, 1 if "t" in lost else t, learning_rate, made=made)
    return theta


# Slopes as formulas of A, which some write for every layer.
BY_OUTPUT = {"a (1 - a)": lambda a: a * (1 - a), "1 - a^2": lambda a: 1 - a**2}
OTHERS = ("first", "last", "next", "previous", "backwards", "next, own at the end", "previous, own at the start")
OTHERS += tuple(ACTIVATIONS)
ONCE = (True,)
COUNTS = ("from 0", "from 2", "never")
VARIANTS = {
    "sigmoid": {"overflows": (), "wrong-sign": ONCE},
    "sigmoid_derivative": {"slope-at-output": ("z", "twice"), "forgot-factor": ("a", "1 - a")},
    "binary_cross_entropy": {
        "forgot-mean": ("sum", "each", "each, flat"),
        "overflows": (),
        "wrong-sign": ("all", "label"),
        "labels-swapped": ONCE,
    },
    "binary_cross_entropy_gradient": {
        "forgot-mean": ("all",),
        "wrong-sign": ("all", "label"),
        "extra-slope": ("sigmoid",),
        "factor-two": (2, 0.5),
        "forgot-sigmoid": ONCE,
    },
    "forward": {
        "bends-last-layer": [(where, which) for where in "ZA" for which in ("sigmoid", "last", "first", "own")],
        "forgot-bias": ("all", "hidden", "last"),
        "forgot-activation": ("all", "on the way"),
        "wrong-curve": (*OTHERS, "slope"),
    },
    "backward": {
        "forgot-slope": ONCE,
        "slope-at-output": ONCE,
        "curve-for-slope": ONCE,
        "slope-of-wrong-curve": (*OTHERS, *BY_OUTPUT),
        "weights-not-transposed": ("dot", "einsum"),
        "gradient-transposed": ONCE,
        "wrong-layer-input": ("everywhere", "hidden", "bent at the end", "first", "Z"),
        "extra-slope": ("sigmoid", "last", "own"),
        "forgot-mean": ("all", "dW", "db"),
        "mean-twice": ("both", "dW", "every layer"),
        "wrong-sign": ("all",),
        "factor-two": (2, 0.5),
        "bias-mean": ONCE,
        "bias-zero": ONCE,
        "bias-wrong-axis": ("row", "flat", "column", "all", "number"),
        "bias-shape": ("flat", "row"),
        "blocks-reversed": ONCE,
    },
    "xavier_uniform": {
        "fan-in-only": (6, 3, 1, 2),
        "forgot-root": ONCE,
        "one-sided": ONCE,
        "weights-transposed": ONCE,
        "bias-not-zero": ONCE,
    },
    "adam_step": {
        "forgot-correction": ("m v", "m", "v"),
        "forgot-square": ("|g|", "g"),
        "forgot-root": ("both", "v", "factor"),
        "betas-swapped": ("all", "memory", "correction"),
        "wrong-sign": ONCE,
        "t-off-by-one": COUNTS,
    },
    "train": {
        "gradient-once": ONCE,
        "memory-lost": ("m v", "m", "v", "m v t"),
        "one-step-off": (1, -1),
        "t-off-by-one": COUNTS,
    },
}
FORMS = {"adam_step": ({}, {"paper": True}), "train": ({}, {"paper": True}), "backward": ({}, {"all logits": True})}
"""Right in more than one way."""
