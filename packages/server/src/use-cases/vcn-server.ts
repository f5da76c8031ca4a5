/** The server and the account that a VCN input names, in a job's `input.vcn` or a source's `type_config`. */
import type { VcnInput } from '@vigia/core'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { unmask } from './masks.js'

type Server = VcnInput['server']

/**
 * The account with its password, at a server that may be reached: VCNs stand where media sources may.
 * @param at where its members stand in the body
 * @param before what is stored: its password is meant where a masked one comes for the same server and user
 * @throws ApiError naming the member
 */
export async function toVcnServer(
  deps: Pick<JobDeps, 'checkMedia'>,
  at: string,
  { ip, port, username, password }: Server,
  before: Server | undefined,
): Promise<Server> {
  if (port === 0) throw invalid(`${at}.port: nothing can listen on port 0; VCNs use 18531`)
  const isSamePlace = before?.ip === ip && before.port === port
  const stored = isSamePlace && before.username === username ? before.password : undefined
  const server = { ip, port, username, password: unmask(`${at}.password`, password, stored) }
  if (!isSamePlace) await checked(`${at}.ip`, () => deps.checkMedia(`https://${ip}:${port}/`))
  return server
}
