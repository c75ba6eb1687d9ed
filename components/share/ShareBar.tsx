'use client'

import { Moon, Sun } from 'lucide-react'
import { IconButton } from '@/components/ui/IconButton'
import { setThemeChoice, useTheme } from '@/components/ui/theme'
import type { SharedReport } from '@/lib/api/sharing'
import { Freshness } from './Freshness'
import { OpenToChange } from './OpenToChange'
import { ReaderControls } from './ReaderControls'

/** All there is around a shared report. */
export function ShareBar({ token, report }: { token: string; report: SharedReport }) {
  const theme = useTheme()
  const dark = theme === 'dark'
  return (
    <header className="sticky top-0 z-20 flex h-11 items-center gap-2 border-b border-line bg-ground/95 px-4 print:static print:border-0">
      <span className="min-w-0 grow truncate text-13 font-medium">
        {report.title || 'Untitled report'}
      </span>
      <Freshness frozenAt={report.frozenAt} />
      <span className="flex items-center print:hidden">
        <ReaderControls report={report} />
        {report.role !== 'VIEW' && <OpenToChange token={token} role={report.role} />}
        <IconButton
          label={dark ? 'Light theme' : 'Dark theme'}
          icon={dark ? Sun : Moon}
          onClick={() => setThemeChoice(dark ? 'light' : 'dark')}
        />
      </span>
    </header>
  )
}
