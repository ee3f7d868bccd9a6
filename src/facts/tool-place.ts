import type { Tool } from '../catalog/digests.ts'
import { defineFact } from '../model/fact.ts'
import type { Fact } from '../model/fact.ts'
import { identity } from './machine.ts'
import { pathDirectories } from './programs.ts'
import { kubectlFiles, minikubeFiles } from './tool-files.ts'
import type { ToolFiles } from './tool-files.ts'

/** Where a tool is to be installed so that it wins on PATH, and whose rights that takes. */
export interface ToolPlace {
  readonly directory: string
  readonly rights: 'user' | 'root'
}

export interface PlaceQuestion {
  readonly root: boolean
  readonly home: string
  readonly path: readonly string[]
  /** The file that wins, or stands in the way, now. */
  readonly present: string | undefined
  /** A package manager keeps that file. */
  readonly managed: boolean
}

/** Where root installs for everybody. */
export const systemPlace = '/usr/local/bin'

/** Where a user installs without further rights. Pure. */
export const ownPlace = (home: string): string => `${home}/.local/bin`

/**
 * The user's own directory where it wins, else /usr/local/bin, else the place of the file that must go; undefined where that
 * is a package manager's. Pure.
 */
export const placeFor = ({
  root,
  home,
  path,
  present,
  managed,
}: PlaceQuestion): ToolPlace | undefined => {
  const own = ownPlace(home)
  const taken = present?.slice(0, present.lastIndexOf('/'))
  const wins = (directory: string): boolean =>
    path.includes(directory) &&
    (taken === undefined || path.indexOf(directory) <= path.indexOf(taken))
  if (!root && wins(own)) return { directory: own, rights: 'user' }
  if (taken === undefined || wins(systemPlace)) return { directory: systemPlace, rights: 'root' }
  if (managed) return undefined
  return { directory: taken, rights: taken.startsWith(`${home}/`) ? 'user' : 'root' }
}

const managers = /\/(Cellar|homebrew|linuxbrew|snap|nix\/store)\//i

const placeOf = (tool: Tool, files: Fact<ToolFiles>): Fact<ToolPlace | undefined> =>
  defineFact({
    id: `${tool}-place`,
    read: async (context): Promise<ToolPlace | undefined> => {
      const { host, get } = context
      if (host.os === 'win32') return undefined
      const [{ subject }, { winner, inert }] = await Promise.all([get(identity), get(files)])
      return placeFor({
        root: subject.uid === 0,
        home: subject.home,
        path: pathDirectories(context),
        present: winner?.path ?? inert,
        managed: winner !== undefined && managers.test(winner.real),
      })
    },
  })

/** Undefined also on Windows, where nobody agrees on a place. */
export const minikubePlace = placeOf('minikube', minikubeFiles)
export const kubectlPlace = placeOf('kubectl', kubectlFiles)
