/** A receiver that reads each request whole and answers 204; says its port, then ends with its parent. */
import { createServer } from 'node:http'

process.on('disconnect', () => process.exit(0))
const server = createServer((request, response) => {
  request.resume()
  request.once('end', () => response.writeHead(204).end())
})
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
