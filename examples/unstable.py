"""Descent that goes wrong now and then: spikes, not-a-number, and in the end an uncaught exception.

    python examples/unstable.py [--steps 400] [--delay 0.1]
"""

import argparse
import math
import random
import time

import wandb


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--delay", type=float, default=0.1)
    options = parser.parse_args()

    rng = random.Random(11)
    run = wandb.init(project="unstable", tags=["demo"], notes="Spikes, NaN, then it fails.")
    x = 3.0
    for step in range(options.steps):
        slope = 2 * x + rng.gauss(0, 0.5)
        x -= 0.02 * slope
        if step % 97 == 60:
            x += 40  # one bad batch
        loss = x * x
        if step % 140 == 100:
            loss = math.nan  # as 0/0 in half precision would be
        run.log({"loss": loss, "weight": x, "grad_norm": abs(slope)})
        time.sleep(options.delay)
    raise RuntimeError("loss scale fell below 1: giving up")


if __name__ == "__main__":
    main()
