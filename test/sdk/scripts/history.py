"""Logs `steps` rows, `rate` of them a second (0: as fast as it goes)."""

import sys
import time

import wandb

run_id, steps, rate = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
with wandb.init(project="history", id=run_id) as run:
    for step in range(steps):
        run.log({"loss": 1 / (step + 1), "square": step * step})
        if rate:
            time.sleep(1 / rate)
