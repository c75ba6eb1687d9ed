'use client'

import { MessageSquare, Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { ApiError } from '@/lib/api/errors'
import { sharedApi } from '@/lib/api/sharedClient'
import type { ShareRole } from '@/lib/api/sharing'

/** For links that are for more than looking: the report itself, once one has signed in. */
export function OpenToChange({ token, role }: { token: string; role: ShareRole }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const open = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const { entity, project, slug } = await sharedApi.join(token)
      const path = [entity, project, 'reports', slug].map(encodeURIComponent).join('/')
      window.location.assign(`/${path}`)
    } catch (reason) {
      if (reason instanceof ApiError && reason.status === 401) {
        const here = encodeURIComponent(window.location.pathname)
        window.location.assign(`/signin?next=${here}`)
        return
      }
      setError(reason instanceof Error ? reason.message : String(reason))
      setBusy(false)
    }
  }
  return (
    <>
      {error && (
        <span role="alert" className="text-12 text-danger">
          {error}
        </span>
      )}
      <Button
        variant="quiet"
        icon={role === 'EDIT' ? Pencil : MessageSquare}
        busy={busy}
        onClick={() => void open()}
      >
        {role === 'EDIT' ? 'Edit' : 'Comment'}
      </Button>
    </>
  )
}
