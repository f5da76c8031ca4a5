/** Which edge camera a row reads: a copy from what is sealed, by which a camera's readers are found. */
import type { AnyInput } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import { openSpec } from './job-rows.js'
import type { Tables } from './schema.js'
import { toSource } from './video-rows.js'

export const cameraIdOf = (input: AnyInput): string | null => (input.type === 'edgecamera' ? input.id : null)

/** Older releases kept it sealed only; done once, when their data is opened. */
export async function nameCameras(db: Kysely<Tables>, secrets: SecretBox): Promise<void> {
  const fact = { name: 'cameras are named', value: 'yes' }
  if (await db.selectFrom('facts').select('name').where('name', '=', fact.name).executeTakeFirst()) return
  await inTransaction(db, async (tx) => {
    for (const { id, spec } of await tx.selectFrom('jobs').select(['id', 'spec']).execute()) {
      const camera_id = cameraIdOf(openSpec(spec, secrets).input)
      if (camera_id !== null) await tx.updateTable('jobs').set({ camera_id }).where('id', '=', id).execute()
    }
    const cameras = tx.selectFrom('video_sources').selectAll().where('type', '=', 'camera')
    for (const row of await cameras.execute())
      await tx
        .updateTable('video_sources')
        .set({ camera_id: cameraIdOf(toSource(row, secrets).input) })
        .where('id', '=', row.id)
        .execute()
    await tx.insertInto('facts').values(fact).execute()
  })
}
