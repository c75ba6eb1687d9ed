import { ReportPage } from '@/components/reports/ReportPage'

export default function Page() {
  return <ReportPage />
}
