'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { scrimClass } from './Dialog'
import { IconButton } from './IconButton'
import { returnToTrigger } from './menuTrigger'

export interface SheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  children: ReactNode
  /** Leaves the page beside it usable, for settings whose effect one wants to watch. */
  beside?: boolean
  /** What has the focus afterwards, where what had it before is gone, as an item of a menu is. */
  returnFocus?: () => HTMLElement | null
  className?: string
}

/**
 * A drawer at the right; on phones it comes from below. Escape closes it, but from within an element
 * with `data-own-escape`, which has something of its own to close first.
 */
export function Sheet({
  open,
  onOpenChange,
  title,
  children,
  beside,
  returnFocus,
  className,
}: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={!beside}>
      <Radix.Portal>
        {!beside && <Radix.Overlay className={scrimClass} />}
        <Radix.Content
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => {
            const { target } = event
            if (target instanceof Element && target.closest('[data-own-escape]')) {
              event.preventDefault()
            }
          }}
          onCloseAutoFocus={(event) => {
            const element = returnFocus?.()
            if (!element) return returnToTrigger(event)
            event.preventDefault()
            element.focus()
          }}
          onInteractOutside={beside ? (event) => event.preventDefault() : undefined}
          className={cx(
            'fixed z-40 flex flex-col border-line bg-raised shadow-float outline-none',
            'inset-x-0 bottom-0 max-h-[85dvh] animate-slide-up rounded-t-md border-t',
            'sm:inset-y-0 sm:left-auto sm:max-h-none sm:w-88 sm:animate-slide-left sm:rounded-none sm:border-t-0 sm:border-l',
            className,
          )}
        >
          <div className="flex h-11 shrink-0 items-center border-b border-line pr-12 pl-4">
            <Radix.Title className="truncate text-14 font-semibold">{title}</Radix.Title>
          </div>
          <div className="min-h-0 grow overflow-y-auto overscroll-contain">{children}</div>
          {/* Last, so that the focus begins at what the sheet is about. */}
          <Radix.Close asChild>
            <IconButton label="Close" icon={X} className="absolute top-2 right-2" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
