/**
 * Writes docs/algorithms.md: all services with their events and what they need, from the manifests; with --check it only
 * says whether the page is current.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ALGORITHMS, labelKey, newestRelease } from '../packages/core/dist/index.js'
import { DEFAULT_MODEL, MODEL_CATALOGUE } from '../packages/worker/dist/models/catalogue.js'

const file = new URL('../docs/algorithms.md', import.meta.url)
const standard = new Set(
  MODEL_CATALOGUE.get(DEFAULT_MODEL)
    .manifest.labels.filter((label) => label !== null)
    .map(labelKey),
)
const families = Map.groupBy
  ? Map.groupBy(ALGORITHMS.values(), ({ family }) => family)
  : [...ALGORITHMS.values()].reduce(
      (all, one) => all.set(one.family, [...(all.get(one.family) ?? []), one]),
      new Map(),
    )

function row([family, services]) {
  const [first] = services
  const names = services.map(({ serviceName }) => `\`${serviceName}\``).join(', ')
  const events = Object.entries(first.categories).map(
    ([name, type]) => `${type} ${name.replaceAll('_', ' ')}`,
  )
  const lacking = newestRelease(first)
    .labels({})
    .filter((label) => !standard.has(labelKey(label)))
  const needs =
    lacking.length === 0
      ? 'works out of the box'
      : `needs ${lacking.map((label) => `\`${label}\``).join(', ')}`
  const readme = `../packages/core/src/algorithms/${family}/README.md`
  return `| [${first.titleEn}](${readme}) ${first.titleZh} | ${names} | ${events.join(', ')} | ${needs} |`
}

const text = `# Algorithms

<!-- Written by scripts/catalogue.mjs from the manifests. -->

Services and their numbers are those of VIAS, unless the README of the algorithm says otherwise. \`-cloud\` and \`-edge\` do the same.

*Needs* names labels that the default model (COCO, 80 classes) does not know, with the default parameters: [add a model](models.md)
whose manifest has labels of these names, letter by letter but for upper and lower case, blanks, hyphens and underscores. Until then
the service is there with its parameters, and creating a job says what is missing (\`VIAS.00010012\`). Where labels are spread over
several models, the fewest that know them all look at each frame: first the one that the job names (\`detector_model\`), then the
installation's own, then those that know most. Each costs its own inference.

For classes of your own without any code there is \`v-class-alarm-cloud\`; for rules of your own see
[own algorithms](own-algorithms.md).

| algorithm | services | events | models |
| --- | --- | --- | --- |
${[...families]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(row)
  .join('\n')}
`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(`${fileURLToPath(file)} is not current: run npm run catalogue\n`)
  process.exit(1)
}
