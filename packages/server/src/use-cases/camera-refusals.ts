/** What is said of edge cameras that are not there. */
import { ApiError } from '@vigia/contract'

/** @param field what names it, e.g. `input.data[0].id` */
export const noCamera = (field: string, id: string): ApiError =>
  new ApiError(
    'VIAS.00010002',
    `${field}: there is no edge camera ${id} in this project; register it with POST /v2/{project_id}/edge-cameras first`,
  )
