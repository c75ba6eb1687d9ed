'use client'

/** Every kind of panel there is: one line each. */
import type { ComponentType } from 'react'
import type { PanelType } from '@/lib/panels/spec'
import { LinePanel } from './line/LinePanel'
import type { PanelProps } from './panelProps'

type Kinds = { [T in PanelType]?: ComponentType<PanelProps<T>> }

/** Line panels come with the page; whatever few pages show is loaded when it is first shown. */
const kinds: Kinds = {
  line: LinePanel,
}

export function panelOf<T extends PanelType>(type: T): ComponentType<PanelProps<T>> | undefined {
  return kinds[type]
}
