/** Writes openapi.json from the routes; `--check` fails when the committed one is stale. */
import { readFileSync, writeFileSync } from 'node:fs'
import { ALGORITHMS } from '../packages/core/dist/index.js'
import { buildHttp } from '../packages/server/dist/index.js'

const file = new URL('../openapi.json', import.meta.url)
// Only the routes' schemas are read: nothing is called, so the stores need not be there.
const app = await buildHttp({ clock: { now: Date.now }, algorithms: ALGORITHMS })
await app.ready()
const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
await app.close()
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('openapi.json is stale: run `npm run openapi`')
  process.exit(1)
}
