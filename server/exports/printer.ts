/** HTML printed to PDF by a Chromium, where there is one. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { HttpError, unavailable } from '../http/errors'

const LIMIT_MS = 60_000
const MAX_WAITING = 8

/** One page after the other: each is a browser of its own. */
export class PdfPrinter {
  private turn: Promise<unknown> = Promise.resolve()
  private waiting = 0

  constructor(private readonly program: string | undefined) {}

  /** @throws HttpError 501 without a Chromium: asked before anything else is done */
  check(): string {
    if (this.program === undefined) throw notInstalled()
    return this.program
  }

  /** @throws HttpError 503 when too many wait or it takes too long */
  print(html: string): Promise<Buffer> {
    const program = this.check()
    if (this.waiting >= MAX_WAITING) {
      return Promise.reject(unavailable('Too many reports are printed at the moment.'))
    }
    this.waiting++
    const result = this.turn.then(() => printWith(program, html)).finally(() => this.waiting--)
    this.turn = result.catch(() => {})
    return result
  }
}

function notInstalled(): HttpError {
  const how =
    'This server has no Chromium to print PDF with. Install one (Debian: apt install chromium) or ' +
    'name it in RUNROOM_CHROMIUM; meanwhile print the page, or its HTML export, with your browser.'
  return new HttpError(501, 'not_installed', how)
}

async function printWith(program: string, html: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'runroom-print-'))
  try {
    const source = path.join(folder, 'report.html')
    const target = path.join(folder, 'report.pdf')
    await writeFile(source, html)
    const args = [
      '--headless',
      '--disable-gpu',
      '--disable-extensions',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--no-pdf-header-footer',
      // The page is ours and asks for nothing; nor may the browser.
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      `--user-data-dir=${path.join(folder, 'profile')}`,
      `--print-to-pdf=${target}`,
      // Chromium refuses to start as root with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      pathToFileURL(source).href,
    ]
    await run(program, args)
    return await readFile(target)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, killSignal: 'SIGKILL' as const }
    execFile(program, [...args], options, (error, _out, complaints) => {
      if (!error) resolve()
      else if (error.killed) reject(unavailable('The report takes too long to print.'))
      else reject(new Error(`${program} printed nothing: ${complaints.slice(-500)}`))
    })
  })
}
