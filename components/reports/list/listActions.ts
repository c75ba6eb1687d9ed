import type { ComponentType } from 'react'

/** Buttons above the list beside "Create report", such as an import, for those who may write. */
export const LIST_ACTIONS: readonly ComponentType<{ entity: string; project: string }>[] = []
