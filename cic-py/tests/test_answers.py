"""One answer everywhere: the shared cases, from every source of data."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

import cic
import pytest
from cic import _engine
from conftest import AS_OF, CASES, expected, questions


def snake_case(value: Any) -> Any:
    if isinstance(value, dict):
        return {re.sub("[A-Z]|(?<=[A-Za-z])[0-9]+", lambda m: f"_{m[0].lower()}", key): snake_case(entry) for key, entry in value.items()}
    return [snake_case(entry) for entry in value] if isinstance(value, list) else value


def answered(engine: cic.Engine, case: dict[str, Any]) -> str:
    try:
        return engine._engine.ask(case["operation"], json.dumps(case["request"]))
    except cic.CicError as error:
        field = error.faults[0].field if error.faults else None
        said = {"code": error.code, "message": str(error), "field": field}
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("case", questions(), ids=lambda case: case["name"])
def test_every_case_has_the_same_bytes_from_files_store_and_tables(
    engine: cic.Engine, store: str, tables: dict[str, Any], case: dict[str, Any]
) -> None:
    assert answered(engine, case) == expected(case["name"])


def test_every_source_of_the_same_data_makes_the_same_version(engine: cic.Engine, store: str, tables: dict[str, Any]) -> None:
    opened = cic.Engine.open(store)
    of_tables = cic.Engine.from_tables(**tables, settings=str(CASES / "settings.toml"), as_of=AS_OF)
    assert opened.version == engine.version == of_tables.version
    assert opened.as_of == engine.as_of
    for case in questions():
        assert answered(opened, case) == answered(of_tables, case) == expected(case["name"])


@pytest.mark.parametrize("case", questions(), ids=lambda case: case["name"])
def test_values_are_those_of_the_text_with_snake_case_keys(engine: cic.Engine, case: dict[str, Any]) -> None:
    answer = json.loads(expected(case["name"]))
    if isinstance(answer, dict) and "code" in answer:
        with pytest.raises(cic.CicError):
            engine._engine.ask(case["operation"], json.dumps(case["request"]), True)
    else:
        text = engine._engine.ask(case["operation"], json.dumps(case["request"]), True)
        assert json.loads(text) == snake_case(answer)


def test_every_operation_is_a_documented_method() -> None:
    for name, _route, _summary in _engine.operations():
        method = getattr(cic.Engine, name, None)
        assert method is not None, f"cic.Engine has no method {name}"
        assert inspect.getdoc(method), f"cic.Engine.{name} has no documentation"


#: What scikit-learn and lifelines call a question, or Python's one word for a column of answers.
OTHER_WORDS = {
    "retention_rate": "retention_rates",
    "linear_predictor": "decision_function",
    "log_relative_hazard": "predict",
}


def test_every_model_is_a_documented_class_and_every_question_of_it_a_documented_method() -> None:
    kinds = json.loads(_engine.models())
    assert len(kinds) == 11
    for kind in kinds:
        model = getattr(cic, kind["name"])
        assert inspect.getdoc(model) and inspect.getdoc(model.fit), kind["name"]
        for question in kind["questions"]:
            name = OTHER_WORDS.get(question["name"], question["name"])
            assert inspect.getdoc(getattr(model, name)), f"{kind['name']}.{name}"


def test_tables_hold_what_the_lists_say(engine: cic.Engine) -> None:
    for name, table in (("members", engine.members()), ("members_at_risk", engine.members_at_risk())):
        listed = engine.ask(name)
        assert len(table) == len(listed) > 0
        for column in table.column_names:
            values = [None if value != value else value for value in table[column]]
            assert values == [row[column] for row in listed], (name, column)


def test_features_agree_with_profiles(engine: cic.Engine) -> None:
    features = engine.features().to_dict()
    for place in range(0, len(features["id"]), 17):
        profile = engine.member(features["id"][place])
        assert features["segment"][place] == profile["segment"]["id"]
        assert features["confidence"][place] == profile["segment"]["confidence"]
        assert features["ltv"][place] == profile["value"]["ltv"]
        for name in ("visits", "visits_per_week", "spend_90_days"):
            assert features[name][place] == profile["features"][name]
        peak = features["weekday_peak_share"][place]
        assert (None if peak != peak else peak) == profile["features"]["weekday_peak_share"]


def test_features_of_everyone_hold_those_who_left(engine: cic.Engine) -> None:
    everyone = engine.features(everyone=True)
    assert len(everyone) > len(engine.features())
    assert "cancelled" in everyone["status"]
    with pytest.raises(cic.NotFoundError):
        engine.features(segment="champions")


def test_a_decision_takes_python_values(engine: cic.Engine) -> None:
    import datetime

    import numpy

    at = datetime.datetime(2026, 2, 19, 19, tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))
    one = engine.decide_event(revenue=numpy.float64(500), at=at, courts=numpy.int64(3))
    other = engine.decide_event(revenue=500, at="2026-02-19T19:00:00-06:00", courts=3)
    assert one == other
    assert one["recommendation"] in ("Accept", "Counter-offer", "Decline")
    assert isinstance(one["estimated_churn_cost"], int)


def test_an_engine_is_shown(engine: cic.Engine) -> None:
    assert engine.version[:8] in repr(engine)
    assert "Casual Drop-in" in engine._repr_html_()
    assert "<td>" in engine.members()._repr_html_()
    assert engine.import_report is not None and len(engine.import_report["files"]) == 4


def test_plans_take_python_values(engine: cic.Engine) -> None:
    yoga = {"name": "Yoga", "setup_cost": 25_000, "monthly_revenue": 3_000, "monthly_cost": 800}
    assert engine.amenity_roi(amenities=[yoga])
    assert engine.pricing()
    assert engine.allocation(courts=3, quotas=[{"segment": "corporate_power_user", "courts": 1}])
    assert engine.growth(weeks=50, seed=7, added_members=[{"segment": "social_ambassador", "members": 20}])
    with pytest.raises(cic.InvalidError):
        engine.amenity_roi(amenities=[{**yoga, "setup_cost": -1}])
