/** Who is given out, who waits and for what, on a real store. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Job, type Order, STREAM_STATES } from '@vigia/core'
import { hex32, OTHER_PROJECT, plainJob } from '@vigia/core/conformance'
import { DAY, deployment, order as orderOf, PACKAGE, SERVICE, START, setUp } from './rig.testing.js'

const order = (changed: Partial<Order> = {}): Order => orderOf({ until: START + 30 * DAY, ...changed })

async function rigWithOrder(t: { after(fn: () => Promise<void>): void }, changed: Partial<Order> = {}) {
  const rig = await setUp(t)
  await rig.stores.orders.addPackage({
    id: PACKAGE,
    name: 'gates',
    company: 'Vigia',
    description: '',
    serviceNames: [SERVICE],
    orderRequired: true,
    createdAt: START,
  })
  await rig.stores.orders.add(order(changed))
  const shown = async (id: string) => {
    const job = await rig.stores.jobs.find(id)
    return { state: job?.state, status: job?.status ?? '' }
  }
  const add = (name: string, more: Partial<Job> = {}) => rig.add(name, { orderId: hex32(77), ...more })
  /** A worker takes up what it is given, and sees. */
  const work = async (free: number) => {
    const runs = await rig.engine.claim('w', free)
    for (const { jobId, epoch } of runs) {
      await rig.engine.report(jobId, epoch, { kind: 'begun' })
      await rig.engine.report(jobId, epoch, { kind: 'running' })
    }
    return runs.map(({ jobId }) => jobId)
  }
  const stop = async (id: string) => {
    await rig.act(id, 'RUNNING', 'STOPPING')
    const lease = await rig.stores.jobs.lease(id)
    await rig.engine.report(id, lease!.epoch, { kind: 'stopped' })
  }
  return { ...rig, add, shown, work, stop }
}

test('jobs beyond the streams of their order lack resources, and get a stream when one is free', async (t) => {
  const { add, shown, work, stop } = await rigWithOrder(t)
  const [one, two, three, four] = [await add('1'), await add('2'), await add('3'), await add('4')]
  assert.deepEqual(await work(9), [one, two])
  for (const id of [three, four]) {
    const { state, status } = await shown(id)
    assert.equal(state, 'LACK_OF_RESOURCES')
    assert.match(status, /stream of its order 0+4d: all 2 are in use\. Stop another of its jobs, or renew it/)
  }
  await stop(one)
  assert.deepEqual(await work(9), [three])
  assert.equal((await shown(three)).state, 'RUNNING')
  assert.equal((await shown(four)).state, 'LACK_OF_RESOURCES')
})

test('a job with a stream but without a slot is pending, one without a stream is not', async (t) => {
  const { add, shown, work, act } = await rigWithOrder(t)
  const [one, two, three] = [await add('1'), await add('2'), await add('3')]
  assert.deepEqual(await work(0), [])
  assert.match((await shown(one)).status, /free analysis slot: all slots are busy, it is next in line/)
  assert.match((await shown(two)).status, /1 job is ahead of it/)
  assert.equal((await shown(three)).state, 'LACK_OF_RESOURCES')
  // The first is stopped while it waits: the third may have the second stream, and waits for a slot from now on.
  await act(one, 'PENDING', 'STOPPED')
  await work(0)
  assert.deepEqual([(await shown(two)).state, (await shown(three)).state], ['PENDING', 'PENDING'])
  assert.match((await shown(three)).status, /1 job is ahead of it/)
})

test('waiting for a stream costs no place in the queue', async (t) => {
  const { add, work, stop, later } = await rigWithOrder(t, { streams: 1 })
  const first = await add('1')
  const second = await add('2')
  await work(1)
  later(60_000)
  const third = await add('3', { orderId: undefined })
  await stop(first)
  // Both wait for the only slot now; the second waits since before the third was there.
  await work(0)
  assert.deepEqual(await work(1), [second])
  assert.deepEqual(await work(1), [third])
})

test('an order that has not begun, that is over or not there is told', async (t) => {
  const { add, shown, work, stores } = await rigWithOrder(t, { from: START + DAY })
  const [one, none] = [await add('1'), await add('2', { orderId: hex32(5) })]
  await work(9)
  assert.match((await shown(one)).status, /Waiting for the begin of its order .* on 2026-11-25T08:00:00/)
  assert.match((await shown(none)).status, /Its order 0+5 is not there any more/)
  await stores.orders.change(order({ from: START + DAY }), {
    state: 'cancelled',
    until: START + 30 * DAY,
    streams: 2,
    updatedAt: START,
  })
  await work(9)
  assert.match((await shown(one)).status, /was cancelled\. Place another one/)
})

test('a job that gets another order while it is looked at is not placed by the old one', async (t) => {
  const { stores, add, shown, work } = await rigWithOrder(t)
  await stores.orders.add(order({ id: hex32(78), from: START + DAY }))
  const id = await add('a')
  const { find } = stores.orders
  stores.orders.find = async (orderId) => {
    stores.orders.find = find
    await stores.jobs.replaceSpec({ ...(await stores.jobs.find(id))!, orderId: hex32(78) }, 'PENDING')
    return find.call(stores.orders, orderId)
  }
  assert.deepEqual(await work(1), [])
  assert.deepEqual(await work(1), [])
  assert.match((await shown(id)).status, /^Waiting for the begin of its order 0+4e /)
})

