"""The picture of the package: every module is in it, above what it imports.

Tests massshuffle/view/figures/house.py; read that page first.
"""

from massshuffle.view.figures.house import house, imports, room


def test_imports_are_those_of_the_source():
    found = imports()
    assert found["backpropagation"] == {"cost"}
    assert found["cost"] >= {"activations", "checks"}
    assert "view.figures.style" in found["view.figures.house"]
    assert not any(room(other) for module, others in found.items() if not room(module) for other in others)


def test_every_module_is_named_and_a_page_stands_above_what_it_imports():
    found = imports()
    figure = house(found)
    figure.canvas.draw()
    in_boxes = [text for text in figure.axes[0].texts if text.get_bbox_patch() and text.get_weight() != "bold"]
    names = [module.split(".") for module in found]
    shown = {(name[0], f"{name[1]}/" if name[2:] else name[-1]) for name in names}
    assert sorted(text.get_text() for text in in_boxes) == sorted(name for _, name in shown)
    heights = {text.get_text(): text.get_position()[1] for text in in_boxes}
    for module, others in found.items():
        if not room(module):
            assert all(heights[module] > heights[other] for other in others)
