'use client'

import { useState } from 'react'
import { readX } from '@/components/panels/line/readX'
import type { OverlayFormProps } from '@/components/panels/overlays'
import { Button } from '@/components/ui/Button'
import { TextField } from '@/components/ui/TextField'
import { xAxisLabel } from '@/lib/panels/linePanel'
import { useAnnotations } from './annotationsContext'
import { type FieldErrors, fieldErrors, readPlace, textError } from './fieldErrors'
import { SeriesFields } from './SeriesFields'
import { SaveRow, TextBox } from './TextBox'

/** Asks what to say about a place. What is written is kept until it is saved or discarded. */
export function AnnotationForm({ query, place, onClose }: OverlayFormProps) {
  const { actions, drafts } = useAnnotations()
  const { stream, keys, runs, x } = query
  const [run, setRun] = useState(() => {
    const pointed = runs.find(({ id }) => id === place.series?.run)
    return (pointed ?? runs[0])!.id
  })
  const [key, setKey] = useState(() => {
    return keys.find((one) => one === place.series?.key) ?? keys[0]!
  })
  const [from, setFrom] = useState(String(place.from ?? ''))
  const [to, setTo] = useState(String(place.to ?? ''))
  const [text, setText] = useState(() => drafts.get('new') ?? '')
  const [kept, setKept] = useState(text !== '')
  const [errors, setErrors] = useState<FieldErrors>({})
  const [busy, setBusy] = useState(false)
  const write = (next: string) => {
    setText(next)
    setErrors({ ...errors, text: undefined, other: undefined })
    drafts.keep('new', next)
  }
  const discard = () => {
    setKept(false)
    write('')
  }
  const save = async () => {
    if (busy) return
    const wrong = textError(text)
    const { place: where, errors: found } = readPlace(from, to)
    if (wrong !== undefined || !where) {
      return setErrors(wrong === undefined ? found : { ...found, text: wrong })
    }
    setBusy(true)
    setErrors({})
    try {
      await actions.create(run, { stream, key, axis: x, ...where, text: text.trim() })
      drafts.discard('new')
      onClose()
    } catch (error) {
      setErrors(fieldErrors(error, ['text', 'from', 'to']))
      setBusy(false)
    }
  }
  const label = xAxisLabel(x)
  return (
    <form
      aria-label="New annotation"
      className="flex flex-col gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SeriesFields {...{ query, run, onRun: setRun, onKey: setKey }} shownKey={key} />
      <div className="grid grid-cols-2 gap-2">
        <TextField
          label={`${label}, from`}
          inputMode="decimal"
          value={from}
          error={errors.from}
          hint={hintFor(x, from)}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label="to"
          inputMode="decimal"
          value={to}
          placeholder="Empty for a point"
          error={errors.to}
          hint={hintFor(x, to)}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <TextBox value={text} error={errors.text} onChange={write} onSave={() => void save()} />
      {kept && (
        <p className="-mt-1 flex items-center justify-between text-12 text-ink-2">
          Your text from before was kept.
          <Button variant="quiet" onClick={discard}>
            Discard
          </Button>
        </p>
      )}
      <SaveRow label="Save annotation" failed={errors.other} busy={busy}>
        <Button onClick={onClose}>Cancel</Button>
      </SaveRow>
    </form>
  )
}

/** Seconds say little by themselves. */
function hintFor(axis: string, typed: string): string | undefined {
  if (axis !== '_timestamp' && axis !== '_runtime') return undefined
  const value = typed.trim() === '' ? NaN : Number(typed)
  return Number.isFinite(value) ? readX(axis, value, value) : undefined
}
