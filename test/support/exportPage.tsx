// The export menu and the import dialog in a page of their own.
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ExportMenu } from '@/components/reports/inOut/ExportMenu'
import { ImportDialog } from '@/components/reports/inOut/ImportDialog'
import { Button } from '@/components/ui/Button'
import { ToastProvider } from '@/components/ui/Toasts'
import { TooltipProvider } from '@/components/ui/Tooltip'

export interface ExportPageOptions {
  slug: string
  entity: string
  project: string
}

declare global {
  interface Window {
    exportPage: ExportPageOptions
  }
}

function Page({ slug, entity, project }: ExportPageOptions) {
  const [open, setOpen] = useState(false)
  const [created, setCreated] = useState<string>()
  return (
    <main className="flex gap-2 p-4">
      <h1 className="sr-only">Export and import</h1>
      <ExportMenu slug={slug} />
      <Button onClick={() => setOpen(true)}>Import</Button>
      <ImportDialog
        {...{ entity, project, open }}
        onOpenChange={setOpen}
        onCreated={(report) => setCreated(report.title)}
      />
      {created !== undefined && <p>Made: {created}</p>}
    </main>
  )
}

createRoot(document.getElementById('root')!).render(
  <TooltipProvider>
    <ToastProvider>
      <Page {...window.exportPage} />
    </ToastProvider>
  </TooltipProvider>,
)
