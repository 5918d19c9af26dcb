"""One step of training, watched: the statements that ran, the numbers they made, and whether those are right."""
