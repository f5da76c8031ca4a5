/** A look-up server in a process of its own, which tests can stop and kill; its parent gives the addresses. */
import type { Identity } from './certificates.js'
import { startLookupServer } from './lookup-server.js'
import { startVcnServer } from './vcn/vcn-server.js'

export type ToLookup =
  | { kind: 'start'; port: number; identity?: Identity }
  | { kind: 'issued'; ask: number; url: string }
  | { kind: 'count' }

export type FromLookup =
  | { kind: 'started'; port: number }
  | { kind: 'issue'; ask: number; path: string; until: number }
  | { kind: 'counted'; signIns: number; openSessions: number }

const send = (message: FromLookup): void => void process.send?.(message)

let asked = 0
const asks = new Map<number, (url: string) => void>()
const issue = (path: string, until: number): Promise<string> =>
  new Promise((resolve) => {
    asks.set(++asked, resolve)
    send({ kind: 'issue', ask: asked, path, until })
  })

let count = (): FromLookup => ({ kind: 'counted', signIns: 0, openSessions: 0 })

/** With an identity a VCN, without one a RESTful server. */
async function start(port: number, identity: Identity | undefined): Promise<void> {
  if (!identity) {
    const server = await startLookupServer({ issue, port })
    return send({ kind: 'started', port: server.port })
  }
  const server = await startVcnServer({ identity, issue, port })
  count = () => ({ kind: 'counted', signIns: server.counts.signIns, openSessions: server.openSessions() })
  send({ kind: 'started', port: server.port })
}

process.on('message', (message: ToLookup) => {
  if (message.kind === 'start') void start(message.port, message.identity)
  else if (message.kind === 'issued') asks.get(message.ask)?.(message.url)
  else send(count())
})
process.on('disconnect', () => process.exit(0))
