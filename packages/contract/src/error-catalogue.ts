/** The error catalogue: every code the platform answers with, its HTTP status and its words (platform-api section 9.2). */

interface Entry {
  /** As published; 500 where the table calls the error internal and its status was not found. */
  status: number
  message: string
  reason: string
  advice: string
}

export const ERRORS = {
  'VIAS.00010001': {
    status: 400,
    message: 'Invalid parameters.',
    reason: 'A parameter breaks its rule.',
    advice: 'Correct the parameter that detail names.',
  },
  'VIAS.00010002': {
    status: 400,
    message: 'The object does not exist.',
    reason: 'Something the request names is not there.',
    advice: 'Check the name that detail gives.',
  },
  'VIAS.00010003': {
    status: 400,
    message: 'The object exists already.',
    reason: 'Something of this name is there.',
    advice: 'Use it, or choose another name.',
  },
  'VIAS.00010004': {
    status: 400,
    message: 'Invalid format.',
    reason: 'The body or a parameter cannot be read.',
    advice: 'Send a JSON object as documented.',
  },
  'VIAS.00010005': {
    status: 401,
    message: 'Authorization failed.',
    reason:
      'The token or access key is not for this project, there is no such project, or it takes another role.',
    advice:
      'Check the project id of the path and the role; get a token for this project with POST /v3/auth/tokens.',
  },
  'VIAS.00010006': {
    status: 500,
    message: 'Internal error.',
    reason: 'The server failed or does not know this request.',
    advice: 'Check method and path; otherwise look at the server log.',
  },
  'VIAS.00010007': {
    status: 400,
    message: 'The job does not exist.',
    reason: 'No job of this project has the task id.',
    advice: 'Check the task id.',
  },
  'VIAS.00010008': {
    status: 400,
    message: 'The batch does not exist.',
    reason: 'No batch of this project has the id.',
    advice: 'Check the id.',
  },
  'VIAS.00010010': {
    status: 400,
    message: 'The video source name is taken.',
    reason: 'Another video source of this project has the name.',
    advice: 'Rename the video source.',
  },
  'VIAS.00010011': {
    status: 400,
    message: 'The job name is taken.',
    reason: 'Another job, or batch, of this project has the name.',
    advice: 'Rename the job, or the batch.',
  },
  'VIAS.00010012': {
    status: 500,
    message: 'This operation is not allowed.',
    reason: 'The state of what it is for does not allow it, or something else uses it.',
    advice: 'Wait for or bring about what detail names.',
  },
  'VIAS.00010016': {
    status: 500,
    message: 'Something the service depends on is not available.',
    reason: 'The store takes nothing at present.',
    advice: 'Put right what detail names and send the request again.',
  },
  'VIAS.00010021': {
    status: 401,
    message: 'The account is restricted.',
    reason: 'The project is switched off or frozen.',
    advice: 'Ask the administrator to switch the project on again or to thaw it.',
  },
  'VIAS.00010051': {
    status: 400,
    message: 'The name is not unique.',
    reason: 'Something else of this kind in the project has the name.',
    advice: 'Choose another name.',
  },
  'VIAS.0010045': {
    status: 400,
    message: 'The OBS object does not exist.',
    reason: 'The object store of the project has no such bucket, object, or video in such a folder.',
    advice: 'Choose an existing object, or put it there first.',
  },
  'VIAS.0010046': {
    status: 400,
    message: 'The video-management service IVM is not enabled.',
    reason: 'This installation has no such service.',
    advice: 'Register the stream of the camera as a source of type url.',
  },
  'VIAS.0010047': {
    status: 400,
    message: 'The maximum number of video sources or groups is reached.',
    reason: 'The quota of the project is used up.',
    advice: 'Delete some or ask the administrator for quota.',
  },
  'VIAS.0010048': {
    status: 400,
    message: 'The maximum number of jobs is reached.',
    reason: 'The quota of the project is used up.',
    advice: 'Delete jobs or ask the administrator for quota.',
  },
  'APIG.0301': {
    status: 401,
    message: 'The credentials of the request are not accepted.',
    reason: 'The token is missing or unknown, or the signature is not right.',
    advice: 'Send a valid token in X-Auth-Token, or sign the request with an active access key.',
  },
  'APIG.0307': {
    status: 401,
    message: 'The token must be renewed.',
    reason: 'The time of the token is over.',
    advice: 'Get a new token with POST /v3/auth/tokens.',
  },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof ERRORS
