/** What a store says, as refusals that name the field. */
import { ApiError } from '@vigia/contract'
import { ObjectStoreError } from '@vigia/core'
import { invalid } from './invalid.js'

/** Of the request. */
export interface ObjectFields {
  bucket: string
  key: string
}

/**
 * @param bucket as the caller gave it
 * @returns whatever is no matter of a store comes back as it is
 */
export function objectRefusal(error: unknown, fields: ObjectFields, bucket: string): unknown {
  if (!(error instanceof ObjectStoreError)) return error
  const { fault, message } = error
  switch (fault) {
    case 'no_bucket':
      return new ApiError(
        'VIAS.0010045',
        `${fields.bucket}: there is no bucket ${bucket} in the object store of this project; create it, or choose another`,
      )
    case 'bad_name':
      return invalid(`${fields.key}: ${message}`)
    case 'bad_size':
      return new ApiError('VIAS.00010004', `body: ${message}`)
    case 'denied':
    case 'refused':
      return invalid(`${fields.bucket}: ${message}`)
    case 'full':
    case 'away':
      return new ApiError('VIAS.00010016', `${fields.bucket}: ${message}`)
  }
}
