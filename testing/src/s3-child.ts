/** The S3 server's own process; its order is one line of JSON on standard input. */
import { createInterface } from 'node:readline'
import S3rver from 's3rver'
import type { S3Order } from './s3-server.js'

const lines = createInterface({ input: process.stdin })
lines.once('line', async (line) => {
  const { directory, port, buckets, domain } = JSON.parse(line) as S3Order
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    directory,
    silent: true,
    serviceEndpoint: domain,
    configureBuckets: buckets.map((name) => ({ name, configs: [] })),
  })
  const address = await server.run()
  process.stdout.write(`${address.port}\n`)
})
// Ends with its parent, whose end closes this pipe.
lines.on('close', () => process.exit(0))
