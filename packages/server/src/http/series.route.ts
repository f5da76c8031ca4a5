/** Vigia's own: series of a job's counts, and its heat maps. */
import {
  HeatMapPath,
  HeatMaps,
  HeatMapsQuery,
  SeriesPoints,
  SeriesPointsQuery,
  TaskPath,
  TaskSeries,
} from '@vigia/contract'
import { heatMap, listHeatMaps, listSeries, readSeries } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, PICTURE_ANSWERS } from './operation.js'
import { noPicture, sendJpeg } from './pictures.js'

const JOB = '/v2/:project_id/tasks/:task_id'
const tags = ['series']

export function seriesRoutes(app: App, deps: RouteDeps): void {
  app.get(
    `${JOB}/series`,
    {
      schema: {
        tags,
        operationId: 'listTaskSeries',
        summary: 'Series of counts that a job has made: one per side of a line, region or total',
        params: TaskPath,
        response: answers(TaskSeries),
      },
    },
    (request) => listSeries(deps, callerOf(request), request.params.task_id),
  )

  app.get(
    `${JOB}/series/points`,
    {
      schema: {
        tags,
        operationId: 'showTaskSeriesPoints',
        summary: 'One series over a range, in buckets by the clocks of a time zone',
        params: TaskPath,
        querystring: SeriesPointsQuery,
        response: answers(SeriesPoints),
      },
    },
    (request) => readSeries(deps, callerOf(request), request.params.task_id, request.query),
  )

  app.get(
    `${JOB}/heat-maps`,
    {
      schema: {
        tags,
        operationId: 'listTaskHeatMaps',
        summary: 'Heat maps of a job, newest first',
        params: TaskPath,
        querystring: HeatMapsQuery,
        response: answers(HeatMaps),
      },
    },
    (request) => listHeatMaps(deps, callerOf(request), request.params.task_id, request.query),
  )

  app.get(
    `${JOB}/heat-maps/:message_id/:style`,
    {
      schema: {
        tags,
        operationId: 'showTaskHeatMap',
        summary: 'A heat map as a picture',
        params: HeatMapPath,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const { task_id, message_id, style } = request.params
      const picture = await heatMap(deps, callerOf(request), task_id, message_id, style)
      if (!picture) return noPicture(reply, `message_id: this job has no heat map ${message_id}`)
      void reply.header('cache-control', 'private, max-age=86400, immutable')
      return sendJpeg(reply, picture)
    },
  )
}
