"""What scripts refuse: one line on stderr, exit code 2, nothing printed and no file left."""

import pytest
from conftest import SCRIPTS
from test_scripts import call, files

BY_ALL = (
    ("--seed -1", "seed"),
    ("--seed one", "seed"),
    ("--colour red", "colour"),
    ("--epochs -1", "epochs"),
    ("--output {here}/file", "file"),
    ("--output {here}/file/below", "file"),
)
BY_ONE = (
    ("compare_with_sklearn", "--folds 1", "--folds must be an integer of at least 2, got 1"),
    ("compare_with_sklearn", "--folds 999", "--folds must be at most 1"),
    ("explore_weights", "--label x", "--label names a column of --data"),
    ("explore_weights", "--data nowhere.csv", "nowhere.csv"),
    ("explore_weights", "--hidden 0", "--hidden must be an integer of at least 1"),
    ("explore_weights", "--epochs 80 --plane 0 radius", "--plane must be two features"),
    ("explore_weights", "--epochs 80 --plane 0 15", "plane must name two of 15"),
    ("explore_weights", "{here}/nowhere.npz", "nowhere.npz"),
    ("explore_weights", "{here}/file", "file is not a saved history"),
    ("make_weight_movie", "--epochs 80 --limits 3 -3", "limits must be (low, high)"),
    ("make_weight_movie", "--epochs 80 --experiment digits --averaged", "--averaged wants the notebook's features"),
    (
        "plot_weight_evolution",
        "--save-history {here}/none/h.npz",
        "--save-history must name a file in a folder that exists, got the folder {here}/none",
    ),
    ("plot_weight_evolution", "--epochs 80 --save-history {here}", "Is a directory: '{here}'"),
    ("train_hidden_layers", "--samples 3", "must be"),
    ("train_hidden_layers", "--hidden 0", "must be"),
    ("train_without_gradients", "--jump 0", "must be"),
    ("train_without_gradients", "--bias-jump nan", "must be"),
    ("watch_one_step", "--nodes 2 0 1", "nodes_per_layer must be an integer of at least 1, got 0"),
    ("watch_one_step", "--nodes 2 3", "its last layer 1 node"),
    ("watch_one_step", "--nodes 1", "nodes_per_layer must be"),
    ("watch_one_step", "--nodes 2 x", "--nodes"),
    ("watch_one_step", "--activation softmax", "--activation"),
    ("watch_one_step", "--samples 0", "--samples must be an integer of at least 1, got 0"),
    ("watch_one_step", "--samples 9", "--samples must be at most 8"),
    ("watch_one_step", "--nodes 2 7 1", "--nodes must be at most 6 nodes a layer, to be seen whole, got 7"),
    ("watch_one_step", "--nodes 2 2 2 2 2 1", "--nodes must be at most 4 layers, to be seen whole, got 5"),
    ("watch_one_step", "--set W_9[0,0]=1", "W_9"),
    ("watch_one_step", "--set W_1[3,0]=1", "W_1, whose shape is (3, 2), got [3, 0]"),
    ("watch_one_step", "--set W_1[0,-1]=1", "--set must be like"),
    (
        "watch_one_step",
        "--set W_1[0,0]=1e999",
        "--set W_1[0, 0] must be a finite number of at least -100 and at most 100, got inf",
    ),
    ("watch_one_step", "--set W_1", "--set must be like 'W_1[0, 1]=0.7', got 'W_1'"),
    ("watch_one_step", "--set Y[0,0]=2", "Y must be 0 or 1, got 2.0"),
)


@pytest.mark.parametrize(
    ("script", "bad", "words"), [*((script, *refused) for script in SCRIPTS for refused in BY_ALL), *BY_ONE]
)
def test_what_is_refused_is_one_line_and_leaves_nothing(script, bad, words, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder, and no history")
    output = f" --output {tmp_path}/new" * ("--output" not in bad)
    arguments = (bad + output).format(here=tmp_path).split()
    assert call(script, *arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "error: " in err
    assert words.format(here=tmp_path) in err
    assert files(tmp_path) == ["file"]
