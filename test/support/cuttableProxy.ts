// A line to the server that can be cut, and mended.
import net from 'node:net'
import type { AddressInfo } from 'node:net'

export interface CuttableProxy {
  url: string
  /** Ends what is open, and lets nothing through. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function cuttableProxy(port: number): Promise<CuttableProxy> {
  const open = new Set<net.Socket>()
  let isCut = false
  const proxy = net.createServer((client) => {
    if (isCut) return void client.destroy()
    const server = net.connect(port, '127.0.0.1')
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isCut = false
    },
    close: () => {
      cut()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}
