import { defineFact } from '../model/fact.ts'
import { identity } from './machine.ts'

/**
 * Where minikube keeps its state for the subject: MINIKUBE_HOME itself when it ends in `.minikube`, else `.minikube` below it,
 * else below the home directory. Source: pkg/minikube/localpath/localpath.go.
 */
export const minikubeHome = defineFact({
  id: 'minikube-home',
  read: async ({ host, get }): Promise<string> => {
    const { subject } = await get(identity)
    const given = host.env['MINIKUBE_HOME']
    if (given === undefined || given === '') return `${subject.home}/.minikube`
    const bare = given.replace(/\/+$/, '')
    return bare.endsWith('/.minikube') || bare === '.minikube' ? bare : `${bare}/.minikube`
  },
})
