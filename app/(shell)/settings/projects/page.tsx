import { OwnProjectsPage } from '@/components/teams/OwnProjectsPage'

export default function Page() {
  return <OwnProjectsPage />
}
