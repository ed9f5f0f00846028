"""The examples do what they say, and the plots draw."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import cic
import numpy
from conftest import CASES, FILES

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


def run(*words: str | Path) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_daily_import_takes_a_drop_folder_in_once(tmp_path: Path) -> None:
    for file in (*FILES, CASES / "settings.toml"):
        shutil.copy(file, tmp_path)
    url = f"sqlite://{tmp_path / 'cic.db'}"
    first = run(EXAMPLES / "daily_etl.py", tmp_path, url)
    assert "Casual Drop-in" in first
    assert "at risk" in first
    assert len(list((tmp_path / "done").iterdir())) == len(FILES)
    assert "new" not in run(EXAMPLES / "daily_etl.py", tmp_path, url).split("fitted")[0]


def test_the_analyst_gets_segments_value_and_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "alive.png"
    said = run(EXAMPLES / "analyst.py", CASES, picture)
    assert "casual_drop_in" in said
    assert "visits to expect" in said
    assert picture.stat().st_size > 5_000


def test_every_plot_draws_on_axes_of_its_own() -> None:
    random = numpy.random.default_rng(1)
    foretold = random.random(200)
    outcome = random.random(200) < foretold
    curve = cic.KaplanMeier().fit(random.exponential(10, 100), numpy.ones(100))
    for axes in (
        cic.plot.survival(curve),
        cic.plot.calibration(foretold, outcome),
        cic.plot.decile_lift(foretold, outcome),
        cic.plot.tracking([1, 2, 3], [1, 2, 2]),
        cic.plot.alive_map(cic.MbgNbd(params={"r": 0.5, "alpha": 6, "a": 0.9, "b": 1.6})),
    ):
        assert axes.has_data()


def test_the_minute_in_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    text = (EXAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")
    minute = text.split("## Python, in a minute")[1]
    script = minute.split("```python\n")[1].split("```")[0]
    printed = minute.split("```text\n")[1].split("```")[0]
    file = tmp_path / "desk.py"
    file.write_text(script, encoding="utf-8")
    assert run(file) == printed
