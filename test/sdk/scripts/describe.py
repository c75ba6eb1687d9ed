"""Everything about a run that is not a metric, set at the start and changed while it runs."""

import wandb

with wandb.init(
    project="described",
    id="told",
    name="first name",
    group="ablation",
    job_type="train",
    tags=["baseline", "v1"],
    notes="first notes",
    config={"lr": 0.1, "optimizer": {"name": "adamw", "betas": [0.9, 0.95]}, "seed": None},
) as run:
    run.log({"loss": 3.0, "accuracy": 0.1})
    run.config.update({"lr": 0.01, "epochs": 3}, allow_val_change=True)
    run.log({"loss": 1.0, "accuracy": 0.7})
    run.tags = run.tags + ("later",)
    run.notes = "second notes"
    run.name = "second name"
    run.define_metric("accuracy", summary="max")
    run.log({"loss": 2.0, "accuracy": 0.5})
    run.summary["verdict"] = "good"
    run.summary.update({"nested": {"deep": 1}})
