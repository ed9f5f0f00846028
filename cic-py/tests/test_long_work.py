"""Long work leaves the interpreter lock, hears Ctrl-C and tells how far it is."""

from __future__ import annotations

import os

import subprocess
import sys
import textwrap
import threading
import time
from typing import Any

import cic
import numpy
import pytest
from conftest import CASES, FILES

def long_fit() -> None:
    values = numpy.random.default_rng(1).normal(size=(400_000, 8))
    cic.KMeans(64, n_init=20, tol=0.0, random_state=1).fit(values)

def test_ctrl_c_returns_at_once() -> None:
    # In a process of its own, whose work dies with it.
    script = """
        import _thread, threading, time
        import test_long_work
        threading.Timer(0.5, _thread.interrupt_main).start()
        begun = time.monotonic()
        try:
            test_long_work.long_fit()
        except KeyboardInterrupt:
            print("stopped", flush=True)
            import os
            os._exit(0)
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.strip() == "stopped", done.stderr

def test_other_threads_run_meanwhile() -> None:
    values = numpy.random.default_rng(1).normal(size=(50_000, 8))
    worker = threading.Thread(target=lambda: cic.KMeans(16, random_state=1).fit(values))
    worker.start()
    ticks = 0
    while worker.is_alive():
        ticks += 1
        time.sleep(0.001)
    assert ticks > 1

def test_progress_is_told() -> None:
    heard: list[tuple[str, int, int]] = []
    engine = cic.Engine.from_files(
        FILES, settings=str(CASES / "settings.toml"), progress=lambda *place: heard.append(place)
    )
    assert engine.import_report is not None
    for file, done, whole in heard:
        assert file.endswith(".csv") and 0 <= done <= whole

def test_importing_the_module_loads_no_other_library() -> None:
    script = "import sys, cic; print(sorted({'numpy', 'pandas', 'sklearn', 'polars', 'pyarrow'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

def test_a_store_is_refreshed_after_an_import_elsewhere(tmp_path: Any) -> None:
    url = f"sqlite://{tmp_path / 'cic.db'}"
    settings = str(CASES / "settings.toml")
    cic.import_files(url, FILES[:1], settings=settings, as_of="2026-02-17T00:00:00-06:00")
    first = cic.fit(url, settings=settings, as_of="2026-02-17T00:00:00-06:00")
    engine = cic.Engine.open(url)
    assert engine.version == first["version"]
    assert engine.refresh() is False
    report = cic.import_files(url, FILES[1:], settings=settings, as_of="2026-02-17T00:00:00-06:00")
    assert all(file["rows"] == file["accepted"] for file in report["files"])
    assert engine.refresh() is True
    assert engine.version != first["version"]

    again = cic.import_files(url, FILES, settings=settings)
    assert all(file["rows"] == file["unchanged"] for file in again["files"])

def test_an_engine_without_a_store_stays(engine: cic.Engine) -> None:
    assert engine.refresh() is False
    assert engine.as_of.isoformat() == "2026-02-17T00:00:00-06:00"
    assert engine.settings["venue"]["time_zone"] == "America/Chicago"
    with pytest.raises(AttributeError):
        cic.nothing  # type: ignore[attr-defined]
