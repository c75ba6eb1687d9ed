"""A small neural network learns two spirals: train and validation curves, a learning-rate schedule.

    python examples/classifier.py [--epochs 120] [--width 24] [--lr 0.2] [--delay 0.2]
"""

import argparse
import math
import random
import time

import wandb


def spirals(n, rng):
    points = []
    for i in range(n):
        label = i % 2
        t = 0.4 + 2.6 * rng.random()
        angle = 2.2 * t + math.pi * label
        noise = lambda: rng.gauss(0, 0.08)
        points.append((t * math.cos(angle) / 3 + noise(), t * math.sin(angle) / 3 + noise(), label))
    return points


class Network:
    """2 -> width -> 1, tanh inside, trained one example at a time."""

    def __init__(self, width, rng):
        self.inner = [[rng.gauss(0, 2), rng.gauss(0, 2), rng.gauss(0, 1)] for _ in range(width)]
        self.outer = [rng.gauss(0, 0.3) for _ in range(width)]
        self.bias = 0.0

    def forward(self, x, y):
        hidden = [math.tanh(a * x + b * y + c) for a, b, c in self.inner]
        z = sum(w * h for w, h in zip(self.outer, hidden)) + self.bias
        return hidden, 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))

    def learn(self, x, y, label, lr):
        hidden, p = self.forward(x, y)
        slope = p - label
        norm = slope * slope
        for i, h in enumerate(hidden):
            back = slope * self.outer[i] * (1 - h * h)
            self.outer[i] -= lr * slope * h
            a, b, c = self.inner[i]
            self.inner[i] = [a - lr * back * x, b - lr * back * y, c - lr * back]
            norm += back * back * (x * x + y * y + 1) + (slope * h) ** 2
        self.bias -= lr * slope
        return loss_of(p, label), math.sqrt(norm)


def loss_of(p, label):
    return -math.log(max(1e-9, p if label else 1 - p))


def evaluate(network, points):
    loss = correct = 0
    for x, y, label in points:
        _, p = network.forward(x, y)
        loss += loss_of(p, label)
        correct += (p > 0.5) == bool(label)
    return loss / len(points), correct / len(points)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=120)
    parser.add_argument("--width", type=int, default=24)
    parser.add_argument("--lr", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.2, help="seconds of rest after a logged step")
    options = parser.parse_args()

    rng = random.Random(options.seed)
    train, val = spirals(240, rng), spirals(120, rng)
    with wandb.init(project="spirals", job_type="train", config=vars(options)) as run:
        network = Network(options.width, rng)
        for epoch in range(options.epochs):
            lr = options.lr * 0.5 * (1 + math.cos(math.pi * epoch / options.epochs))
            rng.shuffle(train)
            for start in range(0, len(train), 48):
                results = [network.learn(*point, lr) for point in train[start : start + 48]]
                run.log(
                    {
                        "train/loss": sum(loss for loss, _ in results) / len(results),
                        "train/grad_norm": sum(norm for _, norm in results) / len(results),
                        "lr": lr,
                        "epoch": epoch + start / len(train),
                    }
                )
                time.sleep(options.delay)
            loss, accuracy = evaluate(network, val)
            run.log({"val/loss": loss, "val/accuracy": accuracy})
            print(f"epoch {epoch + 1}/{options.epochs}: val loss {loss:.4f}, accuracy {accuracy:.1%}")


if __name__ == "__main__":
    main()
