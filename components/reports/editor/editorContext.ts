'use client'

import type { Editor } from '@tiptap/core'
import { createContext, useContext } from 'react'

/** The editor of the report that is open, for what stands beside its text; null until it is there. */
export const EditorContext = createContext<Editor | null>(null)

export const useReportEditor = (): Editor | null => useContext(EditorContext)
