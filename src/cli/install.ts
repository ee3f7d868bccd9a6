import { interrupted } from '../engine/readiness.ts'
import { bounds } from '../facts/probe-table.ts'
import { install as place } from '../host/install.ts'
import { installers } from '../installers/index.ts'
import type { Installer } from '../installers/installer.ts'
import type { Extra } from '../installers/shell-block.ts'
import { InstallError } from '../model/install.ts'
import type { Installed } from '../model/install.ts'
import { toldSize } from '../registry/client.ts'
import { filesNow, pathAdvice, standingNow, tellWorkflow } from './install-after.ts'
import { followJson, followLive, followRows } from './install-follow.ts'
import { installWords } from './install-language.ts'
import { failureLines, planLines, resultLines } from './install-lines.ts'
import { openMirrors } from './install-mirrors.ts'
import type { NamedMirrors } from './install-mirrors.ts'
import { binFolder, lookHere, makePlan } from './install-plan.ts'
import type { Here, InstallPlan } from './install-plan.ts'
import type { InstallWords } from './install-words.ts'
import { untilSignal } from './interrupt.ts'
import { makeLink, planLink } from './link-kubectl.ts'
import { print } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { changeShellFile, planShell } from './shell-file.ts'
import type { ShellPlan } from './shell-file.ts'
import { createSpeaker } from './speaker.ts'
import type { Speaker } from './speaker.ts'
import { isInteractive } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Options of `install`, as commander hands them over. */
export interface InstallOptions {
  readonly binDir?: string
  readonly dryRun?: true
  readonly mirror: readonly string[]
  readonly beside?: true
  readonly link?: true
  readonly completion?: true
  readonly alias?: true
}

type Tool = 'minikube' | 'kubectl'

/** A fix failed. */
const failed = 4

/** Everything one run of the command works with. */
interface Job {
  readonly tool: Tool
  readonly here: Here
  readonly options: InstallOptions
  readonly json: boolean
  readonly words: InstallWords
  readonly speaker: Speaker
  readonly signal: AbortSignal
}

const isTool = (name: string): name is Tool => name === 'minikube' || name === 'kubectl'

/** The installer of a name. Throws `UsageError` for a name nobody installs. */
export const findInstaller = (
  command: string,
  asked: string,
  words: InstallWords,
): { readonly installer: Installer; readonly tool: Tool } => {
  const installer = installers.find(({ tool }) => tool === asked)
  if (installer === undefined || !isTool(asked))
    throw new UsageError(
      words.unknownTool(
        command,
        asked,
        installers.map(({ tool }) => tool),
      ),
    )
  return { installer, tool: asked }
}

const extrasOf = ({ completion, alias }: InstallOptions): readonly Extra[] => [
  ...(completion === true ? (['completion'] as const) : []),
  ...(alias === true ? (['alias'] as const) : []),
]

/** Around the placed file: PATH, the workflow, the shell. */
const settle = async (
  { tool, here, options, json, words, speaker }: Job,
  {
    path,
    folder,
    before,
  }: { readonly path: string; readonly folder: string; readonly before: string | undefined },
  shell: ShellPlan | undefined,
): Promise<void> => {
  const say = (lines: readonly string[]): void => {
    if (!json) for (const line of lines) speaker.line(line)
  }
  if (options.beside !== true) {
    const standing = await standingNow(here, tool, path)
    if (json) speaker.json({ ...standing, kind: 'path', standing: standing.kind })
    say(pathAdvice(standing, { tool, path, folder, before, env: here.host.env, words }))
    const told = await tellWorkflow(here, folder)
    if (told.length > 0) say([words.ci(told)])
  }
  if (shell !== undefined && (await changeShellFile(shell.file, { add: shell.lines }, words)))
    say([words.shellWritten(shell.file)])
}

const fetchAndPlace = (job: Job, plan: InstallPlan, mirrors: NamedMirrors): Promise<Installed> => {
  const { json, words, speaker, signal } = job
  const { tool, version } = plan.download
  const follow = json
    ? followJson
    : isInteractive(process.env, process.stdout)
      ? followLive
      : followRows
  return follow(
    (onEvent) =>
      place(plan.download, plan.placement, {
        env: process.env,
        signal,
        onEvent,
        now: () => Date.now(),
      }),
    {
      title: `${tool} ${version}`,
      urls: plan.download.urls,
      words,
      nameOf: mirrors.nameOf,
      speaker,
    },
  )
}

