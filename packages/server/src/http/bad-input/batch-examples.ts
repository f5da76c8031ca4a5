/** Requests about batches that are accepted. */
import { batchBody, groupOf, inputOf } from '../batches.testing.js'
import { everythingElse, task } from './example-bodies.js'
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture) => ({ project_id: project })
const ofBatch = (f: Fixture) => ({ ...inProject(f), id: f.batch.id })
const input = ({ batch: { group, source } }: Fixture) => inputOf(groupOf(group, [source, '']))

const { description, output, config, is_saved_as_template } = task
const shared = { description, output, config, is_saved_as_template }
const { schedule, service_config, resource_order_id, priority, edge_pool_id, timing } = everythingElse
const others = { schedule, service_config, resource_order_id, priority, edge_pool_id, timing }

export const BATCH_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  createBatchTask: (f) => {
    const body = batchBody({ ...shared, ...input(f), name: 'new' })
    return {
      path: inProject(f),
      body,
      alsoValid: [{ ...body, ...others, output: everythingElse.output }],
    }
  },
  updateBatchTask: (f) => ({
    path: ofBatch(f),
    body: { name: 'renamed', ...input(f) },
    alsoValid: [{ ...shared, ...others }, { output: everythingElse.output }],
  }),
  deleteBatchTask: (f) => ({ path: ofBatch(f) }),
  batchStartStopTask: (f) => ({ path: { ...ofBatch(f), command: 'stop' } }),
  listBatchTasks: (f) => ({
    path: inProject(f),
    query: {
      is_paged: 'true',
      page_size: '10',
      page_num: '1',
      order_by: 'asc',
      sort_name: 'task_count',
      video_group: f.batch.group,
      task_state: 'pending',
      type_like: 'batch_task_name',
      name_like: 'yard',
      manufacturer: 'Vigia',
      title: 'Test',
    },
  }),
}
