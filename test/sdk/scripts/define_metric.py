"""Metrics with a step of their own, by a glob and by name; one hidden; one kept as its minimum."""

import wandb

with wandb.init(project="defined", id="epochs") as run:
    run.define_metric("epoch/*", step_metric="epoch/epoch")
    run.define_metric("val/loss", step_metric="epoch/epoch", summary="min")
    run.define_metric("debug/*", hidden=True)
    for step in range(40):
        run.log({"train/loss": 1 / (step + 1), "debug/norm": step})
        if step % 10 == 9:
            epoch = step // 10
            run.log({"epoch/epoch": epoch, "epoch/acc": epoch / 4, "val/loss": abs(epoch - 2)})
