"""Begins a run in the way named by the first argument, and logs the steps of a range to it.

life.py HOW ID FROM TO: HOW is plain, must, allow, never, auto, fork:PARENT:STEP or rewind:STEP.
"""

import sys

import wandb

how, run_id, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
kind, *rest = how.split(":")
arguments = {
    "plain": lambda: {"id": run_id},
    "must": lambda: {"id": run_id, "resume": "must"},
    "allow": lambda: {"id": run_id, "resume": "allow"},
    "never": lambda: {"id": run_id, "resume": "never"},
    "auto": lambda: {"resume": "auto"},
    "fork": lambda: {"id": run_id, "fork_from": f"{rest[0]}?_step={rest[1]}"},
    "rewind": lambda: {"resume_from": f"{run_id}?_step={rest[0]}"},
}[kind]()

with wandb.init(project="life", config={"how": how}, **arguments) as run:
    print("RUN", run.id, run.starting_step)
    for step in range(first, last):
        run.log({"loss": step * (1 if kind == "plain" else -1), "first": first}, step=step)
    if how == "auto" and last == 3:
        # As a crash: nothing says that the run is over.
        import os
        import time

        time.sleep(3)
        os.killpg(0, 9)
