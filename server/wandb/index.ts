export { addWandbRoutes } from './routes'