const tell = async (
  { json, words, speaker, here }: Job,
  plan: InstallPlan,
  { error, mirrors }: { readonly error: InstallError; readonly mirrors: NamedMirrors },
): Promise<number> => {
  const { failure, message, reason, tried } = error
  if (json) speaker.json({ kind: 'failed', failure, message, reason, tried })
  else {
    await speaker.done()
    const isRoot = here.who.process.uid === 0
    const lines = failureLines(plan, error, { mirrors, words, isRoot }).map(speaker.clean)
    await print(`${lines.join('\n')}\n`, process.stderr)
  }
  return failure === 'interrupted' ? interrupted : failed
}

const installFile = async (job: Job, plan: InstallPlan, mirrors: NamedMirrors): Promise<number> => {
  const { tool, here, options, json, words, speaker } = job
  const shell = await planShell(here, { tool, extras: extrasOf(options), words })
  const { download, path, placement, present, insteadOf } = plan
  if (insteadOf !== undefined && !json)
    speaker.line(words.otherPair({ tool, version: download.version, pinned: insteadOf }))
  if (options.dryRun === true) {
    const size = await toldSize(here.host, download.urls, bounds)
    const lines = planLines(plan, { shell, size, shown: mirrors.shown, words })
    if (json)
      speaker.json({
        kind: 'plan',
        ...download,
        ...(size === undefined ? {} : { size }),
        path,
        present,
        insteadOf,
        ...(shell && { shell }),
      })
    else for (const line of lines) speaker.line(line)
    return 0
  }
  const { winner } = await filesNow(here, tool)
  try {
    const installed = await fetchAndPlace(job, plan, mirrors)
    if (json) speaker.json({ kind: 'installed', tool, version: download.version, ...installed })
    else
      for (const line of resultLines(plan, installed, { nameOf: mirrors.nameOf, words }))
        speaker.line(line)
    await settle(job, { path, folder: placement.directory, before: winner?.path }, shell)
    return 0
  } catch (error) {
    if (!(error instanceof InstallError)) throw error
    return tell(job, plan, { error, mirrors })
  }
}

const installLink = async (job: Job): Promise<number> => {
  const { tool, here, options, json, words, speaker } = job
  const shell = await planShell(here, { tool, extras: extrasOf(options), words })
  const folder = binFolder(here, options.binDir)
  const [{ winner: minikube }, { winner: kubectl }] = await Promise.all([
    filesNow(here, 'minikube'),
    filesNow(here, 'kubectl'),
  ])
  const plan = await planLink(folder, minikube?.path, words)
  const { path, target } = plan
  if (options.dryRun !== true) await makeLink(plan)
  if (json) speaker.json({ kind: options.dryRun === true ? 'plan' : 'linked', path, target })
  else if (options.dryRun === true) {
    speaker.line(`${path} -> ${target}`)
    speaker.line(words.dryRun)
  } else speaker.line(words.linked(path, target))
  if (options.dryRun !== true) await settle(job, { path, folder, before: kubectl?.path }, shell)
  return 0
}

/** `install minikube|kubectl [VERSION]`: fetches, verifies and places a program. Throws `UsageError` for what cannot be asked. */
export const install = async (
  { asked, version }: { readonly asked: string; readonly version: string | undefined },
  options: InstallOptions,
  globals: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  const words = installWords[context.language]
  const { installer, tool } = findInstaller('install', asked, words)
  for (const option of ['link', 'alias'] as const)
    if (options[option] === true && tool !== 'kubectl')
      throw new UsageError(words.onlyKubectl(`--${option}`))
  const signal = untilSignal()
  const here = await lookHere(globals, context, { signal, words, binDir: options.binDir })
  if (here.host.os === 'win32' && options.dryRun !== true) throw new UsageError(words.noWindows)
  const speaker = createSpeaker()
  const job: Job = { tool, here, options, json: globals.json === true, words, speaker, signal }
  if (options.link === true) return installLink(job).finally(speaker.done)
  const mirrors = await openMirrors(options.mirror, words)
  try {
    const question = {
      installer,
      version,
      binDir: options.binDir,
      beside: options.beside === true,
      mirrors: mirrors.bases,
      offline: globals.offline === true,
    }
    return await installFile(job, await makePlan(here, question, words), mirrors)
  } finally {
    mirrors.close()
    await speaker.done()
  }
}
