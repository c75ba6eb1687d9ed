import path from 'node:path'
import boundaries from 'eslint-plugin-boundaries'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Who may import whom; CONTRIBUTING.md draws the map. A room of the server is open to others only
// through its index.ts, and only main.ts may wire rooms together.
const GROUND = ['bytes', 'db', 'http']
const DOMAINS = [
  'alerts',
  'annotations',
  'auth',
  'documents',
  'exports',
  'figures',
  'files',
  'ingest',
  'metrics',
  'reports',
  'runQuery',
  'runs',
  'sharing',
  'workspaces',
]
const EDGES = ['api', 'collab', 'live', 'wandb']

const room = (name) => ({ type: `server/${name}`, pattern: `server/${name}` })
const allow = (from, to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } } },
})
const rooms = (names) => names.map((name) => `server/${name}`)
/** Every room may use config, log and version, but not main. */
const ROOT = 'server/root'

const elements = [
  { type: 'app', pattern: 'app' },
  { type: 'components', pattern: 'components' },
  { type: 'lib', pattern: 'lib' },
  { type: 'prisma', pattern: 'prisma' },
  ...[...GROUND, ...DOMAINS, ...EDGES].map(room),
  // config, log, version and, above all of them, main.
  { type: 'server/root', pattern: 'server' },
]

const policies = [
  allow('server/root', ['lib', 'server/root', ...rooms([...GROUND, ...DOMAINS, ...EDGES])]),
  allow('app', ['app', 'components', 'lib']),
  allow('components', ['components', 'lib']),
  allow('lib', ['lib']),
  allow('server/db', ['server/db', 'prisma', ROOT]),
  ...GROUND.filter((name) => name !== 'db').map((name) =>
    allow(`server/${name}`, ['lib', ROOT, 'server/auth', ...rooms(GROUND)]),
  ),
  ...DOMAINS.map((name) =>
    allow(`server/${name}`, ['lib', ROOT, ...rooms([...GROUND, ...DOMAINS])]),
  ),
  ...EDGES.map((name) =>
    allow(`server/${name}`, ['lib', ROOT, `server/${name}`, ...rooms([...GROUND, ...DOMAINS])]),
  ),
  // The last policy that fits decides. Behind the door of a domain room nobody else may look.
  ...DOMAINS.map((name) => ({
    from: { element: { type: `!server/${name}` } },
    disallow: { to: { element: { type: `server/${name}`, fileInternalPath: '!index.ts' } } },
  })),
  // Nothing stands above the composition root.
  {
    from: { element: { type: '*' } },
    disallow: { to: { element: { type: ROOT, fileInternalPath: 'main.ts' } } },
  },
  {
    from: { element: { type: 'server/*' } },
    disallow: { to: { element: { type: ROOT, fileInternalPath: 'main.ts' } } },
  },
]

export default tseslint.config(
  {
    ignores: [
      'server/ingest/scanner/assembly',
      'node_modules',
      '.next',
      'dist',
      'data',
      '.venvs',
      'prisma/generated',
      'next-env.d.ts',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A lookup that has just been checked or built is asserted rather than handled again.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Speaks of the React Compiler, which is not used here.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['{app,components,lib,server}/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { [path.resolve('scripts/lint/resolver.cjs')]: {} },
      'boundaries/elements': elements,
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', policies }] },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            'node:*',
            'react',
            'react-*',
            'next',
            'next/*',
            'pg',
            '@prisma/*',
            'socket.io*',
          ],
        },
      ],
    },
  },
  {
    files: ['{app,components}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['node:*', 'pg', '@prisma/*'] }] },
  },
)
