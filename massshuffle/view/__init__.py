"""Everything that is looked at: figures, movies, the report. The learning modules never import it."""
