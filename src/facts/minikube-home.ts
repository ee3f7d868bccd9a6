import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { identity } from './machine.ts'

/**
 * Where minikube keeps its state for somebody of that home directory: MINIKUBE_HOME itself when it ends in `.minikube`, else
 * `.minikube` below it, else below the home directory. Source: pkg/minikube/localpath/localpath.go. Pure.
 */
export const minikubeHomeOf = (env: ReadHost['env'], home: string): string => {
  const given = env['MINIKUBE_HOME']
  if (given === undefined || given === '') return `${home}/.minikube`
  const bare = given.replace(/\/+$/, '')
  return bare.endsWith('/.minikube') || bare === '.minikube' ? bare : `${bare}/.minikube`
}

/** Where minikube keeps its state for the subject. */
export const minikubeHome = defineFact({
  id: 'minikube-home',
  read: async ({ host, get }): Promise<string> =>
    minikubeHomeOf(host.env, (await get(identity)).subject.home),
})
