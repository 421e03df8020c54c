from __future__ import annotations

import random
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql
from store_support import PUBLICATION, article, found, gone, opened, row

from crawler.store import leases as leases_module
from crawler.store.leases import Leased, Leases, Outcome
from crawler.store.store import Store
from crawler.store.workers import this_worker

pytestmark = pytest.mark.both_databases
DONE = Outcome("done")
TRANSIENT = Outcome("failed", "HTTP 500", transient=True)
FINAL = Outcome("failed", "HTTP 404")


@pytest.fixture
def store(tmp_path: Path):
    with opened(tmp_path) as made:
        yield made


def run(store: Store, number: int = 1, job: str = "", **options: Any) -> Leases:
    """A run of the frontier by a worker of its own."""
    options.setdefault("owner", f"elsewhere/{number}/1")
    leases = Leases(store, PUBLICATION, job, run=number, **options)
    leases.open()
    return leases


def take_all(leases: Leases) -> list[str]:
    taken: list[Leased] = []
    while lease := leases.take():
        taken.append(lease)
    return [each.fingerprint for each in taken]


def finish(leases: Leases, outcome: Outcome = DONE, **validators: str) -> str:
    lease = leases.take()
    assert lease
    assert leases.acknowledge(lease.id, outcome, **validators)
    return lease.fingerprint


# --- the way of a row -----------------------------------------------------------------------------------------------


def test_rows_are_leased_by_priority_then_in_the_order_of_finding(store):
    leases = run(store)
    assert leases.add([found("a"), found("b", priority=5), found("c"), found("d", priority=5)]) == 4
    assert take_all(leases) == ["b", "d", "a", "c"]


def test_a_request_is_stored_once(store):
    leases = run(store)
    assert leases.add([found("a"), found("a"), found("b")]) == 2
    assert leases.add([found("a")]) == 0
    finish(leases)
    assert leases.add([found("a")]) == 0, "done rows stay done"
    assert take_all(leases) == ["b"]


def test_five_thousand_links_in_one_go(store):
    assert run(store).add([found(str(n)) for n in range(5000)]) == 5000
    assert run(store, 2).add([found(str(n)) for n in range(5000)]) == 0


def test_ready_tells_what_this_worker_could_take(store):
    leases = run(store)
    assert not leases.ready()
    leases.add([found("a")])
    assert leases.ready()
    leases.take()
    assert not leases.ready(), "a leased row is somebody's to finish"


def test_the_outcome_is_recorded_with_its_reason_and_validators(store):
    leases = run(store, 7)
    leases.add([found("a"), found("b")])
    finish(leases, DONE, etag='"x"', last_modified="Sun, 22 Nov 2026 05:00:00 GMT")
    finish(leases, TRANSIENT)
    assert store.validators(PUBLICATION, "a") == ('"x"', "Sun, 22 Nov 2026 05:00:00 GMT")
    failed = row(store, "b")
    assert (failed["state"], failed["reason"], failed["transient"], failed["run"]) == ("failed", "HTTP 500", True, 7)
    assert failed["owner"] is None


def test_an_answer_without_validators_keeps_the_old_ones(store):
    leases = run(store)
    leases.add([found("a", again=True)])
    finish(leases, DONE, etag='"x"')
    leases = run(store, 2)
    leases.add([found("a", again=True)])
    finish(leases, TRANSIENT)
    assert store.validators(PUBLICATION, "a") == ('"x"', None)


def test_a_worker_acknowledges_only_what_it_has_leased(store):
    one, other = run(store, 1), run(store, 2)
    one.add([found("a")])
    lease = one.take()
    assert not other.acknowledge(lease.id, DONE)
    assert row(store, "a")["state"] == "leased"
    assert one.acknowledge(lease.id, DONE)
    assert not one.acknowledge(lease.id, FINAL), "once only"


# --- asking again ---------------------------------------------------------------------------------------------------


def test_a_listing_is_opened_again_by_a_new_run_and_once_only(store):
    leases = run(store)
    listing = found("home", again=True, kind="listing")
    assert leases.add([listing]) == 1
    finish(leases)
    assert leases.add([listing]) == 0, "not twice in one run"
    leases = run(store, 2)
    assert leases.add([listing]) == 1
    finish(leases)
    assert leases.add([listing]) == 0


