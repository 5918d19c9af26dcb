"""What scripts refuse: one line on stderr, exit code 2, nothing printed and no file left.

Tests scripts/ with massshuffle/running/command_line.py; read that page and massshuffle/checks.py first.
"""

import pytest
from calls import call, files
from conftest import SCRIPTS

REFUSED = (
    *((script, "--epochs -1", "epochs") for script in SCRIPTS),  # an option that some do not have
    ("plot_data", "--seed -1", "--seed must be an integer of at least 0, got -1"),
    ("plot_data", "--output {here}/file", "file"),
    ("check_gradients", "--all", "--all is for --break"),
    ("check_gradients", "--break typo", "argument --break: invalid choice: 'typo'"),
    ("compare_with_published", "--jobs -2", "--jobs must be an integer of at least 1, or -1 for one per core, got -2"),
    ("compare_with_published", "--jobs 2 --scheduler tcp://localhost:1", "--jobs must be left out for a cluster"),
    ("compare_with_sklearn", "--folds 1", "--folds must be an integer of at least 2, got 1"),
    ("compare_with_sklearn", "--folds 187", "--folds must be at most 186, got 187"),
    ("explore_weights", "--label x", "--label names a column of --data, which is not given: add --data FILE.csv"),
    ("explore_weights", "--skip-incomplete", "--skip-incomplete is about rows of --data"),
    (
        "explore_weights",
        "--data own.csv --experiment linear",
        "--experiment brings samples of its own, and so does --data",
    ),
    (
        "explore_weights",
        "--activation tanh",
        "--activation needs hidden layers, and there are none: add --hidden NODES",
    ),
    ("explore_weights", "{here}/file --data own.csv", "--data is for training, and HISTORY.npz is trained already"),
    ("explore_weights", "{here}/file --hidden 3", "--hidden is for training"),
    ("explore_weights", "{here}/file --method adam:1", "--method is for training"),
    ("explore_weights", "--epochs 40 --method adam --method adam", "--method must come once each, got adam"),
    ("explore_weights", "{here}/file --label x", "--label is for training"),
    ("explore_weights", "{here}/file --skip-incomplete", "--skip-incomplete is for training"),
    ("explore_weights", "{here}/file --epochs 0", "--epochs is for training"),
    ("explore_weights", "{here}/file --activation tanh", "--activation is for training"),
    ("explore_weights", "{here}/file --noise-features 3", "--noise-features is for training"),
    ("explore_weights", "{here}/file --epochs 80", "--epochs is for training"),
    ("explore_weights", "{here}/file --experiment sine", "--experiment is for training"),
    ("explore_weights", "--data nowhere.csv", "nowhere.csv"),
    ("explore_weights", "--epochs 80 --plane 0 radius", "--plane must be two features"),
    ("explore_weights", "--epochs 80 --plane ² 1", "--plane must be two features, by number or by name, got ² 1"),
    ("explore_weights", "--epochs 80 --plane 0 15", "--plane must name two of 15"),
    ("explore_weights", "{here}/nowhere.npz", "nowhere.npz"),
    ("explore_weights", "{here}/file --batch-size 3", "--batch-size is for training"),
    ("explore_weights", "{here}/file --noise-scale 3", "--noise-scale is for training"),
    ("explore_weights", "--experiment digits --noise-features 3", "--noise-features is for samples that are drawn"),
    ("explore_weights", "--epochs 4 --noise-features -1", "--noise-features must be"),
    ("explore_weights", "--epochs 4 --noise-scale nan", "--noise-scale must be"),
    ("explore_weights", "--epochs 4 --batch-size 0", "--batch-size must be"),
    ("explore_weights", "--epochs 4 --optimizer adam", "unrecognized arguments: --optimizer"),
    ("explore_weights", "{here}/file", "file is not a saved history, which History.save writes\n"),
    ("make_weight_movie", "--epochs 80 --limits 3 -3", "--limits must be (low, high)"),
    ("make_weight_movie", "--epochs 80 --fps 0", "--fps must be a finite number of at least 0.01"),
    ("make_weight_movie", "--epochs 80 --colormap typo", "--colormap must be one of"),
    ("make_weight_movie", "--experiment digits --averaged", "--averaged must go with linear or sine"),
    (
        "plot_averaged_weights",
        "--epochs 80 --optimizer gradient-descent --learning-rate 1e300",
        "training diverged at iteration 1: use a smaller --learning-rate",
    ),
    (
        "plot_weight_evolution",
        "--save-history {here}/none/h.npz",
        "--save-history must name a file in a folder that exists, got the folder {here}/none",
    ),
    ("plot_weight_evolution", "--save-history {here}/h", "--save-history must name a .npz file, got {here}/h\n"),
    ("plot_weight_evolution", "--save-history {here}/h.txt", "--save-history must name a .npz file, got {here}/h.txt"),
    ("practice", "{here}", "FILE must be a file, got the folder {here}\n"),
    ("practice", "{here}/file --list --only sigmoid", "--list shows all ten, once: leave out --only"),
    ("practice", "{here}/file --list --watch", "--list shows all ten, once: leave out --watch"),
    ("study_batches", "--steps 799", "--steps must be an integer of at least 800, got 799"),
    ("study_batches", "--batch-sizes 800 0", "--batch-sizes must be an integer of at least 1, got 0"),
    ("study_dimension", "--scheduler nonsense", "--scheduler"),
    ("study_dimension", "--epochs 0", "--epochs must be an integer of at least 1, got 0"),
    ("study_dimension", "--features 3 -1", "--features must be an integer of at least 0, got -1"),
    ("study_dimension", "--noise-scale -0.1", "--noise-scale must be a finite number of at least 0, got -0.1"),
    ("train_hidden_layers", "--hidden 0", "--hidden must be an integer of at least 1, got 0"),
    ("train_without_gradients", "--jump 0", "--jump must be a finite number above 0, got 0.0"),
    ("watch_one_step", "--nodes 2 1 --activation tanh", "--activation needs hidden layers"),
    ("watch_one_step", "--nodes 2 3", "the last layer must have 1 node"),
    ("watch_one_step", "--samples 9", "--samples must be at most 8"),
    ("watch_one_step", "--samples 0", "--samples must be an integer of at least 1, got 0"),
    ("watch_one_step", "--nodes 2 7 1", "--nodes must be at most 6 nodes per layer, to be seen whole, got 7"),
    ("watch_one_step", "--nodes 2 2 2 2 2 1", "--nodes must be at most 5 numbers, to be seen whole, got 6"),
    ("watch_one_step", "--set W_9[0,0]=1", "W_9"),
    ("watch_one_step", "--set W_1[3,0]=1", "W_1, whose shape is (3, 2), got [3, 0]"),
    ("watch_one_step", "--set W_1[0,2]=1", "W_1, whose shape is (3, 2), got [0, 2]"),
    ("watch_one_step", "--set W_1[0,-1]=1", "--set must be like"),
    (
        "watch_one_step",
        "--set W_1[0,0]=1e999",
        "--set W_1[0,0] must be a finite number of at least -100 and at most 100, got inf",
    ),
    ("watch_one_step", "--set W_1", "'W_1=0.5 -0.4; 0.3 0.8', got 'W_1'"),
    ("watch_one_step", "--set W_1=1", "--set W_1 must have 3 rows of 2, got '1': separate rows by semicolons"),
    ("watch_one_step", "--set b_1=1;2", "--set b_1 must have 3 rows of 1, got '1; 2'"),
    ("watch_one_step", "--set W_1[1]=1", "--set W_1 must name a row and a column, got [1]: write W_1[1, 0]"),
    ("watch_one_step", "--set b_1[0]=1,2", "--set b_1[0, 0] must be one number, got '1,2'"),
    ("watch_one_step", "--set Y[0,0]=2", "--set: Y must be 0 or 1, got 2.0"),
)


@pytest.mark.parametrize(("script", "bad", "words"), REFUSED)
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
