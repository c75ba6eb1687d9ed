"""Logs one step to wherever the key's runs land by themselves."""

import sys

import wandb

with wandb.init(project="team", id=sys.argv[1]) as run:
    run.log({"loss": 0.5})
