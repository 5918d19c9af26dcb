"""The known mistakes: for each its code, the formula that it breaks, its explanation, and how it is made.

A mistake is made by a substitution in reference.py: "W.T => W" forgets a transpose. Two changes that belong together
stand in one substitution, with & between them. A wrong answer is compared with the answers of the functions that come
of these substitutions, and its mistake is named only where the numbers are the same (diagnosis.py). "overflows" needs
no substitution, because large numbers show it.

Tested by tests/practice/test_mistakes.py.
"""

from massshuffle import activations, backpropagation, cost, initializers, optimizers, training
from massshuffle.activations import ACTIVATIONS
from massshuffle.practice.reference import RIGHT_SUBSTITUTIONS, mutated_source

SIGMOID = (activations, "g(z) = 1 / (1 + e^-z)")
STABLE_SIGMOID = (activations, "1 / (1 + e^-z) = 1/2 + tanh(z / 2) / 2")
SIGMOID_DERIVATIVE = (activations, "g'(z) = g(z) (1 - g(z))")
COST = (cost, "C = 1/N sum_n [ softplus(z_n) - y_n z_n ]")
COST_OF_A_SAMPLE = (cost, "c = -y log sigmoid(z) - (1 - y) log(1 - sigmoid(z))")
COST_DERIVATIVE = (cost, "dC/dz_n = (sigmoid(z_n) - y_n) / N")
WEIGHTED_SUM = (backpropagation, "Z_l = W_l A_(l-1) + b_l")
ACTIVATION = (backpropagation, "A_l = g_l(Z_l) for l < L")
ERROR_OF_LOGITS = (backpropagation, "dZ_L = (sigmoid(Z_L) - Y) / N")
ERROR_THROUGH_WEIGHTS = (backpropagation, "dA_l = W_(l+1)^T dZ_(l+1)")
ERROR_THROUGH_ACTIVATION = (backpropagation, "dZ_l = dA_l * g_l'(Z_l)")
WEIGHT_GRADIENT = (backpropagation, "dW_l = dZ_l A_(l-1)^T")
BIAS_GRADIENT = (backpropagation, "db_l = sum of dZ_l over samples")
WEIGHT_SHAPE = (backpropagation, "W_l (n_l, n_(l-1))")
XAVIER_BOUND = (initializers, "a = sqrt(6 / (fan_in + fan_out))")
XAVIER_DRAW = (initializers, "U(-a, a)")
XAVIER_BIASES = (initializers, "Biases start at 0.")
FIRST_MOMENT = (optimizers, "m <- m + (1 - beta1) (dtheta - m)")
SECOND_MOMENT = (optimizers, "v <- v + (1 - beta2) (dtheta^2 - v)")
ADAM_STEP = (optimizers, "theta <- theta - lr_t m / (sqrt(v) + epsilon)")
BIAS_CORRECTION = (optimizers, "lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)")
TRAINING_LOOP = (training, "theta_(i+1) = step(theta_i, dC/dtheta at theta_i)")

# Activation functions of another layer: the list counts from 0 and layers from 1, and some take one for all layers.
INDICES = ("0", "-1", "layer", "layer - 2", "-layer", "max(layer - 2, 0)", "min(layer, len(activation_functions) - 1)")
OTHERS = [*(f"activation_functions[{index}]" for index in INDICES), *(f"ACTIVATIONS['{name}']" for name in ACTIVATIONS)]
OTHER_ACTIVATIONS = [f"activation_functions[layer - 1] => {other}" for other in OTHERS]

# Mistakes that are not tried as one of a pair.
RARE = ()

