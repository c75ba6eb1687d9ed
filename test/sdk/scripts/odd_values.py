"""Values that JSON has no words for, nested ones, and some that are no numbers."""

import math

import wandb

with wandb.init(project="numbers", id="odd") as run:
    run.log({"x": math.nan, "y": 1.5})
    run.log({"x": math.inf, "big": 2**53 + 1})
    run.log({"x": -math.inf, "tiny": 5e-324})
    run.log({"x": -0.0, "text": "ß → 漢字", "flag": True, "none": None})
    run.log({"nested": {"a": {"b": 1}, "a.b": 2}, "list": [1, math.nan, "three"]})
    run.log({"x": 0.1})
    run.summary["best"] = math.inf
    run.config.update({"limits": [-math.inf, math.inf]})
