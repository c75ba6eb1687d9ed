import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fetchShared } from '@/components/share/fetchShared'
import { LinkNotice } from '@/components/share/LinkNotice'
import { SharedPanelPage } from '@/components/share/SharePage'

export const metadata: Metadata = { title: 'Shared panel – Runroom' }

interface Props {
  params: Promise<{ token: string; panel: string }>
}

/** One panel, within a page of somebody else's. */
export default async function Page({ params }: Props) {
  const { token, panel } = await params
  const panelId = decodeURIComponent(panel)
  const shared = await fetchShared(token)
  if (shared.state === 'paused') return <LinkNotice why="paused" />
  if (shared.state !== 'open') notFound()
  const panels = shared.report.grids.flatMap((grid) => grid.panels)
  if (!panels.some(({ id }) => id === panelId)) notFound()
  return <SharedPanelPage token={token} report={shared.report} panelId={panelId} />
}
