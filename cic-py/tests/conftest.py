"""The shared cases as engines: from files, from tables, from a store."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import cic
import pytest

CASES = Path(__file__).parents[2] / "cic-core" / "tests" / "cases"
AS_OF = "2026-02-17T00:00:00-06:00"
FILES = [CASES / f"{name}.csv" for name in ("members", "bookings", "surveys", "enrichment")]


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def columns(name: str) -> dict[str, list[Any]]:
    table = rows(name)
    return {column: [row[column] or None for row in table] for column in table[0]}


def questions() -> list[dict[str, Any]]:
    return json.loads((CASES / "questions.json").read_text(encoding="utf-8"))


def expected(name: str) -> str:
    return (CASES / "answers" / f"{name}.json").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def engine() -> cic.Engine:
    return cic.Engine.from_files(FILES, settings=str(CASES / "settings.toml"), as_of=AS_OF)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite://{tmp_path_factory.mktemp('store') / 'cic.db'}"
    cic.import_files(url, FILES, settings=str(CASES / "settings.toml"), as_of=AS_OF)
    cic.fit(url, settings=str(CASES / "settings.toml"), as_of=AS_OF)
    return url


@pytest.fixture(scope="session")
def tables() -> dict[str, Any]:
    return {name: columns(name) for name in ("members", "bookings", "surveys", "enrichment")}
