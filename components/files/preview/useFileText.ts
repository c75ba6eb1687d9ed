'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RunFile } from '@/lib/api/runs'
import { api } from '@/lib/api/client'
import { decodeText } from '@/lib/files/kind'

/** Of a longer file only the beginning is shown. */
export const MOST_TEXT_BYTES = 1024 * 1024

export interface FileText {
  /** Undefined when the file is no text. */
  text: string | undefined
  /** Whether the text is all of the file. */
  whole: boolean
}

/** The text of a file, loaded again when the run uploads it anew. */
export function useFileText(runId: number, file: RunFile, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['file-text', runId, file.name, file.updatedAt],
    queryFn: async ({ signal }): Promise<FileText> => {
      const headers = { range: `bytes=0-${MOST_TEXT_BYTES - 1}` }
      // An empty file has no byte to ask for.
      const response = await fetch(api.fileUrl(runId, file.name), {
        signal,
        // Browsers ask for the rest of a range they know, and put together two versions of the file.
        cache: 'no-store',
        headers: file.sizeBytes > 0 ? headers : {},
      })
      if (!response.ok) throw new Error(`The server answered ${response.status}.`)
      const text = decodeText(new Uint8Array(await response.arrayBuffer()))
      return { text, whole: file.sizeBytes <= MOST_TEXT_BYTES }
    },
    // While a live file is loaded again the one before stays in sight.
    placeholderData: (before, query) =>
      query?.queryKey[2] === file.name ? keepPreviousData(before) : undefined,
    staleTime: Infinity,
    retry: false,
  })
}
