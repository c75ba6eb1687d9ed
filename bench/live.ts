// Live fan-out: how long from a post to the event at a subscriber, and how many bytes a tick costs.
import { io, type Socket } from 'socket.io-client'
import type { ClientToServerEvents, SeriesAppended, ServerToClientEvents } from '../lib/live/events'
import { authorization, WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'
import { type StandaloneServer, startStandaloneServer } from '../test/support/standalone'

const RUNS = 20
const METRICS = ['train/loss', 'train/acc', 'val/loss', 'val/acc', 'lr', 'grad_norm']
const KEYS = [...METRICS, '_step']
const POSTS = 60
const PERIOD_MS = 200

type Client = Socket<ServerToClientEvents, ClientToServerEvents>

async function connect(server: StandaloneServer): Promise<Client> {
  const socket: Client = io(server.url, {
    transports: ['websocket'],
    extraHeaders: { authorization: authorization(server.apiKey) },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

function subscribe(socket: Client, runs: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.emit('series.subscribe', [{ stream: 'history', runs, keys: KEYS }], (reply) => {
      if (reply.ok) resolve()
      else reject(new Error(reply.error))
    })
  })
}

async function numericId(server: StandaloneServer, name: string): Promise<number> {
  const response = await fetch(`${server.url}/api/projects/ada/test/runs/${name}`, {
    headers: { authorization: authorization(server.apiKey) },
  })
  return ((await response.json()) as { run: { id: number } }).run.id
}

const server = await startStandaloneServer()
try {
  const runs = await Promise.all(
    Array.from({ length: RUNS }, (_, i) => WandbRun.start(server, { name: `live-${i}` })),
  )
  const ids = await Promise.all(runs.map((run) => numericId(server, run.name)))
  for (const subscribers of [1, 50]) {
    const sockets = await Promise.all(Array.from({ length: subscribers }, () => connect(server)))
    await Promise.all(sockets.map((socket) => subscribe(socket, ids)))
    const sentAt = new Map<string, number>()
    const latencies: number[] = []
    let bytes = 0
    let events = 0
    for (const [n, socket] of sockets.entries()) {
      socket.on('series.appended', (event: SeriesAppended) => {
        const sent = sentAt.get(`${event.run}/${event.firstRow}`)
        if (sent !== undefined) latencies.push(performance.now() - sent)
        if (n > 0) return
        events++
        // As socket.io writes it: packet type, event name, payload.
        bytes += Buffer.byteLength(`42["series.appended",${JSON.stringify(event)}]`)
      })
    }
    const firstStep = runs[0]!.historyLine
    for (let post = 0; post < POSTS; post++) {
      const started = performance.now()
      await Promise.all(
        runs.map(async (run, i) => {
          const step = firstStep + post
          const row = Object.fromEntries(
            METRICS.map((name, k) => [
              name,
              Math.fround(Math.exp(-step / 100) + Math.sin(step + i * k) * 0.01),
            ]),
          )
          sentAt.set(`${ids[i]}/${run.historyLine}`, performance.now())
          await run.log([
            { ...row, _step: step, _runtime: step * 0.2, _timestamp: 1.7e9 + step * 0.2 },
          ])
        }),
      )
      await new Promise((resolve) => setTimeout(resolve, PERIOD_MS - (performance.now() - started)))
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    latencies.sort((a, b) => a - b)
    report('live', `${RUNS} runs × ${METRICS.length} metrics, ${subscribers} subscribers`, {
      'POST → event p50 ms': latencies[Math.floor(latencies.length / 2)]!,
      'p95 ms': latencies[Math.floor(latencies.length * 0.95)]!,
      'p99 ms': latencies[Math.floor(latencies.length * 0.99)]!,
      'bytes a tick (all runs)': bytes / POSTS,
      'events a tick': events / POSTS,
      'expected events': `${latencies.length} of ${subscribers * RUNS * POSTS}`,
    })
    for (const socket of sockets) socket.close()
  }
} finally {
  await server.close()
}
