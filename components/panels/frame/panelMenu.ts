'use client'

import { createContext } from 'react'
import type { MenuItem } from '@/components/ui/Menu'

/** What can be done with a panel where it stands: entries at the end of its menu. */
export const PanelMenuContext = createContext<readonly MenuItem[]>([])
