'use client'

import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'

/** One panel over the whole page; Escape or its own button closes. */
export function FullScreen({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const from = useRef<Element | null>(null)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-40 bg-raised outline-none"
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            from.current = document.activeElement
            const content = event.currentTarget as HTMLElement
            content.querySelector<HTMLElement>('[data-panel]')?.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (from.current instanceof HTMLElement) from.current.focus({ preventScroll: true })
          }}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
