import type { Output } from '../../model/host.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf, hasProgram, reasonIn } from './commands.ts'
import { askDocker } from './docker.ts'

const made = 'label=created_by.minikube.sigs.k8s.io=true'
const profile = '{{.Label "name.minikube.sigs.k8s.io"}}'

/** What docker holds of clusters: a profile's name, or the object's own where it bears none. */
const onEngine = async (host: WriteHost): Promise<readonly string[]> => {
  if (!(await hasProgram(host, 'docker'))) return []
  const lines = await Promise.all([
    askDocker(host, 'ps', '-a', '--filter', made, '--format', `{{.Names}} ${profile}`),
    askDocker(host, 'volume', 'ls', '--filter', made, '--format', `{{.Name}} ${profile}`),
  ])
  return lines.flat().map((line) => line.trim().split(' ').at(-1) ?? '')
}

/** A profile is a folder. */
const inHome = async (host: WriteHost, home: string): Promise<readonly string[]> => {
  const folder = `${home}/profiles`
  const names = (await host.readdir(folder)) ?? []
  const stats = await Promise.all(names.map((name) => host.stat(`${folder}/${name}`)))
  return names.filter((_, index) => stats[index]?.kind === 'directory')
}

/**
 * Every cluster that `delete --all` would delete: those with objects on the engine, whoever's, and those with a folder in the
 * home. Throws `StepError` where docker does not say. Source: cmd/minikube/cmd/delete.go, pkg/drivers/kic/oci/types.go.
 */
export const clustersHere = async (host: WriteHost, home: string): Promise<readonly string[]> => {
  const all = await Promise.all([onEngine(host), inHome(host, home)])
  return [...new Set(all.flat())].toSorted()
}

/** Deleting is agreed to by name: one that has come meanwhile is nobody's to delete. */
export const refuseOthers = async (
  host: WriteHost,
  home: string,
  named: readonly string[],
): Promise<void> => {
  const others = (await clustersHere(host, home)).filter((name) => !named.includes(name))
  if (others.length > 0)
    throw new StepError(
      'refused',
      `there is also ${others.join(', ')}, which nobody agreed to delete`,
    )
}

/** Judges a deletion by what is left: minikube ends with 0 where several parts failed and with 80 where one did. */
export const judge = (argv: Argv, output: Output, left: readonly string[]): void => {
  if (output.timedOut) throw failureOf(argv, output)
  if (left.length === 0) return
  const said = reasonIn(output)
  throw new StepError(
    'failed',
    `there is still ${left.join(', ')}${said === '' ? '' : `; minikube says: ${said}`}`,
  )
}
