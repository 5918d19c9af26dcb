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
    in_boxes = [text for text in figure.axes[0].texts if text.get_bbox_patch()]
    assert sorted(text.get_text() for text in in_boxes) == sorted(module.rpartition(".")[2] for module in found)
    heights = {text.get_text(): text.get_position()[1] for text in in_boxes}
    for module, others in found.items():
        if not room(module):
            assert all(heights[module] > heights[other] for other in others)
