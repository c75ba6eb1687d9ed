"""Logs until somebody ends it."""

import sys
import time

import wandb

run = wandb.init(project="endings", id=sys.argv[1])
step = 0
while True:
    run.log({"loss": step})
    step += 1
    time.sleep(0.05)
