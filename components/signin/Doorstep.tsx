import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/Logo'
import { PageTitle } from '@/components/shell/PageTitle'

/** The frame of pages for people who are not in yet. */
export function Doorstep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <PageTitle parts={[title]} />
      <div className="w-full max-w-80">
        <Logo className="mb-4 size-8" />
        <h1 className="mb-5 text-20 wrap-anywhere">{title}</h1>
        {children}
      </div>
    </main>
  )
}
