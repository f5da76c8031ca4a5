/** Runs one command line and says how it ended. */
import { CommanderError } from 'commander'
import type { CliDeps } from './deps.js'
import { type CliError, EXIT, type ExitCode, toCliError, usageError } from './exit-codes.js'
import { buildProgram } from './program.js'
import { plain } from './text.js'

/**
 * @param args without the names of node and script
 * @returns the exit code; it never throws for what a command does
 */
export async function runCli(args: readonly string[], deps: CliDeps): Promise<ExitCode> {
  try {
    await buildProgram(deps).parseAsync(args, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    const failure = error instanceof CommanderError ? fromCommander(error) : toCliError(error)
    if (failure === undefined) return EXIT.ok
    // Help shown for want of a command says all there is to say.
    if (failure.message !== '') deps.stderr.write(told(failure, args.includes('--json')))
    return failure.exitCode
  }
}

/** Undefined for help and version that were asked for. */
function fromCommander(error: CommanderError): CliError | undefined {
  if (error.exitCode === 0) return undefined
  if (error.code === 'commander.help') return usageError('', '')
  const [what = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n')
  return usageError(what, suggestion.join(' ').trim() || 'Add --help to see what the command takes.')
}

function told({ message, advice, code, exitCode }: CliError, asJson: boolean): string {
  if (asJson)
    return `${JSON.stringify({ error: { ...(code === undefined ? {} : { code }), message, advice, exit_code: exitCode } })}\n`
  return `vigia: ${plain(message)}\n  what to do: ${plain(advice)}\n`
}
