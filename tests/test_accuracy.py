"""What the labelled pages and strings say never falls under what it once was (`make accuracy` shows the whole table)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import accuracy

SCORES: accuracy.Scores = {
    kind: dict.fromkeys([*names, *accuracy.NEVER.get(kind, [])], 0.9) for kind, names in accuracy.KEPT.items()
}
SCORES["dates"]["wrong"] = 0


def with_figure(kind: str, name: str, value: float) -> accuracy.Scores:
    return {k: {**line, name: value} if k == kind else dict(line) for k, line in SCORES.items()}


def test_nothing_falls_under_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    if not accuracy.available():
        pytest.skip("no ../shared with labelled pages here: nothing was scored")
    floors = accuracy.read_floors()
    if floors["labels"] != accuracy.digests():
        pytest.skip("the labels in ../shared are not those that the floors are for: nothing was compared")
    scores, families = accuracy.measure()
    with capsys.disabled():
        accuracy.show(scores, families, print)
    assert accuracy.fallen(scores, floors["floors"]) == []


def test_every_figure_that_is_kept_has_a_floor() -> None:
    floors = accuracy.read_floors()["floors"]
    assert {kind: sorted(kept) for kind, kept in floors.items()} == {
        kind: sorted(names) for kind, names in accuracy.KEPT.items()
    }


def test_a_figure_under_its_floor_is_named() -> None:
    floors = accuracy.raised(SCORES, {})
    assert accuracy.fallen(SCORES, floors) == []
    assert accuracy.fallen(with_figure("pages", "title", 0.89), floors) == ["pages: title is 0.89, its floor 0.9"]


def test_a_wrong_date_is_named_whatever_the_floors_say() -> None:
    assert accuracy.fallen(with_figure("dates", "wrong", 1), {}) == ["dates: wrong is 1, it must be 0"]


def test_floors_rise_and_never_sink() -> None:
    floors = accuracy.raised(SCORES, {})
    assert accuracy.raised(with_figure("endings", "recall", 0.95), floors)["endings"]["recall"] == 0.95
    assert accuracy.raised(with_figure("endings", "recall", 0.5), floors)["endings"]["recall"] == 0.9


def test_floors_for_other_labels_are_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"labels": {"pages/gold.jsonl": "0" * 64}, "floors": {}}), encoding="utf-8")
    monkeypatch.setattr(accuracy, "FLOORS", path)
    monkeypatch.setattr(accuracy, "digests", lambda: {"pages/gold.jsonl": "1" * 64})
    assert "other labels" in accuracy.raise_floors(SCORES)
    assert accuracy.read_floors()["floors"] == {}


def test_without_labels_nothing_is_scored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(accuracy, "SHARED", tmp_path)
    monkeypatch.setattr("sys.argv", ["accuracy"])
    assert accuracy.main() == 0
    assert "nothing was scored" in capsys.readouterr().out
