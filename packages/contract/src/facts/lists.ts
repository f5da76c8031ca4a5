/** Facts of the lists of jobs in both editions: filters, paging, rows (platform-api section 4.4). */
import { group, like, list, type Members, or, text, whole, words } from './notation.js'
import { STATES } from './states.js'
import { otherId, uuid4 } from './values.js'

const sortDir = or(words('asc', 'desc'), 'desc')
const page = or(whole(1), 1)

export const queryV1: Members = {
  title: text(),
  camera_name: text(255, 1),
  task_state: words(...STATES),
  task_name: text(),
  page_size: or(whole(5, 50), 10),
  page,
  sort_dir: sortDir,
  batch_id: text(),
  video_group_id: text(),
  company: text(),
}

export const queryV2: Members = {
  title: like(String.raw`^[a-zA-Z0-9\u4e00-\u9fa5-_\,]{2,64}$`, {
    accepts: ['ab', '入侵-_,9', 'a'.repeat(64)],
    refuses: ['a', 'a'.repeat(65), 'a.b', 'a b'],
  }),
  camera_name: text(255),
  task_state: words(...STATES, 'SCHEDULING', 'LACK_OF_RESOURCES'),
  task_name: text(1024),
  page_size: or(whole(5, 1000), 10),
  page,
  sort_dir: sortDir,
  batch_id: otherId,
  video_group_id: text(2048, 4),
  company: like(String.raw`^[\u4E00-\u9FA5a-zA-Z0-9\,_-]{0,100}$`, {
    accepts: ['', '华为,a-_9', 'a'.repeat(100)],
    refuses: ['a'.repeat(101), 'a b', 'a.b'],
  }),
  alg_id: uuid4,
  source_data_type: words('async_task', 'sync_task'),
}

const row: Members = {
  'id*': text(),
  'name*': text(),
  'state*': text(),
  'title*': text(),
  'type*': text(),
  'video_source_name*': text(),
  'created_at*': text(),
}
const envelope = (members: Members) =>
  group({ 'count*': whole(), 'tasks*': list(group(members)), 'page*': whole(), 'page_size*': whole() })

export const listV1 = envelope({ ...row, company: text(), group_name: text() })
export const listV2 = envelope({ ...row, 'service_id*': text(), 'algorithm_publish_id*': text() })
