"""What is asked of the book: the notebook's runs, its published numbers, and the questions it left open.

Read in this order; each page needs only those above it.

    published       the numbers that the notebook printed
    side_by_side    many runs in one loop
    experiments     the notebook's two runs as data, and how to make them, alone or many at once
    band            is it the notebook? its numbers among those of a hundred runs
    studies         where does the mass go? four methods, more noise
    separators      the straight boundaries that keep furthest away from the samples
    limits          where does it all go in the end? which separator each method is heading for

Two stand by themselves: own_data reads your own CSV file, and bugs are planted to see whether the gradient check finds
them.
"""
