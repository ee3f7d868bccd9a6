import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable } from '../model/unreadable.ts'

/** One file of that name on PATH, in PATH's order. */
export interface Program {
  readonly path: string
  /** The file behind its links. */
  readonly real: string
}

/** The directories of PATH, each once. */
export const pathDirectories = ({ host }: FactContext): readonly string[] => [
  ...new Set(
    (host.env['PATH'] ?? '').split(host.os === 'win32' ? ';' : ':').filter((dir) => dir !== ''),
  ),
]

/** Every executable file of this name on PATH, the one that wins first. */
export const onPath = async (context: FactContext, name: string): Promise<readonly Program[]> => {
  const { host } = context
  const file = host.os === 'win32' ? `${name}.exe` : name
  const separator = host.os === 'win32' ? '\\' : '/'
  let silent: Unreadable | undefined
  const found = await Promise.all(
    pathDirectories(context).map(async (dir): Promise<readonly Program[]> => {
      const path = `${dir}${separator}${file}`
      const leads = await attempt(host.realpath(path))
      if (!leads.ok && leads.why.why === 'timeout') silent ??= leads.why
      const real = leads.ok ? leads.value : undefined
      if (real === undefined) return []
      const stat = await host.stat(real).catch(() => undefined)
      const executable = stat?.kind === 'file' && (host.os === 'win32' || (stat.mode & 0o111) !== 0)
      return executable ? [{ path, real }] : []
    }),
  )
  const programs = found.flat()
  // It may lie in a folder that does not answer.
  if (programs.length === 0 && silent !== undefined) throw silent
  return programs
}

export const dockerPrograms = defineFact({
  id: 'docker-programs',
  read: (context) => onPath(context, 'docker'),
})
