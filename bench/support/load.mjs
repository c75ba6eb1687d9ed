// A load generator in a process of its own: sends ready-made bodies over keep-alive connections, one
// request in flight per connection. Prints one line of JSON when done.
//   node load.mjs FILE    FILE: one line of JSON {"url", "apiKey", "writers": [{"path", "sizes"}]}, then
//                         the bodies back to back in the order of the writers
import fs from 'node:fs'
import net from 'node:net'

const bytes = fs.readFileSync(process.argv[2])
const headerEnd = bytes.indexOf(10)
const input = JSON.parse(bytes.subarray(0, headerEnd).toString('utf8'))
let at = headerEnd + 1
const writers = input.writers.map(({ path, sizes }) => {
  return { path, bodies: sizes.map((size) => bytes.subarray(at, (at += size))) }
})
const { hostname, port } = new URL(input.url)
const authorization = `Basic ${Buffer.from(`api:${input.apiKey}`).toString('base64')}`
const latencies = []

// Plain sockets and ready-made requests: what is measured is the server, and both share the machine.
function connect(path) {
  const socket = net.connect({ host: hostname, port: Number(port), noDelay: true })
  let answer = ''
  let answered
  socket.setEncoding('latin1')
  socket.on('data', (text) => {
    answer += text
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)
    if (answer.length < end + 4 + length) return
    const status = Number(answer.slice(9, 12))
    answer = ''
    answered(status)
  })
  return {
    close: () => socket.end(),
    send: (body) =>
      new Promise((resolve, reject) => {
        answered = resolve
        socket.once('error', reject)
        socket.cork()
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: ${authorization}\r\n` +
            `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
        )
        socket.write(body)
        socket.uncork()
      }).finally(() => socket.removeAllListeners('error')),
  }
}

async function write({ path, bodies }) {
  const connection = connect(path)
  for (const body of bodies) {
    for (;;) {
      const started = performance.now()
      const status = await connection.send(body)
      if (status === 200) {
        latencies.push(performance.now() - started)
        break
      }
      // What was put off is sent again, as the SDK would.
      if (status !== 503) throw new Error(`${path}: status ${status}`)
      retries++
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  connection.close()
}

let retries = 0
const started = performance.now()
await Promise.all(writers.map(write))
const seconds = (performance.now() - started) / 1000
latencies.sort((a, b) => a - b)
const quantile = (q) => latencies[Math.floor(latencies.length * q)]
console.log(
  JSON.stringify({
    seconds,
    posts: latencies.length,
    retries,
    p50: quantile(0.5),
    p99: quantile(0.99),
  }),
)
