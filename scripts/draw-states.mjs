/** Writes docs/job-states.md from the state machine's own table; `--check` fails when the page is stale. */
import { readFileSync, writeFileSync } from 'node:fs'
import { JOB_STATES, TRANSITIONS } from '@vigia/core'

const page = new URL('../docs/job-states.md', import.meta.url)
const arrows = TRANSITIONS.filter((row) => row.from !== row.to)
const merged = new Map()
for (const { from, to, event } of arrows)
  merged.set(`${from} --> ${to}`, [...(merged.get(`${from} --> ${to}`) ?? []), event])

const text = `# States of a job

Drawn by \`npm run draw-states\` from the table in \`packages/core/src/job/machine.ts\`; do not edit.

\`\`\`mermaid
stateDiagram-v2
  [*] --> PENDING: create
${[...merged].map(([arrow, events]) => `  ${arrow}: ${events.join(', ')}`).join('\n')}
  DELETING --> [*]: removed
\`\`\`

| from | event | to | effects |
|---|---|---|---|
${JOB_STATES.flatMap((state) => TRANSITIONS.filter((row) => row.from === state))
  .map((row) => `| ${row.from} | ${row.event} | ${row.to} | ${row.effects.join(', ')} |`)
  .join('\n')}
`
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/job-states.md is stale: run `npm run draw-states`')
  process.exit(1)
}
