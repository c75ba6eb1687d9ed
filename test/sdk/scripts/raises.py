"""An uncaught exception after a few steps."""

import time

import wandb

run = wandb.init(project="endings", id="raises")
for step in range(5):
    run.log({"loss": step})
    time.sleep(0.1)
raise ValueError("the loss exploded at step 5")
