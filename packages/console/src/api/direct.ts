/** The two calls that the SDK has no word for: a live picture with its time, its size, or why there is none; the end of a token. */
import type { SessionFacts } from './session'

export interface LivePicture {
  jpeg: Blob
  /** Milliseconds between the making of the picture and its arrival here. */
  ageMs: number
  /** Pixels of the source's own frames, where told: lines and regions are given in these. */
  of: { width: number; height: number } | undefined
}

const TIMEOUT_MS = 10_000

/** Clocks that differ by less are taken as one; HTTP's Date has whole seconds only. */
const SAME_CLOCK_MS = 2000

/**
 * @param below path of the picture below the project
 * @returns the server's reason, in its words, while there is none
 * @throws an error with `status` when the server refuses the user
 */
export async function livePicture(
  { token, projectId }: SessionFacts,
  below: string,
): Promise<LivePicture | { reason: string }> {
  const response = await fetch(`/v2/${projectId}/${below}`, {
    headers: { 'x-auth-token': token, accept: 'image/jpeg' },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status === 401)
    throw Object.assign(new Error(`picture: HTTP ${response.status}`), { status: response.status })
  if (!response.ok) return { reason: await reasonOf(response) }
  const { headers } = response
  const madeAt = Date.parse(headers.get('x-picture-at') ?? '')
  const serverNow = Date.parse(headers.get('date') ?? '')
  const [width, height] = (headers.get('x-picture-of') ?? '').split('x').map(Number)
  const jpeg = await response.blob()
  const now = Math.abs(Date.now() - serverNow) > SAME_CLOCK_MS ? serverNow : Date.now()
  return {
    jpeg,
    ageMs: Number.isNaN(madeAt) ? 0 : Math.max(0, now - madeAt),
    of: width && height ? { width, height } : undefined,
  }
}

/** Without the field that it is about: there is only one thing that was asked for. */
async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { detail?: string } | undefined
  const detail = body?.detail ?? `HTTP ${response.status}`
  return detail.replace(/^(picture: there is none yet|live view): /, '')
}

/** The user leaves: his token shall be worth nothing from now on. He leaves also when the server cannot be told. */
export async function revoke({ token }: SessionFacts): Promise<void> {
  const headers = { 'x-auth-token': token, 'x-subject-token': token }
  await fetch('/v3/auth/tokens', {
    method: 'DELETE',
    headers,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined)
}
