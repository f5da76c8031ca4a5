/** `vigia models list`, `pull` and `test`: the detectors in the data folder. No server is needed. */
import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { type CliDeps, variable } from './deps.js'
import { CliError, EXIT } from './exit-codes.js'
import { columnsOf, type JsonOption, print, withJson } from './output.js'
import { createProgress } from './progress.js'
import { renderTable } from './table.js'

interface ModelOptions extends JsonOption {
  data?: string
}

const withData = (command: Command): Command =>
  command.option('--data <dir>', 'data folder (VIGIA_DATA_DIR; else ./data)')

export function addModels(program: Command, deps: CliDeps): void {
  const models = program.command('models').description('detectors: list, fetch, try')
  const dataDir = (options: ModelOptions): string =>
    options.data ?? variable(deps, 'VIGIA_DATA_DIR') ?? './data'

  withJson(withData(models.command('list').description('list the detectors there are'))).action(
    async (options: ModelOptions) => {
      const list = await deps.models.list(dataDir(options))
      print(deps, options, { models: list }, () =>
        renderTable(
          [
            { title: 'NAME' },
            { title: 'HERE' },
            { title: 'INPUT', align: 'right' },
            { title: 'LICENCE' },
            { title: 'TITLE', shrinks: true },
          ],
          list.map((m) => [
            m.isDefault ? `${m.name} (default)` : m.name,
            m.ready ? 'yes' : 'no',
            `${m.width}×${m.height}`,
            m.licence,
            m.title,
          ]),
          columnsOf(deps.stdout),
        ),
      )
    },
  )

  withJson(
    withData(
      models
        .command('pull')
        .description('fetch a detector, check and convert it')
        .argument('<name>', 'name in `vigia models list`'),
    ),
  ).action(async (name: string, options: ModelOptions) => {
    const progress = createProgress(deps.stderr)
    try {
      const { modelPath } = await about(
        deps.models.pull(dataDir(options), name, (p) =>
          progress.update(`${name}: ${p.phase}`, p.done, p.total),
        ),
      )
      progress.end()
      print(deps, options, { name, path: modelPath }, () => `${name} is ready: ${modelPath}`)
    } finally {
      progress.end()
    }
  })

  const test = models
    .command('test')
    .description('find objects in a picture and draw them')
    .argument('<name>', 'name in `vigia models list`; fetched first where needed')
    .argument('<picture>', 'JPEG, PNG or WebP file')
    .option('--out <file>', 'picture to write (else PICTURE-detections.jpg in the current folder)')
  withJson(withData(test)).action(
    async (name: string, picture: string, options: ModelOptions & { out?: string }) => {
      const out = options.out ?? `${basename(picture, extname(picture))}-detections.jpg`
      const result = await about(deps.models.test(dataDir(options), name, picture, out))
      print(deps, options, result, () => {
        const table = renderTable(
          [
            { title: 'LABEL' },
            ...['SCORE', 'X', 'Y', 'WIDTH', 'HEIGHT'].map((title) => ({ title, align: 'right' as const })),
          ],
          result.detections.map(({ label, score, box }) => [
            label,
            score.toFixed(2),
            ...[box.x, box.y, box.w, box.h].map((v) => v.toFixed(0)),
          ]),
        )
        return `${result.detections.length > 0 ? table : 'Nothing was found.'}\n\nDrawn in ${result.out}`
      })
    },
  )
}

async function about<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new CliError(
      EXIT.failed,
      (error as Error).message,
      'See `vigia models list` for the names; fetching needs the network, a picture must be readable.',
    )
  }
}
