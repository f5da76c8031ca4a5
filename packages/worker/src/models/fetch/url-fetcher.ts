/** Fetches a model's file from an address that the administrator gives. */

/** The greatest model file; ONNX itself ends at 2 GB. */
export const MOST_MODEL_BYTES = 1_000_000_000
/** For all of it: the greatest file at 1.7 MB/s. */
const TOTAL_TIMEOUT_MS = 10 * 60_000
/** Between two pieces. */
const IDLE_TIMEOUT_MS = 30_000

export interface UrlLimits {
  mostBytes: number
  totalMs: number
  idleMs: number
}

/**
 * @param onBytes how much is there, of how much; 0 when that is unknown
 * @throws Error telling what happened and what to do
 */
export async function fetchFromUrl(
  url: string,
  onBytes: (done: number, total: number) => void,
  { mostBytes, totalMs, idleMs }: UrlLimits = {
    mostBytes: MOST_MODEL_BYTES,
    totalMs: TOTAL_TIMEOUT_MS,
    idleMs: IDLE_TIMEOUT_MS,
  },
): Promise<Uint8Array> {
  const abort = new AbortController()
  const stop = (reason: string) => abort.abort(new Error(reason))
  const whole = setTimeout(() => stop(`it took longer than ${totalMs / 1000} s`), totalMs)
  let idle: NodeJS.Timeout | undefined
  const heard = () => {
    clearTimeout(idle)
    idle = setTimeout(() => stop(`nothing came for ${idleMs / 1000} s`), idleMs)
  }
  try {
    heard()
    const answer = await fetch(url, { signal: abort.signal })
    if (!answer.ok || !answer.body) throw new Error(`the server answered ${answer.status}`)
    const total = Number(answer.headers.get('content-length') ?? 0)
    const chunks: Uint8Array[] = []
    let done = 0
    for await (const chunk of answer.body) {
      heard()
      done += chunk.length
      if (Math.max(done, total) > mostBytes)
        throw new Error(`it is larger than ${mostBytes} bytes, the most that is taken`)
      chunks.push(chunk)
      onBytes(done, total)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    const told = abort.signal.aborted ? (abort.signal.reason as Error) : (error as Error)
    const cause = told.cause instanceof Error ? ` (${told.cause.message})` : ''
    throw new Error(
      `could not fetch ${url}: ${told.message}${cause}. Check the address and the network, or fetch the file yourself and add it from disk.`,
      { cause: error },
    )
  } finally {
    clearTimeout(whole)
    clearTimeout(idle)
    abort.abort()
  }
}
