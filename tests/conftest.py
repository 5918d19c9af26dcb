"""What several test files share."""

import re
import shutil
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from massshuffle.activations import ACTIVATIONS
from massshuffle.experiments import runs, studies
from massshuffle.experiments.runs import EXPERIMENTS
from massshuffle.initializers import xavier_uniform
from massshuffle.network import Network
from massshuffle.optimizers import Adam
from massshuffle.training import train

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
SCRIPTS = sorted(path.stem for path in (ROOT / "scripts").glob("*.py"))


def pytest_configure(config):
    """Name the marks here and not in setup.cfg, so that tests/book can be run beside an installed package too."""
    for marker in (
        "browser: needs playwright and chromium",
        "needs_extra: needs the extra dev or cluster",
        "slow: takes seconds, mostly for numbers of docs/ or a Python started anew; left out unless -m asks for it",
    ):
        config.addinivalue_line("markers", marker)


def pytest_collection_modifyitems(items):
    """Mark what needs a browser, so that it can be asked for alone."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard():
    """Also in a job in the background, where shells have it ignored; some tests press it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def with_samples(network, n_samples, rng):
    """(network, theta, X, Y), all drawn."""
    X = rng.standard_normal((network.nodes_per_layer[0], n_samples))
    Y = rng.integers(0, 2, (1, n_samples))
    return network, xavier_uniform(network, rng) + 0.1 * rng.standard_normal(network.n_parameters), X, Y


@pytest.fixture
def random_network(request):
    """(network, theta, X, Y) by a seed: 1 to 4 layers with any activations, 1 to 50 samples."""
    seed = request.param
    rng = np.random.default_rng(seed)
    n_layers = 1 + seed % 4
    network = Network((*rng.integers(1, 8, n_layers), 1), rng.choice(list(ACTIVATIONS), n_layers - 1))
    n_samples = (1, 50, *rng.integers(2, 50, 2))[seed % 4 - seed // 4 % 4]
    return with_samples(network, n_samples, rng)


@pytest.fixture
def deep_network():
    """(network, theta, X, Y) with two hidden layers; no block has as many rows as columns."""
    return with_samples(Network((4, 3, 2, 1), ("tanh", "sigmoid")), 9, np.random.default_rng(5))


@pytest.fixture(scope="session")
def small_run():
    """A network of 15 inputs, its samples, and a history of 20 frames."""
    rng = np.random.default_rng(1)
    network = Network((15, 1))
    X = rng.standard_normal((15, 30))
    Y = (X[:1] > 0).astype(float)
    history = train(network, xavier_uniform(network, rng), X, Y, Adam(1e-2), 200, 10)
    return network, X, Y, history


@pytest.fixture(scope="session")
def notebook_runs():
    """The notebook's two runs with seed 0, whole, by their names."""
    return {name: runs.run(EXPERIMENTS[name]) for name in EXPERIMENTS}


@pytest.fixture(scope="session")
def outcomes():
    """What every method of the study came to with seed 0, by its name."""
    return {method.name: studies.follow(method) for method in studies.METHODS}


@pytest.fixture(scope="session")
def browser():
    """A real browser without a window: Debian's chromium, driven by playwright (in the extra `dev`)."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs chromium")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def open_page(browser, path, width=1280, address="", **options):
    """Open a file in a tab of its own. Yields (tab, what the console and errors say, what was requested but data:)."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    tab, troubles, requested = context.new_page(), [], []
    tab.on("console", lambda message: troubles.append(message.text))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.on("request", lambda request: request.url.startswith("data:") or requested.append(request.url))
    tab.goto(path.as_uri() + address)
    yield tab, troubles, requested
    context.close()


def wait_until(tab, condition, *argument):
    """Wait until JavaScript says yes. Playwright's wait_for_function would call eval, which the pages forbid."""
    for _ in range(600):
        if tab.evaluate(condition, *argument):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"not within half a minute: {condition}")


# What a page consists of: each element, its attributes and the text before its first child.
OUTLINE = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")].map(one => [
  one.localName, Object.fromEntries([...one.attributes].map(a => [a.name, a.value])),
  one.localName !== "script" && one.firstChild?.nodeType === 3 ? one.firstChild.data.trim() : ""])"""


def assert_strict(browser, html):
    """A browser finds what an XML parser finds, which refuses what a browser would mend; and no id comes twice."""
    with browser.new_page() as tab:
        found = tab.evaluate(OUTLINE, html)
    no_scripts = re.sub(r"(<script[^>]*>).*?(</script>)", r"\1\2", html, flags=re.DOTALL)
    strict = ElementTree.fromstring(no_scripts).iter()
    assert found == [[one.tag, one.attrib, (one.text or "").strip()] for one in strict]
    identities = [attributes["id"] for _, attributes, _ in found if "id" in attributes]
    assert len(set(identities)) == len(identities)
