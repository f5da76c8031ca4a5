/** A job's data stream: from the wire's `output.dis` to the stored one. */
import { ApiError, type TaskOutput } from '@vigia/contract'
import type { DisOutput, StreamBackend } from '@vigia/core'
import type { JobDeps } from './job-deps.js'

const HOW_TO_MAKE: Record<StreamBackend, string> = {
  'built-in': 'create it first (POST /v2/{project_id}/streams)',
  huawei: 'create it in Huawei DIS, under the name that the operator’s VIGIA_DIS_NAME makes of it',
  kafka: 'create the topic in Kafka, under the name that the operator’s VIGIA_DIS_NAME makes of it',
  nats: 'add a stream to JetStream that takes the subject which the operator’s VIGIA_DIS_NAME makes of it',
}

/**
 * A stream that cannot be asked for now is taken: its results wait, and the delivery log tells.
 * @throws ApiError naming the field
 */
export async function toDis(
  { streamBackend }: Pick<JobDeps, 'streamBackend'>,
  projectId: string,
  { stream_name: streamName, data_category: dataCategory }: NonNullable<TaskOutput['dis']>,
): Promise<DisOutput> {
  if ((await streamBackend.exists(projectId, streamName)) === false)
    throw new ApiError(
      'VIAS.00010002',
      `output.dis.stream_name: there is no data stream ${streamName} for this project; ${HOW_TO_MAKE[streamBackend.backend]}`,
    )
  return { streamName, ...(dataCategory ? { dataCategory } : {}) }
}
