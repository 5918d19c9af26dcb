"""What is said about each picture and movie of the story: for those who see it, and for those who cannot.

Proved by tests/view/test_report.py: every file that the story writes has its words here.
"""

# {file name: (alternative text, caption)}, in the order of the story
DATA = {
    "01-scatter-first-100.png": (
        "Scatter plot of 100 points in the plane of x1 and x2: red points fill the left half, blue points the right.",
        "The first 100 samples in the plane that decides.",
    ),
    "02-scatter-3d.png": (
        "The samples in space, x3 upwards: its axis is stretched so far that the noise looks as large as x1 and x2.",
        "All samples with the first noise coordinate upwards. Look at the scale of that axis.",
    ),
    "03-scatter-3d-same-scale.png": (
        "The samples in space with one scale for all axes: they lie in a flat sheet, red on one side, blue on the other.",
        "The same samples with the same scale on every axis: the noise is flat.",
    ),
    "04-matrix-as-colors.png": (
        "A square of five by five coloured cells between black and white, and a colour bar.",
        "How to read a matrix as colours: dark is small, bright is large.",
    ),
}
LINEAR = {
    "05-linear-cost.png": (
        "Curve of the cost against the iteration, and black dots for the published costs.",
        "The cost of this run, and as dots the costs that the notebook printed for its own draw.",
    ),
    "linear-weights.mp4": (
        "Movie of one row of 15 coloured cells, the weights, that change colour as the iterations pass.",
        "All 15 weights while they learn. Where the colour stops changing, the weight has left the colour bar.",
    ),
    "06-linear-movie-frame.png": (
        "The last frame of the movie: one row of 15 cells between black and white.",
        "The last frame of the movie.",
    ),
    "07-linear-all-weights.png": (
        "Fifteen curves against the iteration, one a weight, W[0] and W[1] drawn bold; the numbers are in the text.",
        "Every weight against the iteration. Watch the thin curves, the noise weights: do they die out?",
    ),
    "08-linear-averaged-weights.png": (
        "Three curves against the iteration: W[0], W[1] and the mean of the other 13; the numbers are in the text.",
        "W[0], W[1] and the mean of the others.",
    ),
    "linear-averaged.mp4": (
        "Movie of three coloured cells, W[0], W[1] and the mean of the others, that change colour as the iterations pass.",
        "The same three as a movie.",
    ),
    "09-linear-averaged-movie-frame.png": (
        "The last frame of the averaged movie: three cells.",
        "The last frame of that movie.",
    ),
}
SINE = {
    "10-sine-scatter-3d.png": (
        "The samples in space with one scale for all axes: red and blue points meet along a wavy line and mix there.",
        "The samples of the second run: the border between the labels is a wave.",
    ),
    "11-sine-cost.png": (
        "Curve of the sine run's cost against the iteration, and black dots for the published costs.",
        "The cost of the sine run: no straight line separates these samples, so it cannot reach zero.",
    ),
    "12-sine-averaged-weights.png": (
        "Three curves against the iteration: W[0], W[1] and the mean of the other 13.",
        "W[0], W[1] and the mean of the others, for the sine.",
    ),
    "13-sine-all-weights.png": (
        "Fifteen curves against the iteration, W[0] and W[1] drawn bold.",
        "Every weight of that run, a picture the notebook leaves out.",
    ),
    "sine-weights.mp4": (
        "Movie of one row of 15 coloured cells, the weights of the sine run, that change colour as the iterations pass.",
        "All 15 weights of the sine run while they learn.",
    ),
    "sine-averaged.mp4": (
        "Movie of three coloured cells for the sine run: W[0], W[1] and the mean of the others.",
        "The sine run's W[0], W[1] and the mean of the others.",
    ),
}

DIFFERENCES = (
    (
        "The sigmoid",
        "The notebook's text prints 1 / (1 + exp(z)), which falls. The code here, like the notebook's own library call, has 1 / (1 + exp(-z)).",
    ),
    (
        "The average of the rest",
        "The notebook sets W[0] and W[1] to zero and then divides the sum by all 15. Here the sum of the 13 others is divided by 13, in plots and movies alike.",
    ),
    (
        "What the axis counts",
        "The notebook's axis says iteration and counts recorded frames. Here it counts iterations; a frame is recorded every 40.",
    ),
    (
        "What belongs together",
        "A recorded frame of the notebook holds the weights after a step and the cost before it. Here both are of the same moment, and frame 0 is the start.",
    ),
    (
        "The threshold",
        "The notebook rounds a probability, so exactly one half becomes label 0. Here, as its text says, a probability of at least the threshold is label 1.",
    ),
    (
        "Chance",
        "The notebook draws afresh whenever it runs. Here everything follows from one seed, so this page can be made again; its numbers differ from the published ones as two draws differ.",
    ),
    (
        "Precision",
        "The notebook computes in 32 bits with TensorFlow; here it is 64 bits with NumPy, and every gradient is written by hand.",
    ),
    (
        "Where the mass goes",
        "The notebook hopes for less and less mass on the weights that do not matter. Measured weight by weight, Adam moves them about as far as those that do, each in its own direction; an average hides some of that.",
    ),
)
