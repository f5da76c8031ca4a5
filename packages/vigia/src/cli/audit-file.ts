/** Checks an exported audit log without a server. */
import { hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { AuditLine, AuditVerdict } from '@vigia/contract'
import { ChainCheck } from '@vigia/core'
import { usageError } from './exit-codes.js'

const sha256 = (text: string): string => hash('sha256', text)

/**
 * @param head a hash that the file must hold
 * @throws CliError with exit code 2 when the file cannot be read or is no export
 */
export async function verifyFile(file: string, head: string | undefined): Promise<AuditVerdict> {
  let check: ChainCheck | undefined
  for await (const line of linesOf(file)) {
    check ??= new ChainCheck(sha256, chainOf(line), startOf(line), head)
    if (!check.add(line)) break
  }
  const { brokenAt, ...verdict } = (check ?? new ChainCheck(sha256, '', undefined, head)).verdict()
  return { ...verdict, ...(brokenAt === undefined ? {} : { broken_at: brokenAt }) }
}

/** An export from a later time on begins in the middle of the chain; what it follows is in its first line. */
const startOf = ({ seq, previous }: AuditLine): { seq: number; previous: string } | undefined =>
  seq === 1 ? undefined : { seq, previous }

function chainOf({ entry }: AuditLine): string {
  try {
    return String(JSON.parse(entry).chain)
  } catch {
    return ''
  }
}

async function* linesOf(path: string): AsyncGenerator<AuditLine> {
  const file = await opened(path)
  try {
    let number = 0
    for await (const text of file.readLines()) yield readLine(text, path, ++number)
  } finally {
    await file.close()
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    const file = await open(path)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw new Error('it is no file')
  } catch (error) {
    throw usageError(
      `${path} cannot be read: ${(error as Error).message}.`,
      'Name a file that `vigia admin audit export` wrote.',
    )
  }
}

function readLine(text: string, file: string, number: number): AuditLine {
  let line: Partial<AuditLine> | null
  try {
    line = JSON.parse(text)
  } catch {
    line = null
  }
  const { seq, at, previous, entry, hash } = line ?? {}
  const isLine =
    Number.isSafeInteger(seq) &&
    Number.isSafeInteger(at) &&
    [previous, entry, hash].every((member) => typeof member === 'string')
  if (isLine) return line as AuditLine
  throw usageError(
    `Line ${number} of ${file} is no line of an exported audit log.`,
    'Name a file that `vigia admin audit export` wrote, whole and unchanged.',
  )
}
