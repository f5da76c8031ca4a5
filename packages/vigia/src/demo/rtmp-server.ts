/** The embedded RTMP server: takes the publisher's stream and hands it to whoever plays it, on the loopback only. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import context from 'node-media-server/src/core/context.js'
import logger from 'node-media-server/src/core/logger.js'
import NodeMediaRtmpServer from 'node-media-server/src/server/rtmp_server.js'
import type { Logger } from 'pino'

export interface RtmpServer {
  port: number
  /** True while a publisher sends to this path, e.g. `/live/street`, and a key frame has come. */
  isFlowing(path: string): boolean
  stop(): Promise<void>
}

/**
 * Only the RTMP part of node-media-server is used, and it is made to listen here: its own start would also open a store
 * in the working folder, and end the whole process when the port is taken.
 * @param port 0 for a free one
 * @throws Error when the port cannot be listened on
 */
export async function startRtmpServer(port: number, log: Logger): Promise<RtmpServer> {
  // The package prints to the console; the terminal belongs to the alarms.
  logger.log = (message, level) => (level === 'error' ? log.warn(message) : log.debug(message))
  // Any port makes it build its listener; which one it gets is said below.
  context.config = { bind: '127.0.0.1', rtmp: { port: 1935 } }
  const server = new NodeMediaRtmpServer()
  server.tcpServer.listen(port, '127.0.0.1')
  await once(server.tcpServer, 'listening')
  server.tcpServer.on('error', (error) => log.warn({ err: error }, 'demo stream server'))
  const paths = new Set<string>()
  return {
    port: (server.tcpServer.address() as AddressInfo).port,
    isFlowing(path) {
      paths.add(path)
      const broadcast = context.broadcasts.get(path)
      return broadcast?.getPublishStatus() === 'publishing' && (broadcast.rtmpGopCache?.size ?? 0) > 0
    },
    async stop() {
      const closed = once(server.tcpServer, 'close')
      server.stop()
      await closed
      // It keeps a lost publisher's place for 30 s; a server started again must not find the old one's stream.
      for (const path of paths) context.broadcasts.delete(path)
    },
  }
}
