'use client'

import { Command } from 'cmdk'
import { Check, ChevronDown } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { buttonClass } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { itemClass } from '@/components/ui/floating'
import { Popover } from '@/components/ui/Popover'
import { useSelected } from '@/components/ui/useSelected'
import { formatCount } from '@/lib/format/number'
import { isInternalKey } from '@/lib/metrics/keys'
import {
  type ColumnId,
  columnLabel,
  type ColumnSection,
  parseColumnId,
  RUN_FIELDS,
} from '@/lib/runs/columns'
import { rank } from '@/lib/search/rank'
import { naturalCompare } from '@/lib/text/naturalCompare'
import { useRunColumns } from './useRunColumns'
import type { RunSource } from './useRunValues'

/** Which columns make sense; all by default. */
export type ColumnWanted = 'any' | 'number'

interface ColumnPickerProps {
  /** Accessible name. */
  label: string
  source: RunSource
  value: ColumnId | null
  onChange: (column: ColumnId | null) => void
  wanted?: ColumnWanted
  /** What choosing none means; without it one has to be chosen. */
  none?: string | undefined
  /** In place of the field: a button that opens the list. */
  trigger?: ReactNode
  /** Only columns of this section. */
  only?: ColumnSection
  /** Not offered. */
  except?: readonly ColumnId[]
  className?: string
}

/** Of each section. */
const SHOWN_AT_FIRST = 20
const SHOWN = 60
const NONE = 'none'
const SECTION_LABELS: Record<ColumnSection, string> = {
  config: 'Config',
  summary: 'Summary',
  run: 'Run',
}

/** One of all columns that the project's runs have, found by typing. */
export function ColumnPicker(props: ColumnPickerProps) {
  const { label, value, none, trigger, className } = props
  const [open, setOpen] = useState(false)
  const shown = value ? columnLabel(value) : (none ?? 'Choose …')
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      className="w-72 p-0!"
      trigger={
        trigger ?? (
          <button
            type="button"
            role="combobox"
            aria-label={`${label}: ${shown}`}
            aria-expanded={open}
            title={value ?? undefined}
            className={cx(
              buttonClass('default', 'justify-between! px-2! font-normal!'),
              'min-w-0 shrink!',
              value ? '' : 'text-ink-2!',
              className,
            )}
          >
            <span className="truncate">{shown}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          </button>
        )
      }
    >
      <Choices {...props} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function Choices(props: ColumnPickerProps & { onDone: () => void }) {
  const { label, source, value, onChange, onDone, wanted = 'any', none, only, except = [] } = props
  const [query, setQuery] = useState('')
  const catalog = useRunColumns(source)
  const all = useMemo(
    () =>
      offered(catalog.data ?? [], wanted).filter(
        ({ id }) => !except.includes(id) && (!only || parseColumnId(id).section === only),
      ),
    [catalog.data, wanted, only, except],
  )
  const bySection = Map.groupBy(all, ({ id }) => parseColumnId(id).section)
  const limit = query === '' ? SHOWN_AT_FIRST : SHOWN
  const sections = (['config', 'summary', 'run'] as const).map((section) => {
    const items = rank(query, bySection.get(section) ?? [], ({ id }) => columnLabel(id), limit)
    return { section, items }
  })
  const withNone = none !== undefined && query === ''
  const shown = sections.flatMap(({ items }) => items.map(({ id }): string => id))
  const choose = (id: ColumnId | null) => {
    onChange(id)
    onDone()
  }
  const selected = useSelected(withNone ? [NONE, ...shown] : shown, query, (id) =>
    choose(id === NONE ? null : (id as ColumnId)),
  )
  return (
    <Command
      shouldFilter={false}
      loop
      label={label}
      {...selected}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Search keys …"
        aria-label={`Search: ${label}`}
        className="h-9 shrink-0 border-b border-line bg-transparent px-3 outline-none max-sm:text-16"
      />
      <Command.List className="max-h-72 min-h-0 overflow-y-auto overscroll-contain p-1">
        <Command.Empty className="px-3 py-4 text-center text-ink-2">
          {catalog.isPending
            ? 'Loading …'
            : catalog.error
              ? 'The keys could not be loaded.'
              : 'No such key.'}
        </Command.Empty>
        {withNone && (
          <Item id={NONE} chosen={value === null} onSelect={() => choose(null)}>
            {none}
          </Item>
        )}
        {sections.map(({ section, items }) => {
          if (items.length === 0) return null
          return (
            <Command.Group
              key={section}
              heading={SECTION_LABELS[section]}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
            >
              {items.map(({ id, count }) => (
                <Item key={id} id={id} chosen={id === value} onSelect={() => choose(id)}>
                  <span className="truncate">{columnLabel(id)}</span>
                  {count !== undefined && (
                    <span className="ml-auto shrink-0 text-12 text-ink-3">
                      {formatCount(count)}
                    </span>
                  )}
                </Item>
              ))}
            </Command.Group>
          )
        })}
        {query === '' && all.length > 3 * SHOWN_AT_FIRST && (
          <p className="px-2 py-1.5 text-12 text-ink-3">Type to find the others.</p>
        )}
      </Command.List>
    </Command>
  )
}

function Item({
  id,
  chosen,
  onSelect,
  children,
}: {
  id: string
  chosen: boolean
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className={`${itemClass()} data-[selected=true]:bg-hover`}
    >
      <Check aria-hidden className={cx('size-3.5 shrink-0', chosen ? '' : 'invisible')} />
      {children}
    </Command.Item>
  )
}

interface Offer {
  id: ColumnId
  /** Runs that have a value there. */
  count: number | undefined
}

const NUMBER_KINDS: ReadonlySet<string> = new Set(['number', 'time'])

/** Config before summary before the run's own fields, each in natural order. */
function offered(
  catalog: readonly { id: ColumnId; kind: string; count: number }[],
  wanted: ColumnWanted,
): Offer[] {
  const keys = catalog.filter(({ id, kind }) => {
    const { section, path } = parseColumnId(id)
    if (section === 'run' || isInternalKey(path)) return path === '_step' || path === '_runtime'
    return wanted === 'any' || NUMBER_KINDS.has(kind)
  })
  const fields = Object.entries(RUN_FIELDS)
    .filter(([, kind]) => wanted === 'any' || NUMBER_KINDS.has(kind))
    .map(([field]): Offer => ({ id: `run:${field}`, count: undefined }))
  const place = { config: 0, summary: 1, run: 2 }
  return [...keys.map(({ id, count }): Offer => ({ id, count })), ...fields].sort(
    (a, b) =>
      place[parseColumnId(a.id).section] - place[parseColumnId(b.id).section] ||
      naturalCompare(columnLabel(a.id), columnLabel(b.id)),
  )
}
