import { NotFoundPage } from '@/components/shell/NotFoundPage'

export default NotFoundPage
