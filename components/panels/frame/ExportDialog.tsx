'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { PictureLook } from '@/lib/charts/types'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { SegmentedControl } from '@/components/ui/SegmentedControl'
import { Select } from '@/components/ui/Select'
import { Switch } from '@/components/ui/Switch'
import { TextField } from '@/components/ui/TextField'
import { useTheme } from '@/components/ui/theme'
import { parseNumber } from '@/lib/metrics/numbers'
import { type ExportFormat, PAPER, type PanelExports, save, screenLook } from './panelExport'

const FORMATS = [
  { value: 'svg', label: 'SVG' },
  { value: 'png', label: 'PNG' },
  { value: 'csv', label: 'CSV' },
] as const
const GROUNDS = [
  { value: 'screen', label: 'As on screen' },
  { value: 'white', label: 'White' },
  { value: 'none', label: 'Transparent' },
] as const
type Ground = (typeof GROUNDS)[number]['value']

/** Sizes people print at: a column and a page of a paper at 96 pixels an inch, and a slide. */
const SIZES = [
  { value: 'screen', label: 'As on screen', width: 0, height: 0 },
  { value: 'column', label: 'Column of a paper, 3.25 in', width: 312, height: 220 },
  { value: 'page', label: 'Width of a paper, 6.75 in', width: 648, height: 320 },
  { value: 'slide', label: 'Slide, 1280 × 720', width: 1280, height: 720 },
  { value: 'own', label: 'Other', width: 0, height: 0 },
] as const
type SizeName = (typeof SIZES)[number]['value']

interface Numbers {
  width: number
  height: number
  fontSize: number
  lineWidth: number
  scale: number
}
const LIMITS: Record<keyof Numbers, [number, number]> = {
  width: [120, 8000],
  height: [90, 8000],
  fontSize: [4, 72],
  lineWidth: [0.25, 12],
  scale: [1, 8],
}

