import { Compass } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/EmptyState'
import { PageTitle } from './PageTitle'

export function NotFoundPage() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <PageTitle parts={['Not found']} />
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Link href="/" className="underline">
            Go home
          </Link>
        }
      >
        The address may have been mistyped, or what it led to was moved.
      </EmptyState>
    </main>
  )
}
