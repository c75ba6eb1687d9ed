'use client'

/** Nothing is loaded from anywhere, and no script runs. */
const POLICY =
  "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'"

/**
 * A page that somebody logged, in a frame that is of no origin: it reaches neither our cookies nor
 * our pages.
 */
export function HtmlPreview({ name, text }: { name: string; text: string }) {
  const page = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">${text}`
  return (
    <>
      <p className="mb-2 text-12 text-ink-3">
        Shown without scripts, and without what it would load from elsewhere.
      </p>
      <iframe
        title={name}
        sandbox=""
        srcDoc={page}
        referrerPolicy="no-referrer"
        className="h-[60dvh] w-full rounded-md border border-line bg-white"
      />
    </>
  )
}
