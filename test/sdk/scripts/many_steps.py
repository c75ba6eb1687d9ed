"""A hundred thousand rows, as fast as they go."""

import wandb

with wandb.init(project="many", id="steps") as run:
    for step in range(100_000):
        run.log({"loss": step % 1000, "step_again": step})
