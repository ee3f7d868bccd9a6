import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readRegular } from '../host/regular.ts'
import { shellOf, shells } from '../installers/path-line.ts'
import { editBlock, extraLines, startFile } from '../installers/shell-block.ts'
import type { Extra } from '../installers/shell-block.ts'
import type { Here } from './install-plan.ts'
import type { InstallWords } from './install-words.ts'
import { Unreadable } from '../model/unreadable.ts'
import { codeOf } from './output.ts'
import { writeWhole } from './write-whole.ts'
import { UsageError } from './usage-error.ts'

type Tool = 'minikube' | 'kubectl'

/** What will stand in a shell's start file. */
export interface ShellPlan {
  readonly file: string
  readonly lines: readonly string[]
}

/** Undefined where the bytes are no text. */
const readPlain = async (file: string): Promise<string | undefined> => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      await readRegular(file),
    )
    return text.includes('\0') ? undefined : text
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    if (error instanceof TypeError || error instanceof Unreadable) return undefined
    throw error
  }
}

type Change = Parameters<typeof editBlock>[1]

/** The text before and after. Throws `UsageError` where it is not ours to edit. */
const edited = async (
  file: string,
  change: Change,
  words: InstallWords,
): Promise<{ readonly before: string; readonly after: string }> => {
  const before = await readPlain(file)
  const after = before === undefined ? undefined : editBlock(before, change)
  if (before === undefined || after === undefined) throw new UsageError(words.noText(file))
  return { before, after }
}

/** Undefined where nothing was asked for. Throws `UsageError` for a shell we do not know, a file that is not ours to edit, and behind sudo. */
export const planShell = async (
  { host, who }: Here,
  {
    tool,
    extras,
    words,
  }: { readonly tool: Tool; readonly extras: readonly Extra[]; readonly words: InstallWords },
): Promise<ShellPlan | undefined> => {
  if (extras.length === 0) return undefined
  if (who.sudo) throw new UsageError(words.underSudo)
  const shell = shellOf(host.env['SHELL'])
  if (shell === undefined) throw new UsageError(words.noShell(host.env['SHELL'] ?? ''))
  const file = startFile(shell, who.subject.home, host.os, host.env)
  const lines = extraLines(shell, tool, extras)
  await edited(file, { add: lines }, words)
  return { file, lines }
}

/** Adds or takes away lines of our block, the file whole or untouched; true where something changed. Throws `UsageError` where it is not ours to edit. */
export const changeShellFile = async (
  file: string,
  change: Change,
  words: InstallWords,
): Promise<boolean> => {
  const { before, after } = await edited(file, change, words)
  if (after === before) return false
  await mkdir(dirname(file), { recursive: true })
  await writeWhole(file, after, { keepOwner: true })
  return true
}

/** Takes a tool's lines out of every shell's start file; the files that changed. */
export const cleanShells = async (
  { host, who }: Here,
  tool: Tool,
  words: InstallWords,
): Promise<readonly string[]> => {
  if (who.sudo) return []
  const changed: string[] = []
  for (const shell of shells) {
    const file = startFile(shell, who.subject.home, host.os, host.env)
    const remove = extraLines(shell, tool, ['completion', 'alias'])
    if (await changeShellFile(file, { remove }, words)) changed.push(file)
  }
  return changed
}
