'use client'

import { useMemo, useState } from 'react'
import { Switch } from '@/components/ui/Switch'
import { cx } from '@/components/ui/cx'
import { compareRequirements, type PackageChange } from '@/lib/files/requirements'
import { countOf } from '@/lib/format/number'

const LOOKS: Record<PackageChange['kind'], { word: string; className: string }> = {
  added: { word: 'added', className: 'text-success' },
  removed: { word: 'removed', className: 'text-danger' },
  changed: { word: 'changed', className: 'text-warning' },
  same: { word: '', className: 'text-ink-3' },
}

/** Packages that came, went or changed their version. */
export function RequirementsDiff({ before, after }: { before: string; after: string }) {
  const [all, setAll] = useState(false)
  const packages = useMemo(() => compareRequirements(before, after), [before, after])
  const changes = packages.filter(({ kind }) => kind !== 'same')
  const shown = all ? packages : changes
  return (
    <>
      <div className="flex items-center gap-3 px-3 py-1 text-12">
        <span className="text-ink-2">
          {changes.length === 0
            ? 'Both runs have the same packages.'
            : `${countOf(changes.length, 'package')} of ${packages.length} differ`}
        </span>
        <Switch label="Show all" checked={all} onCheckedChange={setAll} />
      </div>
      <div tabIndex={0} role="region" aria-label="Packages" className="overflow-x-auto">
        <table className="w-full text-12">
          <thead>
            <tr className="text-left">
              {['Package', 'Left', 'Right', ''].map((head) => (
                <th
                  key={head}
                  scope={head ? 'col' : undefined}
                  aria-label={head ? undefined : 'Change'}
                  className="h-7 border-b border-line px-3 font-medium"
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, kind, before: old, after: fresh }) => (
              <tr key={name} className="h-7">
                <th scope="row" className="px-3 text-left font-mono font-normal">
                  {name}
                </th>
                <td className="px-3 font-mono">{old ?? '—'}</td>
                <td className="px-3 font-mono">{fresh ?? '—'}</td>
                <td className={cx('px-3', LOOKS[kind].className)}>{LOOKS[kind].word}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
