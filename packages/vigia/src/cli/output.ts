/** Where a command's answer goes: one JSON document with `--json`, readable text without. */
import type { Command } from 'commander'
import type { CliDeps, Out } from './deps.js'

export interface JsonOption {
  json?: boolean
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON for programs instead of text')
}

/** @param text made only when it is wanted */
export function print(
  deps: Pick<CliDeps, 'stdout'>,
  options: JsonOption,
  document: unknown,
  text: () => string,
): void {
  deps.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : text()}\n`)
}

/** Cells that a table may take: the terminal's, or no limit in a file or pipe. */
export function columnsOf(out: Out): number {
  return out.isTTY ? (out.columns ?? 80) : Number.POSITIVE_INFINITY
}
