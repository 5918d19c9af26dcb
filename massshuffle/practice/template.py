"""Write backpropagation yourself: ten functions. Replace each `raise NotImplementedError` by your own lines.

    python scripts/practice.py            says how far you are, and what is wrong
    pytest my_network.py                  the same as tests

Start at the top. While one function is judged the other nine are right versions, so none needs another one's answer.
Helpers of your own are welcome, and loops are as good as matrix products.
"""

import numpy as np  # noqa: F401


def sigmoid(z):
    """Squash every number of z into [0, 1].

        1 / (1 + e^-z)

    z : array (n, N)    returns an array (n, N).  It must also do at z = 1000 and z = -1000, without a warning, where
    e^1000 is too large for a float.
    """
    raise NotImplementedError


def sigmoid_derivative(z):
    """The derivative of the sigmoid at every number of z.

        g'(z) = g(z) (1 - g(z)),    g the sigmoid

    z : array (n, N)    returns an array (n, N).
    """
    raise NotImplementedError


def binary_cross_entropy(logits, labels):
    """The cost: minus the logarithm of the probability that the true label got, its mean over the samples.

        C = 1/N sum_n [ -y_n log sigmoid(z_n) - (1 - y_n) log(1 - sigmoid(z_n)) ]
          = 1/N sum_n [ softplus(z_n) - y_n z_n ],      softplus(z) = log(1 + e^z)

    logits : array (1, N)    labels : array (1, N), each 0 or 1    returns a number.
    It must also do at logits of 1000 and -1000, without a warning.
    """
    raise NotImplementedError


def binary_cross_entropy_gradient(logits, labels):
    """The derivative of that cost for each logit.

        dC/dz_n = (sigmoid(z_n) - y_n) / N          prediction minus truth

    logits : array (1, N)    labels : array (1, N), each 0 or 1    returns an array (1, N).
    """
    raise NotImplementedError


def central_difference(f, theta, step=1e-5):
    """The numerical gradient of f at theta: how fast f grows along each entry, measured without calculus.

        df/dtheta_j = [f(theta + h e_j) - f(theta - h e_j)] / (2 h),    h the step, e_j 1 at entry j and 0 elsewhere

    f : function of an array (P,), returns a number    theta : array (P,)    returns an array (P,).
    """
    raise NotImplementedError


def forward(layers, activation_functions, X):
    """The forward pass: from the samples to the logits, keeping every Z and A.

        A_0 = X        Z_l = W_l A_(l-1) + b_l        A_l = g_l(Z_l) for l < L

    layers               : [(W_1, b_1), ..., (W_L, b_L)], W_l an array (n_l, n_(l-1)), b_l an array (n_l, 1)
    activation_functions : [(g_1, g_1'), ...], two functions for each hidden layer, so L - 1 pairs
    X                    : array (n_0, N), one sample a column
    Returns Z, A: two dicts, {1: Z_1, ..., L: Z_L} and {0: X, 1: A_1, ..., L-1: A_(L-1)}.
    """
    raise NotImplementedError


def backward(layers, activation_functions, Z, A, Y):
    """The backward pass: from the cost to the gradient of every W and b.

        dZ_L = (sigmoid(Z_L) - Y) / N
        dW_l = dZ_l A_(l-1)^T        db_l = sum of dZ_l over samples
        dA_l = W_(l+1)^T dZ_(l+1)
        dZ_l = dA_l * g_l'(Z_l)

    layers, activation_functions : as in forward    Z, A : what forward returned    Y : array (1, N), each 0 or 1
    Returns [(dW_1, db_1), ..., (dW_L, db_L)], each of the shape of its W or b.
    """
    raise NotImplementedError


def xavier_uniform(nodes_per_layer, rng):
    """Xavier initialization: weights from U(-a, a), layer after layer, and biases 0.

        a = sqrt(6 / (fan_in + fan_out)),    fan_in = n_(l-1), fan_out = n_l

    nodes_per_layer : (n_0, n_1, ..., n_L)    rng : numpy Generator; draw with rng.uniform(low, high, size)
    Returns [(W_1, b_1), ..., (W_L, b_L)], W_l an array (n_l, n_(l-1)), b_l an array (n_l, 1).
    """
    raise NotImplementedError


def adam_step(theta, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam.

        m <- m + (1 - beta1) (dtheta - m)           a running mean of the gradient
        v <- v + (1 - beta2) (dtheta^2 - v)         a running mean of its square
        theta <- theta - lr_t m / (sqrt(v) + epsilon),      lr_t = lr sqrt(1 - beta2^t) / (1 - beta1^t)

    theta, gradient (dtheta), m, v : arrays (P,)    t : the number of this step, from 1
    Returns theta, m, v, three new arrays.  (The paper's form, epsilon added after v is corrected, is as good.)
    """
    raise NotImplementedError


def train(theta, gradient_of, learning_rate, epochs):
    """Train: so many steps of Adam, each with the gradient at the theta that the step before arrived at.

        theta_1, theta_2, ..., theta_epochs,        theta_t from theta_(t-1) by adam_step with t = 1, 2, ...

    theta : array (P,), the start    gradient_of(theta) : the gradient there, an array (P,)    epochs : steps, 0 or more
    m and v start at 0; beta1, beta2 and epsilon as adam_step has them.
    Returns the last theta, an array (P,).
    """
    raise NotImplementedError
