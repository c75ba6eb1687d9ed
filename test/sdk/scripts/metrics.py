"""Defines metrics in every way, and logs them."""

import sys

import wandb

with wandb.init(project="life", id=sys.argv[1]) as run:
    run.define_metric("epoch/number", hidden=True)
    run.define_metric("epoch/*", step_metric="epoch/number")
    for how in ["min", "max", "mean", "last", "first", "none"]:
        run.define_metric(f"by/{how}", summary=how)
    run.define_metric("all.of\\.it", summary="min,max")
    run.define_metric("glob/*", summary="max")
    for i, value in enumerate([3.0, 1.0, 5.0, 2.0]):
        row = {f"by/{how}": value for how in ["min", "max", "mean", "last", "first", "none"]}
        run.log({**row, "plain": value, "glob/x": value})
        run.log({"epoch/number": 10 * i, "epoch/loss": value})
