/** Display names for runs that come without one: two words and the run's number. */
const ADJECTIVES = (
  'amber ancient autumn balmy bold brave breezy bright brisk calm cheerful clear clever cool copper ' +
  'cosmic crimson crisp curious daring deep eager early easy electric fair fancy fast fine floral ' +
  'fresh gentle glad golden good grand graceful happy hardy hidden honest humble icy indigo ivory ' +
  'jolly keen kind lasting light lilac lively lucky lunar mellow merry mild misty noble northern ' +
  'olive patient polar proud pure quick quiet rapid rare rosy royal rustic sage scarlet serene ' +
  'sharp silent silver smooth soft solar spring stellar still sunny swift tidy true upbeat vivid ' +
  'warm wild winter wise zesty'
).split(' ')

const NOUNS = (
  'acorn aspen badger bay beacon bear birch bird brook canyon cedar cliff cloud comet coral cove ' +
  'crane creek dawn deer delta dove dune eagle ember falcon fern field finch fjord flame forest ' +
  'fox frost garden glade glacier grove harbor hare hawk heath heron hill island jay juniper lagoon ' +
  'lake lark leaf lynx maple marsh meadow mesa moon moss mountain oak ocean orchard otter owl pebble ' +
  'pine planet plateau pond puma quail rain raven reef ridge river robin sea sky sparrow spruce ' +
  'star stone storm stream summit sun swan thistle tide tiger trail tree valley violet wave willow ' +
  'wind wolf wood wren'
).split(' ')

export function generatedDisplayName(number: number, random = Math.random): string {
  const pick = (words: string[]) => words[Math.floor(random() * words.length)]!
  return `${pick(ADJECTIVES)}-${pick(NOUNS)}-${number}`
}

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

export function generatedRunName(random = Math.random): string {
  return Array.from({ length: 8 }, () => ID_ALPHABET[Math.floor(random() * 36)]).join('')
}
