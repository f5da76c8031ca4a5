/** Stands in for an analysis process in tests; the job's name says how it behaves. */
import type { FromRun, ToRun } from '../protocol.js'

const send = (message: FromRun): void => void process.send?.(message)
const big = new Uint8Array(500_000)

process.on('message', (message: ToRun) => {
  // What it was told of its source is what it "found": the test reads it in the report.
  if (message.kind === 'located')
    return send({ kind: 'report', report: { kind: 'succeeded', status: JSON.stringify(message.answer) } })
  if (message.kind !== 'run') return
  const { name, jobId, projectId } = message.order.assignment
  send({ kind: 'alive' })
  // Blocks its event loop: only a watchdog outside can end it.
  if (name === 'hang') for (;;);
  if (name === 'ask') send({ kind: 'locate', ask: 7 })
  if (name === 'ask-and-end') {
    send({ kind: 'locate', ask: 1 })
    process.disconnect?.()
  }
  if (name !== 'last-words') return
  for (let sequence = 1; sequence <= 40; sequence++) {
    const row = { jobId, projectId, epoch: 1, sequence, messageId: `M${sequence}`, eventType: 1, at: 0 }
    send({ kind: 'results', rows: [{ ...row, envelope: {}, picture: big }] })
  }
  const last: FromRun = { kind: 'report', report: { kind: 'succeeded', status: 'done' } }
  process.send?.(last, undefined, undefined, () => process.exit(0))
})
