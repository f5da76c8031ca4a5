/** Writes docs/errors.md from the catalogues of errors; `--check` fails when the page is stale. */
import { readFileSync, writeFileSync } from 'node:fs'
import { ERRORS, STREAM_ERRORS } from '../packages/contract/dist/index.js'

const page = new URL('../docs/errors.md', import.meta.url)
const rowsOf = (family) =>
  Object.entries(ERRORS)
    .filter(([code]) => code.startsWith(family))
    .map(([code, e]) => `| \`${code}\` | ${e.status} | ${e.message} | ${e.reason} | ${e.advice} |`)
    .join('\n')
const streamRows = Object.entries(STREAM_ERRORS)
  .map(([code, { status, reason }]) => `| \`${code}\` | ${status} | ${reason} |`)
  .join('\n')
const HEAD = `| code | HTTP | error_msg | reason | what to do |
|---|---|---|---|---|`
const text = `# Errors

Written by \`npm run errors\` from \`error-catalogue.ts\` and \`data-stream-errors.ts\` in \`packages/contract/src\`; do not edit.
Every answer, also a good one, carries the header \`X-request-id\`; the server's log has it as \`reqId\` or \`request\`.

## Of the platform, below \`/v1\` and \`/v2\`

Six members: \`error_code\`, \`error_msg\`, \`detail\`, \`params\`, \`reason\`, \`advice\`. \`detail\` names the field and the rule it breaks.
The statuses are the published ones: an unknown job is 400, a state that does not allow an action 500.

${HEAD}
${rowsOf('VIAS.')}

## Of the gateway in front of it

Three members: \`error_code\`, \`error_msg\`, \`request_id\`. They come before anything is looked at: the caller is not signed in.
\`error_msg\` goes on with the header that is wrong.

${HEAD}
${rowsOf('APIG.')}

## Of data streams

Two members, those of DIS: \`errorCode\`, \`message\`, below \`/v2/{project_id}\` for \`records\`, \`cursors\`, \`streams\`, \`apps\`,
\`checkpoints\` and \`/v3/{project_id}/streams\`. \`message\` names the field and what to do. Records that are refused one by one have
\`error_code\` and \`error_message\` in an answer that is 200. [data-streams.md](data-streams.md) tells more.

| code | HTTP | reason |
|---|---|---|
${streamRows}

## Of sign-in, below \`/v3\`

Keystone's shape: \`{ "error": { "code": 401, "message": "…", "title": "Unauthorized" } }\`; \`code\` is the HTTP status.
[sign-in.md](sign-in.md) tells what each status means.
`
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/errors.md is stale: run `npm run errors`')
  process.exit(1)
}
