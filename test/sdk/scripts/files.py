"""Saves files, one of them live, and reads one back."""

import os

import wandb

with wandb.init(project="files", id="saved") as run:
    os.makedirs("out/über")
    with open("out/weights.bin", "wb") as file:
        file.write(bytes(range(256)) * 4096)
    with open("out/über/notiz.txt", "w", encoding="utf-8") as file:
        file.write("erste Fassung")
    with open("empty.txt", "w"):
        pass
    run.save("out/weights.*", base_path="out")
    run.save("out/über/notiz.txt", base_path="out")
    run.save("empty.txt", policy="now")
    with open("out/über/notiz.txt", "w", encoding="utf-8") as file:
        file.write("zweite Fassung")
    run.log({"loss": 1})

wandb.Api().run(f"{run.entity}/files/saved").file("weights.bin").download(root="back")
with open("back/weights.bin", "rb") as file:
    assert file.read() == bytes(range(256)) * 4096
print("read back")

try:
    wandb.restore("nothing.txt", run_path=f"{run.entity}/files/saved", root="back")
except ValueError as error:
    print("refused:", error)
