// Vitest global set-up: Python environments with the real SDK.
import type { TestProject } from 'vitest/node'
import { ensureVenv, OLD_WANDB, WANDB } from '../../scripts/lib/venv.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    python: string
    oldPython: string
  }
}

export default function setup(project: TestProject) {
  project.provide('python', ensureVenv('wandb', [WANDB]))
  project.provide('oldPython', ensureVenv('wandb-old', [OLD_WANDB]))
}
