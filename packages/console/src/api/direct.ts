/** The two calls that the SDK has no word for: the live picture together with its time, and the end of a token. */
import type { SessionFacts } from './session'

export interface LivePicture {
  jpeg: Blob
  /** Milliseconds between the making of the picture and its arrival here. */
  ageMs: number
}

const TIMEOUT_MS = 10_000

/** Clocks that differ by less are taken as one; HTTP's Date has whole seconds only. */
const SAME_CLOCK_MS = 2000

/** Undefined while there is none. @throws an error with `status` when the server refuses */
export async function livePicture(
  { token, projectId }: SessionFacts,
  jobId: string,
): Promise<LivePicture | undefined> {
  const response = await fetch(`/v2/${projectId}/tasks/${jobId}/picture`, {
    headers: { 'x-auth-token': token, accept: 'image/jpeg' },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status === 404) return undefined
  if (!response.ok)
    throw Object.assign(new Error(`picture: HTTP ${response.status}`), { status: response.status })
  const madeAt = Date.parse(response.headers.get('x-picture-at') ?? '')
  const serverNow = Date.parse(response.headers.get('date') ?? '')
  const jpeg = await response.blob()
  const now = Math.abs(Date.now() - serverNow) > SAME_CLOCK_MS ? serverNow : Date.now()
  return { jpeg, ageMs: Number.isNaN(madeAt) ? 0 : Math.max(0, now - madeAt) }
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
