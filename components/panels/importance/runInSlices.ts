/** Long work in short pieces, so that the page answers in between. */

const SLICE_MS = 8
/** As long the page has for itself between two slices. */
const REST_MS = 4

/** Runs the steps to their end; calling the answer stops them. */
export function runInSlices<T>(
  steps: Generator<number, T>,
  onProgress: (share: number) => void,
  onDone: (result: T) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout>
  const slice = () => {
    const end = performance.now() + SLICE_MS
    for (;;) {
      const step = steps.next()
      if (step.done) return onDone(step.value)
      if (performance.now() < end) continue
      onProgress(step.value)
      timer = setTimeout(slice, REST_MS)
      return
    }
  }
  timer = setTimeout(slice, 0)
  return () => clearTimeout(timer)
}
