import { redirect } from 'next/navigation'
import { ReportPage } from '@/components/reports/ReportPage'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ searchParams }: Props) {
  // W&B's tools make such addresses of the links that they share reports by.
  const { accessToken } = await searchParams
  if (typeof accessToken === 'string') redirect(`/share/${encodeURIComponent(accessToken)}`)
  return <ReportPage />
}
