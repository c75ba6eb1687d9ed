/**
 * A random forest for regression (Breiman 2001), and how much worse it predicts when a parameter's
 * values are shuffled: permutation importance, on the samples each tree has not seen.
 */
import { seededRandom, shuffle } from '../random'
import { type BinnedFeature, binFeature } from './bins'
import { growTree, predict, type Tree } from './tree'

export interface ForestInput {
  /** Each parameter as one or more features, each of one number (or NaN) a sample. */
  parameters: readonly (readonly ArrayLike<number>[])[]
  /** Finite, one a sample. */
  target: ArrayLike<number>
  trees: number
  seed: number
}

export interface ForestResult {
  /** By parameter: mean increase of the squared error, in variances of the target; about 0 for noise. */
  importance: number[]
  /** Share of the target's variance that out-of-bag predictions explain; below 0: worse than the mean. */
  r2: number
}

const MIN_LEAF = 3
const MAX_DEPTH = 16
/** A tree learns from and is tried on this many samples at most, drawn anew for each. */
const SAMPLES_A_TREE = 2000
const PARAMETERS_A_SLICE = 10

/** Yields the share that is done every few milliseconds, so that whoever runs it may rest between. */
export function* growForest(input: ForestInput): Generator<number, ForestResult> {
  const { parameters, trees, seed } = input
  const random = seededRandom(seed)
  // Centred and scaled, so that sums of squares keep their digits whatever the target's size.
  const target = standardised(input.target)
  const n = target.length
  const features = parameters.flatMap((columns) => columns.map(binFeature))
  const ofParameter: number[][] = []
  let next = 0
  for (const columns of parameters) ofParameter.push(columns.map(() => next++))
  const options = {
    featuresTried: Math.max(1, Math.ceil(features.length / 3)),
    minLeaf: MIN_LEAF,
    maxDepth: MAX_DEPTH,
    random,
  }
  const predictedSum = new Float64Array(n)
  const predictedBy = new Int32Array(n)
  const increase = new Float64Array(parameters.length)
  let counted = 0
  for (let round = 0; round < trees; round++) {
    const { samples, outOfBag } = drawSamples(n, random)
    const growing = growTree(features, target, samples, options)
    let grown = growing.next()
    for (; !grown.done; grown = growing.next()) yield round / trees
    const tree = grown.value
    if (outOfBag.length > 0) {
      let error = 0
      for (const sample of outOfBag) {
        const predicted = predict(tree, features, sample)
        predictedSum[sample]! += predicted
        predictedBy[sample]!++
        error += (predicted - target[sample]!) ** 2
      }
      const used = new Set(tree.feature)
      for (const [parameter, own] of ofParameter.entries()) {
        if (!own.some((feature) => used.has(feature))) continue
        const shuffled = shuffledError(tree, features, own, target, outOfBag, random)
        increase[parameter]! += (shuffled - error) / outOfBag.length
        if (parameter % PARAMETERS_A_SLICE === PARAMETERS_A_SLICE - 1) yield round / trees
      }
      counted++
    }
    yield (round + 1) / trees
  }
  const importance = Array.from(increase, (sum) => (counted > 0 ? sum / counted : 0))
  return { importance, r2: outOfBagR2(target, predictedSum, predictedBy) }
}

/** With repetition, which leaves out a third or more. */
function drawSamples(n: number, random: () => number) {
  const samples = new Int32Array(Math.min(n, SAMPLES_A_TREE))
  const drawn = new Uint8Array(n)
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.floor(random() * n)
    drawn[samples[i]!] = 1
  }
  const rest = Int32Array.from({ length: n }, (_, i) => i).filter((i) => drawn[i] === 0)
  return { samples, outOfBag: shuffle(rest, random).subarray(0, SAMPLES_A_TREE) }
}

/** Sum of squared errors when the samples exchange their values of the features, all together. */
function shuffledError(
  tree: Tree,
  features: readonly BinnedFeature[],
  own: readonly number[],
  target: Float64Array,
  outOfBag: Int32Array,
  random: () => number,
): number {
  const others = shuffle(Int32Array.from(outOfBag), random)
  const marked = new Uint8Array(features.length)
  for (const feature of own) marked[feature] = 1
  let error = 0
  for (let i = 0; i < outOfBag.length; i++) {
    const sample = outOfBag[i]!
    error += (predict(tree, features, sample, marked, others[i]) - target[sample]!) ** 2
  }
  return error
}

function outOfBagR2(target: Float64Array, sums: Float64Array, by: Int32Array): number {
  let errors = 0
  let variance = 0
  target.forEach((y, i) => {
    if (by[i] === 0) return
    errors += (sums[i]! / by[i]! - y) ** 2
    variance += y * y
  })
  return variance > 0 ? 1 - errors / variance : 0
}

function standardised(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values)
  let sum = 0
  for (const value of copy) sum += value
  const mean = sum / copy.length
  let squares = 0
  for (const value of copy) squares += (value - mean) ** 2
  const deviation = Math.sqrt(squares / copy.length) || 1
  return copy.map((value) => (value - mean) / deviation)
}
