// Rows a second that JSON.parse alone manages: the outer body, then every line. In a process of its
// own, since a heap full of other things slows it down.
//   node parseCeiling.mjs FILE    FILE: one line of JSON [size, …], then the bodies back to back
import fs from 'node:fs'

const bytes = fs.readFileSync(process.argv[2])
const headerEnd = bytes.indexOf(10)
let at = headerEnd + 1
const sizes = JSON.parse(bytes.subarray(0, headerEnd).toString('utf8'))
const bodies = sizes.map((size) => bytes.subarray(at, (at += size)))

function parseAll() {
  let rows = 0
  for (const body of bodies) {
    const outer = JSON.parse(body.toString('utf8'))
    for (const line of outer.files['wandb-history.jsonl'].content) if (JSON.parse(line)) rows++
  }
  return rows
}

parseAll()
const started = performance.now()
let rows = 0
while (performance.now() - started < 1500) rows += parseAll()
console.log(rows / ((performance.now() - started) / 1000))
