export { Providers as default } from '@/components/shell/Providers'
