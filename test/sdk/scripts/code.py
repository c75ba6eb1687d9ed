"""A changed file in a git repository, code saving, console output in parts, and many kinds of files.

Ends when the file `go` appears in its folder; a live file is written anew before.
"""

import os
import subprocess
import sys
import time

TRAIN = '''"""Trains nothing."""
import json
import os
import time

import wandb

settings = wandb.Settings(save_code=True, console_multipart=True, console_chunk_max_bytes=2000)
with wandb.init(project="code", id="kinds", settings=settings) as run:
    for line in range(200):
        print(f"printed line {line}")
    with open("table.csv", "w") as file:
        file.write('name,score\\n"Ada, Countess",1.5\\n"""Bob""",2\\n')
    with open("tree.json", "w") as file:
        file.write('{"model": {"layers": [1, 2, 3], "loss": NaN}, "name": "owl"}')
    with open("page.html", "w") as file:
        file.write("<h1>Hello</h1><script>document.title='run';parent.hacked=1</script>")
    with open("blob.bin", "wb") as file:
        file.write(bytes(range(256)))
    for name in ["table.csv", "tree.json", "page.html", "blob.bin"]:
        run.save(name, policy="now")
    with open("live.txt", "w") as file:
        file.write("first version")
    run.save("live.txt", policy="live")
    run.log({"loss": 1})
    while not os.path.exists("change"):
        time.sleep(0.05)
    with open("live.txt", "w") as file:
        file.write("second version")
    while not os.path.exists("go"):
        time.sleep(0.05)
'''


def git(*args):
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@t", *args], check=True)


with open("train.py", "w") as file:
    file.write(TRAIN)
with open("notes.txt", "w") as file:
    file.write("one\ntwo\nthree\n")
git("init", "-q")
git("add", "train.py", "notes.txt")
git("commit", "-qm", "start")
with open("notes.txt", "w") as file:
    file.write("one\nzwei\nthree\n")
sys.exit(subprocess.run([sys.executable, "train.py"]).returncode)
