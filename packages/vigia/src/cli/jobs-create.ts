/** `vigia jobs create`: makes one job per address; they start at once. */
import { type Command, Option } from 'commander'
import { type ConnectionOptions, connect, withConnection } from './connection.js'
import { type CreateOptions, createBody } from './create-body.js'
import type { CliDeps } from './deps.js'
import { type JsonOption, print, withJson } from './output.js'

/** What a body in a file makes needless. */
const IN_BODY = [
  'name',
  'url',
  'webhook',
  'header',
  'eventCenter',
  'config',
  'set',
  'roi',
  'version',
  'description',
  'schedule',
]

const EXAMPLES = `
Examples:
  vigia jobs create c-intrusiondetection-cloud --name gate --url rtsp://10.0.0.9/ch1
  vigia jobs create c-intrusiondetection-cloud --name yard --url file:///videos/yard.mp4 --roi yard.json \\
    --set loitering_detection_sw=1 --webhook https://example.org/alarms --header X-Source=vigia
SERVICE stands before the flags. Other users of this machine can see a command line while it runs: put
passwords in addresses and secret header values into a body for --file.`

export function addJobsCreate(jobs: Command, deps: CliDeps): void {
  const command = jobs
    .command('create')
    .description('make one job per address; they start at once')
    .argument('<service>', 'algorithm, e.g. c-intrusiondetection-cloud')
    .option('--name <name>', 'name of the job; several get -0, -1 … behind it')
    .option('--url <url...>', 'address of a file or stream: rtsp:, rtmp:, http:, https: or file:')
    .option('--webhook <url>', 'send results there')
    .option('--header <key=value...>', 'header of the webhook, 1 to 10 of them')
    .option('--event-center', 'keep results in the event centre too (always so without --webhook)')
    .option('--config <file>', 'parameters of the algorithm, a JSON object')
    .option('--set <key=value...>', 'one parameter of the algorithm; wins over --config')
    .option('--roi <file>', 'lines and polygons in pixels, the JSON object of target_roi')
    .option('--schedule <file>', 'when it runs, the JSON object of schedule (streams only)')
    .option('--version <version>', 'version of the algorithm (else the one in use, or the newest)')
    .option('--description <text>', 'at most 500 characters')
    .addOption(new Option('--file <file>', 'the whole body of the create request, JSON').conflicts(IN_BODY))
    .addHelpText('after', EXAMPLES)
  withJson(withConnection(command)).action(
    async (service: string, options: CreateOptions & ConnectionOptions & JsonOption) => {
      const body = await createBody(options)
      const client = await connect(deps, options)
      const created = await client.jobs.create(service, body)
      print(deps, options, created, () => created.tasks.map(({ id }) => id).join('\n'))
      if (!options.json && deps.stderr.isTTY) deps.stderr.write('Follow it with `vigia jobs watch ID`.\n')
    },
  )
}
