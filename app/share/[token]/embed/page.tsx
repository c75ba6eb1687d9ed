import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fetchShared } from '@/components/share/fetchShared'
import { LinkNotice } from '@/components/share/LinkNotice'
import { SharePage } from '@/components/share/SharePage'

export const metadata: Metadata = { title: 'Shared report – Runroom' }

/** Within a page of somebody else's. There is no form in it: what asks for a password is opened by itself. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const shared = await fetchShared(token)
  if (shared.state === 'paused') return <LinkNotice why="paused" />
  if (shared.state !== 'open') notFound()
  return <SharePage token={token} report={shared.report} embedded />
}
