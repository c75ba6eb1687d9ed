'use client'

import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { Button } from './Button'
import { IconButton } from './IconButton'

export interface ToastContent {
  title: string
  description?: string
  tone?: 'neutral' | 'success' | 'danger'
  action?: { label: string; onSelect: () => void }
}

const SHOWN_MS = 5000
/** What offers a way back stays longer. */
const SHOWN_WITH_ACTION_MS = 30_000
const MOST_AT_ONCE = 4

const ToastContext = createContext<(toast: ToastContent) => void>(() => {})

/** `const toast = useToast(); toast({ title: 'Saved' })` */
export function useToast(): (toast: ToastContent) => void {
  return useContext(ToastContext)
}

interface Shown extends ToastContent {
  id: number
}

let nextId = 0

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Shown[]>([])
  const show = useCallback((toast: ToastContent) => {
    const shown = { ...toast, id: nextId++ }
    setToasts((before) => [...before, shown].slice(-MOST_AT_ONCE))
  }, [])
  const remove = (id: number) => setToasts((before) => before.filter((toast) => toast.id !== id))
  return (
    <ToastContext value={show}>
      <Radix.Provider swipeDirection="right" label="Notice">
        {children}
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClosed={() => remove(toast.id)} />
        ))}
        <Radix.Viewport
          label="Notices ({hotkey})"
          className="fixed right-0 bottom-0 z-70 flex w-96 max-w-full flex-col gap-2 p-4 outline-none max-sm:p-3"
        />
      </Radix.Provider>
    </ToastContext>
  )
}

function ToastCard({ toast, onClosed }: { toast: Shown; onClosed: () => void }) {
  const { title, description, tone = 'neutral', action } = toast
  return (
    <Radix.Root
      type={tone === 'danger' ? 'foreground' : 'background'}
      duration={action ? SHOWN_WITH_ACTION_MS : SHOWN_MS}
      onOpenChange={(open) => !open && onClosed()}
      className="flex animate-slide-up items-start gap-2 rounded-md border border-line bg-raised py-2 pr-2 pl-3 shadow-float"
    >
      {tone === 'danger' && (
        <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" />
      )}
      {tone === 'success' && (
        <CircleCheck aria-hidden className="mt-1.5 size-4 shrink-0 text-success" />
      )}
      <div className="min-w-0 grow py-1">
        <Radix.Title className="font-medium wrap-anywhere">{title}</Radix.Title>
        {description && (
          <Radix.Description className="text-ink-2 wrap-anywhere">{description}</Radix.Description>
        )}
      </div>
      {action && (
        <Radix.Action asChild altText={action.label}>
          <Button onClick={action.onSelect}>{action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Dismiss" icon={X} />
      </Radix.Close>
    </Radix.Root>
  )
}
