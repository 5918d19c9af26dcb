"""The known mistakes: for each its code, the formula that it breaks, its explanation, and how it is made.

A mistake is made by a substitution in reference.py: "W.T => W" forgets a transpose. Two changes that belong together
stand in one substitution, with & between them. A wrong answer is compared with the answers of the functions that come
of these substitutions, and its mistake is named only where the numbers are the same (diagnosis.py). "overflows" needs
no substitution, because large numbers show it.

Tested by tests/practice/test_mistakes.py.
"""

from massshuffle import activations, backpropagation, cost, initializers, numerical_gradient, optimizers, training
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
CENTRAL_DIFFERENCE = (numerical_gradient, "df/dtheta_j = [f(theta + h e_j) - f(theta - h e_j)] / (2 h)")
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
RARE = ("slope-times-z", "product-order", "entry-by-entry", "product-for-entries", "labels-transposed", "last-sample",
        "weights-changed", "bias-one-number", "bias-not-summed", "bias-from-output", "sigmoid-twice",
        "one-list")  # fmt: skip

TWO_LAYERS = (WEIGHTED_SUM, "two layers are written out. It is right with one hidden layer, and wrong with none and "
              "with two. A loop over layers goes through any number of them.")  # fmt: skip

# Lines of adam_step and train that some mistakes replace as a whole.
NEW_M = "m = m + (1 - beta1) * (gradient - m)"
NEW_V = "v = v + (1 - beta2) * (np.square(gradient) - v)"
STEP = "step = learning_rate * m_up / np.sqrt(v_up) * m / (np.sqrt(v) + epsilon)"
ADAM_CALL = "theta, m, v = adam_step(theta, gradient_of(theta), m, v, t, learning_rate)"

