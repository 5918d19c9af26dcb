"""What running a script needs: its arguments and its end, and many runs at once."""
