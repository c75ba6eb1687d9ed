"""Logs to disk only: offline.py ID."""

import sys

import wandb

with wandb.init(project="life", id=sys.argv[1], mode="offline", config={"lr": 0.1}) as run:
    for step in range(30):
        run.log({"loss": 1 / (step + 1)})
        print("offline step", step)
    with open("note.txt", "w") as file:
        file.write("from afar")
    run.save("note.txt")
