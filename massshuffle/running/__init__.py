"""What running a script needs: its arguments and its end, and many runs at once.

    command_line    the options that scripts share, exit codes, and one line per file written
    streams         stdout and stderr that can always be written to
    run_options     from options to an experiment, an optimizer and names of features; advice on the result
    progress        a progress bar, and Ctrl-C where scikit-learn would swallow it
    sweep           many runs at once, on all cores or on a cluster

Begin with command_line; it is enough to read how a script works.
"""
