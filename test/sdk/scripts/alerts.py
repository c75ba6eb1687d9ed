"""A run that tells of itself: alerts of every level, one sent once though it is said twice."""

import sys

import wandb

run = wandb.init(project="alerts", id=sys.argv[1])
run.log({"loss": 1.0})
run.alert(title="Low accuracy", text="It is 0.1,\nwhich is too little.", level=wandb.AlertLevel.WARN)
run.alert(title="Diverged", text="loss is <b>inf</b> 💥", level="ERROR", wait_duration=600)
run.alert(title="Diverged", text="again, within the time to wait", level="ERROR", wait_duration=600)
run.alert(title="By the way", text="no level")
run.finish()
