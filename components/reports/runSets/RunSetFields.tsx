'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useId, useState } from 'react'
import { useHome } from '@/components/live/useHome'
import { IconButton } from '@/components/ui/IconButton'
import { Select } from '@/components/ui/Select'
import { MAX_RUN_SET_NAME } from '@/lib/reports/limits'
import { moveRunSet, renameRunSet, setRunSetProject } from '@/lib/reports/runSetChanges'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { placeBetween } from '@/lib/workspace/place'
import { useOpenReport, useRunSets } from '../document/reportContext'
import { FreezeControl } from './FreezeControl'
import type { ResolvedRunSet } from './resolvedRunSets'
import { sourcePlace } from './runSetPlace'

/** What a run set is called, of which project it is, its place among the others, live or frozen. */
export function RunSetFields({
  set,
  resolved,
}: {
  set: ReportRunSet
  resolved: ResolvedRunSet | undefined
}) {
  const { session, item, readOnly } = useOpenReport()
  const others = useRunSets()
  const home = useHome()
  const nameId = useId()
  const { doc } = session
  const { entity, project } = sourcePlace(set, item)
  const here = `${entity}/${project}`
  const projects = new Set([here, `${item.entity}/${item.project}`])
  for (const one of home.data?.projects ?? []) projects.add(`${one.entity}/${one.name}`)
  const at = others.findIndex(({ id }) => id === set.id)
  const move = (to: number) => {
    const rest = others.filter(({ id }) => id !== set.id)
    moveRunSet(doc, set.id, placeBetween(rest[to - 1]?.place, rest[to]?.place))
  }
  return (
    <div className="flex flex-col gap-2.5 p-4">
      <div className="flex items-center gap-2">
        <label htmlFor={nameId} className="w-16 shrink-0 text-13">
          Name
        </label>
        <Name key={set.id} id={nameId} set={set} readOnly={readOnly} />
        {!readOnly && others.length > 1 && (
          <span className="flex shrink-0">
            <IconButton
              label="Further up among run sets"
              icon={ArrowUp}
              disabled={at <= 0}
              onClick={() => move(at - 1)}
            />
            <IconButton
              label="Further down among run sets"
              icon={ArrowDown}
              disabled={at < 0 || at === others.length - 1}
              onClick={() => move(at + 1)}
            />
          </span>
        )}
      </div>
      <div className="flex items-center gap-2">
        <span className="w-16 shrink-0 text-13">Project</span>
        <Select
          label="Project"
          className="min-w-0 grow"
          disabled={readOnly || set.frozen !== null}
          value={here}
          options={[...projects].map((name) => ({ value: name, label: name }))}
          onValueChange={(value) => {
            const [entity = '', name = ''] = value.split('/')
            const own = entity === item.entity && name === item.project
            setRunSetProject(doc, set.id, own ? null : { entity, name })
          }}
        />
      </div>
      <FreezeControl set={set} resolved={resolved} />
    </div>
  )
}

function Name({ id, set, readOnly }: { id: string; set: ReportRunSet; readOnly: boolean }) {
  const { session } = useOpenReport()
  const [draft, setDraft] = useState<string>()
  const keep = () => {
    const name = draft?.replace(/\s+/g, ' ').trim()
    if (name && name !== set.name) renameRunSet(session.doc, set.id, name)
    setDraft(undefined)
  }
  return (
    <input
      id={id}
      value={draft ?? set.name}
      readOnly={readOnly}
      maxLength={MAX_RUN_SET_NAME}
      placeholder="Unnamed"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
      }}
      className="h-7 min-w-0 grow rounded-md border border-line-control bg-raised px-2 text-13"
    />
  )
}
