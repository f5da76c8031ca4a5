/** Facts of batches: the list's filters and rows, and what every change answers (platform-api sections 3.7 and 4.7). */
import { flag, group, list, type Members, or, text, whole, words } from './notation.js'
import { STATES } from './states.js'

export const answerOfBatch = group({
  id: text(),
  total_count: whole(),
  failed_count: whole(),
  succeed_count: whole(),
  error_list: list(text()),
})

const states = [...STATES, 'STOPPED_NO_SERVICE', 'SCHEDULING', 'LACK_OF_RESOURCES'].map((state) =>
  state.toLowerCase(),
)

export const batchQuery: Members = {
  is_paged: or(flag(), true),
  page_size: or(whole(5, 200), 10),
  page_num: or(whole(1, 10_000), 1),
  order_by: or(words('asc', 'desc'), 'desc'),
  sort_name: or(words('task_count', 'created_at'), 'created_at'),
  video_group: text(1000, 1),
  task_state: words(...states),
  type_like: words('batch_task_name', 'publish_service_name'),
  name_like: text(100, 0),
  manufacturer: text(64, 2),
  title: text(64, 2),
}

export const batchList = group({
  count: whole(),
  batch_task_list: list(
    group({
      id: text(),
      batch_task_name: text(),
      video_source_name: text(),
      video_group_name: text(),
      alg_name: text(),
      company: text(),
      type: text(),
      num_task: whole(),
      created_at: whole(),
      batch_task_status_info: group(Object.fromEntries(states.map((state) => [state, whole()]))),
    }),
  ),
})
