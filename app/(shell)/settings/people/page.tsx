import { PeoplePage } from '@/components/teams/PeoplePage'

export default function Page() {
  return <PeoplePage />
}
