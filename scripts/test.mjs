/**
 * Runs all tests: installs and builds first where needed, then every `*.test.js` of the build and the console's
 * browser tests with Node's own test runner. `npm test -- PART` runs only the files whose path contains PART.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = new URL('..', import.meta.url).pathname
const setup = spawnSync('bash', ['scripts/setup.sh', '--tests'], { cwd: root, stdio: 'inherit' })
if (setup.status !== 0) process.exit(setup.status ?? 1)

const part = process.argv[2] ?? ''
const files = ['packages', 'testing', 'bench']
  .flatMap((top) => readdirSync(join(root, top), { recursive: true }).map((file) => join(top, String(file))))
  .filter(
    (file) =>
      !file.includes('node_modules') && /(\/dist\/.*\.test\.js|\/test\/.*\.test\.mjs)$/.test(`/${file}`),
  )
  .filter((file) => file.includes(part))
  .sort()
if (files.length === 0) {
  console.error(`no test file contains ${part}`)
  process.exit(1)
}

// The tests of the pure core share one process: starting one for each file took three times as long as running them.
const isPure = (file) => file.startsWith('packages/core/')
const together = join(mkdtempSync(join(tmpdir(), 'vigia-tests-')), 'core.test.mjs')
const pure = files.filter(isPure)
writeFileSync(
  together,
  pure.map((file) => `import ${JSON.stringify(pathToFileURL(join(root, file)).href)}\n`).join(''),
)
const asked = [...(pure.length > 0 ? [together] : []), ...files.filter((file) => !isPure(file))]

// Three files at a time on two cores: most of those that start real servers wait for half of their time.
const run = spawn(
  process.execPath,
  ['--test', '--test-concurrency=3', '--test-timeout=600000', '--test-reporter=spec', ...asked],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
)
let said = ''
run.stdout.setEncoding('utf8').on('data', (text) => {
  process.stdout.write(text)
  said += text
})
const [status] = await once(run, 'close')
rmSync(dirname(together), { recursive: true })
const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(said)?.[1] ?? 0)
const failed = count('fail') + count('cancelled')
console.log(`${count('pass')} passed, ${failed} failed`)
process.exitCode = status === 0 && failed === 0 && count('pass') > 0 ? 0 : 1
