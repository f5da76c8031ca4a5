/** `vigia models list` and `show`. */
import type { Command } from 'commander'
import type { CliDeps, ModelCommands } from './deps.js'
import { about, dataDir, type ModelOptions, withData } from './model-options.js'
import { columnsOf, print, withJson } from './output.js'
import { renderTable } from './table.js'
import { pad, plain } from './text.js'

const LABEL = 13

export function addModelsList(models: Command, deps: CliDeps): void {
  withJson(withData(models.command('list').description('list the models there are'))).action(
    async (options: ModelOptions) => {
      const list = await deps.models.list(dataDir(deps, options))
      print(deps, options, { models: list }, () => {
        const table = renderTable(
          [
            { title: 'NAME' },
            { title: 'HERE' },
            { title: 'INPUT', align: 'right' },
            { title: 'LICENCE' },
            { title: 'TITLE', shrinks: true },
          ],
          list.map((m) => [
            m.isDefault ? `${m.name} (default)` : m.isOwn ? `${m.name} (own)` : m.name,
            m.ready ? 'yes' : m.fault ? 'broken' : 'no',
            `${m.width}×${m.height}`,
            m.licence,
            m.title,
          ]),
          columnsOf(deps.stdout),
        )
        const faults = list.flatMap(({ fault }) => (fault === undefined ? [] : [plain(fault)]))
        return [table, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n')
      })
    },
  )

  const show = models
    .command('show')
    .description('show what is known of a model')
    .argument('<name>', 'name in `vigia models list`')
  withJson(withData(show)).action(async (name: string, options: ModelOptions) => {
    const manifest = await about(deps.models.show(dataDir(deps, options), name))
    print(deps, options, manifest, () =>
      facts(manifest)
        .map(([label, value]) => `${pad(label, LABEL)}${plain(value)}`)
        .join('\n'),
    )
  })
}

function facts(manifest: Awaited<ReturnType<ModelCommands['show']>>): [string, string][] {
  const { input, labels } = manifest
  const named = labels.filter((label) => label !== null)
  const rows: [string, string][] = [
    ['Model', manifest.title ? `${manifest.name}: ${manifest.title}` : manifest.name],
    ['Licence', manifest.licence],
    ['Made by', manifest.attribution],
    ['From', manifest.source],
    ['SHA-256', manifest.sha256 ?? 'not fetched yet'],
    ['Head', [manifest.head, ...pairs(manifest.options ?? {})].join(', ')],
    ['Input', `${input.name}: ${input.type} ${input.layout} ${input.width}×${input.height}, ${input.colour}`],
    [
      'Values',
      `(pixel × ${Number(input.scale.toPrecision(6))} − [${input.mean.join(', ')}]) / [${input.std.join(', ')}]`,
    ],
    ['Placement', `${input.placement}, padded with ${input.padValue}`],
    ['Threshold', String(manifest.threshold)],
  ]
  if (manifest.overlap !== undefined) rows.push(['Overlap', String(manifest.overlap)])
  if (manifest.outputs) rows.push(['Outputs', pairs(manifest.outputs).join(', ')])
  rows.push(['Labels', named.length > 0 ? `${named.length}: ${named.join(', ')}` : 'none: it finds poses'])
  return rows
}

const pairs = (record: object): string[] =>
  Object.entries(record).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