MISTAKES = {
    "sigmoid": {
        "overflows": (STABLE_SIGMOID, "e is raised to a large power, more than a float can hold. The same curve can "
            "be written so that this never happens."),
        "wrong-sign": (SIGMOID, "the sign of z is the wrong way round: the curve falls where it should rise.",
            "np.asarray(z) => -np.asarray(z)"),
    },
    "sigmoid_derivative": {
        "slope-at-output": (SIGMOID_DERIVATIVE, "something has gone through the sigmoid too rarely or too often: "
            "the derivative is wanted at z, and each of its two factors holds g(z), neither z nor g(g(z)).",
            "sigmoid(z) => z", "sigmoid(z) => sigmoid(sigmoid(z))"),
        "forgot-factor": (SIGMOID_DERIVATIVE, "the derivative is a product of two factors, and one of them is "
            "missing.",
            "a * (1 - a) => a", "a * (1 - a) => 1 - a"),
    },
    "binary_cross_entropy": {
        "forgot-mean": (COST, "the costs of the samples are added up or left one by one; wanted is their mean.",
            "np.mean => np.sum", "np.mean => np.asarray", "np.mean => np.ravel"),
        "overflows": (COST, "far out the sigmoid rounds to 0 or 1 and its logarithm breaks, or e is raised to a "
            "power too large for a float. The same cost can be had without ever forming the sigmoid."),
        "wrong-sign": (COST_OF_A_SAMPLE, "a sign is the wrong way round: that of y z, or that of the whole (a "
            "logarithm of a probability is negative, a cost is not).",
            "np.mean => -np.mean", "- y * z => + y * z"),
        "labels-swapped": (COST_OF_A_SAMPLE, "labels 0 and 1 have changed places: a sample of label 1 costs what one "
            "of label 0 should.",
            "y * z => (1 - y) * z"),
    },
    "binary_cross_entropy_gradient": {
        "forgot-mean": (COST_DERIVATIVE, "the cost is a mean over N samples, so each sample's derivative carries a "
            "1 / N.",
            "/ dZ.size =>"),
        "wrong-sign": (COST_DERIVATIVE, "the sign is the wrong way round: prediction minus truth, so that the "
            "derivative is positive where the prediction is too high.",
            "return dZ => return -dZ", "- np.asarray => + np.asarray"),
        "extra-slope": (COST_DERIVATIVE, "the derivative of the sigmoid is multiplied in as well. This cost's "
            "own derivative cancels it, and what is left is the plain difference.",
            "return dZ => return sigmoid_derivative(logits) * dZ"),
        "factor-two": (COST_DERIVATIVE, "a factor of two too much or too little, as from the derivative of a square. "
            "This cost has none.",
            "return dZ => return 2 * dZ", "return dZ => return dZ / 2"),
        "forgot-sigmoid": (COST_DERIVATIVE, "the label is compared with the logit itself; it is to be compared with "
            "the probability.",
            "sigmoid(logits) => logits"),
    },
    "forward": {
        "bends-last-layer": (ACTIVATION, "the last layer has an activation function too. The cost wants "
            "its logits as they are.",
            *(f"A[L] = Z[L] => {bent} = {g}(Z[L])" for bent in ("A[L]", "A[L] = Z[L]")
              for g in ("sigmoid", *(f"activation_functions[{index}][0]" for index in ("-1", "0", "L - 1"))))),
        "forgot-bias": (WEIGHTED_SUM, "a bias is never added.",
            "+ b =>", "+ b => + b * (layer == L)", "+ b => + b * (layer < L)"),
        "forgot-activation": (ACTIVATION, "a hidden layer hands on Z without its activation function, and all "
            "layers together are no more than one.",
            "activation_functions[layer - 1][0](Z[layer]) => Z[layer]",
            "A[layer - 1] => (Z[layer - 1] if layer > 1 else X)"),
        "wrong-curve": (ACTIVATION, "a hidden layer has an activation function that is not its own: another "
            "layer's, the same one everywhere, or the derivative in place of the function.",
            *OTHER_ACTIVATIONS, "[0](Z[layer]) => [1](Z[layer])"),
    },
    "backward": {
        "forgot-slope": (ERROR_THROUGH_ACTIVATION, "in the backward pass a hidden layer's derivative g' is left out.",
            "dA * derivative(Z[layer]) => dA"),
        "slope-at-output": (ERROR_THROUGH_ACTIVATION, "the derivative g' is taken at the layer's output, A. It is "
            "wanted at Z, what went into g. (The book's g' do not expect to be given g(z).)",
            "derivative(Z[layer]) => derivative(A[layer])"),
        "curve-for-slope": (ERROR_THROUGH_ACTIVATION, "dA is multiplied by the activation function g, where its "
            "derivative g' belongs: the first of a pair in `activation_functions` for the second.",
            "[layer - 1][1] => [layer - 1][0]"),
        "slope-of-wrong-curve": (ERROR_THROUGH_ACTIVATION, "a hidden layer gets the derivative of an activation "
            "function that is not its own: another layer's, or one for all. `activation_functions` counts from 0 and "
            "layers from 1.",
            *OTHER_ACTIVATIONS, "derivative(Z[layer]) => (A[layer] * (1 - A[layer]))",
            "derivative(Z[layer]) => (1 - A[layer]**2)"),
        "weights-not-transposed": (ERROR_THROUGH_WEIGHTS, "the backward pass uses the weights as the forward pass "
            "does. Derivatives go from outputs to inputs, so rows and columns change places.",
            "W.T => W", "W.T.dot(dZ) => np.einsum('ij,jn->in', W, dZ)"),
        "gradient-transposed": (WEIGHT_GRADIENT, "rows and columns of dW are swapped: dW[i, j] belongs to node i and "
            "input j.",
            "(dW, db) => (dW.T, db)"),
        "wrong-layer-input": (WEIGHT_GRADIENT, "dW is made with something else than what went into its layer, say "
            "what came out of it; a weight acts on what went in.",
            "A[layer - 1] => A[layer]", "A[layer - 1] => A[min(layer, L - 1)]", "A[layer - 1] => A[0]",
            "A[layer - 1] => {**A, L: sigmoid(Z[L])}[layer]", "A[layer - 1] => {**Z, 0: A[0]}[layer - 1]"),
        "extra-slope": (ERROR_OF_LOGITS, "the last layer gets the derivative of an activation function. It has none, "
            "and the sigmoid in the cost has cancelled its own derivative.",
            *(f"gradients = [] => dZ = dZ * {derivative}(Z[L]); gradients = []"
              for derivative in (
                  "sigmoid_derivative", "activation_functions[-1][1]", "activation_functions[L - 1][1]"))),
        "forgot-mean": (ERROR_OF_LOGITS, "the cost is a mean over N samples, and somewhere its 1 / N is missing.",
            ") / N => )", "dW = dZ => dW = N * dZ", "db = dZ => db = N * dZ"),
        "mean-twice": (ERROR_OF_LOGITS, "the 1 / N of the mean comes in more than once. It belongs to the first dZ, "
            "and everything after that inherits it.",
            "dW = dZ => dW = 1 / N * dZ & db = dZ => db = 1 / N * dZ", "dW = dZ => dW = 1 / N * dZ",
            "dA = => dA = 1 / N *"),
        "wrong-sign": (ERROR_OF_LOGITS, "the sign is the wrong way round from the start: prediction minus truth.",
            "sigmoid(Z[L]) - Y => Y - sigmoid(Z[L])"),
        "factor-two": (ERROR_OF_LOGITS, "a factor of two too much or too little from the start, as from the "
            "derivative of a square. This cost has no square.",
            "dZ = ( => dZ = 2 * (", "dZ = ( => dZ = 1 / 2 * ("),
        "bias-mean": (BIAS_GRADIENT, "db is a mean over samples; it is a sum (the mean's 1 / N is already in dZ).",
            "dZ.sum => dZ.mean"),
        "bias-zero": (BIAS_GRADIENT, "db is 0: a bias acts on every sample, by a factor 1, and has a derivative "
            "like any weight.",
            "True) => True) * 0"),
        "bias-wrong-axis": (BIAS_GRADIENT, "db adds up along the wrong axis. Samples are columns, and a node's bias "
            "acts on all samples of its own row.",
            "axis=1 => axis=0", "axis=1, keepdims=True => axis=0", "axis=1, keepdims=True) => axis=0)[:, None]",
            "axis=1 => axis=None", "axis=1, keepdims=True =>"),
        "bias-shape": (BIAS_GRADIENT, "the numbers of db are right and stand in the wrong shape: b_l is a column, "
            "one row a node.",
            ", db)) => , db.ravel()))", ", db)) => , db.T))"),
        "blocks-reversed": (WEIGHT_GRADIENT, "the gradients are listed from the last layer to the first, as they "
            "were found.",
            "gradients[::-1] => gradients"),
    },
    "xavier_uniform": {
        "fan-in-only": (XAVIER_BOUND, "the bound counts the nodes that feed the layer and not those that leave it.",
            *(f"6 / (fan_in + fan_out) => {c} / fan_in" for c in (6, 3, 1, 2))),
        "forgot-root": (XAVIER_BOUND, "the bound lacks its square root.",
            "np.sqrt =>"),
        "one-sided": (XAVIER_DRAW, "all weights have one sign; the draw is to reach as far below 0 as above.",
            "return -a => return 0"),
        "weights-transposed": (WEIGHT_SHAPE, "rows and columns of the weights are swapped: a row for each node of "
            "the layer, a column for each input.",
            "(n, m) => (m, n)"),
        "bias-not-zero": (XAVIER_BIASES, "biases are drawn too; only weights have to differ from one another.",
            "np.zeros((n, 1)) => rng.uniform(low, high, (n, 1))"),
    },
    "adam_step": {
        "forgot-correction": (BIAS_CORRECTION, "m and v start at 0 and are too small at first. What makes up for "
            "that is missing, for one of them or for both.",
            "m_up, v_up = => m_up, v_up = 1, 1 #", "1 / (1 - beta1**t) => 1", "1 / (1 - beta2**t) => 1"),
        "forgot-square": (SECOND_MOMENT, "v follows the gradient or its size; it is to follow the square.",
            "np.square => abs", "np.square(gradient) => gradient"),
        "forgot-root": (ADAM_STEP, "a mean square, or what makes up for its start, stands where its root belongs.",
            "np.sqrt =>", "np.sqrt(v) => v", "np.sqrt(v_up) => v_up"),
        "betas-swapped": (FIRST_MOMENT, "beta1 and beta2 have changed places: m forgets fast, v slowly.",
            "m = m => beta1, beta2 = beta2, beta1; m = m",
            "m = m => beta1, beta2 = beta2, beta1; m = m & m_up, v_up = => v_up, m_up =",
            "m_up, v_up = => v_up, m_up ="),
        "wrong-sign": (ADAM_STEP, "the step goes uphill, with the gradient; it is to go against it.",
            "theta - step => theta + step"),
        "t-off-by-one": (BIAS_CORRECTION, "t does not count this step: it starts from 0 or 2 in place of 1, or stays "
            "where it is.",
            "**t => **(t - 1)", "**t => **(t + 1)", "**t => **1"),
    },
    "train": {
        "gradient-once": (TRAINING_LOOP, "the gradient is asked for once, at the start. Every step needs that of "
            "where it stands.",
            "m, v = np => start, m, v = theta, np & gradient_of(theta), m => gradient_of(start), m"),
        "memory-lost": (FIRST_MOMENT, "what Adam remembers (m, v or both) is lost between steps: every step starts "
            "it again.",
            "(theta), m, v, t => (theta), 0 * m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, v, t",
            "(theta), m, v, t => (theta), m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, 0 * v, 1"),
        "one-step-off": (TRAINING_LOOP, "there is one step too many or too few.",
            "epochs + 1 => epochs + 2", "epochs + 1 => epochs"),
        "t-off-by-one": (BIAS_CORRECTION, "t is not the number of the step: it starts from 0 or 2 in place of 1, or "
            "never counts on.",
            "v, t, learning_rate) => v, t - 1, learning_rate)", "v, t, learning_rate) => v, t + 1, learning_rate)",
            "v, t, learning_rate) => v, 1, learning_rate)"),
    },
}  # fmt: skip


def check_substitutions():
    """Raise LookupError if any substitution does not find its text in reference.py."""
    for exercise, mistakes in MISTAKES.items():
        for _, _, *substitutions in mistakes.values():
            for substitution in substitutions:
                mutated_source(exercise, (substitution,))
    for exercise, substitution in RIGHT_SUBSTITUTIONS.items():
        mutated_source(exercise, (substitution,))


check_substitutions()  # at import: in the process of a check it would look like an error of the learner's
