/** The parts of node-media-server 4.4.3 that the demo uses; the package carries no types of its own. */

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log(message: string, level?: string): void }
  export default logger
}

declare module 'node-media-server/src/core/context.js' {
  interface Broadcast {
    /** Messages since the newest key frame; null before the first one. */
    rtmpGopCache: Set<Uint8Array> | null
    publisher: object | null
    getPublishStatus(): 'publishing' | 'reconnecting' | 'idle'
  }
  const context: {
    config: { bind?: string; rtmp?: { port: number } }
    broadcasts: Map<string, Broadcast>
  }
  export default context
}

declare module 'node-media-server/src/server/rtmp_server.js' {
  import type { Server } from 'node:net'
  export default class RtmpServer {
    /** Accepts RTMP connections once it listens. */
    tcpServer: Server
    /** Ends the listener and all connections. */
    stop(): void
  }
}
