"""What running a script needs: its arguments and its end, and many runs at once.

    command_line    the options that scripts share, exit codes, and one line per file written
    run_options     from options to an experiment, an optimizer and names of features; advice on the result
    terminal        streams that can always be written to, a progress bar, Ctrl-C that is heard
    sweep           many runs at once, on all cores or on a cluster

Begin with command_line; it is enough to read how a script works.
"""
