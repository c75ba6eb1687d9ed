/** A loss curve in a room. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className}>
      <rect x="2" y="2" width="20" height="20" rx="5" fill="var(--solid)" />
      <path
        d="M6.5 6.5c.6 6 2.8 9.6 11 10.4"
        fill="none"
        stroke="var(--on-solid)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="17.5" cy="16.9" r="1.9" fill="var(--on-solid)" />
    </svg>
  )
}
