"""One run with ten thousand metrics."""

import wandb

with wandb.init(project="many", id="keys") as run:
    for step in range(3):
        run.log({f"layer{i % 100}/weight{i}": i + step / 4 for i in range(10_000)})
