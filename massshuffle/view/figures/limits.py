"""Pictures of where training is heading: the weights of the separators and of those who go there, and how near."""

import numpy as np

from massshuffle.view.figures.style import add_legend, color_map, new_figure, styled


@styled
def directions(paths):
    """The weights of each separator above those that each method learnt, by colour, the largest of each row as 1.

    paths : {norm: [implicit_bias.Path]}, all of one data set
    """
    figure = new_figure(12, 7)
    figure.suptitle("The weights of each separator (bold), and of the methods that step its way")
    ratios = [1 + len(group) for group in paths.values()]
    panels = figure.subplots(len(paths), 1, sharex=True, height_ratios=ratios)
    for axes, (norm, group) in zip(panels, paths.items()):
        rows = [group[0].separators[norm], *(path.run.history.theta for path in group)]
        W = np.stack(rows)[:, :-1]  # without the biases
        W = W / np.abs(W).max(axis=1, keepdims=True)
        mesh = axes.pcolormesh(W, cmap=color_map("RdBu_r"), vmin=-1, vmax=1, edgecolors="white", linewidth=1)
        axes.axhline(1, color="black", linewidth=2)
        axes.invert_yaxis()
        axes.grid(False)
        axes.set_yticks(
            np.arange(len(rows)) + 0.5, [f"{norm} separator", *(path.name for path in group)], parse_math=False
        )
        axes.get_yticklabels()[0].set_weight("bold")
    axes.set_xticks(np.arange(W.shape[1]) + 0.5, [f"W[{i}]" for i in range(W.shape[1])], fontsize=10)
    figure.colorbar(mesh, ax=list(panels), label="weight, as a share of the row's largest", pad=0.02)
    return figure


@styled
def headings(paths):
    """The cosine with each separator against the steps taken (log), a panel a norm: its methods, the others behind.

    paths : {norm: [implicit_bias.Path]}, all of one data set
    """
    figure = new_figure(15, 7)
    figure.suptitle("How near each comes to each separator (thin: the methods of the other panels)")
    panels = figure.subplots(1, len(paths), sharex=True, sharey=True)
    for axes, norm in zip(panels, paths):
        named = []
        for other, group in paths.items():
            for path in group:
                is_own = other == norm
                look = {"linewidth": 2.2, "zorder": 3} if is_own else {"color": "0.6", "linewidth": 0.8}
                lines = axes.plot(path.steps[1:], path.cosines(norm)[1:], **look)
                named += lines if is_own else []
        axes.set_title(f"{norm} separator", parse_math=False)
        axes.set(xlabel="Iteration (step)", xscale="log")
        axes.axhline(1, color="black", linewidth=1, linestyle="--")
        add_legend(axes, named, [path.name for path in paths[norm]], loc="upper center", bbox_to_anchor=(0.5, -0.14))
    panels[0].set_ylabel("Cosine with the separator")
    return figure
