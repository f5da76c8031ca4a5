/**
 * How fast do results go out? `npm run bench:delivery [-- results [seconds]]` (2000 and 20): from append to the answer of
 * a webhook, with the real store on a disk, the real deliverer and a receiver in a process of its own.
 * Goals and figures: bench/RESULTS.md.
 */
import { openRig } from './delivery/rig.mjs'

const KB = 1_024
const SIZES = [
  { what: '1 KB', picture: 0 },
  { what: '150 KB with picture', picture: 150 * KB },
]
/** Lanes: one job sends its results one after the other. */
const JOBS = 8
/** A second of the steady stream. */
const RATE = 100
/** Handed to the store at once, as a run's outbox does when it is behind. */
const TOGETHER = 10

const [results = 2_000, seconds = 20] = process.argv.slice(2).map(Number)
if (![results, seconds].every((count) => Number.isInteger(count) && count > 0)) {
  console.error('results and seconds are whole numbers above 0')
  process.exit(2)
}

console.log(
  '| message | results | results a second, append to answer | p50 at 100/s, ms | p95 at 100/s, ms |',
)
console.log('| --- | ---: | ---: | ---: | ---: |')
for (const { what, picture } of SIZES) {
  const rig = await openRig(JOBS, picture)
  try {
    const perSecond = await throughput(rig)
    const waits = await latencies(rig)
    console.log(`| ${what} | ${results} | ${perSecond.toFixed(0)} | ${at(waits, 0.5)} | ${at(waits, 0.95)} |`)
  } finally {
    await rig.close()
  }
}

/** All handed over as fast as the store takes them, and the last one answered. */
async function throughput(rig) {
  const began = performance.now()
  for (let done = 0; done < results; done += TOGETHER)
    await rig.append((done / TOGETHER) % JOBS, Math.min(TOGETHER, results - done))
  await rig.answered(results)
  return (results * 1_000) / (performance.now() - began)
}

/** Milliseconds from the call of append to the answer of the receiver, of each result. */
async function latencies(rig) {
  const count = RATE * seconds
  const waits = rig.waits()
  const began = performance.now()
  const appends = []
  for (let i = 0; i < count; i += 1) {
    const early = began + (i * 1_000) / RATE - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    appends.push(rig.append(i % JOBS, 1))
  }
  await Promise.all(appends)
  await rig.answered(results + count)
  return waits.sort((a, b) => a - b)
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1)
}
