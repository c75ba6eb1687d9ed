import type { ComponentType } from 'react'
import { ImportButton } from '../inOut/ImportButton'

/** Buttons above the list beside "Create report", such as an import, for those who may write. */
export const LIST_ACTIONS: readonly ComponentType<{ entity: string; project: string }>[] = [
  ImportButton,
]
