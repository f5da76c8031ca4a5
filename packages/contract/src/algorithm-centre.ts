/** The algorithm centre: services of a project, and what they are deployed with (platform-api section 6). */
import { type Static, Type } from 'typebox'
import { algorithmId, projectId } from './common.js'

export const ALG_STATUSES = [
  'service_running',
  'service_deploying',
  'service_failed',
  'service_stopping',
  'service_stopped',
  'service_upgrading',
  'service_finished',
  'service_concerning',
  'not_deployed',
] as const
export type AlgStatus = (typeof ALG_STATUSES)[number]

export const AlgorithmPath = Type.Object({ project_id: projectId, alg_id: algorithmId })
export const UserServicePath = Type.Object({ project_id: projectId, service_id: algorithmId })

export const DeployAlgorithm = Type.Object({
  stream_count: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    description: 'Most jobs of the service that run at once in this project',
  }),
  pool_id: Type.Optional(
    Type.String({ pattern: '^[A-Za-z_0-9-]{1,64}$', description: 'Edge pool; for edge services only' }),
  ),
  deploy_config: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Start parameters of the service, as in its service_config; absent: as they were',
    }),
  ),
  envs: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: 4096 }), {
      maxProperties: 100,
      description: 'Environment variables of the service; absent: as they were',
    }),
  ),
})
export type DeployAlgorithm = Static<typeof DeployAlgorithm>

export const DeployedAlgorithm = Type.Object({ alg_name: Type.String() })
export const StoppedAlgorithm = Type.Object({ alg_id: Type.String() })

export const UserServicesQuery = Type.Object({
  name_like: Type.Optional(
    Type.String({ maxLength: 100, description: 'Part of the name of the service or of its algorithm' }),
  ),
  is_paged: Type.Boolean({ default: false, description: 'false: all services, whatever the page' }),
  page_size: Type.Integer({ minimum: 5, maximum: 200, default: 10 }),
  page_num: Type.Integer({ minimum: 1, maximum: 10_000, default: 1, description: 'Page number from 1' }),
  order_by: Type.Enum(['asc', 'desc'], { default: 'desc' }),
  sort_name: Type.Enum(['created_at', 'function_version'], { default: 'created_at' }),
  alg_status: Type.Optional(
    Type.Array(Type.Enum([...ALG_STATUSES]), {
      uniqueItems: true,
      maxItems: ALG_STATUSES.length,
      description: 'One or more, as alg_status=a&alg_status=b',
    }),
  ),
})
export type UserServicesQuery = Static<typeof UserServicesQuery>

const service = {
  alg_id: Type.String({ description: 'ID of the release in use' }),
  service_id: Type.String(),
  service_name: Type.String({ description: 'Name of the service in paths of jobs' }),
  alg_name: Type.String({ description: 'Name of the algorithm' }),
  alg_name_zh: Type.String({ description: "Vigia's own member: its name in Chinese" }),
  package_id: Type.String(),
  package_name: Type.String(),
  company: Type.String({ description: 'Vendor of the algorithm' }),
  alg_version: Type.String({ description: 'Release in use' }),
  function_version: Type.String({ description: 'The same; service_version of new jobs' }),
  tags: Type.Array(Type.String()),
  created_at: Type.Integer({
    description:
      'Since when the project uses the service, else when it was released; milliseconds since 1970',
  }),
  alg_status: Type.Enum([...ALG_STATUSES]),
  deploy_type: Type.Enum(['cloud', 'edge']),
  alg_class: Type.Enum(['self', 'partner']),
  request_mode: Type.Enum(['sync', 'async']),
  description: Type.String(),
  error_msg: Type.Optional(Type.String({ description: 'Why alg_status is service_failed' })),
  can_update: Type.Optional(
    Type.Boolean({ description: 'There is a newer release; absent when there is none' }),
  ),
  new_alg_id: Type.Optional(Type.String({ description: 'The newer release: deploy it to upgrade' })),
}

export const UserServices = Type.Object({
  count: Type.Integer({ description: 'Services in this answer' }),
  total: Type.Integer({ description: 'Services that match' }),
  service_list: Type.Array(Type.Object(service)),
})
export type UserServices = Static<typeof UserServices>
export type UserService = UserServices['service_list'][number]

const accelerator = Type.Object({
  type: Type.String(),
  name: Type.String(),
  cuda_version: Type.Optional(Type.String()),
  driver_version_section: Type.Optional(Type.String()),
})

export const ServiceDetail = Type.Object({
  ...service,
  logo: Type.String({ description: 'SVG as a data URI' }),
  diagram: Type.String({ description: 'SVG as a data URI' }),
  release_flag: Type.Boolean({ description: 'The release may be used' }),
  release_at: Type.Integer({ description: 'When the release in use was published; milliseconds since 1970' }),
  updated_at: Type.Integer({ description: 'When it was last deployed or stopped; milliseconds since 1970' }),
  api: Type.String({ description: 'service_name of the path that creates jobs' }),
  pool_id: Type.Optional(Type.String()),
  alg_versions: Type.Array(Type.String(), { description: 'Newest first' }),
  service_api_list: Type.Array(
    Type.Object({
      request_type: Type.String(),
      request_url: Type.String(),
      zh: Type.String(),
      en: Type.String(),
    }),
  ),
  deployment_constraints: Type.Object({
    request_mode: Type.Enum(['sync', 'async']),
    cpu_type: Type.Enum(['x86_64', 'aarch64']),
    input_types: Type.Array(Type.Enum(['OBS', 'URL', 'Restful', 'VCN', 'EdgeCamera'])),
    output_types: Type.Array(Type.Enum(['OBS', 'DIS', 'Webhook'])),
    accelerators: Type.Array(accelerator),
    service_config: Type.String({ description: 'XML parameter sheet of deploy_config' }),
    task_config: Type.String({ description: "XML parameter sheet of a job's config.common" }),
  }),
  stream_count: Type.Optional(
    Type.Integer({ description: "Vigia's own member: as deployed; absent: without limit" }),
  ),
  in_use: Type.Integer({ description: "Vigia's own member: jobs that run now" }),
  releases: Type.Array(
    Type.Object({
      alg_id: Type.String(),
      alg_version: Type.String(),
      release_at: Type.Integer(),
      description: Type.String(),
    }),
    { description: "Vigia's own member: every release, newest first" },
  ),
})
export type ServiceDetail = Static<typeof ServiceDetail>
