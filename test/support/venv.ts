// Vitest global set-up: a Python environment with the real SDK.
import type { TestProject } from 'vitest/node'
import { ensureVenv, WANDB } from '../../scripts/lib/venv.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    python: string
  }
}

export default function setup(project: TestProject) {
  project.provide('python', ensureVenv('wandb', [WANDB]))
}
