/**
 * The ingest's thread: encoders connect at one port, readers at another one of the loopback. A thread of its own, so
 * that a peer which keeps the parser busy, or ends it, leaves the rest of the server alone.
 */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import logger from 'node-media-server/src/core/logger.js'
import type { Budget, Channel } from './channel.js'
import type { FromThread, IngestOrder, ToThread } from './protocol.js'
import { Pushing } from './pushing.js'
import { Reading } from './reading.js'
import type { Target } from './rtmp-peer.js'

const TICK_MS = 1_000
const MOST_PUSHES = 500
/** Connections that have not been let in. The oldest makes room: who knows the key takes some milliseconds. */
const MOST_STRANGERS = 256
const MOST_STRANGERS_OF_ONE = 64
const MOST_READERS = 1_000

const order = workerData as IngestOrder
const say = (message: FromThread): void => parentPort?.postMessage(message)
// The package prints to the console what peers send.
logger.log = () => undefined

const budget: Budget = { bytes: 0 }
const strangers = new Set<Pushing>()
/** By project and name. */
const pushes = new Map<string, Pushing>()
const asks = new Map<number, (isAllowed: boolean | undefined) => void>()
let asked = 0

const placeOf = ({ app, name }: Target): string => `${app}/${name}`
const tellPushes = (): void =>
  say({ kind: 'pushes', pushes: [...pushes.values()].map((pushing) => pushing.facts()) })

function takeEncoder(socket: Socket): void {
  const pushing = new Pushing(socket, {
    budget,
    ask: (target, from) => ask(target, from),
    begin: (candidate) => begin(candidate),
    ended: (gone, why) => ended(gone, why),
    flowing: tellPushes,
  })
  strangers.add(pushing)
  const ofOne = [...strangers].filter(({ from }) => from === pushing.from)
  if (ofOne.length > MOST_STRANGERS_OF_ONE) ofOne[0]?.end('too many connections from its address')
  else if (strangers.size > MOST_STRANGERS) [...strangers][0]?.end('too many connections')
}

function ask({ app, name, query }: Target, from: string): Promise<boolean | undefined> {
  const number = ++asked
  say({ kind: 'ask', ask: number, projectId: app, name, key: query.get('key') ?? '', from })
  return new Promise((resolve) => asks.set(number, resolve))
}

function begin(pushing: Pushing): string | undefined {
  const place = placeOf(pushing.target!)
  if (pushes.has(place)) return 'the stream is being pushed already; end the other encoder first'
  if (pushes.size >= MOST_PUSHES) return `this server takes ${MOST_PUSHES} streams at once, not more`
  strangers.delete(pushing)
  pushes.set(place, pushing)
  const { app: project, name: stream } = pushing.target!
  say({ kind: 'told', level: 'info', text: 'push begun', fields: { project, stream, from: pushing.from } })
  tellPushes()
  return undefined
}

function ended(pushing: Pushing, why: string): void {
  const { from, target, channel } = pushing
  strangers.delete(pushing)
  if (!pushing.isLetIn) {
    if (!target) return
    const fields = { project: target.app.slice(0, 64), stream: target.name.slice(0, 80), from, why }
    say({ kind: 'told', level: 'warn', text: 'push refused', fields })
    return
  }
  pushes.delete(placeOf(target!))
  for (const reader of channel.close()) (reader as Reading).end()
  const { app: project, name: stream } = target!
  const fields = { project, stream, from, why, bytes: channel.bytes }
  say({ kind: 'told', level: 'info', text: 'push ended', fields })
  tellPushes()
}

const channelOf = (target: Target): Channel | undefined => pushes.get(placeOf(target))?.channel

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  // A connection that cannot be taken, for want of descriptors, is not the end of the others.
  server.on('error', ({ message }) =>
    say({ kind: 'told', level: 'warn', text: 'ingest', fields: { message } }),
  )
  return (server.address() as AddressInfo).port
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'answer') {
    asks.get(message.ask)?.(message.isAllowed)
    asks.delete(message.ask)
  } else {
    const place = `${message.projectId}/${message.name}`
    pushes.get(place)?.end('the stream was deleted or has another key now')
  }
})

try {
  const encoders = createServer(takeEncoder)
  const readers = createServer(
    (socket) => void new Reading(socket, { secret: order.readerSecret, channelOf }),
  )
  encoders.maxConnections = MOST_PUSHES + MOST_STRANGERS + 1
  readers.maxConnections = MOST_READERS
  const port = await listen(encoders, order.port, order.host)
  const readerPort = await listen(readers, order.readerPort, '127.0.0.1')
  say({ kind: 'listening', port, readerPort })
  setInterval(() => {
    for (const pushing of pushes.values()) pushing.tick()
    tellPushes()
  }, TICK_MS)
} catch (error) {
  say({ kind: 'deaf', code: (error as NodeJS.ErrnoException).code ?? String(error) })
}
