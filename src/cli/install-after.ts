import { appendFile, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { createStore } from '../engine/store.ts'
import { kubectlFiles, minikubeFiles } from '../facts/tool-files.ts'
import type { ToolFiles } from '../facts/tool-files.ts'
import { pathLine, shellOf, standingOf } from '../installers/path-line.ts'
import type { Standing } from '../installers/path-line.ts'
import { steers } from '../model/visible.ts'
import type { Here } from './install-plan.ts'
import type { InstallWords } from './install-words.ts'

type Tool = 'minikube' | 'kubectl'

const files = { minikube: minikubeFiles, kubectl: kubectlFiles } as const

/** What PATH leads to now. */
export const filesNow = ({ host, request }: Here, tool: Tool): Promise<ToolFiles> =>
  createStore({ host, request, signal: new AbortController().signal }).get(files[tool])

const realOf = (path: string): Promise<string> => realpath(path).catch(() => path)

/** Whether typing the name runs the placed file. */
export const standingNow = async (here: Here, tool: Tool, path: string): Promise<Standing> => {
  const { winner } = await filesNow(here, tool)
  return standingOf(winner?.path, winner?.real === (await realOf(path)))
}

/** What has to be said so that the placed file is the one that runs. */
export const pathAdvice = (
  standing: Standing,
  {
    tool,
    path,
    folder,
    before,
    env,
    words,
  }: {
    readonly tool: Tool
    readonly path: string
    readonly folder: string
    /** What won before. */
    readonly before: string | undefined
    readonly env: Here['host']['env']
    readonly words: InstallWords
  },
): readonly string[] => {
  const line = pathLine(shellOf(env['SHELL']), folder)
  switch (standing.kind) {
    case 'wins':
      return before === undefined || before === path ? [] : [words.rehash(before)]
    case 'not-on-path':
      return [words.notOnPath(folder, line)]
    case 'shadowed':
      return [words.shadowed(tool, standing.by, path, line)]
  }
}

/** True where the line was new. What would be more than one line to the workflow is not told. */
const addLine = async (file: string | undefined, line: string): Promise<boolean> => {
  if (file === undefined || file === '' || steers(line)) return false
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  if (lines.includes(line)) return false
  const gap = lines.at(-1) === '' ? '' : '\n'
  await appendFile(file, `${gap}${line}\n`)
  return true
}

/**
 * In a workflow of GitHub's, and of those that do as it does: the next steps find the folder, and the cluster also where their HOME is
 * another (a step in a container). The names of the variables that were new to it.
 */
export const tellWorkflow = async (
  { host: { env }, who }: Pick<Here, 'host' | 'who'>,
  folder: string,
): Promise<readonly string[]> => {
  const config = env['KUBECONFIG'] ?? ''
  const named = config === '' ? join(who.subject.home, '.kube', 'config') : config
  return [
    ...((await addLine(env['GITHUB_PATH'], folder)) ? ['PATH'] : []),
    ...((await addLine(env['GITHUB_ENV'], `KUBECONFIG=${named}`)) ? ['KUBECONFIG'] : []),
  ]
}
