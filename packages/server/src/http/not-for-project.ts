/** The refusal of a project that is not the caller's, is not there, or is not there any more. */
import { ApiError } from '@vigia/contract'

/** One answer for "not yours" and "not there": a tenant learns nothing of another. */
export const notForProject = (projectId: string | undefined): ApiError =>
  new ApiError(
    'VIAS.00010005',
    `project_id: the credentials are not for project ${projectId}; ask for a token with this project as its scope, or sign with a key of one of its users`,
  )
