/**
 * How fast is the control plane? `npm run bench:control [-- around|details|lists|schedules …]`; without a name all four.
 * Goals and figures: bench/RESULTS.md.
 */
import { around } from './control/around.mjs'
import { details } from './control/details.mjs'
import { lists } from './control/lists.mjs'
import { schedules } from './control/schedules.mjs'

const BENCHES = { details, lists, schedules, around }
const [name, ...args] = process.argv.slice(2)
if (name !== undefined && !Object.hasOwn(BENCHES, name)) {
  console.error(`there is no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}
for (const [known, bench] of Object.entries(BENCHES)) {
  if (name !== undefined && known !== name) continue
  console.log(`\n## ${known}\n`)
  await bench(args)
}
