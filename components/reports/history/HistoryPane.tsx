'use client'

import { BookmarkPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { ErrorState } from '@/components/ui/ErrorState'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { Version } from '@/lib/api/versions'
import { useOpenReport } from '../document/reportContext'
import { NameForm } from './NameForm'
import { useVersionActions, useVersions } from './useVersions'
import { VersionDialog } from './VersionDialog'

/** What the report was at other times, newest first. */
export function HistoryPane() {
  const { item } = useOpenReport()
  const query = useVersions(item.slug)
  const actions = useVersionActions(item.slug)
  const [naming, setNaming] = useState(false)
  const [looked, setLooked] = useState<number | null>(null)
  const { versions = [], canWrite = false, changedSince = false } = query.data ?? {}
  const at = versions.findIndex(({ id }) => id === looked)
  const version = versions[at]
  return (
    <div className="flex flex-col gap-3 p-3">
      {canWrite &&
        (naming ? (
          <NameForm
            save="Name this version"
            onSave={actions.keep}
            onClose={() => setNaming(false)}
          />
        ) : (
          <Button icon={BookmarkPlus} onClick={() => setNaming(true)}>
            Name this version
          </Button>
        ))}
      {query.isPending && <SkeletonRows rows={5} />}
      {query.isLoadingError && (
        <ErrorState
          title="Versions could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && (
        <ol aria-label="Versions" className="flex flex-col gap-1">
          {changedSince && (
            <li className="px-2 py-1.5 text-12 text-ink-2">
              Now, with changes that no version has yet
            </li>
          )}
          {versions.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-haspopup="dialog"
                onClick={() => setLooked(one.id)}
                className="block w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
              >
                <VersionLine version={one} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {query.data && (
        <p className="px-2 text-12 text-ink-3">
          A version is kept when nobody writes for a while. Those without a name become fewer with
          time; named ones stay.
        </p>
      )}
      {version && (
        <VersionDialog
          key={version.id}
          slug={item.slug}
          version={version}
          previous={versions[at + 1]}
          canWrite={canWrite}
          actions={actions}
          onClose={() => setLooked(null)}
        />
      )}
    </div>
  )
}

export function VersionLine({ version }: { version: Version }) {
  const { name, createdAt, authors } = version
  const people = authors.map((author) => author.name || author.username).join(', ')
  return (
    <>
      <span className="block truncate font-medium">
        {name ?? <RelativeTime time={createdAt} />}
      </span>
      <span className="block truncate text-12 text-ink-3">
        {name !== null && (
          <>
            <RelativeTime time={createdAt} />
            {people !== '' && ' · '}
          </>
        )}
        {people}
      </span>
    </>
  )
}
