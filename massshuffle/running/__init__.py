"""What running a script needs: its arguments and its end, and many runs at once.

    command_line    the options that scripts share, how they say what they wrote, and how they end
    streams         stdout and stderr that can always be written to
    asked           which run and which optimizer the options ask for
    progress        a bar for long work, and Ctrl-C where it would be swallowed
    sweep           many runs at once, on all cores or on a cluster

To read how a script works, command_line is enough.
"""
