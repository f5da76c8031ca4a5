import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProgress } from './progress.js'
import { textWidth } from './text.js'

function captured(terminal: { isTTY?: boolean; columns?: number }) {
  const written: string[] = []
  return { written, progress: createProgress({ ...terminal, write: (text) => written.push(text) }) }
}

test('on a terminal one line is redrawn and closed at the end', () => {
  const { written, progress } = captured({ isTTY: true, columns: 100 })
  progress.update('model: download', 0, 200)
  progress.update('model: download', 100, 200)
  progress.update('model: download', 200, 200)
  progress.end()
  progress.end()
  assert.match(written[0]!, /^\rmodel: download +\[\.{30}\] {3}0 %$/)
  assert.match(written[1]!, /^\rmodel: download +\[#{15}\.{15}\] {2}50 %$/)
  assert.match(written[2]!, /^\rmodel: download +\[#{30}\] 100 %$/)
  assert.deepEqual(written.slice(3), ['\n'])
})

test('the bar leaves one cell of the line free, with wide characters too', () => {
  for (const what of ['a name that is much longer than a terminal is wide', '模型下载模型下载模型下载']) {
    const { written, progress } = captured({ isTTY: true, columns: 60 })
    progress.update(what, 1, 2)
    assert.ok(textWidth(written[0]!.slice(1)) < 60, written[0])
  }
})

test('elsewhere each tenth gets a line of its own, once', () => {
  const { written, progress } = captured({})
  for (let done = 0; done <= 100; done += 5) progress.update('m', done, 100)
  progress.end()
  assert.deepEqual(written, [
    'm 0 %\n',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tenth) => `m ${tenth * 10} %\n`),
  ])
})

test('a total that is unknown or too small is no reason to fail', () => {
  const { written, progress } = captured({})
  progress.update('m', 5, 0)
  progress.update('m', 5, 4)
  assert.deepEqual(written, ['m\n', 'm 100 %\n'])
})
