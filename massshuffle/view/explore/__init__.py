"""A page to play with: any moment of a training run, by several methods, under one slider."""
