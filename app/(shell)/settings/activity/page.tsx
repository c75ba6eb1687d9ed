import { ActivityPage } from '@/components/teams/ActivityPage'

export default function Page() {
  return <ActivityPage />
}
