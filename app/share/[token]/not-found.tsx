import { NoLink } from '@/components/share/NoLink'

export default NoLink
