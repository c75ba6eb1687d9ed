"""Runs for as long as it takes to sample the machine a few times."""

import time

import wandb

settings = wandb.Settings(x_stats_sampling_interval=0.2)
with wandb.init(project="system", id="sampled", settings=settings) as run:
    for step in range(20):
        run.log({"loss": step})
        time.sleep(0.1)
