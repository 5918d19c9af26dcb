"""Everything that is looked at: figures, movies, pages. The learning modules never import it. A reader's map:

    figures/                every picture, as a function that returns a matplotlib Figure
    movies                  a matrix of weights as a movie, one frame per recorded moment
    numbers, names          a run's numbers in words and rows, and what its weights are called
    page, live              a web page in one file, and what one that can be touched has besides; live.js is its script
    story, report           the notebook's pictures and movies in order, and the page that tells them
    one_step/, explore/     the page that steps through one step, and the page to play with
    photograph              pages as pictures, for the README

Begin with figures/weights.py; for pages with page.py, live.py and live.js.
"""
