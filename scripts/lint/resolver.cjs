// Tells ESLint's import rules where '@/…' and relative imports lead (tsconfig.json's one alias).
const fs = require('node:fs')
const path = require('node:path')

const root = path.resolve(__dirname, '../..')
const ENDINGS = ['', '.ts', '.tsx', '.js', '.mjs', '.d.ts', '/index.ts']

exports.interfaceVersion = 2

exports.resolve = (source, file) => {
  const local = source.startsWith('@/') || source.startsWith('.')
  if (!local) return { found: true, path: null }
  const base = source.startsWith('@/')
    ? path.join(root, source.slice(2))
    : path.resolve(path.dirname(file), source)
  for (const ending of ENDINGS) {
    const candidate = base + ending
    if (fs.existsSync(candidate) && fs.statSync(candidate).isFile()) {
      return { found: true, path: candidate }
    }
  }
  return { found: false }
}
