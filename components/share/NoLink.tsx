import { Link2Off } from 'lucide-react'

/** The same for links that never were, are over, or were withdrawn. */
export function NoLink() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <title>No such link – Runroom</title>
      <Link2Off aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />
      <h1 className="text-14 font-medium">This link does not work</h1>
      <p className="mt-1 max-w-96 text-pretty text-ink-2">
        It may have been mistyped, have expired, or been withdrawn. Ask whoever sent it to you.
      </p>
    </main>
  )
}
