// The share dialog by itself, as the page of a report opens it.
import { createRoot } from 'react-dom/client'
import { ShareButton } from '@/components/reports/share/ShareDialog'
import { Providers } from '@/components/shell/Providers'

const { shareDialogPage } = window as unknown as { shareDialogPage: { slug: string } }
createRoot(document.getElementById('root')!).render(
  <Providers>
    <main className="p-4">
      <h1 className="mb-2">A report</h1>
      <ShareButton slug={shareDialogPage.slug} canWrite />
    </main>
  </Providers>,
)
