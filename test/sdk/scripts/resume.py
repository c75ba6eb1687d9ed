"""Logs five steps and goes on with the run in a second process of its own."""

import sys

import wandb

with wandb.init(project="resumed", id=sys.argv[1], resume=sys.argv[2]) as run:
    print("starts at step", run.starting_step, "config", dict(run.config))
    run.config.update({f"part{run.starting_step}": True})
    for step in range(run.starting_step, run.starting_step + 5):
        run.log({"loss": step * 10})
