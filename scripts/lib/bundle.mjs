// Bundles server/ into dist/server: the server and its threads, started by plain Node. Packages stay
// outside: a second copy of yjs in the process would not know the first one's documents.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import esbuild from 'esbuild'
import { root } from './steps.mjs'

export const options = {
  absWorkingDir: root,
  entryPoints: {
    main: 'server/main.ts',
    sealWorker: 'server/metrics/sealWorker.ts',
    compactWorker: 'server/documents/compactWorker.ts',
    reportWorker: 'server/reports/reportWorker.ts',
  },
  outdir: 'dist/server',
  bundle: true,
  splitting: false,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  tsconfig: path.join(root, 'tsconfig.json'),
  loader: { '.graphql': 'text' },
  logLevel: 'warning',
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await esbuild.build(options)
