export { type ViewFacts, Views } from './views'
