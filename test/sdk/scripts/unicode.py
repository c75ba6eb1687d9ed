"""Names in every script."""

import wandb

with wandb.init(
    project="prøjekt 漢字",
    id="lauf-é🙂",
    name="Läufer 🏃 «один»",
    group="группа",
    job_type="обучение",
    tags=["färbig", "标签", "🙂"],
    notes="Zeile eins\nשורה שתיים",
    config={"schlüssel": "wert", "層": {"幅": 64}},
) as run:
    for step in range(5):
        run.log({"verlust/größe": step, "損失": step * 2, "🙂": step * 3, "a b\t'c'\"d\"": step})
    run.summary["итог"] = "готово"
    print("Ausgabe: žluťoučký kůň 🐎")
