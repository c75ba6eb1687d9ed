import { splitLinks } from '@/lib/text/links'

/** Plain text as it was written, with addresses to follow; `parts` of it may stand out, such as names. */
export function AnnotationText({
  text,
  parts = [{ text, strong: false }],
  className = '',
}: {
  text: string
  parts?: readonly { text: string; strong: boolean }[]
  className?: string
}) {
  return (
    <p className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
      {parts.map((part, i) =>
        part.strong ? (
          <span key={i} className="font-medium text-accent">
            {part.text}
          </span>
        ) : (
          <WithLinks key={i} text={part.text} />
        ),
      )}
    </p>
  )
}

function WithLinks({ text }: { text: string }) {
  return splitLinks(text).map((part, i) =>
    part.href === undefined ? (
      part.text
    ) : (
      <a
        key={i}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-2"
      >
        {part.text}
      </a>
    ),
  )
}
