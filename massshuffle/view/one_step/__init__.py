"""One step of training, watched: the statements that ran, the numbers they made, and whether those are right.

Begin with statements, which puts all of it together. trace records the statements of real functions; expressions and
sums find their parts and the sum behind each entry. text says it in words and prints it, page makes the page (web.js,
graph.js, tables.js and sum.js move through it). small_network is a network to watch.
"""
