"""A pytest plugin that writes each test's outcome as a line of JSON to $RUNROOM_OUTCOMES."""

import json
import os

_seen = {}


def pytest_runtest_logreport(report):
    # Of set-up, call and tear-down the worst counts; with xdist only the controller writes.
    outcome = report.outcome
    if getattr(report, "wasxfail", None) is not None:
        outcome = "skipped"
    if report.when != "call" and outcome == "passed":
        return
    reason = ""
    if outcome == "skipped":
        longrepr = report.longrepr
        reason = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
        reason = getattr(report, "wasxfail", None) or reason
    elif outcome == "failed":
        reason = report.longreprtext
    worse = {"passed": 0, "skipped": 1, "failed": 2}
    if report.nodeid in _seen and worse[_seen[report.nodeid][0]] >= worse[outcome]:
        return
    _seen[report.nodeid] = (outcome, reason)


def pytest_collectreport(report):
    if report.failed:
        _seen[report.nodeid] = ("failed", str(report.longrepr))


def pytest_sessionfinish(session):
    if hasattr(session.config, "workerinput"):
        return
    with open(os.environ["RUNROOM_OUTCOMES"], "w") as file:
        for nodeid, (outcome, reason) in _seen.items():
            line = {"test": nodeid, "outcome": outcome, "reason": reason}
            file.write(json.dumps(line) + "\n")
