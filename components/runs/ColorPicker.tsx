'use client'

import { Popover as Radix } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { floatingClass } from '@/components/ui/floating'
import { useTheme } from '@/components/ui/theme'
import type { RunRow } from '@/lib/api/runs'
import { CHOICES, chosenColor, runColor } from '@/lib/palette/runColors'

export interface ColorPickerProps {
  run: RunRow
  /** Undefined: the colour that its number gives it. */
  color: string | undefined
  onColor: (color: string | undefined) => void
  /** The element that has the colour, when it is on the screen. */
  anchor: () => Element | null
  onClose: () => void
}

const IN_A_ROW = 10

/** The palette's colours, beside the run; the change is visible at once. */
export function ColorPicker({ run, color, onColor, anchor, onClose }: ColorPickerProps) {
  const theme = useTheme()
  const [virtualRef] = useState(() => {
    // Where it was when the picker opened: rows move.
    const box = anchor()?.getBoundingClientRect() ?? new DOMRect(innerWidth / 2, innerHeight / 3)
    return { current: { getBoundingClientRect: () => box } }
  })
  const current = color ? chosenColor(color, theme) : runColor(run.number, theme)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: IN_A_ROW,
      ArrowUp: -IN_A_ROW,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')]
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  const chosen = CHOICES.findIndex((choice) => chosenColor(choice, theme) === current)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={virtualRef} />
      <Radix.Portal>
        <Radix.Content
          aria-label={`Colour of ${run.displayName}`}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onFocusOutside={(event) => event.preventDefault()}
          className={cx(floatingClass, 'p-3')}
        >
          <div
            role="radiogroup"
            aria-label="Colour"
            onKeyDown={onKeyDown}
            className="grid grid-cols-10 gap-1"
          >
            {CHOICES.map((choice, i) => {
              const shown = chosenColor(choice, theme)
              return (
                <button
                  key={choice}
                  type="button"
                  role="radio"
                  aria-checked={shown === current}
                  aria-label={`Colour ${i + 1}`}
                  tabIndex={i === Math.max(0, chosen) ? 0 : -1}
                  onClick={() => onColor(choice)}
                  className="grid size-6 place-items-center rounded-sm aria-checked:ring-2 aria-checked:ring-accent"
                >
                  <span className="size-4 rounded-full" style={{ background: shown }} />
                </button>
              )
            })}
          </div>
          <div className="mt-3 flex items-center gap-2">
            <label className="flex grow items-center gap-2 text-ink-2">
              Other
              <input
                type="color"
                value={current}
                onChange={(event) => onColor(event.target.value)}
                className="h-6 w-10 rounded-sm border border-line-control bg-ground"
              />
            </label>
            <Button disabled={color === undefined} onClick={() => onColor(undefined)}>
              Automatic
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
