import { splitLinks } from '@/lib/text/links'

/** Plain text as it was written, with addresses to follow. */
export function AnnotationText({ text, className = '' }: { text: string; className?: string }) {
  return (
    <p className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
      {splitLinks(text).map((part, i) =>
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
      )}
    </p>
  )
}
