'use client'

import { Dialog } from 'radix-ui'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { scrimClass } from '@/components/ui/Dialog'
import { PaletteList } from './PaletteList'
import { PaletteRegistry, PaletteRegistryContext } from './registry'

interface PaletteControl {
  open: () => void
  /** The key held with K on this machine, as people write it. */
  modifier: string
}

const PaletteContext = createContext<PaletteControl>({ open: () => {}, modifier: 'Ctrl' })

export function usePalette(): PaletteControl {
  return useContext(PaletteContext)
}

const unchanging = () => () => {}
const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The command palette: Ctrl-K or ⌘-K from anywhere. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false)
  const [registry] = useState(() => new PaletteRegistry())
  const mac = useSyncExternalStore(unchanging, isMac, () => false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const held = event.metaKey || event.ctrlKey
      if (!held || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setShown((open) => !open)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  const control = useMemo(
    () => ({ open: () => setShown(true), modifier: mac ? '⌘' : 'Ctrl' }),
    [mac],
  )
  return (
    <PaletteContext value={control}>
      <PaletteRegistryContext value={registry}>
        {children}
        <Dialog.Root open={shown} onOpenChange={setShown}>
          <Dialog.Portal>
            <Dialog.Overlay className={scrimClass} />
            <Dialog.Content
              aria-describedby={undefined}
              className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[70dvh] max-w-140 animate-appear flex-col overflow-hidden rounded-md border border-line bg-raised shadow-float outline-none sm:top-[12dvh]"
            >
              <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
              <PaletteList registry={registry} onDone={() => setShown(false)} />
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
      </PaletteRegistryContext>
    </PaletteContext>
  )
}
