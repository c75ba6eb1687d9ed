import { TeamsPage } from '@/components/teams/TeamsPage'

export default function Page() {
  return <TeamsPage />
}
