"""A character model learns the text of its own source: loss, perplexity, and a probability a letter.

    python examples/language_model.py [--steps 800] [--delay 0.1]
"""

import argparse
import math
import random
import time
from pathlib import Path

import wandb


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=8.0)
    parser.add_argument("--delay", type=float, default=0.1)
    options = parser.parse_args()

    text = Path(__file__).read_text()
    letters = sorted(set(text))
    index = {letter: i for i, letter in enumerate(letters)}
    pairs = [(index[a], index[b]) for a, b in zip(text, text[1:])]
    rng = random.Random(3)
    logits = [[0.0] * len(letters) for _ in letters]

    with wandb.init(project="letters", config={**vars(options), "letters": len(letters)}) as run:
        started = time.time()
        for step in range(options.steps):
            loss = 0.0
            right = dict.fromkeys("etaoin", (0.0, 0))
            for a, b in rng.sample(pairs, options.batch):
                top = max(logits[a])
                weights = [math.exp(v - top) for v in logits[a]]
                total = sum(weights)
                p = weights[b] / total
                loss -= math.log(p) / options.batch
                if letters[b] in right:
                    sum_p, count = right[letters[b]]
                    right[letters[b]] = (sum_p + p, count + 1)
                for i, weight in enumerate(weights):
                    logits[a][i] -= options.lr / options.batch * (weight / total - (i == b))
            row = {"train/loss": loss, "train/perplexity": math.exp(loss)}
            for letter, (sum_p, count) in right.items():
                if count:
                    row[f"letter/{letter}"] = sum_p / count
            row["speed/letters_per_second"] = (step + 1) * options.batch / (time.time() - started)
            run.log(row)
            if step % 20 == 0:
                done = 30 * step // options.steps
                print(f"\r[{'#' * done}{'.' * (30 - done)}] step {step} loss {loss:.3f}", end="")
            time.sleep(options.delay)
        print()


if __name__ == "__main__":
    main()
