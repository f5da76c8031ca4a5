/** Which object store a project has: one of its own, given with its keys, or its folder of buckets. */
import type { ChangeObjectStore } from '@vigia/contract'
import { ObjectStoreError, type S3Access } from '@vigia/core'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'
import { unmask } from './masks.js'
import type { ObjectStoreDeps } from './object-store-deps.js'

/** What stores that have no regions call theirs. */
const DEFAULT_REGION = 'us-east-1'
const PATIENCE_MS = 15_000

/**
 * What is masked keeps what is stored, for the same store and access key.
 * @throws ApiError naming the field; the store before stays then
 */
export async function changeObjectStore(
  deps: ObjectStoreDeps,
  { projectId }: Caller,
  body: ChangeObjectStore,
): Promise<S3Access> {
  const before = await deps.objectStores.find(projectId)
  const endpoint = toEndpoint(body.endpoint)
  const stored = before?.endpoint === endpoint && before.accessKey === body.access_key ? before : undefined
  const { security_token: token } = body
  const access: S3Access = {
    endpoint,
    region: body.region ?? DEFAULT_REGION,
    accessKey: body.access_key,
    secretKey: unmask('secret_key', body.secret_key, stored?.secretKey),
    ...(token === undefined ? {} : { securityToken: unmask('security_token', token, stored?.securityToken) }),
    addressing: body.addressing ?? 'path',
  }
  await check(deps, access)
  await deps.objectStores.put(projectId, access)
  return access
}

/** Scheme, host and port, and nothing else of an address. */
function toEndpoint(text: string): string {
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (URL.canParse(whole)) return new URL(whole).origin
  throw invalid(
    'endpoint: cannot be read as an address; write it like obs.example.com or http://10.0.0.9:9000',
  )
}

async function check(deps: ObjectStoreDeps, access: S3Access): Promise<void> {
  try {
    await deps.openStore({ kind: 's3', ...access }).check(AbortSignal.timeout(PATIENCE_MS))
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error
    throw invalid(`${error.fault === 'denied' ? 'access_key' : 'endpoint'}: ${error.message}`)
  }
}
