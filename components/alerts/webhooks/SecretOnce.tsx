import { CopyButton } from '@/components/ui/CopyButton'

/** A webhook's secret at the one moment it can be read, and what it is for. */
export function SecretOnce({ secret }: { secret: string }) {
  return (
    <>
      <p className="text-ink-2">
        Copy it now: it cannot be shown again. Whoever knows it can tell that a message is from
        here.
      </p>
      <div className="mt-3 flex items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 grow text-12 wrap-anywhere select-all">{secret}</code>
        <CopyButton text={secret} label="Copy secret" />
      </div>
      <p className="mt-3 text-ink-2">
        Each message has the header <code className="text-12">X-Runroom-Signature</code>,{' '}
        <code className="text-12">t=seconds,v1=hex</code>. It is genuine when{' '}
        <code className="text-12">hex</code> is the HMAC-SHA256 of{' '}
        <code className="text-12">seconds.body</code> under this secret, and{' '}
        <code className="text-12">seconds</code> is now.
      </p>
    </>
  )
}
