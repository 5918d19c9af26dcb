"""The curves of many weights in one picture: two of them stand out, and each can bear its name at its end."""

import numpy as np

from massshuffle.view.figures.style import color_map


def draw_weights(axes, iterations, W):
    """Draw W[0] and W[1] bold, in blue and orange, the others thin, from dark to light. W : (F, k)."""
    muted = color_map("viridis")(np.linspace(0, 0.85, max(W.shape[1] - 2, 1)))
    for i, curve in enumerate(W.T):
        color, width = (("tab:blue", "tab:orange")[i], 3) if i < 2 else (muted[i - 2], 1.5)
        axes.plot(iterations, curve, label=f"W[{i}]", color=color, linewidth=width, zorder=2 + (i < 2))


def name_ends(axes):
    """Write each line's name at its right end, moved up or down as far as names need not to overlap."""
    low, high = axes.get_ylim()
    lines = sorted(axes.lines, key=lambda line: line.get_ydata()[-1])
    room = 16 / (72 * axes.figure.get_figheight() * 0.85) * (high - low)  # of a name 11 points high, and some air
    if room * len(lines) > high - low:
        axes.figure.legend(loc="outside right upper", ncols=1 + len(lines) // 25)  # more names than fit
        return
    heights = np.array([line.get_ydata()[-1] for line in lines])
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + room)
    heights[-1] = min(heights[-1], high - room / 2)
    for i in range(len(heights) - 1)[::-1]:
        heights[i] = min(heights[i], heights[i + 1] - room)
    for line, height in zip(lines, heights):
        end = line.get_xdata()[-1], line.get_ydata()[-1]
        text = {"xytext": (1.025, height), "textcoords": axes.get_yaxis_transform(), "va": "center", "fontsize": 11}
        text |= {"weight": "bold" if line.get_linewidth() > 2 else "normal", "color": line.get_color()}
        # From the middle of the name's left edge.
        arrow = {"arrowstyle": "-", "color": line.get_color(), "linewidth": 1, "relpos": (0, 0.5), "shrinkB": 0}
        axes.annotate(line.get_label(), end, **text, arrowprops=arrow)
