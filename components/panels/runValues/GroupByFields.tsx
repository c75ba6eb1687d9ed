'use client'

import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/Button'
import { Select } from '@/components/ui/Select'
import { type ColumnId, columnLabel } from '@/lib/runs/columns'
import { ColumnPicker } from './ColumnPicker'
import { FormGroup, FormRow } from './FormRow'
import type { RunSource } from './useRunValues'

type Kind = 'inherit' | 'none' | 'own'
const MOST = 4

/** By what a panel's runs are grouped: as the workspace's are, not at all, or by columns of its own. */
export function GroupByFields({
  by,
  source,
  onChange,
  children,
}: {
  /** As specs have it: absent is as the runs are, empty is not at all. */
  by: readonly ColumnId[] | undefined
  source: RunSource
  onChange: (by: ColumnId[] | undefined) => void
  /** What else there is to say of groups, once there are some. */
  children?: ReactNode
}) {
  const inherited = source.runSet?.groupBy ?? []
  const kind: Kind = by === undefined ? 'inherit' : by.length === 0 ? 'none' : 'own'
  const label = inherited.length > 0 ? inherited.map(columnLabel).join(', ') : 'not'
  const own = by ?? []
  const grouped = (by ?? inherited).length > 0
  return (
    <FormGroup label="Groups">
      <FormRow label="Group runs">
        <Select<Kind>
          label="Group runs"
          value={kind}
          options={[
            { value: 'inherit', label: `As the runs are (${label})` },
            { value: 'none', label: 'Not' },
            { value: 'own', label: 'By …' },
          ]}
          onValueChange={(next) => {
            if (next === 'own') onChange(inherited.length > 0 ? [...inherited] : ['run:group'])
            else onChange(next === 'none' ? [] : undefined)
          }}
          className="w-44"
        />
      </FormRow>
      {own.map((id, i) => (
        <FormRow key={id} label={i === 0 ? 'By' : 'and'}>
          <ColumnPicker
            label={`Group by ${i + 1}`}
            source={source}
            value={id}
            none={own.length > 1 ? 'Not' : undefined}
            except={own.filter((other) => other !== id)}
            onChange={(next) => onChange(next === null ? own.toSpliced(i, 1) : own.with(i, next))}
            className="w-44"
          />
        </FormRow>
      ))}
      {kind === 'own' && own.length < MOST && (
        <ColumnPicker
          label="Group by one more"
          source={source}
          value={null}
          except={own}
          onChange={(next) => next && onChange([...own, next])}
          trigger={
            <Button icon={Plus} className="self-start">
              And by
            </Button>
          }
        />
      )}
      {grouped && (
        <>
          {children}
          <p className="text-12 text-ink-3">Over all runs of a group, shown or hidden.</p>
        </>
      )}
    </FormGroup>
  )
}
