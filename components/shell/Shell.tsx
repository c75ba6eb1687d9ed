'use client'

import { Menu as MenuIcon, Search } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useState } from 'react'
import { LiveProvider } from '@/components/live/LiveProvider'
import { Bell } from '@/components/notifications/Bell'
import { PaletteProvider, usePalette } from '@/components/palette/Palette'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Kbd } from '@/components/ui/Kbd'
import { useHydrated } from '@/components/ui/useHydrated'
import { Breadcrumbs } from './Breadcrumbs'
import { NavRail } from './NavRail'
import { NavSheet } from './NavSheet'
import { NOTICE_HEIGHT_PX, Notices, useNotices } from './Notices'

const TOP_BAR_PX = 40

/**
 * Navigation around every page of somebody signed in. Pages scroll with the window; one that fills
 * it exactly takes `h-[calc(100dvh-var(--shell-top))]`.
 */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <PaletteProvider>
        <Frame>{children}</Frame>
      </PaletteProvider>
    </LiveProvider>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const [navOpen, setNavOpen] = useState(false)
  const palette = usePalette()
  const hydrated = useHydrated()
  const notices = useNotices()
  const top = TOP_BAR_PX + notices.length * NOTICE_HEIGHT_PX
  return (
    <div
      className="flex min-h-dvh [--shell-left:0px] md:[--shell-left:48px]"
      style={{ '--shell-top': `${top}px` } as CSSProperties}
    >
      <a
        href="#main"
        className="fixed top-1 left-1 z-70 -translate-y-16 rounded-md bg-solid px-3 py-1.5 text-on-solid focus:translate-y-0"
      >
        Skip to content
      </a>
      <NavRail />
      <div className="flex min-w-0 grow flex-col">
        <header className="sticky top-0 z-30 bg-ground">
          <Notices notices={notices} />
          <div className="flex h-10 items-center gap-1 border-b border-line px-2 md:px-3">
            <IconButton
              label="Open navigation"
              icon={MenuIcon}
              className="md:hidden"
              onClick={() => setNavOpen(true)}
            />
            <Breadcrumbs />
            <div className="ml-auto flex items-center">
              <IconButton
                label="Search or jump to"
                icon={Search}
                className="sm:hidden"
                onClick={() => palette.open()}
              />
              <Button
                variant="quiet"
                icon={Search}
                className="font-normal! text-ink-3! max-sm:hidden"
                onClick={() => palette.open()}
              >
                Search or jump to
                <span aria-hidden className="ml-1 flex gap-0.5">
                  <Kbd>{palette.modifier}</Kbd>
                  <Kbd>K</Kbd>
                </span>
              </Button>
              <Bell />
            </div>
          </div>
        </header>
        <main id="main" tabIndex={-1} className="flex min-w-0 grow flex-col outline-none">
          {/* Pages are hydrated in parts. A part that comes late would find data that another has
              fetched meanwhile, and no longer be what the server rendered: without data. */}
          {hydrated && children}
        </main>
      </div>
      <NavSheet open={navOpen} onOpenChange={setNavOpen} />
    </div>
  )
}