test('an order is over at the millisecond of its end', async (t) => {
  const { add, shown, work, later, now } = await rigWithOrder(t, { until: START + DAY })
  later(START + DAY - 1 - now())
  const last = await add('last')
  assert.equal(now(), START + DAY)
  assert.deepEqual(await work(9), [])
  assert.match((await shown(last)).status, /ended on 2026-11-25T08:00:00/)
})

test('a service deployed with a number of streams has no more of them', async (t) => {
  const { add, shown, work, stores } = await rigWithOrder(t)
  await stores.deployments.put(deployment({ streamCount: 1 }))
  const [one, two] = [await add('1', { orderId: undefined }), await add('2', { orderId: undefined })]
  const other = await add('3', { orderId: undefined, projectId: OTHER_PROJECT })
  await add('4', { orderId: undefined, serviceName: 'c-flowcount-cloud', state: 'RUNNING' })
  assert.deepEqual(new Set(await work(9)), new Set([one, other]))
  assert.match((await shown(two)).status, /stream of the service .*: the only one is in use/)
  await stores.deployments.put(deployment({ streamCount: 2 }))
  assert.deepEqual(await work(9), [two])
})

test('two workers that ask at the same moment do not pass the limit', async (t) => {
  const { add, engine, stores } = await rigWithOrder(t)
  for (let n = 1; n <= 8; n++) await add(String(n))
  const given = await Promise.all(['a', 'b', 'c'].map((name) => engine.claim(name, 4)))
  assert.equal(given.flat().length, 2)
  const counts = await stores.jobs.countsWithin({ orderId: hex32(77) })
  assert.equal(
    STREAM_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0),
    2,
  )
})

test('slots go round the projects, and priority decides within one', async (t) => {
  const { add, work } = await rigWithOrder(t)
  const free = { orderId: undefined }
  const busy = [await add('1', free), await add('2', free), await add('3', free)]
  const urgent = await add('4', { ...free, priority: 'high' })
  const other = await add('5', { ...free, projectId: OTHER_PROJECT, priority: 'low' })
  assert.deepEqual(await work(1), [urgent])
  assert.deepEqual(await work(1), [other])
  assert.deepEqual(await work(3), busy)
})

test('a thousand members of a batch that wait do not keep a single job waiting', async (t) => {
  const { work, stores, add, shown } = await rigWithOrder(t)
  const members = Array.from({ length: 1_000 }, (_, n) =>
    plainJob(10_000 + n, { batchId: hex32(9), createdAt: START, updatedAt: START }),
  )
  await stores.jobs.insert(members)
  assert.equal((await work(2)).length, 2)
  const single = await add('single', { orderId: undefined })
  assert.deepEqual(await work(1), [single])
  await work(0)
  assert.match((await shown(members[400]!.id)).status, /more than 200 jobs are ahead of it/)
})

test('thousands that lack a stream keep nobody else waiting, ask for their order once, and are told some at a time', async (t) => {
  const { work, stores, add, shown } = await rigWithOrder(t, { streams: 1 })
  const members = Array.from({ length: 1_500 }, (_, n) =>
    plainJob(10_000 + n, {
      batchId: hex32(900 + (n % 3)),
      orderId: hex32(77),
      createdAt: START,
      updatedAt: START,
    }),
  )
  await stores.jobs.insert(members)
  assert.equal((await work(1)).length, 1)
  const lacking = async () => (await stores.jobs.countsWithin({ orderId: hex32(77) })).LACK_OF_RESOURCES ?? 0
  assert.equal(await lacking(), 500)
  await work(0)
  await work(0)
  assert.equal(await lacking(), 1_499)

  const crowd = Array.from({ length: 600 }, (_, n) =>
    plainJob(20_000 + n, { orderId: hex32(77), createdAt: START, updatedAt: START }),
  )
  await stores.jobs.insert(crowd)
  const late = await add('late', { orderId: undefined })
  let asked = 0
  const find = stores.orders.find.bind(stores.orders)
  stores.orders.find = (id) => {
    asked++
    return find(id)
  }
  assert.deepEqual(await work(1), [late])
  assert.equal(asked, 1)
  assert.equal((await shown(crowd[0]!.id)).state, 'LACK_OF_RESOURCES')
})

test('whoever waits for the same as before is written once', async (t) => {
  const { add, work, stores } = await rigWithOrder(t, { streams: 1 })
  await add('1')
  await add('2')
  await add('3', { orderId: undefined })
  await work(0)
  let changes = 0
  const changeAll = stores.jobs.changeAll.bind(stores.jobs)
  stores.jobs.changeAll = (all) => {
    changes += all.length
    return changeAll(all)
  }
  await work(0)
  assert.equal(changes, 0)
})

test('runs that were lost take no more than the free slots', async (t) => {
  const { add, work } = await rigWithOrder(t)
  const lost = [await add('1', { state: 'RECOVERING' }), await add('2', { state: 'UPGRADING' })]
  assert.deepEqual(await work(0), [])
  assert.deepEqual(await work(1), lost.slice(0, 1))
  assert.deepEqual(await work(1), lost.slice(1))
})
