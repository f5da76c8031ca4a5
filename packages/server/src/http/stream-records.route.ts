/** Records of data streams: put, and read from a cursor on. The API of DIS (algorithms-io B.2). */
import {
  ProjectPath,
  PutStreamRecords,
  StreamCursor,
  StreamCursorQuery,
  StreamRecords,
  StreamRecordsPut,
  StreamRecordsQuery,
} from '@vigia/contract'
import { cursorOf, PutRates, putStreamRecords, readStreamRecords } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { streamAnswers, tags } from './stream-answers.js'

/** Clients of DIS put up to 4 MiB of data at once, which is a third more in base64. */
const BODY_LIMIT = 8_388_608

export function streamRecordRoutes(app: App, deps: RouteDeps): void {
  const putRates = new PutRates()
  app.post(
    '/v2/:project_id/records',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        operationId: 'putStreamRecords',
        summary: 'Put records into a data stream; the answer tells of each whether it is stored',
        params: ProjectPath,
        body: PutStreamRecords,
        response: streamAnswers(StreamRecordsPut),
      },
    },
    (request) => putStreamRecords({ ...deps, putRates }, callerOf(request), request.body),
  )

  app.get(
    '/v2/:project_id/records',
    {
      schema: {
        tags,
        operationId: 'listStreamRecords',
        summary: 'Read records of one partition from a cursor on',
        params: ProjectPath,
        querystring: StreamRecordsQuery,
        response: streamAnswers(StreamRecords),
      },
    },
    (request) => readStreamRecords(deps, callerOf(request), request.query),
  )

  app.get(
    '/v2/:project_id/cursors',
    {
      schema: {
        tags,
        operationId: 'showStreamCursor',
        summary: 'Where to begin to read a partition',
        params: ProjectPath,
        querystring: StreamCursorQuery,
        response: streamAnswers(StreamCursor),
      },
    },
    async (request) => ({ partition_cursor: await cursorOf(deps, callerOf(request), request.query) }),
  )
}
