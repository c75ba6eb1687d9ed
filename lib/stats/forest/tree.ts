/** A regression tree on binned features: each node asks whether one feature's code is at most so much. */
import { type BinnedFeature, MAX_BINS } from './bins'

export interface TreeOptions {
  /** Features tried at each node, drawn anew. */
  featuresTried: number
  /** Samples a leaf has at least. */
  minLeaf: number
  maxDepth: number
  random: () => number
}

export interface Tree {
  /** Of a node: the feature it asks for, or -1 for a leaf. */
  feature: number[]
  /** Codes up to this go left. */
  threshold: number[]
  left: number[]
  right: number[]
  /** Mean target of the node's samples. */
  value: number[]
}

interface Split {
  feature: number
  threshold: number
  gain: number
}

/** Sample visits after which whoever runs the growing may rest: about five milliseconds. */
const VISITS_A_SLICE = 500_000

/** Grows a tree on the samples, of which one may occur several times; yields now and then. */
export function* growTree(
  features: readonly BinnedFeature[],
  target: Float64Array,
  samples: Int32Array,
  options: TreeOptions,
): Generator<void, Tree> {
  const tree: Tree = { feature: [], threshold: [], left: [], right: [], value: [] }
  const addLeaf = (from: number, to: number): number => {
    let sum = 0
    for (let i = from; i < to; i++) sum += target[samples[i]!]!
    tree.threshold.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.value.push(sum / (to - from))
    return tree.feature.push(-1) - 1
  }
  const waiting = [{ node: addLeaf(0, samples.length), from: 0, to: samples.length, depth: 0 }]
  let visits = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, from, to, depth } = next
    if (depth >= options.maxDepth || to - from < 2 * options.minLeaf) continue
    const split = bestSplit(features, target, samples, from, to, options)
    visits += (to - from) * options.featuresTried
    if (visits > VISITS_A_SLICE) {
      visits = 0
      yield
    }
    if (!split) continue
    const middle = partition(features[split.feature]!.codes, split.threshold, samples, from, to)
    tree.feature[node] = split.feature
    tree.threshold[node] = split.threshold
    const left = (tree.left[node] = addLeaf(from, middle))
    const right = (tree.right[node] = addLeaf(middle, to))
    waiting.push({ node: right, from: middle, to, depth: depth + 1 })
    waiting.push({ node: left, from, to: middle, depth: depth + 1 })
  }
  return tree
}

/** What the tree says of a sample; the marked features are read from another one in its place. */
export function predict(
  tree: Tree,
  features: readonly BinnedFeature[],
  sample: number,
  marked?: Uint8Array,
  other = sample,
): number {
  const { feature, threshold, left, right, value } = tree
  let node = 0
  for (let asked = feature[0]!; asked >= 0; asked = feature[node]!) {
    const code = features[asked]!.codes[marked?.[asked] ? other : sample]!
    node = code <= threshold[node]! ? left[node]! : right[node]!
  }
  return value[node]!
}

/** Sums by code, kept from node to node: a tree has many, and most are small. */
const counts = new Int32Array(MAX_BINS)
const sums = new Float64Array(MAX_BINS)

/** The split after which the squared errors are smallest; undefined when none helps. */
function bestSplit(
  features: readonly BinnedFeature[],
  target: Float64Array,
  samples: Int32Array,
  from: number,
  to: number,
  { featuresTried, minLeaf, random }: TreeOptions,
): Split | undefined {
  let best: Split | undefined
  const total = to - from
  const candidates = Array.from(features, (_, i) => i)
  let tried = 0
  for (let drawn = 0; drawn < candidates.length && tried < featuresTried; drawn++) {
    const other = drawn + Math.floor(random() * (candidates.length - drawn))
    const feature = candidates[other]!
    candidates[other] = candidates[drawn]!
    const { codes, bins } = features[feature]!
    counts.fill(0, 0, bins)
    sums.fill(0, 0, bins)
    let all = 0
    for (let i = from; i < to; i++) {
      const sample = samples[i]!
      const y = target[sample]!
      counts[codes[sample]!]!++
      sums[codes[sample]!]! += y
      all += y
    }
    // A feature that is the same for all samples here is no choice, and takes no other's place.
    if (counts[codes[samples[from]!]!] === total) continue
    tried++
    let count = 0
    let sum = 0
    for (let bin = 0; bin < bins - 1; bin++) {
      if (counts[bin] === 0) continue
      count += counts[bin]!
      sum += sums[bin]!
      if (count < minLeaf) continue
      if (total - count < minLeaf) break
      const rest = all - sum
      const gain = (sum * sum) / count + (rest * rest) / (total - count) - (all * all) / total
      if (gain > (best?.gain ?? 1e-12)) best = { feature, threshold: bin, gain }
    }
  }
  return best
}

/** Puts the samples that go left before the others; returns where the others begin. */
function partition(
  codes: Uint8Array,
  threshold: number,
  samples: Int32Array,
  from: number,
  to: number,
): number {
  let low = from
  let high = to - 1
  while (low <= high) {
    const sample = samples[low]!
    if (codes[sample]! <= threshold) low++
    else {
      samples[low] = samples[high]!
      samples[high--] = sample
    }
  }
  return low
}
