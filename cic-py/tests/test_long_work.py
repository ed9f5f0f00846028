"""Long work leaves the interpreter lock, hears Ctrl-C and tells how far it is."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from typing import Any

import cic
import numpy
import pytest
from cic import _engine
from conftest import CASES, FILES

#: Work of many seconds, each a function of the script below.
LONG_WORK = {
    "model": """
        values = numpy.random.default_rng(1).normal(size=(400_000, 8))
        work = lambda: cic.KMeans(64, n_init=50, tol=0.0, random_state=1).fit(values)
    """,
    "engine": """
        chance = numpy.random.default_rng(1)
        ids, rows = numpy.arange(60_000), 3_000_000
        members = {"id": ids, "plan": ["Standard"] * len(ids)}
        starts = numpy.datetime64("2023-01-01T08", "s") + chance.integers(0, 26_000, rows).astype("timedelta64[h]")
        bookings = {"member_id": chance.choice(ids, rows), "booking_time": starts}
        told = {"settings": {"venue": {"time_zone": "UTC"}}, "as_of": "2026-01-01T00:00:00Z"}
        work = lambda: cic.Engine.from_tables(members=members, bookings=bookings, **told)
    """,
}


@pytest.mark.parametrize("name", LONG_WORK)
def test_ctrl_c_returns_at_once_and_ends_the_work(name: str) -> None:
    script = f"""
        import _thread, threading, time
        import cic, numpy
        {LONG_WORK[name].strip()}
        threading.Timer(1.0, _thread.interrupt_main).start()
        begun = time.monotonic()
        try:
            work()
        except KeyboardInterrupt:
            returned = time.monotonic() - begun
            time.sleep(2.0)
            busy = time.process_time()
            time.sleep(1.0)
            print(returned, time.process_time() - busy)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and done.stdout, done.stderr
    returned, busy = map(float, done.stdout.split())
    assert returned < 5, "it did not return at once"
    assert busy < 0.3, "the work ran on"


def test_a_panic_is_an_exception_and_the_engine_still_answers(engine: cic.Engine) -> None:
    for on_a_thread_of_its_own in (False, True):
        with pytest.raises(cic.InternalError, match="provoked"):
            _engine.provoke_panic(on_a_thread_of_its_own)
        assert len(engine.segments()) == 4


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
