/** Calls operations that the client has no methods for, as the first user. */
import assert from 'node:assert/strict'
import type { Vigia } from './vigia.js'

export type Call = <T = Record<string, unknown>>(method: string, path: string, body?: object) => Promise<T>

/** @returns calls below `/v2/{project_id}/`, and below the server's root for paths that begin with a slash; each must succeed */
export async function callsOf({ url, client }: Vigia): Promise<Call> {
  const { token, projectId } = await client.session()
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(path.startsWith('/') ? `${url}${path}` : `${url}/v2/${projectId}/${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}
