'use client'

import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { floatingClass } from './floating'

export interface PointPopoverProps {
  /** Pixels within the nearest positioned element. */
  x: number
  y: number
  /** Accessible name of what opens. */
  label: string
  onClose: () => void
  /** Stays when something beside it is clicked: only Escape and its own buttons close it. */
  sticky?: boolean
  /** Gives the focus to what it belongs to once it is closed. */
  onReturnFocus: () => void
  children: ReactNode
  className?: string
}

/** Narrower than this there may be no room at either side of a point. */
const WIDE_PX = 720

/** A popover beside a point rather than a button; open as long as it is rendered. */
export function PointPopover(props: PointPopoverProps) {
  const { x, y, label, onClose, sticky = false, onReturnFocus, children, className } = props
  const narrow = window.innerWidth < WIDE_PX
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor asChild>
        <span aria-hidden className="absolute size-0" style={{ left: x, top: y }} />
      </Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          side={narrow ? 'bottom' : 'right'}
          sideOffset={narrow ? 24 : 14}
          collisionPadding={8}
          onInteractOutside={sticky ? (event) => event.preventDefault() : undefined}
          // A button that has the focus shows its tooltip, which would take the first Escape.
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            const content = event.currentTarget as HTMLElement
            if (!content.contains(document.activeElement)) content.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onReturnFocus()
          }}
          className={cx(
            floatingClass,
            'max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-16px)] p-3',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
