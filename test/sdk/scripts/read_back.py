"""Logs a run, then reads it through wandb.Api; prints what it found as JSON."""

import json

import wandb

with wandb.init(
    project="api", id="read", config={"lr": 0.5, "net": {"width": 8}}, tags=["one"], group="g"
) as run:
    for step in range(50):
        run.log({"loss": 1 / (step + 1), "sparse": step} if step % 10 == 0 else {"loss": 1 / (step + 1)})
    run.summary["best"] = 0.02

api = wandb.Api()
found = api.run(f"{run.entity}/api/read")
print(
    "FOUND "
    + json.dumps(
        {
            "state": found.state,
            "config": dict(found.config),
            "best": found.summary["best"],
            "name": found.name == run.name,
            "tags": found.tags,
            "group": found.group,
            "history": found.history(pandas=False, keys=["loss"], samples=1000),
            "sparse": found.history(pandas=False, keys=["sparse"], samples=1000),
            "lastStep": found.lastHistoryStep,
            "files": sorted(file.name for file in found.files()),
            "runs": [r.id for r in api.runs(f"{run.entity}/api")],
        }
    )
)
