from __future__ import annotations

import multiprocessing

import pytest
from fake_work import prepare_pid, prepare_words

from kpicheck.batch.workers import Lost, Workers

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_process_is_left():
    yield
    assert multiprocessing.active_children() == []


def test_each_job_gives_its_result():
    results = dict(Workers(prepare_words, "done ", 2, 60).run(["a", "b", "c"]))
    assert results == {0: "done a", 1: "done b", 2: "done c"}


def test_a_crash_costs_only_the_job_that_crashed():
    results = dict(Workers(prepare_words, "", 2, 60).run(["a", "crash", "b", "exit", "c"]))
    assert (results[0], results[2], results[4]) == ("a", "b", "c")
    assert results[1] == Lost("The process that read it was ended by SIGKILL.")
    assert results[3] == Lost("The process that read it ended with code 7.")


def test_an_interrupt_that_only_a_worker_noticed_ends_them_all():
    with pytest.raises(KeyboardInterrupt):
        dict(Workers(prepare_words, "", 2, 60).run(["interrupt", *["1"] * 20]))


def test_a_job_that_hangs_is_given_up():
    results = dict(Workers(prepare_words, "", 2, 6).run(["hang", "a", "b"]))
    assert results == {0: Lost("It took longer than 6 seconds."), 1: "a", 2: "b"}


def test_results_come_as_they_are_ready():
    assert [position for position, _ in Workers(prepare_words, "", 2, 60).run(["3", "a"])] == [1, 0]


def test_processes_are_used_again_and_side_by_side():
    pids = [pid for _, pid in Workers(prepare_pid, None, 2, 60).run([0.3] * 6)]
    assert len(set(pids)) == 2


def test_stopping_early_ends_the_processes():
    running = Workers(prepare_words, "", 2, 60).run(["a", "hang"])
    assert next(running) == (0, "a")
    running.close()


def test_a_worker_that_cannot_start_loses_its_jobs_and_does_not_hang(capfd):
    results = dict(Workers(prepare_words, "", 2, 60).run([]))
    assert results == {}
    failing = dict(Workers(int, "no number", 2, 60).run(["a", "b"]))
    assert all(isinstance(result, Lost) for result in failing.values())
    capfd.readouterr()
