"""Every figure, as a function that returns a matplotlib Figure. No pyplot: nothing is shown, nothing kept."""
