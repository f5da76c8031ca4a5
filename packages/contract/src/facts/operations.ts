/** Facts of the task operations, rows 1 to 14 of the catalogue (platform-api section 1), and those of the other centres. */
import { ALGORITHM_OPERATIONS } from './algorithm-centre.js'
import { answerOfBatch, batchList, batchQuery } from './batches.js'
import { detailsV1, detailsV2 } from './details.js'
import { listV1, listV2, queryV1, queryV2 } from './lists.js'
import { group, list, type OperationFact, text, whole, words } from './notation.js'
import { createBatchBody, createBody, updateBatchBody, updateBody } from './tasks.js'
import { otherId, projectId, serviceName, taskId } from './values.js'
import { VIDEO_OPERATIONS } from './video-centre.js'

/** Section 3.8: all six are always there. */
export const errorResponse = group({
  'error_code*': text(),
  'error_msg*': text(),
  'detail*': text(),
  'params*': list(text(), 0, 1),
  'reason*': text(),
  'advice*': text(),
})
/** Every page lists these two beside its success. */
export const FAILURES = [400, 500]

const inProject = { 'project_id*': projectId }
const ofJob = { ...inProject, 'task_id*': taskId }
const ofBatch = { ...inProject, 'id*': otherId }
const opaque = group({})

export const OPERATIONS: OperationFact[] = [
  {
    name: '1 getTaskInfo',
    method: 'get',
    path: '/v1/{project_id}/infer/tasks/{task_id}',
    success: 200,
    // The seed gives the two no form; that of the newer pages is used.
    pathParameters: ofJob,
    answer: detailsV1,
  },
  {
    name: '2 getTaskList',
    method: 'get',
    path: '/v1/{project_id}/infer/tasks',
    success: 200,
    pathParameters: inProject,
    query: queryV1,
    answer: listV1,
  },
  {
    name: '3 deleteJob',
    method: 'delete',
    path: '/v1/{project_id}/infer/tasks/{task_id}',
    success: 200,
    pathParameters: ofJob,
    answer: opaque,
  },
  {
    name: '4 CreateTask',
    method: 'post',
    path: '/v2/{project_id}/services/{service_name}/tasks',
    success: 200,
    pathParameters: { ...inProject, 'service_name*': serviceName },
    body: createBody,
    answer: group({ 'tasks*': list(group({ 'id*': text() })) }),
  },
  {
    name: '5 StartStopTask',
    method: 'put',
    path: '/v2/{project_id}/tasks/{task_id}/action/{command}',
    success: 200,
    pathParameters: { ...ofJob, 'command*': words('start', 'stop') },
    answer: group({ id: text(), status_code: whole(), status_msg: text() }),
  },
  {
    name: '6 UpdateTask',
    method: 'put',
    path: '/v2/{project_id}/tasks/{task_id}',
    success: 200,
    pathParameters: ofJob,
    body: updateBody,
    answer: opaque,
  },
  {
    name: '7 ListTasks',
    method: 'get',
    path: '/v2/{project_id}/tasks',
    success: 200,
    pathParameters: inProject,
    query: queryV2,
    answer: listV2,
  },
  {
    name: '8 DeleteTask',
    method: 'delete',
    path: '/v2/{project_id}/tasks/{task_id}',
    success: 200,
    pathParameters: ofJob,
    answer: opaque,
  },
  {
    name: '9 ShowTaskInfo',
    method: 'get',
    path: '/v2/{project_id}/tasks/{task_id}',
    success: 200,
    pathParameters: ofJob,
    answer: detailsV2,
  },
  {
    name: '10 CreateBatchTask',
    method: 'post',
    path: '/v2/{project_id}/batch-tasks',
    success: 200,
    pathParameters: inProject,
    body: createBatchBody,
    answer: answerOfBatch,
  },
  {
    name: '11 BatchStartStopTask',
    method: 'put',
    path: '/v2/{project_id}/batch-tasks/{id}/action/{command}',
    success: 200,
    pathParameters: { ...ofBatch, 'command*': words('start', 'stop') },
    answer: answerOfBatch,
  },
  {
    name: '12 UpdateBatchTask',
    method: 'put',
    path: '/v2/{project_id}/batch-tasks/{id}',
    success: 200,
    pathParameters: ofBatch,
    body: updateBatchBody,
    answer: answerOfBatch,
  },
  {
    name: '13 DeleteBatchTask',
    method: 'delete',
    path: '/v2/{project_id}/batch-tasks/{id}',
    success: 200,
    pathParameters: ofBatch,
    answer: answerOfBatch,
  },
  {
    name: '14 ListBatchTasks',
    method: 'get',
    path: '/v2/{project_id}/batch-tasks',
    success: 200,
    pathParameters: inProject,
    query: batchQuery,
    answer: batchList,
  },
  ...VIDEO_OPERATIONS,
  ...ALGORITHM_OPERATIONS,
]
