"""What is asked of the book: the notebook's runs, its published numbers, and the questions it left open."""
