'use client'

import { Moon, Sun } from 'lucide-react'
import { setThemeChoice, useTheme } from '@/components/ui/theme'
import type { SharedReport } from '@/lib/api/sharing'
import { Freshness } from './Freshness'
import { OpenToChange } from './OpenToChange'
import { ReaderControls } from './ReaderControls'

/** All there is around a shared report. */
export function ShareBar({ token, report }: { token: string; report: SharedReport }) {
  const theme = useTheme()
  const dark = theme === 'dark'
  const Icon = dark ? Sun : Moon
  return (
    <header className="sticky top-0 z-20 flex h-11 items-center gap-2 border-b border-line bg-ground px-4 print:static print:border-0">
      <span className="min-w-0 grow truncate text-13 font-medium">
        {report.title || 'Untitled report'}
      </span>
      <Freshness frozenAt={report.frozenAt} />
      <span className="flex items-center print:hidden">
        <ReaderControls report={report} />
        {report.role !== 'VIEW' && <OpenToChange token={token} role={report.role} />}
        <button
          type="button"
          aria-label={dark ? 'Light theme' : 'Dark theme'}
          title={dark ? 'Light theme' : 'Dark theme'}
          onClick={() => setThemeChoice(dark ? 'light' : 'dark')}
          className="grid size-7 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      </span>
    </header>
  )
}
