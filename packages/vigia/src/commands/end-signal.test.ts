import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'

const MODULE = JSON.stringify(new URL('./end-signal.js', import.meta.url).href)
/** A program that says when it listens for its end, and why it ends. */
const program = (after: string) => `
  const { endSignal } = await import(${MODULE})
  const end = endSignal(() => console.log('early'))
  ${after}
  setInterval(() => undefined, 1000)
  console.log('up', process.pid)`
const IN_ORDER = "end.asked().then((reason) => { console.log('asked', reason); process.exit(0) })"

/** Starts it below a shell, as npx does. */
function belowShell(source: string, env: Record<string, string>): ChildProcess {
  return spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, source], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Waits for the first line, acts on the program, and gives all lines up to its end. */
async function linesAfter(shell: ChildProcess, act: (pid: number) => void): Promise<string[]> {
  let text = ''
  let hasActed = false
  shell.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more
    const pid = Number(/^up (\d+)/m.exec(text)?.[1])
    if (hasActed || Number.isNaN(pid)) return
    hasActed = true
    act(pid)
  })
  await once(shell.stdout!, 'end')
  return text.trim().split('\n').slice(1)
}

test('a signal is taken in order once it is asked for', async () => {
  const lines = await linesAfter(belowShell(program(IN_ORDER), {}), (pid) => process.kill(pid, 'SIGTERM'))
  assert.deepEqual(lines, ['asked SIGTERM'])
})

test('before, it ends the program at once, after its last words', async () => {
  const lines = await linesAfter(belowShell(program(''), {}), (pid) => process.kill(pid, 'SIGINT'))
  assert.deepEqual(lines, ['early'])
})

test('a program that npm started ends when npm is gone', async () => {
  const shell = belowShell(program(IN_ORDER), { npm_command: 'exec' })
  const lines = await linesAfter(shell, () => shell.kill('SIGKILL'))
  assert.deepEqual(lines, ['asked npm ended'])
})
