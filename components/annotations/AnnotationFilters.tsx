'use client'

import { useMemo } from 'react'
import { SearchField } from '@/components/ui/SearchField'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { type AnnotationFilter, annotationChoices, type Resolution } from '@/lib/annotations/select'
import { displayKey } from '@/lib/metrics/keys'
import { useAnnotations } from './annotationsContext'

const RESOLUTIONS = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
] as const

/** Before each value, so that no value can be taken for "all". */
const VALUE = '='

export function AnnotationFilters({
  filter,
  onFilter,
}: {
  filter: AnnotationFilter
  onFilter: (filter: AnnotationFilter) => void
}) {
  const { annotations, scope } = useAnnotations()
  const { runs, keys, authors } = useMemo(() => annotationChoices(annotations), [annotations])
  return (
    <>
      <SegmentedControl<Resolution>
        label="Which annotations"
        value={filter.resolution}
        onValueChange={(resolution) => onFilter({ ...filter, resolution })}
        options={RESOLUTIONS}
        className="w-full"
      />
      <SearchField
        label="Search annotations"
        value={filter.search}
        onChange={(search) => onFilter({ ...filter, search })}
      />
      <div className="flex gap-2">
        {scope.run === undefined && (
          <Choice
            label="Run"
            all="Any run"
            value={filter.run === null ? null : String(filter.run)}
            options={runs.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(run) => onFilter({ ...filter, run: run === null ? null : Number(run) })}
          />
        )}
        <Choice
          label="Key"
          all="Any key"
          value={filter.key}
          options={keys.map((key) => ({ value: key, label: displayKey(key) }))}
          onChange={(key) => onFilter({ ...filter, key })}
        />
        <Choice
          label="Author"
          all="Anybody"
          value={filter.author}
          options={authors.map(({ username, name }) => ({ value: username, label: name }))}
          onChange={(author) => onFilter({ ...filter, author })}
        />
      </div>
    </>
  )
}

function Choice({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string
  all: string
  value: string | null
  options: { value: string; label: string }[]
  onChange: (value: string | null) => void
}) {
  return (
    <Select
      label={label}
      value={value === null ? 'all' : VALUE + value}
      onValueChange={(next) => onChange(next === 'all' ? null : next.slice(VALUE.length))}
      options={[
        { value: 'all', label: all },
        ...options.map((one) => ({ value: VALUE + one.value, label: one.label })),
      ]}
      className="min-w-0 flex-1"
    />
  )
}
