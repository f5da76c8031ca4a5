/** A receiver of webhooks: writes down what came before it answers, and now and then has no time. */
import { createHash, randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import { ledger } from './ledger.js'
import { order, tell } from './order.js'
import { type ReceiverLine, type ReceiverOrder, SUBSCRIPTION_PATH } from './protocol.js'

const { port, ledger: file } = await order<ReceiverOrder>()
const write = ledger<ReceiverLine>(file)

interface Message {
  task_id: string
  message_id: string
  image_base64?: string
  vigia: { epoch: number; sequence: number }
}

createServer(async (request, response) => {
  const parts: Buffer[] = []
  try {
    for await (const part of request) parts.push(part as Buffer)
  } catch {
    // The sender was killed.
    return
  }
  if (randomInt(50) === 0) return void response.writeHead(503, { 'retry-after': '1' }).end()
  const { task_id, message_id, image_base64, vigia } = JSON.parse(Buffer.concat(parts).toString()) as Message
  write({
    channel: request.url === SUBSCRIPTION_PATH ? 'subscription' : 'webhook',
    webhookId: String(request.headers['webhook-id']),
    job: task_id,
    epoch: vigia.epoch,
    sequence: vigia.sequence,
    message: message_id,
    picture:
      image_base64 === undefined
        ? ''
        : createHash('sha1').update(Buffer.from(image_base64, 'base64')).digest('hex'),
  })
  response.writeHead(204).end()
}).listen(port, '127.0.0.1', () => tell('ready'))
