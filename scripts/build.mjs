// `npm run build`: what `npm start` and the tests do first, alone.
import { build, checkNode, install } from './lib/steps.mjs'

checkNode()
install()
build()
