/** Run by rotate-key.test.ts: changes the key of a data folder and is killed, by itself, after so many steps. */
import { rotateKey } from './rotate-key.js'

const [dataDir, steps] = process.argv.slice(2)
let left = Number(steps)
await rotateKey(dataDir!, {}, () => {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL')
})
