/** Video sources, groups and templates as rows and back; what a source reads is sealed on its way in. */
import type { Finding, SourceStatus, SourceType, Template, VideoGroup, VideoSource } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { cameraIdOf } from './camera-ids.js'
import type { TemplateTable, VideoGroupTable, VideoSourceTable } from './schema.js'

/** Tags and findings have none. */
const BETWEEN = '\n'

export const toFindings = (text: string): Finding[] => (text === '' ? [] : (text.split(BETWEEN) as Finding[]))
export const fromFindings = (findings: readonly Finding[]): string => findings.join(BETWEEN)

export function toSourceRow(source: VideoSource, secrets: SecretBox): VideoSourceTable {
  return {
    id: source.id,
    project_id: source.projectId,
    name: source.name,
    access_type: source.accessType,
    type: source.type,
    status: source.status,
    status_reason: source.statusReason,
    quality: fromFindings(source.quality),
    frame_width: source.frame?.width ?? null,
    frame_height: source.frame?.height ?? null,
    latitude: source.latitude,
    longitude: source.longitude,
    tags: source.tags.join(BETWEEN),
    config: secrets.seal(JSON.stringify(source.input)),
    created_at: source.createdAt,
    updated_at: source.updatedAt,
    camera_id: cameraIdOf(source.input),
  }
}

export function toSource(row: Selectable<VideoSourceTable>, secrets: SecretBox): VideoSource {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    accessType: row.access_type as VideoSource['accessType'],
    type: row.type as SourceType,
    status: row.status as SourceStatus,
    statusReason: row.status_reason,
    quality: toFindings(row.quality),
    frame: toFrame(row),
    latitude: row.latitude,
    longitude: row.longitude,
    tags: row.tags === '' ? [] : row.tags.split(BETWEEN),
    input: JSON.parse(secrets.open(row.config)) as VideoSource['input'],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

const toFrame = ({ frame_width: width, frame_height: height }: Selectable<VideoSourceTable>) =>
  width === null || height === null ? undefined : { width, height }

export const toGroupRow = (group: VideoGroup): VideoGroupTable => ({
  id: group.id,
  project_id: group.projectId,
  name: group.name,
  access_type: group.accessType,
  description: group.description,
  created_at: group.createdAt,
  updated_at: group.updatedAt,
})

export const toGroup = (row: Selectable<VideoGroupTable>): VideoGroup => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  accessType: row.access_type as VideoGroup['accessType'],
  description: row.description,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const toTemplate = (row: Selectable<TemplateTable>): Template => ({
  id: row.id,
  sourceId: row.source_id,
  serviceName: row.service_name,
  name: row.name,
  common: JSON.parse(row.config) as Template['common'],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
