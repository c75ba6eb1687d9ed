// Compiles the row scanner to WebAssembly and writes it where the server imports it from. The result
// is committed, so that starting Runroom needs no compiler; a unit test keeps the two in step.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('../server/ingest/scanner', import.meta.url))
export const target = path.join(folder, 'scannerWasm.ts')

/** The text of scannerWasm.ts for the present source. */
export async function compile() {
  const files = new Map()
  const { error, stderr } = await asc.main(
    ['assembly/scanner.ts', '--outFile', 'scanner.wasm', '-O3', '--runtime', 'stub', '--noAssert'],
    {
      readFile: (name) => {
        const file = path.resolve(folder, name)
        return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null
      },
      writeFile: (name, data) => void files.set(name, data),
      listFiles: () => [],
    },
  )
  if (error) throw new Error(`${error.message}\n${stderr}`)
  const base64 = Buffer.from(files.get('scanner.wasm')).toString('base64')
  const lines = base64.match(/.{1,96}/g).map((line) => `  '${line}' +`)
  return [
    '// Made by `npm run build:scanner` from assembly/scanner.ts. Do not edit.',
    'export const SCANNER_WASM =',
    ...lines,
    "  ''",
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  fs.writeFileSync(target, await compile())
  console.log(`${path.relative(process.cwd(), target)} written`)
}
