'use client'

import { FileUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { reportPath } from '@/components/shell/paths'
import { Button } from '@/components/ui/Button'
import { ImportDialog } from './ImportDialog'

/** Opens the dialog, and then the report that came of it. */
export function ImportButton({ entity, project }: { entity: string; project: string }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={FileUp} onClick={() => setOpen(true)}>
        Import Markdown
      </Button>
      <ImportDialog
        {...{ entity, project, open }}
        onOpenChange={setOpen}
        onCreated={(report) => router.push(reportPath(report))}
      />
    </>
  )
}