MISTAKES = {
    "sigmoid": {
        "overflows": (STABLE_SIGMOID, "e is raised to a power so large that no float holds the result. The function "
            "can be written with tanh, or by the sign of z, so that this never happens."),
        "clipped": (STABLE_SIGMOID, "z is clipped, so the sigmoid stays away from 0 and 1. It can be written with "
            "tanh, or by the sign of z, so that no clip is needed."),
        "wrong-sign": (SIGMOID, "the sign of z is wrong, so the function falls. It should rise from 0 to 1.",
            "np.asarray(z) => -np.asarray(z)"),
        "brackets": (SIGMOID, "brackets are missing: 1 / 1 + x is 1 + x. The sum 1 + e^-z is the denominator.",
            "stable_sigmoid(np.asarray(z)) => 1 / 1 + np.exp(-np.asarray(z))"),
        "tanh": (SIGMOID, "this is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            "stable_sigmoid(np.asarray(z)) => np.tanh(np.asarray(z))"),
        "not-halved": (STABLE_SIGMOID, "this is the sigmoid of 2 z, as when tanh is taken of z. With tanh, z is "
            "halved first.",
            "stable_sigmoid(np.asarray(z)) => 0.5 + 0.5 * np.tanh(np.asarray(z))"),
    },
    "sigmoid_derivative": {
        "slope-at-output": (SIGMOID_DERIVATIVE, "z goes through the sigmoid too rarely or too often. Both factors are "
            "made of g(z), not of z or of g(g(z)).",
            "sigmoid(z) => z", "sigmoid(z) => sigmoid(sigmoid(z))", "a * (1 - a) => a * (1 - z)"),
        "square-inside": (SIGMOID_DERIVATIVE, "the square is taken of e^-z alone, in the form e^-z / (1 + e^-z)^2. It "
            "belongs to the whole bracket.",
            "a * (1 - a) => np.exp(-z) / (1 + np.exp(-2 * z))"),
        "forgot-factor": (SIGMOID_DERIVATIVE, "one factor is missing. The derivative is a product of two.",
            "a * (1 - a) => a", "a * (1 - a) => 1 - a"),
        "same-factor": (SIGMOID_DERIVATIVE, "the same factor comes twice. One is g, the other is 1 - g.",
            "a * (1 - a) => a * a", "a * (1 - a) => (1 - a) * (1 - a)"),
        "brackets": (SIGMOID_DERIVATIVE, "brackets are missing: g * 1 - g is 0. The second factor is 1 - g.",
            "a * (1 - a) => a * 1 - a"),
        "wrong-sign": (SIGMOID_DERIVATIVE, "a sign is wrong. The sigmoid rises, so its derivative is positive, and "
            "its second factor is 1 minus g.",
            "a * (1 - a) => a * (1 + a)", "a * (1 - a) => -a * (1 - a)"),
        "tanh": (SIGMOID_DERIVATIVE, "1 - g^2 is the derivative of tanh. The sigmoid has another.",
            "a * (1 - a) => 1 - a**2"),
    },
    "binary_cross_entropy": {
        "forgot-mean": (COST, "the costs of the samples are added up or left one by one. The cost is their mean. (N "
            "is the number of columns, and len of an array (1, N) is 1.)",
            "np.mean => np.sum", "np.mean => np.asarray", "np.mean => np.ravel"),
        "overflows": (COST, "for large |z| the sigmoid rounds to 0 or 1 and its logarithm breaks, or e is raised to "
            "a power too large for a float. Use softplus(z) - y z with a softplus that raises e to -|z| only."),
        "clipped": (COST, "the logarithm of 0 is avoided, for example by a clip or by a small number. So the cost is "
            "wrong for large |z|. With softplus(z) - y z there is no logarithm of 0 to avoid.",
            *(f"softplus(z) - y * z => -y * np.log(sigmoid(z) + {eps}) - (1 - y) * np.log(1 - sigmoid(z) + {eps})"
              for eps in ("1e-10", "1e-9", "1e-8", "1e-7", "1e-6", "1e-5"))),
        "wrong-sign": (COST_OF_A_SAMPLE, "a sign is wrong, that of y z or that of the whole. The logarithm of a "
            "probability is negative, and a cost is not.",
            "np.mean => -np.mean", "- y * z => + y * z"),
        "one-term": (COST_OF_A_SAMPLE, "one of the two terms is missing, or has the wrong sign. Samples of label 0 and "
            "of label 1 both cost something.",
            *(f"softplus(z) - y * z => {terms}" for terms in ("y * softplus(-z)", "(1 - y) * softplus(z)",
              "y * softplus(-z) - (1 - y) * softplus(z)", "(1 - y) * softplus(z) - y * softplus(-z)", "softplus(z)",
              "-y * softplus(-z)", "-(1 - y) * softplus(z)"))),
        "log-base": (COST_OF_A_SAMPLE, "the logarithm has the base 2 or 10. It is the natural one, np.log.",
            *(f"softplus(z) - y * z => (softplus(z) - y * z) / np.log({base})" for base in (2, 10))),
        "other-labels": (COST_OF_A_SAMPLE, "this is the formula for labels -1 and 1. Here they are 0 and 1.",
            "softplus(z) - y * z => softplus(-y * z)"),
        "labels-swapped": (COST_OF_A_SAMPLE, "labels 0 and 1 are swapped. Label 1 goes with log sigmoid(z).",
            "y * z => (1 - y) * z"),
        "logits-as-probabilities": (COST_OF_A_SAMPLE, "the logits are used as probabilities. They go through the "
            "sigmoid first.",
            *(f"softplus(z) - y * z => -y * np.log(z) - (1 - y) * np.log(1 - z) & z, y = => y, z = np.asarray(labels), "
              f"np.clip(logits, {eps}, 1 - {eps}) #" for eps in ("1e-15", "1e-12", "1e-10", "1e-9", "1e-8", "1e-7"))),
        "sigmoid-twice": (COST_OF_A_SAMPLE, "the logits go through the sigmoid twice. Once is enough.",
            "np.asarray(logits), => sigmoid(logits),"),
        "squared-error": (COST_OF_A_SAMPLE, "this is a squared error. This cost is a logarithm.",
            "softplus(z) - y * z => (sigmoid(z) - y) ** 2", "softplus(z) - y * z => (sigmoid(z) - y) ** 2 / 2"),
        "labels-transposed": (COST_OF_A_SAMPLE, "labels and logits are combined as a column and a row, which gives "
            "an N x N table. Combine them entry by entry.",
            "y * z => y.T * z", "y * z => y.T @ z", "y * z => y * z.T"),
        "last-sample": (COST, "only the last sample counts, as with = in a loop in place of +=. All samples do.",
            "np.mean(softplus(z) - y * z) => (softplus(z) - y * z)[0, -1]",
            "np.mean(softplus(z) - y * z) => (softplus(z) - y * z)[0, -1] / z.size"),
    },
    "binary_cross_entropy_gradient": {
        "forgot-mean": (COST_DERIVATIVE, "the 1 / N is missing, or its N is 1. The cost is a mean over N samples, "
            "and N is the number of columns. (len of an array (1, N) is 1.)",
            "/ dZ.size =>"),
        "brackets": (COST_DERIVATIVE, "brackets are missing: only the label is divided by N. The difference should be.",
            "- np.asarray(labels) => - np.asarray(labels) / np.size(labels) & / dZ.size =>"),
        "wrong-sign": (COST_DERIVATIVE, "the sign is wrong. It is prediction minus truth, so that the derivative is "
            "positive where the prediction is too high.",
            "return dZ => return -dZ", "- np.asarray => + np.asarray"),
        "extra-slope": (COST_DERIVATIVE, "the derivative of the sigmoid is a factor too many. The logarithm's own "
            "derivative cancels it.",
            "return dZ => return sigmoid_derivative(logits) * dZ"),
        "factor-two": (COST_DERIVATIVE, "there is a factor of two too much or too little, as from the derivative of "
            "a square. This cost has no square.",
            "return dZ => return 2 * dZ", "return dZ => return dZ / 2"),
        "forgot-sigmoid": (COST_DERIVATIVE, "the label is compared with the logit. It belongs beside the probability.",
            "sigmoid(logits) => logits"),
        "class-for-probability": (COST_DERIVATIVE, "the prediction is rounded to a class, 0 or 1. The probability "
            "itself belongs beside the label.",
            "sigmoid(logits) => np.round(sigmoid(logits))"),
        "sigmoid-twice": (COST_DERIVATIVE, "the logits go through the sigmoid twice. Once is enough.",
            "sigmoid(logits) => sigmoid(sigmoid(logits))"),
        "for-probability": (COST_DERIVATIVE, "this is the derivative for the probability. The one for the logit has "
            "the derivative of the sigmoid as a further factor.",
            "return dZ => return 1 / sigmoid_derivative(logits) * dZ"),
        "labels-transposed": (COST_DERIVATIVE, "labels and logits are combined as a column and a row, which gives an "
            "N x N table. Combine them entry by entry.",
            *(f"{old} => {old}.T{divisor}" for old in ("np.asarray(labels)", "sigmoid(logits)")
              for divisor in ("", " & dZ.size => len(dZ)", " & / dZ.size =>"))),
        "one-number": (COST_DERIVATIVE, "the derivatives are averaged or added up. Each logit keeps its own.",
            "return dZ / dZ.size => return np.mean(dZ)", "return dZ / dZ.size => return np.sum(dZ)"),
    },
    "central_difference": {
        "one-sided": (CENTRAL_DIFFERENCE, "only one side moves. A central difference compares a step ahead with a "
            "step behind.",
            "f(behind) => f(theta) & (2 * step) => step", "f(ahead) => f(theta) & (2 * step) => step",
            "f(behind) => f(theta)", "f(ahead) => f(theta)"),
        "forgot-two": (CENTRAL_DIFFERENCE, "the difference is divided by h. The two points are 2 h apart.",
            "(2 * step) => step"),
        "brackets": (CENTRAL_DIFFERENCE, "brackets are missing: x / 2 * h is half of x times h. Divide by 2 h.",
            "/ (2 * step) => / 2 * step"),
        "not-divided": (CENTRAL_DIFFERENCE, "the difference is not divided by the distance of the two points.",
            "/ (2 * step) =>", "/ (2 * step) => / 2"),
        "wrong-sign": (CENTRAL_DIFFERENCE, "the sign is wrong. It is f ahead minus f behind.",
            "f(ahead) - f(behind) => f(behind) - f(ahead)"),
        "not-put-back": (CENTRAL_DIFFERENCE, "the entries before j are not put back. Move one entry at a time.",
            *(f"ahead[j] += step => ahead[j] += step; ahead[:j] {move}; behind[:j] {move}"
              for move in ("+= step", "-= step"))),
        "all-at-once": (CENTRAL_DIFFERENCE, "all entries of theta move together. Move one entry at a time.",
            "ahead[j] => ahead & behind[j] => behind",
            "ahead[j] => ahead & behind[j] => behind & return gradient => return gradient[0]"),
        "returned-early": (CENTRAL_DIFFERENCE, "only the first entry is computed, as when `return` stands inside the "
            "loop. It belongs below.",
            "return gradient => gradient[1:] = 0; return gradient"),
        "not-copied": (CENTRAL_DIFFERENCE, "the gradient is 0 everywhere, because f is the same on both sides. Either "
            "ahead = theta and behind = theta name one array, or an array of integers cuts the step to 0. Move an "
            "entry of a copy, and let it hold floats.",
            "ahead, behind = theta.copy(), theta.copy() => ahead = behind = theta.copy()"),
    },
    "forward": {
        "two-layers": TWO_LAYERS,
        "bends-last-layer": (ACTIVATION, "the last layer has an activation function. It has none, because the cost "
            "takes the logits as they are.",
            *(f"A[L] = Z[L] => {bent} = {g}(Z[L])" for bent in ("A[L]", "A[L] = Z[L]")
              for g in ("sigmoid", *(f"activation_functions[{index}][0]" for index in ("-1", "0", "L - 1"))))),
        "forgot-bias": (WEIGHTED_SUM, "a bias is not added. Every layer has one.",
            "+ b =>", "+ b => + b * (layer == L)", "+ b => + b * (layer < L)"),
        "forgot-activation": (ACTIVATION, "a hidden layer passes on Z without its activation function. So all layers "
            "together can do no more than one.",
            "activation_functions[layer - 1][0](Z[layer]) => Z[layer]",
            "A[layer - 1] => (Z[layer - 1] if layer > 1 else X)"),
        "wrong-curve": (ACTIVATION, "a hidden layer has an activation function that is not its own: another layer's, "
            "the same one everywhere, or the derivative. Layer l has the first of pair number l - 1, counted from 0.",
            *OTHER_ACTIVATIONS, "[0](Z[layer]) => [1](Z[layer])"),
        "overwritten": (WEIGHTED_SUM, "Z_l is overwritten by A_l. Keep both, because the backward pass needs both.",
            "A[layer] = activation => A[layer] = Z[layer] = activation"),
        "entry-by-entry": (WEIGHTED_SUM, "W and A are multiplied entry by entry. A matrix product belongs there, W @ "
            "A.",
            "W @ => W *", "W @ => W.T *"),
        "product-order": (WEIGHTED_SUM, "the factors are in the wrong order, as for data with one sample per row. Here "
            "samples are columns, so W stands on the left.",
            "W @ A[layer - 1] => A[layer - 1] @ W", "W @ A[layer - 1] => A[layer - 1] @ W.T"),
        "weights-transposed": (WEIGHTED_SUM, "W is transposed. It has one row per node of its layer, so it fits as it "
            "is.",
            "W @ => W.T @"),
        "input-everywhere": (WEIGHTED_SUM, "every layer is given X. Layer l takes the output of the layer before.",
            "A[layer - 1] => X"),
    },
    "backward": {
        "two-layers": TWO_LAYERS,
        "forgot-slope": (ERROR_THROUGH_ACTIVATION, "the derivative of a hidden layer's activation function is left "
            "out. It multiplies dA, entry by entry.",
            "dA * derivative(Z[layer]) => dA"),
        "slope-at-output": (ERROR_THROUGH_ACTIVATION, "the derivative is taken at A, the output of the activation. "
            "It belongs at Z, the input. (The book's g' expects z, not g(z).)",
            "derivative(Z[layer]) => derivative(A[layer])"),
        "curve-for-slope": (ERROR_THROUGH_ACTIVATION, "dA is multiplied by the activation itself, not by its "
            "derivative. You took the first of a pair in `activation_functions`. Take the second.",
            "[layer - 1][1] => [layer - 1][0]"),
        "slope-times-z": (ERROR_THROUGH_ACTIVATION, "Z is a factor. It belongs inside g', as its argument.",
            "derivative(Z[layer]) => derivative(Z[layer]) * Z[layer]", "derivative(Z[layer]) => Z[layer]",
            "derivative(Z[layer]) => derivative(A[layer]) * Z[layer]"),
        "slope-of-wrong-curve": (ERROR_THROUGH_ACTIVATION, "a hidden layer gets the derivative of an activation "
            "function that is not its own: another layer's, or one for all. `activation_functions` counts from 0 and "
            "layers from 1.",
            *OTHER_ACTIVATIONS, "derivative(Z[layer]) => (A[layer] * (1 - A[layer]))",
            "derivative(Z[layer]) => (1 - A[layer]**2)"),
        "weights-not-transposed": (ERROR_THROUGH_WEIGHTS, "the backward pass uses the weights as the forward pass "
            "does. Error signals go from outputs to inputs, so W is transposed.",
            "W.T => W", "W.T.dot(dZ) => np.einsum('ij,jn->in', W, dZ)"),
        "product-order": (ERROR_THROUGH_WEIGHTS, "the factors of a matrix product are in the wrong order, as for data "
            "with one sample per row. Here samples are columns, so W^T stands to the left of dZ, and dZ to the left of "
            "A^T.",
            "W.T.dot(dZ) => dZ.dot(W.T)", "W.T.dot(dZ) => dZ.dot(W)",
            "dZ @ A[layer - 1].T => A[layer - 1].T @ dZ", "dZ @ A[layer - 1].T => A[layer - 1] @ dZ"),
        "entry-by-entry": (WEIGHT_GRADIENT, "two arrays are multiplied entry by entry (*, np.multiply). A matrix "
            "product belongs there, @, which adds up over samples or nodes.",
            "dZ @ A[layer - 1].T => dZ * A[layer - 1].T", "dZ @ A[layer - 1].T => dZ * A[layer - 1]",
            "W.T.dot(dZ) => W.T * dZ", "W.T.dot(dZ) => W * dZ"),
        "product-for-entries": (ERROR_THROUGH_ACTIVATION, "dA and g'(Z) are multiplied as matrices (@, np.dot). They "
            "belong together entry by entry, with *.",
            "dA * derivative(Z[layer]) => dA @ derivative(Z[layer])",
            "dA * derivative(Z[layer]) => dA @ derivative(Z[layer]).T"),
        "gradient-transposed": (WEIGHT_GRADIENT, "rows and columns of dW are swapped. dW[i, j] belongs to node i and "
            "input j.",
            "(dW, db) => (dW.T, db)"),
        "input-not-transposed": (WEIGHT_GRADIENT, "A is not transposed in dW. The product adds up over samples, which "
            "are the columns of dZ and must be the rows of the second factor.",
            "A[layer - 1].T => A[layer - 1]"),
        "wrong-layer-input": (WEIGHT_GRADIENT, "dW is made with something else than the input of its layer, say with "
            "its output. A weight acts on the input.",
            "A[layer - 1] => A[layer]", "A[layer - 1] => A[min(layer, L - 1)]", "A[layer - 1] => A[0]",
            "A[layer - 1] => {**A, L: sigmoid(Z[L])}[layer]", "A[layer - 1] => {**Z, 0: A[0]}[layer - 1]"),
        "extra-slope": (ERROR_OF_LOGITS, "the last layer gets the derivative of an activation function. That layer has "
            "none, and the derivative of the sigmoid in the cost cancels against that of the logarithm.",
            *(f"gradients = [] => dZ = dZ * {derivative}(Z[L]); gradients = []"
              for derivative in (
                  "sigmoid_derivative", "activation_functions[-1][1]", "activation_functions[L - 1][1]"))),
        "forgot-mean": (ERROR_OF_LOGITS, "somewhere the 1 / N is missing, or its N is another number. The cost is a "
            "mean over N samples, and N is the number of columns. (len of an array (1, N) is 1.)",
            ") / N => )", ") / N => ) / len(A[0])", "dW = dZ => dW = N * dZ", "db = dZ => db = N * dZ"),
        "mean-twice": (ERROR_OF_LOGITS, "the 1 / N of the mean comes in more than once. It belongs to the first dZ, "
            "and everything after that inherits it.",
            "dW = dZ => dW = 1 / N * dZ & db = dZ => db = 1 / N * dZ", "dW = dZ => dW = 1 / N * dZ",
            "dA = => dA = 1 / N *"),
        "wrong-sign": (ERROR_OF_LOGITS, "the sign is wrong from the start. It is prediction minus truth.",
            "sigmoid(Z[L]) - Y => Y - sigmoid(Z[L])"),
        "factor-two": (ERROR_OF_LOGITS, "there is a factor of two too much or too little from the start, as from the "
            "derivative of a square. This cost has no square.",
            "dZ = ( => dZ = 2 * (", "dZ = ( => dZ = 1 / 2 * ("),
        "forgot-sigmoid": (ERROR_OF_LOGITS, "the label is compared with the logit. It belongs beside the probability.",
            "sigmoid(Z[L]) - Y => Z[L] - Y"),
        "for-probability": (ERROR_OF_LOGITS, "the backward pass begins with the derivative for the probability. The "
            "one for the logit has the derivative of the sigmoid as a further factor.",
            ") / N => ) / N / sigmoid_derivative(Z[L])"),
        "sigmoid-twice": (ERROR_OF_LOGITS, "the logits go through the sigmoid twice. Once is enough.",
            "sigmoid(Z[L]) => sigmoid(sigmoid(Z[L]))"),
        "labels-transposed": (ERROR_OF_LOGITS, "labels and logits are combined as a column and a row, which gives an "
            "N x N table. Combine them entry by entry.",
            "- Y) => - Y.T)", "sigmoid(Z[L]) - Y => sigmoid(Z[L]).T - Y"),
        "weights-changed": (ERROR_THROUGH_WEIGHTS, "the weights are changed before the error signal goes through "
            "them. It takes the weights of the forward pass.",
            *(f"W.T.dot => (W - {rate} * gradients[-1][0]).T.dot" for rate in (1, 0.1, 0.01))),
        "last-sample": (WEIGHT_GRADIENT, "only the last sample counts, as with = in a loop in place of +=. All "
            "samples do.",
            "dW = dZ @ A[layer - 1].T => dW = dZ[:, -1:] @ A[layer - 1][:, -1:].T & dZ.sum => dZ[:, -1:].sum",
            "dW = dZ @ A[layer - 1].T => dW = dZ[:, -1:] @ A[layer - 1][:, -1:].T", "dZ.sum => dZ[:, -1:].sum"),
        "bias-mean": (BIAS_GRADIENT, "db is a mean over samples. It is a sum, because the 1 / N is already in dZ.",
            "dZ.sum => dZ.mean"),
        "bias-zero": (BIAS_GRADIENT, "db is 0. A bias acts on every sample, by a factor 1, and has a derivative like "
            "any weight.",
            "True) => True) * 0"),
        "bias-wrong-axis": (BIAS_GRADIENT, "db adds up along the wrong axis. Samples are columns, and a node's bias "
            "acts on all samples of its own row.",
            "axis=1 => axis=0", "axis=1, keepdims=True => axis=0", "axis=1, keepdims=True) => axis=0)[:, None]"),
        "bias-one-number": (BIAS_GRADIENT, "db is one number for the layer. Each node has its own.",
            "axis=1 => axis=None", "axis=1, keepdims=True =>"),
        "bias-not-summed": (BIAS_GRADIENT, "db is dZ itself, a number per sample. A bias acts on all samples, so "
            "they are added up.",
            "dZ.sum(axis=1, keepdims=True) => dZ"),
        "bias-from-output": (BIAS_GRADIENT, "db is made of dA. The layer's own dZ belongs there.",
            "dZ.sum => (dA if layer < L else dZ).sum"),
        "bias-shape": (BIAS_GRADIENT, "the numbers of db are right, their shape is not. b_l is a column with one row "
            "per node.",
            ", db)) => , db.ravel()))", ", db)) => , db.T))"),
        "one-list": (WEIGHT_GRADIENT, "every layer has the gradients of layer 1, as after [[None, None]] * L, which is "
            "one list L times. Make one per layer.",
            "return gradients[::-1] => return gradients[-1:] * L"),
        "blocks-reversed": (WEIGHT_GRADIENT, "the gradients are listed from the last layer to the first, as they were "
            "computed. The list begins with layer 1.",
            "gradients[::-1] => gradients"),
    },
    "xavier_uniform": {
        "fan-in-only": (XAVIER_BOUND, "the nodes on one side of the layer alone are counted. Those on both sides "
            "should be.",
            *(f"6 / (fan_in + fan_out) => {c} / fan_{side}" for c in (6, 3, 1, 2) for side in ("in", "out"))),
        "forgot-root": (XAVIER_BOUND, "the bound lacks its square root, or part of it. All of 6 / (fan_in + fan_out) "
            "is under the root.",
            "np.sqrt =>", "np.sqrt(6 / (fan_in + fan_out)) => np.sqrt(6) / (fan_in + fan_out)"),
        "brackets": (XAVIER_BOUND, "brackets are missing: 6 / m + n divides by m only. The sum is the denominator.",
            "6 / (fan_in + fan_out) => 6 / fan_in + fan_out",
            "np.sqrt(6 / (fan_in + fan_out)) => np.sqrt(6) / np.sqrt(fan_in) + np.sqrt(fan_out)"),
        "other-constant": (XAVIER_BOUND, "the 6 is another number. A uniform draw within a has the variance a^2 / 3. "
            "Xavier's variance is 2 / (fan_in + fan_out), so a^2 is three times that.",
            *(f"6 / => {c} /" for c in (2, 1, 3, 12))),
        "all-layers": (XAVIER_BOUND, "the bound counts the nodes of all layers, or of the first and the last. It "
            "should count those on both sides of its own layer.",
            *(f"(fan_in + fan_out) => {n}" for n in (
              "sum(nodes_per_layer)", "(nodes_per_layer[0] + nodes_per_layer[-1])"))),
        "one-sided": (XAVIER_DRAW, "all weights have one sign. The draw reaches as far below 0 as above.",
            "return -a => return 0"),
        "one-bound": (XAVIER_DRAW, "rng.uniform is given one bound, which is taken for the lower one, and draws from "
            "there up to 1. Give it both.",
            "return -a, a => return a, 1", "return -a, a => return -a, 1"),
        "normal-for-uniform": (XAVIER_DRAW, "the weights are drawn from a normal distribution. Xavier's uniform draw "
            "belongs here, rng.uniform(low, high, size)."),
        "weights-transposed": (WEIGHT_SHAPE, "rows and columns of the weights are swapped. A layer has one row per "
            "node and one column per input.",
            "(n, m) => (m, n)"),
        "bias-not-zero": (XAVIER_BIASES, "the biases do not start at 0. Only weights have to differ from one another.",
            "np.zeros((n, 1)) => rng.uniform(low, high, (n, 1))"),
    },
    "adam_step": {
        "forgot-correction": (BIAS_CORRECTION, "the bias correction is missing, for m, for v or for both. They start "
            "at 0 and are too small at first.",
            "m_up, v_up = => m_up, v_up = 1, 1 #", "1 / (1 - beta1**t) => 1", "1 / (1 - beta2**t) => 1"),
        "forgot-power": (BIAS_CORRECTION, "the bias correction uses beta itself. It should use beta to the power t.",
            "**t =>"),
        "multiplied": (BIAS_CORRECTION, "m and v are multiplied by 1 - beta^t. They should be divided by it.",
            "1 / (1 - beta1**t), 1 / (1 - beta2**t) => (1 - beta1**t), (1 - beta2**t)"),
        "corrected-twice": (BIAS_CORRECTION, "the corrected m or v is returned, so that the next step corrects it "
            "again. Return them as they are before the correction.",
            *(f"step, m, v => step, {m_and_v}" for m_and_v in ("m * m_up, v * v_up", "m * m_up, v", "m, v * v_up"))),
        "forgot-square": (SECOND_MOMENT, "v follows the gradient or its absolute value. It should follow the square.",
            "np.square => abs", "np.square(gradient) => gradient"),
        "square-of-deviation": (SECOND_MOMENT, "v follows the square of gradient - m. It should follow the square of "
            "the gradient itself.",
            "np.square(gradient) => np.square(gradient - m)",
            f"{NEW_M} => old_m = m; {NEW_M} & np.square(gradient) => np.square(gradient - old_m)"),
        "forgot-root": (ADAM_STEP, "a mean square, or its correction, stands where its root belongs.",
            "np.sqrt =>", "np.sqrt(v) => v", "np.sqrt(v_up) => v_up"),
        "forgot-one-minus-beta": (FIRST_MOMENT, "the new value comes in with weight 1. It should have the weight 1 - "
            "beta, so that both weights add up to 1.",
            f"{NEW_M} => m = beta1 * m + gradient", f"{NEW_V} => v = beta2 * v + gradient**2",
            f"{NEW_M} => m = beta1 * m + gradient & {NEW_V} => v = beta2 * v + gradient**2"),
        "weights-swapped": (FIRST_MOMENT, "beta and 1 - beta are swapped. The old mean should have the weight beta, "
            "close to 1.",
            f"{NEW_M} => m = m + beta1 * (gradient - m)", f"{NEW_V} => v = v + beta2 * (gradient**2 - v)",
            "(1 - beta1) * => beta1 * & (1 - beta2) * => beta2 *"),
        "betas-swapped": (FIRST_MOMENT, "beta1 and beta2 are mixed up. m should use beta1 and forget fast. v should "
            "use beta2 and forget slowly.",
            "(1 - beta2) * (np => (1 - beta1) * (np", "(1 - beta1) * (g => (1 - beta2) * (g",
            "m = m => beta1, beta2 = beta2, beta1; m = m",
            "m = m => beta1, beta2 = beta2, beta1; m = m & m_up, v_up = => v_up, m_up =",
            "m_up, v_up = => v_up, m_up ="),
        "return-order": (ADAM_STEP, "the three arrays are returned in another order. Return theta, m, v.",
            *(f"theta - step, m, v => {order}" for order in ("m, v, theta - step", "theta - step, v, m"))),
        "step-only": (ADAM_STEP, "the step is returned in place of theta. It should be subtracted from theta.",
            "return theta - step => return step", "return theta - step => return -step"),
        "wrong-sign": (ADAM_STEP, "the step goes uphill, with the gradient. It should go downhill, against the "
            "gradient.",
            "theta - step => theta + step"),
        "epsilon-in-root": (ADAM_STEP, "epsilon is added inside the root. It should be added to the root.",
            "(np.sqrt(v) + epsilon) => np.sqrt(v + epsilon)",
            f"{STEP} => step = learning_rate * m_up * m / np.sqrt(v * v_up + epsilon)"),
        "fixed-epsilon": (ADAM_STEP, "epsilon is left out, or is a fixed number. Use the argument.",
            "+ epsilon =>", "+ epsilon => + 1e-8", "+ epsilon => + 1e-8 / np.sqrt(v_up)"),
        "fixed-rate": (ADAM_STEP, "the learning rate is left out, or is a fixed number. Use the argument.",
            "step = learning_rate => step = 1e-3", "step = learning_rate => step = 1"),
        "momentum-only": (ADAM_STEP, "the step is not divided by the root of v. That root gives each parameter its own "
            "step size.",
            f"{STEP} => step = learning_rate * m_up * m", f"{STEP} => step = learning_rate * m"),
        "old-means": (ADAM_STEP, "the step is made with the old m and v. Bring them up to date first.",
            f"{NEW_M} => old_m, old_v = m, v; {NEW_M} & * m / (np.sqrt(v) => * old_m / (np.sqrt(old_v)"),
        "gradient-for-m": (ADAM_STEP, "the step uses the gradient. It should use m, the gradient's running mean.",
            f"{STEP} => step = learning_rate * gradient", "* m / => * gradient /",
            "m_up / np.sqrt(v_up) * m / => 1 / np.sqrt(v_up) * gradient /"),
        "t-off-by-one": (BIAS_CORRECTION, "t does not count this step, but the one before or after it.",
            "**t => **(t - 1)", "**t => **(t + 1)"),
    },
    "train": {
        "gradient-once": (TRAINING_LOOP, "the gradient is computed once, at the start. Every step needs the gradient "
            "at its own theta.",
            "m, v = np => start, m, v = theta, np & gradient_of(theta), m => gradient_of(start), m"),
        "memory-lost": (FIRST_MOMENT, "what Adam remembers (m, v or both) is lost between steps. Each step passes it "
            "on to the next.",
            "(theta), m, v, t => (theta), 0 * m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, v, t",
            "(theta), m, v, t => (theta), m, 0 * v, t", "(theta), m, v, t => (theta), 0 * m, 0 * v, 1"),
        "one-array": (FIRST_MOMENT, "m and v are one array with two names, as after m = v = np.zeros_like(theta), and "
            "+= changes both. Make two arrays.",
            f"{NEW_M} => m = v = m + (1 - beta1) * (gradient - m) & {NEW_V} => "
            "m = v = v + (1 - beta2) * (np.square(gradient) - v)"),
        "not-taken-apart": (TRAINING_LOOP, "adam_step returns three arrays, and all three are kept as theta. Take "
            "them apart: theta, m, v = adam_step(...).",
            "theta, m, v = adam_step => theta = adam_step"),
        "one-step-off": (TRAINING_LOOP, "there is one step too many or too few.",
            "epochs + 1 => epochs + 2", "epochs + 1 => epochs"),
        "plain-descent": (TRAINING_LOOP, "this is plain gradient descent. The steps should be those of adam_step.",
            f"{ADAM_CALL} => theta = theta - learning_rate * gradient_of(theta)"),
        "default-rate": (TRAINING_LOOP, "the learning rate is not passed on, so adam_step takes its default.",
            "v, t, learning_rate) => v, t)"),
        "wrong-sign": (ADAM_STEP, "the steps go uphill, with the gradient. They should go downhill, against the "
            "gradient.",
            "theta - step => theta + step", "gradient_of(theta) => -gradient_of(theta)"),
        "forgot-correction": (BIAS_CORRECTION, "the bias correction is missing. m and v start at 0 and are too small "
            "at first.",
            "m_up, v_up = => m_up, v_up = 1, 1 #"),
        "t-off-by-one": (BIAS_CORRECTION, "t is not the number of the step. It starts from 0 or 2 in place of 1, or "
            "stays at 1.",
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
