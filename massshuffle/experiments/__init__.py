"""The experiments that are built on the book: the notebook's runs, its sequel's walks, and the questions left open.

    runs            the notebook's two runs as data, its published numbers, and how to make a run, alone or many at once
    side_by_side    many runs in one loop
    studies         where does the mass go? many methods, more noise, batches; is it the notebook? a hundred runs
    separators      where training would end: maximum-margin separators, or the minimum of the cost
    implicit_bias   which separator each method is heading for
    walks           the sequel's two random walks
    own_data        your own CSV file, which csv_file reads and scaling scales
    planted_bugs    bugs for the gradient check to find

Begin with runs.
"""
