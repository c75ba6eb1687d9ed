'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { ErrorState } from '@/components/ui/ErrorState'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Sheet } from '@/components/ui/Sheet'
import { SkeletonRows } from '@/components/ui/Skeleton'
import type { Version } from '@/lib/api/versions'
import { VersionLine } from './HistoryPane'
import { NameForm } from './NameForm'
import { RecordChanges } from './RecordChanges'
import { TextChanges } from './TextChanges'
import { useVersionDiff, type VersionActions } from './useVersions'

interface Props {
  slug: string
  version: Version
  /** The one that was kept before it; absent for the first. */
  previous: Version | undefined
  canWrite: boolean
  actions: VersionActions
  onClose: () => void
}

type Against = 'before' | 'now'

/** A version with what it changed, or what restoring it would change; and bringing it back. */
export function VersionDialog({ slug, version, previous, canWrite, actions, onClose }: Props) {
  const [against, setAgainst] = useState<Against>(previous ? 'before' : 'now')
  const [asking, setAsking] = useState<'restore' | 'name' | null>(null)
  const from = against === 'before' && previous ? previous.id : 'now'
  const diff = useVersionDiff(slug, version.id, from)
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={version.name ?? 'Version'}
      className="sm:w-[min(44rem,92vw)]!"
    >
      <div className="flex flex-col gap-3 p-4">
        <div className="flex items-start gap-3">
          <div className="min-w-0 grow">
            <VersionLine version={version} />
          </div>
          {canWrite && asking === null && (
            <div className="flex shrink-0 flex-wrap justify-end gap-2">
              <Button icon={Pencil} onClick={() => setAsking('name')}>
                {version.name === null ? 'Name' : 'Rename'}
              </Button>
              <Button variant="primary" onClick={() => setAsking('restore')}>
                Restore this version
              </Button>
            </div>
          )}
        </div>
        {asking === 'name' && (
          <>
            <NameForm
              initial={version.name ?? ''}
              save="Save name"
              onSave={(name) => actions.rename(version, name)}
              onClose={() => setAsking(null)}
            />
            {version.name !== null && (
              <Button
                variant="quiet"
                className="self-start"
                onClick={() => {
                  setAsking(null)
                  void actions.rename(version, null)
                }}
              >
                Take the name away
              </Button>
            )}
          </>
        )}
        {asking === 'restore' && (
          <section
            role="alertdialog"
            aria-label="Restore this version"
            className="rounded-md border border-line bg-ground p-3"
          >
            <p>
              The report becomes what it was then, as a change of yours. What is there now is kept
              as a version first, and what others write meanwhile stays.
            </p>
            <div className="mt-2 flex gap-2">
              <Button
                variant="primary"
                autoFocus
                onClick={() => {
                  onClose()
                  void actions.restore(version)
                }}
              >
                Restore
              </Button>
              <Button onClick={() => setAsking(null)}>Cancel</Button>
            </div>
          </section>
        )}
        <SegmentedControl
          label="Compared with"
          value={against}
          onValueChange={setAgainst}
          options={[
            ...(previous ? [{ value: 'before' as const, label: 'What it changed' }] : []),
            { value: 'now', label: 'Compared with now' },
          ]}
        />
        {diff.isPending && <SkeletonRows rows={6} />}
        {diff.isLoadingError && (
          <ErrorState
            title="The version could not be compared"
            error={diff.error}
            onRetry={() => void diff.refetch()}
          />
        )}
        {diff.data && (
          <>
            <RecordChanges records={diff.data.records} />
            <TextChanges diff={diff.data} />
          </>
        )}
      </div>
    </Sheet>
  )
}