def test_a_listing_left_over_by_a_killed_run_is_fetched_once(store):
    run(store).add([found("page2", again=True)])
    leases = run(store, 2)
    lease = leases.take()
    leases.asked(lease.fingerprint)  # as the scheduler does for a request with dont_filter
    leases.acknowledge(lease.id, DONE)
    assert leases.add([found("page2", again=True)]) == 0


def test_opening_again_takes_the_new_request(store):
    leases = run(store)
    leases.add([found("home", again=True, request='{"old": 1}')])
    finish(leases)
    leases = run(store, 2)
    leases.add([found("home", again=True, request='{"new": 1}', priority=3)])
    assert leases.take().request == '{"new": 1}'


@pytest.mark.parametrize("outcome", [DONE, FINAL, Outcome("rejected", "no-body")])
def test_what_is_over_stays_over(store, outcome):
    leases = run(store)
    leases.add([found("a")])
    finish(leases, outcome)
    leases = run(store, 2)
    assert leases.add([found("a")]) == 0
    assert leases.known(["a", "b"]) == {"a"}


@pytest.mark.parametrize("job", ["", "another"])
def test_a_skipped_row_opens_when_a_later_run_finds_it(store, job):
    leases = run(store)
    leases.add([found("a")])
    finish(leases, Outcome("skipped", "before since"))
    assert leases.add([found("a")]) == 0, "this run does not want it"
    assert leases.known(["a"]) == set()
    later = run(store, 2, job)
    assert not later.ready(), "only when it is found again"
    assert later.add([found("a")]) == 1
    assert take_all(later) == ["a"]


def test_jobs_leave_each_other_alone(store):
    plain, other = run(store), run(store, 2, "since")
    plain.add([found("a")])
    assert not other.ready()
    assert other.take() is None


def test_a_ready_row_moves_to_the_job_that_finds_it(store):
    plain, other = run(store), run(store, 2, "url")
    other.add([found("a"), found("b")])
    other.take()
    assert plain.add([found("a"), found("b")]) == 1, "what is leased is being fetched"
    assert take_all(plain) == ["b"]
    assert take_all(other) == []


def test_known_before_a_moment(store):
    leases = run(store)
    leases.add([found("a")])
    finish(leases)
    now = datetime.now(UTC)
    assert leases.known(["a"], before=now - timedelta(hours=1)) == set()
    assert leases.known(["a"], before=now + timedelta(hours=1)) == {"a"}


# --- failures -------------------------------------------------------------------------------------------------------


def test_what_failed_transiently_is_tried_in_later_runs_up_to_a_limit(store):
    run(store, max_runs=3).add([found("a"), found("b")])
    for number in (1, 2, 3):
        leases = run(store, number, max_runs=3)
        assert finish(leases, TRANSIENT) == "a"
        assert leases.add([found("a")]) == 0, "not again in the run it failed in"
        if number == 1:
            finish(leases, FINAL)
        assert leases.take() is None
    assert run(store, 4, max_runs=3).take() is None
    assert row(store, "a")["failures"] == 3


def test_success_makes_up_for_failures(store):
    run(store).add([found("a", again=True)])
    finish(run(store), TRANSIENT)
    finish(run(store, 2))
    assert (row(store, "a")["failures"], row(store, "a")["reason"]) == (0, None)


def test_a_failure_that_says_nothing_about_the_page_does_not_count(store):
    run(store, max_runs=2).add([found("a")])
    for number in range(5):
        finish(run(store, number, max_runs=2), Outcome("failed", "refused", transient=True, counts=False))
    assert run(store, 9).ready()


def test_another_job_opens_what_failed_transiently(store):
    leases = run(store)
    leases.add([found("a")])
    finish(leases, TRANSIENT)
    other = run(store, 2, "url")
    assert not other.ready()
    assert other.add([found("a")]) == 1


# --- death ----------------------------------------------------------------------------------------------------------


def test_the_leases_of_a_dead_process_are_free_at_once(store):
    leases = run(store, owner=gone(1))
    leases.add([found("a"), found("b")])
    leases.take()
    recovered = run(store, 2)
    assert take_all(recovered) == ["b", "a"], "what may have killed its worker comes last"


def test_the_leases_of_a_living_worker_are_its_own(store):
    mine = run(store, owner=this_worker())
    mine.add([found("a")])
    mine.take()
    assert run(store, 2).take() is None


