"""One of several processes that write one run: shared.py ID LABEL PRIMARY."""

import sys
import time

import wandb

run_id, label, primary = sys.argv[1], sys.argv[2], sys.argv[3] == "primary"
settings = wandb.Settings(
    mode="shared",
    x_primary=primary,
    x_label=label,
    x_update_finish_state=primary,
    x_stats_sampling_interval=1,
)
with wandb.init(project="life", id=run_id, config={"seed": 1}, settings=settings) as run:
    for i in range(20):
        run.log({f"{label}/loss": i, "common": i})
        print(label, "prints", i)
        time.sleep(0.1)
    if primary:
        # The others are done by then.
        time.sleep(4)
