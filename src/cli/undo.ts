import { realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { interrupted } from '../engine/readiness.ts'
import { listInstalls, undoInstall, uninstall as takeBackAll } from '../host/install.ts'
import { InstallError } from '../model/install.ts'
import type { InstallRecord, Undone } from '../model/install-record.ts'
import { pad, width } from '../report/layout.ts'
import { findInstaller } from './install.ts'
import { installWords } from './install-language.ts'
import { binFolder, lookHere } from './install-plan.ts'
import type { InstallWords } from './install-words.ts'
import { untilSignal } from './interrupt.ts'
import { removeLink } from './link-kubectl.ts'
import { print } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { cleanShells } from './shell-file.ts'
import { createSpeaker } from './speaker.ts'
import type { Speaker } from './speaker.ts'
import { UsageError } from './usage-error.ts'

/** Options of `uninstall` and `undo`, as commander hands them over. */
export interface UndoOptions {
  readonly binDir?: string
  readonly dryRun?: true
  readonly list?: boolean
}

interface Job {
  readonly json: boolean
  readonly words: InstallWords
  readonly speaker: Speaker
  readonly signal: AbortSignal
}

/** A fix failed. */
const failed = 4

const start = ({ json }: GlobalOptions, { language }: RunContext): Job => ({
  json: json === true,
  words: installWords[language],
  speaker: createSpeaker(),
  signal: untilSignal(),
})

const tell = (
  { json, words, speaker }: Job,
  { tool, version }: Pick<InstallRecord, 'tool' | 'version'>,
  undone: Undone,
): number => {
  if (json) speaker.json({ ...undone, tool, version })
  else if (undone.kind === 'refused') speaker.line(words.refused(undone.path, undone.why))
  else
    speaker.line(
      words.undone({ tool, version, path: undone.path, restored: undone.left !== 'absent' }),
    )
  return undone.kind === 'refused' ? failed : 0
}

const announce = (
  { json, words, speaker }: Job,
  { id, tool, version, path, previous }: InstallRecord,
): void => {
  const restored = previous.kind !== 'absent'
  if (json)
    speaker.json({ kind: 'plan', transaction: id, tool, version, path, left: previous.kind })
  else speaker.line(words.wouldUndo({ tool, version, path, restored }))
}

/** Says what the core could not do, in one sentence. */
const guarded = async (job: Job, work: () => Promise<number>): Promise<number> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InstallError)) throw error
    const { failure, message, reason, tried } = error
    if (job.json) job.speaker.json({ kind: 'failed', failure, message, reason, tried })
    else {
      await job.speaker.done()
      await print(`${job.speaker.clean(job.words.reason(reason))}\n`, process.stderr)
    }
    return failure === 'interrupted' ? interrupted : failed
  } finally {
    await job.speaker.done()
  }
}

const optionsOf = ({ json, words, speaker, signal }: Job) => ({
  env: process.env,
  signal,
  onEvent: (event: Parameters<Parameters<typeof undoInstall>[1]['onEvent']>[0]): void => {
    if (json) speaker.json(event)
    else if (event.kind === 'waiting') speaker.line(words.waiting(event.holder))
  },
})

const list = async ({ json, words, speaker }: Job): Promise<number> => {
  const records = await listInstalls(process.env)
  if (json) for (const record of records) speaker.json({ kind: 'record', ...record })
  else if (records.length === 0) speaker.line(words.noInstalls)
  else {
    const rows = records.map(({ id, at, tool, version, path, state }) => [
      id,
      new Date(at).toISOString().slice(0, 16).replace('T', ' '),
      words.states[state],
      `${tool} ${version}`,
      path,
    ])
    const columns = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => width(row[at] ?? ''))))
    for (const row of rows)
      speaker.line(row.map((cell, at) => pad(cell, columns[at] ?? 0)).join('  '))
  }
  return 0
}

/** `undo [TRANSACTION]`: takes one install back, the newest unless told; `--list` shows them. Throws `UsageError` where there is none. */
export const undo = (
  asked: string | undefined,
  options: UndoOptions,
  globals: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  const job = start(globals, context)
  return guarded(job, async () => {
    if (options.list === true) return list(job)
    const records = await listInstalls(process.env)
    const record = records.find(({ id, state }) =>
      asked === undefined ? state === 'committed' : id === asked,
    )
    if (record === undefined)
      throw new UsageError(
        asked === undefined ? job.words.nothingToUndo : job.words.unknownTransaction(asked),
      )
    if (options.dryRun !== true)
      return tell(job, record, await undoInstall(record.id, optionsOf(job)))
    announce(job, record)
    return 0
  })
}

/** The oldest install of each target says what will be left there. */
const targets = (records: readonly InstallRecord[]): readonly InstallRecord[] => [
  ...new Map(records.map((record) => [record.path, record])).values(),
]

/**
 * `uninstall TOOL`: takes back every install of a tool, or those in one folder, with link and shell lines; what stood there before
 * is back. Throws `UsageError` where there is nothing of ours.
 */
export const uninstall = async (
  asked: string,
  options: UndoOptions,
  globals: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  const job = start(globals, context)
  const { words, json, speaker, signal } = job
  const { tool } = findInstaller('uninstall', asked, words)
  const here = await lookHere(globals, context, { signal, words, binDir: options.binDir })
  const { binDir } = options
  const only =
    binDir === undefined ? undefined : await realpath(binDir).catch(() => resolve(binDir))
  return guarded(job, async () => {
    const records = await listInstalls(process.env)
    const own = records.filter(
      (record) =>
        record.tool === tool &&
        record.state === 'committed' &&
        (only === undefined || dirname(record.path) === only),
    )
    if (options.dryRun === true) {
      for (const record of targets(own)) announce(job, record)
      return 0
    }
    let exit = 0
    for (const record of targets(own))
      exit ||= tell(job, record, await takeBackAll(record.path, optionsOf(job)))
    const linkable = tool === 'kubectl' && here.host.os !== 'win32'
    const link = linkable ? await removeLink(only ?? binFolder(here, binDir)) : undefined
    if (link !== undefined && !json) speaker.line(words.linkRemoved(link))
    const shells = await cleanShells(here, tool, words)
    if (!json) for (const file of shells) speaker.line(words.shellCleaned(file))
    if (own.length === 0 && link === undefined && shells.length === 0)
      throw new UsageError(words.nothingOf(tool))
    return exit
  })
}