def test_the_leases_of_another_host_wait_for_their_end(store):
    leases = run(store, owner="elsewhere/1/1", seconds=100)
    leases.add([found("a")])
    leases.take()
    assert run(store, 2, owner="here/2/1").take() is None
    store.writer.execute(leases_module.requests.update().values(lease_expires="2020-01-01T00:00:00Z"))
    store.writer.commit()
    assert run(store, 3, owner="here/2/1").take().fingerprint == "a"


def test_a_lease_can_be_renewed(store):
    leases = run(store, seconds=-10)
    leases.add([found("a")])
    leases.take()
    before = row(store, "a")["lease_expires"]
    leases._lease = timedelta(seconds=500)
    leases.renew()
    assert row(store, "a")["lease_expires"] > before
    assert run(store, 2).take() is None


def test_a_clean_end_gives_back_what_was_leased_without_suspicion(store):
    leases = run(store)
    leases.add([found("a"), found("b")])
    leases.take()
    assert leases.release() == 1
    lease = run(store, 2).take()
    assert (lease.fingerprint, lease.suspect) == ("a", False)


def test_suspects_are_not_taken_beside_others(store):
    leases = run(store, owner=gone(1))
    leases.add([found("a"), found("b"), found("c")])
    leases.take()
    leases = run(store, 2)
    assert leases.take(suspects=False).fingerprint == "b"
    assert leases.take(suspects=False).fingerprint == "c"
    assert leases.take(suspects=False) is None
    assert leases.ready()
    suspect = leases.take()
    assert (suspect.fingerprint, suspect.suspect) == ("a", True)


def die_with_a_lease(store: Store, number: int) -> None:
    assert run(store, number, owner=gone(number)).take()


def test_a_row_that_outlives_its_workers_is_poison_and_gets_a_last_chance_in_later_runs(store):
    run(store).add([found("a")])
    for number in (1, 2, 3):
        die_with_a_lease(store, number)
    fourth = run(store, 4)
    assert fourth.take() is None
    assert (row(store, "a")["state"], row(store, "a")["reason"][:7]) == ("failed", "poison:")
    assert fourth.add([found("a")]) == 0
    assert run(store, 5, owner=gone(5)).take().suspect, "one more chance: perhaps somebody had killed the workers"
    assert run(store, 6).take() is None, "one"
    for number in (7, 9, 11):
        die_with_a_lease(store, number)
        run(store, number + 1)
    assert run(store, 13).take() is None, "poison for good"


def test_an_acknowledgement_ends_the_suspicion(store):
    run(store).add([found("a", again=True)])
    die_with_a_lease(store, 1)
    die_with_a_lease(store, 2)
    finish(run(store, 3))
    assert row(store, "a")["attempts"] == 0


# --- several workers ------------------------------------------------------------------------------------------------


def test_two_workers_share_the_rows(tmp_path: Path):
    with opened(tmp_path) as one, opened(tmp_path) as other:
        first, second = run(one, 1), run(other, 2)
        first.add([found(str(n)) for n in range(20)])
        taken: list[str] = []
        for _ in range(10):
            taken += [first.take().fingerprint, second.take().fingerprint]
        assert sorted(taken) == sorted(str(n) for n in range(20))
        assert first.take() is None


def test_workers_that_find_and_fetch_at_the_same_time(tmp_path: Path):
    """Each of 300 pages names the next ones; three workers must fetch each page once, and none may fail."""
    with opened(tmp_path) as store:
        run(store).add([found("0")])
    fetched: list[int] = []
    errors: list[Exception] = []

    def work(number: int) -> None:
        with opened(tmp_path) as store:
            leases = run(store, number)
            idle = 0
            try:
                while idle < 50:
                    if not (lease := leases.take()):
                        idle += 1
                        time.sleep(0.01)
                        continue
                    idle = 0
                    page = int(lease.fingerprint)
                    children = [found(str(n)) for n in range(page + 1, min(page + 10, 300))]
                    random.Random(page).shuffle(children)
                    with store.transaction():
                        assert leases.acknowledge(lease.id, DONE)
                        leases.add(children)
                        store.put_article(PUBLICATION, article(page % 7))
                    fetched.append(page)
            except Exception as error:
                errors.append(error)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert sorted(fetched) == list(range(300))


def test_postgresql_skips_rows_that_another_worker_is_taking():
    statement = str(leases_module._TAKE_ANY.compile(dialect=postgresql.dialect()))
    assert "FOR UPDATE SKIP LOCKED" in statement
