import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) }

// Unit tests need nothing but Node; the others start the built server (see test/support).
export default defineConfig({
  resolve: { alias },
  test: {
    // Conditions are awaited as long as a busy machine may need.
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ['test/support/properties.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          sequence: { groupOrder: 1 },
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/database.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'sdk',
          sequence: { groupOrder: 2 },
          include: ['test/sdk/**/*.test.ts'],
          globalSetup: ['test/support/database.ts', 'test/support/venv.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          sequence: { groupOrder: 3 },
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [
            'test/support/database.ts',
            'test/support/chromium.ts',
            'test/support/venv.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          sequence: { groupOrder: 4 },
          include: ['test/soak/**/*.test.ts'],
          globalSetup: [
            'test/support/database.ts',
            'test/support/chromium.ts',
            'test/support/venv.ts',
          ],
          testTimeout: 1_800_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
        },
      },
    ],
  },
})
