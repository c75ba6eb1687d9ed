'use client'

import {
  Braces,
  Download,
  FileCode2,
  FileText,
  FileType,
  LoaderCircle,
  type LucideIcon,
  Printer,
  Sigma,
} from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { useToast } from '@/components/ui/Toasts'
import { ApiError } from '@/lib/api/errors'
import { type ExportFormat, exportReport } from '@/lib/api/reportExportClient'

const FORMATS: { format: ExportFormat; label: string; icon: LucideIcon }[] = [
  { format: 'pdf', label: 'PDF', icon: FileType },
  { format: 'markdown.zip', label: 'Markdown with figures (.zip)', icon: FileText },
  { format: 'html', label: 'Web page (.html)', icon: FileCode2 },
  { format: 'latex.zip', label: 'LaTeX with figures (.zip)', icon: Sigma },
  { format: 'json', label: 'Data (.json)', icon: Braces },
]

/** Takes the report away as a file. The server draws its figures anew, so it may take a while. */
export function ExportMenu({ slug }: { slug: string }) {
  const toast = useToast()
  const [making, setMaking] = useState<string>()
  const take = async (format: ExportFormat, label: string) => {
    setMaking(label)
    try {
      save(await exportReport(slug, format))
    } catch (error) {
      const description = error instanceof Error ? error.message : String(error)
      const cannot = error instanceof ApiError && error.status === 501
      toast({
        ...{ title: `No ${label} was made`, description, tone: 'danger' },
        ...(cannot ? { action: { label: 'Print here', onSelect: print } } : {}),
      })
    } finally {
      setMaking(undefined)
    }
  }
  const items: MenuItem[] = [
    { heading: 'Export as' },
    ...FORMATS.map(({ format, label, icon }) => ({
      ...{ label, icon, disabled: making !== undefined },
      onSelect: () => void take(format, label),
    })),
    'separator',
    { label: 'Print …', icon: Printer, onSelect: print },
  ]
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={making === undefined ? 'Export' : `Making ${making} …`}
            icon={making === undefined ? Download : LoaderCircle}
            aria-busy={making !== undefined}
            className={making === undefined ? '' : '[&_svg]:animate-spin'}
          />
        }
        items={items}
      />
      <span role="status" className="sr-only">
        {making === undefined ? '' : `Making ${making} …`}
      </span>
    </>
  )
}

/** Behind the menu, which is gone by then. */
const print = () => void setTimeout(() => window.print())

function save({ name, content }: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
