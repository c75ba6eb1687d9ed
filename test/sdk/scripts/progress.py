"""A progress bar that overwrites its line, colours, a traceback and text without an end."""

import sys
import time

import wandb

with wandb.init(project="console", id="bar") as run:
    print("\x1b[1mtraining\x1b[0m")
    for step in range(21):
        bar = "█" * step + "·" * (20 - step)
        sys.stderr.write(f"\r\x1b[32m{bar}\x1b[0m {step * 5:3d}% loss={1 / (step + 1):.3f}")
        sys.stderr.flush()
        run.log({"loss": 1 / (step + 1)})
        time.sleep(0.12)
    sys.stderr.write("\n")
    for line in range(3):
        print(f"epoch {line}: \x1b[33mwarning\x1b[0m")
    print("up\x1b[Aback on the line before")
    sys.stdout.write("no newline at the end")
