/** What the tour reads of the answers; the rest of their members it does not need. */

export interface CreatedTasks {
  tasks: { id: string }[]
}

/** Details of a job, of either edition. */
export interface Job {
  id: string
  name: string
  description?: string
  project_id: string
  state: string
  status?: string
  error?: { code: string; message: string }
  schedule_status?: string
  schedule?: unknown
  input: { type: string; data: { url?: string; index?: number }[] }
  config: { common: Record<string, unknown> }
  title: string
  video_source_name: string
  created_at: string
  updated_at: string
}

/** A page of a list. `total` is Vigia's own. */
export interface TaskList {
  count: number
  total?: number
  page: number
  page_size: number
  tasks: { id: string; name: string; state: string; video_source_name: string; created_at: string }[]
}

/** All six members are there in every answer of 400 and above. */
export interface ErrorBody {
  error_code: string
  error_msg: string
  detail: string
  params: string[]
  reason: string
  advice: string
}

export interface Token {
  token: { expires_at: string; user: { name: string }; project?: { id: string; name: string } }
}
