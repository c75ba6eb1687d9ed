import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fetchShared } from '@/components/share/fetchShared'
import { LinkNotice } from '@/components/share/LinkNotice'
import { PasswordForm } from '@/components/share/PasswordForm'
import { SharePage } from '@/components/share/SharePage'

interface Props {
  params: Promise<{ token: string }>
}

/** What other programs show of the link: nothing of the report where a password guards it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params
  const shared = await fetchShared(token)
  if (shared.state !== 'open') return { title: 'Shared report – Runroom' }
  const { report, origin } = shared
  const title = report.title || 'Untitled report'
  const images = [{ url: `${origin}/share/${token}/og.png`, width: 1200, height: 630, alt: title }]
  const embed = new URL(`${origin}/api/oembed`)
  embed.searchParams.set('url', `${origin}/share/${token}`)
  return {
    title: `${title} – Runroom`,
    description: report.description || undefined,
    openGraph: { title, description: report.description, type: 'article', images },
    twitter: { card: 'summary_large_image' },
    alternates: { types: { 'application/json+oembed': embed.href } },
  }
}

export default async function Page({ params }: Props) {
  const { token } = await params
  const shared = await fetchShared(token)
  if (shared.state === 'none') notFound()
  if (shared.state === 'locked') return <PasswordForm token={token} />
  if (shared.state === 'paused') return <LinkNotice why="paused" />
  return <SharePage token={token} report={shared.report} />
}
