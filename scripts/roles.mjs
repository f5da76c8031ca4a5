/** Writes docs/roles.md from the policy; `--check` fails when the page is stale. */
import { readFileSync, writeFileSync } from 'node:fs'
import { POLICY } from '../packages/contract/dist/index.js'
import { ALGORITHMS } from '../packages/core/dist/index.js'
import { buildHttp } from '../packages/server/dist/index.js'

const page = new URL('../docs/roles.md', import.meta.url)
const LEAST = ['anybody', 'self', 'viewer', 'operator', 'admin', 'domain admin', 'platform admin']

// Only the routes' schemas are read: nothing is called, so the stores need not be there.
const app = await buildHttp({ clock: { now: Date.now }, algorithms: ALGORITHMS })
await app.ready()
const { paths } = app.swagger()
await app.close()

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, summary }]) => ({
    id: operationId,
    call: `${method.toUpperCase()} ${path}`,
    summary: summary.replaceAll('|', '\\|'),
    least: POLICY[operationId] ?? 'platform admin',
  })),
)
const marks = (least) => {
  const at = LEAST.indexOf(least)
  return ['viewer', 'operator', 'admin'].map((role) => (LEAST.indexOf(role) >= at ? 'yes' : '')).join(' | ')
}
const of = (...least) => operations.filter((operation) => least.includes(operation.least))
const inProject = of('viewer', 'operator', 'admin').map(
  ({ id, call, summary, least }) => `| ${id} | \`${call}\` | ${summary} | ${marks(least)} |`,
)
const elsewhere = (...least) =>
  of(...least).map(({ id, call, summary }) => `| ${id} | \`${call}\` | ${summary} |`)

const HEAD = `| operation | call | what |
|---|---|---|`
const text = `# Roles

Written by \`npm run roles\` from \`packages/contract/src/policy.ts\`; do not edit. [operators.md](operators.md) tells how roles are
given, and what operators do.

## In a project

A role holds in one project, or, given on a domain, in all its projects. The strongest counts.

| operation | call | what | viewer | operator | admin |
|---|---|---|---|---|---|
${inProject.join('\n')}

## By an admin of the domain

For what is in the domains that he administers; an admin of domain \`vigia\`, the platform's, reaches all of them.

${HEAD}
${elsewhere('domain admin').join('\n')}

## By an admin of the platform

${HEAD}
${elsewhere('platform admin').join('\n')}

## By everybody who is signed in

For what is theirs: themselves, their tokens and access keys, the projects and domains in which they have a role. An admin of a
domain also sees its users and their access keys here.

${HEAD}
${elsewhere('self').join('\n')}

## Without signing in

${HEAD}
${elsewhere('anybody').join('\n')}
`
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/roles.md is stale: run `npm run roles`')
  process.exit(1)
}
