"""Checks the key it is given; prints what wandb.login says of it."""

import sys

import wandb

try:
    print("answer:", wandb.login(key=sys.argv[1], verify=True, relogin=True))
except Exception as error:
    print("refused:", error)
