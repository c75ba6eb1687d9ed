import { Compass } from 'lucide-react'
import Link from 'next/link'
import { PageTitle } from './PageTitle'

export function NotFoundPage() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <PageTitle parts={['Not found']} />
      <Compass aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />
      <h1 className="text-14 font-medium">There is no such page</h1>
      <p className="mt-1 max-w-96 text-pretty text-ink-2">
        The address may have been mistyped, or what it led to was moved.
      </p>
      <Link href="/" className="mt-4 text-accent underline underline-offset-2">
        Go home
      </Link>
    </main>
  )
}
