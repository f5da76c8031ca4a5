/** Writes docs/settings.md from the settings' own table; `--check` fails when the page is stale. */
import { readFileSync, writeFileSync } from 'node:fs'
import { SETTINGS } from '../packages/vigia/dist/start/settings.js'

const page = new URL('../docs/settings.md', import.meta.url)
const text = `# Settings

Written by \`npm run settings\` from \`packages/vigia/src/start/settings.ts\`; do not edit. Flags win over the environment.

| variable | default | means |
|---|---|---|
${SETTINGS.map((s) => `| \`${s.name}\` | ${s.fallback === '' ? '' : `\`${s.fallback}\``} | ${s.means} |`).join('\n')}

The command line also reads \`VIGIA_SERVER\`, \`VIGIA_USER\`, \`VIGIA_PASSWORD\`, \`VIGIA_TOKEN\` and \`VIGIA_PROJECT\`: see \`vigia jobs --help\`.
`
if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/settings.md is stale: run `npm run settings`')
  process.exit(1)
}
