/** Every service of the catalogue by way of HTTP: its sheet, jobs with defaults and with bad values, deploy and stop. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ALGORITHMS, type Algorithm } from '@vigia/core'
import { SaxesParser } from 'saxes'
import { createBody, type TestApp, testApp } from './test-app.js'

type Param = Record<string, string> & { name: string }

const ALL = [...ALGORITHMS.values()]
/** Whatever a release may ever want to see, with its switches in either position. */
const LABELS = ALL.flatMap(({ releases }) =>
  releases.flatMap((release) => {
    const switches = Object.entries(propertiesOf(release)).filter(([, { maximum }]) => maximum === 1)
    return [0, 1].flatMap((on) => release.labels(Object.fromEntries(switches.map(([name]) => [name, on]))))
  }),
)
const KNOWS_ALL = [{ name: 'knows-all', labels: [...new Set([...LABELS, 'person', 'car'])] }]

let t: TestApp
before(async () => {
  const models = { standard: 'knows-all', known: async () => KNOWS_ALL }
  t = await testApp({ deps: { algorithms: ALGORITHMS, models } })
})
after(() => t.close())

function propertiesOf({ parameters }: Pick<Algorithm['releases'][0], 'parameters'>) {
  const { properties = {} } = parameters as {
    properties?: Record<string, { minimum?: number; maximum?: number }>
  }
  return properties
}
const create = (serviceName: string, version: string, common: Record<string, unknown>) =>
  t.call(
    'POST',
    `/v2/${t.projectId}/services/${serviceName}/tasks`,
    createBody({ name: `walk-${serviceName}`.slice(0, 60), service_version: version, config: { common } }),
  )

/** Parameters of a sheet that are not part of another one. @throws what is not well-formed */
function paramsOf(sheet: string): Param[] {
  const params: Param[] = []
  const parser = new SaxesParser()
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'param' && depth++ === 0) params.push({ ...attributes } as Param)
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'param') depth--
  })
  parser.write(sheet).close()
  return params
}

/** As a form sends it. */
const formValue = ({ type, default: text }: Param): unknown =>
  type === 'Int' || type === 'Float' ? Number(text) : text

async function sheetOf({ serviceId }: Algorithm): Promise<Param[]> {
  const { status, body } = await t.call('GET', `/v2/${t.projectId}/algorithm/services/${serviceId}`)
  assert.equal(status, 200)
  paramsOf(body.deployment_constraints.service_config)
  return paramsOf(body.deployment_constraints.task_config)
}

test('a value off its range is refused naming the parameter, for each parameter of each family', async () => {
  // The services of a family share their table, whose both ends algorithms.test.ts tries: here one of them for each
  // parameter, below and above in turns, which saves seconds.
  const families = new Map(ALL.map((algorithm) => [algorithm.family, algorithm]))
  let refused = 0
  for (const algorithm of families.values()) {
    const release = algorithm.releases.at(-1)!
    for (const [name, { minimum, maximum }] of Object.entries(propertiesOf(release)))
      if (minimum !== undefined && maximum !== undefined) {
        const value = refused++ % 2 === 0 ? minimum - 1 : maximum + 1
        const { status, body } = await create(algorithm.serviceName, release.version, { [name]: value })
        const what = `${algorithm.serviceName} ${name} ${value}: ${JSON.stringify(body)}`
        assert.equal(status, 400, what)
        assert.ok(body.detail.startsWith(`config.common.${name}: `), what)
      }
  }
  assert.ok(refused > 100, `${refused} values`)
})

test('each service has a sheet in both languages, takes its own defaults, and is deployed and stopped', async () => {
  for (const algorithm of ALL) {
    const { serviceName } = algorithm
    const { version, algId } = algorithm.releases.at(-1)!
    const base = `/v2/${t.projectId}/algorithm/${algId}/deploy`
    const deployed = await t.call('POST', base, { stream_count: 1 })
    assert.equal(deployed.status, 200, `${serviceName}: ${JSON.stringify(deployed.body)}`)
    const params = await sheetOf(algorithm)
    for (const { name, titleEn, titleCn } of params)
      assert.ok(titleEn && titleCn && /[\u4e00-\u9fff]/.test(titleCn), `${serviceName} ${name}: titles`)
    const defaults = params.filter((param) => param.default !== undefined)
    const made = await create(
      serviceName,
      version,
      Object.fromEntries(defaults.map((param) => [param.name, formValue(param)])),
    )
    assert.equal(made.status, 200, `${serviceName}: ${JSON.stringify(made.body)}`)
    const { id } = made.body.tasks[0]
    const shown = await t.call('GET', `/v2/${t.projectId}/tasks/${id}`)
    assert.equal(shown.status, 200)
    assert.deepEqual(paramsOf(shown.body.task_config), params, serviceName)
    assert.equal((await t.call('DELETE', `/v2/${t.projectId}/tasks/${id}`)).status, 200)
    const stopped = await t.call('PUT', `${base}/stop`)
    assert.equal(stopped.status, 200, `${serviceName}: ${JSON.stringify(stopped.body)}`)
  }
})