/** A picture for a paper or a slide: size, letters, lines and ground, with what comes of it in sight. */
export function ExportDialog({
  title,
  exports,
  size,
  onClose,
}: {
  title: string
  exports: PanelExports
  size: () => { width: number; height: number }
  onClose: () => void
}) {
  const theme = useTheme()
  const [onScreen] = useState(() => screenLook(size()))
  const [format, setFormat] = useState<ExportFormat>('svg')
  const [preset, setPreset] = useState<SizeName>('screen')
  const [ground, setGround] = useState<Ground>('white')
  const [numbers, setNumbers] = useState<Numbers>({ ...onScreen, scale: 2 })
  const [parts, setParts] = useState({ title: true, legend: true })
  const [error, setError] = useState<string>()
  const change = (next: Partial<Numbers>) => setNumbers((all) => ({ ...all, ...next }))
  const look = useMemo((): PictureLook => {
    const { width, height, fontSize, lineWidth } = numbers
    const paper = ground === 'white' ? PAPER : { ...PAPER, ground: 'none' }
    return {
      ...{ width, height, fontSize, lineWidth },
      ...parts,
      theme: ground === 'screen' ? theme : 'light',
      colors: ground === 'screen' ? onScreen.colors : paper,
    }
  }, [numbers, parts, ground, theme, onScreen.colors])
  const svg = usePicture(exports, look)
  const choose = (name: SizeName) => {
    setPreset(name)
    const chosen = SIZES.find(({ value }) => value === name)!
    if (name === 'screen') change({ width: onScreen.width, height: onScreen.height })
    else if (chosen.width > 0) change({ width: chosen.width, height: chosen.height })
  }
  const submit = () => {
    setError(undefined)
    save(format, title, exports, look, numbers.scale).then(onClose, (reason: unknown) =>
      setError(reason instanceof Error ? reason.message : String(reason)),
    )
  }
  const formats = FORMATS.filter(({ value }) => value !== 'csv' || exports.csv)
  const picture = format !== 'csv'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Export ${title}`}
      className="max-w-3xl"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={submit}>
            Save {format.toUpperCase()}
          </Button>
        </>
      }
    >
      <div className="mt-2 grid gap-5 sm:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-3">
          <SegmentedControl
            label="Format"
            value={format}
            onValueChange={setFormat}
            options={formats}
          />
          {picture && (
            <>
              <Select label="Size" value={preset} onValueChange={choose} options={SIZES} />
              <Pair>
                <NumberField
                  name="width"
                  label="Width"
                  {...{ numbers, change }}
                  onOwn={setPreset}
                />
                <NumberField
                  name="height"
                  label="Height"
                  {...{ numbers, change }}
                  onOwn={setPreset}
                />
              </Pair>
              <Pair>
                <NumberField name="fontSize" label="Font size" {...{ numbers, change }} />
                <NumberField name="lineWidth" label="Line width" {...{ numbers, change }} />
              </Pair>
              {format === 'png' && (
                <NumberField name="scale" label="Pixels a point" {...{ numbers, change }} />
              )}
              <Select
                label="Background"
                value={ground}
                onValueChange={setGround}
                options={GROUNDS}
              />
              <Switch
                label="Title"
                checked={parts.title}
                onCheckedChange={(shown) => setParts({ ...parts, title: shown })}
              />
              <Switch
                label="Legend"
                checked={parts.legend}
                onCheckedChange={(legend) => setParts({ ...parts, legend })}
              />
            </>
          )}
          {error && (
            <p role="alert" className="text-danger">
              {error}
            </p>
          )}
        </div>
        <Preview svg={picture ? svg : ''} format={format} look={look} title={title} />
      </div>
    </Dialog>
  )
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-2 gap-3">{children}</div>
)

function Preview(props: { svg: string; format: ExportFormat; look: PictureLook; title: string }) {
  const { svg, format, look, title } = props
  if (format === 'csv') {
    return <p className="text-ink-2">Every number the panel shows, one line a point.</p>
  }
  if (svg === '') return <p className="text-ink-2">There is nothing to draw yet.</p>
  return (
    <figure className="min-w-0">
      <div className="grid place-items-center overflow-hidden rounded-md border border-line bg-sunken p-2">
        <img
          alt={`${title} as it will be saved`}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          className="max-h-96 max-w-full"
        />
      </div>
      <figcaption className="mt-1 text-12 text-ink-3">
        {Math.round(look.width)} × {Math.round(look.height)}
        {format === 'svg' && ` · ${Math.ceil(new Blob([svg]).size / 1000)} kB`}
      </figcaption>
    </figure>
  )
}

function NumberField({
  name,
  label,
  numbers,
  change,
  onOwn,
}: {
  name: keyof Numbers
  label: string
  numbers: Numbers
  change: (next: Partial<Numbers>) => void
  onOwn?: (size: 'own') => void
}) {
  const [text, setText] = useState<string | null>(null)
  const [least, most] = LIMITS[name]
  const parsed = text === null ? numbers[name] : parseNumber(text)
  const fits = parsed !== undefined && parsed >= least && parsed <= most
  return (
    <TextField
      label={label}
      inputMode="decimal"
      value={text ?? String(Math.round(numbers[name] * 100) / 100)}
      error={fits ? undefined : `${least} to ${most}`}
      onBlur={() => setText(null)}
      onChange={({ target }) => {
        setText(target.value)
        const value = parseNumber(target.value)
        if (value === undefined || value < least || value > most) return
        onOwn?.('own')
        change({ [name]: value })
      }}
    />
  )
}

/** Some panels load what draws them first; until then there is nothing to see. */
function usePicture(exports: PanelExports, look: PictureLook): string {
  const made = useMemo(() => exports.svg?.(look) ?? '', [exports, look])
  const [late, setLate] = useState<{ of: typeof made; svg: string }>()
  useEffect(() => {
    if (typeof made === 'string') return
    let wanted = true
    void made.then((svg) => wanted && setLate({ of: made, svg }))
    return () => {
      wanted = false
    }
  }, [made])
  if (typeof made === 'string') return made
  return late?.of === made ? late.svg : ''
}
