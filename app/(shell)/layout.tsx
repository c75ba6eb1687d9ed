import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/Providers'
import { Shell } from '@/components/shell/Shell'

export default function ShellLayout({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <Shell>{children}</Shell>
    </Providers>
  )
}
