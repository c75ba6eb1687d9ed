/** A report as a file to take away. */
import { segment, send } from './request'

export const EXPORT_FORMATS = ['pdf', 'markdown.zip', 'html', 'latex.zip', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportedFile {
  name: string
  content: Blob
}

/** Draws every figure anew, which may take a few seconds. */
export async function exportReport(
  slug: string,
  format: ExportFormat,
  signal?: AbortSignal,
): Promise<ExportedFile> {
  const response = await send(`/api/reports/${segment(slug)}/export/${format}`, { signal })
  return { name: nameIn(response, `report.${format}`), content: await response.blob() }
}

function nameIn(response: Response, otherwise: string): string {
  const header = response.headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1]
  return encoded === undefined ? otherwise : decodeURIComponent(encoded)
}
