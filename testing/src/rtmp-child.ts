/** The RTMP server's own process: node-media-server keeps global state and ends its process on faults. */
import NodeMediaServer from 'node-media-server'

const [port = '0', dir = '.'] = process.argv.slice(2)
const server = new NodeMediaServer({
  bind: '127.0.0.1',
  rtmp: { port: Number(port) },
  store: { path: dir },
})
await server.run()
// Ends with its parent, whose end closes this pipe.
process.stdin.on('end', () => process.exit(0)).resume()
