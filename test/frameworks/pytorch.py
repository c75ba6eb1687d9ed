"""A real PyTorch loop with data of its own: two spirals, told apart by a small network.

Prints, as its last line, what it logged.
"""

import json
import math

import torch
import wandb
from torch import nn

torch.manual_seed(0)
POINTS, EPOCHS = 400, 150

angle = torch.linspace(0.5, 3 * math.pi, POINTS)
arm = torch.stack([angle * angle.cos(), angle * angle.sin()], 1) / 4
data = torch.cat([arm, -arm]) + 0.02 * torch.randn(2 * POINTS, 2)
labels = torch.cat([torch.zeros(POINTS), torch.ones(POINTS)]).long()

model = nn.Sequential(nn.Linear(2, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 2))
optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
logged = []

with wandb.init(project="frameworks", id="pytorch", config={"epochs": EPOCHS}) as run:
    run.watch(model, log="all", log_freq=10)
    for epoch in range(EPOCHS):
        order = torch.randperm(2 * POINTS)
        for batch in order.split(100):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(data[batch]), labels[batch])
            loss.backward()
            optimizer.step()
        schedule.step()
        with torch.no_grad():
            accuracy = (model(data).argmax(1) == labels).float().mean()
        row = {"loss": loss, "accuracy": accuracy, "lr": schedule.get_last_lr()[0]}
        run.log(row)
        logged.append({"loss": loss.item(), "accuracy": accuracy.item(), "lr": row["lr"]})
    torch.save(model.state_dict(), "weights.pt")
    run.save("weights.pt", policy="now")

print("LOGGED " + json.dumps(logged))
