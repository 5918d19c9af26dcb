"""A picture of the house, drawn from the imports: the book below, the rooms above, and no arrow back.

Proved by tests/view/test_house.py.
"""

import ast
from pathlib import Path

from matplotlib.patches import FancyBboxPatch

from massshuffle.view.figures.style import new_figure, styled

PACKAGE = Path(__file__).parents[2]
COLORS = ("#fdf0d5", "#e3f1e1", "#e6e9f7", "#f9e1e1", "#e8e8e8")
ACROSS = 3  # modules beside each other in a room


def imports(package=PACKAGE):
    """{module: the modules of the package that it imports}, by their names below the package: "cost", "view.page"."""
    paths = [path for path in sorted(package.rglob("*.py")) if path.stem != "__init__"]
    paths = {".".join(path.relative_to(package).with_suffix("").parts): path for path in paths}
    return {name: _imported(path, package.name) & set(paths) for name, path in paths.items()}


def _imported(path, package):
    """The names below the package of what a file imports from it, wherever in the file."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix(f"{package}.") for name in names}


def room(module):
    """The room that a module stands in, "" for the book."""
    return module.partition(".")[0] if "." in module else ""


@styled
def house(imported):
    """Each room a box with its modules and folders; the book in layers, a page above the pages that it imports.

    Arrows to checks.py, the ground on which nearly all stand, are left out, and so are those within a room.
    imported : {module: modules}, as `imports` gives it
    """
    figure = new_figure(16, 9)
    axes = figure.add_subplot()
    axes.set_axis_off()
    places = _layers({module: others for module, others in imported.items() if not room(module)})
    width = max(x for x, _ in places.values()) + 3
    ground = max(y for _, y in places.values()) + 2.2
    names = sorted({room(module) for module in imported} - {""})
    roofs, broad = {}, 2 * width / len(names) - 0.5
    for i, name in enumerate(names):
        x = width * (2 * (i + 0.5) / len(names) - 1)
        modules = sorted({".".join(module.split(".")[:2]) for module in imported if room(module) == name})
        for j, module in enumerate(modules):
            places[module] = (x + 0.31 * broad * (j % ACROSS - (ACROSS - 1) / 2), ground + 0.62 * (j // ACROSS))
        top = ground + 0.62 * ((len(modules) - 1) // ACROSS) + 0.5
        _box(axes, x, ground - 0.45, top, name, COLORS[i % len(COLORS)], broad)
        roofs[name] = (x + 0.2, top + 0.25)
        _arrow(axes, (x, ground - 0.45), (0.8 * x, ground - 1.5), 2.5)
    _box(axes, 0, -0.6, ground - 1.5, "the book", "white", 2 * width + 0.6)
    for start, end in sorted({(room(module), room(other)) for module, others in imported.items() for other in others}):
        if start != end and end:
            _arrow(axes, roofs[start], roofs[end], 2, 0.25 if roofs[start][0] >= roofs[end][0] else -0.25)
    for module, others in imported.items():
        for other in sorted(others - {"checks"}):
            if not room(module):
                _arrow(axes, places[module], places[other], 0.8)
    for module, place in places.items():
        shape = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": "0.55"}
        label = module.rpartition(".")[2] + "/" * (module not in imported)  # a folder
        axes.text(*place, label, ha="center", va="center", fontsize=9, bbox=shape, zorder=4)
    axes.set(xlim=(-width - 0.6, width + 0.6), ylim=(-0.8, max(y for _, y in places.values()) + 2.2))
    return figure


def _layers(imported):
    """{module: (x, y)}, y one more than that of the highest module it imports."""
    height = {}
    while len(height) < len(imported):
        for module, others in imported.items():
            if module not in height and all(other in height for other in others):
                height[module] = 1 + max((height[other] for other in others), default=-1)
    layers = [[module for module in imported if height[module] == y] for y in range(max(height.values()) + 1)]
    return {
        module: (2.1 * (i - (len(layer) - 1) / 2) + 0.35 * (y % 2), y)
        for y, layer in enumerate(layers)
        for i, module in enumerate(layer)
    }


def _box(axes, x, bottom, top, name, color, width):
    corner = (x - width / 2, bottom)
    axes.add_patch(FancyBboxPatch(corner, width, top - bottom, boxstyle="round,pad=0.1", fc=color, ec="0.6"))
    above = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"}  # no arrow runs through it
    axes.text(x - width / 2, top + 0.2, name, fontsize=13, weight="bold", bbox=above, zorder=4)


def _arrow(axes, start, end, width, bend=0.0):
    look = {"arrowstyle": "-|>", "color": "0.6", "linewidth": width, "shrinkA": 9, "shrinkB": 9}
    axes.annotate("", end, start, arrowprops=look | {"connectionstyle": f"arc3,rad={bend}"}, zorder=2)
