import { BinPage } from '@/components/bin/BinPage'

export default function Page() {
  return <BinPage />
}
