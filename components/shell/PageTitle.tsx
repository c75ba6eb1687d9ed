/** The tab's title, the most particular part first. */
export function PageTitle({ parts }: { parts: readonly (string | undefined)[] }) {
  return <title>{[...parts.filter(Boolean), 'Runroom'].join(' · ')}</title>
}
