"""The page that explores training runs: any moment of a run, by several methods, under one slider.

exploration     what the page shows: histories of several methods from one start, and how to train them
page_data       the numbers of each frame that the page's scripts get: weights, costs, shares, the plane
page            the HTML. state.js holds what is shown; weights.js, charts.js and plane.js draw it, with pens.js;
                page.js moves it

Begin with exploration; page_data and page follow in this order.
"""
