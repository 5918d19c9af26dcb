"""A page to play with: any moment of a training run, by several methods, under one slider.

runs                an experiment by every method
told (with plane)   all that the page is told, computed frame by frame
web                 the page. state.js holds what is shown, charts.js, weights.js and plane.js draw it, web.js moves it
"""
