import { KeysPage } from '@/components/settings/KeysPage'

export default function Page() {
  return <KeysPage />
}
