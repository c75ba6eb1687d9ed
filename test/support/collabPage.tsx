// A page with one shared document and nothing around it. It runs in the browser, bundled by
// panelHarness.ts, and talks to the real server.
import { StrictMode, useState, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { SaveBadge } from '@/components/collab/SaveBadge'
import type { DocumentSession } from '@/components/collab/session'
import { useSession } from '@/components/collab/useSession'
import { TooltipProvider } from '@/components/ui/Tooltip'
import { rootOf, WORKSPACE_SCHEMA } from '@/lib/workspace/document'

export interface CollabPageOptions {
  documentId: number
  userKey: string
  schemaVersion?: number
}

declare global {
  interface Window {
    collabPage: CollabPageOptions
    collabSession: DocumentSession | null
  }
}

function Document({ options }: { options: CollabPageOptions }) {
  const { documentId, userKey, schemaVersion = WORKSPACE_SCHEMA } = options
  const session = useSession({ documentId, userKey, schemaVersion })
  const panels = session && rootOf(session.doc, 'panels')
  const shown = useSyncExternalStore(
    (listener) => {
      panels?.observe(listener)
      return () => panels?.unobserve(listener)
    },
    () => JSON.stringify(panels?.toJSON() ?? null),
  )
  window.collabSession = session
  return (
    <div className="flex flex-col gap-2">
      <SaveBadge session={session} />
      <pre data-testid="panels" className="text-12">
        {shown}
      </pre>
    </div>
  )
}

function Page() {
  const [life, setLife] = useState(0)
  return (
    <main className="p-4">
      <h1>Document</h1>
      <Document key={life} options={window.collabPage} />
      <button type="button" onClick={() => setLife(life + 1)}>
        Open anew
      </button>
    </main>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TooltipProvider>
      <Page />
    </TooltipProvider>
  </StrictMode>,
)
