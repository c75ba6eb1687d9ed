"""Says that its machine is taken away and ends with an error."""

import sys

import wandb

with wandb.init(project="life", id=sys.argv[1], resume="allow") as run:
    run.log({"loss": 1})
    if sys.argv[2] == "first":
        run.mark_preempting()
        sys.exit(7)
