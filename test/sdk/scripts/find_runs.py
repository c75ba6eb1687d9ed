"""Finds runs of the project with filters and orders, in small pages, and prints their ids."""

import json
import sys

import wandb

api = wandb.Api()
cases = json.loads(sys.argv[1])
found = []
for filters, order in cases:
    runs = api.runs("ada/search", filters=filters, order=order, per_page=2)
    found.append([len(runs), [run.id for run in runs]])
print("FOUND " + json.dumps(found))
