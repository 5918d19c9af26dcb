"""One step of training, watched: the statements that ran, the numbers they made, and whether those are right.

trace (with values)             which statement ran and what it made, of any function
operands, then sums (entry)     the parts of a statement, and the sum behind each entry that it made
places, measured                the book's letters for names, and slopes measured to stand beside the computed
moments                         all of these together: read it first
words, numbers; terminal        how it is said, and as lines of text
listing, web                    as a page: graph.js, tables.js and sum.js draw its parts, web.js moves through it
small                           a network to watch
"""
