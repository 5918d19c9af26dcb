"""What differs from the notebook, and why, in the report's words. Proved by tests/view/test_report.py."""

DIFFERENCES = (
    (
        "The sigmoid",
        "The notebook's text prints 1 / (1 + exp(z)), which falls. The code here, like the notebook's own library "
        "call, has 1 / (1 + exp(-z)).",
    ),
    (
        "The average of the rest",
        "The notebook sets W[0] and W[1] to zero and then divides the sum by all 15. Here the sum of the 13 "
        "others is divided by 13, in plots and movies alike.",
    ),
    (
        "What the axis counts",
        "The notebook's axis says iteration and counts recorded frames. Here it counts iterations; a frame is "
        "recorded every 40.",
    ),
    (
        "What belongs together",
        "A recorded frame of the notebook holds the weights after a step and the cost before it. Here both are of "
        "the same moment, and frame 0 is the start.",
    ),
    (
        "The threshold",
        "The notebook rounds a probability, so exactly one half becomes label 0. Here, as its text says, a "
        "probability of at least the threshold is label 1.",
    ),
    (
        "Chance",
        "The notebook draws afresh whenever it runs. Here everything follows from one seed, so this page can be "
        "made again; its numbers differ from the published ones as two draws differ.",
    ),
    (
        "Precision",
        "The notebook computes in 32 bits with TensorFlow; here it is 64 bits with NumPy, and every gradient is "
        "written by hand.",
    ),
    (
        "Where the mass goes",
        "The notebook hopes for less and less mass on the weights that do not matter. Measured weight by weight, "
        "Adam moves them about as far as those that do, each in its own direction; an average hides some of that.",
    ),
)
