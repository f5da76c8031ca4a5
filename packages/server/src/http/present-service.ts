/** Services as the wire shows them (platform-api sections 6.3 and 6.4). */
import type { ServiceDetail, UserService } from '@vigia/contract'
import { type Algorithm, BUILT_IN_PACKAGE_ID, INPUT_KINDS, type InputKind, streamsIn } from '@vigia/core'
import { createdAt, type ServiceView } from '../use-cases/index.js'
import { serviceSheet, taskSheet } from './parameter-sheet.js'

/** Vendor of this platform; its algorithms are of class `self`. */
const OWN_COMPANY = 'Vigia'
/** What the workers of this release read and send to. */
const INPUT_TYPES = {
  obs: 'OBS',
  url: 'URL',
  restful: 'Restful',
  vcn: 'VCN',
  edgecamera: 'EdgeCamera',
} as const

/** Pushed streams (`vis`) have no name in this list of VIAS's. */
const inputTypes = ({
  inputs = INPUT_KINDS,
}: Algorithm): ServiceDetail['deployment_constraints']['input_types'] =>
  Object.entries(INPUT_TYPES).flatMap(([kind, type]) => (inputs.includes(kind as InputKind) ? [type] : []))
const OUTPUT_TYPES: ServiceDetail['deployment_constraints']['output_types'] = ['Webhook', 'DIS', 'OBS']
/** Every job runs by itself; nobody waits for its end. */
const REQUEST_MODE = 'async' as const

export function presentService(view: ServiceView): UserService {
  const { algorithm, release, version, newer, fault, pack } = view
  return {
    alg_id: release.algId,
    service_id: algorithm.serviceId,
    service_name: algorithm.serviceName,
    alg_name: algorithm.titleEn,
    alg_name_zh: algorithm.titleZh,
    package_id: pack?.id ?? BUILT_IN_PACKAGE_ID,
    package_name: pack?.name ?? '',
    company: algorithm.company,
    alg_version: version,
    function_version: version,
    tags: [...algorithm.tags],
    created_at: createdAt(view),
    alg_status: view.status,
    deploy_type: algorithm.type,
    alg_class: algorithm.company === OWN_COMPANY ? 'self' : 'partner',
    request_mode: REQUEST_MODE,
    description: algorithm.description,
    ...(fault === undefined ? {} : { error_msg: fault }),
    ...(newer ? { can_update: true, new_alg_id: newer.algId } : {}),
  }
}

export function presentServiceDetail(view: ServiceView, projectId: string): ServiceDetail {
  const { algorithm, release, deployment, jobs } = view
  const newestFirst = algorithm.releases.toReversed()
  const { poolId, streamCount } = deployment ?? {}
  return {
    ...presentService(view),
    logo: dataUri(algorithm.logo),
    diagram: dataUri(algorithm.diagram),
    release_flag: true,
    release_at: release.releasedAt,
    updated_at: deployment?.updatedAt ?? release.releasedAt,
    api: algorithm.serviceName,
    ...(poolId === undefined ? {} : { pool_id: poolId }),
    alg_versions: newestFirst.map(({ version }) => version),
    service_api_list: pathsOf(algorithm.serviceName, projectId),
    deployment_constraints: {
      request_mode: REQUEST_MODE,
      cpu_type: process.arch === 'arm64' ? 'aarch64' : 'x86_64',
      input_types: inputTypes(algorithm),
      output_types: OUTPUT_TYPES,
      accelerators: [],
      service_config: serviceSheet(algorithm),
      task_config: taskSheet(release),
    },
    ...(streamCount === undefined ? {} : { stream_count: streamCount }),
    in_use: streamsIn(jobs),
    releases: newestFirst.map(({ algId, version, releasedAt, description }) => ({
      alg_id: algId,
      alg_version: version,
      release_at: releasedAt,
      description,
    })),
  }
}

function pathsOf(serviceName: string, projectId: string): ServiceDetail['service_api_list'] {
  const tasks = `/v2/${projectId}/tasks`
  return [
    {
      request_type: 'POST',
      request_url: `/v2/${projectId}/services/${serviceName}/tasks`,
      zh: '创建作业',
      en: 'Create jobs',
    },
    { request_type: 'GET', request_url: `${tasks}/{task_id}`, zh: '查询作业详情', en: 'Job details' },
    { request_type: 'GET', request_url: tasks, zh: '查询作业列表', en: 'List jobs' },
    { request_type: 'DELETE', request_url: `${tasks}/{task_id}`, zh: '删除作业', en: 'Delete a job' },
  ]
}

const dataUri = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
