"""The same regression with five learning rates, one run each in one group: from too slow to diverging.

    python examples/learning_rates.py [--steps 300] [--delay 0.1]
"""

import argparse
import random
import time

import wandb

WEIGHTS = [0.8, -1.7, 2.4, 0.3]


def batch(rng, size=32):
    rows = []
    for _ in range(size):
        x = [rng.gauss(0, 1) for _ in WEIGHTS]
        rows.append((x, sum(w * v for w, v in zip(WEIGHTS, x)) + rng.gauss(0, 0.1)))
    return rows


def train(lr, options):
    rng = random.Random(7)
    name = f"lr-{lr:g}"
    with wandb.init(project="learning-rates", group="sgd", name=name, config={"lr": lr}) as run:
        w = [0.0] * len(WEIGHTS)
        for _ in range(options.steps):
            loss, slope = 0.0, [0.0] * len(w)
            rows = batch(rng)
            for x, y in rows:
                error = sum(a * b for a, b in zip(w, x)) - y
                loss += error * error / len(rows)
                slope = [s + 2 * error * v / len(rows) for s, v in zip(slope, x)]
            distance = sum((a - b) ** 2 for a, b in zip(w, WEIGHTS)) ** 0.5
            run.log({"loss": loss, "distance": distance})
            w = [a - lr * s for a, s in zip(w, slope)]
            time.sleep(options.delay)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--delay", type=float, default=0.1)
    options = parser.parse_args()
    for lr in (0.003, 0.01, 0.05, 0.3, 0.9):
        train(lr, options)


if __name__ == "__main__":
    main()
