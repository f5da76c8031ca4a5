/** The thread's side of a model thread: answers one call after the other, until it is told to close. */
import type { MessagePort } from 'node:worker_threads'
import type { FromModelThread, ToModelThread } from './model-thread.js'

/**
 * Says that it is ready, and serves.
 * @param answer its failure is the call's, not the thread's
 * @param close what the model holds is given back
 */
export function serveCalls<Call, Answer>(
  port: MessagePort,
  answer: (call: Call) => Promise<Answer>,
  close: () => Promise<void>,
): void {
  const send = (message: FromModelThread<Answer>): void => port.postMessage(message)
  let turn = Promise.resolve()
  port.on('message', (message: ToModelThread<Call>) => {
    turn = turn.then(async () => {
      if (message.kind === 'close') {
        await close()
        port.close()
        return
      }
      const { id, call } = message
      send(
        await answer(call).then(
          (answer): FromModelThread<Answer> => ({ kind: 'done', id, answer }),
          (error: unknown): FromModelThread<Answer> => ({
            kind: 'failed',
            id,
            message: error instanceof Error ? error.message : String(error),
          }),
        ),
      )
    })
  })
  send({ kind: 'ready' })
}
