/** Why a start failed, with the setting that helps. */
import { IngestDeaf } from '@vigia/server'
import { CliError, EXIT, usageError } from '../cli/index.js'
import { SettingError, type Settings } from '../start/settings.js'

/** @param settings undefined when they themselves are what is wrong */
export function startFailure(error: unknown, settings: Settings | undefined): unknown {
  if (error instanceof SettingError) return usageError(`${error.message}.`, 'Put the setting right.')
  if (!(error instanceof Error) || !settings) return error
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const { host, port, dataDir } = settings
  const failed = (what: string, advice: string) => new CliError(EXIT.failed, what, advice)
  if (error instanceof IngestDeaf) return pushFailure(error)
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    if (code === 'EADDRINUSE')
      return failed(
        `Port ${port} of ${host} is in use.`,
        'Stop what uses it, or give another port with --port (VIGIA_PORT).',
      )
    if (code === 'EACCES')
      return failed(
        `Port ${port} needs rights that this user has not.`,
        'Give a port above 1023 with --port.',
      )
    return failed(
      `${host} is no address of this machine (${code}).`,
      'Give one of its own with --host (VIGIA_HOST): 127.0.0.1, or 0.0.0.0 for all.',
    )
  }
  if (code.startsWith('SQLITE_'))
    return failed(
      `The database in the data folder ${dataDir} cannot be used: ${error.message}.`,
      'Check the disk and the rights; restore it from a backup, or give another folder with --data.',
    )
  if (syscall !== undefined && FOLDER.has(code))
    return failed(
      `The data folder ${dataDir} cannot be used: ${error.message}.`,
      'Give a folder that this user may write to with --data (VIGIA_DATA_DIR), or make room on its disk.',
    )
  return error
}

function pushFailure({ host, port, code }: IngestDeaf): CliError {
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
    ? new CliError(
        EXIT.failed,
        `${host} is no address of this machine (${code}).`,
        'Give one of its own with --host (VIGIA_HOST); for encoders that push streams alone, with VIGIA_RTMP_HOST.',
      )
    : new CliError(
        EXIT.failed,
        `Port ${port} of ${host} cannot be used for pushed streams (${code}).`,
        'Stop what uses it, or give another port as VIGIA_RTMP_PORT.',
      )
}

const FOLDER = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC', 'ENOENT', 'EDQUOT'])
