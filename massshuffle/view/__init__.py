"""Everything that is looked at: figures, movies, pages. The learning modules never import it. A reader's map:

    figures/                every picture, as a function that returns a matplotlib Figure
    movies                  a matrix of weights as a movie, one frame per recorded moment
    run_summary             a run's numbers in words and rows
    page, interactive       a web page in one file; the controls, data and scripts of an interactive one
    story, report           the notebook's pictures and movies in order, and the page that tells them
    one_step/, explore/     the page that steps through one step, and the page that explores training runs
    photograph              pages as pictures, for the README

Begin with figures/weights.py; for pages with page.py, interactive.py and interactive.js.
"""
